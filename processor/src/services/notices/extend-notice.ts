/** Moves the time limit of a notice: a later last day to answer, its clocks set anew; one whose limit had just passed waits again. */
import type { PlainDate } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { limitPassedTask, moveLimitJobs } from '../../processors/notice-limits.ts'
import type { Row } from '../../store/rows.ts'
import { refused } from '../refusals.ts'

/** @throws ProblemError where the notice waits for no answer any more */
export async function extendNotice(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  { notice, answerBy, at }: { notice: Row<'notices'>; answerBy: PlainDate; at: Date },
): Promise<void> {
  const { _id, officeId } = notice
  const isMoved = await store.notices.update(
    { _id, officeId, state: { $in: ['issued', 'lapsed'] }, answeredBy: null },
    {
      $set: { answerBy, state: 'issued', extensions: (notice.extensions ?? 0) + 1, updatedAt: at },
      $inc: { rev: 1 },
    },
    { session },
  )
  if (!isMoved) throw refused('notice-not-waiting', 'outcome')
  await store.tasks.updateMany(
    { officeId, causedBy: _id, kind: limitPassedTask, state: { $ne: 'done' } },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )
  await moveLimitJobs(store, session, profiles.of(officeId), { ...notice, answerBy }, at)
}
