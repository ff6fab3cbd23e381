/** The office profile: one office's whole configuration as validated data. */
import { z } from 'zod'
import { calendarSchema } from './calendar.ts'
import { documentRuleSchema } from './documents.ts'
import { filingDatePolicySchema } from './filing-date.ts'
import { officeIdSchema } from './ids.ts'
import { businessProcessSchema, fileStatusSchema, st27Schema } from './legal-status.ts'
import { languageSchema, localizedSchema } from './localized.ts'
import { messageTemplateSchema } from './messages.ts'
import { currencySchema } from './money.ts'
import { numberPatternSchema } from './numbering.ts'
import { emailSchema } from './plain-text.ts'
import { tariffSchema } from './tariff.ts'

export const staffRoles = [
  'receptionist',
  'formality-examiner',
  'finance',
  'registrar',
  'administrator',
] as const
export const roles = ['agent', 'applicant', ...staffRoles] as const
export type Role = (typeof roles)[number]
export const roleSchema = z.enum(roles)

const codeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'A code is lower case with hyphens.')

const resultSchema = z.strictObject({
  status: fileStatusSchema,
  process: businessProcessSchema,
  st27: st27Schema,
})

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
  markKinds: z.array(z.enum(['word', 'figurative'])).min(1),
  maxClasses: z.number().int().min(1).max(45),
  agentRequired: z.boolean(),
  priorities: z.boolean(),
})

export const officeProfileSchema = z
  .strictObject({
    id: officeIdSchema,
    version: z.string().regex(/^[\w.-]{1,40}$/),
    /** WIPO ST.3 code of the office. */
    st3: z.string().regex(/^[A-Z]{2}$/),
    name: localizedSchema,
    address: localizedSchema,
    email: emailSchema,
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
    requests: z.strictObject({ 'trademark-application': trademarkRulesSchema }),
    documents: z.strictObject({
      maxDossierBytes: z.number().int().positive(),
      roles: z.partialRecord(
        z.enum(['mark-image', 'power-of-attorney', 'priority-certificate', 'translation', 'other']),
        documentRuleSchema,
      ),
    }),
    workflow: z.strictObject({
      received: resultSchema,
      actions: z.array(
        resultSchema.extend({
          code: codeSchema,
          label: localizedSchema,
          nationalCode: z.string().min(1).max(60),
        }),
      ),
    }),
    tasks: z.array(
      z.strictObject({
        kind: codeSchema,
        label: localizedSchema,
        opensOn: z.enum(['file.received', 'request.attached', 'file.acted']),
        /** For `file.acted`: the action that opens the task. */
        action: codeSchema.optional(),
        /** Actions that end the task. */
        closedBy: z.array(codeSchema),
        role: z.enum(staffRoles),
        dueWorkingDays: z.number().int().positive().max(1000),
      }),
    ),
    payments: z.strictObject({ drivers: z.array(codeSchema).min(1) }),
    calendar: calendarSchema,
    tariffs: z.array(tariffSchema).min(1),
    messages: z.array(messageTemplateSchema),
  })
  .superRefine((profile, context) => {
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
    const ordinals = profile.branches.map((branch) => branch.ordinal)
    if (new Set(ordinals).size !== ordinals.length)
      context.addIssue({ code: 'custom', path: ['branches'], message: 'Two branches have the same ordinal.' })
  })
export type OfficeProfile = z.infer<typeof officeProfileSchema>
