/** Every way a request can be refused: a stable code, its HTTP status and what a person can do about it. */
import { z } from 'zod'

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

/** One entry that is wrong: where (a JSON pointer-like dotted path), a stable code, and a sentence for a person. */
export const fieldErrorSchema = z.object({ path: z.string(), code: z.string(), message: z.string() })
export type FieldError = z.infer<typeof fieldErrorSchema>

/** RFC 9457 problem details with Lodge's members. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(fieldErrorSchema).optional(),
  retryAfterS: z.number().int().optional(),
})
export type Problem = z.infer<typeof problemSchema>

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

/** Returns zod's complaints as field errors with dotted paths. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issue.code,
    message: issue.message,
  }))
}

/** Parses `value` at a door; throws a ProblemError that names every wrong entry. */
export function parseAtDoor<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: ProblemCode = 'malformed-request',
): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError(code, undefined, { errors: fieldErrorsOf(parsed.error) })
}
