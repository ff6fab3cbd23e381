/** The billing gateway's wire as this side reads it; docs/wire/billing-gateway.md is the service's own description. */
import { createHash, createHmac } from 'node:crypto'
import { currencySchema, formatAmount, parseAmount } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { z } from 'zod'
import type { Secret } from './contract.ts'
import type { DriverOutcome } from './manifest.ts'

/** Every bill status that the service documents. A payer who has begun may still go back, so that is waiting for money as well. */
export const statuses = {
  ISSUED: 'awaiting-funds',
  IN_PROGRESS: 'awaiting-funds',
  PAID: 'succeeded',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  REVERSED: 'charged-back',
} as const satisfies Record<string, DriverOutcome>

/** Twelve digits, the last two of which check the others (ISO 7064, MOD 97-10). */
export const billNumberSchema = z
  .string()
  .regex(/^\d{12}$/)
  .refine((digits) => Number(digits) % 97 === 1, { message: 'The check digits are wrong.' })

const instantSchema = z.iso.datetime().transform((text) => new Date(text))
const decimalSchema = z.string().regex(/^(0|[1-9]\d{0,14})(\.\d{1,4})?$/)

/** Reads decimals that have exactly as many digits as their currency; anything else is an issue, never rounded. */
function exactly(text: string, currency: Money['currency'], name: string, context: z.RefinementCtx): Money {
  try {
    const amount = parseAmount(text, currency)
    if (formatAmount(amount) === text) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  context.addIssue({
    code: 'custom',
    path: [name],
    message: 'Not an amount with the decimals of its currency.',
  })
  return z.NEVER
}

const coreShape = {
  bill_number: billNumberSchema,
  reference: z.string().min(1).max(64),
  status: z.string().regex(/^[A-Z_]{1,40}$/),
  currency: currencySchema,
  total: decimalSchema,
  paid: decimalSchema,
  reversed: decimalSchema,
}
type Core = z.infer<z.ZodObject<typeof coreShape>>

const amountsOf = (core: Core, context: z.RefinementCtx) => ({
  total: exactly(core.total, core.currency, 'total', context),
  paid: exactly(core.paid, core.currency, 'paid', context),
  reversed: exactly(core.reversed, core.currency, 'reversed', context),
})

const billCoreSchema = z
  .object(coreShape)
  .transform((core, context) => ({ ...core, ...amountsOf(core, context) }))
export type BillCore = z.infer<typeof billCoreSchema>

export const billSchema = z
  .object({
    ...coreShape,
    biller: z.string(),
    pay_url: z.url(),
    expires_at: instantSchema,
    updated_at: instantSchema,
  })
  .transform((bill, context) => ({ ...bill, ...amountsOf(bill, context) }))
export type Bill = z.infer<typeof billSchema>

export const billListSchema = z.object({ bills: z.array(billSchema).max(100) })

export const settlementsSchema = z.object({
  settlements: z
    .array(
      z.object({
        id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
        name: z.string().min(1).max(140),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        bytes: z.number().int().min(0),
      }),
    )
    .max(50),
  next: z.string().regex(/^\d{1,9}$/),
})

export const notFoundCode = 'unknown-bill'

/** The codes are the service's; its free text stays outside, as it may repeat what we sent. */
export const refusalSchema = z.object({ code: z.string().regex(/^[a-z0-9-]{1,64}$/) })

/** A notice's envelope; its items are read one by one, so that a bad one does not take the others with it. */
export const noticeSchema = z.object({ biller: z.string(), changes: z.array(z.unknown()).max(500) })
export const anyChangeSchema = z.object({ type: z.string() })
export const billChangeSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  type: z.literal('bill.changed'),
  at: instantSchema,
  bill: billCoreSchema,
})

export type SignedCall = {
  readonly method: 'GET' | 'POST'
  /** Path and query, from `/v1` on. */
  readonly target: string
  readonly idempotencyKey: string
  readonly body: string
}

/** Returns the Authorization header of a call. */
export function authorizationOf(call: SignedCall, biller: string, key: Secret, now: Date): string {
  const time = Math.floor(now.getTime() / 1000).toString()
  const digest = createHash('sha256').update(call.body).digest('hex')
  const signature = createHmac('sha256', key.value)
    .update([call.method, call.target, time, call.idempotencyKey, digest].join('\n'))
    .digest('base64url')
  return `NBS1 biller="${biller}", key="${key.id}", time="${time}", signature="${signature}"`
}
