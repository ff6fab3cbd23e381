/** The message catalogue: which event tells whom, and what a template may say. */
import { z } from 'zod'
import type { EventType } from './events.ts'
import { textIn, type Language } from './languages.ts'
import { localizedSchema } from './localized.ts'

export const audiences = ['agent', 'applicant', 'staff'] as const
export type Audience = (typeof audiences)[number]
export const channels = ['email'] as const
export type Channel = (typeof channels)[number]

/** The events that have an audience, and the facts that a message about each may name. No fact is personal. */
export const messageCatalogue = {
  'dossier.submitted': {
    audiences: ['agent'],
    fields: ['office', 'submissionNumber', 'receivedAt', 'requestCount'],
  },
  'order.opened': { audiences: ['agent'], fields: ['office', 'submissionNumber', 'orderNumber', 'total'] },
  'order.part-paid': {
    audiences: ['agent'],
    fields: ['office', 'submissionNumber', 'orderNumber', 'missing'],
  },
  'order.paid': { audiences: ['agent'], fields: ['office', 'submissionNumber', 'orderNumber', 'received'] },
  'payment.failed': { audiences: ['agent'], fields: ['office', 'submissionNumber', 'orderNumber', 'amount'] },
  'payment.doubted': {
    audiences: ['agent'],
    fields: ['office', 'submissionNumber', 'orderNumber', 'amount'],
  },
  'dossier.lodged': { audiences: ['agent'], fields: ['office', 'submissionNumber', 'fileNumbers'] },
  'dossier.returned': { audiences: ['agent'], fields: ['office', 'submissionNumber'] },
  'file.received': { audiences: ['applicant'], fields: ['office', 'fileNumber', 'onlineId'] },
} as const satisfies Partial<Record<EventType, { audiences: readonly Audience[]; fields: readonly string[] }>>

export type MessageEventType = keyof typeof messageCatalogue
const messageEventTypes = [
  'dossier.submitted',
  'order.opened',
  'order.part-paid',
  'order.paid',
  'payment.failed',
  'payment.doubted',
  'dossier.lodged',
  'dossier.returned',
  'file.received',
] as const satisfies readonly MessageEventType[]

export const isMessageEvent = (type: EventType): type is MessageEventType =>
  Object.hasOwn(messageCatalogue, type)

const placeholder = /\{([A-Za-z]+)\}/g
const oneLine = localizedSchema.refine(
  (text) => !/[\r\n]/.test(text.en + (text.ar ?? '')),
  'A subject is one line.',
)

/** A message template of an office: text with `{field}` for the facts that its event may name. */
export const messageTemplateSchema = z
  .strictObject({
    event: z.enum(messageEventTypes),
    audience: z.enum(audiences),
    channel: z.enum(channels),
    subject: oneLine,
    body: localizedSchema,
  })
  .superRefine((template, context) => {
    const { audiences: known, fields } = messageCatalogue[template.event]
    if (!known.some((audience) => audience === template.audience))
      context.addIssue({
        code: 'custom',
        path: ['audience'],
        message: `"${template.event}" has no message for ${template.audience}.`,
      })
    for (const part of ['subject', 'body'] as const)
      for (const text of [template[part].en, template[part].ar ?? '']) {
        if (/[{}]/.test(text.replaceAll(placeholder, '')))
          context.addIssue({
            code: 'custom',
            path: [part],
            message: 'Write a fact as its name in braces, such as {office}, and no other brace.',
          })
        for (const [, field] of text.matchAll(placeholder))
          if (!fields.some((allowed) => allowed === field))
            context.addIssue({
              code: 'custom',
              path: [part],
              message: `{${field ?? ''}} is not a fact of "${template.event}"; use ${fields.map((f) => `{${f}}`).join(' ')}.`,
            })
      }
  })
export type MessageTemplate = z.infer<typeof messageTemplateSchema>

/** The facts that a message names, by field. */
export type MessageFacts = Readonly<Record<string, string>>

/**
 * Returns subject and body of a message in `language`.
 * @throws RangeError when a fact that the template names is missing.
 */
export function renderMessage(
  template: MessageTemplate,
  facts: MessageFacts,
  language: Language,
): { subject: string; body: string } {
  const fill = (text: string): string =>
    text.replaceAll(placeholder, (_, field: string) => {
      const fact = facts[field]
      if (fact === undefined)
        throw new RangeError(`The message about ${template.event} lacks the fact "${field}"`)
      return fact
    })
  return { subject: fill(textIn(template.subject, language)), body: fill(textIn(template.body, language)) }
}
