/** The shape of a trademark application as it is submitted; `forms/check-form.ts` holds it against an office's rules. */
import { z } from 'zod'
import { maxDocuments } from './documents.ts'
import { documentReferenceSchema } from './documents-schema.ts'
import { sha256Schema, uuidSchema } from './ids.ts'
import { languageSchema } from './localized.ts'
import { agentSchema, applicantSchema, countrySchema } from './parties.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { plainLine, plainText } from './plain-text.ts'
import { says } from './says.ts'
import { isNiceClass } from './value-rules.ts'

export const markSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('word'), text: plainLine(500) }),
  z.strictObject({
    kind: z.literal('figurative'),
    imageSha256: sha256Schema,
    verbalElements: plainLine(500).optional(),
    description: plainText(2000).optional(),
    colours: z.array(plainLine(60)).max(20).optional(),
  }),
])
export type Mark = z.infer<typeof markSchema>

/** The kinds of mark that the form takes. */
export const markKinds = ['word', 'figurative'] as const satisfies readonly Mark['kind'][]
export const markKindSchema = z.enum(markKinds)

/** Goods or services in one class of the Nice Classification (1–45). */
export const classEntrySchema = z.strictObject({
  classNumber: z.number().refine(isNiceClass, says('class-number')),
  terms: z.array(plainLine(500)).min(1, 'Name at least one good or service in this class.').max(10_000),
})

export const prioritySchema = z.strictObject({
  country: countrySchema,
  number: plainLine(60),
  date: plainDateSchema,
})

export const trademarkRequestSchema = z.strictObject({
  requestId: uuidSchema,
  kind: z.literal('trademark-application'),
  formVersion: z.string().regex(/^[\w.-]{1,40}$/),
  branch: z.string().regex(/^[a-z0-9-]{1,60}$/),
  language: languageSchema,
  ownReference: plainLine(60).optional(),
  applicants: z.array(applicantSchema).min(1, 'Name at least one applicant.').max(50),
  agent: agentSchema.optional(),
  mark: markSchema,
  goodsAndServices: z.array(classEntrySchema).min(1, 'Name at least one class.').max(45),
  priorities: z.array(prioritySchema).max(20),
  documents: z.array(documentReferenceSchema).max(maxDocuments),
  signature: z.strictObject({ name: plainLine(200), capacity: plainLine(100) }),
})
export type TrademarkRequest = z.infer<typeof trademarkRequestSchema>
