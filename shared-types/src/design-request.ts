/** The shape of an industrial design application as it is submitted; the form's checker holds it against an office's rules. */
import { z } from 'zod'
import { maxDocuments } from './documents.ts'
import { documentReferenceSchema } from './documents-schema.ts'
import { uuidSchema } from './ids.ts'
import { languageSchema } from './localized.ts'
import { agentSchema, applicantSchema, personSchema } from './parties.ts'
import { plainLine, plainText } from './plain-text.ts'
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
  requestId: uuidSchema,
  kind: z.literal('design-application'),
  formVersion: z.string().regex(/^[\w.-]{1,40}$/),
  branch: z.string().regex(/^[a-z0-9-]{1,60}$/),
  language: languageSchema,
  ownReference: plainLine(60).optional(),
  applicants: z.array(applicantSchema).min(1, 'Name at least one applicant.').max(50),
  agent: agentSchema.optional(),
  designs: z.array(designSchema).min(1, 'Show at least one design.').max(100),
  /** Whether the designs belong together as a set. */
  isSet: yesNo.optional(),
  designers: z.array(z.strictObject({ person: personSchema, waiver: yesNo.optional() })).max(50),
  priorities: z.array(prioritySchema).max(20),
  /** For how many months publication of the deferred designs is to wait, 30 at most. */
  deferMonths: z.number().int().min(1).max(30).optional(),
  documents: z.array(documentReferenceSchema).max(maxDocuments),
  signature: z.strictObject({ name: plainLine(200), capacity: plainLine(100) }),
})
export type DesignRequest = z.infer<typeof designRequestSchema>
