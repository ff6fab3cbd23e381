/** The consumer: a wake-up moves one stream's cursor forward, each step in one transaction with its effects. */
import { maxWakeUpBytes, wakeUpSchema, type DomainEvent, type Stream, type WakeUp } from '@lodge/shared-types'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import { handledEvents } from '../processors/handles.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { isDuplicateKey, isStoreAway } from '../store/transaction.ts'
import { raiseAlarm } from './alarm.ts'
import { runJob, type JobHandlers } from './jobs.ts'
import { PoisonError, type Processor } from './processor.ts'

/** Retry tier after the first, second, … failure; after the last the stream is parked. */
const tierAfterAttempt = [0, 0, 1, 1, 2, 2, 3] as const
export const maxAttempts = tierAfterAttempt.length + 1

export const cursorId = (processor: string, officeId: string, stream: Stream): string =>
  `${processor}|${officeId}|${stream}`

/** Thrown inside the transaction when another process moved the cursor first: its work stands, ours is undone. */
class FencedError extends Error {}

function parseWakeUp(raw: Uint8Array): WakeUp | string {
  if (raw.byteLength > maxWakeUpBytes)
    return `the message has ${raw.byteLength} bytes, more than ${maxWakeUpBytes}`
  try {
    const parsed = wakeUpSchema.safeParse(JSON.parse(Buffer.from(raw).toString('utf8')))
    return parsed.success ? parsed.data : 'the message is not a wake-up'
  } catch {
    return 'the message is not JSON'
  }
}

/** Returns what the processor takes next of a stream after `seq`: never an empty list. */
function nextOf(
  processor: Processor,
  history: readonly DomainEvent[],
  seq: number,
): readonly [DomainEvent, ...DomainEvent[]] | undefined {
  const handles = handledEvents[processor.name]
  const [first, ...more] = history.filter((event) => event.seq > seq && handles.includes(event.type))
  if (!first) return undefined
  return processor.takes === 'batch' ? [first, ...more] : [first]
}

/** Where a stream stands after a look at it: `idle` when nothing is left, else whether to look again. */
type Look = { seq: number; state: 'moved' | 'idle' | 'held' }

/**
 * Reads cursor and stream, handles what comes next and moves the cursor, all in one snapshot: a decision never stands on a
 * history that has grown meanwhile. @throws FencedError when another process was first.
 */
async function step(office: Office, processor: Processor, officeId: string, stream: Stream): Promise<Look> {
  const { store } = office
  const _id = cursorId(processor.name, officeId, stream)
  return store.transaction(async (session) => {
    const at = office.clock.now()
    const cursor = await store.cursors.one({ _id }, { session })
    const from = cursor?.seq ?? 0
    if (cursor?.state === 'parked') return { seq: from, state: 'idle' }
    if (cursor?.nextAttemptAt && cursor.nextAttemptAt > at) return { seq: 0, state: 'held' }
    const history = await readStream(store, officeId, stream, { session })
    if (history.length === 0) throw new PoisonError(`no event is stored in ${stream}`)
    const events = nextOf(processor, history, from)
    const last = events?.at(-1)
    if (!events || !last) return { seq: history.at(-1)?.seq ?? from, state: 'idle' }
    const moved = {
      seq: last.seq,
      state: 'active' as const,
      attempts: 0,
      nextAttemptAt: null,
      lastError: null,
      updatedAt: at,
    }
    if (!cursor)
      await store.cursors.insert([{ _id, officeId, processor: processor.name, stream, ...moved }], {
        session,
      })
    else if (!(await store.cursors.update({ _id, seq: from, state: 'active' }, { $set: moved }, { session })))
      throw new FencedError()
    const heads = new Map<Stream, DomainEvent | undefined>([[stream, history.at(-1)]])
    await processor.handle(events, {
      office,
      profile: office.profiles.of(officeId),
      session,
      at,
      history,
      append: async (target, newEvents, newStream) => {
        const head = newStream ? null : heads.get(target)
        const stored = await appendEvents(store, session, {
          officeId,
          stream: target,
          events: newEvents,
          by: `processor:${processor.name}`,
          causedBy: events[0].eventId,
          at,
          ...(head === undefined ? {} : { after: head }),
        })
        if (stored.length > 0) heads.set(target, stored.at(-1))
        return stored
      },
    })
    return { seq: last.seq, state: 'moved' }
  })
}

