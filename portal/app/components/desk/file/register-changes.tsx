/** What changes or has changed in the register: each part with what stood there before and what stands there after. */
import type { PlannedChange } from '@lodge/processor'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { registerWords } from '../../../messages/register.ts'
import { Table } from '../../table.tsx'
import styles from './file.module.css'

export function RegisterChanges({
  changes,
  caption,
}: {
  changes: readonly PlannedChange[]
  caption: string
}) {
  const words = useWordsOf(registerWords)
  const language = useLanguage()
  const text = (value: PlannedChange['before']) =>
    value[language] === '' ? (
      <span className={styles.soft}>{words.nothing}</span>
    ) : (
      <bdi className={styles.lines}>{value[language]}</bdi>
    )
  return (
    <Table
      caption={caption}
      isDense
      rows={changes}
      keyOf={({ path }) => path}
      columns={[
        { head: words.part, cell: ({ label }) => label[language] },
        { head: words.before, cell: ({ before }) => <del className={styles.before}>{text(before)}</del> },
        { head: words.after, cell: ({ after }) => <ins className={styles.after}>{text(after)}</ins> },
      ]}
    />
  )
}
