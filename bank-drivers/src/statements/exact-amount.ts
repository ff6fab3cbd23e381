/** Amounts as banks write them, read into whole minor units exactly or not at all. */
import { minorUnitsPattern } from '@lodge/shared-types'
import { exponentOf } from './currency-exponents.ts'
import type { CurrencyCode, StatementMoney } from './statement.ts'

/** `message` goes on after the name of what was read, such as "the amount of entry 3": no verb repeats, no personal data. */
export type AmountFault = { readonly code: 'amount' | 'currency'; readonly message: string }
export type AmountReading =
  { readonly ok: true; readonly amountMinor: bigint } | ({ readonly ok: false } & AmountFault)

const fault = (code: AmountFault['code'], message: string): AmountReading => ({ ok: false, code, message })

const plain = { '.': /^\+?(\d*)(?:\.(\d*))?$/, ',': /^\+?(\d*)(?:,(\d*))?$/ } as const

/**
 * Reads a decimal without a sign into minor units of `currency`. Zeros behind the currency's decimals are dropped
 * ("8.850" EUR is 885); any other digit there is a fault, because rounding would invent or lose money.
 * @param mark the decimal mark: a point in camt, a comma in MT.
 */
export function readAmount(text: string, currency: CurrencyCode, mark: '.' | ',' = '.'): AmountReading {
  const exponent = exponentOf(currency)
  if (exponent === undefined)
    return fault(
      'currency',
      /^[A-Z]{3}$/.test(currency) ? `is in ${currency}, which is no currency` : 'names no currency',
    )
  const match = plain[mark].exec(text.trim())
  const [, whole = '', fraction = ''] = match ?? []
  if (!match || whole.length + fraction.length === 0)
    return fault('amount', 'is not a plain number without a sign')
  let [from, to] = [0, fraction.length]
  while (to > exponent && fraction[to - 1] === '0') to -= 1
  if (to > exponent)
    return fault(
      'amount',
      `has more decimals than ${currency} has (${exponent}), and is not rounded because money would be lost`,
    )
  const digits = whole + fraction.slice(0, to).padEnd(exponent, '0')
  while (from < digits.length - 1 && digits[from] === '0') from += 1
  const written = digits.slice(from)
  return minorUnitsPattern.test(written)
    ? { ok: true, amountMinor: BigInt(written) }
    : fault('amount', 'is larger than can be kept')
}

/** Returns an amount with its decimals, such as "-12.05 EUR". */
export function writeAmount({ amountMinor, currency }: StatementMoney): string {
  const exponent = exponentOf(currency) ?? 0
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, '0')
  const at = digits.length - exponent
  return `${amountMinor < 0n ? '-' : ''}${digits.slice(0, at)}${exponent > 0 ? '.' : ''}${digits.slice(at)} ${currency}`
}
