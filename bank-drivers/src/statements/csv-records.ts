/** CSV as banks write it: any of four delimiters, quotes that are not always closed, and a fault that costs one row only. */
import { UnreadableStatement } from './statement.ts'

/** `row` from 1 as a spreadsheet counts; `isOpen`: a quotation mark is never closed, and the row ends with its line. */
export type CsvRow = { readonly row: number; readonly cells: readonly string[]; readonly isOpen: boolean }

/** A quoted cell of a statement spans a few lines; one that spans more was left open. */
const longestCell = 10_000
const mostCells = 1000

/**
 * Yields the rows that are not blank. A quotation mark counts only where a cell begins with it.
 * @throws UnreadableStatement for a row of more columns than any bank has.
 */
export function* readRows(text: string, delimiter: string): Generator<CsvRow> {
  let [at, row] = [text.startsWith('\ufeff') ? 1 : 0, 0]
  while (at < text.length) {
    row += 1
    const cells: string[] = []
    let isOpen = false
    for (;;) {
      let cell: string
      if (text[at] === '"') {
        cell = ''
        let from = at + 1
        let end = text.indexOf('"', from)
        while (end >= 0 && end - at <= longestCell && text[end + 1] === '"') {
          cell += text.slice(from, end + 1)
          from = end + 2
          end = text.indexOf('"', from)
        }
        if (end < 0 || end - at > longestCell) {
          isOpen = true
          end = lineEnd(text, at)
          cell = text.slice(at, end)
          at = end
        } else {
          cell += text.slice(from, end)
          at = end + 1
          // What stands between the closing quotation mark and the delimiter belongs to the cell.
          const rest = cellEnd(text, at, delimiter)
          cell += text.slice(at, rest)
          at = rest
        }
      } else {
        const end = cellEnd(text, at, delimiter)
        cell = text.slice(at, end)
        at = end
      }
      cells.push(cell)
      if (cells.length > mostCells)
        throw new UnreadableStatement(`Row ${row} of the file has more than ${mostCells} columns.`)
      if (text[at] !== delimiter) break
      at += 1
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    if (cells.some((cell) => cell.trim() !== '')) yield { row, cells, isOpen }
  }
}

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}
