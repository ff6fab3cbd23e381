/** The answer to an office action (request R33): what the party says, and what it changes in the application. */
import { z } from 'zod'
import { maxDocuments } from './documents.ts'
import { documentReferenceSchema } from './documents-schema.ts'
import { uuidSchema } from './ids.ts'
import { languageSchema } from './localized.ts'
import { plainLine, plainText } from './plain-text.ts'

/** A path of the application, such as `applicants.0.address.city`. */
const pathSchema = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.(?:[A-Za-z][A-Za-z0-9]*|\d{1,5})){0,9}$/)

/** One field that is to be another: what it was when the answer was written, and what it is to be; null where nothing stands. */
export const answerChangeSchema = z.strictObject({ path: pathSchema, before: z.json(), after: z.json() })

/** The version of the form in which an answer is given. */
export const responseFormVersion = 'r33-1'

export const responseRequestSchema = z.strictObject({
  requestId: uuidSchema,
  kind: z.literal('response-to-office-action'),
  formVersion: z.literal(responseFormVersion),
  branch: z.string().regex(/^[a-z0-9-]{1,60}$/),
  language: languageSchema,
  ownReference: plainLine(60).optional(),
  noticeId: z.string().min(1).max(64),
  /** Of the file that the notice is about, as the party knows it. */
  fileNumber: plainLine(60),
  text: plainText(10_000).optional(),
  changes: z.array(answerChangeSchema).max(500),
  documents: z.array(documentReferenceSchema).max(maxDocuments),
  signature: z.strictObject({ name: plainLine(200), capacity: plainLine(100) }),
})
export type ResponseRequest = z.infer<typeof responseRequestSchema>
