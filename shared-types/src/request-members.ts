/** The members that requests have in common, whatever they ask for. */
import { z } from 'zod'
import { maxDocuments } from './documents.ts'
import { documentReferenceSchema } from './documents-schema.ts'
import { uuidSchema } from './ids.ts'
import { languageSchema } from './localized.ts'
import { agentSchema, applicantSchema } from './parties.ts'
import { plainLine } from './plain-text.ts'

/** Of every request: where it goes, in which language, with which documents, and who signed it. */
export const ofEveryRequest = {
  requestId: uuidSchema,
  branch: z.string().regex(/^[a-z0-9-]{1,60}$/),
  language: languageSchema,
  ownReference: plainLine(60).optional(),
  documents: z.array(documentReferenceSchema).max(maxDocuments),
  signature: z.strictObject({ name: plainLine(200), capacity: plainLine(100) }),
}

/** Of every application: its form, and whose it is. */
export const ofEveryApplication = {
  ...ofEveryRequest,
  formVersion: z.string().regex(/^[\w.-]{1,40}$/),
  applicants: z.array(applicantSchema).min(1, 'Name at least one applicant.').max(50),
  agent: agentSchema.optional(),
}
