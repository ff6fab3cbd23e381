/** The one way by which money of an attempt moves: event, books, deposit and refunds, all in the caller's transaction. */
import { foldDossier, missingOf, streamOf, type Currency, type DomainEvent } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents } from '../../store/streams.ts'
import { changeDeposit, depositBalance } from './deposits.ts'
import {
  planPayment,
  takesMoney,
  type PaymentCommand,
  type PaymentPlan,
  type PlanFrom,
} from './plan-payment.ts'
import type { Booked, KnownRefund } from './refund-rules.ts'

export type Recording = {
  attempt: Row<'attempts'>
  history: readonly DomainEvent[]
  command: PaymentCommand
  /** Of the refund that the money is of, where that is certain; else it is laid upon the refunds that it may be of. */
  booked?: readonly Booked[] | undefined
  /** What else changes in the attempt's row. */
  set?: Partial<Row<'attempts'>>
  by: string
  causedBy: string
  at: Date
}

export const knownRefund = (row: Row<'refunds'>): KnownRefund => {
  const { _id, from, way, amount, state, bookedMinor, asideMinor } = row
  return { refundId: _id, from, way, amount, state, bookedMinor, asideMinor }
}

/** Returns the refunds of an attempt, the earliest first. */
export const refundsOfAttempt = (
  { store }: Pick<Office, 'store'>,
  session: ClientSession | undefined,
  { officeId, _id }: Pick<Row<'attempts'>, 'officeId' | '_id'>,
): Promise<Row<'refunds'>[]> =>
  store.refunds.many({ officeId, attemptId: _id }, { session, sort: { createdAt: 1, _id: 1 } })

async function fromOf(
  office: Office,
  session: ClientSession,
  { attempt, command, booked }: Recording,
): Promise<PlanFrom> {
  const certain = booked === undefined ? {} : { booked }
  if (!takesMoney(command)) return { depositBalance: 0n, refunds: [], ...certain }
  const { officeId, accountId, amount } = attempt
  const currency: Currency = command.facts.moved?.currency ?? amount.currency
  return {
    depositBalance: await depositBalance(office, session, { officeId, accountId, currency }),
    refunds: (await refundsOfAttempt(office, session, attempt)).map(knownRefund),
    ...certain,
  }
}

/** Books what the event in hand moved, and moves the payer's deposit. */
async function book(
  office: Office,
  session: ClientSession,
  { eventId, type }: DomainEvent,
  { lines, deposit, depositReason, booked }: PaymentPlan,
  { attempt, by, at, history }: Recording,
): Promise<void> {
  if (lines.length === 0) return
  const { officeId, accountId, orderId } = attempt
  office.store.journal.add([{ _id: uuidv7(), officeId, at, causedBy: eventId, text: type, lines }], session)
  for (const { refundId, amountMinor, asideMinor } of booked)
    await office.store.refunds.update(
      { _id: refundId, officeId },
      { $inc: { bookedMinor: amountMinor, asideMinor: -asideMinor }, $set: { updatedAt: at } },
      { session },
    )
  if (!deposit) return
  const order = foldDossier(history).orders.find((one) => one.orderId === orderId)
  const isMoved = await changeDeposit(office, session, {
    ...{ officeId, accountId, by, at, change: deposit, entryId: eventId, causedBy: eventId },
    kind: depositReason,
    about: order?.orderNumber ?? orderId,
  })
  // The balance was read in this very snapshot.
  if (!isMoved) throw new Error(`The deposit of ${accountId} does not hold what ${eventId} takes from it`)
}

/**
 * Decides what an attempt's news or review comes to, appends the event, and moves the attempt's row and the money with it. Returns
 * the event, none for news that change nothing.
 * @throws ProblemError as `decideDossier` does.
 */
export async function recordPayment(
  office: Office,
  session: ClientSession,
  recording: Recording,
): Promise<DomainEvent[]> {
  const { store } = office
  const { attempt, history, command, by, causedBy, at } = recording
  const { _id, officeId, dossierId, accountId } = attempt
  const plan = planPayment(history, accountId, command, await fromOf(office, session, recording))
  if (!plan) return []
  const appended = await appendEvents(store, session, {
    ...{ officeId, by, causedBy, at, events: [plan.event] },
    stream: streamOf('dossier', dossierId),
    after: history.at(-1),
  })
  for (const event of appended) await book(office, session, event, plan, recording)
  const { status, mayBeActive } = plan
  const { reason } = plan.event.data
  await store.attempts.update(
    { _id, officeId },
    {
      $set: { ...recording.set, status, reason, active: attempt.active && mayBeActive, updatedAt: at },
      $inc: { rev: 1 },
    },
    { session },
  )
  return appended
}

/** Returns the members of an order's row that follow from its dossier's history. */
export function orderRowOf(
  history: readonly DomainEvent[],
  orderId: string,
): Pick<Row<'orders'>, 'received' | 'credit' | 'missing' | 'status' | 'paidAt'> | undefined {
  const order = foldDossier(history).orders.find((one) => one.orderId === orderId)
  if (!order) return undefined
  const { received, credit, status, paidAt } = order
  return { received, credit, missing: missingOf(order), status, paidAt }
}
