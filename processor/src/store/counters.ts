/** Counters: numbers of an office, never reused, taken late in a transaction together with MongoDB's own time. */
import type { ClientSession } from 'mongodb'
import type { Clock } from '../clock.ts'
import type { Store } from './store.ts'

export type Allocation = {
  year: number
  /** The first of the numbers taken; the others follow. */
  seq: number
  /** MongoDB's time (plus the clock's offset) at which they were taken: a counter's allocations never go back in time. */
  at: Date
  /** MongoDB's time ran backwards, or differs from this process's by more than `doubtMs`. */
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
  const at = { $add: ['$$NOW', clock.offsetMs] }
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
          lastAt: '$at',
        },
      },
      { $unset: ['at', 'newYear'] },
    ],
    { session, upsert: true },
  )
  if (!row) throw new Error(`The counter ${kind} of ${officeId} gave no number`)
  const skewMs = Math.abs(row.lastAt.getTime() - clock.now().getTime())
  return { year: row.year, seq: row.seq - count + 1, at: row.lastAt, doubt: row.doubt || skewMs > doubtMs }
}
