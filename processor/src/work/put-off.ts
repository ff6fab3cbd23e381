/** What follows a failed try of a stream: another try after a growing delay, in the end the parking lot and an alarm. */
import type { Stream, WakeUp } from '@lodge/shared-types'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { raiseAlarm } from './alarm.ts'
import type { Processor } from './processor.ts'

/** Retry tier after the first, second, … failure; after the last the stream is parked. */
const tierAfterAttempt = [0, 0, 1, 1, 2, 2, 3] as const
export const maxAttempts = tierAfterAttempt.length + 1

export const cursorId = (processor: string, officeId: string, stream: Stream): string =>
  `${processor}|${officeId}|${stream}`

/** The place of a cursor when a try began: where it is no longer there, another process counts the try. */
export type Tried = { seq: number; attempts: number }

/**
 * Counts a failed try in MongoDB, and brings the wake-up back after a delay or parks it after the last try. Does nothing
 * where another process has moved the cursor or counted the same try.
 */
export async function putOff(
  office: Office,
  processor: Processor,
  wakeUp: WakeUp & { stream: Stream },
  { seq, attempts: before }: Tried,
  error: unknown,
): Promise<void> {
  const { store, clock, broker, env, log } = office
  const { officeId, stream } = wakeUp
  const _id = cursorId(processor.name, officeId, stream)
  const at = clock.now()
  const lastError = errorText(error)
  const attempts = before + 1
  const isOver = attempts >= maxAttempts
  const tier = tierAfterAttempt[before] ?? 3
  const delayMs = env.RETRY_TIERS_MS[tier] ?? 0
  const state = isOver ? ('parked' as const) : ('active' as const)
  // A little early, so that the returning message never finds the door closed.
  const nextAttemptAt = isOver ? null : new Date(at.getTime() + delayMs * 0.9)
  const counted = await store.cursors
    .update(
      { _id, seq, attempts: before, state: 'active' },
      {
        $set: { attempts, state, nextAttemptAt, lastError, updatedAt: at },
        $setOnInsert: { officeId, processor: processor.name, stream },
      },
      { upsert: seq === 0 && before === 0 },
    )
    .catch((failure: unknown) => {
      if (isDuplicateKey(failure, 'cursors')) return false
      throw failure
    })
  if (!counted) return
  log.warn('event-failed', { processor: processor.name, officeId, stream, attempts, error: lastError })
  const raw = Buffer.from(JSON.stringify(wakeUp))
  // Where the broker does not take it now: the sweeper wakes what is overdue, and a parked cursor is parked without it.
  const lost = (away: unknown): void =>
    log.warn('put-off-not-published', { processor: processor.name, error: errorText(away) })
  if (!isOver) return broker.retry(processor.name, tier, raw).catch(lost)
  await raiseAlarm(office, {
    officeId,
    key: `parked:${_id}:${seq}:${at.toISOString()}`,
    what: `${processor.name} cannot handle ${stream} and has stopped trying: ${lastError}`,
  })
  await broker.park(processor.name, raw, lastError).catch(lost)
}
