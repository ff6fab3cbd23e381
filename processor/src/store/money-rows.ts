/** Rows of money beside orders and attempts: refunds, deposits, and what cashiers took. */
import {
  minorUnitsSchema,
  moneySchema,
  plainDateSchema,
  refundFroms,
  refundStateSchema,
  refundWays,
} from '@lodge/shared-types'
import { z } from 'zod'

const id = z.string().min(1)
const instant = z.date()

/**
 * What two people can decide about a payment in review: take its money as it is, give it back, state that nothing came, or keep the
 * money in suspense and let the payment end.
 */
export const reviewDecisions = ['take', 'refund', 'nothing-came', 'keep'] as const
export type ReviewDecision = (typeof reviewDecisions)[number]
/** Money that the office gives back: an aggregate of its own, with its own key at the bank. */
export const refundRow = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  dossierId: id,
  orderId: id,
  orderNumber: z.string(),
  attemptId: id,
  driverId: id,
  amount: moneySchema,
  from: z.enum(refundFroms),
  way: z.enum(refundWays),
  reason: z.string(),
  /** The post-filing request that asked for it; null where nobody did. */
  requestId: id.nullable(),
  state: refundStateSchema,
  /** What of it payment events have told: the bank's word and our own tell the same money once. */
  bookedMinor: minorUnitsSchema,
  /** What of it was set aside out of the payer's deposit and is neither given back nor released yet. */
  asideMinor: minorUnitsSchema,
  /** Stored before the bank is called. */
  idempotencyKey: z.string(),
  bankRefundReference: z.string().nullable(),
  makerId: id,
  /** Who ordered the transfer of a refund that no driver makes, and under which reference of the bank. */
  payout: z.object({ orderedBy: id, reference: z.string(), at: instant }).nullable(),
  /** Why it failed or is unknown. */
  problem: z.string().nullable(),
  polls: z.number().int(),
  /** When the bank was first asked to make it. */
  sentAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
})

/** A payer's prepaid money in one currency; its history is the account's. */
export const depositRow = z.object({
  /** `<officeId>|<accountId>|<currency>` */
  _id: id,
  officeId: id,
  accountId: id,
  /** What people call it, such as `D-000123`. */
  number: z.string(),
  creditorReference: z.string(),
  /** Never below zero. */
  balance: moneySchema,
  createdAt: instant,
  updatedAt: instant,
})

const cashMeans = z.enum(['cash', 'cheque'])
const cashCount = z.object({ means: cashMeans, amount: moneySchema })

/** What a cashier took from a payer, with the number of the receipt. */
const cashTaking = z.object({
  _id: id,
  kind: z.literal('taking'),
  officeId: id,
  cashierId: id,
  /** Office-local. */
  day: plainDateSchema,
  /** Null for money into a deposit. */
  attemptId: id.nullable(),
  orderId: id.nullable(),
  accountId: id,
  /** An order's or a deposit's number. */
  about: z.string(),
  amount: moneySchema,
  means: cashMeans,
  chequeNumber: z.string().nullable(),
  tendered: moneySchema.nullable(),
  change: moneySchema.nullable(),
  receiptNumber: z.string(),
  state: z.enum(['taken', 'voided']),
  at: instant,
  voidedAt: instant.nullable(),
})

/** One cashier's day, open from the first taking until it is counted; then it never changes. */
const cashDay = z.object({
  /** `<officeId>|<day>|<cashierId>` */
  _id: id,
  kind: z.literal('day'),
  officeId: id,
  cashierId: id,
  day: plainDateSchema,
  state: z.enum(['open', 'closed']),
  /** Counts what happened in it: a count of the drawer that missed something is refused. */
  rev: z.number().int(),
  expected: z.array(cashCount),
  counted: z.array(cashCount),
  /** Counted less expected, where it is not zero. */
  differences: z.array(cashCount),
  note: z.string().nullable(),
  closedAt: instant.nullable(),
})

export const cashRow = z.discriminatedUnion('kind', [cashTaking, cashDay])
export type CashTaking = z.infer<typeof cashTaking>
export type CashDay = z.infer<typeof cashDay>
