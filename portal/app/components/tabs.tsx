/** Parts of one page, or ways to look at one list, as tabs: plain links, so that each has an address and opens in a tab of its own. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

export type Tab = {
  id: string
  name: ReactNode
  to: string
  /** How many there are of what stands behind it; nothing is shown for none. */
  count?: string | number | undefined
}

type Props = {
  /** What the tabs are, for those who do not see them. */
  label: string
  tabs: readonly Tab[]
  /** The tab that is on screen; undefined for none of them. */
  current: string | undefined
  /** Where in the page they stand, for links to them. */
  id?: string
  /** Leaves the page where it is when another tab is chosen. */
  keepsPlace?: boolean
}

export const Tabs = ({ label, tabs, current, id, keepsPlace = false }: Props) => (
  <nav className={`${styles.tabs} screen-only`} aria-label={label} {...(id === undefined ? {} : { id })}>
    {tabs.map(({ id: tab, name, to, count = 0 }) => (
      <Link
        key={tab}
        to={to}
        className={styles.tab}
        preventScrollReset={keepsPlace}
        {...(tab === current ? { 'aria-current': 'page' as const } : {})}
      >
        {name} {count !== 0 && <span className={`${styles.count} number`}>{count}</span>}
      </Link>
    ))}
  </nav>
)
