/** CSV that a spreadsheet opens as text: RFC 4180, UTF-8 with its mark, and no cell that runs. */

/** The byte order mark: without it spreadsheets take UTF-8 for an old code page. */
export const csvStart = '\ufeff'

/** A cell that begins so is a formula to a spreadsheet: an apostrophe before it makes it text. */
const formula = /^[=+\-@\t\r]/

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Returns one row with its line ending. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
