/** What a refund's result moves, and from where: our word and the bank's tell the same money once. Pure. */
import {
  type AttemptState,
  type AttemptStatus,
  type Currency,
  type DomainEvent,
  type OutFrom,
  type RefundFacts,
  type RefundState,
} from '@lodge/shared-types'

/** Why more went back than came, as `payment.doubted` has it: each is told in all by its own word. */
export const tooMuchBack = {
  refunded: 'more-money-went-back',
  'charged-back': 'more-money-charged-back',
} as const

/** Returns what of an attempt's money a bank has been heard to refund or charge back, in all. */
export function toldBack(
  history: readonly DomainEvent[],
  attemptId: string,
  what: 'refunded' | 'charged-back',
  currency: Currency,
): bigint {
  return history.reduce((sum, { type, data }) => {
    if (!('moved' in data) || data.attemptId !== attemptId || data.moved?.currency !== currency) return sum
    const { amountMinor } = data.moved
    if (type === `payment.${what}`) return (data.route ?? 'bank') === 'bank' ? sum + amountMinor : sum
    return type === 'payment.doubted' && data.reason === tooMuchBack[what] ? sum - amountMinor : sum
  }, 0n)
}

export type KnownRefund = RefundFacts & { refundId: string; asideMinor: bigint }

/** Money of one refund that a payment event tells. */
export type Booked = { refundId: string; amountMinor: bigint; asideMinor: bigint }

/**
 * Returns what is still to be told of money that the bank gave back, once `refund` has succeeded: our refunds in all, less what
 * the bank was heard to have refunded in all. Zero where the bank was faster.
 */
export function untoldOf(
  refund: KnownRefund,
  others: readonly KnownRefund[],
  history: readonly DomainEvent[],
  attemptId: string,
): bigint {
  const { currency } = refund.amount
  const ours = others
    .filter(
      (one) =>
        one.refundId !== refund.refundId &&
        one.way === 'bank' &&
        one.state === 'succeeded' &&
        one.amount.currency === currency,
    )
    .reduce((sum, { amount }) => sum + amount.amountMinor, refund.amount.amountMinor)
  const untold = ours - toldBack(history, attemptId, 'refunded', currency)
  return untold > 0n ? untold : 0n
}

const atBank: readonly RefundState[] = ['submitting', 'pending', 'unknown']

/** Whether the bank may be about to act on a refund. */
export const isAtBank = ({ way, state }: Pick<KnownRefund, 'way' | 'state'>): boolean =>
  way === 'bank' && atBank.includes(state)

/**
 * Lays money that the bank gave back upon the refunds that it may be of: those that went out, then those at the bank, the earliest
 * first. Returns what each is told by it, and
 * from where the money is to come; what no refund asked for is not in it.
 */
export function layUpon(
  refunds: readonly KnownRefund[],
  movedMinor: bigint,
  currency: Currency,
): { booked: Booked[]; wanted: NonNullable<OutFrom['wanted']> } {
  let left = movedMinor
  const wanted = { order: 0n, suspense: 0n, aside: 0n }
  const booked: Booked[] = []
  const certain = refunds.filter(({ state }) => state === 'succeeded')
  const likely = refunds.filter(({ state }) => atBank.includes(state))
  for (const { refundId, way, amount, bookedMinor, asideMinor, from } of [...certain, ...likely]) {
    if (way !== 'bank' || amount.currency !== currency) continue
    const open = amount.amountMinor - bookedMinor
    const part = open < left ? open : left
    if (part <= 0n) continue
    left -= part
    const aside = from === 'deposit' ? (part < asideMinor ? part : asideMinor) : 0n
    if (from === 'deposit') wanted.aside += aside
    else wanted[from] += part
    booked.push({ refundId, amountMinor: part, asideMinor: aside })
  }
  return { booked, wanted }
}

/** States out of which no part of the money comes back. */
const gone: readonly AttemptStatus[] = ['refunded', 'returned', 'charged-back']

/** Returns why money of an attempt cannot be given back now: people look at it, or more of it may come. */
export function refusalOfRefund({
  status,
  active,
}: Pick<AttemptState, 'status' | 'active'>): 'payment-in-review' | 'payment-under-way' | undefined {
  if (status === 'review') return 'payment-in-review'
  return active ? 'payment-under-way' : undefined
}

/** Returns the state of an attempt once `movedMinor` more of its money has been given back. */
export function statusAfterRefund(
  attempt: Pick<AttemptState, 'status' | 'order' | 'deposit' | 'suspense'>,
  movedMinor: bigint,
  currency: Currency,
): AttemptStatus {
  const counted = attempt.order + attempt.deposit
  const inSuspense = attempt.suspense.reduce(
    (sum, one) => (one.currency === currency ? sum + one.amountMinor : sum),
    0n,
  )
  const isAll = counted === 0n || counted + inSuspense <= movedMinor
  return isAll || gone.includes(attempt.status) ? 'refunded' : 'partially-refunded'
}
