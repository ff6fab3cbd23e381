/** The messages of an office, for its staff: what was told to whom, what became of it, and telling it again. */
import {
  emailSchema,
  fileNumberIn,
  idOfStream,
  mayBeRefused,
  nameOfActor,
  parseAtDoor,
  plainText,
  ProblemError,
  saying,
  streamOf,
  type Actor,
  type Stream,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import { isOvertaken } from '../messages/send-message.ts'
import { messageIdOf, queueMessage, sendMessageJob } from '../messages/write-messages.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { answerOnce } from './commands.ts'
import { isStaff, pageNumber } from './views.ts'
import { signUpTopic, withoutAccountLink } from './secret-code.ts'

export { writeReminder } from '../messages/write-reminder.ts'

type Message = Row<'messages'>
type Parts = Pick<Office, 'store'>

export type MessageState = Message['state']

/** A message as lists show it. `to` is personal: staff alone see it. */
export type ListedMessage = Pick<
  Message,
  'eventType' | 'stream' | 'audience' | 'to' | 'language' | 'subject' | 'state' | 'createdAt' | 'sentAt'
> & {
  messageId: string
  isResend: boolean
  /** The number of the file or submission that it is about; null where it is about neither, or not yet known. */
  number: string | null
}

/** How many messages need an eye, each counted no further than 10,000. */
export type MessageCounts = Record<Exclude<MessageState, 'sent'>, number>

const pageSize = 50
const maxCount = 10_000
/** A file's register is read as a whole. */
const maxAbout = 500
const latestFirst = { createdAt: -1, _id: -1 } as const

function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office see its messages.')
}

type Numbers = ReadonlyMap<string, string>

/** Returns the numbers of the files and submissions that messages are about, by their streams. */
async function numbersOf({ store }: Parts, officeId: string, rows: readonly Message[]): Promise<Numbers> {
  const ids = rows.flatMap(({ stream }) => (stream === null ? [] : [idOfStream(stream)]))
  const views = await store.views.many({
    officeId,
    kind: { $in: ['dossier', 'file'] },
    id: { $in: [...new Set(ids)] },
  })
  return new Map(
    views.map((view) => [
      streamOf(view.kind, view.id),
      view.kind === 'file' ? view.fileNumber : view.submissionNumber,
    ]),
  )
}

const listed = (row: Message, numbers: Numbers): ListedMessage => ({
  messageId: row._id,
  number: numbers.get(row.stream ?? '') ?? null,
  eventType: row.eventType,
  stream: row.stream,
  audience: row.audience,
  to: row.to,
  language: row.language,
  subject: row.subject,
  state: row.state,
  createdAt: row.createdAt,
  sentAt: row.sentAt,
  isResend: row.resends !== null,
})

/** Returns rows as lists show them. */
async function shown(office: Parts, officeId: string, rows: readonly Message[]): Promise<ListedMessage[]> {
  const numbers = await numbersOf(office, officeId, rows)
  return rows.map((row) => listed(row, numbers))
}

/** Returns the file's own history and the dossier's that it came in: messages about either are in its register. */
async function streamsAbout({ store }: Parts, officeId: string, stream: Stream): Promise<Stream[]> {
  if (!stream.startsWith('file:')) return [stream]
  const file = await store.files.one({ _id: idOfStream(stream), officeId })
  return file ? [stream, streamOf('dossier', file.dossierId)] : [stream]
}

/** Returns every message about a dossier, or about a file and its dossier, the latest first. */
export async function messagesAbout(office: Parts, actor: Actor, stream: Stream): Promise<ListedMessage[]> {
  mustBeStaff(actor)
  const { officeId } = actor
  const streams = await streamsAbout(office, officeId, stream)
  const rows = await office.store.messages.many(
    { officeId, stream: { $in: streams } },
    { sort: latestFirst, limit: maxAbout },
  )
  return shown(office, officeId, rows)
}

