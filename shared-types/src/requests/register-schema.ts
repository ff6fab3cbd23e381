/** The schema of what the register holds beside the application, as it is stored with every version. */
import { z } from 'zod'
import { plainDateSchema } from '../plain-date-schema.ts'
import { addressSchema } from '../parties.ts'
import { emailSchema, plainLine } from '../plain-text.ts'
import { dateNames } from './file-facts.ts'
import type { RegisterRest } from './register.ts'
import { registerListSchema } from './request-type-schema.ts'

/** Where letters about a file go. */
export const correspondenceSchema = z.object({
  name: plainLine(500).optional(),
  address: addressSchema,
  email: emailSchema.optional(),
})

const entrySchema = z.object({
  no: z.string().regex(/^[A-Z]-\d{1,6}$/),
  list: registerListSchema,
  state: z.enum(['in-force', 'ended']),
  since: plainDateSchema,
  until: plainDateSchema.nullable(),
  madeBy: z.string(),
  changedBy: z.string().nullable(),
  version: z.number().int().positive(),
  data: z.record(z.string(), z.json()),
})

export const registerRestSchema: z.ZodType<RegisterRest> = z.object({
  correspondence: correspondenceSchema.nullable(),
  entries: z.array(entrySchema),
  flags: z.array(z.string()),
  dates: z.partialRecord(z.enum(dateNames), plainDateSchema),
  parent: z.object({ fileId: z.string(), fileNumber: z.string() }).nullable(),
  designNumbers: z.array(z.string()).optional(),
})
