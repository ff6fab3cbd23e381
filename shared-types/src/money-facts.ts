/** What events about money say: payments, refunds, a payer's account, and orders whose time is over. */
import { z } from 'zod'
import { attemptStatusSchema } from './attempt.ts'
import { moneySchema } from './money-schema.ts'
import { placedSchema } from './placement.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { refundFroms, refundStateSchema, refundWays } from './refund.ts'

const id = z.string().min(1).max(64)
const instant = z.date()

/** What a payment event says. */
export const payment = z.object({
  orderId: id,
  attemptId: id,
  driverId: id,
  status: attemptStatusSchema,
  /** What the attempt is for. */
  amount: moneySchema,
  /** Money that moved with this event; null when none did. */
  moved: moneySchema.nullable(),
  /** When the bank says that it happened; null when the bank said no time. */
  bankAt: instant.nullable(),
  /** When the office learnt of it. */
  knownAt: instant,
  /** Why a person must look, for doubted and reviewed payments. */
  reason: z.string().max(200).nullable(),
  /** Where the money that moved was put, or came from; absent where none moved, and in histories from before it was kept. */
  placed: placedSchema.optional(),
  /** How money of a refund went back; absent for the bank's own way. */
  route: z.enum(refundWays).optional(),
  /** The refund that moved it, where the office knows. */
  refundId: id.optional(),
})

/** Why a payer's account changed. */
export const accountReasons = [
  'over-payment',
  'money-back',
  'payment',
  'refund',
  'top-up',
  'set-aside',
  'released',
] as const

/** What an event of a payer's account says. */
export const journalReference = z.object({
  amount: moneySchema,
  /** The event or journal entry that it comes with. */
  entryId: id,
  reason: z.string().max(200),
  /** Absent in histories from before it was kept. */
  kind: z.enum(accountReasons).optional(),
  /** What it is about, as people know it: an order's number, or a cashier's receipt. */
  about: z.string().max(100).optional(),
})

/** An order that is not paid as its last day to pay comes near, or has passed. */
export const orderDue = z.object({ orderId: id, missing: moneySchema, payBy: plainDateSchema })

/** What each step of a refund says. */
export const refundFacts = z.object({
  refundId: id,
  attemptId: id,
  orderId: id,
  amount: moneySchema,
  from: z.enum(refundFroms),
  way: z.enum(refundWays),
  state: refundStateSchema,
  reason: z.string().max(200).nullable(),
})
