/** Fees: books every movement of money in the journal, and says what it amounts to for the order. */
import {
  addMoney,
  decideDossier,
  foldDossier,
  formatMoney,
  isZero,
  money,
  streamOf,
  idOfStream,
  type DomainEvent,
  type Money,
  type NewEvent,
  type PaymentEvent,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { placeMoney } from '../services/payments/placed-money.ts'
import { newTask } from '../work/new-task.ts'
import type { Handling, Processor } from '../work/processor.ts'

type JournalLine = { account: string; amountMinor: bigint; currency: Money['currency'] }

const debit = (account: string, amount: Money): JournalLine => ({ account, ...amount })
const credit = (account: string, amount: Money): JournalLine => ({
  account,
  currency: amount.currency,
  amountMinor: -amount.amountMinor,
})

const isPayment = (event: DomainEvent): event is PaymentEvent => event.type.startsWith('payment.')

/** Where money that came or went with the last of `history` is booked: the order, the payer's deposit, or suspense. */
function linesOf(event: PaymentEvent, history: readonly DomainEvent[]): JournalLine[] {
  const { moved, driverId, orderId } = event.data
  if (!moved) return []
  const bank = `bank:${driverId}`
  const order = `order:${orderId}`
  const deposit = `deposit:${foldDossier(history).submission?.accountId ?? 'unknown'}`
  const placed = placeMoney(history)
  switch (event.type) {
    case 'payment.confirmed':
    case 'payment.part-funded':
      return placed
        ? [debit(bank, moved), credit(order, placed.order), credit(deposit, placed.deposit)]
        : [debit(bank, moved), credit('suspense', moved)]
    case 'payment.doubted':
      return [debit(bank, moved), credit('suspense', moved)]
    case 'payment.reviewed':
      return [debit('suspense', moved), credit(order, moved)]
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
      return placed
        ? [debit(order, placed.order), debit(deposit, placed.deposit), credit(bank, moved)]
        : [debit('suspense', moved), credit(bank, moved)]
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.settled':
      return []
  }
}

function book(handling: Handling, event: PaymentEvent): void {
  const { office, session, profile, at } = handling
  const upToNow = handling.history.filter((one) => one.seq <= event.seq)
  const lines = linesOf(event, upToNow).filter((line) => line.amountMinor !== 0n)
  if (lines.length === 0) return
  office.store.journal.add(
    [{ _id: uuidv7(), officeId: profile.id, at, causedBy: event.eventId, text: event.type, lines }],
    session,
  )
}

/** Money in review waits for people: finance finds it among its tasks. */
function openReview(handling: Handling, event: PaymentEvent): void {
  if (event.data.status !== 'review') return
  const { office, session, profile, at, history } = handling
  const { orderId, attemptId, amount, moved, reason } = event.data
  const order = foldDossier(history).orders.find((one) => one.orderId === orderId)
  const came = moved ? `; ${formatMoney(moved)} came and is kept in suspense` : ''
  office.store.tasks.add(
    [
      newTask({
        officeId: profile.id,
        kind: 'alarm',
        role: 'finance',
        stream: event.stream,
        subject: `${order?.orderNumber ?? orderId}: the payment ${attemptId} of ${formatMoney(amount)} is in review (${reason ?? 'no reason'})${came}.`,
        openedAt: at,
        causedBy: event.eventId,
      }),
    ],
    session,
  )
}

const orderIdOf = (event: DomainEvent): string | undefined =>
  'orderId' in event.data ? event.data.orderId : undefined

export const fees: Processor = {
  name: 'fees',
  takes: 'each',
  async handle([event], handling) {
    const { office, profile, session, history } = handling
    // Money counts up to the event in hand, so that the date is that of the payment which completed it; what was said of
    // the order since then stands, so that nothing is said twice.
    const state = foldDossier(history.filter((one) => one.seq <= event.seq || !isPayment(one)))
    if (isPayment(event)) {
      book(handling, event)
      openReview(handling, event)
    }
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
