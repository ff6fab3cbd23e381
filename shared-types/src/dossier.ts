/** The life of a dossier from submission to lodging: its state, folded from events, and what may be done with it. */
import { activeAttemptStatuses, paymentEventOf, type AttemptStatus } from './attempt.ts'
import type { DomainEvent, EventOf, NewEvent, PaymentFacts } from './events.ts'
import { addMoney, compareMoney, isZero, money, subtractMoney, type Money } from './money.ts'
import { applyReceipt, type OrderStatus } from './order.ts'
import { ProblemError } from './problem.ts'

export type OrderState = {
  orderId: string
  orderNumber: string
  total: Money
  releases: boolean
  agreed: boolean
  /** Money confirmed by banks, before refunds; what is over the total is the payer's credit. */
  received: Money
  credit: Money
  status: OrderStatus
  paidAt: Date | null
}

export type AttemptState = {
  attemptId: string
  orderId: string
  driverId: string
  status: AttemptStatus
  amount: Money
}

export type DossierState = {
  submission: EventOf<'dossier.submitted'>['data'] | undefined
  orders: readonly OrderState[]
  attempts: readonly AttemptState[]
  files: readonly { requestId: string; fileId: string; fileNumber: string }[]
  ended: 'lodged' | 'returned' | 'withdrawn' | undefined
}

export const noDossier: DossierState = {
  submission: undefined,
  orders: [],
  attempts: [],
  files: [],
  ended: undefined,
}

function changeOrder(
  state: DossierState,
  orderId: string,
  change: (order: OrderState) => Partial<OrderState>,
): DossierState {
  return {
    ...state,
    orders: state.orders.map((order) => (order.orderId === orderId ? { ...order, ...change(order) } : order)),
  }
}

function withPayment(state: DossierState, facts: PaymentFacts, confirmed: boolean): DossierState {
  const { attemptId, orderId, driverId, status, amount, moved } = facts
  const attempt = { attemptId, orderId, driverId, status, amount }
  const known = state.attempts.some((one) => one.attemptId === attemptId)
  const next = {
    ...state,
    attempts: known
      ? state.attempts.map((one) => (one.attemptId === attemptId ? attempt : one))
      : [...state.attempts, attempt],
  }
  if (!confirmed || !moved) return next
  return changeOrder(next, orderId, (order) => {
    const { toCredit } = applyReceipt(order.total, order.received, moved)
    return { received: addMoney(order.received, moved), credit: addMoney(order.credit, toCredit) }
  })
}

/** Returns the state of a dossier after `event`. Events of other streams change nothing. */
export function evolveDossier(state: DossierState, event: DomainEvent): DossierState {
  switch (event.type) {
    case 'dossier.submitted':
      return { ...state, submission: event.data }
    case 'order.opened': {
      const { orderId, orderNumber, total, releases, agreementNeeded } = event.data
      const zero = money(0n, total.currency)
      const order: OrderState = {
        orderId,
        orderNumber,
        total,
        releases,
        agreed: !agreementNeeded,
        received: zero,
        credit: zero,
        status: 'open',
        paidAt: null,
      }
      return { ...state, orders: [...state.orders, order] }
    }
    case 'order.agreed':
      return changeOrder(state, event.data.orderId, () => ({ agreed: true }))
    case 'payment.confirmed':
    case 'payment.part-funded':
      return withPayment(state, event.data, true)
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.doubted':
    case 'payment.reviewed':
    case 'payment.settled':
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
      return withPayment(state, event.data, false)
    case 'order.part-paid':
      return changeOrder(state, event.data.orderId, () => ({ status: 'part-paid' }))
    case 'order.paid':
      return changeOrder(state, event.data.orderId, () => ({ status: 'paid', paidAt: event.data.paidAt }))
    case 'dossier.lodged':
      return { ...state, files: event.data.files, ended: 'lodged' }
    case 'dossier.returned':
      return { ...state, ended: 'returned' }
    case 'dossier.withdrawn':
      return { ...state, ended: 'withdrawn' }
    case 'request.attached':
    case 'file.received':
    case 'file.date-accorded':
    case 'file.acted':
    case 'file.changed':
    case 'file.document-added':
    case 'file.notice-issued':
    case 'account.credited':
    case 'account.debited':
    case 'account.corrected':
      return state
  }
}

