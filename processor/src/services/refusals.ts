/** Refusals of the office's decisions, as a person reads them: which code of the engine comes to which problem. */
import {
  ProblemError,
  officeSaying,
  type ActionRefusal,
  type MoneySentenceCode,
  type ProblemCode,
  type OfficeSentenceCode,
  type VerdictRefusal,
} from '@lodge/shared-types'

/** Refusals that are not `invalid`: another person may, or the moment has passed. */
const problemOf: Readonly<Partial<Record<OfficeSentenceCode, ProblemCode>>> = {
  'wrong-role': 'not-allowed',
  'own-decision': 'not-allowed',
  'decided-before': 'not-allowed',
  'not-your-turn': 'not-allowed',
  'not-your-decision': 'not-allowed',
  'not-your-examination': 'not-allowed',
  'approval-closed': 'stale',
  'request-decided': 'stale',
  'order-settled': 'stale',
  'order-moved': 'stale',
  'approval-changed': 'stale',
  'examination-changed': 'stale',
  'line-explained': 'stale',
  'day-not-next': 'stale',
  'not-in-review': 'stale',
  'refund-too-much': 'stale',
  'refund-elsewhere': 'stale',
  'payment-under-way': 'payment-in-progress',
  'payout-own': 'not-allowed',
  'deposit-short': 'stale',
  'cancel-too-late': 'stale',
  'cash-elsewhere': 'payment-in-progress',
  'cash-not-exact': 'stale',
  'cash-day-closed': 'stale',
  'cash-day-moved': 'stale',
  'cash-void-late': 'stale',
}

type Refusal =
  | ActionRefusal
  | VerdictRefusal
  | MoneySentenceCode
  | 'notice-needed'
  | 'request-decided'
  | 'order-settled'
  | 'order-moved'
  | 'override-not-lower'
  | 'override-unexplained'
  | 'notice-not-waiting'
  | 'not-your-decision'
  | 'not-your-examination'
  | 'unknown-question'
  | 'fields-missing'
  | 'field-foreign'
  | 'examination-changed'

/** Returns the problem of a refusal; `path` is the entry that it is about. Its sentence is there in every language. */
export function refused(code: Refusal, path: string): ProblemError {
  const said = officeSaying(code)
  return new ProblemError(problemOf[code] ?? 'invalid', said.message, { errors: [{ path, ...said }] })
}
