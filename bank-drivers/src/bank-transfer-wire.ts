/** The wire of the bank's statements as this side reads it; docs/wire/bank-transfer.md is the bank's own description. */
import { z } from 'zod'
import type { DriverOutcome } from './manifest.ts'

/** What is known of a transfer: the bank itself only tells of money that it has booked. */
export const statuses = {
  ISSUED: 'awaiting-funds',
  'PART-BOOKED': 'partially-funded',
  BOOKED: 'succeeded',
} as const satisfies Record<string, DriverOutcome>

const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
export const cursorSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

export const statementListSchema = z.object({
  statements: z
    .array(
      z.object({
        id: idSchema,
        /** Such as `camt.053.001.08`. */
        format: z.string().min(1).max(40),
        name: z.string().min(1).max(140),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(100),
  cursor: cursorSchema,
})
export type BankStatement = z.infer<typeof statementListSchema>['statements'][number]

/** The codes are the bank's; its free text stays outside, as it may repeat what we sent. */
export const refusalSchema = z.object({
  error: z.object({ code: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
})
