/** The message catalogue: what people are told of, whom, what a template may say, and which messages may be refused. */
import { z } from 'zod'
import { codeSchema } from './code.ts'
import type { EventType } from './events.ts'
import { textIn, type Language } from './languages.ts'
import { localizedSchema } from './localized.ts'
import type { Workflow } from './workflow-schema.ts'

export const audiences = ['agent', 'applicant', 'staff'] as const
export type Audience = (typeof audiences)[number]
export const channels = ['email'] as const
export type Channel = (typeof channels)[number]

/**
 * Every fact that a template may name, and where. A subject is read on locked screens and in other people's logs: it names
 * numbers, amounts and the office alone. No fact is personal.
 */
const places = {
  office: 'anywhere',
  submissionNumber: 'anywhere',
  orderNumber: 'anywhere',
  fileNumber: 'anywhere',
  fileNumbers: 'anywhere',
  onlineId: 'anywhere',
  requestCount: 'anywhere',
  daysLeft: 'anywhere',
  total: 'anywhere',
  received: 'anywhere',
  missing: 'anywhere',
  amount: 'anywhere',
  receivedAt: 'body',
  /** What the office did, as its workflow names it, and the same as a plain sentence. */
  action: 'body',
  plain: 'body',
  /** Where the file now stands, and what comes next, as plain sentences. */
  status: 'body',
  next: 'body',
  title: 'body',
  /** What a request asks for, as its form is titled. */
  requestTitle: 'anywhere',
  /** What the office decided about it, as a plain sentence, with the reason of a refusal. */
  decision: 'body',
  answerBy: 'body',
  /** The last day on which an order can be paid. */
  payBy: 'body',
  /** Leads an agent to the dossier, file or notice; they sign in there. */
  portalLink: 'body',
  /** Leads whoever has it to what the applicant may see: a secret, told to the applicant alone. */
  followLink: 'body',
} as const satisfies Record<string, 'anywhere' | 'body'>
type FactName = keyof typeof places

type Entry = {
  /** The audiences, and the facts that a message to each may name. */
  facts: Partial<Record<Audience, readonly FactName[]>>
  /**
   * Whether a recipient may refuse such messages for good. Never what the law makes the office tell or what costs money or
   * a right to miss: acknowledgements, invoices, payments, notices, deadlines.
   */
  mayBeRefused: boolean
  /** One template may be for one action of the workflow. */
  isOfActions?: true
}

const ofDossier = ['office', 'submissionNumber', 'portalLink'] as const
const ofOrder = [...ofDossier, 'orderNumber'] as const
const ofFile = ['office', 'fileNumber'] as const
const ofAction = [...ofFile, 'action', 'plain', 'status', 'next'] as const
const ofNotice = [...ofFile, 'title', 'answerBy'] as const

/** What people are told of: the events that have an audience, and `notice.reminder`, which is told by the clock. */
export const messageCatalogue = {
  'dossier.submitted': {
    facts: { agent: [...ofDossier, 'receivedAt', 'requestCount'] },
    mayBeRefused: false,
  },
  'order.opened': { facts: { agent: [...ofOrder, 'total'] }, mayBeRefused: false },
  'order.part-paid': { facts: { agent: [...ofOrder, 'missing'] }, mayBeRefused: false },
  'order.paid': { facts: { agent: [...ofOrder, 'received'] }, mayBeRefused: false },
  'order.overridden': { facts: { agent: [...ofOrder, 'total'] }, mayBeRefused: false },
  'order.reminded': { facts: { agent: [...ofOrder, 'missing', 'payBy'] }, mayBeRefused: false },
  'order.overdue': { facts: { agent: [...ofOrder, 'missing', 'payBy'] }, mayBeRefused: false },
  'refund.changed': { facts: { agent: [...ofOrder, 'amount'] }, mayBeRefused: false },
  'payment.failed': { facts: { agent: [...ofOrder, 'amount'] }, mayBeRefused: false },
  'payment.doubted': { facts: { agent: [...ofOrder, 'amount'] }, mayBeRefused: false },
  'dossier.lodged': { facts: { agent: [...ofDossier, 'fileNumbers'] }, mayBeRefused: true },
  'dossier.returned': { facts: { agent: ofDossier }, mayBeRefused: false },
  'file.received': { facts: { applicant: [...ofFile, 'onlineId', 'followLink'] }, mayBeRefused: true },
  'file.acted': {
    facts: { agent: [...ofAction, 'portalLink'], applicant: [...ofAction, 'followLink'] },
    mayBeRefused: true,
    isOfActions: true,
  },
  'file.notice-issued': {
    facts: { agent: [...ofNotice, 'portalLink'], applicant: [...ofNotice, 'followLink'] },
    mayBeRefused: false,
  },
  'request.attached': {
    facts: { agent: [...ofFile, 'onlineId', 'receivedAt', 'portalLink'] },
    mayBeRefused: false,
  },
  'request.decided': {
    facts: { agent: ['office', 'onlineId', 'requestTitle', 'decision', 'portalLink'] },
    mayBeRefused: false,
  },
  'notice.reminder': {
    facts: {
      agent: [...ofNotice, 'daysLeft', 'portalLink'],
      applicant: [...ofNotice, 'daysLeft', 'followLink'],
    },
    mayBeRefused: false,
  },
} as const satisfies Partial<Record<EventType | 'notice.reminder', Entry>>

