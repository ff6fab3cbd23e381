/** The relay: publishes what the outbox holds, and marks a row only after the broker has it for good. */
import type { WakeUp } from '@lodge/shared-types'
import { QueueFullError, UnroutableError } from '../broker/broker.ts'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { dailyKey, raiseAlarm } from './alarm.ts'

const batchSize = 500
const maxInFlight = 100
const gatherMs = 5

const wakeUpOf = ({ officeId, kind, id, stream, seq }: Row<'outbox'>): WakeUp => ({
  v: 1,
  officeId,
  kind,
  id,
  ...(stream === undefined ? {} : { stream }),
  ...(seq === undefined ? {} : { seq }),
})

type Parts = Pick<Office, 'store' | 'broker' | 'clock' | 'log' | 'profiles'>

/**
 * Publishes one batch of unpublished rows, but for those of `full` routing keys, to which it adds those that a full queue
 * refused; returns how many there were. Never looks for "greater than the last": ids commit out of order.
 */
export async function relayBatch(
  office: Parts,
  full: Set<string> = new Set(),
): Promise<{ found: number; published: number }> {
  const pending = { pending: true, ...(full.size > 0 ? { routingKey: { $nin: [...full] } } : {}) }
  const rows = await office.store.outbox.many(pending, { sort: { _id: 1 }, limit: batchSize })
  let published = 0
  for (let start = 0; start < rows.length; start += maxInFlight) {
    const slice = rows.slice(start, start + maxInFlight)
    const outcomes = await Promise.allSettled(
      slice.map((row) => office.broker.publish(row.routingKey, wakeUpOf(row))),
    )
    const done = slice.filter((_, index) => outcomes[index]?.status === 'fulfilled').map((row) => row._id)
    if (done.length > 0) {
      await office.store.outbox.updateMany(
        { _id: { $in: done } },
        { $unset: { pending: '' }, $set: { publishedAt: office.clock.now() } },
      )
      published += done.length
    }
    const failed = outcomes.flatMap((outcome, index) => {
      const row = slice[index]
      if (outcome.status === 'fulfilled' || !row) return []
      const reason: unknown = outcome.reason
      return [{ row, reason }]
    })
    const unroutable = failed.filter(({ reason }) => reason instanceof UnroutableError)
    for (const { row } of unroutable)
      await raiseAlarm(office, {
        officeId: row.officeId,
        key: dailyKey(`unroutable:${row.routingKey}`, office.clock.now()),
        what: `No queue takes "${row.routingKey}": a binding was missing on the message broker and has been put back.`,
      })
    if (unroutable.length > 0) await office.broker.repair()
    const refused = failed.filter(({ reason }) => reason instanceof QueueFullError)
    for (const { row } of refused) full.add(row.routingKey)
    // A broker that is away will not take the next ones either: they wait for the next round.
    if (failed.length > unroutable.length + refused.length) break
  }
  return { found: rows.length, published }
}

/** Starts the relay loop: at once after a nudge or a change in the outbox, else by polling. Returns how to nudge and to stop it. */
export function startRelay(office: Parts & Pick<Office, 'env'>): {
  nudge: () => void
  stop: () => Promise<void>
} {
  let isStopping = false
  let wake: () => void = () => undefined
  let isNudged = false
  const nudge = (): void => {
    isNudged = true
    wake()
  }
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (isNudged || isStopping) wake()
    })

  const changes = office.store.outbox.collection.watch([{ $match: { operationType: 'insert' } }], {
    maxAwaitTimeMS: 1_000,
  })
  changes.on('change', nudge)
  // The change stream only hastens: polling goes on without it.
  changes.on('error', (error) => office.log.warn('relay-change-stream', { error: errorText(error) }))

  const run = async (): Promise<void> => {
    /** What a full queue refused since the last pause. */
    const full = new Set<string>()
    while (!isStopping) {
      isNudged = false
      try {
        const known = full.size
        const { found, published } = await relayBatch(office, full)
        // Behind those of a queue that is full, others may wait for queues that are not.
        if (found === batchSize && (published > 0 || full.size > known)) continue
        full.clear()
        await pause(office.env.RELAY_POLL_MS)
        // Rows come in bursts, each told twice: by the nudge and by the change stream.
        await new Promise((resolve) => setTimeout(resolve, gatherMs))
      } catch (error) {
        office.log.warn('relay-failed', { error: errorText(error) })
        await pause(office.env.RELAY_POLL_MS)
      }
    }
  }
  const running = run()
  return {
    nudge,
    async stop() {
      isStopping = true
      wake()
      await changes.close().catch(() => undefined)
      await running
    },
  }
}
