/** What the contract lets a driver say, as schemas: a driver may be plain JavaScript, so nothing that it returns is taken on trust. */
import { currencySchema, nextActionSchema } from '@lodge/shared-types'
import { z } from 'zod'
import { driverOutcomeSchema, refundOutcomeSchema } from '../manifest.ts'

const text = z.string().min(1)
const instant = z.date()
const amount = z.strictObject({ amountMinor: z.bigint(), currency: currencySchema })

export const initiateResultSchema = z.strictObject({
  outcome: driverOutcomeSchema,
  bankReference: text,
  bankStatus: text,
  nextAction: nextActionSchema.optional(),
  expiresAt: instant.optional(),
})

const facts = {
  bankReference: text,
  outcome: driverOutcomeSchema,
  amount,
  bankAt: instant,
  bankStatus: text,
}

const notFound = z.strictObject({ found: z.literal(false) })
export const queryResultSchema = z.discriminatedUnion('found', [
  notFound,
  z.strictObject({ found: z.literal(true), ...facts }),
])

const refundFacts = {
  outcome: refundOutcomeSchema,
  bankRefundReference: text,
  bankStatus: text,
  amount,
  bankAt: instant,
}
export const refundResultSchema = z.strictObject(refundFacts)
export const refundQueryResultSchema = z.discriminatedUnion('found', [
  notFound,
  z.strictObject({ found: z.literal(true), ...refundFacts }),
])

export const verificationSchema = z.discriminatedUnion('verified', [
  z.strictObject({ verified: z.literal(true), eventId: text, at: instant, keyId: text }),
  z.strictObject({ verified: z.literal(false), reason: text }),
])

export const translationSchema = z.strictObject({
  events: z.array(z.strictObject({ eventId: text, attemptId: text.optional(), ...facts })),
  rejected: z.array(z.strictObject({ index: z.number().int().nonnegative(), reason: text })),
})

export const settlementPageSchema = z.strictObject({
  files: z.array(z.strictObject({ name: text, format: text, bytes: z.instanceof(Uint8Array) })),
  nextCursor: z.string(),
})
