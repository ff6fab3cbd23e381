/** Applies what a bank says of an attempt, from a callback, a query or an answer: compare, then one transaction. */
import {
  activeAttemptStatuses,
  decideDossier,
  foldDossier,
  isZero,
  streamOf,
  type AttemptStatus,
  type DomainEvent,
  type PaymentFacts,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import { raiseAlarm } from '../../work/alarm.ts'
import { followNews, type News } from './follow-news.ts'
import { placeMoney } from './placed-money.ts'

const isActive = (status: AttemptStatus): boolean => activeAttemptStatuses.some((active) => active === status)

/** Money beyond what the order needs is the payer's: it comes into their account's history, and leaves it when it goes back. */
async function tellAccount(
  office: Office,
  session: ClientSession,
  attempt: Row<'attempts'>,
  history: readonly DomainEvent[],
): Promise<void> {
  const cause = history.at(-1)
  const placed = placeMoney(history)
  if (!cause || !placed || isZero(placed.deposit)) return
  const cameIn = cause.type === 'payment.confirmed' || cause.type === 'payment.part-funded'
  const { officeId, accountId, orderId } = attempt
  const data = {
    amount: placed.deposit,
    entryId: cause.eventId,
    reason: `${cameIn ? 'over-payment' : 'money back'} of order ${orderId}`,
  }
  await appendEvents(office.store, session, {
    officeId,
    stream: streamOf('account', accountId),
    events: [{ type: cameIn ? 'account.credited' : 'account.debited', v: 1, data }],
    by: cause.by,
    causedBy: cause.eventId,
    at: cause.at,
  })
}

/** Calls a person where the bank's words fit nothing that is known of the attempt. Money in review has its own task, from fees. */
async function alarmAbout(
  office: Office,
  before: Row<'attempts'>,
  news: News,
  changed: boolean,
): Promise<void> {
  const { officeId, _id, status } = before
  const isUnmapped = news.outcome === 'unknown' && news.reason === undefined
  const wentBack = news.outcome === 'refunded' || news.outcome === 'charged-back'
  const contradicts = !changed && (news.doubt !== undefined || (wentBack && status === 'review'))
  if (!isUnmapped && !contradicts) return
  await raiseAlarm(office, {
    officeId,
    key: `payment:${_id}:${news.outcome}:${news.bankStatus}`,
    what: `The payment attempt ${_id} (${status}) needs a person: the bank says ${news.doubt ?? news.bankStatus}.`,
  })
}

/**
 * Moves the attempt as the news says, appends the payment event and, for money beyond the order, the credit. A repeat, or
 * news that would move a money state back, changes nothing. Returns the attempt as it is afterwards.
 */
export async function applyNews(
  office: Office,
  attemptId: string,
  news: News,
  inSession?: (session: ClientSession) => Promise<void>,
): Promise<Row<'attempts'> | undefined> {
  const { store, clock } = office
  const result = await store.transaction(async (session) => {
    await inSession?.(session)
    const before = await store.attempts.one({ _id: attemptId }, { session })
    if (!before) return undefined
    const { officeId, dossierId, orderId, driverId, amount } = before
    const stream = streamOf('dossier', dossierId)
    const history = await readStream(store, officeId, stream, { session })
    const step = followNews(before, news, history)
    const known = { bankReference: news.bankReference ?? before.bankReference, updatedAt: clock.now() }
    if (!step) {
      if (known.bankReference !== before.bankReference)
        await store.attempts.update({ _id: attemptId }, { $set: known }, { session })
      return { before, after: { ...before, bankReference: known.bankReference }, changed: false }
    }
    const { status, moved, reason } = step
    const change = { ...known, status, active: before.active && isActive(status), reason }
    await store.attempts.update({ _id: attemptId }, { $set: change }, { session })
    const facts: PaymentFacts = {
      orderId,
      attemptId,
      driverId,
      status,
      amount,
      moved,
      bankAt: news.bankAt,
      knownAt: clock.now(),
      reason,
    }
    const appended = await appendEvents(store, session, {
      officeId,
      stream,
      events: decideDossier({ type: 'record-payment', facts }, foldDossier(history)),
      by: news.by,
      causedBy: news.causedBy ?? uuidv7(),
      at: clock.now(),
      after: history.at(-1),
    })
    await tellAccount(office, session, before, [...history, ...appended])
    return { before, after: { ...before, ...change }, changed: true }
  })
  office.nudgeRelay()
  if (result) await alarmAbout(office, result.before, news, result.changed)
  return result?.after
}
