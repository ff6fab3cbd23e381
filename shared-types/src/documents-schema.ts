/** Schemas of documents, and of what an office takes. */
import { z } from 'zod'
import { documentRoles, mediaTypes } from './documents.ts'
import { sha256Schema } from './ids.ts'
import { plainLine } from './plain-text.ts'
import { says } from './says.ts'
import { isFileName, maxFileName } from './value-rules.ts'

export const documentRoleSchema = z.enum(documentRoles)
export const mediaTypeSchema = z.enum(mediaTypes)

/** A document that a request names; its bytes were uploaded before, under their SHA-256. */
export const documentReferenceSchema = z.strictObject({
  role: documentRoleSchema,
  sha256: sha256Schema,
  fileName: plainLine(maxFileName).refine(isFileName, says('file-name')),
  mediaType: mediaTypeSchema,
  bytes: z.number().int().positive(),
})
export type DocumentReference = z.infer<typeof documentReferenceSchema>

/** What an office takes for one role. */
export const documentRuleSchema = z.strictObject({
  mediaTypes: z.array(mediaTypeSchema).min(1),
  maxBytes: z.number().int().positive(),
  maxPixels: z.number().int().positive().optional(),
})
export type DocumentRule = z.infer<typeof documentRuleSchema>
