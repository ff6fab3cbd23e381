/** What a bank's news makes of an attempt: its next state and the money that moved. Pure; see docs/payments.md for the states. */
import type { DriverOutcome } from '@lodge/bank-drivers'
import {
  advanceAttempt,
  compareMoney,
  money,
  subtractMoney,
  type AttemptStatus,
  type Currency,
  type DomainEvent,
  type Money,
} from '@lodge/shared-types'
import { tooMuchBack, toldBack } from '../money/refund-rules.ts'

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

/** What earlier events of an attempt have told of its money in one currency. */
function toldOf(history: readonly DomainEvent[], attemptId: string, currency: Currency) {
  /** All that came, counted or kept aside; and what of it the bank has not given back: a pay-out or a credit is no bank's word. */
  let [came, left] = [0n, 0n]
  for (const { type, data } of history) {
    if (!('moved' in data) || data.attemptId !== attemptId || data.moved?.currency !== currency) continue
    const { amountMinor } = data.moved
    if (type === 'payment.confirmed' || type === 'payment.part-funded' || type === 'payment.doubted') {
      if (amountMinor > 0n) came += amountMinor
      left += amountMinor
    } else if (isBack(type) && (data.route ?? 'bank') === 'bank') left -= amountMinor
    // What was short in suspense and was settled by two people is not missing a second time.
    else if (type === 'payment.reviewed' && amountMinor < 0n) left -= amountMinor
  }
  return { came, left }
}

const backTypes = ['payment.refunded', 'payment.returned', 'payment.charged-back']
const isBack = (type: string): boolean => backTypes.includes(type)
const endedEmpty: readonly AttemptStatus[] = ['failed', 'cancelled', 'expired']

const isPositive = (amount: Money): boolean => amount.amountMinor > 0n

/** Money that came: it counts where it is what was asked, and is kept aside for a person where it is not. */
function followMoneyIn(attempt: Attempt, news: News, history: readonly DomainEvent[]): Step | undefined {
  const { _id, status, amount } = attempt
  const isWhole = news.outcome === 'succeeded'
  const received = news.amount ?? (isWhole ? amount : money(0n, amount.currency))
  const { came } = toldOf(history, _id, received.currency)
  const moved = subtractMoney(received, money(came, received.currency))
  // Two people have looked at this money already: a bank that repeats itself does not bring it before them again.
  if (came > 0n && !isPositive(moved) && endedEmpty.includes(status)) return undefined
  const to = advanceAttempt(status, isWhole ? 'succeeded' : 'partially-funded')
  // More than an attempt that is settled already was to bring: nothing that came is ever ignored.
  if (!to) return isPositive(moved) ? { status: 'review', moved, reason: 'more-money-came' } : undefined
  const isAsExpected =
    received.currency === amount.currency && compareMoney(received, amount) === (isWhole ? 0 : -1)
  if (news.doubt !== undefined || !isAsExpected)
    return {
      status: 'review',
      moved: isPositive(moved) ? moved : null,
      reason: news.doubt ?? 'amount-mismatch',
    }
  return isWhole || isPositive(moved) ? { status: to, moved, reason: null } : undefined
}

/** Money that went back: refunds and charge-backs are each told in all, so that a repeat moves nothing. */
function followMoneyOut(attempt: Attempt, news: News, history: readonly DomainEvent[]): Step | undefined {
  const { _id, status, amount } = attempt
  const outcome = news.outcome === 'charged-back' ? 'charged-back' : 'refunded'
  const back = news.amount ?? amount
  const told = toldBack(history, _id, outcome, back.currency)
  const moved = subtractMoney(back, money(told, back.currency))
  if (!isPositive(moved)) return undefined
  const { came, left } = toldOf(history, _id, back.currency)
  // What came before it went back was never told: a person has to find out.
  if (came === 0n) return { status: 'review', moved: null, reason: `${outcome}-before-confirmed` }
  const rest = left - moved.amountMinor
  const wanted = outcome === 'refunded' && rest > 0n ? 'partially-refunded' : outcome
  const to = rest < 0n ? undefined : (advanceAttempt(status, wanted) ?? advanceAttempt(status, outcome))
  return to
    ? { status: to, moved, reason: null }
    : { status: 'review', moved: money(-moved.amountMinor, moved.currency), reason: tooMuchBack[outcome] }
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
