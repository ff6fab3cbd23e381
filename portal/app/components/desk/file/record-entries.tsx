/** Entries of a file's record as names and values, each marked where a version changed it. */
import type { FileRecord, PrintedSection } from '@lodge/processor'
import type { ApplicationRequest } from '@lodge/shared-types'
import { useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import styles from './file.module.css'

export type Differences = FileRecord['differences']

/** What the parts of a record show. */
export type ShownRecord = {
  request: ApplicationRequest
  /** What the request holds beside people, mark, goods and priorities, in the reader's language. */
  sections: readonly PrintedSection[]
  /** The parties in all their versions. */
  parties: FileRecord['parties']
  differences: Differences
  /** The names of countries by their code, in the reader's language. */
  countries: Readonly<Record<string, string>>
  /** The name of the office's branch. */
  branch: string
}

/** A value of the request: at which path, so that a change of it can be marked. */
export type Entry = { path: string; name: string; value: string | undefined }

const isPartOf = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`)

/** Returns what was changed at a path, within it, or in what holds it. */
export const changeAt = (differences: Differences, path: string) =>
  differences.find((one) => isPartOf(one.path, path) || isPartOf(path, one.path))

export function Entries({ entries, differences }: { entries: readonly Entry[]; differences: Differences }) {
  const words = useWordsOf(staffFileWords).record
  return (
    <dl className={styles.entries}>
      {entries.map(({ path, name, value }) => {
        const change = changeAt(differences, path)
        if ((value === undefined || value === '') && !change) return null
        return (
          <div key={path} className={change ? styles.changedEntry : undefined}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value === undefined || value === '' ? words.nothing : value}</bdi>
              {change && <span className={styles.changedTag}>{words.changed}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
