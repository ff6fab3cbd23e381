/** A bank statement as Lodge sees it, whatever the format it came in; amounts are whole minor units. */
import type { PlainDate } from '@lodge/shared-types'

export type StatementFormat = 'camt.052' | 'camt.053' | 'camt.054' | 'mt940' | 'mt942' | 'csv'

/** A currency of ISO 4217 as the bank wrote it; more of them than offices charge in: narrow with `isCurrency` where `Money` is needed. */
export type CurrencyCode = string

/** `amountMinor`: minor units of `currency`; positive came in or is a credit balance, negative went out or is a debit balance. */
export type StatementMoney = { readonly amountMinor: bigint; readonly currency: CurrencyCode }

/** What a reader saw and went on. `statement` and `entry` count from 0; `message` is a sentence without personal data. */
export type StatementWarning = {
  readonly code: StatementWarningCode
  readonly message: string
  readonly statement?: number
  readonly entry?: number
}
export type StatementWarningCode =
  /** The file breaks its own format, and could be read all the same. */
  | 'format'
  /** An amount with more decimals than its currency has, or one that is no amount. */
  | 'amount'
  | 'currency'
  | 'date'
  /** A status that is not known: the entry is not counted as booked. */
  | 'status'
  /** The details of an entry do not add up to it. */
  | 'details-off'
  /** A batch is not what its details or its entry are. */
  | 'batch-off'
  /** Number or sum of the entries is not what the statement says of them. */
  | 'totals-off'
  | 'balance-off'
  | 'encoding'
  /** Nothing here may be booked: the message is for information only. */
  | 'information-only'
  | 'row'

/** The bank's balance. `isIntermediate`: of a page, not of the statement (60M, 62M, ITBD). */
export type StatementBalance = StatementMoney & {
  readonly on: PlainDate | undefined
  readonly isIntermediate: boolean
}

/** Bank codes as written: `iso` such as `PMNT-RCDT-ESCT`; `proprietary` such as `NTRF+166` with `issuer`; MT gives `NTRF`. */
export type BankTransactionCode = {
  readonly iso?: string
  readonly proprietary?: string
  readonly issuer?: string
}

/** `ultimateName`: on whose behalf the counterparty acted. `account`: an IBAN, or the bank's own number. */
export type Counterparty = {
  readonly name?: string
  readonly ultimateName?: string
  readonly account?: string
  readonly bic?: string
}

/** References without `NOTPROVIDED`, `NONREF` and their like: what is here was given by somebody. */
export type PaymentReferences = {
  readonly endToEndId?: string
  readonly transactionId?: string
  readonly instructionId?: string
  readonly paymentInformationId?: string
  readonly messageId?: string
  readonly mandateId?: string
  readonly chequeNumber?: string
  readonly clearingReference?: string
  readonly servicerReference?: string
  /** Unique end-to-end transaction reference, a UUID. */
  readonly uetr?: string
}

/** Negative: taken from us. `isIncluded`: the amount of the entry or detail holds it already; undefined where the bank does not say. */
export type StatementCharge = StatementMoney & {
  readonly isIncluded: boolean | undefined
  readonly code?: string
}

/** `rate` is a decimal as written; one unit of `unitCurrency` (else of `source`) is `rate` of `target`. */
export type CurrencyExchange = {
  readonly source?: CurrencyCode
  readonly target?: CurrencyCode
  readonly unitCurrency?: CurrencyCode
  readonly rate?: string
  readonly instructed?: StatementMoney
}

/** Why money came back. `code` such as `AC04`. The references beside it are those of the original payment. */
export type ReturnReason = {
  readonly code?: string
  readonly text?: string
  readonly originalTransactionCode?: BankTransactionCode
}

/** One payment inside an entry. */
export type Detail = {
  /** Position in its entry, from 0. */
  readonly index: number
  /** Signed like an entry; undefined where the bank gave none that can be used. An entry's only detail has the entry's amount if it has none. */
  readonly amountMinor: bigint | undefined
  readonly currency: CurrencyCode
  readonly references: PaymentReferences
  /** Structured references (ISO 11649 `RF…`, or national ones) without blanks, in capitals. */
  readonly creditorReferences: readonly string[]
  /** The payer's own words, joined by a line feed. */
  readonly text: string
  /** The other side, seen from the account of the statement. */
  readonly counterparty: Counterparty
  readonly returned?: ReturnReason
  readonly transactionCode?: BankTransactionCode
  readonly charges: readonly StatementCharge[]
  readonly exchange?: CurrencyExchange
}

/** Only `booked` moves money. `unknown`: the bank's word is not known to us, and a person has to look. */
export type EntryStatus = 'booked' | 'pending' | 'info' | 'future' | 'unknown'

export type EntryBatch = {
  readonly messageId?: string
  readonly paymentInformationId?: string
  readonly count?: number
  readonly total?: StatementMoney
}

