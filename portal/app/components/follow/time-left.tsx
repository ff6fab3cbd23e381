/** The last day for something, and how many days of the office's calendar are left until then. */
import type { PlainDate } from '@lodge/shared-types'
import { useWords, useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { dateInWords } from '../../office-time.ts'
import styles from './follow.module.css'

/** Within so many days a deadline is told with emphasis. */
const soonDays = 7

export function TimeLeft({ by, daysLeft }: { by: PlainDate; daysLeft: number }) {
  const words = useWords()
  const { view } = useWordsOf(followWords)
  const left = daysLeft < 0 ? view.past(-daysLeft) : daysLeft === 0 ? view.today : view.left(daysLeft)
  return (
    <span className={styles.left}>
      <time dateTime={by}>{view.by(dateInWords(by, words))}</time>
      <span className={daysLeft <= soonDays ? `${styles.count} ${styles.soon}` : styles.count}>{left}</span>
    </span>
  )
}