/** Returns the histories that a number of a file or a submission names; none for a number that the office does not have. */
async function streamsNamed(office: Office, officeId: string, typed: string): Promise<Stream[]> {
  const { store, profiles } = office
  const fileNumber = fileNumberIn(profiles.of(officeId), typed) ?? typed
  const file = await store.files.one({ officeId, fileNumber })
  if (file) return [streamOf('file', file._id), streamOf('dossier', file.dossierId)]
  const submission = await store.submissions.one({ officeId, submissionNumber: typed })
  if (!submission) return []
  const { dossierId } = submission
  const files = await store.files.many({ officeId, dossierId })
  return [streamOf('dossier', dossierId), ...files.map(({ _id }) => streamOf('file', _id))]
}

/** Returns how many messages of the actor's office wait, were refused for good, or were not wanted. */
export async function messageCounts({ store }: Parts, actor: Actor): Promise<MessageCounts> {
  mustBeStaff(actor)
  const { officeId } = actor
  const count = (state: MessageState): Promise<number> =>
    store.messages.count({ officeId, state }, { limit: maxCount })
  const [queued, refused, unwanted] = await Promise.all([
    count('queued'),
    count('refused'),
    count('unwanted'),
  ])
  return { queued, refused, unwanted }
}

export type MessageList = {
  /** Undefined for every state. */
  state: MessageState | undefined
  /** A whole address, file number or submission number; empty for everything. */
  find: string
  /** From 1. */
  page: number
}

/** Returns one page of the office's messages, the latest first. */
export async function listMessages(office: Office, actor: Actor, { state, find, page }: MessageList) {
  mustBeStaff(actor)
  const { officeId } = actor
  const at = pageNumber(page)
  const typed = find.trim()
  const about = typed.includes('@')
    ? { to: typed.toLowerCase() }
    : typed === ''
      ? {}
      : { stream: { $in: await streamsNamed(office, officeId, typed) } }
  const rows = await office.store.messages.many(
    { officeId, ...(state ? { state } : {}), ...about },
    // One more tells whether there is another page.
    { sort: latestFirst, limit: pageSize + 1, skip: (at - 1) * pageSize },
  )
  return {
    rows: await shown(office, officeId, rows.slice(0, pageSize)),
    hasMore: rows.length > pageSize,
    page: at,
    pageSize,
  }
}

const jobOf = ({ store }: Parts, { _id, officeId }: Message, session?: ClientSession) =>
  store.jobs.one({ officeId, kind: sendMessageJob, subject: _id }, { session })

/** Why a message is not sent again: it is still being sent, its recipient has refused such messages, or it holds no more. */
export type ResendRefusal = 'still-queued' | 'unwanted' | 'overtaken'

async function resendRefusal(
  office: Parts,
  message: Message,
  session?: ClientSession,
): Promise<ResendRefusal | undefined> {
  const { officeId, recipient, state, eventType } = message
  if (state === 'queued' && (await jobOf(office, message, session))?.state !== 'parked') return 'still-queued'
  if (await isOvertaken(office, message, session)) return 'overtaken'
  if (!mayBeRefused(eventType)) return undefined
  const _id = `${officeId}|${recipient}`
  const preference = await office.store.mailPreferences.one({ _id }, { session })
  return preference?.wants === 'none' ? 'unwanted' : undefined
}

/**
 * Returns one message with its text, its tries and what was sent again of it.
 * @throws ProblemError `not-found` for a message of another office.
 */
export async function staffMessage(office: Parts, actor: Actor, messageId: string) {
  mustBeStaff(actor)
  const { officeId } = actor
  const { store } = office
  const row = await store.messages.one({ _id: messageId, officeId })
  if (!row) throw new ProblemError('not-found')
  const first = row.resends ?? row._id
  const [job, again, refusal] = await Promise.all([
    jobOf(office, row),
    store.messages.many({ officeId, resends: first }, { sort: { createdAt: 1 } }),
    resendRefusal(office, row),
  ])
  const original = row.resends === null ? row : await store.messages.one({ _id: first, officeId })
  const numbers = await numbersOf(office, officeId, [row])
  return {
    ...listed(row, numbers),
    body: withoutAccountLink(row.body),
    lastError: row.lastError ?? job?.lastError ?? null,
    unwantedBecause: row.unwantedBecause,
    tries: job?.attempts ?? 0,
    nextTryAt: row.state === 'queued' && job?.state === 'ready' ? job.runAt : null,
    hasGivenUp: row.state === 'queued' && job?.state === 'parked',
    /** The first message and everything that was sent again of it, in order. */
    chain: [...(original ? [original] : []), ...again].map((one) => listed(one, numbers)),
    resendRefusal: refusal ?? null,
  }
}
export type StaffMessage = Awaited<ReturnType<typeof staffMessage>>

