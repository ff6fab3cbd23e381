/** Jobs: durable work that runs once across all processes, by a lease; tried again with growing delays, then parked. */
import type { ProcessorName } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { wakeProcessor } from '../store/streams.ts'
import { isDuplicateKey, isStoreAway } from '../store/transaction.ts'
import { raiseAlarm } from './alarm.ts'

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

/** Stores a job once per office, kind and subject, in the caller's transaction where there is one; one that is due wakes its processor at once. */
export async function scheduleJob(
  store: Store,
  session: ClientSession | undefined,
  job: NewJob,
): Promise<void> {
  const { at, runAt, officeId, kind, processor, subject } = job
  const _id = `${kind}|${officeId}|${subject}`
  if (await store.jobs.one({ _id }, { session })) return
  await store.jobs.insert(
    [
      {
        _id,
        officeId,
        kind,
        processor,
        subject,
        runAt,
        state: 'ready',
        leasedUntil: null,
        leaseId: null,
        attempts: 0,
        lastError: null,
        memo: null,
        createdAt: at,
        updatedAt: at,
      },
    ],
    { session },
  )
  if (runAt <= at) await wakeProcessor(store, session, { officeId, processor, kind: 'job', id: _id, at })
}

const runnable = (now: Date) => ({
  runAt: { $lte: now },
  $or: [{ state: 'ready' }, { state: 'running', leasedUntil: { $lte: now } }],
})

/** Runs a job if it is due and no other process has it; does nothing otherwise. */
export async function runJob(office: Office, handlers: JobHandlers, jobId: string): Promise<void> {
  const { store, clock, env } = office
  const leaseId = uuidv7()
  const lease = () => new Date(clock.now().getTime() + env.JOB_LEASE_MS)
  const job = await store.jobs.take(
    { _id: jobId, ...runnable(clock.now()) },
    {
      $set: { state: 'running', leaseId, leasedUntil: lease(), updatedAt: clock.now() },
      $inc: { attempts: 1 },
    },
  )
  if (!job) return
  const mine = { _id: jobId, leaseId }
  const extend = setInterval(() => {
    store.jobs.update(mine, { $set: { leasedUntil: lease() } }).catch(() => undefined)
  }, env.JOB_LEASE_MS / 3)
  try {
    const handler = handlers[job.kind]
    if (!handler) throw new Error(`No part of this version runs jobs of the kind ${job.kind}`)
    const outcome = await handler(job, office)
    const change =
      outcome === 'done'
        ? { state: 'done' as const }
        : { state: 'ready' as const, runAt: outcome.runAt, attempts: 0, memo: outcome.memo ?? job.memo }
    await store.jobs.update(mine, {
      $set: { ...change, lastError: null, leaseId: null, leasedUntil: null, updatedAt: clock.now() },
    })
  } catch (error) {
    if (isStoreAway(error)) throw error
    const lastError = errorText(error)
    const isOver = job.attempts >= maxTries
    const tier = Math.min(3, Math.floor((job.attempts - 1) / 2))
    const runAt = new Date(clock.now().getTime() + (env.RETRY_TIERS_MS[tier] ?? 0))
    await store.jobs.update(mine, {
      $set: {
        state: isOver ? 'parked' : 'ready',
        runAt,
        lastError,
        leaseId: null,
        leasedUntil: null,
        updatedAt: clock.now(),
      },
    })
    office.log.warn('job-failed', { job: jobId, attempts: job.attempts, error: lastError })
    if (isOver)
      await raiseAlarm(office, {
        officeId: job.officeId,
        key: `job:${jobId}`,
        what: `The job ${job.kind} for ${job.subject} has stopped trying: ${lastError}`,
      })
  } finally {
    clearInterval(extend)
  }
}

export type Recurring = { kind: string; processor: ProcessorName }

/** Starts the loop that runs due jobs; recurring ones are stored on the first start and never end. Returns how to stop it. */
export async function startJobs(
  office: Office,
  handlers: JobHandlers,
  recurring: readonly Recurring[],
): Promise<() => Promise<void>> {
  const { store, clock, env, log } = office
  for (const { kind, processor } of recurring)
    await scheduleJob(store, undefined, {
      officeId: 'system',
      kind,
      processor,
      subject: 'all',
      runAt: new Date(clock.now().getTime() + 1),
      at: clock.now(),
    }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
  const stopping = new AbortController()
  const isStopping = (): boolean => stopping.signal.aborted
  let wake: () => void = () => undefined
  const run = async (): Promise<void> => {
    while (!isStopping()) {
      try {
        const due = await store.jobs.many(runnable(clock.now()), { sort: { runAt: 1 }, limit: 20 })
        for (const job of due) {
          if (isStopping()) break
          await runJob(office, handlers, job._id)
        }
        if (due.length === 20) continue
      } catch (error) {
        log.warn('jobs-failed', { error: errorText(error) })
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, env.JOB_POLL_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const running = run()
  return async () => {
    stopping.abort()
    wake()
    await running
  }
}
