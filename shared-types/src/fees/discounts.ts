/** Makes a unit or an amount less by the discounts that are due, and says what each of them takes off. */
import type { Discount, Rounding, Stacking } from './fee-rules.ts'
import { isMore, minus, rounded, shareOfPercent, times, whole, type Fraction } from './share.ts'

export type Taken = { discount: Discount; lessMinor: bigint }
export type Discounted = { minor: bigint; taken: Taken[] }

const none = whole(0n)

/** Returns what a discount takes off an exact amount: never more than there is. */
function reductionOf(discount: Discount, of: Fraction): Fraction {
  const less =
    'percent' in discount
      ? times(of, shareOfPercent(discount.percent))
      : 'lessMinor' in discount
        ? whole(discount.lessMinor)
        : minus(of, whole(discount.insteadMinor))
  return isMore(less, of) ? of : isMore(none, less) ? none : less
}

/** Returns the discount that takes off most, the earlier of equals. */
const bestOf = (discounts: readonly Discount[], full: Fraction): Discount | undefined =>
  discounts.reduce<Discount | undefined>(
    (best, one) => (!best || isMore(reductionOf(one, full), reductionOf(best, full)) ? one : best),
    undefined,
  )

/**
 * Returns `fullMinor` after the discounts. What is left is kept exactly from one to the next and rounded for what each line shows,
 * so that the parts taken off add up to the whole difference.
 */
export function discounted(
  fullMinor: bigint,
  discounts: readonly Discount[],
  { stacking, rounding }: { stacking: Stacking; rounding: Rounding | undefined },
): Discounted {
  const full = whole(fullMinor)
  const best = stacking === 'best' ? bestOf(discounts, full) : undefined
  const taken: Taken[] = []
  let [left, minor] = [full, fullMinor]
  for (const discount of best ? [best] : discounts) {
    const reduction = reductionOf(discount, stacking === 'add' ? full : left)
    left = isMore(reduction, left) ? none : minus(left, reduction)
    const now = rounded(left, discount.rounding ?? rounding)
    if (now !== minor) taken.push({ discount, lessMinor: minor - now })
    minor = now
  }
  return { minor, taken }
}
