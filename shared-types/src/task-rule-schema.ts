/** The tasks of an office's profile: what opens one, for whom, by when, and what ends it. */
import { z } from 'zod'
import { codeSchema } from './code.ts'
import { localizedSchema } from './localized.ts'
import { staffRoles } from './roles.ts'

export const taskRuleSchema = z.strictObject({
  kind: codeSchema,
  label: localizedSchema,
  opensOn: z.enum(['file.received', 'request.attached', 'file.acted', 'request.decided']),
  /** For `file.acted`: the action that opens the task. */
  action: codeSchema.optional(),
  /** For `request.attached`: it opens for post-filing requests that a person decides about, and not for answers to notices. */
  requests: z.literal(true).optional(),
  /** For `request.decided`: the work that a granted request asks for, such as `copy`. */
  task: codeSchema.optional(),
  /** Actions that end the task. */
  closedBy: z.array(codeSchema),
  role: z.enum(staffRoles),
  /** To whom it goes: anyone of the role, or the officer whose notice was answered. */
  goesTo: z.enum(['role', 'notice-maker']).default('role'),
  /** The checklist by which it is worked. */
  checklist: codeSchema.optional(),
  dueWorkingDays: z.number().int().positive().max(1000),
})
export type TaskRule = z.infer<typeof taskRuleSchema>
