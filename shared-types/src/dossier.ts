/** The life of a dossier from submission to lodging: its state, folded from events. */
import { activeAttemptStatuses, type AttemptStatus } from './attempt.ts'
import { attemptAfter, orderAfter, placedOf } from './dossier-money.ts'
import type { DomainEvent, EventOf, PaymentEvent } from './events.ts'
import { money, type Money } from './money.ts'
import { statusOf, type OrderMoney } from './order.ts'
import { noHolding, type Holding } from './placement.ts'

export type OrderState = OrderMoney & {
  orderId: string
  orderNumber: string
  releases: boolean
  agreed: boolean
  /** What the last `order.part-paid` said was there, so that it is said once. */
  toldReceived: Money
  /** When it was paid in full for the first time. */
  paidAt: Date | null
  /** The last day to pay; null where there is none. */
  payBy: string | null
}

/** With what of its money is still in the order, in the payer's deposit and in suspense. */
export type AttemptState = Holding & {
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

/** Whether a dossier has ended without lodging: nothing is owed for it any more. */
export const isOver = ({ ended }: Pick<DossierState, 'ended'>): boolean =>
  ended === 'returned' || ended === 'withdrawn'

function withPayment(state: DossierState, event: PaymentEvent): DossierState {
  const { attemptId, orderId, driverId, status, amount } = event.data
  const known = state.attempts.find((one) => one.attemptId === attemptId)
  const active = (known?.active ?? true) && isActiveStatus(status)
  const before = { ...noHolding, ...known, attemptId, orderId, driverId, status, amount, active }
  const placed = placedOf(state, event)
  const attempt = placed ? attemptAfter(before, event, placed) : before
  const next = {
    ...state,
    attempts: known
      ? state.attempts.map((one) => (one.attemptId === attemptId ? attempt : one))
      : [...state.attempts, attempt],
  }
  return placed
    ? changeOrder(next, orderId, (order) => orderAfter(order, event, placed, isOver(state)))
    : next
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
      const { orderId, orderNumber, total, releases, agreementNeeded, payBy } = event.data
      const zero = money(0n, total.currency)
      const order: OrderState = {
        orderId,
        orderNumber,
        total,
        releases,
        agreed: !agreementNeeded,
        received: zero,
        credit: zero,
        refunded: zero,
        takenBack: zero,
        toldReceived: zero,
        status: 'open',
        wasPaid: false,
        paidAt: null,
        payBy: payBy ?? null,
      }
      return { ...state, orders: [...state.orders, order] }
    }
    case 'order.agreed':
      return changeOrder(state, event.data.orderId, () => ({ agreed: true }))
    case 'order.overridden':
      return changeOrder(state, event.data.orderId, () => ({ total: event.data.total }))
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.part-funded':
    case 'payment.confirmed':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.doubted':
    case 'payment.reviewed':
    case 'payment.settled':
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
      return withPayment(state, event)
    case 'order.part-paid':
      return changeOrder(state, event.data.orderId, () => ({
        status: 'part-paid',
        toldReceived: event.data.received,
      }))
    case 'order.paid':
      return changeOrder(state, event.data.orderId, (order) => ({
        wasPaid: true,
        status: statusOf({ ...order, wasPaid: true }, isOver(state)),
        paidAt: order.wasPaid ? order.paidAt : event.data.paidAt,
      }))
    case 'dossier.lodged':
      return { ...state, files: event.data.files, ended: 'lodged' }
    case 'dossier.returned':
      return { ...withOpenOrdersCancelled(state), ended: 'returned' }
    case 'dossier.withdrawn':
      return { ...withOpenOrdersCancelled(state), ended: 'withdrawn' }
    case 'refund.changed':
    case 'order.reminded':
    case 'order.overdue':
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
