/** Cells of a bank's CSV: amounts with a sign on either side, and dates in the format of the mapping. */
import { isPlainDate, type PlainDate } from '@lodge/shared-types'
import type { CsvDateFormat, CsvMapping } from './csv-mapping.ts'
import { readAmount, type AmountReading } from './exact-amount.ts'
import type { CurrencyCode } from './statement.ts'

/** Where year, month and day stand; what is between them is fixed by the format. */
const dates = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})/,
  'YYYY/MM/DD': /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})/,
  'DD.MM.YYYY': /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})/,
  'DD.MM.YY': /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{2})/,
  'DD/MM/YYYY': /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})/,
  'DD-MM-YYYY': /^(?<day>\d{1,2})-(?<month>\d{1,2})-(?<year>\d{4})/,
  'MM/DD/YYYY': /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})/,
} as const satisfies Record<CsvDateFormat, RegExp>

/** Returns the day of a cell; a time of day may follow it. Undefined for what is no day in this format. */
export function dayOfCell(cell: string, format: CsvDateFormat): PlainDate | undefined {
  const found = dates[format].exec(cell.trim())
  const rest = found ? cell.trim().slice(found[0].length) : ''
  const { year = '', month = '', day = '' } = found?.groups ?? {}
  const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return found && /^([T ].*)?$/.test(rest) && isPlainDate(date) ? date : undefined
}

export type SignedReading = AmountReading & { readonly isNegative: boolean }

/** Grouped by thousands all the way, or not at all: "1.5" with "." for thousands is no number. */
const grouped = (whole: string, mark: string): boolean => {
  const [head = '', ...groups] = whole.split(mark)
  return groups.length === 0 || (/^\d{1,3}$/.test(head) && groups.every((group) => /^\d{3}$/.test(group)))
}

/**
 * Reads a cell such as "-1.234,50", "1234.50-", "(12.00)" or "+5". The sign comes apart: a bank writes it, or a column
 * stands for it.
 */
export function readCell(
  cell: string,
  currency: CurrencyCode,
  { decimal, thousands }: Pick<CsvMapping, 'decimal' | 'thousands'>,
): SignedReading {
  const text = cell.trim().replaceAll(/[\u2212\u2013]/g, '-')
  const inBrackets = /^\((.*)\)$/.exec(text)?.[1]
  const signed = inBrackets ?? text
  const isNegative = inBrackets !== undefined || signed.startsWith('-') || signed.endsWith('-')
  let digits = signed.replace(/^[+-]\s*|\s*[+-]$/, '')
  if (thousands !== undefined) {
    const mark = thousands === ' ' ? /[\s\u00a0\u202f]/g : thousands
    const joined = digits.replaceAll(mark, thousands)
    const [whole = ''] = joined.split(decimal)
    digits = grouped(whole, thousands) ? whole.replaceAll(thousands, '') + joined.slice(whole.length) : '?'
  }
  return { ...readAmount(digits === '' ? '?' : digits, currency, decimal), isNegative }
}
