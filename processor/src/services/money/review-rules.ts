/** What two people can decide about a payment in review, and where it stands afterwards. Pure. */
import {
  money,
  type AttemptState,
  type AttemptStatus,
  type DomainEvent,
  type Money,
} from '@lodge/shared-types'
import type { ReviewDecision } from '../../store/money-rows.ts'

export type ReviewRefusal =
  | 'not-in-review'
  | 'review-nothing-there'
  | 'review-something-there'
  | 'review-other-currency'
  | 'review-went-out'

/** Returns why a decision cannot be taken about an attempt as it is; undefined where it can. */
export function refusalOfReview(
  { status, amount, suspense }: Pick<AttemptState, 'status' | 'amount' | 'suspense'>,
  decision: ReviewDecision,
): ReviewRefusal | undefined {
  if (status !== 'review') return 'not-in-review'
  if (decision === 'nothing-came') return suspense.length > 0 ? 'review-something-there' : undefined
  const [first, ...more] = suspense
  if (!first) return 'review-nothing-there'
  const isOther = more.length > 0 || first.currency !== amount.currency
  switch (decision) {
    case 'take':
      // Money in another currency never counts for an order: it goes back, or waits in suspense.
      return isOther ? 'review-other-currency' : undefined
    case 'refund':
      if (more.length > 0) return 'review-other-currency'
      return first.amountMinor > 0n ? undefined : 'review-went-out'
    case 'keep':
      return undefined
  }
}

const countedTypes = ['payment.confirmed', 'payment.part-funded', 'payment.reviewed']
const backOf = {
  'payment.charged-back': 'charged-back',
  'payment.returned': 'returned',
  'payment.refunded': 'refunded',
} as const

const isBack = (type: string): type is keyof typeof backOf => Object.hasOwn(backOf, type)

/** Returns what leaves suspense by a decision; null where nothing does. */
export const takenBy = (
  { suspense }: Pick<AttemptState, 'suspense'>,
  decision: ReviewDecision,
): Money | null => {
  const [first] = suspense
  return decision === 'take' && first ? money(first.amountMinor, first.currency) : null
}

/** Returns the state of an attempt once the decision is carried out: by what of its money counted, and what of that went back. */
export function statusAfterReview(
  attempt: Pick<AttemptState, 'attemptId' | 'order' | 'deposit' | 'amount'>,
  history: readonly DomainEvent[],
  taken: Money | null,
): Exclude<AttemptStatus, 'review'> {
  const { attemptId, order, deposit, amount } = attempt
  let came = taken && taken.amountMinor > 0n ? taken.amountMinor : 0n
  let back: (typeof backOf)[keyof typeof backOf] | undefined
  for (const { type, data } of history) {
    if (!('moved' in data) || data.attemptId !== attemptId || data.moved?.currency !== amount.currency)
      continue
    if (countedTypes.includes(type) && data.moved.amountMinor > 0n) came += data.moved.amountMinor
    // Only of what had counted: money that goes back out of suspense says nothing about the rest.
    const isOfCounted = data.placed?.suspense !== data.moved.amountMinor
    if (isOfCounted && isBack(type)) back = backOf[type]
  }
  if (came === 0n) return 'failed'
  if (back === undefined) return 'succeeded'
  const held = order + deposit + (taken?.amountMinor ?? 0n)
  return held > 0n ? 'partially-refunded' : back
}
