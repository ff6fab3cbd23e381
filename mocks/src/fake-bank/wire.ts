/** The bank's own reading of docs/wire/card-gateway.md: requests in, payments, refunds and callbacks out. */
import { currencySchema, money } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { z } from 'zod'
import { HttpRefusal } from '../web-server.ts'
import type { PaymentRow, RefundRow } from './books.ts'

const httpUrl = z.url({ protocol: /^https?$/ })

const amountSchema = z
  .strictObject({ value: z.string().regex(/^\d{1,18}$/), currency: z.string() })
  .transform(({ value, currency }, context): Money => {
    const known = currencySchema.safeParse(currency)
    if (known.success) return money(BigInt(value), known.data)
    context.addIssue({ code: 'custom', message: 'currency-not-offered', path: ['currency'] })
    return z.NEVER
  })

export const createPaymentSchema = z.strictObject({
  merchant: z.string().min(1).max(64),
  reference: z.string().min(1).max(64),
  amount: amountSchema,
  description: z.string().max(140),
  return_url: httpUrl,
  callback_url: httpUrl,
  locale: z.string().max(35).optional(),
})
export type CreatePayment = z.infer<typeof createPaymentSchema>

export const createRefundSchema = z.strictObject({
  reference: z.string().min(1).max(64),
  amount: amountSchema,
})
export type CreateRefund = z.infer<typeof createRefundSchema>

const notices: Readonly<Record<string, readonly [status: number, message: string]>> = {
  malformed: [400, 'The request is not readable, or a member is missing or wrong.'],
  unauthorised: [401, 'The API key is not valid.'],
  declined: [402, 'Not with this merchant, payer or amount.'],
  'not-found': [404, 'Unknown here.'],
  'not-cancellable': [409, 'The payment has come too far to be cancelled.'],
  'not-open': [409, 'Only a payment that is still open can expire.'],
  'not-refundable': [409, 'Nothing was captured.'],
  'amount-out-of-range': [422, 'The amount is not within the limits.'],
  'currency-not-offered': [422, 'This currency is not offered.'],
  'reference-used': [422, 'Another payment or refund has this reference.'],
  'idempotency-key-reused': [422, 'The idempotency key was used with another content.'],
  'refund-exceeds-captured': [422, 'More than was captured cannot go back.'],
  'too-many-requests': [429, 'Slow down.'],
  failure: [500, 'The bank has a bad day.'],
}

/** Returns the bank's refusal of that code, ready to be thrown. */
export function refusal(code: string): HttpRefusal {
  const [status, message] = notices[code] ?? [500, 'Unknown failure.']
  return new HttpRefusal(status, { error: { code, message } })
}

/** Parses a request. @throws HttpRefusal 400 or 422. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const currency = parsed.error.issues.some((issue) => issue.message === 'currency-not-offered')
  throw refusal(currency ? 'currency-not-offered' : 'malformed')
}

const amountOut = (amount: Money) => ({ value: amount.amountMinor.toString(), currency: amount.currency })

const paymentCore = (row: PaymentRow) => ({
  id: row.id,
  reference: row.reference,
  status: row.status,
  amount: amountOut(row.amount),
  captured: amountOut(row.captured),
  refunded: amountOut(row.refunded),
  charged_back: amountOut(row.chargedBack),
})

export const paymentOut = (row: PaymentRow, publicUrl: string) => ({
  ...paymentCore(row),
  merchant: row.merchant,
  page_url: `${publicUrl}/pay/${row.id}`,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
  expires_at: row.expiresAt,
})

export const refundOut = (row: RefundRow) => ({
  id: row.id,
  payment: row.payment,
  reference: row.reference,
  status: row.status,
  amount: amountOut(row.amount),
  created_at: row.createdAt,
  updated_at: row.updatedAt,
})

/** Returns one item of a callback: how the payment stands now. */
export const eventOut = (row: PaymentRow, id: string) => ({
  id,
  type: 'payment.updated',
  occurred_at: row.updatedAt,
  payment: paymentCore(row),
})
