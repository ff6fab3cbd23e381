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
  /** What the line is for where there are several of its kind, such as a designated state by its code. */
  detail: z.string().optional(),
  /** What one would have cost, and what took something off it, each by its rule. */
  fullUnitMinor: minorUnitsSchema.optional(),
  reductions: z
    .array(
      z.object({
        code: z.string(),
        rule: z.string(),
        citation: citationSchema.optional(),
        label: localizedSchema,
        /** What it takes off one. */
        lessMinor: minorUnitsSchema,
      }),
    )
    .optional(),
  /** Where the least or the most that the fee amounts to stands instead of what was counted. */
  bounded: z.enum(['least', 'most']).optional(),
})
export type FeeLine = z.infer<typeof feeLineSchema>
