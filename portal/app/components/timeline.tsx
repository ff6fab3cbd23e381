/** History: what happened, when in the office's time, oldest first. */
import { useWords } from '../language.tsx'
import { eventIn } from '../messages/en.ts'
import { instantInWords } from '../office-time.ts'
import styles from './timeline.module.css'

export type HistoryEntry = { eventId: string; type: string; at: Date }

/** The events of a dossier or a file in words. */
export function History({ entries, timeZone }: { entries: readonly HistoryEntry[]; timeZone: string }) {
  const words = useWords()
  return (
    <ol className={styles.timeline}>
      {entries.map(({ eventId, type, at }) => (
        <li key={eventId} className={styles.entry}>
          <span className={styles.what}>{eventIn(words, type)}</span>
          <time className={styles.when} dateTime={at.toISOString()}>
            {instantInWords(at, timeZone, words)}
          </time>
        </li>
      ))}
    </ol>
  )
}
