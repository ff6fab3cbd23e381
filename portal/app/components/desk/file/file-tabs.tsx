/** The parts of a file as tabs: plain links, so that each has an address and opens in a tab of its own. */
import { Link } from '@remix-run/react'
import { useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import styles from './file.module.css'

export const fileTabs = ['record', 'documents', 'history', 'payments', 'work', 'notes', 'messages'] as const
export type FileTab = (typeof fileTabs)[number]

type Props = {
  tab: FileTab
  /** How many there are of what can be counted. */
  counts: Readonly<Partial<Record<FileTab, number>>>
}

export function FileTabs({ tab, counts }: Props) {
  const words = useWordsOf(staffFileWords).tabs
  return (
    <nav className={`${styles.tabs} screen-only`} aria-label={words.title} id="parts">
      {fileTabs.map((one) => (
        <Link
          key={one}
          to={one === 'record' ? '.' : `?tab=${one}`}
          className={styles.tab}
          preventScrollReset
          {...(one === tab ? { 'aria-current': 'page' as const } : {})}
        >
          {words[one]}
          {(counts[one] ?? 0) > 0 && <span className={`${styles.tabCount} number`}>{counts[one]}</span>}
        </Link>
      ))}
    </nav>
  )
}
