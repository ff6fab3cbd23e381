/**
 * Every way a request can be refused: a stable code, its HTTP status and what a person can do about it. Without schemas:
 * every page can show a refusal, and most pages need no schema.
 */
import type { z } from 'zod'
import type { fieldErrorSchema, problemSchema } from './problem-schema.ts'

/** The catalogue of problem codes. `retry` tells a client whether the same request may succeed later unchanged. */
export const problemCatalogue = {
  'malformed-request': { status: 400, title: 'The request could not be read', retry: false },
  'not-signed-in': { status: 401, title: 'Sign in to go on', retry: false },
  'bad-credentials': { status: 401, title: 'The e-mail address or the password is not right', retry: false },
  'callback-refused': { status: 401, title: 'The callback is not authentic', retry: false },
  'not-allowed': { status: 403, title: 'Your role does not allow this', retry: false },
  'foreign-origin': { status: 403, title: 'The request does not come from this portal', retry: false },
  'not-found': { status: 404, title: 'Nothing is known under this address', retry: false },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this kind of request',
    retry: false,
  },
  'idempotency-key-reused': { status: 409, title: 'This key was used for another request', retry: false },
  'already-lodged': {
    status: 409,
    title: 'The dossier is with the office and can no longer be changed',
    retry: false,
  },
  stale: { status: 409, title: 'Something changed meanwhile', retry: false },
  'payment-in-progress': { status: 409, title: 'A payment for this order is under way', retry: false },
  'task-taken': { status: 409, title: 'Another person has taken this task', retry: false },
  'too-large': { status: 413, title: 'The request is too large', retry: false },
  'unsupported-media-type': { status: 415, title: 'This media type is not taken here', retry: false },
  invalid: { status: 422, title: 'Some entries need to be put right', retry: false },
  'document-refused': { status: 422, title: 'The document cannot be taken', retry: false },
  'too-many-requests': { status: 429, title: 'Too many requests', retry: true },
  internal: { status: 500, title: 'Something went wrong on our side', retry: true },
  'bank-unavailable': { status: 502, title: 'The bank does not answer', retry: true },
  unavailable: { status: 503, title: 'The service is not available for a moment', retry: true },
} as const satisfies Record<string, { status: number; title: string; retry: boolean }>

export type ProblemCode = keyof typeof problemCatalogue

export type FieldError = z.infer<typeof fieldErrorSchema>
export type Problem = z.infer<typeof problemSchema>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const isFieldError = (value: unknown): boolean =>
  isObject(value) && [value['path'], value['code'], value['message']].every((one) => typeof one === 'string')

/** Whether a page caught a refusal of our own server, which made it by `problemSchema`: the members that are shown. */
export function isProblem(value: unknown): value is Problem {
  if (!isObject(value)) return false
  const { type, title, code, status, detail = '', errors = [], retryAfterS = 0 } = value
  return (
    [type, title, code, detail].every((one) => typeof one === 'string') &&
    [status, retryAfterS].every((one) => typeof one === 'number') &&
    Array.isArray(errors) &&
    errors.every(isFieldError)
  )
}

/** A refusal that a door turns into a problem answer. `detail` is for a person and holds nothing secret or personal. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly errors: readonly FieldError[]
  readonly retryAfterS: number | undefined
  constructor(
    code: ProblemCode,
    detail?: string,
    more: { errors?: readonly FieldError[]; retryAfterS?: number; cause?: unknown } = {},
  ) {
    super(detail ?? problemCatalogue[code].title, { cause: more.cause })
    this.name = 'ProblemError'
    this.code = code
    this.errors = more.errors ?? []
    this.retryAfterS = more.retryAfterS
  }
}

/** Returns the RFC 9457 body of a refusal. */
export function toProblem(error: ProblemError): Problem {
  const { status, title } = problemCatalogue[error.code]
  return {
    type: `urn:lodge:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.message === title ? {} : { detail: error.message }),
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
    ...(error.retryAfterS === undefined ? {} : { retryAfterS: error.retryAfterS }),
  }
}
