/** Reminders: what the clock tells, before the time limit of a notice ends. */
import { streamOf, templatesFor } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { factsOf } from './facts.ts'
import { recipientsIn } from './recipients.ts'
import { writeMessages } from './write-messages.ts'

/**
 * Writes the reminder that the time limit of an issued notice ends in `daysLeft` days, to the agent and the applicants, in the
 * caller's transaction. Once for each notice and number of days, however often it is called. Whether the notice still waits
 * for an answer is the caller's to know.
 */
export async function writeReminder(
  office: Pick<Office, 'store' | 'profiles' | 'clock' | 'env'>,
  session: ClientSession,
  { notice, daysLeft }: { notice: Row<'notices'>; daysLeft: number },
): Promise<void> {
  const { store, profiles, clock, env } = office
  const { officeId, fileId } = notice
  const profile = profiles.of(officeId)
  // A time limit that was extended is reminded of anew.
  const limit = notice.extensions === undefined ? '' : `|${notice.extensions}`
  const eventId = `notice.reminder|${notice._id}${limit}|${daysLeft}`
  if (await store.messages.one({ officeId, eventId }, { session })) return
  const stream = streamOf('file', fileId)
  const history = await readStream(store, officeId, stream, { session })
  const file = await store.files.one({ _id: fileId, officeId }, { session })
  const facts = {
    profile,
    origin: env.PUBLIC_ORIGIN,
    history,
    event: undefined,
    notice: { noticeId: notice._id, template: notice.template, answerBy: notice.answerBy },
    followCode: file?.followCode ?? null,
    daysLeft,
  }
  await writeMessages({
    store,
    session,
    profile,
    at: clock.now(),
    eventId,
    stream,
    templates: templatesFor(profile.messages, 'notice.reminder'),
    recipientsOf: recipientsIn({ store, officeId, session, history }),
    factsIn: (language) => factsOf(facts, language),
    remindsOf: notice._id,
  })
}
