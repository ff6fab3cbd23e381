/** Writes messages: one row and one job for each recipient and channel, in the transaction of what they tell. */
import {
  audiences,
  digestOf,
  renderMessage,
  type Audience,
  type Language,
  type MessageFacts,
  type MessageTemplate,
  type OfficeProfile,
  type Stream,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { scheduleJob } from '../work/jobs.ts'
import type { Recipient } from './recipients.ts'

export const sendMessageJob = 'send-message'

/** Returns the RFC 5322 Message-ID of a message: the same for every try, so that a mail sent twice shows once. */
export const messageIdOf = (id: string, profile: OfficeProfile): string =>
  `<${id}.${profile.id}@${profile.email.split('@')[1] ?? 'localhost'}>`

/** Stores a message with the job that sends it, when the caller's transaction ends. */
export async function queueMessage(
  store: Store,
  session: ClientSession,
  message: Row<'messages'>,
): Promise<void> {
  const { _id, officeId, createdAt } = message
  store.messages.add([message], session)
  await scheduleJob(store, session, {
    officeId,
    kind: sendMessageJob,
    processor: 'notification',
    subject: _id,
    runAt: createdAt,
    at: createdAt,
  })
}

type Writing = {
  store: Store
  session: ClientSession
  profile: OfficeProfile
  at: Date
  /** The event that is told, or what stands for one: with recipient and channel it makes the message's id. */
  eventId: string
  stream: Stream
  templates: readonly MessageTemplate[]
  recipientsOf: (audience: Audience) => Promise<readonly Recipient[]>
  /** Returns the facts in a language. */
  factsIn: (language: Language) => MessageFacts
  /** The notice whose time limit they remind of. */
  remindsOf?: string | null
}

/** The message from a template to one recipient, in a language of theirs that the office has. */
function messageTo(
  { id, to, language }: Recipient,
  template: MessageTemplate,
  { profile, at, eventId, stream, factsIn, remindsOf = null }: Writing,
): Row<'messages'> {
  const { audience, channel, event } = template
  const spoken = profile.languages.includes(language) ? language : (profile.languages[0] ?? 'en')
  // The same for every run and every try: a message is one event, recipient and channel.
  const _id = digestOf([eventId, audience, channel, id]).slice(0, 40)
  return {
    _id,
    officeId: profile.id,
    eventId,
    eventType: event,
    stream,
    resends: null,
    audience,
    channel,
    recipient: id,
    to,
    language: spoken,
    ...renderMessage(template, factsIn(spoken), spoken),
    messageId: messageIdOf(_id, profile),
    remindsOf,
    state: 'queued',
    unwantedBecause: null,
    createdAt: at,
    sentAt: null,
    lastError: null,
  }
}

/** Writes one message to each recipient of the templates; an address that is told as the agent's is not told again as the applicant's. */
export async function writeMessages(writing: Writing): Promise<void> {
  const { store, session, templates, recipientsOf } = writing
  const told = new Set<string>()
  for (const audience of audiences)
    for (const template of templates.filter((one) => one.audience === audience))
      for (const recipient of await recipientsOf(audience)) {
        const door = `${template.channel} ${recipient.to}`
        if (told.has(door)) continue
        told.add(door)
        await queueMessage(store, session, messageTo(recipient, template, writing))
      }
}
