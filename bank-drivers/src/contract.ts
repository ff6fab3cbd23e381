/** The driver contract: what a payment driver is given, what it must do, and what it says in return. */
import type { Money, NextAction } from '@lodge/shared-types'
import type { OfficeBooks } from './books.ts'
import type { DriverHttp } from './http.ts'
import type { DriverManifest, DriverOutcome, RefundOutcome } from './manifest.ts'
import type { DriverLogger } from './redaction.ts'
import type { StatementFile } from './statements/statement.ts'

export type Secret = { readonly id: string; readonly value: string }

/** While a secret is being rotated both are valid; the driver sends with `current` and accepts either. */
export type SecretPair = { readonly current: Secret; readonly previous?: Secret }

/** All that a driver may touch. It keeps no state and writes nothing. */
export type DriverContext = {
  /** Frozen to the bank's own address; see http.ts. For a driver of kind `deposit` or `counter` every call is refused. */
  readonly http: DriverHttp
  /** The office's own money, for drivers of kind `deposit` and `counter`; for every other kind each call is refused. */
  readonly books: OfficeBooks
  /** Returns a secret by the name that the manifest declares; asked at each use, so that rotation needs no restart. */
  readonly secret: (name: string) => SecretPair
  readonly clock: { readonly now: () => Date }
  /** Aborted when the process is about to end; calls through `http` end with it. */
  readonly signal: AbortSignal
  /** Already redacting: no secret reaches the log through it. */
  readonly logger: DriverLogger
}

export type PaymentLine = { readonly label: string; readonly amount: Money }

export type InitiateRequest = {
  readonly attemptId: string
  /** From `idempotencyKeyOf(attemptId, 'initiate')`; stored before the driver is called. */
  readonly idempotencyKey: string
  readonly amount: Money
  /** Add up to `amount`; a driver refuses a request whose lines do not. */
  readonly lines: readonly PaymentLine[]
  readonly description: string
  /** Of the order that is paid; it is the invoice number that the payer has in hand. */
  readonly orderNumber: string
  /** The order's ISO 11649 reference, the same for every attempt at it. */
  readonly creditorReference: string
  /** Whose order it is: the account at the office, which holds the deposit. */
  readonly accountId: string
  readonly returnUrl: string
  readonly callbackUrl: string
  /** A BCP 47 tag for the bank's page, such as `ar`. */
  readonly language: string
}

/** What the payer does next: see `nextActionSchema`. */
export type InitiateResult = {
  readonly outcome: DriverOutcome
  readonly bankReference: string
  readonly bankStatus: string
  readonly nextAction?: NextAction
  readonly expiresAt?: Date
}

/** One HTTP request from a bank, byte for byte. */
export type RawCallback = { readonly body: Uint8Array; readonly headers: Headers }

export type CallbackRejection =
  | 'missing-signature'
  | 'malformed-signature'
  | 'algorithm-not-allowed'
  | 'malformed-id'
  | 'malformed-timestamp'
  | 'unknown-key'
  | 'signature-mismatch'
  /** Signed by the bank, for somebody else: its public keys are the same for all. */
  | 'other-recipient'

/** `eventId` is the bank's id of this callback, the same when it repeats it; `at` is when it signed. */
export type Verification =
  | { readonly verified: true; readonly eventId: string; readonly at: Date; readonly keyId: string }
  | { readonly verified: false; readonly reason: CallbackRejection }

/** One fact that a bank tells about a payment. */
export type DriverEvent = {
  /** The bank's id of the fact; several may come in one callback. */
  readonly eventId: string
  /** Our reference, where the bank repeats it. */
  readonly attemptId: string | undefined
  readonly bankReference: string
  readonly outcome: DriverOutcome
  /**
   * By outcome: what came in all (succeeded, partially-funded, unknown), what went back in all (refunded,
   * charged-back), otherwise what was asked.
   */
  readonly amount: Money
  readonly bankAt: Date
  readonly bankStatus: string
}

/** `rejected` names the items of a callback that could not be read: they are alarms, never silently dropped. */
export type Translation = {
  readonly events: readonly DriverEvent[]
  readonly rejected: readonly { readonly index: number; readonly reason: string }[]
}

/** Without a bank reference (the answer to `initiate` never came) the driver searches by the attempt's id. */
export type QueryRequest = { readonly attemptId: string; readonly bankReference?: string }

/**
 * `amount` as in `DriverEvent`. `found: false` is the bank's word that it does not know the payment *now*: a call that
 * timed out may still be on its way, so it settles an `unknown` attempt only after the time-out has passed once more,
 * or after `initiate` was repeated under the same key.
 */
export type QueryResult =
  { readonly found: false } | ({ readonly found: true } & Omit<DriverEvent, 'eventId' | 'attemptId'>)

export type CancelRequest = {
  readonly attemptId: string
  readonly bankReference: string
  readonly idempotencyKey: string
}

export type RefundRequest = {
  readonly refundId: string
  /** From `idempotencyKeyOf(refundId, 'refund')`. */
  readonly idempotencyKey: string
  readonly bankReference: string
  readonly amount: Money
}

export type RefundResult = {
  readonly outcome: RefundOutcome
  readonly bankRefundReference: string
  readonly bankStatus: string
  readonly amount: Money
  readonly bankAt: Date
}

export type RefundQuery = { readonly refundId: string; readonly bankRefundReference?: string }
export type RefundQueryResult = { readonly found: false } | ({ readonly found: true } & RefundResult)

export type SettlementFile = {
  readonly name: string
  readonly format: string
  readonly bytes: Uint8Array
}
/** What is new after the cursor, oldest first. `nextCursor` is for the next call; a page without files is the last one for now. */
export type SettlementPage = { readonly files: readonly SettlementFile[]; readonly nextCursor: string }

/** Every function that talks to the bank rejects with a `DriverError` and with nothing else. */
export type Driver = {
  readonly manifest: DriverManifest
  readonly initiate: (request: InitiateRequest) => Promise<InitiateResult>
  /** Says whether the bytes come from the bank; writes nothing and decides nothing about their age. */
  readonly verifyCallback: (callback: RawCallback) => Verification | Promise<Verification>
  /** Pure. Only for bytes that were verified. */
  readonly translateCallback: (body: Uint8Array) => Translation
  /** Rejects (`no-query`) where the manifest does not declare it: such a driver is never polled. */
  readonly query: (request: QueryRequest) => Promise<QueryResult>
  /** Absent where the bank cannot cancel, and where nobody has to be told: see `isCancelledHere`. */
  readonly cancel?: (request: CancelRequest) => Promise<QueryResult>
  readonly refund?: (request: RefundRequest) => Promise<RefundResult>
  readonly queryRefund?: (request: RefundQuery) => Promise<RefundQueryResult>
  readonly fetchSettlements?: (cursor: string | undefined) => Promise<SettlementPage>
  /** Pure. @throws UnreadableStatement for bytes that are none. */
  readonly parseSettlement?: (bytes: Uint8Array) => StatementFile
}

export type DriverOperation = 'initiate' | 'cancel' | 'refund'

/** Returns the idempotency key of one operation on one attempt or refund: never derived from the payload. */
export const idempotencyKeyOf = (aggregateId: string, operation: DriverOperation): string =>
  `${aggregateId}:${operation}`

/** Returns whether a callback signed at `at` may still be taken as new at `now`; the window reaches both ways. */
export const isFresh = (at: Date, now: Date, freshnessMs: number): boolean =>
  Math.abs(now.getTime() - at.getTime()) <= freshnessMs
