/** The start: what Lodge is, and the offices that take filings here. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { textIn } from '@lodge/shared-types'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { useLanguage, useOfficeWords } from '../../language.tsx'
import styles from './home.module.css'

export const loader = ({ context }: LoaderFunctionArgs) => ({
  offices: context.services.offices().map(({ id, name, address }) => ({ id, name, address })),
})

export default function Home() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { offices } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={words.home.title} lead={words.home.lead} />
      <Section title={words.home.officesTitle}>
        <p>{words.home.officesLead}</p>
        <ul className={styles.offices}>
          {offices.map(({ id, name, address }) => (
            <li key={id}>
              <Link to={`/o/${id}`} className={styles.office}>
                <bdi className={styles.name}>{textIn(name, language)}</bdi>
                <bdi className={styles.address}>{textIn(address, language)}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
