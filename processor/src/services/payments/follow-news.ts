/** What a bank's news makes of an attempt: its next state and the money that moved. Pure; see docs/payments.md for the states. */
import type { DriverOutcome } from '@lodge/bank-drivers'
import {
  advanceAttempt,
  compareMoney,
  money,
  subtractMoney,
  type AttemptStatus,
  type DomainEvent,
  type Money,
} from '@lodge/shared-types'

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

/** `moved` is what moved with this step: in, or out for money that goes back; negative in `review` for money that went out. */
export type Step = { status: AttemptStatus; moved: Money | null; reason: string | null }
type Attempt = { _id: string; status: AttemptStatus; amount: Money }

const moneyIn = ['payment.confirmed', 'payment.part-funded', 'payment.doubted']
const confirmed = ['payment.confirmed', 'payment.part-funded']

/** Sums what earlier events of the attempt moved. */
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

const isPositive = (amount: Money): boolean => amount.amountMinor > 0n

/** Money that came: it counts where it is what was asked, and is kept aside for a person where it is not. */
function followMoneyIn(attempt: Attempt, news: News, history: readonly DomainEvent[]): Step | undefined {
  const { _id, status, amount } = attempt
  const isWhole = news.outcome === 'succeeded'
  const received = news.amount ?? (isWhole ? amount : money(0n, amount.currency))
  const moved = subtractMoney(received, movedBefore(history, _id, moneyIn, received.currency))
  const to = advanceAttempt(status, isWhole ? 'succeeded' : 'partially-funded')
  // More than an attempt that is settled already was to bring: nothing that came is ever ignored.
  if (!to) return isPositive(moved) ? { status: 'review', moved, reason: 'more-money-came' } : undefined
  const isAsExpected =
    received.currency === amount.currency && compareMoney(received, amount) === (isWhole ? 0 : -1)
  if (news.doubt !== undefined || !isAsExpected)
    return { status: 'review', moved, reason: news.doubt ?? 'amount-mismatch' }
  return isWhole || isPositive(moved) ? { status: to, moved, reason: null } : undefined
}

/** Money that went back: refunds and charge-backs are each told in all, so that a repeat moves nothing. */
function followMoneyOut(attempt: Attempt, news: News, history: readonly DomainEvent[]): Step | undefined {
  const { _id, status, amount } = attempt
  const isChargeBack = news.outcome === 'charged-back'
  const back = news.amount ?? amount
  const told = isChargeBack ? ['payment.charged-back'] : ['payment.refunded']
  const moved = subtractMoney(back, movedBefore(history, _id, told, back.currency))
  if (!isPositive(moved)) return undefined
  // What came before it went back was never told: a person has to find out.
  if (!isPositive(movedBefore(history, _id, confirmed, back.currency)))
    return { status: 'review', moved: null, reason: `${news.outcome}-before-confirmed` }
  const wanted = isChargeBack
    ? 'charged-back'
    : compareMoney(back, amount) >= 0
      ? 'refunded'
      : 'partially-refunded'
  const to = advanceAttempt(status, wanted)
  return to
    ? { status: to, moved, reason: null }
    : { status: 'review', moved: money(-moved.amountMinor, moved.currency), reason: 'more-money-went-back' }
}

/** An end without money by the name that the attempt's state allows, so that no bank's habit leaves it open for ever. */
function followEnd(status: AttemptStatus, outcome: 'failed' | 'cancelled' | 'expired', reason?: string) {
  for (const end of [outcome, 'failed', 'expired'] as const) {
    const to = advanceAttempt(status, end)
    if (to) return { status: to, moved: null, reason: reason ?? (end === outcome ? null : `bank-${outcome}`) }
  }
  return undefined
}

/** Returns where the news takes the attempt and which money moved, or undefined when it changes nothing. */
export function followNews(attempt: Attempt, news: News, history: readonly DomainEvent[]): Step | undefined {
  const { status } = attempt
  // Leaving review takes two people: no bank's word does it.
  if (status === 'review') return undefined
  const { outcome, reason } = news
  switch (outcome) {
    case 'succeeded':
    case 'partially-funded':
      return followMoneyIn(attempt, news, history)
    case 'refunded':
    case 'charged-back':
      return followMoneyOut(attempt, news, history)
    case 'failed':
    case 'cancelled':
    case 'expired':
      return followEnd(status, outcome, reason)
    case 'unknown': {
      const to = advanceAttempt(status, 'unknown')
      const why = reason ?? `unknown-bank-status:${news.bankStatus}`.slice(0, 200)
      return to && { status: to, moved: null, reason: why }
    }
    case 'action-required':
    case 'awaiting-funds':
    case 'pending': {
      const to = advanceAttempt(status, outcome)
      return to && { status: to, moved: null, reason: reason ?? null }
    }
  }
}
