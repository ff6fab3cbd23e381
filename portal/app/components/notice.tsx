/** What a person must not miss: notices, tags of states, and the summary of what to put right in a form. */
import type { FieldError } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

export type Meaning = 'good' | 'attention' | 'wrong' | 'info'

type NoticeProps = { meaning: Meaning; title: string; children?: ReactNode; alert?: boolean }

export const Notice = ({ meaning, title, children, alert = false }: NoticeProps) => (
  <section
    className={`${styles.notice} ${styles[meaning]}`}
    {...(alert ? { role: 'alert', tabIndex: -1 } : {})}
  >
    <h2 className={styles.title}>{title}</h2>
    {children}
  </section>
)

/** A state in a word; the colour repeats the word and never replaces it. */
export const StatusTag = ({ meaning, children }: { meaning: Meaning; children: ReactNode }) => (
  <span className={`${styles.tag} ${styles[meaning]}`}>{children}</span>
)

/** Stands above a form and links to each entry that needs to be put right. */
export function ErrorSummary({ title, errors }: { title: string; errors: readonly FieldError[] }) {
  return (
    <Notice meaning="wrong" title={title} alert>
      <ul className={styles.list}>
        {errors.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <a href={`#${path}`}>
              <bdi>{message}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
