/** What a failure means for sending: try again later, a person has to act, or the right to send is gone. */
import type { FieldError, Problem, ProblemCode } from '@lodge/shared-types'

/** *retry*: unattended, later. *needs-you*: shown with its reason, never retried unattended. *lost-authority*: sign in again. */
export type FailureKind = 'retry' | 'needs-you' | 'lost-authority'

/** What each refusal of the office means. */
const kindOfCode = {
  'malformed-request': 'needs-you',
  'not-signed-in': 'lost-authority',
  'bad-credentials': 'lost-authority',
  'callback-refused': 'needs-you',
  'not-allowed': 'needs-you',
  // The session was replaced since its token was read: another sign-in on this device.
  'foreign-origin': 'lost-authority',
  'not-found': 'needs-you',
  'method-not-allowed': 'needs-you',
  'idempotency-key-reused': 'needs-you',
  'already-lodged': 'needs-you',
  stale: 'retry',
  'payment-in-progress': 'needs-you',
  'task-taken': 'needs-you',
  'too-large': 'needs-you',
  'unsupported-media-type': 'needs-you',
  invalid: 'needs-you',
  'document-refused': 'needs-you',
  'too-many-requests': 'retry',
  internal: 'retry',
  'bank-unavailable': 'retry',
  unavailable: 'retry',
} as const satisfies Record<ProblemCode, FailureKind>

/** What the device itself finds wrong: nothing that the office has said. */
export const outcomes = {
  'no-answer': { kind: 'retry', title: 'The office could not be reached' },
  'timed-out': { kind: 'retry', title: 'The office took too long to answer' },
  'not-the-office': {
    kind: 'retry',
    title:
      'Something on the way answered in the office’s place, such as the sign-in page of a public network',
  },
  unreadable: { kind: 'retry', title: 'The office’s answer could not be read' },
  'not-genuine': {
    kind: 'needs-you',
    title: 'The acknowledgement does not carry the office’s signature for what this device has sent',
  },
  'uploads-lost': {
    kind: 'retry',
    title: 'The office no longer has documents that were sent; they are sent again',
  },
  'document-missing': { kind: 'needs-you', title: 'A document can no longer be read on this device' },
  'device-failed': { kind: 'retry', title: 'This device could not read or save what is needed' },
} as const satisfies Record<string, { kind: FailureKind; title: string }>

export type Outcome = keyof typeof outcomes
/** Everything that a stored problem of sending may be called by. */
export type SendingCode = ProblemCode | Outcome

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(kindOfCode, code)
const isOutcome = (code: string): code is Outcome => Object.hasOwn(outcomes, code)

/** Returns the code of a stored problem, where this version of the client knows it. */
export const sendingCodeOf = ({ code }: Problem): SendingCode | undefined =>
  isProblemCode(code) || isOutcome(code) ? code : undefined

/** Returns what a problem means; a code that this version does not know goes by its status. */
export function kindOf({ code, status }: Pick<Problem, 'code' | 'status'>): FailureKind {
  if (isProblemCode(code)) return kindOfCode[code]
  if (isOutcome(code)) return outcomes[code].kind
  if (status === 401) return 'lost-authority'
  return status >= 500 || [408, 423, 425, 429].includes(status) ? 'retry' : 'needs-you'
}

/** The longest wait that an office may ask for; beyond it the device asks again by itself. */
export const longestWaitMs = 5 * 60_000

/** Thrown by every step of sending that could not be done. `problem` is what the person is shown. */
export class SendingError extends Error {
  readonly problem: Problem
  readonly kind: FailureKind
  /** How long the office asked to wait, 5 minutes at most. */
  readonly retryAfterMs: number | undefined
  /** Whether nothing came back at all, so that the office may have done what was asked, or not. */
  readonly isOutcomeUnknown: boolean

  constructor(problem: Problem, more: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`, { cause: more.cause })
    this.name = 'SendingError'
    this.problem = problem
    this.kind = kindOf(problem)
    const { retryAfterMs } = more
    this.retryAfterMs = retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, longestWaitMs)
    this.isOutcomeUnknown = problem.status === 0 || problem.status >= 500 || problem.code === 'unreadable'
  }
}

/** Returns the failure that the device found itself; status 0 says that it is no answer of the office. */
export const failed = (outcome: Outcome, cause?: unknown, detail?: string): SendingError =>
  new SendingError(
    {
      type: `urn:lodge:device:${outcome}`,
      title: outcomes[outcome].title,
      status: 0,
      code: outcome,
      ...(detail === undefined ? {} : { detail }),
    },
    { cause },
  )

const documentPath = /^documents\.([0-9a-f]{64})$/

/** Returns the failure with the document that it is about named in `errors`, at `documents.<sha256>`. */
export function aboutDocument(
  error: SendingError,
  { sha256, fileName }: { sha256: string; fileName: string },
): SendingError {
  const { problem, retryAfterMs } = error
  const reasons: readonly FieldError[] = problem.errors ?? [
    { path: '', code: problem.code, message: problem.detail ?? problem.title },
  ]
  const errors = reasons.map((reason) => ({
    ...reason,
    path: `documents.${sha256}`,
    message: `${fileName}: ${reason.message}`,
  }))
  return new SendingError({ ...problem, errors }, { retryAfterMs, cause: error })
}

/** Returns the SHA-256 of the document that a problem is about, if it is about one. */
export const documentOf = ({ errors = [] }: Problem): string | undefined =>
  errors.flatMap(({ path }) => documentPath.exec(path)?.[1] ?? [])[0]
