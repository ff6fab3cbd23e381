/** Amounts as people read them: digits in groups of three, the currency beside them, never broken over two lines. */
import { formatAmount, type Money } from '@lodge/shared-types'

/** Between groups: a space that no language reads as a decimal sign (ISO 80000-1, 7.3.1), and that does not break. */
const narrowSpace = '\u202f'

/** Returns the digits alone, such as "1 040.00". */
export function amountDigits(amount: Money): string {
  const [whole = '', ...fraction] = formatAmount(amount).split('.')
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, narrowSpace), ...fraction].join('.')
}

/** Returns the amount with its currency, such as "1 040.00 BGN". */
export const amountInWords = (amount: Money): string => `${amountDigits(amount)}\u00a0${amount.currency}`

/** Returns the amount for the middle of a sentence of either direction: isolated, so that its currency stays behind it. */
export const amountInText = (amount: Money): string => `\u2066${amountInWords(amount)}\u2069`
