/** How the money of payment events changes what an attempt holds and what an order has. Pure; used by the fold of a dossier. */
import type { AttemptState, DossierState, OrderState } from './dossier.ts'
import type { PaymentEvent } from './events.ts'
import { addMoney, money, type Money } from './money.ts'
import { missingOf, withMoneyBack } from './order.ts'
import {
  nowhere,
  placeIn,
  placeOut,
  suspenseOf,
  withSuspense,
  type OutFrom,
  type Placed,
} from './placement.ts'

const notYet = { order: 0n, deposit: 0n, suspense: [] }

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

/**
 * Returns the parts of money that a payment event of `type` is to move, by the state before it: nothing where none moves. A
 * positive `moved` of `payment.reviewed` leaves suspense for order and deposit; a negative one settles what went out of it.
 */
export function placeFor(
  state: DossierState,
  type: PaymentEvent['type'],
  { attemptId, orderId, moved }: { attemptId: string; orderId: string; moved: Money | null },
  out: OutFrom = {},
): Placed | undefined {
  if (!moved || moved.amountMinor === 0n) return undefined
  const order = state.orders.find((one) => one.orderId === orderId)
  const attempt = state.attempts.find((one) => one.attemptId === attemptId) ?? notYet
  const isOrders = order?.total.currency === moved.currency
  const amount = absolute(moved.amountMinor)
  const isOver = state.ended === 'returned' || state.ended === 'withdrawn'
  const missing = order && isOrders && !isOver ? missingOf(order).amountMinor : 0n
  const suspense = suspenseOf(attempt, moved.currency)
  switch (type) {
    case 'payment.confirmed':
    case 'payment.part-funded':
      return placeIn(missing, amount)
    case 'payment.doubted':
      return { ...nowhere, suspense: amount }
    case 'payment.reviewed':
      return moved.amountMinor > 0n
        ? placeIn(missing, amount)
        : placeOut({ order: attempt.order, deposit: attempt.deposit, suspense: 0n }, amount, out)
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
      return placeOut(
        isOrders
          ? { order: attempt.order, deposit: attempt.deposit, suspense }
          : { order: 0n, deposit: 0n, suspense },
        amount,
        out,
      )
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.settled':
      return undefined
  }
}

/** What events from before the parts were kept meant: an order needed what its total was over all that had ever come for it. */
function placedThen(state: DossierState, { type, data }: PaymentEvent): Placed | undefined {
  const order = state.orders.find((one) => one.orderId === data.orderId)
  const isIn = type === 'payment.confirmed' || type === 'payment.part-funded'
  if (!isIn || !order || !data.moved) return placeFor(state, type, data)
  const total = order.status === 'cancelled' ? 0n : order.total.amountMinor
  const missing = total - order.received.amountMinor
  return placeIn(missing > 0n ? missing : 0n, data.moved.amountMinor)
}

/** Returns where the money of a payment event went, by the event itself or, in an old history, by the state before it. */
export const placedOf = (state: DossierState, event: PaymentEvent): Placed | undefined =>
  event.data.moved ? (event.data.placed ?? placedThen(state, event)) : undefined

const upToZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n)

const cameIn = (attempt: AttemptState, { order, deposit }: Placed): AttemptState => ({
  ...attempt,
  order: attempt.order + order,
  deposit: attempt.deposit + deposit,
})

const wentOut = (attempt: AttemptState, { order, deposit, aside }: Placed): AttemptState => ({
  ...attempt,
  order: upToZero(attempt.order - order),
  deposit: upToZero(attempt.deposit - deposit - aside),
})

/** Returns the attempt once the money of `event` has moved. */
export function attemptAfter(attempt: AttemptState, event: PaymentEvent, placed: Placed): AttemptState {
  const { moved } = event.data
  if (!moved) return attempt
  switch (event.type) {
    case 'payment.confirmed':
    case 'payment.part-funded':
      return cameIn(attempt, placed)
    case 'payment.doubted':
      return withSuspense(attempt, moved.amountMinor, moved.currency)
    case 'payment.reviewed': {
      const after = withSuspense(attempt, -moved.amountMinor, moved.currency)
      return moved.amountMinor > 0n ? cameIn(after, placed) : wentOut(after, placed)
    }
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
      return wentOut(withSuspense(attempt, -placed.suspense, moved.currency), placed)
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.settled':
      return attempt
  }
}

/** Returns the order once the money of `event` has moved. `isOver`: its dossier has ended without lodging. */
export function orderAfter(
  order: OrderState,
  event: PaymentEvent,
  placed: Placed,
  isOver: boolean,
): OrderState {
  const { moved } = event.data
  if (moved?.currency !== order.total.currency) return order
  const of = (amountMinor: bigint): Money => money(amountMinor, order.total.currency)
  const isIn =
    event.type === 'payment.confirmed' ||
    event.type === 'payment.part-funded' ||
    (event.type === 'payment.reviewed' && moved.amountMinor > 0n)
  if (isIn)
    return {
      ...order,
      received: addMoney(order.received, moved),
      credit: addMoney(order.credit, of(placed.deposit)),
    }
  if (event.type === 'payment.doubted' || placed.order === 0n) return order
  const back = withMoneyBack(order, of(placed.order), { isRefund: event.type === 'payment.refunded', isOver })
  return { ...back, toldReceived: back.status === 'part-paid' ? of(0n) : back.toldReceived }
}
