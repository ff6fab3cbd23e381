/** Values of MT940 fields: dates of two digits a year, balances, and the line of field 61. */
import { isPlainDate, type PlainDate } from '@lodge/shared-types'
import { readAmount, type AmountReading } from './exact-amount.ts'
import { accountOf } from './references.ts'
import type { CurrencyCode, StatementBalance } from './statement.ts'

/** Returns the day of six digits YYMMDD; SWIFT counts 80 to 99 as the last century. */
export function dayOfSix(digits: string): PlainDate | undefined {
  const year = Number(digits.slice(0, 2)) >= 80 ? '19' : '20'
  const day = `${year}${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`
  return isPlainDate(day) ? day : undefined
}

const daysApart = (a: PlainDate, b: PlainDate): number => Math.abs(Date.parse(a) - Date.parse(b))

/** Returns the day of four digits MMDD in the year that brings it nearest to `value`: booked 1231 for value 0101 was last year. */
export function dayOfFour(digits: string, value: PlainDate): PlainDate | undefined {
  const year = Number(value.slice(0, 4))
  const days = [year - 1, year, year + 1]
    .map((one) => `${one}-${digits.slice(0, 2)}-${digits.slice(2)}`)
    .filter((day) => isPlainDate(day))
  return days.toSorted((a, b) => daysApart(a, value) - daysApart(b, value))[0]
}

/** `fault` ends a sentence that names the balance; where both are there, the balance was read as far as it went. */
export type BalanceReading = {
  readonly balance: StatementBalance | undefined
  readonly fault: string | undefined
}

/** Reads the balance of fields 60, 62, 64 and 65, such as `C131016EUR84349,74`; `tag` ends in M for that of a page. */
export function readBalance(tag: string, value: string): BalanceReading {
  const found = /^([CD])(\d{6})([A-Z]{3})([\d,]+)(.*)$/.exec((value.split('\n')[0] ?? '').trim())
  if (!found) return { balance: undefined, fault: 'cannot be read' }
  const [, mark = '', date = '', currency = '', digits = '', rest = ''] = found
  const amount = readAmount(digits, currency, ',')
  if (!amount.ok) return { balance: undefined, fault: amount.message }
  return {
    balance: {
      amountMinor: mark === 'D' ? -amount.amountMinor : amount.amountMinor,
      currency,
      on: dayOfSix(date),
      isIntermediate: tag.endsWith('M'),
    },
    fault: rest.trim() === '' ? undefined : 'is followed by something else',
  }
}

export type MtLine = {
  readonly valueOn: PlainDate | undefined
  /** The entry date where the line has one, else the value date: most banks leave it out only when they are the same. */
  readonly bookedOn: PlainDate | undefined
  readonly isDateWrong: boolean
  /** Before the sign. */
  readonly amount: AmountReading
  readonly sign: 1n | -1n
  readonly isReversal: boolean
  /** EC and ED of MT942: announced only. */
  readonly isExpected: boolean
  /** Such as `NTRF`. */
  readonly type: string
  readonly ownerReference: string
  readonly servicerReference: string
  /** The further line: charges, original amount, or words. */
  readonly supplement: string
}

/** Value date, entry date, mark with funds code, amount, type, references; some banks put a blank between amount and type. */
const line61 =
  /^(\d{6})(\d{4})?(R[CD]|E[CD]|[CD])([A-Z])?([\d,.]+)\s*([NFS][A-Z0-9 ]{3})?([^\n]*)(?:\n(.*))?$/s

/** Reads field 61 for an account in `currency`; undefined where it is no such line. */
export function readLine(value: string, currency: CurrencyCode): MtLine | undefined {
  const found = line61.exec(value)
  if (!found) return undefined
  const [, date = '', entryDate, mark = '', , digits = '', type = '', references = '', supplement = ''] =
    found
  const valueOn = dayOfSix(date)
  const entryOn = entryDate === undefined || valueOn === undefined ? undefined : dayOfFour(entryDate, valueOn)
  const cut = references.indexOf('//')
  return {
    valueOn,
    bookedOn: entryOn ?? valueOn,
    isDateWrong: valueOn === undefined || (entryDate !== undefined && entryOn === undefined),
    amount: readAmount(digits, currency, ','),
    sign: mark === 'D' || mark === 'RC' || mark === 'ED' ? -1n : 1n,
    isReversal: mark.startsWith('R'),
    isExpected: mark.startsWith('E'),
    type: type.trim(),
    ownerReference: (cut < 0 ? references : references.slice(0, cut)).trim(),
    servicerReference: cut < 0 ? '' : references.slice(cut + 2).trim(),
    supplement: supplement.trim(),
  }
}

/** Returns the account of field 25 without the currency that some banks put behind an IBAN. */
export function accountOfField(value: string, currency: CurrencyCode | undefined): string {
  const account = accountOf(value.split('\n')[0]) ?? ''
  return currency !== undefined && account.endsWith(currency) && /^[A-Z]{2}\d{2}/.test(account)
    ? account.slice(0, -currency.length)
    : account
}
