/** The schema of why a computed date is what it is, as histories keep it. */
import { z } from 'zod'
import type { TraceReason } from './trace-words.ts'

const paidOn = z.string().nullable()

export const traceReasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('received'), at: z.string(), timeZone: z.string() }),
  z.object({ kind: z.literal('submission-counts') }),
  z.object({ kind: z.literal('open-day-counts') }),
  z.object({ kind: z.literal('both-there-counts'), paidOn }),
  z.object({ kind: z.literal('paid-in-time'), paidOn }),
  z.object({ kind: z.literal('paid-late'), paidOn }),
  z.object({
    kind: z.literal('closed'),
    day: z.string(),
    weekday: z.number().int().min(0).max(6).nullable(),
    name: z.string(),
  }),
  z.object({
    kind: z.literal('period-ends'),
    count: z.number().int(),
    unit: z.enum(['days', 'weeks', 'months', 'years']),
    from: z.string(),
  }),
  z.object({ kind: z.literal('kept-from'), fileNumber: z.string() }),
]) satisfies z.ZodType<TraceReason>
