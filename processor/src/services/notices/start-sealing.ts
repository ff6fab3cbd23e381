/** Hands an approved notice to the job that signs and issues it. */
import type { ClientSession } from 'mongodb'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { wakeProcessor } from '../../store/streams.ts'
import { scheduleJob } from '../../work/jobs.ts'

export const sealNoticeJob = 'seal-notice'
const processor = 'examination'

/** Starts the job, anew where it has run for this notice before and given it back to its maker. */
export async function startSealing(
  store: Store,
  session: ClientSession,
  { _id: subject, officeId }: Pick<Row<'notices'>, '_id' | 'officeId'>,
  at: Date,
): Promise<void> {
  const id = `${sealNoticeJob}|${officeId}|${subject}`
  const anew = {
    state: 'ready',
    runAt: at,
    attempts: 0,
    lastError: null,
    leaseId: null,
    leasedUntil: null,
    updatedAt: at,
  }
  const ranBefore = await store.jobs.update({ _id: id }, { $set: anew }, { session })
  if (ranBefore) await wakeProcessor(store, session, { officeId, processor, kind: 'job', id, at })
  else await scheduleJob(store, session, { officeId, kind: sealNoticeJob, processor, subject, runAt: at, at })
}
