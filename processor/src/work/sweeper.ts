/** The sweeper: wakes processors whose cursor lags, so that a lost message or a lost broker costs minutes, never work. */
import { processorNames, streamSchema, type ProcessorName, type Stream } from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { handledEvents } from '../processors/handles.ts'
import { cursorId } from './consumer.ts'
import type { JobOutcome } from './jobs.ts'

/** Looks this far behind the last sweep, since events commit out of the order of their times. */
const marginMs = 10 * 60_000
/** From time to time the whole history is looked at, for what a wrong clock may have hidden. */
const fullEveryMs = 24 * 3_600_000
const batch = 1_000

const memoSchema = z.object({ sweptTo: z.coerce.date(), fullAt: z.coerce.date() })
const groupSchema = z.object({
  _id: z.object({ officeId: z.string(), stream: streamSchema }),
  types: z.array(z.object({ type: z.string(), seq: z.number(), at: z.date(), eventId: z.string() })),
})

type Lagging = {
  processor: ProcessorName
  officeId: string
  stream: Stream
  seq: number
  at: Date
  eventId: string
}

/** Returns the streams with events in (from, to] that a processor handles and has not got to. */
async function findLagging(
  office: Pick<Office, 'store' | 'clock'>,
  from: Date,
  to: Date,
): Promise<Lagging[]> {
  const { store } = office
  const groups = store.events.collection.aggregate(
    [
      { $match: { at: { $gt: from, $lte: to } } },
      { $sort: { seq: 1 } },
      {
        $group: {
          _id: { officeId: '$officeId', stream: '$stream' },
          types: { $push: { type: '$type', seq: '$seq', at: '$at', eventId: '$_id' } },
        },
      },
    ],
    { allowDiskUse: true, batchSize: batch },
  )
  const lagging: Lagging[] = []
  let wanted: Lagging[] = []
  const compare = async (): Promise<void> => {
    const ids = wanted.map((one) => cursorId(one.processor, one.officeId, one.stream))
    const cursors = new Map(
      (await store.cursors.many({ _id: { $in: ids } })).map((cursor) => [cursor._id, cursor]),
    )
    for (const one of wanted) {
      const cursor = cursors.get(cursorId(one.processor, one.officeId, one.stream))
      if ((cursor?.seq ?? 0) >= one.seq || cursor?.state === 'parked') continue
      if (cursor?.nextAttemptAt && cursor.nextAttemptAt > office.clock.now()) continue
      lagging.push(one)
    }
    wanted = []
  }
  for await (const document of groups) {
    const { _id, types } = groupSchema.parse(document)
    for (const processor of processorNames) {
      const last = types.findLast(({ type }) => handledEvents[processor].some((handled) => handled === type))
      if (last) wanted.push({ processor, ..._id, seq: last.seq, at: last.at, eventId: last.eventId })
    }
    if (wanted.length >= batch) await compare()
  }
  await compare()
  return lagging
}

/** Wakes every lagging processor, and the payments worker for callbacks that still wait. Returns how many were woken. */
export async function sweep(
  office: Pick<Office, 'store' | 'clock' | 'broker' | 'log'>,
  from: Date,
  to: Date,
): Promise<{ woken: number; oldest: Date | undefined }> {
  await office.broker.repair()
  const lagging = await findLagging(office, from, to)
  for (const { processor, officeId, stream, seq, eventId } of lagging)
    await office.broker.wake(processor, { v: 1, officeId, kind: 'event', id: eventId, stream, seq })
  const now = office.clock.now()
  const waiting = await office.store.callbacks.many(
    { state: { $in: ['stored', 'unmatched'] }, tryAt: { $lte: now } },
    { limit: batch },
  )
  for (const { _id, officeId } of waiting)
    await office.broker.wake('payments', { v: 1, officeId, kind: 'callback', id: _id })
  const woken = lagging.length + waiting.length
  if (woken > 0) office.log.warn('swept', { woken })
  const oldest = lagging.reduce<Date | undefined>(
    (min, { at }) => (min === undefined || at < min ? at : min),
    undefined,
  )
  return { woken, oldest }
}

/** The recurring job around `sweep`; its memo holds how far all cursors are known to have come. */
export async function sweepJob(job: { memo: string | null }, office: Office): Promise<JobOutcome> {
  const { clock, env } = office
  const now = clock.now()
  const to = new Date(now.getTime() - env.SWEEP_LAG_MS)
  const memo = job.memo === null ? undefined : memoSchema.parse(JSON.parse(job.memo))
  const isFull = memo === undefined || now.getTime() - memo.fullAt.getTime() > fullEveryMs
  const from = isFull ? new Date(0) : new Date(Math.min(memo.sweptTo.getTime(), to.getTime()) - marginMs)
  const { oldest } = await sweep(office, from, to)
  return {
    runAt: new Date(now.getTime() + env.SWEEP_EVERY_MS),
    memo: JSON.stringify({ sweptTo: oldest ?? to, fullAt: isFull ? now : memo.fullAt }),
  }
}
