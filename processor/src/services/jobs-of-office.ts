/** The durable work of an office by its kind: how much waits, what was held back, and starting one now. */
import { nameOfActor, parseAtDoor, ProblemError, type Actor } from '@lodge/shared-types'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import { wakeProcessor } from '../store/streams.ts'
import { everyOffice } from '../work/alarm.ts'
import { jobHoldId } from '../work/jobs.ts'
import { mustAdminister } from './operations.ts'

export type JobKind = {
  kind: string
  /** Whether it runs for every office of this system, and is nobody's to hold back. */
  isSystems: boolean
  ready: number
  running: number
  parked: number
  /** When the next one is due. */
  nextAt: Date | null
  /** Of a job of the system: the job itself, for running it now. */
  jobId: string | null
  /** Why one of them failed, where any did. */
  lastError: string | null
  held: { by: string; since: Date } | null
}

const groupSchema = z.object({
  _id: z.object({ officeId: z.string(), kind: z.string() }),
  ready: z.number(),
  running: z.number(),
  parked: z.number(),
  nextAt: z.date().nullable(),
  lastError: z.string().nullable(),
  jobId: z.string(),
})

const one = (state: string) => ({ $sum: { $cond: [{ $eq: ['$state', state] }, 1, 0] } })

/**
 * Returns the kinds of job that the office has unfinished work of, those of the system among them.
 * @throws ProblemError `not-allowed` unless the actor is an administrator.
 */
export async function jobKinds({ store }: Pick<Office, 'store'>, actor: Actor): Promise<JobKind[]> {
  mustAdminister(actor)
  const { officeId } = actor
  const [groups, holds] = await Promise.all([
    store.jobs.collection
      .aggregate([
        {
          $match: {
            officeId: { $in: [officeId, everyOffice] },
            state: { $in: ['ready', 'running', 'parked'] },
          },
        },
        {
          $group: {
            _id: { officeId: '$officeId', kind: '$kind' },
            ready: one('ready'),
            running: one('running'),
            parked: one('parked'),
            nextAt: { $min: { $cond: [{ $eq: ['$state', 'ready'] }, '$runAt', null] } },
            lastError: { $max: '$lastError' },
            jobId: { $min: '$_id' },
          },
        },
      ])
      .toArray(),
    store.jobHolds.many({ officeId }),
  ])
  const known = groups.map((group): JobKind => {
    const { _id, jobId, ...counts } = groupSchema.parse(group)
    const isSystems = _id.officeId === everyOffice
    const hold = holds.find(({ kind }) => !isSystems && kind === _id.kind)
    return {
      kind: _id.kind,
      isSystems,
      ...counts,
      jobId: isSystems ? jobId : null,
      held: hold ? { by: hold.by, since: hold.at } : null,
    }
  })
  // What is held back shows also while nothing of it waits.
  const idle = holds
    .filter(({ kind }) => !known.some((group) => !group.isSystems && group.kind === kind))
    .map(({ kind, by, at }): JobKind => {
      const none = { ready: 0, running: 0, parked: 0, nextAt: null, jobId: null, lastError: null }
      return { kind, isSystems: false, ...none, held: { by, since: at } }
    })
  return [...known, ...idle].sort(
    (a, b) => Number(a.isSystems) - Number(b.isSystems) || a.kind.localeCompare(b.kind),
  )
}

const askedSchema = z.object({ kind: z.string().regex(/^[a-z-]{1,60}$/) })
const kindIn = (kind: string): string => parseAtDoor(askedSchema, { kind }, 'invalid').kind

/**
 * Lets every waiting job of a kind run at once: those of the office, or the one of the system. Returns how many there were.
 * @throws ProblemError `not-allowed`; `not-found` where nothing of the kind waits; `stale` while the office holds it back.
 */
export async function runJobsNow(
  office: Pick<Office, 'store' | 'clock' | 'nudgeRelay'>,
  actor: Actor,
  { kind, isSystems }: { kind: string; isSystems: boolean },
): Promise<number> {
  mustAdminister(actor)
  const { store, clock } = office
  const asked = kindIn(kind)
  const officeId = isSystems ? everyOffice : actor.officeId
  if (!isSystems && (await store.jobHolds.one({ _id: jobHoldId(officeId, asked) })))
    throw new ProblemError('stale', 'These jobs are held back; release them first.')
  const count = await store.transaction(async (session) => {
    const at = clock.now()
    const waiting = { officeId, kind: asked, state: 'ready' }
    const [first] = await store.jobs.many(waiting, { session, limit: 1 })
    if (!first) return 0
    const changed = await store.jobs.updateMany(waiting, { $set: { runAt: at, updatedAt: at } }, { session })
    // One wake-up hastens; the loop of due jobs finds the others.
    await wakeProcessor(store, session, {
      officeId,
      processor: first.processor,
      kind: 'job',
      id: first._id,
      at,
    })
    const entry = { officeId: actor.officeId, who: nameOfActor(actor), what: 'ran-jobs-now' as const }
    await writeAudit(office, { ...entry, subject: `jobs:${asked}`, detail: `${changed} job(s)` }, session)
    return changed
  })
  if (count === 0) throw new ProblemError('not-found', 'No such job waits.')
  office.nudgeRelay()
  return count
}

/**
 * Holds back every job of a kind at the office, also those to come; what is running ends. Held twice, it is held once.
 * @throws ProblemError `not-allowed` unless the actor is an administrator.
 */
export async function holdJobs(
  office: Pick<Office, 'store' | 'clock'>,
  actor: Actor,
  kind: string,
): Promise<void> {
  mustAdminister(actor)
  const { store, clock } = office
  const { officeId } = actor
  const asked = kindIn(kind)
  await store.transaction(async (session) => {
    const _id = jobHoldId(officeId, asked)
    if (await store.jobHolds.one({ _id }, { session })) return
    const by = nameOfActor(actor)
    await store.jobHolds.insert([{ _id, officeId, kind: asked, by, at: clock.now() }], { session })
    await writeAudit(office, { officeId, who: by, what: 'held-jobs', subject: `jobs:${asked}` }, session)
  })
}

/** Lets jobs of a kind run again; released twice, they are released once. @throws ProblemError `not-allowed`. */
export async function releaseJobs(
  office: Pick<Office, 'store' | 'clock'>,
  actor: Actor,
  kind: string,
): Promise<void> {
  mustAdminister(actor)
  const { store } = office
  const { officeId } = actor
  const asked = kindIn(kind)
  await store.transaction(async (session) => {
    const released = await store.jobHolds.remove({ _id: jobHoldId(officeId, asked) }, { session })
    if (released === 0) return
    const entry = {
      officeId,
      who: nameOfActor(actor),
      what: 'released-jobs' as const,
      subject: `jobs:${asked}`,
    }
    await writeAudit(office, entry, session)
  })
}
