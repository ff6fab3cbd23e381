/** What server and client of the fake books say to each other. */
import { moneySchema } from '@lodge/shared-types'
import { z } from 'zod'

const text = z.string().min(1).max(200)

export const debitSchema = z.strictObject({
  key: text,
  attemptId: text,
  accountId: text,
  amount: moneySchema,
})
export const creditSchema = z.strictObject({
  key: text,
  refundId: text,
  attemptId: text,
  amount: moneySchema,
})
export const depositSchema = z.strictObject({ accountId: text, amount: moneySchema })
export const takingSchema = z.strictObject({ attemptId: text, asked: moneySchema, amount: moneySchema })

const instant = z.iso.datetime().transform((iso) => new Date(iso))
const entryMembers = { entryId: text, amount: moneySchema, at: instant }
export const entrySchema = z.object(entryMembers)
export const debitAnswerSchema = z.discriminatedUnion('taken', [
  z.object({ taken: z.literal(true), entry: entrySchema }),
  z.object({ taken: z.literal(false), reason: z.enum(['insufficient', 'no-account']) }),
])
/** Of a search: `entry` is missing where nothing was found. */
export const foundSchema = z.object({ entry: entrySchema.optional() })
export const foundTakenSchema = z.object({
  entry: z.object({ ...entryMembers, asked: moneySchema }).optional(),
})
export const booksErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
