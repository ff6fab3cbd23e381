/** Money of a statement for an order: news of the attempt that waits for it, or of one that is opened on the spot. Money wins. */
import {
  advanceAttempt,
  decideDossier,
  foldDossier,
  money,
  streamOf,
  type AttemptStatus,
  type DomainEvent,
  type Money,
  type PaymentFacts,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import { recordPayment } from '../money/record-payment.ts'

export type Told = {
  officeId: string
  /** When the bank booked it. */
  bankAt: Date | null
  lineId: string
  /** What the bank calls it; the line's id where the bank gave it no name. */
  bankReference: string
  by: string
  at: Date
}

/** What an attempt still waits for, in minor units. */
function lacking(attempt: Row<'attempts'>, history: readonly DomainEvent[]): bigint {
  const known = foldDossier(history).attempts.find(({ attemptId }) => attemptId === attempt._id)
  return attempt.amount.amountMinor - (known ? known.order + known.deposit : 0n)
}

/** Opens an attempt that brings exactly this money: the payer never asked for one, or it has ended, or another is under way. */
async function openAttempt(
  { store }: Office,
  session: ClientSession,
  order: Row<'orders'>,
  amount: Money,
  history: readonly DomainEvent[],
  { officeId, driverId, lineId, bankReference, by, at }: Told & { driverId: string },
): Promise<{ attempt: Row<'attempts'>; history: readonly DomainEvent[] }> {
  const { _id: orderId, dossierId, accountId } = order
  const attempt: Row<'attempts'> = {
    _id: uuidv7(),
    ...{ officeId, accountId, dossierId, orderId, driverId, amount },
    status: 'submitting',
    active: false,
    bankReference,
    nextAction: null,
    reason: null,
    polls: 0,
    expiresAt: null,
    rev: 0,
    createdAt: at,
    updatedAt: at,
  }
  await store.attempts.insert([attempt], { session })
  const facts: PaymentFacts = {
    ...{ orderId, attemptId: attempt._id, driverId, amount },
    status: 'submitting',
    moved: null,
    bankAt: null,
    knownAt: at,
    reason: 'seen-on-statement',
  }
  const started = await appendEvents(store, session, {
    ...{ officeId, by, at },
    stream: streamOf('dossier', dossierId),
    events: [{ type: 'payment.started', v: 1, data: facts }],
    causedBy: lineId,
    after: history.at(-1),
  })
  return { attempt, history: [...history, ...started] }
}

const activeStill: readonly AttemptStatus[] = ['partially-funded']

/**
 * Books `amountMinor` as come for an order and returns the attempt that brought it. `driverId` is the one by which payers transfer to
 * the account. The caller books the same amount from the
 * account of the statement to `bank:<driver>`.
 */
export async function takeOrderMoney(
  office: Office,
  session: ClientSession,
  part: { orderId: string; attemptId: string | null; amountMinor: bigint },
  told: Told & { driverId: string },
): Promise<string> {
  const { store } = office
  const { officeId, lineId, bankAt, bankReference, by, at } = told
  const order = await store.orders.one({ _id: part.orderId, officeId }, { session })
  if (!order) throw new Error(`The order ${part.orderId} of line ${lineId} is missing`)
  const stream = streamOf('dossier', order.dossierId)
  const before = await readStream(store, officeId, stream, { session })
  const waiting =
    part.attemptId === null
      ? undefined
      : await store.attempts.one({ _id: part.attemptId, officeId }, { session })
  const amount = money(part.amountMinor, order.total.currency)
  const lack = waiting ? lacking(waiting, before) : 0n
  const { attempt, history } =
    waiting && lack >= part.amountMinor
      ? { attempt: waiting, history: before }
      : await openAttempt(office, session, order, amount, before, told)
  const isWhole = attempt !== waiting || lack === part.amountMinor
  const status = advanceAttempt(attempt.status, isWhole ? 'succeeded' : 'partially-funded')
  if (!status) throw new Error(`The attempt ${attempt._id} (${attempt.status}) takes no money of a transfer`)
  const facts: PaymentFacts = {
    ...{ orderId: order._id, attemptId: attempt._id, driverId: attempt.driverId, amount: attempt.amount },
    ...{ status, moved: amount, bankAt, knownAt: at, reason: null },
  }
  await store.attempts.update(
    { _id: attempt._id, officeId },
    {
      $set: {
        ...{ status, reason: null, updatedAt: at, bankReference: attempt.bankReference ?? bankReference },
        active: attempt.active && activeStill.includes(status),
      },
    },
    { session },
  )
  await recordPayment(office, session, {
    ...{ attempt, history, by, at, causedBy: lineId },
    command: { type: 'record-payment', facts },
  })
  return attempt._id
}

/** Returns whether money of an attempt can be told as taken back by the bank now. */
export const mayReturn = ({ status }: Pick<Row<'attempts'>, 'status'>): boolean =>
  status !== 'review' && advanceAttempt(status, 'returned') === 'returned'

/** Tells that the bank took the money of an attempt back. */
export async function returnMoney(
  office: Office,
  session: ClientSession,
  attempt: Row<'attempts'>,
  moved: Money,
  { bankAt, lineId, by, at }: Told,
  reason: string | null,
): Promise<void> {
  const { store } = office
  const { _id, officeId, dossierId, orderId, driverId, amount } = attempt
  const history = await readStream(store, officeId, streamOf('dossier', dossierId), { session })
  await store.attempts.update(
    { _id, officeId },
    { $set: { status: 'returned', active: false, updatedAt: at } },
    { session },
  )
  await recordPayment(office, session, {
    ...{ attempt, history, by, at, causedBy: lineId },
    command: {
      type: 'record-payment',
      facts: {
        ...{ orderId, attemptId: _id, driverId, amount, status: 'returned', moved, bankAt },
        ...{ knownAt: at, reason },
      },
    },
  })
}

const comes: readonly AttemptStatus[] = [
  'submitting',
  'action-required',
  'awaiting-funds',
  'pending',
  'unknown',
  'failed',
  'cancelled',
  'expired',
]

/**
 * Tells that the money of an attempt is on the office's account. Where its bank has not confirmed it, the statement does: it is
 * taken as come. One in review stays there for people.
 */
export async function settleAttempt(
  office: Office,
  session: ClientSession,
  attempt: Row<'attempts'>,
  { bankAt, lineId, by, at }: Told,
): Promise<void> {
  const { store } = office
  const { _id, officeId, dossierId, orderId, driverId, amount } = attempt
  const stream = streamOf('dossier', dossierId)
  let history = await readStream(store, officeId, stream, { session })
  let { status } = attempt
  const facts = { orderId, attemptId: _id, driverId, amount, bankAt, knownAt: at, reason: null }
  const come = comes.includes(status) ? advanceAttempt(status, 'succeeded') : undefined
  if (come) {
    const told = await recordPayment(office, session, {
      ...{ attempt, history, by, at, causedBy: lineId },
      command: { type: 'record-payment', facts: { ...facts, status: come, moved: amount } },
    })
    history = [...history, ...told]
    status = come
  }
  if (advanceAttempt(status, 'settled') === 'settled') {
    await appendEvents(store, session, {
      ...{ officeId, stream, by, at, causedBy: lineId, after: history.at(-1) },
      events: decideDossier(
        { type: 'record-payment', facts: { ...facts, status: 'settled', moved: null } },
        foldDossier(history),
      ),
    })
    status = 'settled'
  }
  if (status !== attempt.status)
    await store.attempts.update(
      { _id, officeId },
      { $set: { status, active: false, updatedAt: at } },
      { session },
    )
}
