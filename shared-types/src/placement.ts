/** Where the money of an attempt sits, and what of it comes to or leaves each place when money moves. Pure. */
import { z } from 'zod'
import { minorUnitsSchema } from './money-schema.ts'
import type { Currency, Money } from './money.ts'

/**
 * The parts of money that moved, in whole minor units and never below zero; they add up to what moved. `order` and `deposit` are the
 * payer's, `suspense` waits for people, `aside` was set aside out of a deposit for a refund, and `owed` is what was taken from the
 * office after the payer had spent it.
 */
export const placedSchema = z.object({
  order: minorUnitsSchema,
  deposit: minorUnitsSchema,
  suspense: minorUnitsSchema,
  aside: minorUnitsSchema,
  owed: minorUnitsSchema,
})
export type Placed = z.infer<typeof placedSchema>

export const nowhere: Placed = { order: 0n, deposit: 0n, suspense: 0n, aside: 0n, owed: 0n }

/** What of an attempt's money is still where it was put. Suspense may be in any currency, the rest is in the order's. */
export type Holding = { order: bigint; deposit: bigint; suspense: readonly Money[] }
export const noHolding: Holding = { order: 0n, deposit: 0n, suspense: [] }

/** Returns what an attempt has in suspense in one currency; below zero for what went out of it. */
export const suspenseOf = ({ suspense }: Pick<Holding, 'suspense'>, currency: Currency): bigint =>
  suspense.find((one) => one.currency === currency)?.amountMinor ?? 0n

/** Returns a holding with `amountMinor` more in suspense, less for an amount below zero. */
export function withSuspense<H extends Holding>(holding: H, amountMinor: bigint, currency: Currency): H {
  const sum = suspenseOf(holding, currency) + amountMinor
  const others = holding.suspense.filter((one) => one.currency !== currency)
  return { ...holding, suspense: sum === 0n ? others : [...others, { amountMinor: sum, currency }] }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** Returns the parts of money that came for an order which lacks `missing`: what is over that is the payer's deposit. */
export function placeIn(missing: bigint, moved: bigint): Placed {
  const order = least(missing, moved)
  return { ...nowhere, order, deposit: moved - order }
}

/** What is known of money that goes back. */
export type OutFrom = {
  /** What the payer's deposit holds now; without it the deposit is taken to hold all that the attempt brought. */
  depositBalance?: bigint
  /** Where refunds under way are to come from. */
  wanted?: Partial<Pick<Placed, 'order' | 'suspense' | 'aside'>>
}

/**
 * Returns the parts of money that went back: first from where a refund was to come, then what nobody has explained, then what the
 * order did not need and the deposit still holds, then the order's. What is left the payer owes.
 */
export function placeOut(
  holding: Pick<Placed, 'order' | 'deposit' | 'suspense'>,
  moved: bigint,
  { depositBalance = holding.deposit, wanted = {} }: OutFrom = {},
): Placed {
  let left = moved
  const take = (most: bigint): bigint => {
    const part = most > 0n ? least(most, left) : 0n
    left -= part
    return part
  }
  const aside = take(wanted.aside ?? 0n)
  const wantedSuspense = take(least(wanted.suspense ?? 0n, holding.suspense))
  const wantedOrder = take(least(wanted.order ?? 0n, holding.order))
  const suspense = wantedSuspense + take(holding.suspense - wantedSuspense)
  const deposit = take(least(holding.deposit - aside, depositBalance))
  const order = wantedOrder + take(holding.order - wantedOrder)
  return { order, deposit, suspense, aside, owed: left }
}
