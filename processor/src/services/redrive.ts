/** Staff bring a parked stream or job back to work; who did it is in the audit log. */
import { nameOfActor, ProblemError, type Actor, type ProcessorName } from '@lodge/shared-types'
import { writeAudit } from '../audit.ts'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import { wakeProcessor } from '../store/streams.ts'
import { mustAdminister } from './operations.ts'

/**
 * Lets a parked stream of one processor be tried again from where it stopped; its audit row is stored with it.
 * @throws ProblemError `not-allowed` unless the actor is an administrator, `not-found` when nothing is parked there.
 */
export async function redriveStream(office: Office, actor: Actor, cursorId: string): Promise<void> {
  mustAdminister(actor)
  const { store, clock, broker, log } = office
  const { officeId } = actor
  const cursor = await store.transaction(async (session) => {
    const at = clock.now()
    // Due from now on: should the wake-up be lost, the sweeper finds it overdue.
    const taken = await store.cursors.take(
      { _id: cursorId, officeId, state: 'parked' },
      { $set: { state: 'active', attempts: 0, nextAttemptAt: at, updatedAt: at } },
      { session },
    )
    if (!taken) throw new ProblemError('not-found', 'Nothing is parked there.')
    const entry = { officeId, who: nameOfActor(actor), what: 'redrove-stream' as const, subject: cursorId }
    await writeAudit(office, { ...entry, detail: taken.lastError ?? '' }, session)
    return taken
  })
  const { processor, stream } = cursor
  await broker
    .wake(processor, { v: 1, officeId, kind: 'event', id: 'redrive', stream })
    .catch((error: unknown) => log.warn('redrive-not-published', { error: errorText(error) }))
}

/**
 * Lets a parked job run again at once; its audit row is stored with it.
 * @throws ProblemError `not-allowed` unless the actor is an administrator, `not-found` when no such job is parked.
 */
export async function redriveJob(office: Office, actor: Actor, jobId: string): Promise<void> {
  mustAdminister(actor)
  const { store, clock } = office
  const { officeId } = actor
  await store.transaction(async (session) => {
    const at = clock.now()
    const job = await store.jobs.take(
      { _id: jobId, officeId, state: 'parked' },
      { $set: { state: 'ready', attempts: 0, runAt: at, updatedAt: at } },
      { session },
    )
    if (!job) throw new ProblemError('not-found', 'No such job is parked.')
    const entry = { officeId, who: nameOfActor(actor), what: 'redrove-job' as const, subject: jobId }
    await writeAudit(office, { ...entry, detail: job.lastError ?? '' }, session)
  })
}

/**
 * Lets a parked callback of a bank be applied again; its audit row is stored with it.
 * @throws ProblemError `not-allowed` unless the actor is an administrator, `not-found` when no such callback is parked.
 */
export async function redriveCallback(office: Office, actor: Actor, callbackId: string): Promise<void> {
  mustAdminister(actor)
  const { store, clock } = office
  const { officeId } = actor
  await store.transaction(async (session) => {
    const at = clock.now()
    const callback = await store.callbacks.take(
      { _id: callbackId, officeId, state: 'parked' },
      { $set: { state: 'stored', attempts: 0, tryAt: at } },
      { session },
    )
    if (!callback) throw new ProblemError('not-found', 'No such callback is parked.')
    await wakeProcessor(store, session, {
      officeId,
      processor: 'payments',
      kind: 'callback',
      id: callbackId,
      at,
    })
    const entry = {
      officeId,
      who: nameOfActor(actor),
      what: 'redrove-callback' as const,
      subject: callbackId,
    }
    await writeAudit(office, { ...entry, detail: callback.lastError ?? '' }, session)
  })
  office.nudgeRelay()
}

/**
 * Brings every wake-up in the parking lot of a processor back to its queue. They are wake-ups only: what they are about is in
 * MongoDB, and one that is spoilt comes to the parking lot again. Returns how many there were.
 * @throws ProblemError `not-allowed` unless the actor is an administrator, `unavailable` while the broker is away.
 */
export async function redriveParkedWakeUps(
  office: Office,
  actor: Actor,
  processor: ProcessorName,
): Promise<number> {
  mustAdminister(actor)
  const { broker } = office
  const moved = await broker.unpark(processor).catch((cause: unknown) => {
    throw new ProblemError('unavailable', 'The message broker does not answer now.', {
      retryAfterS: 10,
      cause,
    })
  })
  const entry = {
    officeId: actor.officeId,
    who: nameOfActor(actor),
    what: 'redrove-parked-wake-ups' as const,
  }
  await writeAudit(office, { ...entry, subject: `queue:${processor}`, detail: `${moved} wake-up(s)` })
  return moved
}
