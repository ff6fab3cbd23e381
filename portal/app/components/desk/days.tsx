/** Days as work is planned by: how long something waits and when it is due, near the reader, with the exact day on hover. */
import type { PlainDate } from '@lodge/shared-types'
import { useOfficeWords } from '../../language.tsx'
import { dateInWords, instantInWords } from '../../office-time.ts'
import styles from './days.module.css'
import { useDeskWords } from './desk-words.ts'

/** A due day: late and today stand out by words first, then by colour. */
export function Due({ due, dueIn }: { due: PlainDate | null; dueIn: number | null }) {
  const { tasks } = useDeskWords()
  const words = useOfficeWords()
  if (due === null || dueIn === null) return <span className={styles.soft}>{tasks.noDue}</span>
  const look = dueIn < 0 ? styles.late : dueIn === 0 ? styles.today : undefined
  const said =
    dueIn < 0
      ? tasks.lateBy(-dueIn)
      : dueIn === 0
        ? tasks.dueToday
        : dueIn === 1
          ? tasks.dueTomorrow
          : tasks.dueIn(dueIn)
  return (
    <time dateTime={due} title={dateInWords(due, words)} {...(look === undefined ? {} : { className: look })}>
      {said}
    </time>
  )
}

/** How many working days of the office something has waited. */
export function Age({ at, age, timeZone }: { at: Date; age: number; timeZone: string }) {
  const { tasks } = useDeskWords()
  const words = useOfficeWords()
  return (
    <time dateTime={at.toISOString()} title={instantInWords(at, timeZone, words)}>
      {age === 0 ? tasks.openedToday : tasks.openedAgo(age)}
    </time>
  )
}
