/** The card gateway's wire as this side reads it; docs/wire/card-gateway.md is the bank's own description. */
import { currencySchema, money } from '@lodge/shared-types'
import { z } from 'zod'
import type { DriverOutcome, RefundOutcome } from './manifest.ts'

/** Every payment status that the bank documents. */
export const statuses = {
  NEW: 'action-required',
  PROCESSING: 'pending',
  CAPTURED: 'succeeded',
  DECLINED: 'failed',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  PARTLY_REFUNDED: 'refunded',
  REFUNDED: 'refunded',
  CHARGED_BACK: 'charged-back',
} as const satisfies Record<string, DriverOutcome>

export const refundStatuses = {
  PENDING: 'pending',
  DONE: 'succeeded',
  FAILED: 'failed',
} as const satisfies Record<string, RefundOutcome>

/** The bank's ids: no dot, as they are part of what is signed, and safe in a path. */
export const bankIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const statusSchema = z.string().regex(/^[A-Z_]{1,40}$/)

const amountSchema = z
  .object({ value: z.string().regex(/^(0|[1-9]\d{0,17})$/), currency: currencySchema })
  .transform(({ value, currency }) => money(BigInt(value), currency))
const instantSchema = z.iso.datetime().transform((text) => new Date(text))

const paymentCore = {
  id: bankIdSchema,
  reference: z.string().min(1).max(64),
  status: statusSchema,
  amount: amountSchema,
  captured: amountSchema,
  refunded: amountSchema,
  charged_back: amountSchema,
}

const paymentCoreSchema = z.object(paymentCore)
export type BankPaymentCore = z.infer<typeof paymentCoreSchema>

export const paymentSchema = z.object({
  ...paymentCore,
  merchant: z.string(),
  page_url: z.url(),
  updated_at: instantSchema,
  expires_at: instantSchema,
})
export type BankPayment = z.infer<typeof paymentSchema>

export const paymentListSchema = z.object({ payments: z.array(paymentSchema).max(100) })

export const refundSchema = z.object({
  id: bankIdSchema,
  payment: bankIdSchema,
  reference: z.string().min(1).max(64),
  status: statusSchema,
  amount: amountSchema,
  updated_at: instantSchema,
})
export type BankRefund = z.infer<typeof refundSchema>

export const refundListSchema = z.object({ refunds: z.array(refundSchema).max(100) })

export const notFoundCode = 'not-found'

/** The codes are the bank's; its free text stays outside, as it may repeat what we sent. */
export const refusalSchema = z.object({
  error: z.object({ code: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
})

/** A callback's envelope; its items are read one by one, so that a bad one does not take the others with it. */
export const callbackSchema = z.object({ merchant: z.string(), events: z.array(z.unknown()).max(500) })

export const anyEventSchema = z.object({ type: z.string() })

export const paymentEventSchema = z.object({
  id: bankIdSchema,
  type: z.literal('payment.updated'),
  occurred_at: instantSchema,
  payment: paymentCoreSchema,
})