const resendSchema = z.strictObject({ to: emailSchema.optional(), reason: plainText(500, 0).optional() })
const answerSchema = z.object({ messageId: z.string() })

const refusalWords = {
  'still-queued': 'This message is still being sent; wait for what becomes of it.',
  unwanted: 'The recipient has chosen to get no messages of this kind.',
  overtaken: 'The notice of which this message reminds waits for no answer any more.',
} as const satisfies Record<ResendRefusal, string>

/** The message to be sent again as a row of its own, with a Message-ID of its own. */
function again(office: Office, message: Message, to: string): Message {
  const _id = uuidv7()
  const isCorrected = to !== message.to
  return {
    ...message,
    _id,
    eventId: `resend|${_id}`,
    resends: message.resends ?? message._id,
    // Who has no account is known by the address: another address has a choice of its own.
    recipient: isCorrected && message.recipient.startsWith('mail:') ? `mail:${to}` : message.recipient,
    to,
    messageId: messageIdOf(_id, office.profiles.of(message.officeId)),
    state: 'queued',
    unwantedBecause: null,
    createdAt: office.clock.now(),
    sentAt: null,
    lastError: null,
  }
}

/**
 * Sends a message again, as it was, to the same or a corrected address, as a new message that refers to the first. The same key
 * again sends nothing more. Returns the new message's id.
 * @throws ProblemError `not-found`, `stale` while it is still being sent or where its recipient refuses such messages,
 * `invalid` for a corrected address without a reason.
 */
export async function resendMessage(
  office: Office,
  actor: Actor,
  messageId: string,
  { key, ...wish }: { key: unknown; to?: unknown; reason?: unknown },
): Promise<{ repeated: boolean; messageId: string }> {
  mustBeStaff(actor)
  const { to, reason = '' } = parseAtDoor(resendSchema, wish, 'invalid')
  const { store } = office
  const { officeId } = actor
  const { repeated, answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'resend-message',
      key,
      body: { messageId, to: to ?? null, reason },
      answer: answerSchema,
    },
    async (session) => {
      const message = await store.messages.one({ _id: messageId, officeId }, { session })
      if (!message) throw new ProblemError('not-found')
      if (message.eventType === signUpTopic)
        throw new ProblemError(
          'not-allowed',
          'Whoever wants an account asks for it once more; its e-mail is secret.',
        )
      const isCorrected = to !== undefined && to !== message.to
      if (isCorrected && reason === '')
        throw new ProblemError('invalid', undefined, { errors: [{ path: 'reason', ...saying('missing') }] })
      const refusal = await resendRefusal(office, message, session)
      if (refusal) throw new ProblemError('stale', refusalWords[refusal])
      // Its job has stopped trying: what became of it is known now.
      if (message.state === 'queued')
        await store.messages.update({ _id: messageId, officeId }, { $set: { state: 'refused' } }, { session })
      const row = again(office, message, to ?? message.to)
      await queueMessage(store, session, row)
      // The address itself stays out of the log: the new message has it.
      const detail = isCorrected ? `as ${row._id}, to a corrected address: ${reason}` : `as ${row._id}`
      const entry = { officeId, who: nameOfActor(actor), subject: `message:${messageId}`, detail }
      await writeAudit(office, { ...entry, what: 'resent-message' }, session)
      return { messageId: row._id }
    },
  )
  if (!repeated) office.nudgeRelay()
  return { repeated, messageId: answer.messageId }
}
