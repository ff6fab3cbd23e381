/** What may be done with a dossier now: commands, and the events that follow from them. */
import { advanceAttempt, nextAttemptStatuses, paymentEventOf, type AttemptStatus } from './attempt.ts'
import { activeAttempt, isOver, type DossierState, type OrderState } from './dossier.ts'
import { placeFor } from './dossier-money.ts'
import type { EventOf, NewEvent, PaymentEvent, PaymentFacts } from './events.ts'
import { compareMoney, isZero, type Money } from './money.ts'
import { heldOf, missingOf } from './order.ts'
import type { OutFrom } from './placement.ts'
import { ProblemError } from './problem.ts'

export type DossierCommand =
  | {
      type: 'submit'
      submission: EventOf<'dossier.submitted'>['data']
      order: EventOf<'order.opened'>['data']
    }
  | { type: 'agree-order'; orderId: string; total: Money }
  | { type: 'override-order'; orderId: string; total: Money; approvalId: string }
  | { type: 'start-attempt'; facts: PaymentFacts }
  /** `out` says more about where money that goes back comes from. */
  | { type: 'record-payment'; facts: PaymentFacts; out?: OutFrom }
  /** What two people have decided about an attempt in review: its next state, and what leaves suspense. */
  | { type: 'review-payment'; facts: PaymentFacts; out?: OutFrom }
  | { type: 'settle-order'; orderId: string; paidAt: Date | null }
  | { type: 'lodge'; files: EventOf<'dossier.lodged'>['data']['files'] }
  | { type: 'withdraw' }

function orderIn(state: DossierState, orderId: string): OrderState {
  const order = state.orders.find((one) => one.orderId === orderId)
  if (!order) throw new ProblemError('not-found', 'This dossier has no such order.')
  return order
}

export type OverrideRefusal = 'order-settled' | 'override-not-lower'

/**
 * Returns why an order cannot come to `total` now; undefined where it can. Money that has come or is under way was asked for
 * with the total that stands, and nobody is asked for more than the tariff says.
 */
export function refusalOfOverride(
  state: DossierState,
  orderId: string,
  total: Money,
): OverrideRefusal | undefined {
  const order = orderIn(state, orderId)
  if (isOver(state) || order.status !== 'open' || !isZero(order.received) || activeAttempt(state, orderId))
    return 'order-settled'
  const isAmount = total.currency === order.total.currency && total.amountMinor >= 0n
  return isAmount && compareMoney(total, order.total) < 0 ? undefined : 'override-not-lower'
}

/** Settling says what the money amounts to: nothing when nothing changed since the last time. */
function settle(order: OrderState, paidAt: Date | null): NewEvent[] {
  const { orderId, received, credit, toldReceived, releases, status } = order
  if (status !== 'open' && status !== 'part-paid') return []
  if (!order.agreed) return []
  const missing = missingOf(order)
  if (isZero(missing))
    return [{ type: 'order.paid', v: 1, data: { orderId, received, credit, releases, paidAt } }]
  const held = heldOf(order)
  if (compareMoney(held, toldReceived) === 0) return []
  return [{ type: 'order.part-paid', v: 1, data: { orderId, received: held, missing, releases } }]
}

/**
 * Tells the news of an attempt: nothing for a repeat, or for news that would move a money state back.
 * @throws ProblemError when money that counts is in another currency than the order: that is a case for review.
 */
function recordPayment(state: DossierState, facts: PaymentFacts, out?: OutFrom): NewEvent[] {
  const order = orderIn(state, facts.orderId)
  const counts = ['payment.confirmed', 'payment.part-funded'].includes(paymentEventOf[facts.status])
  if (counts && facts.moved && facts.moved.currency !== order.total.currency)
    throw new ProblemError(
      'invalid',
      `The order is in ${order.total.currency}; review money in another currency.`,
    )
  const known = state.attempts.find((attempt) => attempt.attemptId === facts.attemptId)
  if (!known) throw new ProblemError('not-found', 'This dossier has no such payment attempt.')
  const status = advanceAttempt(known.status, facts.status)
  // A further part is news only with its money; without, it is a poll's repeat or older than what is known.
  const isRepeat = status === known.status && (!facts.moved || facts.moved.amountMinor <= 0n)
  return status && !isRepeat ? [placedEvent(state, paymentEventOf[status], { ...facts, status }, out)] : []
}

