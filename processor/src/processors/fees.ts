/** Fees: books every movement of money in the journal, and says what it amounts to for the order. */
import {
  addMoney,
  splitReceipt,
  decideDossier,
  foldDossier,
  isZero,
  money,
  streamOf,
  idOfStream,
  type DomainEvent,
  type DossierState,
  type Money,
  type NewEvent,
  type PaymentEvent,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import type { Handling, Processor } from '../work/processor.ts'

type JournalLine = { account: string; amountMinor: bigint; currency: Money['currency'] }

const debit = (account: string, amount: Money): JournalLine => ({ account, ...amount })
const credit = (account: string, amount: Money): JournalLine => ({
  account,
  currency: amount.currency,
  amountMinor: -amount.amountMinor,
})

const isPayment = (event: DomainEvent): event is PaymentEvent => event.type.startsWith('payment.')

/** Where money that came with `event` goes: the order, the payer's deposit, or suspense while a person looks. */
function linesOf(event: PaymentEvent, before: DossierState): JournalLine[] {
  const { moved, driverId, orderId } = event.data
  if (!moved || isZero(moved)) return []
  const bank = `bank:${driverId}`
  const order = before.orders.find((one) => one.orderId === orderId)
  switch (event.type) {
    case 'payment.confirmed':
    case 'payment.part-funded': {
      if (!order) return [debit(bank, moved), credit('suspense', moved)]
      const { toOrder, toCredit } = splitReceipt(order, moved)
      return [
        debit(bank, moved),
        credit(`order:${orderId}`, toOrder),
        credit(`deposit:${before.submission?.accountId ?? 'unknown'}`, toCredit),
      ]
    }
    case 'payment.doubted':
      return [debit(bank, moved), credit('suspense', moved)]
    case 'payment.reviewed':
      return [debit('suspense', moved), credit(`order:${orderId}`, moved)]
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
      return [debit(`order:${orderId}`, moved), credit(bank, moved)]
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.settled':
      return []
  }
}

async function book(handling: Handling, event: PaymentEvent, before: DossierState): Promise<void> {
  const lines = linesOf(event, before).filter((line) => line.amountMinor !== 0n)
  if (lines.length === 0) return
  const { office, session, profile, at } = handling
  await office.store.journal.insert(
    [{ _id: uuidv7(), officeId: profile.id, at, causedBy: event.eventId, text: event.type, lines }],
    { session },
  )
}

const orderIdOf = (event: DomainEvent): string | undefined =>
  'orderId' in event.data ? event.data.orderId : undefined

export const fees: Processor = {
  name: 'fees',
  takes: 'each',
  async handle([event], handling) {
    const { office, profile, session, history } = handling
    const state = foldDossier(history)
    if (isPayment(event))
      await book(handling, event, foldDossier(history.filter((one) => one.seq < event.seq)))
    const orderId = orderIdOf(event)
    const order = state.orders.find((one) => one.orderId === orderId)
    if (!orderId || !order) return
    // Money that was confirmed is not news a second time: only a confirmed payment or an order that owes nothing settles.
    const settles = isPayment(event)
      ? event.type === 'payment.confirmed' || event.type === 'payment.part-funded'
      : isZero(order.total)
    const paidAt = isPayment(event)
      ? ((profile.paymentCountsAt === 'bank' ? event.data.bankAt : null) ?? event.data.knownAt)
      : null
    const decided: NewEvent[] = settles ? decideDossier({ type: 'settle-order', orderId, paidAt }, state) : []
    await handling.append(streamOf('dossier', idOfStream(event.stream)), decided)
    const paid = decided.find((one) => one.type === 'order.paid')
    const status = paid ? 'paid' : decided.length > 0 ? 'part-paid' : order.status
    await office.store.orders.update(
      { _id: orderId, officeId: profile.id },
      {
        $set: {
          received: order.received,
          credit: order.credit,
          status,
          paidAt: paid ? paidAt : order.paidAt,
        },
      },
      { session },
    )
  },
}

/** Returns the balance of each account and currency over journal rows: + debit, - credit; all of them add up to zero. */
export function balancesOf(rows: readonly { lines: readonly JournalLine[] }[]): Map<string, Money> {
  const balances = new Map<string, Money>()
  for (const { account, amountMinor, currency } of rows.flatMap((row) => row.lines)) {
    const key = `${account}|${currency}`
    balances.set(key, addMoney(balances.get(key) ?? money(0n, currency), money(amountMinor, currency)))
  }
  return balances
}
