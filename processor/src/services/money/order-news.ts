/** What an event amounts to for its order: paid in part, paid, or nothing new. Pure. */
import {
  decideDossier,
  foldDossier,
  isZero,
  type DomainEvent,
  type NewEvent,
  type OfficeProfile,
  type PaymentEvent,
} from '@lodge/shared-types'

/** Events by which money comes to an order. */
const settling: readonly string[] = ['payment.confirmed', 'payment.part-funded', 'payment.reviewed']

export const isPaymentEvent = (event: DomainEvent): event is PaymentEvent => event.type.startsWith('payment.')

export const orderIdOf = ({ data }: DomainEvent): string | undefined =>
  'orderId' in data ? data.orderId : undefined

/**
 * Returns what is to be said of the order of `event`. Money counts up to that event, so that the date is that of the payment which
 * completed the order; what was said of the order since then stands, so that nothing is said twice. `countsAt` says whether the
 * bank's time of a payment counts, or when the office learnt of it.
 */
export function newsOfOrder(
  event: DomainEvent,
  history: readonly DomainEvent[],
  countsAt: OfficeProfile['paymentCountsAt'],
): NewEvent[] {
  const orderId = orderIdOf(event)
  const state = foldDossier(history.filter((one) => one.seq <= event.seq || !isPaymentEvent(one)))
  const order = state.orders.find((one) => one.orderId === orderId)
  if (!order) return []
  // Money that was confirmed is not news a second time: only money that came, or an order that owes nothing, settles.
  const settles = isPaymentEvent(event) ? settling.includes(event.type) : isZero(order.total)
  if (!settles) return []
  const paidAt = isPaymentEvent(event)
    ? ((countsAt === 'bank' ? event.data.bankAt : null) ?? event.data.knownAt)
    : null
  return decideDossier({ type: 'settle-order', orderId: order.orderId, paidAt }, state)
}
