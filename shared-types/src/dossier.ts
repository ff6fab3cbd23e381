/** The life of a dossier from submission to lodging: its state, folded from events. */
import { activeAttemptStatuses, type AttemptStatus } from './attempt.ts'
import type { DomainEvent, EventOf, PaymentFacts } from './events.ts'
import { addMoney, money, type Money } from './money.ts'
import { applyReceipt, type OrderStatus } from './order.ts'

export type OrderState = {
  orderId: string
  orderNumber: string
  total: Money
  releases: boolean
  agreed: boolean
  /** Money confirmed by banks, before refunds; what is over the total is the payer's credit. */
  received: Money
  credit: Money
  /** What the last `order.part-paid` said was received, so that it is said once. */
  toldReceived: Money
  status: OrderStatus
  paidAt: Date | null
}

export type AttemptState = {
  attemptId: string
  orderId: string
  driverId: string
  status: AttemptStatus
  amount: Money
  /** Whether no other attempt may start; once it has ended an attempt never blocks again, even when it comes to review. */
  active: boolean
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

const isActiveStatus = (status: AttemptStatus): boolean =>
  activeAttemptStatuses.some((active) => active === status)

/**
 * Returns what of `moved` goes to the order, as it was before, and what is the payer's credit. A cancelled order needs
 * nothing any more.
 */
export const splitReceipt = (order: OrderState, moved: Money): { toOrder: Money; toCredit: Money } =>
  applyReceipt(
    order.status === 'cancelled' ? money(0n, order.total.currency) : order.total,
    order.received,
    moved,
  )

function withPayment(state: DossierState, facts: PaymentFacts, confirmed: boolean): DossierState {
  const { attemptId, orderId, driverId, status, amount, moved } = facts
  const known = state.attempts.find((one) => one.attemptId === attemptId)
  const active = (known?.active ?? true) && isActiveStatus(status)
  const attempt = { attemptId, orderId, driverId, status, amount, active }
  const next = {
    ...state,
    attempts: known
      ? state.attempts.map((one) => (one.attemptId === attemptId ? attempt : one))
      : [...state.attempts, attempt],
  }
  if (!confirmed || !moved) return next
  return changeOrder(next, orderId, (order) => {
    const { toCredit } = splitReceipt(order, moved)
    return { received: addMoney(order.received, moved), credit: addMoney(order.credit, toCredit) }
  })
}

const withOpenOrdersCancelled = (state: DossierState): DossierState => ({
  ...state,
  orders: state.orders.map((order) => (order.status === 'open' ? { ...order, status: 'cancelled' } : order)),
})

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
        toldReceived: zero,
        status: 'open',
        paidAt: null,
      }
      return { ...state, orders: [...state.orders, order] }
    }
    case 'order.agreed':
      return changeOrder(state, event.data.orderId, () => ({ agreed: true }))
    case 'order.overridden':
      return changeOrder(state, event.data.orderId, () => ({ total: event.data.total }))
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
      return changeOrder(state, event.data.orderId, () => ({
        status: 'part-paid',
        toldReceived: event.data.received,
      }))
    case 'order.paid':
      return changeOrder(state, event.data.orderId, () => ({ status: 'paid', paidAt: event.data.paidAt }))
    case 'dossier.lodged':
      return { ...state, files: event.data.files, ended: 'lodged' }
    case 'dossier.returned':
      return { ...withOpenOrdersCancelled(state), ended: 'returned' }
    case 'dossier.withdrawn':
      return { ...withOpenOrdersCancelled(state), ended: 'withdrawn' }
    case 'request.attached':
    case 'request.decided':
    case 'file.notice-extended':
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

/** Returns the attempt of an order that is still under way, if there is one. */
export const activeAttempt = (state: DossierState, orderId: string): AttemptState | undefined =>
  state.attempts.find((attempt) => attempt.orderId === orderId && attempt.active)

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
