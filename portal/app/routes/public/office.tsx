/** An office's home: where its visitors start. */
import { useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { textIn } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { Facts } from '../../components/table.tsx'
import { officeOf, page } from '../../edge/answers.server.ts'
import { useLanguage, useOfficeWords } from '../../language.tsx'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, () => {
    const { id, name, address, email, timeZone } = officeOf(args)
    return Promise.resolve({ id, name, address, email, timeZone, title: textIn(name, args.context.language) })
  })

export default function Office() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { user } = useChrome()
  const { id, name, address, email, timeZone } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={<bdi>{textIn(name, language)}</bdi>}
        lead={words.office.lead}
        over={
          user && (
            <>
              {words.office.signedInAs} <bdi>{user.displayName}</bdi>
            </>
          )
        }
      />
      <Actions>
        {!user && <ButtonLink to={`/o/${id}/sign-in`}>{words.office.toSignIn}</ButtonLink>}
        {user?.isApplicant === true && (
          <ButtonLink to={`/o/${id}/following`}>{words.nav.following}</ButtonLink>
        )}
        {user?.isStaff === false && !user.isApplicant && (
          <>
            <ButtonLink to={`/o/${id}/drafts/new`} isElsewhere>
              {words.office.newFiling}
            </ButtonLink>
            <ButtonLink to={`/o/${id}/files`} look="quiet">
              {words.office.toFiles}
            </ButtonLink>
            <ButtonLink to={`/o/${id}/drafts`} look="quiet" isElsewhere>
              {words.office.toDrafts}
            </ButtonLink>
          </>
        )}
        {user?.isStaff === true && <ButtonLink to={`/o/${id}/desk`}>{words.office.toDesk}</ButtonLink>}
      </Actions>
      <Section title={words.office.contact}>
        <Facts
          facts={[
            { name: words.office.address, value: <bdi>{textIn(address, language)}</bdi> },
            {
              name: words.office.email,
              value: (
                <a href={`mailto:${email}`}>
                  <bdi>{email}</bdi>
                </a>
              ),
            },
            { name: words.office.timeZone, value: <bdi>{timeZone}</bdi> },
          ]}
        />
      </Section>
    </>
  )
}
