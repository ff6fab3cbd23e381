/** The history of a file in full: every fact, what it says, when in the office's time, by whom, and on whose approval. */
import type { StaffHistoryLine } from '@lodge/processor'
import { labelOfPath, registerLabel, textIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { eventIn, roleIn } from '../../../messages/words-for.ts'
import { dateInWords, instantInWords } from '../../../office-time.ts'
import { Table } from '../../table.tsx'
import styles from './file.module.css'

type Props = { lines: readonly StaffHistoryLine[]; base: string; timeZone: string }

/** What a fact says, line by line. */
function useFacts({ facts }: StaffHistoryLine): string[] {
  const words = useWordsOf(staffFileWords).history
  const office = useOfficeWords()
  const language = useLanguage()
  const { status, st27, filingDate, answerBy, onlineId, changed } = facts
  const fields = changed.map((name) =>
    name === 'accountId' ? words.accountId : (registerLabel(name, language) ?? labelOfPath(name, language)),
  )
  return [
    ...(status !== null && st27 !== null ? [words.status(office.fileStatuses[status], st27)] : []),
    ...(filingDate === null ? [] : [words.filingDate(dateInWords(filingDate, office))]),
    ...(answerBy === null ? [] : [words.answerBy(dateInWords(answerBy, office))]),
    ...(onlineId === null ? [] : [words.onlineId(onlineId)]),
    ...(fields.length === 0 ? [] : [words.changed(fields.join('; '))]),
  ]
}

function What({ line, base, timeZone }: { line: StaffHistoryLine; base: string; timeZone: string }) {
  const words = useWordsOf(staffFileWords).history
  const office = useOfficeWords()
  const language = useLanguage()
  const facts = useFacts(line)
  const { action, type, document, noticeId, note, approvedBy } = line
  return (
    <div className={styles.what}>
      <strong>{action ? <bdi>{textIn(action, language)}</bdi> : eventIn(office, type)}</strong>
      {document && <a href={`?tab=documents&doc=${document.documentId}`}>{roleIn(office, document.role)}</a>}
      {facts.map((fact) => (
        <span key={fact} className={styles.soft}>
          {fact}
        </span>
      ))}
      {note !== null && <span className={styles.soft}>{words.note(note)}</span>}
      {approvedBy.map(({ name, reason, at }) => (
        <span key={name} className={styles.soft}>
          {words.approved(name, instantInWords(at, timeZone, office))}
          {reason !== null && ` ${words.reason(reason)}`}
        </span>
      ))}
      {noticeId !== null && <a href={`${base}/desk/notices/${noticeId}`}>{words.toNotice}</a>}
    </div>
  )
}

export function HistoryPart({ lines, base, timeZone }: Props) {
  const words = useWordsOf(staffFileWords)
  const office = useOfficeWords()
  return (
    <Table
      caption={words.tabs.history}
      isDense
      rows={lines.toReversed()}
      keyOf={({ eventId }) => eventId}
      columns={[
        {
          head: words.history.what,
          cell: (line) => <What {...{ line, base, timeZone }} />,
        },
        {
          head: words.history.when,
          cell: ({ at }) => (
            <time dateTime={at.toISOString()} className={styles.nowrap}>
              {instantInWords(at, timeZone, office)}
            </time>
          ),
        },
        {
          head: words.history.who,
          cell: ({ by: { kind, name } }) => (
            <div className={styles.what}>
              {name !== null && <bdi>{name}</bdi>}
              <span className={name === null ? undefined : styles.soft}>{words.history.doers[kind]}</span>
            </div>
          ),
        },
        {
          head: words.history.seal,
          cell: ({ hashPrefix, seq }) => (
            <span className={`${styles.soft} ${styles.nowrap}`} dir="ltr">
              {seq} · <code>{hashPrefix}</code>
            </span>
          ),
        },
      ]}
    />
  )
}
