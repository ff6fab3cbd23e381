/** The tables that this page hands out: the pattern to fill in, and the rows that are to be corrected, each with its reasons. */
import { csvRow, csvStart } from '@lodge/shared-types'
import type { Column } from './columns.ts'
import { isNote, type Cell, type TableRow } from './read-table.ts'

/** Returns the pattern of a form: its columns, and no row. */
export const patternOf = (columns: readonly Column[]): string =>
  csvStart + csvRow(columns.map(({ name }) => name))

/** What was a formula is left blank: its result was not in the file, and the reasons name the column. */
function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'object') return String(cell)
  return 'formula' in cell ? '' : cell.join('; ')
}

/** Returns rows with what is wrong with each in a last column, which this page does not read when it comes back. */
export function tableToCorrect(
  columns: readonly string[],
  rows: readonly { row: TableRow; reasons: readonly string[] }[],
): string {
  const own = columns.filter((name) => !isNote(name))
  return (
    csvStart +
    csvRow([...own, '#row', '#reasons']) +
    rows
      .map(({ row: { number, cells }, reasons }) =>
        csvRow([...own.map((name) => textOf(cells.get(name))), String(number), reasons.join('\n')]),
      )
      .join('')
  )
}
