/** Jobs: durable work that runs once across all processes, by a lease; tried again with growing delays, then parked. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ProcessorName } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { storeNow, type Clock } from '../clock.ts'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { wakeProcessor } from '../store/streams.ts'
import { isDuplicateKey, isStoreAway } from '../store/transaction.ts'
import { dailyKey, everyOffice, raiseAlarm } from './alarm.ts'

/** Returns the id of the row by which an office holds back a kind of job. */
export const jobHoldId = (officeId: string, kind: string): string => `${officeId}|${kind}`

/** What a run says: finished, or when to run again and what to remember. */
export type JobOutcome = 'done' | { runAt: Date; memo?: string }
export type JobHandlers = Readonly<Record<string, (job: Row<'jobs'>, office: Office) => Promise<JobOutcome>>>

type NewJob = {
  officeId: string
  kind: string
  processor: ProcessorName
  subject: string
  runAt: Date
  at: Date
}

const maxTries = 8
const pageSize = 20
/** So many of the offices' jobs run at once in one process: one slow mail server must not hold up all others. */
const atOnce = 4

/** Stores a job once per office, kind and subject, in the caller's transaction where there is one; one that is due wakes its processor at once. */
export async function scheduleJob(
  store: Store,
  session: ClientSession | undefined,
  job: NewJob,
): Promise<void> {
  const { at, runAt, officeId, kind, processor, subject } = job
  const _id = `${kind}|${officeId}|${subject}`
  // Inside a transaction the subject is new with it; a look would only cost.
  if (!session && (await store.jobs.one({ _id }))) return
  const row = {
    _id,
    officeId,
    kind,
    processor,
    subject,
    runAt,
    state: 'ready' as const,
    leasedUntil: null,
    leaseId: null,
    attempts: 0,
    lastError: null,
    memo: null,
    createdAt: at,
    updatedAt: at,
  }
  if (session) store.jobs.add([row], session)
  else
    try {
      await store.jobs.insert([row])
    } catch (error) {
      // Another process stored it in this moment.
      if (!isDuplicateKey(error)) throw error
      return
    }
  if (runAt <= at) await wakeProcessor(store, session, { officeId, processor, kind: 'job', id: _id, at })
}

/**
 * Jobs that are due, that no administrator holds back, that nobody has and that this process knows how to run (a newer version may know more), by MongoDB's
 * clock: processes whose clocks differ never run one twice for that.
 */
const runnable = (clock: Clock, handlers: JobHandlers, holds: readonly Row<'jobHolds'>[]) => {
  const now = storeNow(clock)
  const isFree = { $or: [{ $eq: ['$state', 'ready'] }, { $lte: ['$leasedUntil', now] }] }
  return {
    state: { $in: ['ready', 'running'] },
    kind: { $in: Object.keys(handlers) },
    ...(holds.length === 0 ? {} : { $nor: holds.map(({ officeId, kind }) => ({ officeId, kind })) }),
    $expr: { $and: [{ $lte: ['$runAt', now] }, isFree] },
  }
}

/** The system's own jobs recur for ever: they call a person after the last try, and go on. */
const isEndless = (job: Row<'jobs'>): boolean => job.officeId === everyOffice

/** Counts a failed run: the job is tried again later, or parked after its last try, with an alarm. */
async function putOffJob(office: Office, job: Row<'jobs'>, error: unknown): Promise<void> {
  const { store, clock, env, log } = office
  const at = clock.now()
  const lastError = errorText(error)
  const wasLast = job.attempts >= maxTries
  const tier = Math.min(isEndless(job) ? 1 : 3, Math.floor((job.attempts - 1) / 2))
  await store.jobs.update(
    { _id: job._id, leaseId: job.leaseId },
    {
      $set: {
        state: wasLast && !isEndless(job) ? 'parked' : 'ready',
        runAt: new Date(at.getTime() + (env.RETRY_TIERS_MS[tier] ?? 0)),
        lastError,
        leaseId: null,
        leasedUntil: null,
        updatedAt: at,
      },
    },
  )
  log.warn('job-failed', { job: job._id, attempts: job.attempts, error: lastError })
  if (wasLast)
    await raiseAlarm(office, {
      officeId: job.officeId,
      key: isEndless(job) ? dailyKey(`job:${job._id}`, at) : `job:${job._id}:${at.toISOString()}`,
      what: isEndless(job)
        ? `The job ${job.kind} of the system fails again and again: ${lastError}`
        : `The job ${job.kind} for ${job.subject} has stopped trying: ${lastError}`,
    })
}

