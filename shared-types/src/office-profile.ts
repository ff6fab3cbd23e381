/** The office profile: one office's whole configuration as validated data. */
import { z } from 'zod'
import { calendarSchema } from './calendar.ts'
import { canonicalJson, sha256Hex } from './canonical-json.ts'
import { checklistSchema } from './checklist.ts'
import { chosenListsSchema, listedCodesSchema } from './code-lists/code-list-schema.ts'
import { codeSchema } from './code.ts'
import { documentRoleSchema, documentRuleSchema } from './documents-schema.ts'
import { tariffFaults } from './fees/tariff-faults.ts'
import { filingDatePolicySchema } from './filing-date.ts'
import { officeIdSchema } from './ids.ts'
import { languageSchema, localizedSchema } from './localized.ts'
import { complaintsOfMessages, messageTemplateSchema } from './messages.ts'
import { currencySchema } from './money-schema.ts'
import { termVersionPattern } from './nice/term-list.ts'
import { noticeTemplateSchema } from './notice-schema.ts'
import { numberPatternSchema } from './numbering.ts'
import { paymentFaults, paymentRulesSchema } from './payment-rules.ts'
import { emailSchema } from './plain-text.ts'
import { profileFaults, repeats } from './profile-faults.ts'
import { noPostFiling, postFilingRulesSchema } from './requests/post-filing-rules.ts'
import { noReconciliation, reconciliationFaults, reconciliationSchema } from './reconciliation-schema.ts'
import { requestTypeSchema } from './requests/request-type-schema.ts'
import type { RequestType } from './requests/request-type.ts'
import { roles } from './roles.ts'
import { tariffSchema } from './tariff.ts'
import { taskRuleSchema } from './task-rule-schema.ts'
import { markKindSchema, markTypeSchema } from './trademark-request.ts'
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

/** What an office decides about every kind of application. */
const applicationRules = {
  /** The versions of the form that are taken; a new draft begins with the last. */
  formVersions: z.array(z.string()).min(1),
  agentRequired: z.boolean(),
  priorities: z.boolean(),
}
const trademarkRulesSchema = z.strictObject({
  ...applicationRules,
  markKinds: z.array(markKindSchema).min(1),
  markTypes: z.array(markTypeSchema).min(1).default(['individual']),
  maxClasses: z.number().int().min(1).max(45),
})
const patentRulesSchema = z.strictObject(applicationRules)
const designRulesSchema = z.strictObject({
  ...applicationRules,
  maxDesigns: z.number().int().min(1).max(100),
  /** Whether all designs of one application belong to one class of the Locarno Classification. */
  oneLocarnoClass: z.boolean().default(false),
})

/** The kinds of application that the office takes online, each with its rules. */
const requestRulesSchema = z
  .strictObject({
    'trademark-application': trademarkRulesSchema.exactOptional(),
    'patent-application': patentRulesSchema.exactOptional(),
    'utility-model-application': patentRulesSchema.exactOptional(),
    'design-application': designRulesSchema.exactOptional(),
  })
  .refine((kinds) => Object.keys(kinds).length > 0, 'Take at least one kind of application.')

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
  /** The editions of code lists that the office uses: files in the folder `lists` beside the profiles. */
  codeLists: chosenListsSchema.default({}),
  requests: requestRulesSchema,
  documents: z.strictObject({
    maxDossierBytes: z.number().int().positive(),
    roles: z.partialRecord(documentRoleSchema, documentRuleSchema),
  }),
  workflow: workflowSchema,
  checklists: z.array(checklistSchema),
  notices: z.array(noticeTemplateSchema),
  tasks: z.array(taskRuleSchema),
  payments: paymentRulesSchema,
  /** Its accounts at banks, and what becomes of money that statements show. */
  reconciliation: reconciliationSchema.default(noReconciliation),
  calendar: calendarSchema,
  tariffs: z.array(tariffSchema).min(1),
  messages: z.array(messageTemplateSchema),
  /** Which post-filing requests the office takes, and by which periods. */
  postFiling: postFilingRulesSchema.default(noPostFiling),
  /** Those requests themselves, from the library and from the office's own folder. */
  requestTypes: z.array(requestTypeSchema).max(500).default([]),
  /** The codes of those lists that requests are checked against; the loader takes them from the lists. */
  listedCodes: listedCodesSchema.default({}),
})

// Pure: a device reads public profiles only, and does not load what holds whole ones together.
export const officeProfileSchema = /* @__PURE__ */ profileMembers.superRefine((profile, context) => {
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

  for (const { path, message } of tariffFaults(profile.tariffs, profile))
    complain(['tariffs', ...path], message)
  for (const { path, message } of profileFaults(profile)) complain(path, message)
  for (const { path, message } of paymentFaults(profile)) complain(path, message)
  for (const { path, message } of reconciliationFaults(profile)) complain(path, message)
  for (const { path, message } of complaintsOfMessages(profile)) complain(['messages', ...path], message)
})
export type OfficeProfile = z.infer<typeof officeProfileSchema>

/** How the office works inside: nothing that a device needs; and what it fetches apart: request types and code lists. */
const inside = {
  messages: true,
  workflow: true,
  tasks: true,
  checklists: true,
  notices: true,
  requestTypes: true,
  listedCodes: true,
  reconciliation: true,
} as const

/**
 * What a device needs of an office, open to everybody: all but how it works inside. A member that a newer server adds is
 * passed over, for devices lag behind.
 */
export const publicProfileSchema = z.object({
  ...profileMembers.omit(inside).shape,
  /** Of `GET /o/<office>/api/request-types/<digest>`; empty in a profile from before there were any. */
  requestTypesDigest: z.string().default(''),
})
export type PublicProfile = z.infer<typeof publicProfileSchema>

/** Digests of what never changes while a profile is in use; making one costs some milliseconds. */
const digests = new WeakMap<readonly RequestType[], string>()

/** Returns the SHA-256 of the canonical JSON of a profile's request types: they are fetched and kept by it. */
export function requestTypesDigestOf({ requestTypes }: Pick<OfficeProfile, 'requestTypes'>): string {
  const known = digests.get(requestTypes)
  if (known !== undefined) return known
  const digest = sha256Hex(requestTypesJson(requestTypes))
  digests.set(requestTypes, digest)
  return digest
}

/** Returns request types as canonical JSON: the body that their digest names. */
export const requestTypesJson = (requestTypes: readonly RequestType[]): string =>
  canonicalJson(z.json().parse(requestTypes))

/** Returns the public part of a profile. */
export function publicProfileOf(profile: OfficeProfile): PublicProfile {
  const {
    messages: _m,
    workflow: _w,
    tasks: _t,
    checklists: _c,
    notices: _n,
    requestTypes: _r,
    listedCodes: _l,
    reconciliation: _b,
    ...open
  } = profile
  return { ...open, requestTypesDigest: requestTypesDigestOf(profile) }
}
