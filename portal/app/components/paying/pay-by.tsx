/** Until when an order is to be paid: the day, and how many days of the office's calendar are left. */
import { useWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { dateInWords } from '../../office-time.ts'
import type { Due } from './attempt.ts'
import styles from './paying.module.css'

/** Within so many days it is told with emphasis. */
const soonDays = 3

export function PayBy({ due: { payBy, daysLeft } }: { due: Due }) {
  const everyPage = useWords()
  const words = useWordsOf(payingWords).due
  const left = daysLeft < 0 ? words.over(-daysLeft) : daysLeft === 0 ? words.today : words.left(daysLeft)
  const look = daysLeft < 0 ? styles.over : daysLeft <= soonDays ? styles.soon : styles.soft
  return (
    <span className={styles.payBy}>
      <time dateTime={payBy}>{dateInWords(payBy, everyPage)}</time>
      <span className={look}>{left}</span>
    </span>
  )
}
