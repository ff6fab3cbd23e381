/** What an officer may say to a notice over the wire. */
import { codeSchema, languageSchema, noticeLimitSchema, plainLine, plainText } from '@lodge/shared-types'
import { z } from 'zod'

const seenRev = z.number().int().nonnegative()

/** A deficiency in the officer's words; `question` is `other` for one that no checklist asks about. */
const deficiencySchema = z.strictObject({
  question: codeSchema,
  fields: z.array(plainLine(200)).min(1).max(50),
  text: plainText(4_000),
  legalBasis: plainText(500, 0),
  overcome: plainText(4_000, 0),
})

/** A change of a draft: only what is given changes. */
export const draftChangeSchema = z.strictObject({
  seenRev,
  language: languageSchema.optional(),
  note: plainText(8_000, 0).optional(),
  deficiencies: z.array(deficiencySchema).max(100).optional(),
  limit: noticeLimitSchema.optional(),
})

/** A step of the whole notice: asking for approval with a word to the checker, or withdrawing it. */
export const noticeStepSchema = z.strictObject({
  seenRev,
  note: plainText(1_000, 0).optional(),
})