/** Counts a failed try of a stream and says what follows: another try after a delay, or the parking lot. */
async function recordFailure(
  office: Office,
  processor: Processor,
  wakeUp: WakeUp & { stream: Stream },
  error: unknown,
): Promise<'retry' | 'parked'> {
  const { store, clock } = office
  const { officeId, stream } = wakeUp
  const _id = cursorId(processor.name, officeId, stream)
  const at = clock.now()
  const lastError = errorText(error)
  const row = await store.cursors.take(
    { _id },
    {
      $inc: { attempts: 1 },
      $set: { lastError, updatedAt: at },
      $setOnInsert: {
        officeId,
        processor: processor.name,
        stream,
        seq: 0,
        state: 'active',
        nextAttemptAt: null,
      },
    },
    { upsert: true },
  )
  const attempts = row?.attempts ?? maxAttempts
  office.log.warn('event-failed', { processor: processor.name, officeId, stream, attempts, error: lastError })
  const raw = Buffer.from(JSON.stringify(wakeUp))
  if (attempts >= maxAttempts) {
    await store.cursors.update({ _id }, { $set: { state: 'parked', nextAttemptAt: null } })
    await office.broker.park(processor.name, raw, lastError).catch(() => undefined)
    const what = `${processor.name} cannot handle ${stream} and has stopped trying: ${lastError}`
    await raiseAlarm(office, { officeId, key: `parked:${_id}:${row?.seq ?? 0}`, what })
    return 'parked'
  }
  const tier = tierAfterAttempt[attempts - 1] ?? 3
  const delayMs = office.env.RETRY_TIERS_MS[tier] ?? 0
  // A little early, so that the returning message never finds the door closed.
  await store.cursors.update({ _id }, { $set: { nextAttemptAt: new Date(at.getTime() + delayMs * 0.9) } })
  await office.broker
    .retry(processor.name, tier, raw)
    .catch((away: unknown) => office.log.warn('retry-not-published', { error: errorText(away) }))
  return 'retry'
}

/** Moves a stream's cursor until nothing is left to handle, or the stream is put off or parked. */
async function catchUp(
  office: Office,
  processor: Processor,
  wakeUp: WakeUp & { stream: Stream },
): Promise<number> {
  for (;;) {
    try {
      const look = await step(office, processor, wakeUp.officeId, wakeUp.stream)
      if (look.state !== 'moved') return look.seq
      office.nudgeRelay()
    } catch (error) {
      if (error instanceof FencedError || isDuplicateKey(error, 'cursors')) continue
      if (error instanceof PoisonError || isStoreAway(error)) throw error
      await recordFailure(office, processor, wakeUp, error)
      return 0
    }
  }
}

/**
 * Starts consuming for `processor`. A message that cannot be read is parked with an alarm; while MongoDB is away the message
 * is held and tried again here. Returns how to end the holding.
 */
export async function startConsumer(
  office: Office,
  processor: Processor,
  jobs: JobHandlers,
): Promise<() => Promise<void>> {
  let isStopping = false
  /** Where each stream's cursor was last seen: a wake-up for an older event needs no look at MongoDB. */
  const seen = new Map<string, number>()
  const turns = new Map<string, Promise<unknown>>()

  const inTurn = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(key) ?? Promise.resolve()).then(work, work)
    turns.set(key, mine)
    try {
      return await mine
    } finally {
      if (turns.get(key) === mine) turns.delete(key)
    }
  }

  const handleOnce = async (wakeUp: WakeUp): Promise<void> => {
    const { officeId, stream } = wakeUp
    if (wakeUp.kind === 'job') return runJob(office, jobs, wakeUp.id)
    if (wakeUp.kind === 'callback') return processor.callback?.(wakeUp.id, office)
    if (!stream) throw new PoisonError('the wake-up of an event names no stream')
    const key = `${officeId}|${stream}`
    if (wakeUp.seq !== undefined && (seen.get(key) ?? 0) >= wakeUp.seq) return
    const seq = await inTurn(key, () => catchUp(office, processor, { ...wakeUp, stream }))
    if (seen.size > 50_000) seen.clear()
    if (seq > 0) seen.set(key, seq)
  }

  const park = async (raw: Uint8Array, officeId: string, why: string): Promise<void> => {
    await office.broker.park(processor.name, raw, why)
    await raiseAlarm(office, {
      officeId,
      key: `poison:${processor.name}:${Buffer.from(raw.subarray(0, 60)).toString('base64url')}`,
      what: `A message to ${processor.name} was parked: ${why}`,
    })
  }

  const handle = async (raw: Uint8Array): Promise<void> => {
    const wakeUp = parseWakeUp(raw)
    if (typeof wakeUp === 'string') return park(raw, office.profiles.ids()[0] ?? 'system', wakeUp)
    if (wakeUp.kind !== 'job' && !office.profiles.has(wakeUp.officeId))
      return park(raw, 'system', `the office ${wakeUp.officeId} is not known`)
    for (let delayMs = 200; ; delayMs = Math.min(delayMs * 2, 5_000)) {
      try {
        await handleOnce(wakeUp)
        return
      } catch (error) {
        if (error instanceof PoisonError) return park(raw, wakeUp.officeId, error.message)
        if (isStopping) throw error
        office.log.warn('held', { processor: processor.name, error: errorText(error) })
        await new Promise((resolve) => setTimeout(resolve, delayMs))
      }
    }
  }

  await office.broker.consume(processor.name, office.env.PREFETCH, handle)
  return () => {
    isStopping = true
    return Promise.resolve()
  }
}
