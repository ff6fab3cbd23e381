/** Money as whole minor units with an ISO 4217 currency; no floating point anywhere. */
/** ISO 4217 currencies that Lodge knows, with the number of decimal digits of their minor unit. */
export const currencyExponents = {
  AED: 2,
  AUD: 2,
  BGN: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CLF: 4,
  CLP: 0,
  CNY: 2,
  CZK: 2,
  DKK: 2,
  DZD: 2,
  EGP: 2,
  ETB: 2,
  EUR: 2,
  GBP: 2,
  GHS: 2,
  HUF: 2,
  IDR: 2,
  INR: 2,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KES: 2,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  MAD: 2,
  MXN: 2,
  MYR: 2,
  NGN: 2,
  NOK: 2,
  NZD: 2,
  OMR: 3,
  PHP: 2,
  PLN: 2,
  QAR: 2,
  RON: 2,
  RWF: 0,
  SAR: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TND: 3,
  TRY: 2,
  TZS: 2,
  UAH: 2,
  UGX: 0,
  USD: 2,
  UYU: 2,
  VND: 0,
  XAF: 0,
  XOF: 0,
  ZAR: 2,
  ZMW: 2,
} as const satisfies Record<string, number>

export type Currency = keyof typeof currencyExponents

export const isCurrency = (code: string): code is Currency => Object.hasOwn(currencyExponents, code)

/** How whole minor units are written in JSON: a decimal string of what int64 can hold. */
export const minorUnitsPattern = /^-?(0|[1-9]\d{0,17})$/

/** An amount in whole minor units of its currency. */
export type Money = { amountMinor: bigint; currency: Currency }

/** Returns an amount; `amountMinor` counts minor units (cents, fils). */
export const money = (amountMinor: bigint | number, currency: Currency): Money => ({
  amountMinor: BigInt(amountMinor),
  currency,
})

/** Thrown when amounts of two currencies meet; this is always a defect of the caller. */
export class CurrencyMismatchError extends Error {
  constructor(a: Currency, b: Currency) {
    super(`Amounts in ${a} and ${b} cannot be added or compared; convert or separate them first.`)
    this.name = 'CurrencyMismatchError'
  }
}

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new CurrencyMismatchError(a.currency, b.currency)
  return a.currency
}

export const addMoney = (a: Money, b: Money): Money =>
  money(a.amountMinor + b.amountMinor, sameCurrency(a, b))
export const subtractMoney = (a: Money, b: Money): Money =>
  money(a.amountMinor - b.amountMinor, sameCurrency(a, b))

/** Returns the sum of `amounts`, zero of `currency` when there are none. */
export const sumMoney = (amounts: readonly Money[], currency: Currency): Money =>
  amounts.reduce(addMoney, money(0n, currency))

/** Returns -1, 0 or 1 as `a` is less than, equal to or greater than `b`. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b)
  return a.amountMinor < b.amountMinor ? -1 : a.amountMinor > b.amountMinor ? 1 : 0
}

export const isZero = (amount: Money): boolean => amount.amountMinor === 0n

/**
 * Splits `total` by whole-number `weights` so that the parts add up to it exactly: every part is rounded towards
 * zero and the units left over go one each to the largest remainders, the earlier part first on a tie.
 * @throws RangeError when a weight is negative or all are zero.
 */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('allocate needs weights of zero or more that add up to more than zero')
  const sign = total.amountMinor < 0n ? -1n : 1n
  const amount = total.amountMinor * sign
  const parts = weights.map((weight, index) => ({
    index,
    units: (amount * weight) / sum,
    remainder: (amount * weight) % sum,
  }))
  let left = amount - parts.reduce((a, part) => a + part.units, 0n)
  const byRemainder = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const part of byRemainder) {
    if (left === 0n) break
    part.units += 1n
    left -= 1n
  }
  return parts.map((part) => money(part.units * sign, total.currency))
}

/** Returns the amount's decimal digits without a currency, such as "520.00" or "12.345". */
export function formatAmount(amount: Money): string {
  const exponent = currencyExponents[amount.currency]
  const negative = amount.amountMinor < 0n
  const digits = (negative ? -amount.amountMinor : amount.amountMinor).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = digits.slice(digits.length - exponent)
  return `${negative ? '-' : ''}${whole}${exponent > 0 ? `.${fraction}` : ''}`
}

/** Returns the amount as people read it, such as "520.00 BGN". */
export const formatMoney = (amount: Money): string => `${formatAmount(amount)} ${amount.currency}`

/**
 * Reads a plain decimal such as "520.00" into minor units.
 * @throws RangeError when the text is not a plain decimal, has more digits than the currency's minor unit, or comes to
 * more minor units than are kept.
 */
export function parseAmount(text: string, currency: Currency): Money {
  const exponent = currencyExponents[currency]
  const match = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(text.trim())
  const fraction = match?.[3] ?? ''
  if (!match || fraction.length > exponent)
    throw new RangeError(`"${text}" is not an amount in ${currency} with at most ${exponent} decimals`)
  const digits = (match[2] ?? '') + fraction.padEnd(exponent, '0')
  const written = digits.replace(/^0+(?=\d)/, '')
  if (!minorUnitsPattern.test(written)) throw new RangeError(`"${text}" is a larger amount than can be kept`)
  const amountMinor = BigInt(written)
  return money(match[1] === '-' ? -amountMinor : amountMinor, currency)
}
