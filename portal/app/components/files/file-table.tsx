/** The table of files: one line each on a desk, one card each on a phone, sorted by any head. */
import { Link } from '@remix-run/react'
import {
  addressOfFileList,
  plainDateIn,
  sortedBy,
  type FileColumn,
  type FileList,
  type FileStatus,
} from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useOfficeWords } from '../../language.tsx'
import type { OfficeWords } from '../../messages/en.ts'
import { dateInWords } from '../../office-time.ts'
import { StatusTag } from '../notice.tsx'
import { Table } from '../table.tsx'
import { meaningOfStatus } from './file-status.ts'
import styles from './files.module.css'

export type FileLine = {
  fileId: string
  fileNumber: string
  filingDate: string | null
  ownReference: string | null
  status: FileStatus
  actionAt: Date
  subtype: string | null
  owners: readonly string[]
  fileOwner: string
  summary: string
  invoiceNumbers: readonly string[]
}

/** Returns the words for a kind of mark, which a newer release may know more of than this page. */
export const subtypeIn = (words: OfficeWords, subtype: string): string =>
  words.files.subtypes[subtype] ?? words.files.otherSubtype

/** Returns the owners on one line: the first, and how many more there are. */
function ownersIn(words: OfficeWords, owners: readonly string[]): string {
  const [first = '', ...more] = owners
  return more.length === 0 ? first : words.files.ownerCount(first, more.length)
}

/** A day in digits that sort by themselves and read the same in every language; in words on focus and hover. */
const Day = ({ date, words }: { date: string; words: OfficeWords }) => (
  <time className="number" dateTime={date} title={dateInWords(date, words)} dir="ltr">
    {date}
  </time>
)

const cellOf = {
  fileNumber: ({ fileId, fileNumber }, { base }) => (
    <Link to={`${base}/files/${fileId}`} className={styles.nowrap}>
      <bdi>{fileNumber}</bdi>
    </Link>
  ),
  filingDate: ({ filingDate }, { words }) =>
    filingDate === null ? words.dossier.noFileYet : <Day date={filingDate} words={words} />,
  ownReference: ({ ownReference }) => (
    <bdi className={styles.long} title={ownReference ?? undefined}>
      {ownReference}
    </bdi>
  ),
  status: ({ status }, { words }) => (
    <StatusTag meaning={meaningOfStatus[status]}>{words.fileStatuses[status]}</StatusTag>
  ),
  actionAt: ({ actionAt }, { words, timeZone }) => (
    <Day date={plainDateIn(timeZone, actionAt)} words={words} />
  ),
  subtype: ({ subtype }, { words }) => (subtype === null ? '' : subtypeIn(words, subtype)),
  owner: ({ owners }, { words }) => (
    <bdi className={styles.long} title={owners.join(', ')}>
      {ownersIn(words, owners)}
    </bdi>
  ),
  fileOwner: ({ fileOwner }) => <bdi className={styles.long}>{fileOwner}</bdi>,
  summary: ({ summary }, { words }) =>
    summary === '' ? (
      <span className={styles.soft}>{words.files.noText}</span>
    ) : (
      <bdi className={`${styles.long} ${styles.mark}`} title={summary}>
        {summary}
      </bdi>
    ),
  invoiceNumber: ({ invoiceNumbers }) => <bdi className={styles.nowrap}>{invoiceNumbers.join(', ')}</bdi>,
} as const satisfies Record<
  FileColumn,
  (file: FileLine, at: { words: OfficeWords; base: string; timeZone: string }) => ReactNode
>

/** Cells without anything to say are left out of a card. */
const isBlank: Partial<Record<FileColumn, (file: FileLine) => boolean>> = {
  ownReference: ({ ownReference }) => ownReference === null,
  subtype: ({ subtype }) => subtype === null,
  owner: ({ owners }) => owners.length === 0,
  fileOwner: ({ fileOwner }) => fileOwner === '',
  invoiceNumber: ({ invoiceNumbers }) => invoiceNumbers.length === 0,
}

type Props = {
  caption: string
  list: FileList
  /** Which of the list's columns are shown; all of them unless told. */
  columns?: readonly FileColumn[]
  rows: readonly FileLine[]
  /** The office's address, such as `/o/borovia`. */
  base: string
  timeZone: string
}

export function FileTable({ caption, list, columns = list.columns, rows, base, timeZone }: Props) {
  const words = useOfficeWords()
  const at = { words, base, timeZone }
  return (
    <Table
      caption={caption}
      isDense
      rows={rows}
      keyOf={({ fileId }) => fileId}
      columns={columns.map((column) => {
        const blank = isBlank[column]
        return {
          head: words.files.columns[column],
          cell: (file: FileLine) => cellOf[column](file, at),
          sort: {
            to: `?${addressOfFileList(sortedBy(list, column))}`,
            now: list.sort === column ? (list.isDescending ? 'descending' : 'ascending') : undefined,
          },
          ...(blank ? { isPlain: blank } : {}),
        }
      })}
    />
  )
}
