/** A payment service in small, for cases that need one: it repeats nothing, compares amounts, and never moves money back. */
import { advanceAttempt, compareMoney, type AttemptStatus, type Money } from '@lodge/shared-types'
import type { DriverEvent, InitiateRequest, QueryResult } from '../contract.ts'
import type { DriverOutcome } from '../manifest.ts'

/** What became of a piece of news. */
export type Heard = 'applied' | 'repeated' | 'unchanged' | 'unmatched' | 'review'

export type Intake = {
  readonly hear: (event: DriverEvent) => Heard
  /** Takes the answer to a query, as an event without an id. */
  readonly ask: (request: InitiateRequest, answer: QueryResult) => Heard
  readonly statusOf: (request: InitiateRequest) => AttemptStatus
  /** What was counted as paid for the attempt. */
  readonly credited: (request: InitiateRequest) => bigint
}

/** Says what an outcome means for an attempt; refunds are told as totals. */
function statusFor(outcome: DriverOutcome, amount: Money, asked: Money): AttemptStatus {
  if (outcome !== 'refunded') return outcome
  return amount.amountMinor < asked.amountMinor ? 'partially-refunded' : 'refunded'
}

type Attempt = { readonly request: InitiateRequest; status: AttemptStatus; credited: bigint }

/** Returns the intake for the attempts that it knows; they start as submitted. */
export function createIntake(requests: readonly InitiateRequest[]): Intake {
  const attempts = new Map<string, Attempt>()
  for (const request of requests)
    attempts.set(request.attemptId, { request, status: 'submitting', credited: 0n })
  const seen = new Set<string>()

  function apply(attemptId: string, outcome: DriverOutcome, amount: Money): Heard {
    const attempt = attempts.get(attemptId)
    if (!attempt) return 'unmatched'
    const { request, status } = attempt
    const isMoney = outcome === 'succeeded' || outcome === 'partially-funded'
    if (isMoney && amount.currency !== request.amount.currency) {
      attempt.status = 'review'
      return 'review'
    }
    if (isMoney && amount.amountMinor <= attempt.credited) return 'unchanged'
    const next = advanceAttempt(status, statusFor(outcome, amount, request.amount))
    if (next === undefined) return 'unchanged'
    if (outcome === 'succeeded' && compareMoney(amount, request.amount) !== 0) {
      attempt.status = 'review'
      return 'review'
    }
    attempt.status = next
    if (isMoney) attempt.credited = amount.amountMinor
    return 'applied'
  }

  return {
    hear({ eventId, attemptId, outcome, amount }) {
      if (seen.has(eventId)) return 'repeated'
      seen.add(eventId)
      return attemptId === undefined ? 'unmatched' : apply(attemptId, outcome, amount)
    },
    ask: (request, answer) =>
      answer.found ? apply(request.attemptId, answer.outcome, answer.amount) : 'unchanged',
    statusOf: ({ attemptId }) => attempts.get(attemptId)?.status ?? 'created',
    credited: ({ attemptId }) => attempts.get(attemptId)?.credited ?? 0n,
  }
}
