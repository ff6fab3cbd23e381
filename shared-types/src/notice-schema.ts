/** Notices that an office issues: their templates as office data, and what a notice is made of. */
import { z } from 'zod'
import { periodSchema } from './calendar.ts'
import { codeSchema } from './code.ts'
import { localizedSchema } from './localized.ts'
import { plainDateSchema } from './plain-date-schema.ts'

/** The facts that the text of a notice may name in braces. */
export const noticeFields = [
  'office',
  'fileNumber',
  'onlineId',
  'filingDate',
  'mark',
  // With its noun, for a sentence: "the mark AURORA", "the figurative mark without words".
  'theMark',
  'applicants',
  'today',
  'answerBy',
  'officer',
] as const
export type NoticeField = (typeof noticeFields)[number]

const placeholder = /\{([A-Za-z]+)\}/g

/** Text that names no fact which a notice does not have. */
const noticeTextSchema = localizedSchema.superRefine((texts, context) => {
  for (const text of [texts.en, texts.ar ?? '']) {
    if (/[{}]/.test(text.replaceAll(placeholder, '')))
      context.addIssue({
        code: 'custom',
        message: 'Write a fact as its name in braces, such as {fileNumber}, and no other brace.',
      })
    for (const [, field] of text.matchAll(placeholder))
      if (!noticeFields.some((known) => known === field))
        context.addIssue({
          code: 'custom',
          message: `{${field ?? ''}} is no fact of a notice; use ${noticeFields.map((one) => `{${one}}`).join(' ')}.`,
        })
  }
})

const noticeTemplateMembers = z.strictObject({
  code: codeSchema,
  title: localizedSchema,
  /** Paragraphs before the list of deficiencies, parted by empty lines. */
  opening: noticeTextSchema,
  /** Paragraphs after it. */
  closing: noticeTextSchema,
  /** The time limit for the answer; absent where none is asked for. */
  answerWithin: periodSchema.optional(),
  /** The checklist whose "no" answers it lists. */
  checklist: codeSchema.optional(),
  /** The party is reminded so many days before the limit ends. */
  remindDaysBefore: z.array(z.number().int().min(1).max(90)).max(5),
})
/** A template; one that asks for no answer speaks of no last day, and reminds nobody of it. */
export const noticeTemplateSchema = noticeTemplateMembers.superRefine((template, context) => {
  if (template.answerWithin !== undefined) return
  const complain = (name: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message })
  for (const name of ['opening', 'closing'] as const)
    if ([template[name].en, template[name].ar ?? ''].some((text) => text.includes('{answerBy}')))
      complain(
        name,
        'This notice asks for no answer, so it has no {answerBy}; give it answerWithin, or leave that out.',
      )
  if (template.remindDaysBefore.length > 0)
    complain('remindDaysBefore', 'This notice asks for no answer, so there is nothing to remind of.')
})
export type NoticeTemplate = z.infer<typeof noticeTemplateSchema>

/** One thing that the party must put right, with the texts as the officer leaves them. */
export const deficiencySchema = z.strictObject({
  /** Of the question in the checklist. */
  question: z.string(),
  /** The very fields of the request, such as `applicants.0.address` or `documents.power-of-attorney`. */
  fields: z.array(z.string()).min(1),
  text: z.string(),
  legalBasis: z.string(),
  overcome: z.string(),
})
export type Deficiency = z.infer<typeof deficiencySchema>

/** Until when an answer is asked for: the template's period from the day of issue, or a day that the officer chose. */
export const noticeLimitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('period'), period: periodSchema }),
  z.strictObject({ kind: z.literal('date'), date: plainDateSchema }),
])
export type NoticeLimit = z.infer<typeof noticeLimitSchema>

/**
 * draft: the officer writes. waiting: for approval. approved: being signed. issued: with the party. answered, lapsed (the
 * limit passed without an answer), withdrawn: over.
 */
export const noticeStates = [
  'draft',
  'waiting',
  'approved',
  'issued',
  'answered',
  'lapsed',
  'withdrawn',
] as const
export type NoticeState = (typeof noticeStates)[number]

/**
 * Why an approved notice goes back to its maker instead of being issued: its chosen last day has passed or has become a closed
 * day, what was approved is no longer what it says, or the file has moved on.
 */
export const noticeReturns = ['limit-passed', 'limit-closed', 'changed', 'file-moved'] as const
