/** Notification: writes one message for each event, recipient and channel; mail goes out after the commit, by a job. */
import {
  digestOf,
  formatMoney,
  renderMessage,
  submissionBodySchema,
  foldDossier,
  foldFile,
  type DomainEvent,
  type Language,
  type MessageFacts,
  type MessageTemplate,
  type OfficeProfile,
  textIn,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { raiseAlarm } from '../work/alarm.ts'
import { scheduleJob, type JobOutcome } from '../work/jobs.ts'
import type { Handling, Processor } from '../work/processor.ts'

export const sendMessageJob = 'send-message'

type Recipient = { id: string; to: string; language: Language }

async function recipientsOf(
  handling: Handling,
  event: DomainEvent,
  audience: MessageTemplate['audience'],
): Promise<Recipient[]> {
  const { office, profile, session, history } = handling
  const officeId = profile.id
  const dossier = foldDossier(history)
  const file = foldFile(history)
  switch (audience) {
    case 'agent': {
      const accountId = dossier.submission?.accountId ?? file.accountId
      const users = await office.store.users.many(
        { officeId, accountId: accountId ?? '', disabled: false },
        { session },
      )
      return users.map((user) => ({ id: `user:${user._id}`, to: user.email, language: user.language }))
    }
    case 'applicant': {
      const submissionId = dossier.submission?.submissionId ?? file.received?.submissionId ?? ''
      const submission = await office.store.submissions.one({ _id: submissionId, officeId }, { session })
      if (!submission) return []
      const requests = submissionBodySchema.parse(JSON.parse(submission.bodyJson)).requests
      const mine = requests.filter(
        (request) => !file.received || request.requestId === file.received.requestId,
      )
      const people = mine.flatMap(({ applicants, language }) =>
        applicants.map((person) => ({ id: `mail:${person.email}`, to: person.email, language })),
      )
      return people.filter((one, index) => people.findIndex((other) => other.id === one.id) === index)
    }
    case 'staff':
      return []
  }
}

/** The facts that messages about an event may name; a test holds them to the message catalogue. */
function factsOf(event: DomainEvent, { history, profile }: Handling, language: Language): MessageFacts {
  const { submission, orders, files } = foldDossier(history)
  const file = foldFile(history).received
  const orderId = 'orderId' in event.data ? event.data.orderId : undefined
  const order = orders.find((one) => one.orderId === orderId)
  const instant = (at: Date): string =>
    new Intl.DateTimeFormat(language, {
      timeZone: profile.timeZone,
      dateStyle: 'long',
      timeStyle: 'short',
    }).format(at)
  return {
    office: textIn(profile.name, language),
    submissionNumber: submission?.submissionNumber ?? file?.submissionNumber ?? '',
    receivedAt: submission ? instant(submission.receivedAt) : '',
    requestCount: String(submission?.requests.length ?? 1),
    orderNumber: order?.orderNumber ?? '',
    total: order ? formatMoney(order.total) : '',
    received: 'received' in event.data ? formatMoney(event.data.received) : '',
    missing: 'missing' in event.data ? formatMoney(event.data.missing) : '',
    amount: 'amount' in event.data ? formatMoney(event.data.amount) : '',
    fileNumbers: files.map((one) => one.fileNumber).join(', '),
    fileNumber: file?.fileNumber ?? '',
    onlineId: file?.onlineId ?? '',
  }
}

/** The same for every run and every try: a message is one event, recipient and channel. */
const messageRowId = (
  event: DomainEvent,
  { audience, channel }: MessageTemplate,
  recipient: string,
): string => digestOf([event.eventId, audience, channel, recipient]).slice(0, 40)

/** A mail that was sent twice shows once. */
const messageIdOf = (id: string, profile: OfficeProfile): string =>
  `<${id}.${profile.id}@${profile.email.split('@')[1] ?? 'localhost'}>`

async function write(handling: Handling, event: DomainEvent, template: MessageTemplate): Promise<void> {
  const { office, profile, session, at } = handling
  for (const { id, to, language } of await recipientsOf(handling, event, template.audience)) {
    const spoken = profile.languages.includes(language) ? language : (profile.languages[0] ?? 'en')
    const _id = messageRowId(event, template, id)
    const { subject, body } = renderMessage(template, factsOf(event, handling, spoken), spoken)
    const row: Row<'messages'> = {
      _id,
      officeId: profile.id,
      eventId: event.eventId,
      eventType: event.type,
      stream: event.stream,
      resends: null,
      audience: template.audience,
      channel: template.channel,
      recipient: id,
      to,
      language: spoken,
      subject,
      body,
      messageId: messageIdOf(_id, profile),
      state: 'queued',
      createdAt: at,
      sentAt: null,
      lastError: null,
    }
    office.store.messages.add([row], session)
    await scheduleJob(office.store, session, {
      officeId: profile.id,
      kind: sendMessageJob,
      processor: 'notification',
      subject: _id,
      runAt: at,
      at,
    })
  }
}

export const notification: Processor = {
  name: 'notification',
  takes: 'batch',
  async handle(events, handling) {
    for (const event of events)
      for (const template of handling.profile.messages.filter((one) => one.event === event.type))
        await write(handling, event, template)
  },
}

/** Sends one message; a failure is tried again by the job's own delays. */
export async function sendMessage(job: { subject: string }, office: Office): Promise<JobOutcome> {
  const message = await office.store.messages.one({ _id: job.subject })
  if (message?.state !== 'queued') return 'done'
  const profile = office.profiles.of(message.officeId)
  const { _id, officeId, to, subject, body, messageId, language } = message
  const from = { name: textIn(profile.name, language), address: profile.email }
  const isTaken = await office.mailer.send({ from, to, subject, text: body, messageId, language })
  await office.store.messages.update(
    { _id, state: 'queued' },
    { $set: isTaken ? { state: 'sent', sentAt: office.clock.now() } : { state: 'refused' } },
  )
  if (!isTaken)
    await raiseAlarm(office, {
      officeId,
      key: `message:${_id}`,
      what: `The mail server refused the message ${_id} about ${message.eventType} for good; reach the ${message.audience} another way.`,
    })
  return 'done'
}
