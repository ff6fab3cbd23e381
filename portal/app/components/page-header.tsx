/** The head of a page and the sections below it. */
import type { ReactNode, RefObject } from 'react'
import styles from './page-header.module.css'

type Props = {
  title: ReactNode
  over?: ReactNode
  lead?: ReactNode
  tag?: ReactNode
  /** From `useArrival`, where a page opens without a new document. */
  heading?: RefObject<HTMLHeadingElement>
}

export const PageHeader = ({ title, over, lead, tag, heading }: Props) => (
  <div className={styles.header}>
    {over !== undefined && <p className={styles.over}>{over}</p>}
    <div className={styles.row}>
      <h1 {...(heading ? { tabIndex: -1, ref: heading } : {})}>{title}</h1>
      {tag}
    </div>
    {lead !== undefined && <p className={styles.lead}>{lead}</p>}
  </div>
)

/** `id` lets an address lead here. */
export const Section = ({ title, id, children }: { title: string; id?: string; children: ReactNode }) => (
  <section className={styles.section} {...(id === undefined ? {} : { id })}>
    <h2>{title}</h2>
    {children}
  </section>
)

/** Buttons side by side. */
export const Actions = ({ children }: { children: ReactNode }) => (
  <div className={styles.actions}>{children}</div>
)
