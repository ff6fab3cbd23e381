/** The lines of an order, each explained. */
import { z } from 'zod'
import { uuidSchema } from './ids.ts'
import { citationSchema, localizedSchema } from './localized.ts'
import { minorUnitsSchema } from './money-schema.ts'

/** One explained line of an order: `quantity` × `unitMinor` = `amountMinor`, by `rule`. */
export const feeLineSchema = z.object({
  code: z.string(),
  rule: z.string(),
  citation: citationSchema.optional(),
  label: localizedSchema,
  /** The request that the line is for; null for a line about the whole dossier, such as a tax. */
  requestId: uuidSchema.nullable(),
  quantity: z.number().int(),
  unitMinor: minorUnitsSchema,
  amountMinor: minorUnitsSchema,
})
export type FeeLine = z.infer<typeof feeLineSchema>
