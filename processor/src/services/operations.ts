/** What runs and what is ill: parts, queues, lag and what is parked, for the administrators of an office. */
import { ProblemError, processorNames, type Actor, type ProcessorName } from '@lodge/shared-types'
import type { QueueDepth } from '../broker/broker.ts'
import type { Office } from '../office.ts'
import { handledEvents } from '../processors/handles.ts'
import { findLagging } from '../work/sweeper.ts'
import { health } from './health.ts'
import { keepBriefly } from './kept-briefly.ts'

/** Work is late when it waits for longer than this, though everything that it needs is there. */
const lateMs = 60_000
/** Mail that could not be sent for so long is ill: a mail server that asks to come again later is not. */
const mailLateMs = 15 * 60_000
/** Lag is looked for among the events of this time; what is older is the sweeper's, which calls a person. */
const reachMs = 15 * 60_000
/** An event is being handled right now, not late. */
const settleMs = 2_000
const shownParked = 100

export type PartState = 'well' | 'ill'
export type Part = {
  part: 'mongodb' | 'broker' | 'processors' | 'outbox' | 'mail' | 'banks'
  state: PartState
  since: Date | null
  count: number
}

export type ProcessorState = {
  processor: ProcessorName
  /** Wake-ups that wait, and those in the parking lot; null while the broker cannot be asked. */
  waiting: number | null
  parkedWakeUps: number | null
  consumers: number | null
  /** Streams of the office that it has not got to, and the oldest event among them. */
  behind: number
  oldestAt: Date | null
}

export type ParkedStream = {
  cursorId: string
  processor: ProcessorName
  stream: string
  seq: number
  lastError: string
  since: Date
}
export type ParkedJob = { jobId: string; kind: string; subject: string; lastError: string; since: Date }
export type ParkedCallback = { callbackId: string; driverId: string; receivedAt: Date; lastError: string }

export type Operations = {
  at: Date
  parts: readonly Part[]
  processors: readonly ProcessorState[]
  parked: {
    streams: readonly ParkedStream[]
    jobs: readonly ParkedJob[]
    callbacks: readonly ParkedCallback[]
  }
  /** How many of each are parked, however many of them are shown. */
  parkedCounts: { streams: number; jobs: number; callbacks: number }
}

/** @throws ProblemError `not-allowed` unless the actor administers an office. */
export function mustAdminister(actor: Actor): void {
  if (!actor.roles.includes('administrator'))
    throw new ProblemError('not-allowed', 'Only administrators of the office look after its operation.')
}

const parkedOf = (actor: Actor) => ({ officeId: actor.officeId, state: 'parked' })
/** Parked jobs of the office; those of the system never park. */
const parkedRows = ({ store }: Pick<Office, 'store'>, actor: Actor) => {
  const filter = parkedOf(actor)
  return Promise.all([
    store.cursors.many(filter, { sort: { updatedAt: -1 }, limit: shownParked }),
    store.jobs.many(filter, { sort: { updatedAt: -1 }, limit: shownParked }),
    store.callbacks.many(filter, { sort: { receivedAt: -1 }, limit: shownParked }),
    store.cursors.count(filter),
    store.jobs.count(filter),
    store.callbacks.count(filter),
  ] as const)
}

/** Returns queue depths, or undefined while the broker cannot be asked. */
const depthsOf = ({ broker }: Pick<Office, 'broker'>): Promise<QueueDepth[] | undefined> =>
  broker.depths().catch(() => undefined)

async function processorStates(office: Office, actor: Actor, at: Date): Promise<ProcessorState[]> {
  const from = new Date(at.getTime() - reachMs)
  const to = new Date(at.getTime() - settleMs)
  const [depths, lagging] = await Promise.all([depthsOf(office), findLagging(office, from, to)])
  const ofOffice = lagging.filter(({ officeId }) => officeId === actor.officeId)
  // Queues carry the prefix of their system before the name that every system has.
  const depthOf = (name: string): QueueDepth | undefined =>
    depths?.find(({ queue }) => queue === `${office.env.QUEUE_PREFIX}${name}`)
  return processorNames.map((processor) => {
    const queue = depthOf(`p.${processor}`)
    const behind = ofOffice.filter((one) => one.processor === processor)
    const oldest = behind.map((one) => one.at.getTime())
    return {
      processor,
      waiting: queue?.messages ?? null,
      consumers: queue?.consumers ?? null,
      parkedWakeUps: depthOf(`dead.${processor}`)?.messages ?? null,
      behind: behind.length,
      oldestAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
    }
  })
}

const isLate = (since: Date | undefined, at: Date, limitMs: number): boolean =>
  since !== undefined && at.getTime() - since.getTime() > limitMs

