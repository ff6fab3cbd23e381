/** The answer to an office action (request R33): what the party says, and what it changes in the application. */
import { z } from 'zod'
import { plainLine, plainText } from './plain-text.ts'
import { ofEveryRequest } from './request-members.ts'

/** A path of the application, such as `applicants.0.address.city`. */
const pathSchema = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.(?:[A-Za-z][A-Za-z0-9]*|\d{1,5})){0,9}$/)

/** One field that is to be another: what it was when the answer was written, and what it is to be; null where nothing stands. */
export const answerChangeSchema = z.strictObject({ path: pathSchema, before: z.json(), after: z.json() })

/** The version of the form in which an answer is given. */
export const responseFormVersion = 'r33-1'

export const responseRequestSchema = z.strictObject({
  ...ofEveryRequest,
  kind: z.literal('response-to-office-action'),
  formVersion: z.literal(responseFormVersion),
  noticeId: z.string().min(1).max(64),
  /** Of the file that the notice is about, as the party knows it. */
  fileNumber: plainLine(60),
  text: plainText(10_000).optional(),
  changes: z.array(answerChangeSchema).max(500),
})
export type ResponseRequest = z.infer<typeof responseRequestSchema>
