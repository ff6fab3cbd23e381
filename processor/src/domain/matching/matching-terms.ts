/** The words of matching: which rule a line of a statement fits, where its parts belong, and why it is in suspense. */
import { minorUnitsSchema } from '@lodge/shared-types'
import { z } from 'zod'

const id = z.string().min(1)

/** Rules of matching, in their order: the first that fits wins. `person`: two people decided. */
export const matchRules = [
  'external-id',
  'reference-exact',
  'reference-other',
  'reference-closed',
  'deposit-reference',
  'number-and-payer',
  'batch-net',
  'refund-paid',
  'return',
  'bank-fee',
  'none',
  'person',
] as const
export const matchRuleSchema = z.enum(matchRules)
export type MatchRule = z.infer<typeof matchRuleSchema>

/** Why money is in suspense, or only proposed. */
export const suspenseReasons = [
  'no-reference',
  'unknown-reference',
  'several-references',
  'reference-contradicts',
  'amount-differs',
  'other-currency',
  'already-settled',
  'order-not-agreed',
  'part-not-allowed',
  'over-not-allowed',
  'number-only',
  'unknown-payer',
  'unknown-original',
  'moved-on',
  'details-off',
  'payout-came-back',
  'unknown-outgoing',
] as const
export const suspenseReasonSchema = z.enum(suspenseReasons)
export type SuspenseReason = z.infer<typeof suspenseReasonSchema>

/** Where a part of a line belongs; `amountMinor` is signed like the line, and all parts add up to it. */
export const linePartSchema = z.discriminatedUnion('kind', [
  /** Money for an order; `attemptId` is the attempt that waits for it, null where one is opened on the spot. */
  z.object({
    kind: z.literal('order'),
    orderId: id,
    attemptId: id.nullable(),
    amountMinor: minorUnitsSchema,
  }),
  /** Money that the bank of an attempt has confirmed, or ought to have, now on the office's account. */
  z.object({ kind: z.literal('settled'), attemptId: id, driverId: id, amountMinor: minorUnitsSchema }),
  /** The payer's credit: a top-up, or what came for an order that needs it no more. */
  z.object({
    kind: z.literal('deposit'),
    accountId: id,
    orderId: id.nullable(),
    amountMinor: minorUnitsSchema,
  }),
  /** What the bank keeps for itself, or gives back of it. */
  z.object({ kind: z.literal('bank-fee'), amountMinor: minorUnitsSchema }),
  /** A refund that a person ordered as a transfer, on its way out or back. */
  z.object({ kind: z.literal('refund'), refundId: id, amountMinor: minorUnitsSchema }),
  /** Suspense money that two people sent back to who paid it. */
  z.object({ kind: z.literal('send-back'), lineId: id, amountMinor: minorUnitsSchema }),
  /** The inverse of an earlier line: what that did is undone. */
  z.object({ kind: z.literal('undo'), lineId: id, amountMinor: minorUnitsSchema }),
  /** Income or cost that is no fee of a dossier, by a person's word. */
  z.object({ kind: z.literal('other'), amountMinor: minorUnitsSchema }),
])
export type LinePart = z.infer<typeof linePartSchema>

/** Where suspense money is to go, as a person proposes it. */
export const matchTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order'), orderId: id }),
  z.strictObject({ kind: z.literal('deposit'), accountId: id }),
  z.strictObject({ kind: z.literal('send-back') }),
  z.strictObject({ kind: z.literal('bank-fee') }),
  z.strictObject({ kind: z.literal('other') }),
])
export type MatchTarget = z.infer<typeof matchTargetSchema>
