/** Payment attempts: one try to pay an order through one driver, its states and the event that each state is told by. */
import { z } from 'zod'

export const attemptStatuses = [
  'created',
  'submitting',
  'action-required',
  'awaiting-funds',
  'partially-funded',
  'pending',
  'succeeded',
  'succeeded-late',
  'failed',
  'cancelled',
  'expired',
  'unknown',
  'review',
  'settled',
  'partially-refunded',
  'refunded',
  'returned',
  'charged-back',
] as const
export type AttemptStatus = (typeof attemptStatuses)[number]
export const attemptStatusSchema = z.enum(attemptStatuses)

const moneyBack = ['partially-refunded', 'refunded', 'returned', 'charged-back'] as const

/** Which state may follow which. `review` may follow any; leaving it takes two people. */
export const nextAttemptStatuses = {
  created: ['submitting', 'failed', 'cancelled', 'expired', 'review'],
  // News may overtake the bank's answer to the call itself.
  submitting: [
    'action-required',
    'awaiting-funds',
    'partially-funded',
    'pending',
    'succeeded',
    'failed',
    'unknown',
    'review',
  ],
  'action-required': ['pending', 'succeeded', 'failed', 'cancelled', 'expired', 'unknown', 'review'],
  'awaiting-funds': ['partially-funded', 'succeeded', 'expired', 'cancelled', 'unknown', 'review'],
  // A reference may be paid in any number of parts; each part is news.
  'partially-funded': ['partially-funded', 'succeeded', 'expired', 'review'],
  pending: ['succeeded', 'failed', 'unknown', 'review'],
  unknown: [
    'action-required',
    'awaiting-funds',
    'partially-funded',
    'pending',
    'succeeded',
    'failed',
    'cancelled',
    'expired',
    'review',
  ],
  // Money wins: late money is credited or refunded, never ignored.
  // What came in part, or was kept in suspense, may still go back.
  failed: ['succeeded-late', 'partially-refunded', 'refunded', 'review'],
  cancelled: ['succeeded-late', 'partially-refunded', 'refunded', 'review'],
  expired: ['succeeded-late', 'partially-refunded', 'refunded', 'review'],
  succeeded: ['settled', ...moneyBack, 'review'],
  'succeeded-late': ['settled', ...moneyBack, 'review'],
  settled: [...moneyBack, 'review'],
  'partially-refunded': ['partially-refunded', 'refunded', 'returned', 'charged-back', 'review'],
  refunded: ['refunded', 'returned', 'review'],
  // What was kept in suspense may still go back.
  returned: ['refunded', 'review'],
  'charged-back': ['refunded', 'review'],
  review: ['succeeded', 'failed', 'partially-refunded', 'refunded', 'returned', 'charged-back'],
} as const satisfies Record<AttemptStatus, readonly AttemptStatus[]>

/** The event that tells each state. The map is total: no state passes unrecorded. */
export const paymentEventOf = {
  created: 'payment.started',
  submitting: 'payment.started',
  'action-required': 'payment.awaited',
  'awaiting-funds': 'payment.awaited',
  pending: 'payment.awaited',
  'partially-funded': 'payment.part-funded',
  succeeded: 'payment.confirmed',
  'succeeded-late': 'payment.confirmed',
  failed: 'payment.failed',
  cancelled: 'payment.cancelled',
  expired: 'payment.expired',
  unknown: 'payment.doubted',
  review: 'payment.doubted',
  settled: 'payment.settled',
  'partially-refunded': 'payment.refunded',
  refunded: 'payment.refunded',
  returned: 'payment.returned',
  'charged-back': 'payment.charged-back',
} as const satisfies Record<AttemptStatus, string>

/** States in which another attempt for the same order must wait: the bank may still take money. */
export const activeAttemptStatuses = [
  'created',
  'submitting',
  'action-required',
  'awaiting-funds',
  'partially-funded',
  'pending',
  'unknown',
  'review',
] as const satisfies readonly AttemptStatus[]

/** What a person is told of an attempt. */
export const attemptAnswerOf = {
  created: 'awaiting-confirmation',
  submitting: 'awaiting-confirmation',
  'action-required': 'awaiting-confirmation',
  'awaiting-funds': 'awaiting-confirmation',
  'partially-funded': 'awaiting-confirmation',
  pending: 'awaiting-confirmation',
  unknown: 'awaiting-confirmation',
  review: 'awaiting-confirmation',
  succeeded: 'successful',
  'succeeded-late': 'successful',
  settled: 'successful',
  'partially-refunded': 'successful',
  refunded: 'failed',
  returned: 'failed',
  'charged-back': 'failed',
  failed: 'failed',
  cancelled: 'failed',
  expired: 'failed',
} as const satisfies Record<AttemptStatus, 'successful' | 'failed' | 'awaiting-confirmation'>

const allows = (next: readonly AttemptStatus[], to: AttemptStatus): boolean => next.includes(to)

/**
 * Returns the state that an attempt in `from` takes when the bank says `to`, or undefined when it stays as it is:
 * a repeat, or news that would move a money state back. Money after an end without money is late money.
 */
export function advanceAttempt(from: AttemptStatus, to: AttemptStatus): AttemptStatus | undefined {
  if (allows(nextAttemptStatuses[from], to)) return to
  const isMoney = to === 'succeeded' || to === 'partially-funded'
  if (isMoney && allows(nextAttemptStatuses[from], 'succeeded-late')) return 'succeeded-late'
  return undefined
}
