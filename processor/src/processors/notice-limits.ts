/** The jobs that watch the time limit of an issued notice: reminders before it ends, and what follows when it has. */
import {
  addDays,
  daysBetween,
  plainDateIn,
  startOfDay,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../office.ts'
import { writeReminder } from '../services/messages.ts'
import { templateOf } from '../services/notices/notice-rules.ts'
import { taskAboutNotice } from '../services/notices/return-notice.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { scheduleJob, type JobOutcome } from '../work/jobs.ts'

type Notice = Row<'notices'>

export const remindOfNoticeJob = 'remind-of-notice'
export const lapseNoticeJob = 'lapse-notice'

/** The kind of the task that tells a maker that nobody answered in time. */
export const limitPassedTask = 'limit-passed'

/** Returns the days on which the party is reminded, the earliest first; none that is over on `today`. */
function reminderDays(
  profile: OfficeProfile,
  notice: Notice,
  answerBy: PlainDate,
): { days: number; on: PlainDate }[] {
  const { remindDaysBefore } = templateOf(profile, notice)
  return [...new Set(remindDaysBefore)]
    .sort((a, b) => b - a)
    .map((days) => ({ days, on: addDays(answerBy, -days) }))
}

/** Stores the jobs of an issued notice in the transaction that issues it. */
export async function scheduleLimitJobs(
  store: Store,
  session: ClientSession,
  profile: OfficeProfile,
  notice: Notice & { answerBy: PlainDate },
  at: Date,
): Promise<void> {
  const { _id: subject, officeId, answerBy } = notice
  const job = { officeId, processor: 'examination', subject, at } as const
  const today = plainDateIn(profile.timeZone, at)
  const first = reminderDays(profile, notice, answerBy).find(({ on }) => on > today)
  if (first)
    await scheduleJob(store, session, {
      ...job,
      kind: remindOfNoticeJob,
      runAt: startOfDay(profile.timeZone, first.on),
    })
  await scheduleJob(store, session, {
    ...job,
    kind: lapseNoticeJob,
    runAt: startOfDay(profile.timeZone, addDays(answerBy, 1)),
  })
}

/** Sets the jobs of a notice anew, in the transaction that extends its time limit. */
export async function moveLimitJobs(
  store: Store,
  session: ClientSession,
  profile: OfficeProfile,
  notice: Notice & { answerBy: PlainDate },
  at: Date,
): Promise<void> {
  const { _id: subject, officeId } = notice
  const kind = { $in: [remindOfNoticeJob, lapseNoticeJob] }
  await store.jobs.remove({ officeId, kind, subject }, { session })
  await scheduleLimitJobs(store, session, profile, notice, at)
}

/** Holds an issued notice for the transaction: an answer that comes in at the same moment waits, or was first. */
const hold = (
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { _id, officeId }: Notice,
  at: Date,
) => store.notices.update({ _id, officeId, state: 'issued' }, { $set: { updatedAt: at } }, { session })

/**
 * Reminds the party of an answer that is still awaited, once for each day that the template names; the latest one only, where a
 * stop has let several pass. Does nothing once the notice is answered.
 */
export async function remindOfNotice(job: Row<'jobs'>, office: Office): Promise<JobOutcome> {
  const { store, clock, profiles } = office
  const notice = await store.notices.one({ _id: job.subject })
  if (notice?.state !== 'issued' || notice.answerBy === null) return 'done'
  const { answerBy } = notice
  const profile = profiles.of(notice.officeId)
  const at = clock.now()
  const today = plainDateIn(profile.timeZone, at)
  if (today > answerBy) return 'done'
  const days = reminderDays(profile, notice, answerBy)
  const due = days.findLast(({ on }) => on <= today)
  const memo = due && String(due.days)
  if (due && memo !== undefined && job.memo !== memo)
    await store.transaction(async (session) => {
      if (!(await hold(office, session, notice, at))) return
      await writeReminder(office, session, { notice, daysLeft: daysBetween(today, answerBy) })
      // With the message: a crash after it must not remind a second time.
      await store.jobs.update({ _id: job._id }, { $set: { memo } }, { session })
    })
  office.nudgeRelay()
  const next = days.find(({ on }) => on > today)
  if (!next) return 'done'
  return { runAt: startOfDay(profile.timeZone, next.on), ...(memo === undefined ? {} : { memo }) }
}

/** On the day after the limit, by the office's clock: a notice that nobody answered has lapsed, and its maker decides what follows. */
export async function lapseNotice(job: Pick<Row<'jobs'>, 'subject'>, office: Office): Promise<JobOutcome> {
  const { store, clock, profiles } = office
  const notice = await store.notices.one({ _id: job.subject })
  if (notice?.state !== 'issued' || notice.answerBy === null) return 'done'
  const { _id, officeId, answerBy } = notice
  const profile = profiles.of(officeId)
  const at = clock.now()
  if (plainDateIn(profile.timeZone, at) <= answerBy)
    return { runAt: startOfDay(profile.timeZone, addDays(answerBy, 1)) }
  await store.transaction(async (session) => {
    const lapsed = await store.notices.update(
      { _id, officeId, state: 'issued' },
      { $set: { state: 'lapsed', updatedAt: at }, $inc: { rev: 1 } },
      { session },
    )
    if (!lapsed) return
    const opens = { kind: limitPassedTask, causedBy: _id, at }
    store.tasks.add([await taskAboutNotice(office, session, profile, notice, opens)], session)
  })
  return 'done'
}
