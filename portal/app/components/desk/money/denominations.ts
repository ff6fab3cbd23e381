/** Notes and coins of the currencies that a desk takes, in minor units, the largest first; by the banks that issue them. */
import type { Currency } from '@lodge/shared-types'

const euro = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1]

const pieces: Partial<Record<Currency, readonly number[]>> = {
  AED: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
  BGN: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  EUR: euro,
  KWD: [20_000, 10_000, 5_000, 1_000, 500, 250, 100, 50, 20, 10, 5],
  SAR: [50_000, 20_000, 10_000, 5_000, 1_000, 500, 200, 100, 50, 25, 10, 5],
  USD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1],
}

/** Returns the notes and coins of a currency; none where they are not known here, and then sums are typed. */
export const denominationsOf = (currency: Currency): readonly bigint[] => (pieces[currency] ?? []).map(BigInt)

/** Returns what so many of each piece come to. */
export const sumOfPieces = (counts: readonly { minor: bigint; count: number }[]): bigint =>
  counts.reduce((sum, { minor, count }) => sum + minor * BigInt(count), 0n)
