/** Applies what a bank says of an attempt, from a callback, a query or an answer: compare, then one transaction. */
import { streamOf, type PaymentFacts } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { raiseAlarm } from '../../work/alarm.ts'
import { recordPayment } from '../money/record-payment.ts'
import { followNews, type News } from './follow-news.ts'

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
    const history = await readStream(store, officeId, streamOf('dossier', dossierId), { session })
    const step = followNews(before, news, history)
    const bankReference = news.bankReference ?? before.bankReference
    const unchanged = async () => {
      if (bankReference !== before.bankReference)
        await store.attempts.update(
          { _id: attemptId },
          { $set: { bankReference, updatedAt: clock.now() } },
          { session },
        )
      return { before, after: { ...before, bankReference }, changed: false }
    }
    if (!step) return unchanged()
    const { status, moved, reason } = step
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
    const appended = await recordPayment(office, session, {
      attempt: before,
      history,
      command: { type: 'record-payment', facts },
      set: { bankReference },
      by: news.by,
      causedBy: news.causedBy ?? uuidv7(),
      at: clock.now(),
    })
    if (appended.length === 0) return unchanged()
    const after = (await store.attempts.one({ _id: attemptId }, { session })) ?? before
    return { before, after, changed: true }
  })
  office.nudgeRelay()
  if (result) await alarmAbout(office, result.before, news, result.changed)
  return result?.after
}
