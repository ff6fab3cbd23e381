/** The head of a drafting page: what it asks, told to a screen reader when a person arrives from another page. */
import type { ReactNode } from 'react'
import { usePageTitle } from '../../page-title.ts'
import { useArrival } from '../use-arrival.ts'
import styles from './filing.module.css'

type Props = { title: string; over?: ReactNode; lead?: ReactNode }

export function ScreenHead({ title, over, lead }: Props) {
  const heading = useArrival()
  usePageTitle(title)
  return (
    <div className={styles.head}>
      {over !== undefined && <p className={styles.over}>{over}</p>}
      <h1 tabIndex={-1} ref={heading}>
        <bdi>{title}</bdi>
      </h1>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
    </div>
  )
}
