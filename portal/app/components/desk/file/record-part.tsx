/** The bibliographic data of a file in one of its versions, with what that version changed marked where it stands. */
import { Link } from '@remix-run/react'
import type { FileRecord } from '@lodge/processor'
import { labelOfPath, type ApplicationRequest } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { instantInWords } from '../../../office-time.ts'
import { Section } from '../../page-header.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'
import { RecordContent } from './record-content.tsx'
import type { Differences, ShownRecord } from './record-entries.tsx'

type Props = Pick<ShownRecord, 'branch' | 'countries'> & {
  record: FileRecord
  timeZone: string
  /** The filing, which stands among the parts. */
  facts: ReactNode
}

function Versions({ record: { versions, shown }, timeZone }: Pick<Props, 'record' | 'timeZone'>) {
  const words = useWordsOf(staffFileWords).record
  const office = useOfficeWords()
  const latest = versions.at(-1)?.version
  return (
    <nav className={`${styles.versions} screen-only`} aria-label={words.versions}>
      <ul>
        {versions.toReversed().map(({ version, at }) => (
          <li key={version}>
            <Link
              to={version === latest ? '.' : `?version=${version}`}
              className={styles.version}
              preventScrollReset
              title={words.since(instantInWords(at, timeZone, office))}
              {...(version === shown?.version ? { 'aria-current': 'page' as const } : {})}
            >
              {words.version(version)}
              <span className={styles.soft}>
                {version === 1
                  ? words.asFiled
                  : version === latest
                    ? words.current
                    : instantInWords(at, timeZone, office)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Changes({ differences, request }: { differences: Differences; request: ApplicationRequest }) {
  const words = useWordsOf(staffFileWords).record
  const language = useLanguage()
  const line = (value: Differences[number]['before']) => {
    const text = value[language]
    return text === '' ? <span className={styles.soft}>{words.nothing}</span> : <bdi>{text}</bdi>
  }
  return (
    <Section title={words.changes}>
      <Table
        caption={words.changes}
        isDense
        rows={differences}
        keyOf={({ path }) => path}
        columns={[
          { head: words.field, cell: ({ path }) => labelOfPath(path, language, request) },
          { head: words.before, cell: ({ before }) => <del className={styles.before}>{line(before)}</del> },
          { head: words.after, cell: ({ after }) => <ins className={styles.after}>{line(after)}</ins> },
        ]}
      />
    </Section>
  )
}

export function RecordPart({ record, countries, branch, facts, timeZone }: Props) {
  const words = useWordsOf(staffFileWords).record
  const language = useLanguage()
  if (!record.shown)
    return (
      <>
        {facts}
        <p className={styles.soft}>{words.paperOnly}</p>
      </>
    )
  const { request, sections } = record.shown
  return (
    <>
      {record.versions.length > 1 && <Versions record={record} timeZone={timeZone} />}
      {record.differences.length > 0 && <Changes differences={record.differences} request={request} />}
      {facts}
      <RecordContent
        {...{ countries, branch, request }}
        sections={sections[language]}
        parties={record.parties}
        differences={record.differences}
      />
    </>
  )
}
