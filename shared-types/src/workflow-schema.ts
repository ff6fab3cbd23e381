/** The workflow of an office as data: where a file can stand, what may be done to it, by whom, and with whose approval. */
import { z } from 'zod'
import { codeSchema } from './code.ts'
import { businessProcessSchema, fileStatusSchema, st27Schema } from './legal-status.ts'
import { localizedSchema } from './localized.ts'
import { staffRoles } from './roles.ts'

const resultSchema = z.strictObject({
  status: fileStatusSchema,
  process: businessProcessSchema,
  st27: st27Schema,
})

/** How a checklist must have been answered before an action may be taken. */
const checklistDemandSchema = z.strictObject({
  code: codeSchema,
  /** `met`: every question is answered, none with "no". `not-met`: every question is answered, one at least with "no". */
  outcome: z.enum(['met', 'not-met']),
})

export const actionSchema = resultSchema.extend({
  code: codeSchema,
  label: localizedSchema,
  nationalCode: z.string().min(1).max(60),
  /** What has happened, in plain words for the owner of the file. */
  plain: localizedSchema,
  /** Where the file must stand. */
  from: z.array(fileStatusSchema).min(1),
  /** Who may take or propose it; nobody for one that only the office's own rule takes. */
  roles: z.array(z.enum(staffRoles)),
  /** Whose approval it needs, in this order; each of another person, and none of the maker. */
  approvedBy: z.array(z.enum(staffRoles)).max(3),
  checklist: checklistDemandSchema.optional(),
  /** It may be taken although a notice still waits for the party's answer, as a withdrawal may. */
  whileAwaited: z.literal(true).optional(),
  /** The notice that is issued with it, where there is one. */
  notice: codeSchema.optional(),
  /** Taken by the office's own rule: when an answer to a notice comes in, or with a request that is granted. */
  takenOn: z.enum(['answer', 'request']).optional(),
  /** The status stays as it is, whatever `status` says: an action that is noted. */
  keepsStatus: z.literal(true).optional(),
})
export type WorkflowAction = z.infer<typeof actionSchema>

export const workflowSchema = z.strictObject({
  received: resultSchema,
  /** For every status that a file can reach: where it stands in plain words, what comes next, and who must act. */
  statuses: z
    .array(
      z.strictObject({
        status: fileStatusSchema,
        who: z.enum(['office', 'party', 'nobody']),
        plain: localizedSchema,
        next: localizedSchema,
      }),
    )
    .min(1),
  actions: z.array(actionSchema),
})
export type Workflow = z.infer<typeof workflowSchema>
