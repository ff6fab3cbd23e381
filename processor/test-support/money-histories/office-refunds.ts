/** Refunds and reviews of the money histories' office, moved by the very functions that the services use. */
import {
  inFlightRefundStates,
  mayFollowRefund,
  money,
  refundableOf,
  type Money,
  type RefundFrom,
  type RefundState,
  type RefundWay,
} from '@lodge/shared-types'
import { asideAccount, depositAccount, transfer } from '../../src/services/money/journal-lines.ts'
import { planRefund } from '../../src/services/money/plan-payment.ts'
import { isAtBank, refusalOfRefund } from '../../src/services/money/refund-rules.ts'
import { refusalOfReview, statusAfterReview, takenBy } from '../../src/services/money/review-rules.ts'
import type { ReviewDecision } from '../../src/store/money-rows.ts'
import {
  accountId,
  at,
  book,
  changeDeposit,
  dossierOf,
  record,
  refundsOf,
  stateOf,
  type SimAttempt,
  type SimOffice,
  type SimRefund,
} from './office.ts'

function stepRefund(refund: SimRefund, state: RefundState): void {
  if (!mayFollowRefund(refund.state, state)) throw new Error(`${refund.state} to ${state}`)
  refund.state = state
}

/** Proposes a refund where so much is there; its amount is reserved. */
export function proposeRefund(
  office: SimOffice,
  attempt: SimAttempt,
  from: RefundFrom,
  way: RefundWay,
  amount: Money,
): void {
  const state = stateOf(office, attempt)
  if (refusalOfRefund(state) !== undefined || amount.amountMinor <= 0n) return
  if (way === 'deposit' && (from === 'deposit' || amount.currency !== attempt.amount.currency)) return
  if (amount.amountMinor > refundableOf(state, from, amount.currency, refundsOf(office, attempt))) return
  office.refunds.push(newRefund(office, attempt, from, way, amount, 'proposed'))
}

const newRefund = (
  office: SimOffice,
  attempt: SimAttempt,
  from: RefundFrom,
  way: RefundWay,
  amount: Money,
  state: RefundState,
): SimRefund => ({
  ...{ refundId: `r${office.refunds.length}`, attemptId: attempt._id, from, way, amount, state },
  ...{ bookedMinor: 0n, asideMinor: 0n },
})

function beginRefund(office: SimOffice, attempt: SimAttempt, refund: SimRefund): void {
  const { amount, from, way, refundId } = refund
  if (from === 'deposit') {
    if (!changeDeposit(office, money(-amount.amountMinor, amount.currency))) {
      stepRefund(refund, 'failed')
      return
    }
    book(office, `aside:${refundId}`, transfer(depositAccount(accountId), asideAccount, amount))
    refund.asideMinor = amount.amountMinor
  }
  if (way === 'payout') stepRefund(refund, 'to-pay-out')
  if (way === 'deposit') succeedRefund(office, attempt, refund)
}

/** A second person's word on a proposal. */
export function decideRefund(
  office: SimOffice,
  attempt: SimAttempt,
  refund: SimRefund,
  isApproved: boolean,
): void {
  if (refund.state !== 'proposed') return
  const state = stateOf(office, attempt)
  const others = refundsOf(office, attempt).filter((one) => one !== refund)
  const isThere =
    refund.amount.amountMinor <= refundableOf(state, refund.from, refund.amount.currency, others)
  if (!isApproved || refusalOfRefund(state) !== undefined || !isThere) {
    stepRefund(refund, 'refused')
    return
  }
  stepRefund(refund, 'approved')
  beginRefund(office, attempt, refund)
}

/** Sends a refund to the bank, one of a payment at a time. */
export function beginAtBank({ refunds }: SimOffice, refund: SimRefund): boolean {
  if (refund.state !== 'approved' || refund.way !== 'bank') return false
  if (refunds.some((one) => one.attemptId === refund.attemptId && isAtBank(one))) return false
  stepRefund(refund, 'submitting')
  return true
}

/** A refund went out. False while its payment is in review: then it waits. */
export function succeedRefund(office: SimOffice, attempt: SimAttempt, refund: SimRefund): boolean {
  const state = stateOf(office, attempt)
  if (state.status === 'review') return false
  const { history } = dossierOf(office, attempt)
  const { orderId, driverId, amount } = attempt
  const facts = { orderId, driverId, amount, bankAt: at, knownAt: at }
  const planned = planRefund(history, state, refundsOf(office, attempt), { refund, facts })
  if (planned && !record(office, attempt, planned.command, planned.booked))
    throw new Error(`The payment ${attempt._id} (${state.status}) takes no refund`)
  stepRefund(refund, 'succeeded')
  return true
}

export function failRefund(office: SimOffice, refund: SimRefund): void {
  stepRefund(refund, 'failed')
  if (refund.asideMinor === 0n) return
  const back = money(refund.asideMinor, refund.amount.currency)
  changeDeposit(office, back)
  book(office, `released:${refund.refundId}`, transfer(asideAccount, depositAccount(accountId), back))
  refund.asideMinor = 0n
}

export const setRefund = (refund: SimRefund, state: RefundState): void => {
  if (refund.state !== state && mayFollowRefund(refund.state, state)) refund.state = state
}

/** Two people decide about a payment in review; nothing happens where the decision does not fit. */
export function review(office: SimOffice, attempt: SimAttempt, decision: ReviewDecision): boolean {
  const state = stateOf(office, attempt)
  if (refusalOfReview(state, decision) !== undefined) return false
  const { history } = dossierOf(office, attempt)
  const taken = takenBy(state, decision)
  const { orderId, driverId, amount, _id: attemptId } = attempt
  const facts = {
    ...{ orderId, attemptId, driverId, amount, moved: taken, bankAt: at, knownAt: at, reason: decision },
    status: statusAfterReview(state, history, taken),
  }
  record(office, attempt, { type: 'review-payment', facts })
  const [amountBack] = state.suspense
  if (decision === 'refund' && amountBack) {
    const refund = newRefund(office, attempt, 'suspense', 'bank', amountBack, 'approved')
    office.refunds.push(refund)
    beginRefund(office, attempt, refund)
  }
  return true
}

export const isOpenRefund = ({ state }: SimRefund): boolean =>
  inFlightRefundStates.some((one) => one === state)
