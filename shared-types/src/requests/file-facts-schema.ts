/** What the office tells a device of the files of its account: the schema of `GET /o/<office>/api/my-files`. */
import { z } from 'zod'
import { fileStatusSchema } from '../legal-status.ts'
import { plainDateSchema } from '../plain-date-schema.ts'
import { dateNames, type FileFacts } from './file-facts.ts'

/** A member that a newer server adds is passed over, for devices lag behind. */
export const fileFactsSchema = z.object({
  fileId: z.string().min(1),
  fileNumber: z.string().min(1),
  right: z.enum(['TM', 'PT', 'UM', 'DS']),
  status: fileStatusSchema,
  branch: z.string(),
  language: z.string(),
  isInternational: z.boolean(),
  isPublished: z.boolean(),
  dates: z.partialRecord(z.enum(dateNames), plainDateSchema),
  annuityYear: z.number().int().positive().exactOptional(),
  title: z.string(),
  owners: z.array(z.string()),
  inventors: z.array(z.string()).exactOptional(),
  designers: z.array(z.string()).exactOptional(),
  flags: z.array(z.string()),
  entries: z.array(z.object({ list: z.string(), no: z.string(), label: z.string() })),
  notices: z.array(
    z.object({
      noticeId: z.string(),
      title: z.string(),
      answerBy: plainDateSchema,
      extensions: z.number().int().nonnegative(),
    }),
  ),
  classes: z.array(z.object({ classNumber: z.number().int(), terms: z.array(z.string()) })),
  designs: z.array(z.string()),
  claims: z.number().int().nonnegative().exactOptional(),
}) satisfies z.ZodType<FileFacts>

/** `userId` is whose session asked: a device keeps only what its own person may see. The ETag names the whole. */
export const myFilesSchema = z.object({ userId: z.string(), files: z.array(fileFactsSchema) })
export type MyFiles = z.infer<typeof myFilesSchema>
