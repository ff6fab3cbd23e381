/** Staff bring a parked stream or job back to work; who did it is in the audit log. */
import { nameOfActor, ProblemError, type Actor } from '@lodge/shared-types'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'

/**
 * Lets a parked stream of one processor be tried again from where it stopped.
 * @throws ProblemError `not-allowed` unless the actor is an administrator, `not-found` when nothing is parked there.
 */
export async function redriveStream(office: Office, actor: Actor, cursorId: string): Promise<void> {
  if (!actor.roles.includes('administrator')) throw new ProblemError('not-allowed')
  const { store, clock, broker } = office
  const cursor = await store.cursors.take(
    { _id: cursorId, officeId: actor.officeId, state: 'parked' },
    { $set: { state: 'active', attempts: 0, nextAttemptAt: null, updatedAt: clock.now() } },
  )
  if (!cursor) throw new ProblemError('not-found', 'Nothing is parked there.')
  await writeAudit(office, {
    officeId: actor.officeId,
    who: nameOfActor(actor),
    what: 'redrove-stream',
    subject: cursorId,
    detail: cursor.lastError ?? '',
  })
  await broker.wake(cursor.processor, {
    v: 1,
    officeId: actor.officeId,
    kind: 'event',
    id: 'redrive',
    stream: cursor.stream,
  })
}