/** @throws ProblemError for an attempt that is not in review, or a state that two people cannot give it. */
function reviewPayment(state: DossierState, facts: PaymentFacts, out?: OutFrom): NewEvent[] {
  const known = state.attempts.find((attempt) => attempt.attemptId === facts.attemptId)
  if (known?.status !== 'review')
    throw new ProblemError('stale', 'This payment is not in review any more; look at it again.')
  const next: readonly AttemptStatus[] = nextAttemptStatuses.review
  if (!next.includes(facts.status))
    throw new ProblemError('invalid', `A payment in review cannot become ${facts.status}.`)
  return [placedEvent(state, 'payment.reviewed', facts, out)]
}

function mustBeSubmitted(state: DossierState): void {
  if (!state.submission) throw new ProblemError('not-found', 'This dossier has not been submitted.')
}

/**
 * Decides what follows from `command` in `state`: the events to append, none when it changes nothing.
 * @throws ProblemError when the command is not allowed now; the message is for a person.
 */
export function decideDossier(command: DossierCommand, state: DossierState): NewEvent[] {
  switch (command.type) {
    case 'submit':
      if (state.submission)
        throw new ProblemError('already-lodged', 'This dossier has been submitted before.')
      return [
        { type: 'dossier.submitted', v: 1, data: command.submission },
        { type: 'order.opened', v: 1, data: command.order },
      ]
    case 'agree-order': {
      const order = orderIn(state, command.orderId)
      if (order.agreed) return []
      if (state.ended) throw new ProblemError('already-lodged')
      if (command.total.currency !== order.total.currency || compareMoney(order.total, command.total) !== 0)
        throw new ProblemError(
          'stale',
          'The total is not the one that you were shown; look at the order again.',
        )
      return [
        {
          type: 'order.agreed',
          v: 1,
          data: { orderId: order.orderId, total: order.total, releases: order.releases },
        },
      ]
    }
    case 'override-order': {
      const { orderId, total, approvalId } = command
      const refusal = refusalOfOverride(state, orderId, total)
      if (refusal !== undefined)
        throw new ProblemError('stale', `The total of this order cannot become another now (${refusal}).`)
      const { total: before, releases } = orderIn(state, orderId)
      return [{ type: 'order.overridden', v: 1, data: { orderId, before, total, releases, approvalId } }]
    }
    case 'start-attempt': {
      const order = orderIn(state, command.facts.orderId)
      if (isOver(state))
        throw new ProblemError('stale', 'This dossier was withdrawn or returned; nothing is to be paid.')
      if (order.status !== 'open' && order.status !== 'part-paid')
        throw new ProblemError('stale', 'This order is paid already; nothing is to be paid again.')
      if (!order.agreed)
        throw new ProblemError(
          'stale',
          'The office asks for another total than you were quoted; agree to it first.',
        )
      if (activeAttempt(state, order.orderId)) throw new ProblemError('payment-in-progress')
      return [{ type: 'payment.started', v: 1, data: command.facts }]
    }
    case 'record-payment':
      return recordPayment(state, command.facts, command.out)
    case 'review-payment':
      return reviewPayment(state, command.facts, command.out)
    case 'settle-order': {
      const order = orderIn(state, command.orderId)
      // Money for a dossier that was returned or withdrawn lodges nothing: it is the payer's.
      return isOver(state) ? [] : settle(order, command.paidAt)
    }
    case 'lodge':
      mustBeSubmitted(state)
      return state.ended ? [] : [{ type: 'dossier.lodged', v: 1, data: { files: command.files } }]
    case 'withdraw':
      mustBeSubmitted(state)
      if (state.ended)
        throw new ProblemError(
          'already-lodged',
          'The office has this dossier already; withdraw the file instead.',
        )
      if (state.orders.some((order) => !isZero(order.received) || activeAttempt(state, order.orderId)))
        throw new ProblemError(
          'payment-in-progress',
          'Money has been paid or is under way; the dossier cannot be withdrawn now.',
        )
      return [{ type: 'dossier.withdrawn', v: 1, data: {} }]
  }
}

/** Returns a payment event with the places to which its money goes, or from which it comes. */
function placedEvent(
  state: DossierState,
  type: PaymentEvent['type'],
  facts: PaymentFacts,
  out?: OutFrom,
): NewEvent {
  const placed = placeFor(state, type, facts, out)
  return { type, v: 1, data: placed ? { ...facts, placed } : facts }
}
