/** Where an attempt's money sits: in the order or in the payer's deposit. Booked by fees, told on the account's history. */
import {
  evolveDossier,
  money,
  noDossier,
  splitReceipt,
  type DomainEvent,
  type DossierState,
  type Money,
  type PaymentEvent,
} from '@lodge/shared-types'

/** The parts add up to what moved. */
export type Placed = { order: Money; deposit: Money }

const isPayment = (event: DomainEvent): event is PaymentEvent => event.type.startsWith('payment.')

/** Money in: what the order still needs goes to it, the rest is the payer's. */
function placeIn(before: DossierState, orderId: string, moved: Money): Placed {
  const order = before.orders.find((one) => one.orderId === orderId)
  if (!order) return { order: money(0n, moved.currency), deposit: moved }
  const { toOrder, toCredit } = splitReceipt(order, moved)
  return { order: toOrder, deposit: toCredit }
}

/** Money out: first what the order did not need, then the order's. */
function placeOut(held: bigint, moved: Money): Placed {
  const deposit = moved.amountMinor < held ? moved.amountMinor : held
  return {
    order: money(moved.amountMinor - deposit, moved.currency),
    deposit: money(deposit, moved.currency),
  }
}

/**
 * Returns where the money that moved with the last of `history` came from or went to, both positive; undefined when it
 * is no event by which money counts.
 */
export function placeMoney(history: readonly DomainEvent[]): Placed | undefined {
  const last = history.at(-1)
  if (!last || !isPayment(last)) return undefined
  const { attemptId } = last.data
  let state: DossierState = noDossier
  let held = 0n
  let placed: Placed | undefined
  for (const event of history) {
    placed = undefined
    if (isPayment(event) && event.data.moved && event.data.attemptId === attemptId) {
      const { orderId, moved } = event.data
      switch (event.type) {
        case 'payment.confirmed':
        case 'payment.part-funded':
          placed = placeIn(state, orderId, moved)
          held += placed.deposit.amountMinor
          break
        case 'payment.refunded':
        case 'payment.returned':
        case 'payment.charged-back':
          placed = placeOut(held, moved)
          held -= placed.deposit.amountMinor
          break
        case 'payment.started':
        case 'payment.awaited':
        case 'payment.failed':
        case 'payment.cancelled':
        case 'payment.expired':
        case 'payment.doubted':
        case 'payment.reviewed':
        case 'payment.settled':
          break
      }
    }
    state = evolveDossier(state, event)
  }
  return placed
}
