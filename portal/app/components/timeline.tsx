/** History: what happened, when in the office's time, oldest first. */
import type { EventType } from '@lodge/shared-types'
import { useWords } from '../language.tsx'
import { instantInWords } from '../office-time.ts'
import styles from './timeline.module.css'

export type HistoryEntry = { eventId: string; type: string; at: Date }

/** The events of a dossier or a file in words. One without words, from a newer release, shows its code. */
export function History({ entries, timeZone }: { entries: readonly HistoryEntry[]; timeZone: string }) {
  const words = useWords()
  const hasWords = (type: string): type is EventType => Object.hasOwn(words.events, type)
  return (
    <ol className={styles.timeline}>
      {entries.map(({ eventId, type, at }) => (
        <li key={eventId} className={styles.entry}>
          <span className={styles.what}>{hasWords(type) ? words.events[type] : type}</span>
          <time className={styles.when} dateTime={at.toISOString()}>
            {instantInWords(at, timeZone, words)}
          </time>
        </li>
      ))}
    </ol>
  )
}
