/** History: what happened, when in the office's time, who did it, and the document that came with it; oldest first. */
import { textIn, type Localized } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWords } from '../language.tsx'
import type { OfficeWords } from '../messages/en.ts'
import { eventIn, roleIn } from '../messages/words-for.ts'
import { instantInWords } from '../office-time.ts'
import styles from './timeline.module.css'

export type HistoryEntry = {
  eventId: string
  type: string
  at: Date
  who?: keyof OfficeWords['doers']
  document?: { documentId: string; role: string } | null
  /** What the office did, in its own words. */
  action?: Localized | null
}

type Props = {
  entries: readonly HistoryEntry[]
  timeZone: string
  /** The office's address, such as `/o/borovia`, for links to documents. */
  base?: string
}

/** The events of a dossier or a file in words. */
export function History({ entries, timeZone, base }: Props) {
  const words = useOfficeWords()
  const language = useLanguage()
  return (
    <ol className={styles.timeline}>
      {entries.map(({ eventId, type, at, who, document, action }) => (
        <li key={eventId} className={styles.entry}>
          <span className={styles.what}>
            {action ? <bdi>{textIn(action, language)}</bdi> : eventIn(words, type)}
            {document && base !== undefined && (
              <>
                {': '}
                <a href={`${base}/api/documents/${document.documentId}`} download>
                  {roleIn(words, document.role)}
                </a>
              </>
            )}
          </span>
          <span className={styles.when}>
            <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, words)}</time>
            {who && <span className={styles.who}>{words.doers[who]}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** What happened in plain sentences, the latest first. */
export function Happenings({
  happened,
  timeZone,
}: {
  happened: readonly { at: Date; text: string }[]
  timeZone: string
}) {
  const words = useWords()
  return (
    <ol className={`${styles.timeline} ${styles.latestFirst}`} reversed>
      {happened.map(({ at, text }) => (
        <li key={`${at.toISOString()} ${text}`} className={styles.entry}>
          <time dateTime={at.toISOString()} className={styles.when}>
            {instantInWords(at, timeZone, words)}
          </time>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  )
}