/** What a message is about. */
export type MessageTopic = keyof typeof messageCatalogue
const messageTopics = [
  'dossier.submitted',
  'order.opened',
  'order.part-paid',
  'order.paid',
  'order.overridden',
  'order.reminded',
  'order.overdue',
  'refund.changed',
  'payment.failed',
  'payment.doubted',
  'dossier.lodged',
  'dossier.returned',
  'file.received',
  'file.acted',
  'file.notice-issued',
  'request.attached',
  'request.decided',
  'notice.reminder',
] as const satisfies readonly MessageTopic[]
const topicSchema = z.enum(messageTopics)

const entryOf = (topic: MessageTopic): Entry => messageCatalogue[topic]

export const isMessageEvent = (type: EventType): type is EventType & MessageTopic =>
  Object.hasOwn(messageCatalogue, type)

/** Whether what a row says it is about is in the catalogue. */
export const isMessageTopic = (topic: string): topic is MessageTopic => Object.hasOwn(messageCatalogue, topic)

/** Whether a recipient who wants no mail is spared messages about `topic`; what nobody knows is always sent. */
export const mayBeRefused = (topic: string): boolean => isMessageTopic(topic) && entryOf(topic).mayBeRefused

const placeholder = /\{([A-Za-z]+)\}/g
const oneLine = localizedSchema.refine(
  (text) => !/[\r\n]/.test(text.en + (text.ar ?? '')),
  'A subject is one line.',
)

/** Returns what is wrong with the facts that a text names. */
function complaintsAbout(
  text: string,
  part: 'subject' | 'body',
  known: readonly FactName[],
  whose: string,
): string[] {
  const allowed = part === 'body' ? known : known.filter((name) => places[name] === 'anywhere')
  const names = [...text.matchAll(placeholder)].map(([, name = '']) => name)
  return [
    ...(/[{}]/.test(text.replaceAll(placeholder, ''))
      ? ['Write a fact as its name in braces, such as {office}, and no other brace.']
      : []),
    ...names
      .filter((name) => !allowed.some((one) => one === name))
      .map((name) =>
        known.some((one) => one === name)
          ? `{${name}} does not belong into a subject: numbers, amounts and the office's name alone do.`
          : `{${name}} is not a fact of ${whose}; use ${allowed.map((one) => `{${one}}`).join(' ')}.`,
      ),
  ]
}

/** A message template of an office: text with `{field}` for the facts that its topic may name to its audience. */
export const messageTemplateSchema = z
  .strictObject({
    event: topicSchema,
    /** For `file.acted`: the one action that this template is for; it goes before the one for every action. */
    action: codeSchema.optional(),
    audience: z.enum(audiences),
    channel: z.enum(channels),
    subject: oneLine,
    body: localizedSchema,
  })
  .superRefine((template, context) => {
    const { event, audience, action } = template
    const complain = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message })
    const { facts, isOfActions } = entryOf(event)
    if (action !== undefined && !isOfActions)
      complain('action', 'Only a message about "file.acted" can be for one action.')
    const known = facts[audience]
    if (!known) {
      complain('audience', `"${event}" has no message for ${audience}.`)
      return
    }
    const others = Object.keys(facts).length > 1
    const whose = others ? `"${event}" to the ${audience}` : `"${event}"`
    for (const part of ['subject', 'body'] as const)
      for (const text of [template[part].en, template[part].ar ?? ''])
        for (const message of complaintsAbout(text, part, known, whose)) complain(part, message)
  })
export type MessageTemplate = z.infer<typeof messageTemplateSchema>

type InOffice = {
  languages: readonly Language[]
  workflow: Pick<Workflow, 'actions'>
  messages: readonly MessageTemplate[]
}

/**
 * Returns what is wrong with the templates of an office as a whole, by their place: one that is there twice, one for an
 * action that the workflow has not, one that lacks a language of the office.
 */
export function complaintsOfMessages({ languages, workflow, messages }: InOffice): {
  path: (string | number)[]
  message: string
}[] {
  const keys = messages.map(
    ({ event, action, audience, channel }) =>
      `${event}${action === undefined ? '' : ` (${action})`} to ${audience} by ${channel}`,
  )
  return messages.flatMap(({ action, subject, body }, at) => {
    const key = keys[at] ?? ''
    const isUnknown = action !== undefined && !workflow.actions.some(({ code }) => code === action)
    return [
      ...(keys.indexOf(key) < at
        ? [{ path: [at], message: `There is a message about ${key} already.` }]
        : []),
      ...(isUnknown ? [{ path: [at, 'action'], message: `The workflow has no action "${action}".` }] : []),
      ...languages.flatMap((language) =>
        (['subject', 'body'] as const)
          .filter((part) => ({ subject, body })[part][language] === undefined)
          .map((part) => ({
            path: [at, part],
            message: `Write this in "${language}" too: it is a language of the office.`,
          })),
      ),
    ]
  })
}

/** Returns the templates that tell of `topic`, for each audience and channel one: that of the action where there is one. */
export function templatesFor(
  messages: readonly MessageTemplate[],
  topic: MessageTopic,
  action?: string,
): MessageTemplate[] {
  const about = messages.filter((one) => one.event === topic)
  const own = about.filter((one) => one.action !== undefined && one.action === action)
  const doorOf = ({ audience, channel }: MessageTemplate): string => `${audience} ${channel}`
  const taken = own.map(doorOf)
  const general = about.filter((one) => one.action === undefined && !taken.includes(doorOf(one)))
  return [...own, ...general]
}

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
