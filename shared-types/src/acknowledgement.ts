/** The acknowledgement: what the office signs at once when it has accepted a submission. */
import { z } from 'zod'
import { officeIdSchema, sha256Schema, uuidSchema } from './ids.ts'
import { moneySchema } from './money-schema.ts'

/** Claims of the acknowledgement's JWS. Times are ISO 8601 in UTC. */
export const acknowledgementSchema = z.object({
  iss: z.string(),
  officeId: officeIdSchema,
  dossierId: uuidSchema,
  submissionId: z.string(),
  submissionNumber: z.string(),
  receivedAt: z.iso.datetime(),
  receivedDate: z.iso.date(),
  clockDoubt: z.boolean(),
  bodySha256: sha256Schema,
  requests: z.array(
    z.object({
      requestId: uuidSchema,
      onlineId: z.string(),
      documents: z.array(z.object({ role: z.string(), sha256: sha256Schema, bytes: z.number().int() })),
    }),
  ),
  order: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    total: moneySchema,
    agreementNeeded: z.boolean(),
  }),
})
export type Acknowledgement = z.infer<typeof acknowledgementSchema>
