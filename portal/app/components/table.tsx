/** Tables that stay tables for a screen reader and become cards on a phone, and lists of key facts. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import styles from './table.module.css'

type Column<Row> = {
  head: string
  cell: (row: Row) => ReactNode
  /** Numbers and amounts stand at the end of their column. */
  isNumber?: boolean
  /** Whether the other cells of a row say it already: on a phone the cell is left out. */
  isPlain?: (row: Row) => boolean
  /** The address of the same list in another order of this column, and the order in which it is now. */
  sort?: { to: string; now: 'ascending' | 'descending' | undefined }
}

type Props<Row> = {
  caption: string
  /** The first column names the row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Sums below the rows: a name and an amount each, or one amount below each of the last two columns. */
  sums?: readonly { name: string; amount: ReactNode; before?: ReactNode }[]
  isCaptionSeen?: boolean
  /** Many rows of many columns: smaller and closer. */
  isDense?: boolean
}

const arrow = { ascending: '↑', descending: '↓' } as const

/** The head of a column that sorts: a link that says the order in words to a screen reader, by `aria-sort`. */
const SortHead = ({ head, sort }: { head: string; sort: NonNullable<Column<never>['sort']> }) => (
  <Link to={sort.to} className={styles.sort} preventScrollReset>
    {head}
    {sort.now && <span aria-hidden="true">{arrow[sort.now]}</span>}
  </Link>
)

export function Table<Row>(props: Props<Row>) {
  const { caption, columns, rows, keyOf, sums = [], isCaptionSeen = false, isDense = false } = props
  const end = (isNumber: boolean | undefined) => (isNumber ? { className: styles.end } : {})
  return (
    <div className={styles.frame}>
      <table className={isDense ? `${styles.table} ${styles.dense}` : styles.table}>
        <caption {...(isCaptionSeen ? {} : { className: 'unseen' })}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber, sort }) => (
              <th key={head} scope="col" {...end(isNumber)} {...(sort?.now ? { 'aria-sort': sort.now } : {})}>
                {sort ? <SortHead head={head} sort={sort} /> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ head, cell, isNumber, isPlain }, at) =>
                at === 0 ? (
                  <th key={head} scope="row" data-label={head} {...end(isNumber)}>
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={head}
                    data-label={head}
                    {...(isPlain?.(row) ? { 'data-plain': true } : {})}
                    {...end(isNumber)}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {sums.length > 0 && (
          <tfoot>
            {sums.map(({ name, amount, before }) => (
              <tr key={name}>
                <th scope="row" colSpan={columns.length - (before === undefined ? 1 : 2)}>
                  {name}
                </th>
                {before !== undefined && (
                  <td className={styles.end} data-label={columns.at(-2)?.head}>
                    {before}
                  </td>
                )}
                <td
                  className={styles.end}
                  {...(before === undefined ? {} : { 'data-label': columns.at(-1)?.head })}
                >
                  {amount}
                </td>
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** A list of key facts: name and value. */
export const Facts = ({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) => (
  <dl className={styles.facts}>
    {facts.map(({ name, value }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
