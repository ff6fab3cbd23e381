/** The job that sends one message: again later when the server says so, never to who wants none, and never what holds no more. */
import { mayBeRefused, textIn } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import { addressesOf, preferenceOf, stopLine } from '../services/mail-preferences.ts'
import type { Row } from '../store/rows.ts'
import { raiseAlarm } from '../work/alarm.ts'
import type { JobOutcome } from '../work/jobs.ts'

type Message = Row<'messages'>

/** What a message that may be refused says of that, and whether its recipient refuses it. */
async function choiceOf(office: Office, { officeId, recipient, eventType }: Message) {
  if (!mayBeRefused(eventType)) return undefined
  const preference = await preferenceOf(office, officeId, recipient)
  return { wants: preference.wants, ...addressesOf(office.env.PUBLIC_ORIGIN, preference) }
}

/**
 * Whether what a message says held when it was written and holds no more: the notice of which it reminds has been answered,
 * has lapsed or was withdrawn while the mail could not go out.
 */
export async function isOvertaken(
  { store }: Pick<Office, 'store'>,
  { officeId, remindsOf }: Pick<Message, 'officeId' | 'remindsOf'>,
  session?: ClientSession,
): Promise<boolean> {
  if (remindsOf === null) return false
  const notice = await store.notices.one({ _id: remindsOf, officeId }, { session })
  return notice?.state !== 'issued'
}

/** Hands a message to the mail server, and returns what is to be kept about it. @throws MailError to be tried again. */
async function deliver(office: Office, message: Message): Promise<Partial<Message>> {
  const { officeId, to, subject, body, messageId, language } = message
  const profile = office.profiles.of(officeId)
  if (await isOvertaken(office, message)) return { state: 'unwanted', unwantedBecause: 'overtaken' }
  const choice = await choiceOf(office, message)
  if (choice?.wants === 'none') return { state: 'unwanted', unwantedBecause: 'recipient' }
  const first =
    message.resends === null ? undefined : await office.store.messages.one({ _id: message.resends, officeId })
  const answer = await office.mailer.send({
    from: { name: textIn(profile.name, language), address: profile.email },
    to,
    subject,
    text: choice ? `${body}\n\n-- \n${stopLine[language](choice.page)}\n` : body,
    messageId,
    language,
    resends: first?.messageId,
    stopAt: choice?.stop,
  })
  return answer.taken
    ? { state: 'sent', sentAt: office.clock.now(), lastError: null }
    : { state: 'refused', lastError: answer.why }
}

/** Sends one message; a failure is kept with it, and tried again by the job's own delays. */
export async function sendMessage(job: { subject: string }, office: Office): Promise<JobOutcome> {
  const { store } = office
  const message = await store.messages.one({ _id: job.subject })
  if (message?.state !== 'queued') return 'done'
  const { _id, officeId, eventType, audience } = message
  const own = { _id, officeId, state: 'queued' }
  try {
    const $set = await deliver(office, message)
    await store.messages.update(own, { $set })
    if ($set.state === 'refused')
      await raiseAlarm(office, {
        officeId,
        key: `message:${_id}`,
        what: `The e-mail server refused the message ${_id} about ${eventType} for good; reach the ${audience} another way.`,
      })
    return 'done'
  } catch (error) {
    await store.messages.update(own, { $set: { lastError: errorText(error) } })
    throw error
  }
}
