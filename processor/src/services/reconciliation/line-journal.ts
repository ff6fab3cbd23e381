/** The journal accounts that statements touch, and the entry of one line. Pure. */
import type { Money } from '@lodge/shared-types'
import { credit, debit, type JournalLine } from '../money/journal-lines.ts'

/** What stands on an account of the office at a bank, as statements show it. */
export const officeAccount = (account: string): string => `account:${account}`
/** The other side of what stood there before the first statement. */
export const openingAccount = 'opening'
/** What banks and services keep for themselves. */
export const bankFeesAccount = 'bank-fees'
/** Income and cost that is no fee of a dossier, by a person's word. */
export const otherAccount = 'other'
/** Money of one line that nobody has explained yet. */
export const suspenseOfLine = (lineId: string): string => `suspense:${lineId}`

/** Returns the entry by which `amount` comes from (or, below zero, goes back to) one account and is spread over others. */
export function entryOf(from: string, amount: Money, others: readonly JournalLine[]): JournalLine[] {
  const { amountMinor, currency } = amount
  const rest = others.reduce((sum, line) => sum + line.amountMinor, amountMinor)
  if (rest !== 0n) throw new RangeError(`An entry of ${amountMinor} ${currency} is off by ${rest}`)
  return [debit(from, amountMinor, currency), ...others].filter((line) => line.amountMinor !== 0n)
}

/** Returns the one line that takes up the whole of an amount. */
export const allTo = (account: string, { amountMinor, currency }: Money): JournalLine[] => [
  credit(account, amountMinor, currency),
]
