/** Documents of a dossier: what they are for, and the rules that device and server check alike. */
import { z } from 'zod'
import { sha256Schema } from './ids.ts'
import { plainLine } from './plain-text.ts'

export const documentRoles = [
  'mark-image',
  'power-of-attorney',
  'priority-certificate',
  'translation',
  'other',
] as const
export type DocumentRole = (typeof documentRoles)[number]
export const documentRoleSchema = z.enum(documentRoles)

export const mediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const
export type MediaType = (typeof mediaTypes)[number]
export const mediaTypeSchema = z.enum(mediaTypes)

const fileNameSchema = plainLine(200).refine(
  (name) => !/[/\\\u061C\u200E\u200F\u2066-\u2069]/u.test(name) && name !== '.' && name !== '..',
  'Rename the document: a file name has no path and no direction marks.',
)

/** A document that a request names; its bytes were uploaded before, under their SHA-256. */
export const documentReferenceSchema = z.strictObject({
  role: documentRoleSchema,
  sha256: sha256Schema,
  fileName: fileNameSchema,
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
