/** What is stored of bank statements, of their lines, and of each day that was closed. */
import { currencySchema, minorUnitsSchema, moneySchema, plainDateSchema } from '@lodge/shared-types'
import { z } from 'zod'
import {
  linePartSchema,
  matchRuleSchema,
  matchTargetSchema,
  suspenseReasonSchema,
} from '../domain/matching/matching-terms.ts'

const id = z.string().min(1)
const instant = z.date()
const count = z.number().int().nonnegative()

/** A file of a bank as it came, under the SHA-256 of its bytes. */
export const statementFileRow = z.object({
  /** `<officeId>|<sha256>` */
  _id: id,
  officeId: id,
  sha256: z.string(),
  bytes: count,
  storedAs: id,
  /** Every name under which it came, the first one first. */
  names: z.array(z.string()).min(1),
  source: z.enum(['upload', 'folder', 'driver']),
  /** Of the driver that fetched it; null for a file that a person or another system brought. */
  driverId: id.nullable(),
  format: z.string(),
  message: z.string(),
  /** `refused`: nothing of it was applied. `information`: it tells of money that a later message moves. */
  state: z.enum(['taken', 'information', 'refused']),
  /** Why it was refused as a whole; one plain sentence each. */
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
  /** The statements in it, in their order, also those that came before in another file. */
  statementIds: z.array(id),
  by: z.string(),
  importedAt: instant,
})

const balance = z.object({ amountMinor: minorUnitsSchema, on: plainDateSchema.nullable() }).nullable()

export const statementRow = z.object({
  /** `S` and a hash of office and identity: one that was seen before is not applied twice. */
  _id: id,
  officeId: id,
  fileId: id,
  /** Position in the file, from 0. */
  index: count,
  /** `details`: a camt.054, which tells more of entries and moves no money. */
  kind: z.enum(['statement', 'details', 'information', 'refused']),
  account: z.string(),
  currency: z.string(),
  messageId: z.string(),
  statementId: z.string(),
  sequence: z.string().nullable(),
  page: z.number().int().nullable(),
  from: plainDateSchema.nullable(),
  to: plainDateSchema.nullable(),
  opening: balance,
  closing: balance,
  entries: count,
  booked: count,
  state: z.enum(['reading', 'applying', 'applied', 'details', 'information', 'refused']),
  /** Why it was refused; one plain sentence each. */
  reasons: z.array(z.string()),
  /** What a person should know of it though it is applied, such as a gap before it. */
  warnings: z.array(z.string()),
  /** Whether a statement between the one before and this one is missing. */
  hasGap: z.boolean(),
  /** Lines that it has, and those of them that an earlier statement brought. */
  lines: z.object({ all: count, known: count }),
  /** What was booked as the account's balance before its first statement, in minor units; null for every later one. */
  openingBooked: minorUnitsSchema.nullable(),
  importedAt: instant,
  appliedAt: instant.nullable(),
})

/** The other side of a line, seen from the office's account. */
const counterparty = z.object({ name: z.string().nullable(), account: z.string().nullable() })

/** One payment of an entry of a statement. */
export const statementLineRow = z.object({
  /** `L` and a hash of office, account, identity of the entry and part: the same line is never stored twice. */
  _id: id,
  officeId: id,
  statementId: id,
  account: z.string(),
  /** Position of its entry in the statement, from 0, and of the payment in the entry. */
  index: count,
  part: count,
  bookedOn: plainDateSchema.nullable(),
  valueOn: plainDateSchema.nullable(),
  /** Positive in, negative out. */
  amount: moneySchema,
  /** Every reference that somebody gave, without structured creditor references. */
  references: z.array(z.string()),
  /** By which it is found: the long ones of them and its creditor references wherever they stand, bare. */
  bareReferences: z.array(z.string()),
  creditorReferences: z.array(z.string()),
  text: z.string(),
  counterparty,
  transactionCode: z.string(),
  isReturn: z.boolean(),
  returnReason: z.string().nullable(),
  isCharge: z.boolean(),
  isOfBatch: z.boolean(),
  isOff: z.boolean(),
  /** Came as one sum, whose payments were told later: they are lines of their own, and this is the sum's line. */
  parentId: id.nullable(),
  /** `waiting`: not applied yet. `split`: its payments are lines of their own. `resolved`: two people said where it belongs. */
  state: z.enum(['waiting', 'matched', 'suspense', 'resolved', 'split']),
  rule: matchRuleSchema.nullable(),
  /** Why it is in suspense; null for a line that is not. */
  why: suspenseReasonSchema.nullable(),
  parts: z.array(linePartSchema),
  /** How often it was booked: suspense that the bank's later words explained was booked twice. */
  booked: count,
  /** Where the engine or a person would put it, for the person who decides. */
  suggestion: matchTargetSchema.nullable(),
  /** The approval that waits; null for none. */
  approvalId: id.nullable(),
  /** The account at the office to which its money went; by it a payer is known again. */
  accountId: id.nullable(),
  /** What the office writes on a transfer that sends it back; null where nobody decided so. */
  payoutReference: z.string().nullable(),
  /** The line by which it was sent back or undone; null while there is none. */
  undoneBy: id.nullable(),
  appliedAt: instant.nullable(),
})

