/** A post-filing request as it is submitted. Its own entries stand in `data`, which the form of its type checks, entry by entry. */
import { z } from 'zod'
import { maxDocuments } from '../documents.ts'
import { documentReferenceSchema } from '../documents-schema.ts'
import { uuidSchema } from '../ids.ts'
import { languageSchema } from '../localized.ts'
import { plainLine } from '../plain-text.ts'

const idSchema = z.string().min(1).max(64)

export const postFilingRequestSchema = z.strictObject({
  requestId: uuidSchema,
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
  branch: z.string().regex(/^[a-z0-9-]{1,60}$/),
  language: languageSchema,
  ownReference: plainLine(60).optional(),
  data: z.record(z.string().max(60), z.json()),
  documents: z.array(documentReferenceSchema).max(maxDocuments),
  signature: z.strictObject({ name: plainLine(200), capacity: plainLine(100) }),
})
export type PostFilingRequest = z.infer<typeof postFilingRequestSchema>
