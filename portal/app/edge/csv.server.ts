/** CSV that a spreadsheet opens as text: RFC 4180, UTF-8 with its mark, and no cell that runs. */

/** The byte order mark: without it spreadsheets take UTF-8 for an old code page. */
export const csvStart = '\ufeff'

/**
 * What begins so is a formula to a spreadsheet, which may skip blanks, signs that only steer the display, and full width
 * (CWE-1236). It begins at the cell, and also at a semicolon, tab or line end: where the comma writes decimals, the semicolon
 * parts cells whatever is quoted.
 */
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r])/gu

/** An apostrophe before a formula makes it text. */
function cell(text: string): string {
  const safe = text.replace(formula, "'")
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Returns one row with its line ending. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
