/** A trademark application as it is submitted: its shape, and the checks that device and server run alike. */
import { z } from 'zod'
import { endOfPeriod } from './calendar.ts'
import { documentReferenceSchema, type DocumentRole } from './documents.ts'
import { sha256Schema, uuidSchema } from './ids.ts'
import { languageSchema } from './localized.ts'
import type { OfficeProfile } from './office-profile.ts'
import { agentSchema, applicantSchema, countrySchema } from './parties.ts'
import { plainDateSchema, type PlainDate } from './plain-date.ts'
import { plainLine, plainText } from './plain-text.ts'
import type { FieldError } from './problem.ts'

export const markSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('word'), text: plainLine(500) }),
  z.strictObject({
    kind: z.literal('figurative'),
    imageSha256: sha256Schema,
    verbalElements: plainLine(500).optional(),
    description: plainText(2000).optional(),
    colours: z.array(plainLine(60)).max(20).optional(),
  }),
])
export type Mark = z.infer<typeof markSchema>

/** The kinds of mark that the form takes. */
export const markKinds = ['word', 'figurative'] as const satisfies readonly Mark['kind'][]
export const markKindSchema = z.enum(markKinds)

/** Goods or services in one class of the Nice Classification (1–45). */
export const classEntrySchema = z.strictObject({
  classNumber: z
    .number()
    .int()
    .min(1, 'Nice classes go from 1 to 45.')
    .max(45, 'Nice classes go from 1 to 45.'),
  terms: z.array(plainLine(500)).min(1, 'Name at least one good or service in this class.').max(10_000),
})

export const prioritySchema = z.strictObject({
  country: countrySchema,
  number: plainLine(60),
  date: plainDateSchema,
})

export const trademarkRequestSchema = z.strictObject({
  requestId: uuidSchema,
  kind: z.literal('trademark-application'),
  formVersion: z.string().regex(/^[\w.-]{1,40}$/),
  branch: z.string().regex(/^[a-z0-9-]{1,30}$/),
  language: languageSchema,
  ownReference: plainLine(60).optional(),
  applicants: z.array(applicantSchema).min(1, 'Name at least one applicant.').max(50),
  agent: agentSchema.optional(),
  mark: markSchema,
  goodsAndServices: z.array(classEntrySchema).min(1, 'Name at least one class.').max(45),
  priorities: z.array(prioritySchema).max(20),
  documents: z.array(documentReferenceSchema).max(50),
  signature: z.strictObject({ name: plainLine(200), capacity: plainLine(100) }),
})
export type TrademarkRequest = z.infer<typeof trademarkRequestSchema>

/** The largest number of terms over all classes of one request. */
const maxTerms = 10_000

/** A priority may be claimed within six months of the first filing: Paris Convention, Article 4C(1). */
const priorityPeriod = { count: 6, unit: 'months' } as const

/**
 * Checks a request against the office's rules on the office-local day `on`.
 * Returns one entry for each thing to put right, with the path of its field; an empty list means consistent.
 */
export function checkTrademarkRequest(
  request: TrademarkRequest,
  profile: OfficeProfile,
  on: PlainDate,
): FieldError[] {
  const errors: FieldError[] = []
  const add = (path: string, code: string, message: string): void => void errors.push({ path, code, message })
  const rules = profile.requests['trademark-application']

  if (!rules.formVersions.includes(request.formVersion))
    add(
      'formVersion',
      'form-version',
      'This form is no longer taken; open the draft again to move it to the current form.',
    )
  if (!profile.branches.some((branch) => branch.id === request.branch))
    add('branch', 'branch', 'Choose a branch of this office.')
  if (!profile.languages.includes(request.language))
    add('language', 'language', 'Choose a language in which this office works.')
  if (!rules.markKinds.includes(request.mark.kind))
    add('mark.kind', 'mark-kind', 'This office does not take this kind of mark online.')
  if (rules.agentRequired && !request.agent) add('agent', 'agent-required', 'This office asks for an agent.')
  if (request.priorities.length > 0 && !rules.priorities)
    add('priorities', 'priorities', 'This office takes no priority claims online.')

  const classes = request.goodsAndServices.map((entry) => entry.classNumber)
  if (classes.length > rules.maxClasses)
    add(
      'goodsAndServices',
      'too-many-classes',
      `This office takes at most ${rules.maxClasses} class(es) in one application.`,
    )
  classes.forEach((classNumber, index) => {
    if (classes.indexOf(classNumber) !== index)
      add(
        `goodsAndServices.${index}.classNumber`,
        'class-twice',
        `Class ${classNumber} is named twice; put its terms together.`,
      )
  })
  if (request.goodsAndServices.reduce((sum, entry) => sum + entry.terms.length, 0) > maxTerms)
    add('goodsAndServices', 'too-many-terms', `Name at most ${maxTerms} goods and services.`)

  request.priorities.forEach((priority, index) => {
    const path = `priorities.${index}.date`
    if (priority.date > on) add(path, 'priority-future', 'The priority date lies in the future.')
    else if (endOfPeriod(profile.calendar, priority.date, priorityPeriod).date < on)
      add(path, 'priority-late', 'The priority date is more than six months ago.')
  })

  const needs = (role: DocumentRole, path: string, message: string): void => {
    if (!request.documents.some((document) => document.role === role)) add(path, 'document-missing', message)
  }
  if (request.agent?.power === 'attached')
    needs('power-of-attorney', 'agent.power', 'Attach the power of attorney.')
  if (request.mark.kind === 'figurative') {
    const { imageSha256 } = request.mark
    if (
      !request.documents.some((document) => document.role === 'mark-image' && document.sha256 === imageSha256)
    )
      add('mark.imageSha256', 'document-missing', 'Attach the image of the mark.')
  }
  request.documents.forEach((document, index) => {
    const rule = profile.documents.roles[document.role]
    const path = `documents.${index}`
    if (!rule) add(path, 'document-role', 'This office does not take this kind of document here.')
    else if (!rule.mediaTypes.includes(document.mediaType))
      add(path, 'document-type', `Use one of: ${rule.mediaTypes.join(', ')}.`)
    else if (document.bytes > rule.maxBytes)
      add(path, 'document-size', `The document is larger than ${Math.floor(rule.maxBytes / 1024)} KiB.`)
  })
  return errors
}
