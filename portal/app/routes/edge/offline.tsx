/** Stands in for a server page while there is no network. Plain HTML: the service worker shows it at any address. */
import { useSearchParams } from '@remix-run/react'
import type { MetaFunction } from '@remix-run/node'
import { ButtonLink } from '../../components/button.tsx'
import { Frame } from '../../components/frame.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { useOfficeWords } from '../../language.tsx'
import { titleOf } from '../../page-title.ts'
import { plainPage } from '../../plain-page.ts'

export const handle = plainPage

export const meta: MetaFunction = () => titleOf(undefined)

export default function Offline() {
  const words = useOfficeWords().offline
  const [asked] = useSearchParams()
  const office = asked.get('office')
  return (
    <Frame office={undefined} nav={null}>
      <PageHeader title={words.title} lead={words.lead} />
      {office !== null && (
        <Section title={words.works}>
          <ul>
            {words.worksList.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <Actions>
            <ButtonLink to={`/o/${office}/drafts`}>{words.drafts}</ButtonLink>
            <ButtonLink to={`/o/${office}/outbox`} look="quiet">
              {words.sent}
            </ButtonLink>
          </Actions>
        </Section>
      )}
      <p>
        <a href="">{words.again}</a>
      </p>
    </Frame>
  )
}
