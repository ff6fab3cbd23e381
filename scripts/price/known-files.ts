/** Reads what is known of the files that requests are about, where a price depends on it: due dates, classes, years. */
import { dateNames, fileStatusSchema, plainDateSchema, rights, type FileFacts } from '@lodge/shared-types'
import { z } from 'zod'

const count = z.number().int().nonnegative()

/** A file as a person writes it down: its number, and what the fees of its requests look at. */
const knownFileSchema = z.strictObject({
  fileNumber: z.string().min(1),
  right: z.enum(rights),
  status: fileStatusSchema.default('Registered'),
  isInternational: z.boolean().default(false),
  isPublished: z.boolean().default(true),
  dates: z.partialRecord(z.enum(dateNames), plainDateSchema).default({}),
  annuityYear: count.exactOptional(),
  /** Numbers of its classes, and of its designs. */
  classes: z.array(count).default([]),
  designs: z.array(z.string()).default([]),
  claims: count.exactOptional(),
  owners: z.array(z.string()).default([]),
  flags: z.array(z.string()).default([]),
  notices: z
    .array(z.strictObject({ noticeId: z.string(), extensions: count.default(0), answerBy: plainDateSchema }))
    .default([]),
})

/** One file, or a list of them. */
export const knownFilesSchema = z.union([z.array(knownFileSchema), knownFileSchema.transform((one) => [one])])

/** Returns the facts that fees look at; what is not written down is empty. */
export const factsOf = ({ classes, notices, ...known }: z.infer<typeof knownFileSchema>): FileFacts => ({
  fileId: known.fileNumber,
  branch: '',
  language: '',
  title: '',
  entries: [],
  ...known,
  notices: notices.map((notice) => ({ title: '', ...notice })),
  classes: classes.map((classNumber) => ({ classNumber, terms: [] })),
})
