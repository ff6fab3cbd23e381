/** The bank's side of the wire, as the kit needs it: what the author of a driver writes so that the driver can be proved. */
import type { Money } from '@lodge/shared-types'
import type { OfficeBooks } from '../books.ts'
import type { InitiateRequest, RawCallback, SecretPair } from '../contract.ts'
import type { DriverFailure } from '../driver-error.ts'

export type BankSideOptions = {
  /** The kit's clock, which it also turns forward. A bank side knows no other: expiry, signatures, dates of statements. */
  readonly now: () => Date
  /** For whatever the bank side makes up, so that a run can be repeated. */
  readonly seed: number
  /** Makes the error with which `books` reject, for drivers of kind `deposit` and `counter`. */
  readonly driverError: (failure: DriverFailure) => Error
}

/** What an office would have in its configuration and among its secrets. Every secret's value is looked for where it must not be. */
export type Agreement = {
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, SecretPair>>
}

export type AgreementWish = {
  /**
   * Where the driver reaches the bank: an address of the kit's own, which passes each call on to the bank side's `baseUrl` or
   * spoils it. Empty for a driver without a bank.
   */
  readonly baseUrl: string
  /** `both`: the callback key is being rotated, the previous and the current one are valid. `current`: only the current one. */
  readonly keys: 'both' | 'current'
}

/** One callback, made to order and not sent: the kit hands it to the driver itself. */
export type CallbackWish = {
  /** About these payments, as the bank sees them now; more than one only where `batches` is true. */
  readonly about: readonly [InitiateRequest, ...InitiateRequest[]]
  /** When the bank signs. */
  readonly at: Date
  /** `attacker`: a key of somebody else's under the name of the current one. `unknown`: under a name that was never agreed. */
  readonly key: 'current' | 'previous' | 'attacker' | 'unknown'
  /** `none`: the callback claims that it needs no signature. `other`: signed by an algorithm that was not agreed, such as a weaker one. */
  readonly algorithm: 'agreed' | 'none' | 'other'
  /** The bank's own word for the payment, in place of the true one. */
  readonly status?: string
  /** What came in by the words of the callback, in place of the truth. */
  readonly amount?: Money
  /** `another`: the bank sends it about a payment of another office, correctly signed for that one. */
  readonly office: 'ours' | 'another'
  /** One item (of a batch: one more) that cannot be read, such as one without its amount; signed correctly. */
  readonly spoilt: boolean
}

/** What the portal answers to a callback that it has stored: the words of the driver's manifest. */
export type CallbackAnswer = {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

export type Movement = {
  /** As the driver told the bank; undefined for money that nobody could tell apart. */
  readonly attemptId: string | undefined
  /** Positive: taken for the office. Negative: gone back. */
  readonly amount: Money
}

/**
 * The bank. Payments are named by the request that the kit gave to the driver; the bank side finds its own by what the driver told it
 * (`attemptId`, or `creditorReference` on a transfer). A function that a bank has no use for is left out; the kit says so when the
 * manifest promises what needs it. Nothing here has to be spoilt on purpose: faults are the kit's work.
 */
export type BankSide = {
  /** Where the bank listens, such as `http://127.0.0.1:41234`; undefined for drivers of kind `deposit` and `counter`. */
  readonly baseUrl: string | undefined
  readonly agreement: (wish: AgreementWish) => Agreement
  /** The office's own money, for drivers of kind `deposit` and `counter`. `accountId` of every request has plenty of it. */
  readonly books?: OfficeBooks
  /** Every status of a payment that the bank's own documents name; the driver's manifest has to map each. */
  readonly documentedStatuses: readonly string[]
  /** A status as the bank might add one tomorrow: it can be sent, and no document names it. */
  readonly undocumentedStatus: string

  /**
   * The payer pays `amount`, and the bank takes it, whatever has become of the payment: after expiry or cancellation it is late
   * money. A driver of kind `deposit` takes money by itself: nothing to do.
   */
  readonly pay: (request: InitiateRequest, amount: Money) => Promise<void>
  /** Whether a payer can pay one minor unit more or less than was asked; halves as well where a status means "partially-funded". */
  readonly takesOtherSums?: boolean
  /** The bank refuses the payer: nothing is taken, and the payment has failed. */
  readonly decline?: (request: InitiateRequest) => Promise<void>
  /** Called before `initiate`: the bank will decline the payment when it is started, as for want of funds. */
  readonly declineAtOnce?: (request: InitiateRequest) => Promise<void>
  /** The payer goes back without paying. */
  readonly abandon?: (request: InitiateRequest) => Promise<void>
  /** The payer's own bank takes all of the money back: a charge-back, or a transfer that is returned. */
  readonly takeBack?: (request: InitiateRequest) => Promise<void>
  /** Gives the payment a status of the bank's, documented or not; no money moves. */
  readonly say?: (request: InitiateRequest, status: string) => Promise<void>
  /** Somebody pays without any reference. */
  readonly payUnnamed?: (amount: Money) => Promise<void>

  readonly callbacks?: {
    readonly batches: boolean
    readonly make: (wish: CallbackWish) => Promise<RawCallback>
    /** Whether the bank takes this answer for "we have it"; anything else would make it call again. */
    readonly isAcknowledged: (answer: CallbackAnswer) => boolean
  }

  /** Ends the bank's day: what it has taken and given back is on statements that `fetchSettlements` finds. */
  readonly closeDay?: () => Promise<void>

  /** The truth: every movement of money so far, in order. */
  readonly movements: () => readonly Movement[] | Promise<readonly Movement[]>
  readonly stop: () => Promise<void>
}

/** What a `--bank-side` module exports under this name, or as its default. Called once for each case: cases share nothing. */
export type StartBankSide = (options: BankSideOptions) => Promise<BankSide>
