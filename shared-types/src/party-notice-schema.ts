/** A notice as it comes over the wire to whoever answers it, and is kept on their device. */
import { z } from 'zod'
import { localizedSchema, languageSchema } from './localized.ts'
import { deficiencySchema } from './notice-schema.ts'
import { partyNoticeStates } from './party-notice.ts'
import { plainDateSchema } from './plain-date-schema.ts'

const lineSchema = z.object({
  noticeId: z.string(),
  fileId: z.string(),
  fileNumber: z.string(),
  title: localizedSchema,
  state: z.enum(partyNoticeStates),
  /** ISO 8601. */
  issuedAt: z.string(),
  answerBy: plainDateSchema.nullable(),
  rev: z.number().int(),
})

/** `GET /o/<office>/api/notices`: the open notices of the account, and who asked. */
export const openNoticesSchema = z.object({ userId: z.string(), notices: z.array(lineSchema) })

/** `GET /o/<office>/api/notices/<notice>`. A member that a newer server adds is passed over. */
export const noticeToAnswerSchema = lineSchema.extend({
  language: languageSchema,
  note: z.string(),
  deficiencies: z.array(deficiencySchema),
  branch: z.string(),
  /** The application as it stands, as JSON; null where the file has none. */
  request: z.json().nullable(),
  version: z.number().int(),
  filedOn: plainDateSchema,
})
export type NoticeToAnswer = z.infer<typeof noticeToAnswerSchema>
