/** The shape of an industrial design application as it is submitted; the form's checker holds it against an office's rules. */
import { z } from 'zod'
import { personSchema } from './parties.ts'
import { plainLine, plainText } from './plain-text.ts'
import { ofEveryApplication } from './request-members.ts'
import { says } from './says.ts'
import { prioritySchema, viewSchema } from './trademark-request.ts'
import { isLocarnoClass } from './value-rules.ts'

const yesNo = z.enum(['yes', 'no'])

export const designSchema = z.strictObject({
  product: plainLine(300),
  /** Locarno class and subclass, such as `06-01`. */
  locarno: z.string().refine(isLocarnoClass, says('locarno')).optional(),
  verbalElement: plainLine(300).optional(),
  description: plainText(2000).optional(),
  colours: z.array(plainLine(60)).max(20).optional(),
  /** Each view by the SHA-256 of its document, in the order of their numbers. */
  views: z.array(viewSchema).min(1, 'Show the design in at least one view.').max(20),
  deferred: yesNo.optional(),
})

export const designRequestSchema = z.strictObject({
  ...ofEveryApplication,
  kind: z.literal('design-application'),
  designs: z.array(designSchema).min(1, 'Show at least one design.').max(100),
  /** Whether the designs belong together as a set. */
  isSet: yesNo.optional(),
  designers: z.array(z.strictObject({ person: personSchema, waiver: yesNo.optional() })).max(50),
  priorities: z.array(prioritySchema).max(20),
  /** For how many months publication of the deferred designs is to wait, 30 at most. */
  deferMonths: z.number().int().min(1).max(30).optional(),
})
export type DesignRequest = z.infer<typeof designRequestSchema>
