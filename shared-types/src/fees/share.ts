/** Exact percentages of money, rounded once and in a stated way. */
import type { Rounding } from './fee-rules.ts'

/** An exact fraction of minor units; the denominator is above zero. */
export type Fraction = { numerator: bigint; denominator: bigint }

export const whole = (minor: bigint): Fraction => ({ numerator: minor, denominator: 1n })

/** How percentages are written: `5.25`, or `100/3` for a third. */
export const percentPattern = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\/([1-9]\d{0,3}))?$/

const shares = new Map<string, Fraction>()

/**
 * Returns a percentage as an exact share: `5.25` is 525/10000.
 * @throws RangeError for what is not written as a percentage.
 */
export function shareOfPercent(percent: string): Fraction {
  const known = shares.get(percent)
  if (known) return known
  const match = percentPattern.exec(percent)
  if (!match) throw new RangeError(`"${percent}" is not a percentage.`)
  const [, units = '', decimals = '', divisor = '1'] = match
  const share = {
    numerator: BigInt(units + decimals),
    denominator: 10n ** BigInt(decimals.length) * 100n * BigInt(divisor),
  }
  shares.set(percent, share)
  return share
}

export const times = (a: Fraction, b: Fraction): Fraction => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
})

export const minus = (a: Fraction, b: Fraction): Fraction => ({
  numerator: a.numerator * b.denominator - b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
})

export const isMore = (a: Fraction, b: Fraction): boolean =>
  a.numerator * b.denominator > b.numerator * a.denominator

/** Returns whole minor units, a multiple of the rounding's `toMinor`; its mode is about the size of an amount, whatever its sign. */
export function rounded(
  { numerator, denominator }: Fraction,
  { mode, toMinor = 1n }: Rounding = { mode: 'half-up' },
): bigint {
  const sign = numerator < 0n ? -1n : 1n
  const [size, unit] = [numerator * sign, denominator * toMinor]
  const [down, rest] = [size / unit, size % unit]
  const isUp =
    mode === 'up'
      ? rest > 0n
      : mode !== 'down' &&
        (rest * 2n > unit || (rest * 2n === unit && (mode === 'half-up' || down % 2n === 1n)))
  return sign * (isUp ? down + 1n : down) * toMinor
}

/** Returns a percentage of an amount in whole minor units. */
export const percentOf = (minor: bigint, percent: string, rounding?: Rounding): bigint =>
  rounded(times(whole(minor), shareOfPercent(percent)), rounding)
