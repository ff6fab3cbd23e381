/** Applies what a bank says of an attempt, from a callback, a query or an answer: compare, then one transaction. */
import type { DriverOutcome } from '@lodge/bank-drivers'
import {
  activeAttemptStatuses,
  advanceAttempt,
  splitReceipt,
  compareMoney,
  decideDossier,
  foldDossier,
  isZero,
  money,
  streamOf,
  subtractMoney,
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
import { raiseAlarm } from '../../work/alarm.ts'

export type News = {
  outcome: DriverOutcome
  bankReference: string | null
  bankStatus: string
  /** What came in all (money states) or went back in all (refunds); null when the bank named no amount. */
  amount: Money | null
  bankAt: Date | null
  /** `driver:<id>` or the processor that asked. */
  by: string
  causedBy: string | null
  /** Why it failed or is unknown, where the caller knows more than the bank's status. */
  reason?: string
  /** The bank's words contradict each other: money that came is kept aside until two people have looked. */
  doubt?: string
}

type Target = { status: AttemptStatus; moved: Money | null; reason: string | null }

/** Sums what earlier events of the attempt moved in, or out. */
function movedBefore(
  history: readonly DomainEvent[],
  attemptId: string,
  types: readonly string[],
  currency: Money['currency'],
): Money {
  const sum = history.reduce(
    (total, event) =>
      'moved' in event.data &&
      event.data.attemptId === attemptId &&
      types.includes(event.type) &&
      event.data.moved?.currency === currency
        ? total + event.data.moved.amountMinor
        : total,
    0n,
  )
  return money(sum, currency)
}

const moneyIn = ['payment.confirmed', 'payment.part-funded', 'payment.doubted']
const moneyOut = ['payment.refunded', 'payment.returned', 'payment.charged-back']

/** Returns where the news takes the attempt and which money moved, or undefined when it changes nothing. */
function targetOf(attempt: Row<'attempts'>, news: News, history: readonly DomainEvent[]): Target | undefined {
  const { _id, status, amount } = attempt
  // Leaving review takes two people: no bank's word does it.
  if (status === 'review') return undefined
  const { outcome } = news
  const came = (currency: Money['currency']) => movedBefore(history, _id, moneyIn, currency)
  switch (outcome) {
    case 'succeeded': {
      const received = news.amount ?? amount
      if (
        news.doubt !== undefined ||
        received.currency !== amount.currency ||
        compareMoney(received, amount) !== 0
      ) {
        if (advanceAttempt(status, 'succeeded') === undefined) return undefined
        return {
          status: 'review',
          moved: subtractMoney(received, came(received.currency)),
          reason: news.doubt ?? 'amount-mismatch',
        }
      }
      const to = advanceAttempt(status, 'succeeded')
      return to && { status: to, moved: subtractMoney(received, came(received.currency)), reason: null }
    }
    case 'partially-funded': {
      const to = advanceAttempt(status, 'partially-funded')
      const received = news.amount ?? money(0n, amount.currency)
      const moved = subtractMoney(received, came(received.currency))
      return to && !isZero(moved) ? { status: to, moved, reason: null } : undefined
    }
    case 'refunded':
    case 'charged-back': {
      const back = news.amount ?? amount
      const isWhole = compareMoney(back, amount) >= 0
      const to = advanceAttempt(
        status,
        outcome === 'charged-back' ? 'charged-back' : isWhole ? 'refunded' : 'partially-refunded',
      )
      const moved = subtractMoney(back, movedBefore(history, _id, moneyOut, back.currency))
      return to && !isZero(moved) ? { status: to, moved, reason: null } : undefined
    }
    case 'unknown': {
      const to = advanceAttempt(status, 'unknown')
      return (
        to && {
          status: to,
          moved: null,
          reason: news.reason ?? `unknown-bank-status:${news.bankStatus}`.slice(0, 200),
        }
      )
    }
    case 'action-required':
    case 'awaiting-funds':
    case 'pending':
    case 'failed':
    case 'cancelled':
    case 'expired': {
      const to = advanceAttempt(status, outcome)
      return to && { status: to, moved: null, reason: news.reason ?? null }
    }
  }
}

const isActive = (status: AttemptStatus): boolean => activeAttemptStatuses.some((active) => active === status)

/** Money beyond what the order needs is the payer's credit: it is in their account's history. */
async function creditPayer(
  office: Office,
  session: ClientSession,
  attempt: Row<'attempts'>,
  credit: Money,
  cause: DomainEvent,
): Promise<void> {
  await appendEvents(office.store, session, {
    officeId: attempt.officeId,
    stream: streamOf('account', attempt.accountId),
    events: [
      {
        type: 'account.credited',
        v: 1,
        data: { amount: credit, entryId: cause.eventId, reason: `over-payment of order ${attempt.orderId}` },
      },
    ],
    by: cause.by,
    causedBy: cause.eventId,
    at: cause.at,
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
    const attempt = await store.attempts.one({ _id: attemptId }, { session })
    if (!attempt) return undefined
    const { officeId, dossierId, orderId, driverId, amount } = attempt
    const stream = streamOf('dossier', dossierId)
    const history = await readStream(store, officeId, stream, { session })
    const target = targetOf(attempt, news, history)
    const known = { bankReference: news.bankReference ?? attempt.bankReference, updatedAt: clock.now() }
    if (!target) {
      if (known.bankReference !== attempt.bankReference)
        await store.attempts.update({ _id: attemptId }, { $set: known }, { session })
      return { attempt, target }
    }
    const { status, moved, reason } = target
    const changed = { ...known, status, active: attempt.active && isActive(status), reason }
    await store.attempts.update({ _id: attemptId, status: attempt.status }, { $set: changed }, { session })
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
    const state = foldDossier(history)
    const [event] = await appendEvents(store, session, {
      officeId,
      stream,
      events: decideDossier({ type: 'record-payment', facts }, state),
      by: news.by,
      causedBy: news.causedBy ?? uuidv7(),
      at: clock.now(),
      after: history.at(-1),
    })
    const order = state.orders.find((one) => one.orderId === orderId)
    if (event?.type === 'payment.confirmed' && order && moved) {
      const { toCredit } = splitReceipt(order, moved)
      if (!isZero(toCredit)) await creditPayer(office, session, attempt, toCredit, event)
    }
    return { attempt: { ...attempt, ...changed }, target }
  })
  office.nudgeRelay()
  if (result?.target && (result.target.status === 'review' || news.outcome === 'unknown'))
    await raiseAlarm(office, {
      officeId: result.attempt.officeId,
      key: `payment:${attemptId}:${result.target.status}:${news.bankStatus}`,
      what: `The payment attempt ${attemptId} needs a person: ${result.target.reason ?? news.bankStatus}`,
    })
  return result?.attempt
}
