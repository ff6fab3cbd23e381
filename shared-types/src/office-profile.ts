/** The office profile: one office's whole configuration as validated data. */
import { z } from 'zod'
import { calendarSchema } from './calendar.ts'
import { checklistSchema } from './checklist.ts'
import { codeSchema } from './code.ts'
import { documentRoleSchema, documentRuleSchema } from './documents-schema.ts'
import { filingDatePolicySchema } from './filing-date.ts'
import { officeIdSchema } from './ids.ts'
import { languageSchema, localizedSchema } from './localized.ts'
import { complaintsOfMessages, messageTemplateSchema } from './messages.ts'
import { currencySchema } from './money-schema.ts'
import { termVersionPattern } from './nice/term-list.ts'
import { noticeTemplateSchema } from './notice-schema.ts'
import { numberPatternSchema } from './numbering.ts'
import { emailSchema } from './plain-text.ts'
import { profileFaults, repeats } from './profile-faults.ts'
import { roles } from './roles.ts'
import { tariffSchema } from './tariff.ts'
import { taskRuleSchema } from './task-rule-schema.ts'
import { markKindSchema } from './trademark-request.ts'
import { workflowSchema } from './workflow-schema.ts'

export const roleSchema = z.enum(roles)

const timeZoneSchema = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}, 'Use an IANA time zone such as Asia/Kuwait.')

const trademarkRulesSchema = z.strictObject({
  formVersions: z.array(z.string()).min(1),
  markKinds: z.array(markKindSchema).min(1),
  maxClasses: z.number().int().min(1).max(45),
  agentRequired: z.boolean(),
  priorities: z.boolean(),
})

const profileMembers = z.strictObject({
  id: officeIdSchema,
  version: z.string().regex(/^[\w.-]{1,40}$/),
  /** WIPO ST.3 code of the office. */
  st3: z.string().regex(/^[A-Z]{2}$/),
  name: localizedSchema,
  /** The name of the state or region whose ST.3 code the office has. */
  country: localizedSchema,
  address: localizedSchema,
  email: emailSchema,
  /** The office's working languages; the first is its default. */
  languages: z.array(languageSchema).min(1),
  timeZone: timeZoneSchema,
  currency: currencySchema,
  branches: z
    .array(
      z.strictObject({
        id: codeSchema,
        code: z.string().regex(/^[A-Z0-9]{1,6}$/),
        ordinal: z.number().int().min(0).max(99),
        name: localizedSchema,
      }),
    )
    .min(1),
  numbering: z.strictObject({
    submission: numberPatternSchema,
    online: numberPatternSchema,
    file: numberPatternSchema,
    order: numberPatternSchema,
  }),
  filingDate: filingDatePolicySchema,
  /** What lets reception give file numbers: the submission itself or the paid order. */
  releasedBy: z.enum(['submission', 'payment']),
  /** Which instant of a payment counts for dates: the bank's, or when the office learnt of it. */
  paymentCountsAt: z.enum(['bank', 'known']),
  /** The list of goods and services that forms offer: a file in the folder `terms` beside the profiles. */
  termsVersion: z
    .string()
    .regex(termVersionPattern, 'Name a list by lower-case letters, digits, dots and hyphens.'),
  requests: z.strictObject({ 'trademark-application': trademarkRulesSchema }),
  documents: z.strictObject({
    maxDossierBytes: z.number().int().positive(),
    roles: z.partialRecord(documentRoleSchema, documentRuleSchema),
  }),
  workflow: workflowSchema,
  checklists: z.array(checklistSchema),
  notices: z.array(noticeTemplateSchema),
  tasks: z.array(taskRuleSchema),
  payments: z.strictObject({ drivers: z.array(codeSchema).min(1) }),
  calendar: calendarSchema,
  tariffs: z.array(tariffSchema).min(1),
  messages: z.array(messageTemplateSchema),
})

export const officeProfileSchema = profileMembers.superRefine((profile, context) => {
  profile.tariffs.forEach((tariff, index) => {
    if (tariff.currency !== profile.currency)
      context.addIssue({
        code: 'custom',
        path: ['tariffs', index, 'currency'],
        message: `The office works in ${profile.currency}.`,
      })
    const previous = profile.tariffs[index - 1]
    if (previous && (previous.validTo === undefined || previous.validTo >= tariff.validFrom))
      context.addIssue({
        code: 'custom',
        path: ['tariffs', index, 'validFrom'],
        message: 'This tariff overlaps the one before it.',
      })
  })
  const complain = (path: (string | number)[], message: string): void =>
    context.addIssue({ code: 'custom', path, message })
  const { branches, numbering } = profile

  for (const member of ['id', 'code', 'ordinal'] as const)
    for (const { index, key } of repeats(branches.map((branch) => String(branch[member]))))
      complain(['branches', index, member], `Another branch has the ${member} "${key}" already.`)
  for (const { index, key } of repeats(profile.languages))
    complain(['languages', index], `The language "${key}" is named twice.`)
  // Files are counted for each branch and right, everything else for the whole office.
  if (branches.length > 1 && !numbering.file.includes('{branch'))
    complain(['numbering', 'file'], 'Each branch counts its files for itself, so this number needs {branch}.')
  if (!numbering.file.includes('{right'))
    complain(['numbering', 'file'], 'Each right counts its files for itself, so this number needs {right}.')
  for (const name of ['submission', 'online', 'order'] as const)
    if (numbering[name].includes('{branch'))
      complain(['numbering', name], 'This is counted for the whole office; leave {branch} out.')
  for (const name of ['submission', 'order'] as const)
    if (numbering[name].includes('{right'))
      complain(['numbering', name], 'This may be about several rights; leave {right} out.')

  for (const { path, message } of profileFaults(profile)) complain(path, message)
  for (const { path, message } of complaintsOfMessages(profile)) complain(['messages', ...path], message)
})
export type OfficeProfile = z.infer<typeof officeProfileSchema>

/** How the office works inside: nothing that a device needs. */
const inside = { messages: true, workflow: true, tasks: true, checklists: true, notices: true } as const

/**
 * What a device needs of an office, open to everybody: all but how it works inside. A member that a newer server adds is
 * passed over, for devices lag behind.
 */
export const publicProfileSchema = z.object(profileMembers.omit(inside).shape)
export type PublicProfile = z.infer<typeof publicProfileSchema>

/** Returns the public part of a profile. */
export function publicProfileOf(profile: OfficeProfile): PublicProfile {
  const { messages: _m, workflow: _w, tasks: _t, checklists: _c, notices: _n, ...open } = profile
  return open
}