/** One line of the account. */
export type Entry = {
  /** Position in its statement, from 0, counted together with the lines that could not be read. */
  readonly index: number
  /** Minor units of `currency`: positive in, negative out; also of a reversal. */
  readonly amountMinor: bigint
  readonly currency: CurrencyCode
  readonly status: EntryStatus
  /** It takes back an earlier entry (RvslInd, RC, RD); the sign is that of this entry. */
  readonly isReversal: boolean
  /** As the bank wrote it, without a change of zone. */
  readonly bookedOn: PlainDate | undefined
  readonly valueOn: PlainDate | undefined
  /** The bank's reference of this entry; what identifies it, see `lineIdentities`. */
  readonly servicerReference?: string
  /** camt: NtryRef; MT: the account owner's reference. */
  readonly entryReference?: string
  readonly transactionCode: BankTransactionCode
  readonly batches: readonly EntryBatch[]
  readonly charges: readonly StatementCharge[]
  readonly exchange?: CurrencyExchange
  /** What the bank says of the whole entry. */
  readonly text: string
  /** The payments that it is made of, where the bank tells them; MT gives at most one. */
  readonly details: readonly Detail[]
}

/** A line that stands in the file but whose amount cannot be used. It is never guessed, and its statement is not to be applied. */
export type UnreadLine = {
  readonly index: number
  readonly code: 'amount' | 'currency' | 'row'
  /** A sentence for a person: what is wrong with it. */
  readonly message: string
}

/** What the statement says of its own entries (TxsSummry; field 90 of MT942); sums are without a sign. */
export type StatedTotals = {
  readonly count?: number
  readonly sumMinor?: bigint
  readonly creditCount?: number
  readonly creditSumMinor?: bigint
  readonly debitCount?: number
  readonly debitSumMinor?: bigint
}

export type StatementControls = {
  /**
   * Whether opening + booked = closing, counted as if all were in the statement's currency, and whether every line could
   * be read; `unknown`: a balance is missing. What else is wrong stands in `why`.
   */
  readonly verdict: 'ok' | 'off' | 'unknown'
  /** Opening + booked − closing. */
  readonly differenceMinor?: bigint
  /** Sums of the booked entries: `creditMinor` ≥ 0, `debitMinor` ≤ 0. */
  readonly creditMinor: bigint
  readonly debitMinor: bigint
  readonly entries: number
  readonly booked: number
  readonly details: number
  readonly stated?: StatedTotals
  /** Entries (by index) whose details, all in the entry's currency, do not add up to them; this only warns. */
  readonly detailsOff: readonly number[]
  /**
   * Whether the entries may be applied. A camt.054 has no balances: it may be applied as details of camt.053 entries,
   * never as money of its own.
   */
  readonly mayApply: boolean
  /** Why not: one sentence each. */
  readonly why: readonly string[]
}

/** What is known of a statement before its entries are read. */
export type StatementHead = {
  /** Position in the file, from 0. */
  readonly index: number
  /** camt: GrpHdr/MsgId; MT: field 20. */
  readonly messageId: string
  /** An IBAN without blanks, or the bank's own number. */
  readonly account: string
  readonly accountOwner?: string
  readonly servicerBic?: string
  readonly statementId: string
  /** The bank's running number of the statement; undefined where it has none or writes zero. */
  readonly sequence: string | undefined
  readonly page: number | undefined
  readonly isLastPage: boolean | undefined
  /** Of the account; where the file does not say, of its balances, then of its first entry. */
  readonly currency: CurrencyCode
  readonly from: PlainDate | undefined
  readonly to: PlainDate | undefined
  /** A copy or a duplicate, by the bank's own word. */
  readonly isCopy: boolean
}

/** A statement without its entries. */
export type StatementSummary = StatementHead & {
  readonly opening: StatementBalance | undefined
  readonly closing: StatementBalance | undefined
  /** Lines that could not be read. */
  readonly unread: readonly UnreadLine[]
  readonly controls: StatementControls
}

export type Statement = StatementSummary & { readonly entries: readonly Entry[] }

export type FileSummary = {
  readonly format: StatementFormat
  /** camt: such as `camt.053.001.08`. */
  readonly message: string
  readonly messageId: string
  /** As written: ISO 8601, often without a zone. */
  readonly createdAt?: string
  /** Every currency that the file names, in order of the alphabet. */
  readonly currencies: readonly CurrencyCode[]
  readonly warnings: readonly StatementWarning[]
}

export type StatementFile = FileSummary & { readonly statements: readonly Statement[] }

/** A file piece by piece: of each statement `opened`, its entries, `closed`; after the last one, `file`. */
export type StatementPart =
  | { readonly kind: 'opened'; readonly head: StatementHead }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'closed'; readonly summary: StatementSummary }
  | { readonly kind: 'file'; readonly file: FileSummary }

/** Thrown for what cannot be read at all; `message` is one plain sentence for a person, without personal data. */
export class UnreadableStatement extends Error {
  constructor(message: string, cause?: Error) {
    super(message, cause ? { cause } : {})
    this.name = 'UnreadableStatement'
  }
}
