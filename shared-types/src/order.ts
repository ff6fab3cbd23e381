/** What a dossier owes: the states of an order and where received money goes. */
import { z } from 'zod'
import { compareMoney, money, subtractMoney, type Money } from './money.ts'

export const orderStatuses = ['open', 'part-paid', 'paid', 'part-refunded', 'refunded', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]
export const orderStatusSchema = z.enum(orderStatuses)

export const nextOrderStatuses = {
  open: ['part-paid', 'paid', 'cancelled'],
  'part-paid': ['part-paid', 'paid', 'refunded'],
  paid: ['part-refunded', 'refunded'],
  'part-refunded': ['refunded'],
  refunded: [],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

/**
 * Splits money that came in for an order of `total`, of which `receivedBefore` is already there: as much as is missing
 * goes to the order, the rest is the payer's credit. Nothing is ever ignored.
 */
export function applyReceipt(
  total: Money,
  receivedBefore: Money,
  received: Money,
): { toOrder: Money; toCredit: Money } {
  const missing = subtractMoney(total, receivedBefore)
  const zero = money(0n, total.currency)
  const open = compareMoney(missing, zero) > 0 ? missing : zero
  const toOrder = compareMoney(received, open) > 0 ? open : received
  return { toOrder, toCredit: subtractMoney(received, toOrder) }
}