export const foldDossier = (events: readonly DomainEvent[]): DossierState =>
  events.reduce(evolveDossier, noDossier)

export const dossierStatuses = [
  'awaiting-agreement',
  'awaiting-payment',
  'awaiting-confirmation',
  'paid',
  'lodged',
  'returned',
  'withdrawn',
] as const
export type DossierStatus = (typeof dossierStatuses)[number]

const isActive = (status: AttemptStatus): boolean => activeAttemptStatuses.some((active) => active === status)

/** Returns the attempt of an order that is still under way, if there is one. */
export const activeAttempt = (state: DossierState, orderId: string): AttemptState | undefined =>
  state.attempts.find((attempt) => attempt.orderId === orderId && isActive(attempt.status))

/** Returns what a person is told of a submitted dossier. */
export function dossierStatus(state: DossierState): DossierStatus {
  if (state.ended) return state.ended
  const unpaid = state.orders.filter((order) => order.status === 'open' || order.status === 'part-paid')
  if (unpaid.length === 0) return 'paid'
  if (unpaid.some((order) => !order.agreed)) return 'awaiting-agreement'
  return unpaid.some((order) => activeAttempt(state, order.orderId))
    ? 'awaiting-confirmation'
    : 'awaiting-payment'
}

export type DossierCommand =
  | {
      type: 'submit'
      submission: EventOf<'dossier.submitted'>['data']
      order: EventOf<'order.opened'>['data']
    }
  | { type: 'agree-order'; orderId: string; total: Money }
  | { type: 'start-attempt'; facts: PaymentFacts }
  | { type: 'record-payment'; facts: PaymentFacts }
  | { type: 'settle-order'; orderId: string; paidAt: Date | null }
  | { type: 'lodge'; files: EventOf<'dossier.lodged'>['data']['files'] }
  | { type: 'withdraw' }

function orderIn(state: DossierState, orderId: string): OrderState {
  const order = state.orders.find((one) => one.orderId === orderId)
  if (!order) throw new ProblemError('not-found', 'This dossier has no such order.')
  return order
}

/** Settling says what the money amounts to: nothing when nothing changed since the last time. */
function settle(order: OrderState, paidAt: Date | null): NewEvent[] {
  const { orderId, total, received, releases, status } = order
  if (status !== 'open' && status !== 'part-paid') return []
  if (!order.agreed) return []
  if (compareMoney(received, total) >= 0)
    return [{ type: 'order.paid', v: 1, data: { orderId, received, credit: order.credit, releases, paidAt } }]
  if (isZero(received)) return []
  return [
    {
      type: 'order.part-paid',
      v: 1,
      data: { orderId, received, missing: subtractMoney(total, received), releases },
    },
  ]
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
    case 'start-attempt': {
      const order = orderIn(state, command.facts.orderId)
      if (state.ended === 'withdrawn' || state.ended === 'returned')
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
      orderIn(state, command.facts.orderId)
      return [paymentEvent(command.facts)]
    case 'settle-order':
      return settle(orderIn(state, command.orderId), command.paidAt)
    case 'lodge':
      return state.ended ? [] : [{ type: 'dossier.lodged', v: 1, data: { files: command.files } }]
    case 'withdraw':
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

/** Returns the event that tells the state of an attempt, by the total map of `attempt.ts`. */
export const paymentEvent = (facts: PaymentFacts): NewEvent => ({
  type: paymentEventOf[facts.status],
  v: 1,
  data: facts,
})
