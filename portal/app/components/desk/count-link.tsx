/** One number of the desk's home: it leads to exactly what it counts, and says by words and colour whether it is good. */
import { Link } from '@remix-run/react'
import type { Meaning } from '../notice.tsx'
import styles from './home.module.css'

type Props = {
  count: number
  name: string
  to: string
  /** What more than none means; nothing where it is only a number. */
  meaning?: Extract<Meaning, 'attention' | 'wrong'>
}

export const CountLink = ({ count, name, to, meaning }: Props) => (
  <li>
    <Link
      to={to}
      className={
        meaning === undefined || count === 0 ? styles.number : `${styles.number} ${styles[meaning] ?? ''}`
      }
    >
      <span className={styles.count}>{count}</span> <span className={styles.name}>{name}</span>
    </Link>
  </li>
)
