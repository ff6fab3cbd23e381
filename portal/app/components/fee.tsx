/** A fee by its name, with the rule that sets it as the office cites it, and the request that it is for. */
import type { ReactNode } from 'react'
import styles from './order-panel.module.css'

type Props = {
  name: string
  rule: string
  request?: string | undefined
  /** What made it less, each in a sentence. */
  less?: readonly string[] | undefined
  tag?: ReactNode
}

export const Fee = ({ name, rule, request, less = [], tag }: Props) => (
  <span className={styles.fee}>
    <span className={styles.name}>
      <bdi>{name}</bdi> {tag}
    </span>
    <span className={styles.rule}>
      <bdi>{rule}</bdi>
    </span>
    {less.map((sentence) => (
      <span className={styles.rule} key={sentence}>
        <bdi>{sentence}</bdi>
      </span>
    ))}
    {request !== undefined && (
      <span className={styles.rule}>
        <bdi>{request}</bdi>
      </span>
    )}
  </span>
)
