/** The numbered entries of the register: licences, rights in rem, measures, challenges, with who made them and until when. */
import { Link } from '@remix-run/react'
import type { EntryInWords } from '@lodge/processor'
import { textIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { registerWords } from '../../../messages/register.ts'
import { dateInWords } from '../../../office-time.ts'
import { StatusTag } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'
import { Lines } from './printed-sections.tsx'

/** The request by which something came into the register; the office itself where none did. */
export function MadeByRequest({ madeBy, base }: { madeBy: EntryInWords['madeBy']; base: string }) {
  const words = useWordsOf(registerWords)
  const language = useLanguage()
  if (!madeBy) return <>{words.office}</>
  return (
    <Link to={`${base}/desk/requests/${madeBy.requestId}`}>
      {textIn(madeBy.title, language)} <bdi className="number">{madeBy.onlineId}</bdi>
    </Link>
  )
}

function State({ entry: { state, since, until } }: { entry: EntryInWords }) {
  const words = useWordsOf(registerWords)
  const office = useOfficeWords()
  return (
    <div className={styles.what}>
      <StatusTag meaning={state === 'in-force' ? 'good' : 'info'}>
        {state === 'in-force' ? words.inForce : words.ended}
      </StatusTag>
      <time className={styles.soft} dateTime={since}>
        {words.since(dateInWords(since, office))}
      </time>
      {until !== null && (
        <time className={styles.soft} dateTime={until}>
          {words.until(dateInWords(until, office))}
        </time>
      )}
    </div>
  )
}

export function RegisterEntries({ entries, base }: { entries: readonly EntryInWords[]; base: string }) {
  const words = useWordsOf(registerWords)
  const language = useLanguage()
  return (
    <Section title={words.entries}>
      {entries.length === 0 ? (
        <p className={styles.soft}>{words.noEntries}</p>
      ) : (
        <Table
          caption={words.entries}
          isDense
          rows={entries}
          keyOf={({ no }) => no}
          columns={[
            {
              head: words.entry,
              cell: ({ no, label }) => (
                <div className={styles.what}>
                  <span>{label[language]}</span>
                  <bdi className={styles.soft}>{no}</bdi>
                </div>
              ),
            },
            { head: words.says, cell: ({ lines }) => <Lines rows={lines[language]} /> },
            { head: words.state, cell: (entry) => <State entry={entry} /> },
            {
              head: words.made,
              cell: ({ madeBy, changedBy }) => (
                <div className={styles.what}>
                  <MadeByRequest madeBy={madeBy} base={base} />
                  {changedBy && (
                    <span className={styles.soft}>
                      {words.changed} <MadeByRequest madeBy={changedBy} base={base} />
                    </span>
                  )}
                </div>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}
