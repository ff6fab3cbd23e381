/** The message on the queue: a wake-up that names what to look at in MongoDB, and says nothing else. */
import { z } from 'zod'
import { officeIdSchema, streamSchema } from './ids.ts'

export const processorNames = [
  'reception',
  'fees',
  'payments',
  'examination',
  'notification',
  'status',
] as const
export type ProcessorName = (typeof processorNames)[number]
export const processorNameSchema = z.enum(processorNames)

/** The largest body of a wake-up. */
export const maxWakeUpBytes = 1024

export const wakeUpSchema = z.strictObject({
  v: z.literal(1),
  officeId: officeIdSchema,
  kind: z.enum(['event', 'callback', 'job']),
  /** Id of the event, callback or job. */
  id: z.string().min(1).max(100),
  stream: streamSchema.optional(),
  seq: z.number().int().positive().optional(),
})
export type WakeUp = z.infer<typeof wakeUpSchema>
