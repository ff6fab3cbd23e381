/** Tables that stay tables for a screen reader and become cards on a phone, and lists of key facts. */
import type { ReactNode } from 'react'
import styles from './table.module.css'

type Column<Row> = {
  head: string
  cell: (row: Row) => ReactNode
  /** Numbers and amounts stand at the end of their column. */
  isNumber?: boolean
  /** Whether the other cells of a row say it already: on a phone the cell is left out. */
  isPlain?: (row: Row) => boolean
}

type Props<Row> = {
  caption: string
  /** The first column names the row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Sums below the rows: a name and an amount each. */
  sums?: readonly { name: string; amount: ReactNode }[]
  isCaptionSeen?: boolean
}

export function Table<Row>({ caption, columns, rows, keyOf, sums = [], isCaptionSeen = false }: Props<Row>) {
  const end = (isNumber: boolean | undefined) => (isNumber ? { className: styles.end } : {})
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption {...(isCaptionSeen ? {} : { className: 'unseen' })}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" {...end(isNumber)}>
                {head}
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
            {sums.map(({ name, amount }) => (
              <tr key={name}>
                <th scope="row" colSpan={columns.length - 1}>
                  {name}
                </th>
                <td className={styles.end}>{amount}</td>
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
