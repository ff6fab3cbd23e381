/** A post-filing request as it is submitted. Its own entries stand in `data`, which the form of its type checks, entry by entry. */
import { z } from 'zod'
import { plainLine } from '../plain-text.ts'
import { ofEveryRequest } from '../request-members.ts'

const idSchema = z.string().min(1).max(64)

export const postFilingRequestSchema = z.strictObject({
  ...ofEveryRequest,
  kind: z.literal('post-filing'),
  /** Which request it is, such as `renewal`. */
  type: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  formVersion: z.string().regex(/^[\w.-]{1,60}$/),
  right: z.enum(['TM', 'PT', 'UM', 'DS']),
  /** What it is about, as the party knows it: a file by its number, and in it a notice; or an order, or an attempt of one. */
  fileNumber: plainLine(60).optional(),
  noticeId: idSchema.optional(),
  orderNumber: plainLine(60).optional(),
  attemptId: idSchema.optional(),
  data: z.record(z.string().max(60), z.json()),
})
export type PostFilingRequest = z.infer<typeof postFilingRequestSchema>
