/** Refusals of the office's decisions, as a person reads them: which code of the engine comes to which problem. */
import {
  ProblemError,
  officeSaying,
  type ActionRefusal,
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
}

type Refusal =
  | ActionRefusal
  | VerdictRefusal
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
