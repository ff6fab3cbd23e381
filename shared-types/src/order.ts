/** What a dossier owes: the states of an order, where received money goes, and what it holds and lacks. */
import { z } from 'zod'
import { addMoney, money, subtractMoney, type Money } from './money.ts'

export const orderStatuses = ['open', 'part-paid', 'paid', 'part-refunded', 'refunded', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]
export const orderStatusSchema = z.enum(orderStatuses)

/** Money that a bank takes back, other than a refund, is owed again: then a paid order is paid in part. */
export const nextOrderStatuses = {
  open: ['part-paid', 'paid', 'cancelled'],
  'part-paid': ['part-paid', 'paid', 'part-refunded', 'refunded'],
  paid: ['part-paid', 'part-refunded', 'refunded'],
  'part-refunded': ['part-paid', 'part-refunded', 'refunded'],
  refunded: [],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

/** What came and went for an order; all amounts are in its currency. */
export type OrderMoney = {
  total: Money
  /** Money that counts for it, confirmed or taken by two people, before any went back; with what was over its total. */
  received: Money
  /** What of that was the payer's credit. */
  credit: Money
  /** What the office gave back of an order that was paid: it is owed no more. */
  refunded: Money
  /** What banks took back, and what went back before the order was paid: it is owed again. */
  takenBack: Money
  status: OrderStatus
  /** It has been paid in full once, whatever went back afterwards. */
  wasPaid: boolean
}

/** Returns what of an order's money is still there. */
export const heldOf = ({ received, credit, refunded, takenBack }: OrderMoney): Money =>
  [credit, refunded, takenBack].reduce(subtractMoney, received)

/** Returns what an order lacks; zero when it needs nothing, or nothing any more. */
export function missingOf({ total, received, credit, takenBack, status }: OrderMoney): Money {
  const zero = money(0n, total.currency)
  if (status === 'cancelled' || status === 'refunded') return zero
  const missing = money(
    total.amountMinor + takenBack.amountMinor - received.amountMinor + credit.amountMinor,
    total.currency,
  )
  return missing.amountMinor > 0n ? missing : zero
}

/**
 * Returns an order after `amount` of its money went back: by a refund, or taken by a bank (charge-back, return). `isOver` says that
 * its dossier has ended without lodging, so that nothing is owed again.
 */
export function withMoneyBack<O extends OrderMoney>(
  order: O,
  amount: Money,
  { isRefund, isOver }: { isRefund: boolean; isOver: boolean },
): O {
  const isGivenUp = isOver || (isRefund && order.wasPaid)
  const moved = isGivenUp
    ? { ...order, refunded: addMoney(order.refunded, amount) }
    : { ...order, takenBack: addMoney(order.takenBack, amount) }
  return { ...moved, status: statusOf(moved, isOver) }
}

/** Returns the status of an order by what came and went: paid only once that was said. */
export function statusOf(order: OrderMoney, isOver = false): OrderStatus {
  if (order.status === 'cancelled') return 'cancelled'
  if (!isOver && missingOf(order).amountMinor > 0n)
    return order.received.amountMinor > 0n ? 'part-paid' : 'open'
  if (order.refunded.amountMinor > 0n) return heldOf(order).amountMinor > 0n ? 'part-refunded' : 'refunded'
  return order.wasPaid ? 'paid' : order.status
}