/**
 * Runs a job if it is due and no other process has it; does nothing otherwise. A process that is held up for longer than its
 * lease may run beside the next one: what a handler does must be safe to repeat.
 * @throws when MongoDB is away; the try does not count.
 */
export async function runJob(office: Office, handlers: JobHandlers, jobId: string): Promise<void> {
  const { store, clock, env, log } = office
  const leaseId = uuidv7()
  const now = storeNow(clock)
  const leasedUntil = { $add: [now, env.JOB_LEASE_MS] }
  const holds = await store.jobHolds.many({})
  const job = await store.jobs.take({ _id: jobId, ...runnable(clock, handlers, holds) }, [
    {
      $set: { state: 'running', leaseId, leasedUntil, updatedAt: now, attempts: { $add: ['$attempts', 1] } },
    },
  ])
  if (!job) return
  const mine = { _id: jobId, leaseId }
  const extend = setInterval(() => {
    store.jobs.update(mine, [{ $set: { leasedUntil } }]).catch(() => undefined)
  }, env.JOB_LEASE_MS / 3)
  try {
    const handler = handlers[job.kind]
    if (!handler) throw new Error(`Nothing here runs jobs of the kind ${job.kind}`)
    if (job.attempts > maxTries && !isEndless(job))
      throw new Error(`It was begun ${job.attempts - 1} times and never came to an end`)
    const outcome = await handler(job, office)
    const change =
      outcome === 'done'
        ? { state: 'done' as const }
        : { state: 'ready' as const, runAt: outcome.runAt, attempts: 0, memo: outcome.memo ?? job.memo }
    const isMine = await store.jobs.update(mine, {
      $set: { ...change, lastError: null, leaseId: null, leasedUntil: null, updatedAt: clock.now() },
    })
    if (!isMine) log.warn('job-overtaken', { job: jobId })
  } catch (error) {
    if (!isStoreAway(error)) {
      await putOffJob(office, job, error)
      return
    }
    await store.jobs
      .update(mine, { $set: { state: 'ready', leaseId: null, leasedUntil: null }, $inc: { attempts: -1 } })
      .catch(() => undefined) // then its lease ends by itself
    throw error
  } finally {
    clearInterval(extend)
  }
}

export type Recurring = { kind: string; processor: ProcessorName }

/**
 * Starts the loops that run due jobs, the system's own apart from the offices'; recurring ones are stored on the first start
 * and never end. Returns how to stop them: it waits for the jobs in hand.
 */
export async function startJobs(
  office: Office,
  handlers: JobHandlers,
  recurring: readonly Recurring[],
): Promise<() => Promise<void>> {
  const { store, clock, env, log } = office
  for (const { kind, processor } of recurring) {
    const at = clock.now()
    const runAt = new Date(at.getTime() + 1)
    await scheduleJob(store, undefined, { officeId: everyOffice, kind, processor, subject: 'all', runAt, at })
  }
  const stopping = new AbortController()
  const isStopping = (): boolean => stopping.signal.aborted

  const runDue = async (whose: Readonly<Record<string, unknown>>, width: number): Promise<number> => {
    const due = await store.jobs.many(
      { ...runnable(clock, handlers, await store.jobHolds.many({})), officeId: whose },
      { sort: { runAt: 1 }, limit: pageSize },
    )
    for (let start = 0; start < due.length && !isStopping(); start += width) {
      const runs = due.slice(start, start + width).map((job) => runJob(office, handlers, job._id))
      const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected')
      if (failed) throw failed.reason
    }
    return due.length
  }
  const loop = async (whose: Readonly<Record<string, unknown>>, width: number): Promise<void> => {
    while (!isStopping()) {
      try {
        if ((await runDue(whose, width)) === pageSize) continue
      } catch (error) {
        log.warn('jobs-failed', { error: errorText(error) })
      }
      await pause(env.JOB_POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = Promise.all([loop({ $eq: everyOffice }, 1), loop({ $ne: everyOffice }, atOnce)])
  return async () => {
    stopping.abort()
    await running
  }
}
