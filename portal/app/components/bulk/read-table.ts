/** Reads the file that a person chose, CSV or JSON, into rows of named cells; whatever is wrong with the file as a whole is told. */
import { isFormula, readCsv, textOfCell, type CsvSeparator } from '@lodge/shared-types'
import { isMembers } from '../../device/decode.ts'

export const maxTableBytes = 5_000_000
const maxRows = 1_000
/** Deeper than any form goes; JSON from outside may nest a hundred thousand levels. */
const maxDepth = 8
const maxCellsOfRow = 2_000

/** As CSV has it, text; as JSON has it, what it is. `formula`: a spreadsheet's, whose result is not in the file. */
export type Cell = string | number | boolean | readonly string[] | { formula: string }
/** `number`: the row as a spreadsheet counts it, the header included; of JSON the item's place in the list. */
export type TableRow = { number: number; cells: ReadonlyMap<string, Cell> }

export type TableFault =
  | {
      code:
        'empty' | 'too-large' | 'too-many-rows' | 'workbook' | 'encoding' | 'json' | 'json-shape' | 'no-rows'
    }
  | { code: 'quotes' | 'more-cells'; line: number }
  | { code: 'column-without-name'; place: number }
  | { code: 'repeated-columns' | 'unknown-columns'; names: readonly string[] }

export type Table = { columns: readonly string[]; rows: readonly TableRow[] }
export type ReadTable = { ok: true; table: Table } | { ok: false; fault: TableFault }

const refuse = (fault: TableFault): ReadTable => ({ ok: false, fault })

/** Columns that this page wrote itself, such as the reasons, say nothing about a filing. */
export const isNote = (column: string): boolean => column.startsWith('#')

/** Returns the text of bytes; undefined where they are not UTF-8. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** A sign and digits, as in a telephone number, are no formula whatever a spreadsheet makes of them. */
const cellOfText = (text: string): Cell =>
  isFormula(text) && !/^\s*[+-][\d\s()./-]*$/.test(text) ? { formula: text.trim() } : textOfCell(text).trim()

function readRowsOfCsv(text: string): ReadTable {
  const [head = ''] = text.split(/\r\n?|\n/, 1)
  const separator: CsvSeparator = head.split(';').length > head.split(',').length ? ';' : ','
  const read = readCsv(text, separator)
  if (!read.ok) return refuse({ code: 'quotes', line: read.line })
  const [header, ...records] = read.records
  if (!header) return refuse({ code: 'empty' })
  const columns = header.cells.map((cell) => textOfCell(cell).trim())
  // Blank columns at the end come from spreadsheets.
  while (columns.at(-1) === '') columns.pop()
  const nameless = columns.indexOf('')
  if (nameless >= 0) return refuse({ code: 'column-without-name', place: nameless + 1 })
  const repeated = columns.filter((name, index) => columns.indexOf(name) < index)
  if (repeated.length > 0) return refuse({ code: 'repeated-columns', names: [...new Set(repeated)] })
  const broad = records.find(({ cells }) => cells.slice(columns.length).some((cell) => cell.trim() !== ''))
  if (broad) return refuse({ code: 'more-cells', line: broad.line })
  const rows = records.map(({ cells, row }) => ({
    number: row,
    cells: new Map(
      columns.flatMap((name, at): [string, Cell][] => {
        const cell = cells[at] ?? ''
        return cell.trim() === '' ? [] : [[name, cellOfText(cell)]]
      }),
    ),
  }))
  return { ok: true, table: { columns, rows } }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Returns the cells of nested JSON by their names; undefined for what no form can hold. */
function cellsOfJson(row: unknown): ReadonlyMap<string, Cell> | undefined {
  const cells = new Map<string, Cell>()
  function walk(value: unknown, name: string, depth: number): boolean {
    if (value === null || value === undefined) return true
    if (depth > maxDepth || cells.size > maxCellsOfRow) return false
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      if (value !== '') cells.set(name, value)
      return true
    }
    const below = (part: string): string => (name === '' ? part : `${name}.${part}`)
    if (isList(value)) {
      if (value.some(isMembers))
        return value.every((item, index) => walk(item, below(String(index + 1)), depth + 1))
      const lines = value.flatMap((line) =>
        typeof line === 'string' || typeof line === 'number' ? [String(line)] : [],
      )
      if (lines.length > 0) cells.set(name, lines)
      return lines.length === value.length
    }
    return isMembers(value) && Object.entries(value).every(([part, one]) => walk(one, below(part), depth + 1))
  }
  return isMembers(row) && walk(row, '', 0) ? cells : undefined
}

function readRowsOfJson(text: string): ReadTable {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return refuse({ code: 'json' })
  }
  if (!isList(content)) return refuse({ code: 'json-shape' })
  if (content.length > maxRows) return refuse({ code: 'too-many-rows' })
  const rows: TableRow[] = []
  for (const [index, item] of content.entries()) {
    const cells = cellsOfJson(item)
    if (!cells) return refuse({ code: 'json-shape' })
    rows.push({ number: index + 1, cells })
  }
  return { ok: true, table: { columns: [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))], rows } }
}

/** Reads the bytes of a table: UTF-8, with or without its mark; JSON where it begins as a list or an object does. */
export function readTable(bytes: Uint8Array): ReadTable {
  if (bytes.length === 0) return refuse({ code: 'empty' })
  if (bytes.length > maxTableBytes) return refuse({ code: 'too-large' })
  // A workbook is a ZIP archive, or a compound file of old.
  if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf))
    return refuse({ code: 'workbook' })
  const text = textIn(bytes)
  if (text === undefined) return refuse({ code: 'encoding' })
  if (text.trim() === '') return refuse({ code: 'empty' })
  const read = /^[[{]/.test(text.trimStart()) ? readRowsOfJson(text) : readRowsOfCsv(text)
  if (!read.ok) return read
  if (read.table.rows.length === 0) return refuse({ code: 'no-rows' })
  return read.table.rows.length > maxRows ? refuse({ code: 'too-many-rows' }) : read
}
