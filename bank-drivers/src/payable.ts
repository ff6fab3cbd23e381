/** What every driver refuses before it calls the bank: amounts out of range, lines that do not add up. */
import { compareMoney, formatMoney, money, sumMoney } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import type { InitiateRequest } from './contract.ts'
import { refusedLocally } from './driver-error.ts'
import type { CurrencyLimits } from './manifest.ts'

/** Returns why `amount` is out of the limits, as a sentence for a person, or undefined when it is within them. */
export function limitBreach(limits: CurrencyLimits, amount: Money): string | undefined {
  const { currency, amountMinor } = amount
  const range = limits[currency]
  if (!range) return `This bank takes no payments in ${currency}.`
  const [least, most] = [money(range.minMinor, currency), money(range.maxMinor, currency)]
  return amountMinor < range.minMinor || amountMinor > range.maxMinor
    ? `This bank takes payments from ${formatMoney(least)} to ${formatMoney(most)}.`
    : undefined
}

/** @throws DriverError (`invalid`, `sent: no`) when the request must not reach the bank. */
export function assertPayable(limits: CurrencyLimits, { amount, lines }: InitiateRequest): void {
  const breach = limitBreach(limits, amount)
  if (breach) throw refusedLocally('amount-out-of-range', breach)
  if (lines.some((line) => line.amount.currency !== amount.currency))
    throw refusedLocally('lines-differ', 'The lines of the order are not all in the currency of its total.')
  const sum = sumMoney(
    lines.map((line) => line.amount),
    amount.currency,
  )
  if (compareMoney(sum, amount) !== 0)
    throw refusedLocally(
      'lines-differ',
      `The lines add up to ${formatMoney(sum)}, not to ${formatMoney(amount)}.`,
    )
}
