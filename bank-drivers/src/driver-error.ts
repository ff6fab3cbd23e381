/** The one error a driver throws: what went wrong, and whether the bank may have acted all the same. */
import { z } from 'zod'

/**
 * - `declined`: the bank understood and said no to this payment or payer.
 * - `invalid`: the request is wrong, here or in the bank's eyes; repeating it unchanged will not help.
 * - `auth`: the bank does not accept our credentials; a person must look at the secrets.
 * - `rate`: the bank asks for patience; `retryAfterMs` says how long, where it told.
 * - `unavailable`: no usable answer: network, time-out, server error, unreadable reply.
 */
export const driverErrorKindSchema = z.enum(['declined', 'invalid', 'auth', 'rate', 'unavailable'])
export type DriverErrorKind = z.infer<typeof driverErrorKindSchema>

/**
 * May the bank have acted on *this call*?
 * - `no`: certainly not. Nothing left this machine, or the bank turned the call away before it looked at it.
 * - `maybe`: it is not known. The attempt becomes `unknown` until `query` or a statement tells.
 * - `yes`: the bank received the call, and this error is its final decision about it.
 *
 * A driver that makes several calls in one operation reports the worst of them: once a call had an effect, a later
 * failure is never `no`.
 */
export const sentSchema = z.enum(['no', 'maybe', 'yes'])
export type Sent = z.infer<typeof sentSchema>

export type DriverFailure = {
  readonly kind: DriverErrorKind
  readonly sent: Sent
  /** A stable code: the bank's own, or the network's (`ECONNREFUSED`). */
  readonly code: string
  /** A sentence for a person; holds nothing secret or personal. */
  readonly message: string
  readonly retryAfterMs?: number
}

/** A driver's failure. `message` and `cause` are free of secrets: drivers build them through the redacting client. */
export class DriverError extends Error {
  readonly kind: DriverErrorKind
  readonly sent: Sent
  readonly code: string
  readonly retryAfterMs: number | undefined
  constructor(failure: DriverFailure, cause?: Error) {
    super(failure.message, cause ? { cause } : {})
    this.name = 'DriverError'
    this.kind = failure.kind
    this.sent = failure.sent
    this.code = failure.code
    this.retryAfterMs = failure.retryAfterMs
  }
}

/** Returns the error for a request that this side refuses before anything is sent. */
export const refusedLocally = (code: string, message: string): DriverError =>
  new DriverError({ kind: 'invalid', sent: 'no', code, message })
