/** The sweeper: wakes processors whose cursor lags, so that a lost message or a lost broker costs minutes, never work. */
import {
  processorNames,
  streamSchema,
  type ProcessorName,
  type Stream,
  type WakeUp,
} from '@lodge/shared-types'
import { z } from 'zod'
import { BrokerAwayError } from '../broker/broker.ts'
import type { Office } from '../office.ts'
import { handledEvents } from '../processors/handles.ts'
import { dailyKey, everyOffice, raiseAlarm } from './alarm.ts'
import type { JobOutcome } from './jobs.ts'
import { cursorId } from './put-off.ts'

/** Looks this far behind the last sweep, since events commit out of the order of their times. */
const marginMs = 10 * 60_000
/** From time to time the whole history is looked at, for what a wrong clock may have hidden. */
const fullEveryMs = 24 * 3_600_000
const batch = 1_000
const maxInFlight = 100

const memoSchema = z.object({ sweptTo: z.coerce.date(), fullAt: z.coerce.date() })
const groupSchema = z.object({
  _id: z.object({ officeId: z.string(), stream: streamSchema }),
  types: z.array(z.object({ type: z.string(), seq: z.number(), at: z.date(), eventId: z.string() })),
})

type Waking = { processor: ProcessorName; wakeUp: WakeUp }
type Lagging = {
  processor: ProcessorName
  officeId: string
  stream: Stream
  seq: number
  at: Date
  eventId: string
}
type Parts = Pick<Office, 'store' | 'clock' | 'broker' | 'log'>

/** Events in (from, to], and those that a wrong clock dated into the future. */
const inReach = (from: Date, to: Date, now: Date) => ({
  $or: [{ at: { $gt: from, $lte: to } }, { at: { $gt: new Date(2 * now.getTime() - to.getTime()) } }],
})

/** Returns the streams with events in reach that a processor handles and has not got to; parked and put-off ones wait. */
export async function findLagging(
  office: Pick<Office, 'store' | 'clock'>,
  from: Date,
  to: Date,
): Promise<Lagging[]> {
  const { store, clock } = office
  const now = clock.now()
  const groups = store.events.collection.aggregate(
    [
      { $match: inReach(from, to, now) },
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
      if (!cursor?.nextAttemptAt) lagging.push(one)
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

/** Returns the wake-ups of streams that were put off, and whose next try is overdue since `to`: their message was lost. */
async function findOverdue({ store }: Pick<Office, 'store'>, to: Date): Promise<Waking[]> {
  const rows = await store.cursors.many(
    { state: 'active', nextAttemptAt: { $type: 'date', $lte: to } },
    { sort: { nextAttemptAt: 1 }, limit: batch },
  )
  return rows.map(({ processor, officeId, stream }) => ({
    processor,
    wakeUp: { v: 1, officeId, kind: 'event', id: 'overdue', stream },
  }))
}

/** Returns the wake-ups of callbacks whose next try is due. */
async function findCallbacks({ store, clock }: Pick<Office, 'store' | 'clock'>): Promise<Waking[]> {
  const rows = await store.callbacks.many(
    { state: { $in: ['stored', 'unmatched'] }, tryAt: { $lte: clock.now() } },
    { sort: { tryAt: 1 }, limit: batch },
  )
  return rows.map(({ _id, officeId }) => ({
    processor: 'payments',
    wakeUp: { v: 1, officeId, kind: 'callback', id: _id },
  }))
}

export type Swept = {
  /** Streams that lagged, by processor. */
  lagging: ReadonlyMap<ProcessorName, number>
  /** The time of the oldest event that a processor had not got to. */
  oldest: Date | undefined
}

/**
 * Repairs the topology and wakes every lagging processor, those whose put-off streams are overdue, and the payments worker
 * for callbacks that still wait.
 * @throws BrokerAwayError when the broker does not take the wake-ups
 */
export async function sweep(office: Parts, from: Date, to: Date): Promise<Swept> {
  const { broker, log } = office
  await broker.repair()
  const lagging = await findLagging(office, from, to)
  const wakings: Waking[] = [
    // Without a sequence number: the consumer looks at MongoDB, whatever it remembers.
    ...lagging.map(({ processor, officeId, stream, eventId }) => ({
      processor,
      wakeUp: { v: 1 as const, officeId, kind: 'event' as const, id: eventId, stream },
    })),
    ...(await findOverdue(office, to)),
    ...(await findCallbacks(office)),
  ]
  for (let start = 0; start < wakings.length; start += maxInFlight)
    await Promise.all(
      wakings
        .slice(start, start + maxInFlight)
        .map(({ processor, wakeUp }) => broker.wake(processor, wakeUp)),
    )
  if (wakings.length > 0) log.warn('swept', { woken: wakings.length })
  const counts = new Map<ProcessorName, number>()
  for (const { processor } of lagging) counts.set(processor, (counts.get(processor) ?? 0) + 1)
  const oldest = lagging.reduce<Date | undefined>((min, { at }) => (min && min < at ? min : at), undefined)
  return { lagging: counts, oldest }
}

/**
 * The recurring job around `sweep`; its memo holds how far all cursors are known to have come. A processor that lags is
 * healed and told: a queue may have been purged or unbound. While the broker is away nothing is to be woken.
 */
export async function sweepJob(job: { memo: string | null }, office: Office): Promise<JobOutcome> {
  const { clock, env } = office
  const now = clock.now()
  const runAt = new Date(now.getTime() + env.SWEEP_EVERY_MS)
  const to = new Date(now.getTime() - env.SWEEP_LAG_MS)
  const memo = job.memo === null ? undefined : memoSchema.parse(JSON.parse(job.memo))
  const isFull = memo === undefined || now.getTime() - memo.fullAt.getTime() > fullEveryMs
  const from = isFull ? new Date(0) : new Date(Math.min(memo.sweptTo.getTime(), to.getTime()) - marginMs)
  try {
    const { lagging, oldest } = await sweep(office, from, to)
    for (const [processor, count] of lagging)
      await raiseAlarm(office, {
        officeId: everyOffice,
        key: dailyKey(`lagging:${processor}`, now),
        what: `${processor} had ${count} streams waiting for more than ${Math.round(env.SWEEP_LAG_MS / 1000)} s; it was woken again.`,
      })
    return { runAt, memo: JSON.stringify({ sweptTo: oldest ?? to, fullAt: isFull ? now : memo.fullAt }) }
  } catch (error) {
    if (error instanceof BrokerAwayError) return { runAt }
    throw error
  }
}
