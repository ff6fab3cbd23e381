/** An office's own rules for post-filing requests: which types it takes and how strictly, its named periods, and its terms of protection. */
import { z } from 'zod'
import { codeSchema } from '../code.ts'
import { staffRoles } from '../roles.ts'
import { rights } from '../request-kinds.ts'

const count = z.number().int().positive().max(1000)
const unit = z.enum(['days', 'months', 'years'])

/** A span of time that an office gives. */
export const fixedSpanSchema = z.strictObject({ count, unit })
export type FixedSpan = z.infer<typeof fixedSpanSchema>

export const takenTypeSchema = z.strictObject({
  /** What a request outside its gate comes to: it is refused, or taken with a warning for the office. */
  severity: z.enum(['blocking', 'warning']),
  /** Instead of what the type itself says. */
  grantedBy: z.union([z.literal('rule'), z.array(z.enum(staffRoles)).min(1)]).exactOptional(),
  approvedBy: z.array(z.enum(staffRoles)).max(3).exactOptional(),
})

export const postFilingRulesSchema = z.strictObject({
  /** The request types that the office takes, by their names. */
  types: z.record(codeSchema, takenTypeSchema),
  /** What gates and effects name by `{ "period": … }`. */
  periods: z.record(codeSchema, fixedSpanSchema),
  /** How long each right is protected from its first term on, and from which date the term is counted. */
  terms: z.partialRecord(
    z.enum(rights),
    z.strictObject({ count, unit, from: z.enum(['filing', 'registration']) }),
  ),
  /** How often the time limit of one notice can be extended. */
  maxExtensions: z.number().int().nonnegative().max(20).default(3),
  /** The year for which the first annuity is due, counted from the filing date: 3 is due two years after it. */
  firstAnnuity: z.number().int().min(2).max(20).default(3),
})
export type PostFilingRules = z.infer<typeof postFilingRulesSchema>

/** The rules of an office that takes no post-filing requests. */
export const noPostFiling: PostFilingRules = {
  types: {},
  periods: {},
  terms: {},
  maxExtensions: 3,
  firstAnnuity: 3,
}
