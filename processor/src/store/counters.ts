/** Counters: numbers of an office, never reused, taken late in a transaction together with MongoDB's own time. */
import type { ClientSession } from 'mongodb'
import { storeNow, type Clock } from '../clock.ts'
import type { Store } from './store.ts'

export type Allocation = {
  year: number
  /** The first of the numbers taken; the others follow. */
  seq: number
  /** MongoDB's time (plus the clock's offset) at which they were taken: never earlier than the ones before, but in doubt. */
  at: Date
  /** MongoDB's time is earlier than at any allocation before, or differs from this process's by more than `doubtMs`. */
  doubt: boolean
}

type Take = {
  officeId: string
  branch: string
  /** What is counted, such as `submission` or `file.TM`. */
  kind: string
  timeZone: string
  count: number
  clock: Clock
  doubtMs: number
}

/**
 * Takes `count` numbers. Year and reset are computed in the update itself from `$$NOW` in the office's zone; the number
 * order of a counter is its commit order, since two transactions cannot hold it at once.
 */
export async function takeNumbers(store: Store, session: ClientSession, take: Take): Promise<Allocation> {
  const { officeId, branch, kind, timeZone, count, clock, doubtMs } = take
  const at = storeNow(clock)
  const askedAt = clock.now()
  const row = await store.counters.take(
    { _id: `${officeId}|${branch}|${kind}` },
    [
      { $set: { officeId, branch, kind, at } },
      {
        $set: {
          // A clock that falls back over New Year must not start a past year's sequence again.
          newYear: { $max: ['$year', { $year: { date: '$at', timezone: timeZone } }] },
          doubt: { $lt: ['$at', { $ifNull: ['$lastAt', '$at'] }] },
        },
      },
      {
        $set: {
          seq: {
            $cond: [{ $eq: ['$year', '$newYear'] }, { $add: [{ $ifNull: ['$seq', 0] }, count] }, count],
          },
          year: '$newYear',
          // While a clock that was put back catches up, every allocation is in doubt, not only the first.
          lastAt: { $max: ['$lastAt', '$at'] },
        },
      },
      { $unset: 'newYear' },
    ],
    { session, upsert: true },
  )
  if (!row) throw new Error(`The counter ${kind} of ${officeId} gave no number`)
  // The time that the answer took is no difference between the clocks.
  const isSkewed =
    row.at.getTime() < askedAt.getTime() - doubtMs || row.at.getTime() > clock.now().getTime() + doubtMs
  return { year: row.year, seq: row.seq - count + 1, at: row.at, doubt: row.doubt || isSkewed }
}
