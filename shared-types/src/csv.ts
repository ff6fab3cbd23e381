/** CSV as RFC 4180 has it: read with the line on which each record begins, and written so that no cell runs in a spreadsheet. */

/** The byte order mark: without it spreadsheets take UTF-8 for an old code page. */
export const csvStart = '\ufeff'

/**
 * What begins so is a formula to a spreadsheet, which may skip blanks, signs that only steer the display, and full width
 * (CWE-1236). It begins at the cell, and also at a semicolon, tab or line end: where the comma writes decimals, the semicolon
 * parts cells whatever is quoted.
 */
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r])/gu
const madeText = /(?<=^|[;\t\r\n])'(?=[\s\p{Cf}]*[=+\-@＝＋－＠])|^'(?=[\t\r])/gu

/** An apostrophe before a formula makes it text. */
function cell(text: string): string {
  const safe = text.replace(formula, "'")
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Returns one row with its line ending. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** Whether a spreadsheet would take a cell for a formula. */
export const isFormula = (text: string): boolean => /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u.test(text)

/** Returns what was meant by a cell whose formulas were made text (as `csvRow` does it). */
export const textOfCell = (text: string): string => text.replace(madeText, '')

export type CsvSeparator = ',' | ';'
/** Where it begins: its line in the text, and its row as a spreadsheet counts, both from 1. */
export type CsvRecord = { line: number; row: number; cells: string[] }
/** `line`: where a quotation mark is left open, or stands inside a cell without quotes. */
export type ReadCsv = { ok: true; records: CsvRecord[] } | { ok: false; line: number }

const cellOf = {
  ',': /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n?|\n|$)/y,
  ';': /(?:"([^"]*(?:""[^"]*)*)"|([^";\r\n]*))(;|\r\n?|\n|$)/y,
} as const satisfies Record<CsvSeparator, RegExp>

/** Returns the records of CSV text, without those whose cells are all blank; in their order. */
export function readCsv(text: string, separator: CsvSeparator = ','): ReadCsv {
  const records: CsvRecord[] = []
  const cell = cellOf[separator]
  let [line, row, at] = [1, 0, text.startsWith(csvStart) ? 1 : 0]
  while (at < text.length) {
    row += 1
    const record: CsvRecord = { line, row, cells: [] }
    for (let isOpen = true; isOpen;) {
      cell.lastIndex = at
      const found = cell.exec(text)
      if (found === null) return { ok: false, line }
      const [whole, quoted, plain = '', end] = found
      record.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
      line += whole.split(/\r\n?|\n/).length - 1
      at += whole.length
      isOpen = end === separator
    }
    if (record.cells.some((one) => one.trim() !== '')) records.push(record)
  }
  return { ok: true, records }
}
