/** Refunds: money that the office gives back. Their states, what may follow what, and what may be given back at all. Pure. */
import { z } from 'zod'
import type { AttemptState } from './dossier.ts'
import { suspenseOf } from './placement.ts'
import type { Currency, Money } from './money.ts'

export const refundStates = [
  'proposed',
  'approved',
  'submitting',
  'pending',
  'unknown',
  'to-pay-out',
  'succeeded',
  'failed',
  'refused',
  'withdrawn',
] as const
export type RefundState = (typeof refundStates)[number]
export const refundStateSchema = z.enum(refundStates)

/** What follows what. `unknown`: the bank may have acted; it is asked until it tells. */
export const nextRefundStates = {
  proposed: ['approved', 'refused', 'withdrawn'],
  approved: ['submitting', 'to-pay-out', 'succeeded', 'failed'],
  submitting: ['pending', 'succeeded', 'failed', 'unknown'],
  pending: ['succeeded', 'failed', 'unknown', 'to-pay-out'],
  unknown: ['pending', 'succeeded', 'failed'],
  'to-pay-out': ['pending', 'failed'],
  succeeded: [],
  failed: [],
  refused: [],
  withdrawn: [],
} as const satisfies Record<RefundState, readonly RefundState[]>

/** States in which the refund's amount is spoken for. */
export const inFlightRefundStates = [
  'proposed',
  'approved',
  'submitting',
  'pending',
  'unknown',
  'to-pay-out',
] as const satisfies readonly RefundState[]

/** Where the money comes from: what the order has, the payer's deposit, or what waits in suspense. */
export const refundFroms = ['order', 'deposit', 'suspense'] as const
export type RefundFrom = (typeof refundFroms)[number]
/** How it goes back: by the driver that took it, by a transfer that a person orders, or into the payer's deposit. */
export const refundWays = ['bank', 'payout', 'deposit'] as const
export type RefundWay = (typeof refundWays)[number]

export const isInFlight = (state: RefundState): boolean => inFlightRefundStates.some((one) => one === state)

/** Returns whether `to` may follow `from`. */
export const mayFollowRefund = (from: RefundState, to: RefundState): boolean => {
  const next: readonly RefundState[] = nextRefundStates[from]
  return next.includes(to)
}

export type RefundFacts = {
  from: RefundFrom
  way: RefundWay
  amount: Money
  state: RefundState
  /** What of it payment events have told already. */
  bookedMinor: bigint
}

/**
 * Returns how much of an attempt's money can still be given back from one place: what is there, less what other refunds have
 * reserved and not yet taken. Never below zero. Money in the deposit is also limited by what the deposit holds: ask that apart.
 */
export function refundableOf(
  attempt: Pick<AttemptState, 'order' | 'deposit' | 'suspense'>,
  from: RefundFrom,
  currency: Currency,
  refunds: readonly RefundFacts[],
): bigint {
  const there = from === 'suspense' ? suspenseOf(attempt, currency) : attempt[from]
  const reserved = refunds
    .filter((one) => one.from === from && one.amount.currency === currency && isInFlight(one.state))
    .reduce((sum, { amount, bookedMinor }) => sum + amount.amountMinor - bookedMinor, 0n)
  return there > reserved ? there - reserved : 0n
}