/** Whether the work of a processor stands still: it lags, or nobody consumes its queue. */
const isStuck = ({ oldestAt, consumers, processor }: ProcessorState, at: Date): boolean =>
  isLate(oldestAt ?? undefined, at, lateMs) || (consumers === 0 && handledEvents[processor].length > 0)

async function partsOf(
  office: Office,
  actor: Actor,
  processors: readonly ProcessorState[],
  at: Date,
): Promise<Part[]> {
  const { store } = office
  const { officeId } = actor
  const [{ parts }, [oldestWake], [oldestMail], waitingMail, silentBank] = await Promise.all([
    health(office),
    store.outbox.many({ pending: true }, { sort: { _id: 1 }, limit: 1 }),
    store.messages.many({ officeId, state: 'queued' }, { sort: { createdAt: 1 }, limit: 1 }),
    store.messages.count({ officeId, state: 'queued' }, { limit: 10_000 }),
    store.attempts.count({ officeId, active: true, status: 'unknown' }, { limit: 10_000 }),
  ])
  const stuck = processors.filter((one) => isStuck(one, at))
  const oldest = stuck
    .flatMap(({ oldestAt }) => (oldestAt ? [oldestAt] : []))
    .sort((a, b) => a.getTime() - b.getTime())
  const state = (isIll: boolean): PartState => (isIll ? 'ill' : 'well')
  return [
    { part: 'mongodb', state: state(parts.mongodb !== 'ok'), since: null, count: 0 },
    { part: 'broker', state: state(parts.broker !== 'ok'), since: null, count: 0 },
    { part: 'processors', state: state(stuck.length > 0), since: oldest[0] ?? null, count: stuck.length },
    {
      part: 'outbox',
      state: state(isLate(oldestWake?.createdAt, at, lateMs)),
      since: oldestWake?.createdAt ?? null,
      count: oldestWake ? await store.outbox.count({ pending: true }, { limit: 10_000 }) : 0,
    },
    {
      part: 'mail',
      state: state(isLate(oldestMail?.createdAt, at, mailLateMs)),
      since: oldestMail?.createdAt ?? null,
      count: waitingMail,
    },
    { part: 'banks', state: state(silentBank > 0), since: null, count: silentBank },
  ]
}

/**
 * Returns how the office runs now: every part well or ill, each processor's queue and lag, and what is parked.
 * @throws ProblemError `not-allowed` unless the actor is an administrator.
 */
export async function operations(office: Office, actor: Actor): Promise<Operations> {
  mustAdminister(actor)
  const at = office.clock.now()
  const processors = await processorStates(office, actor, at)
  const [parts, [streams, jobs, callbacks, ...counts]] = await Promise.all([
    partsOf(office, actor, processors, at),
    parkedRows(office, actor),
  ])
  const [streamCount, jobCount, callbackCount] = counts
  return {
    at,
    parts,
    processors,
    parked: {
      streams: streams.map(({ _id, processor, stream, seq, lastError, updatedAt }) => ({
        cursorId: _id,
        ...{ processor, stream, seq, lastError: lastError ?? '', since: updatedAt },
      })),
      jobs: jobs.map(({ _id, kind, subject, lastError, updatedAt }) => ({
        jobId: _id,
        ...{ kind, subject, lastError: lastError ?? '', since: updatedAt },
      })),
      callbacks: callbacks.map(({ _id, driverId, receivedAt, lastError }) => ({
        callbackId: _id,
        ...{ driverId, receivedAt, lastError: lastError ?? '' },
      })),
    },
    parkedCounts: { streams: streamCount, jobs: jobCount, callbacks: callbackCount },
  }
}

/** Every page of the desk asks. */
const summaryMs = 5_000
const keptSummaries = keepBriefly<number>(summaryMs)

async function countIll(office: Office, actor: Actor): Promise<number> {
  const at = office.clock.now()
  const processors = await processorStates(office, actor, at)
  const filter = parkedOf(actor)
  const { store } = office
  const [parts, ...parked] = await Promise.all([
    partsOf(office, actor, processors, at),
    store.cursors.count(filter, { limit: 1_000 }),
    store.jobs.count(filter, { limit: 1_000 }),
    store.callbacks.count(filter, { limit: 1_000 }),
  ])
  return parts.filter(({ state }) => state === 'ill').length + parked.reduce((sum, one) => sum + one, 0)
}

/** Returns how many things are ill, at most a few seconds old; nothing for those who do not administer. */
export async function operationsSummary(office: Office, actor: Actor): Promise<{ ill: number }> {
  if (!actor.roles.includes('administrator')) return { ill: 0 }
  const { officeId } = actor
  return { ill: await keptSummaries.get(office, { officeId, key: 'ill' }, () => countIll(office, actor)) }
}
