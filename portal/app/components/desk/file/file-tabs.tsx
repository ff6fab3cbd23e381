/** The parts of a file as tabs. */
import { useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { Tabs } from '../../tabs.tsx'
import styles from './file.module.css'

export const fileTabs = [
  'record',
  'register',
  'documents',
  'requests',
  'history',
  'payments',
  'work',
  'notes',
  'messages',
] as const
export type FileTab = (typeof fileTabs)[number]

type Props = {
  tab: FileTab
  /** How many there are of what can be counted. */
  counts: Readonly<Partial<Record<FileTab, number>>>
}

export function FileTabs({ tab, counts }: Props) {
  const words = useWordsOf(staffFileWords).tabs
  return (
    <div className={styles.tabs}>
      <Tabs
        label={words.title}
        id="parts"
        current={tab}
        tabs={fileTabs.map((one) => ({
          id: one,
          name: words[one],
          to: one === 'record' ? '.' : `?tab=${one}`,
          count: counts[one],
        }))}
        keepsPlace
      />
    </div>
  )
}