/** An entry of a camt.054: what a bank says more of an entry of its statement. It moves no money. */
export const statementDetailRow = z.object({
  /** `E` and a hash of office, account and identity of the entry. */
  _id: id,
  officeId: id,
  account: z.string(),
  /** Of the driver that fetched it; null for what a person or another system brought. */
  driverId: id.nullable(),
  fileId: id,
  amount: moneySchema,
  bookedOn: plainDateSchema.nullable(),
  /** By which the entry of the statement is found, bare. */
  references: z.array(z.string()),
  /** The payments, as lines without a state. */
  payments: z.array(
    statementLineRow.pick({
      amount: true,
      references: true,
      creditorReferences: true,
      text: true,
      counterparty: true,
      transactionCode: true,
      isReturn: true,
      returnReason: true,
      isCharge: true,
      isOfBatch: true,
    }),
  ),
  /** The line that it told of; null while the statement has not come. */
  lineId: id.nullable(),
  at: instant,
})

const tally = z.object({ count, amountMinor: minorUnitsSchema })
const flow = z.object({ count, inMinor: minorUnitsSchema, outMinor: minorUnitsSchema })

/** What one currency came to on a day. */
export const closedCurrencySchema = z.object({
  currency: currencySchema,
  /** Of the office's accounts at banks, by the books; `statementMinor` by the last statement, null where there is none. */
  accounts: z.array(
    z.object({
      account: z.string(),
      openingMinor: minorUnitsSchema,
      inMinor: minorUnitsSchema,
      outMinor: minorUnitsSchema,
      closingMinor: minorUnitsSchema,
      statementMinor: minorUnitsSchema.nullable(),
      statementOn: plainDateSchema.nullable(),
    }),
  ),
  openingMinor: minorUnitsSchema,
  inMinor: minorUnitsSchema,
  outMinor: minorUnitsSchema,
  closingMinor: minorUnitsSchema,
  feesMinor: minorUnitsSchema,
  /** Lines applied on the day, by rule. */
  byRule: z.array(flow.extend({ rule: matchRuleSchema })),
  /** Open suspense at the end, by days since it was booked. */
  suspense: z.array(tally.extend({ fromDays: count, toDays: count.nullable() })),
  /** Confirmed by a bank, and not yet on the office's account. */
  succeededNotSettled: tally,
  /** On the account, and not confirmed by the bank that it came through. */
  settledNotSucceeded: tally,
  refundsInFlight: tally,
  depositsMinor: minorUnitsSchema,
  /** Taken at the cash desk on the day, without what was voided. */
  cashDesk: tally,
  /** Trial balance: each kind of journal account; + debit, − credit. */
  balances: z.array(z.object({ account: z.string(), amountMinor: minorUnitsSchema })),
  /** Sum of all journal lines of the currency up to the end: zero, or the books are wrong. */
  zeroProofMinor: minorUnitsSchema,
})
export type ClosedCurrency = z.infer<typeof closedCurrencySchema>

export const redReasonCodes = [
  'journal-not-zero',
  'account-not-statement',
  'statement-missing',
  'statement-refused',
  'lines-waiting',
  'suspense-not-lines',
  'deposits-not-rows',
] as const

/** A day of the office's books, as it was closed; it never changes. */
export const dailyCloseRow = z.object({
  /** `<officeId>|<day>` */
  _id: id,
  officeId: id,
  /** From 1, one for each day that was closed. */
  seq: z.number().int().positive(),
  day: plainDateSchema,
  /** What was booked after `from`, up to and with `until`, is the day's. */
  from: instant.nullable(),
  until: instant,
  closedAt: instant,
  by: z.string(),
  entries: count,
  verdict: z.enum(['green', 'red']),
  reasons: z.array(
    z.object({ code: z.enum(redReasonCodes), subject: z.string(), amount: moneySchema.nullable() }),
  ),
  currencies: z.array(closedCurrencySchema),
  prevHash: z.string(),
  /** SHA-256 over the canonical JSON of the row without `hash`. */
  hash: z.string(),
})
