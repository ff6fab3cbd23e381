/** Buttons that say what they do, and links that look like them. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import styles from './button.module.css'

type Look = 'main' | 'quiet' | 'small' | 'text'

const classes = {
  main: styles.button,
  quiet: `${styles.button} ${styles.quiet}`,
  small: `${styles.button} ${styles.quiet} ${styles.small}`,
  text: `${styles.button} ${styles.text}`,
} satisfies Record<Look, string | undefined>

/** Sends the form that it stands in. */
export const Button = ({ look = 'main', children }: { look?: Look; children: ReactNode }) => (
  <button type="submit" className={classes[look]}>
    {children}
  </button>
)

/** Leads to another page, with a button's weight. */
export const ButtonLink = ({
  to,
  look = 'main',
  isElsewhere = false,
  children,
}: {
  to: string
  look?: Look
  /** From a page of this device to one of the server, or back: a document of its own. */
  isElsewhere?: boolean
  children: ReactNode
}) => (
  <Link to={to} className={classes[look]} reloadDocument={isElsewhere}>
    {children}
  </Link>
)
