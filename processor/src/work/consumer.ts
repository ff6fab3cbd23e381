/** The consumer: a wake-up moves one stream's cursor forward, each step in one transaction with its effects. */
import { setTimeout as pause } from 'node:timers/promises'
import {
  maxWakeUpBytes,
  sha256Hex,
  wakeUpSchema,
  type DomainEvent,
  type Stream,
  type WakeUp,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { BrokerAwayError, UnroutableError } from '../broker/broker.ts'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import { handledEvents } from '../processors/handles.ts'
import { makeGroups } from '../store/grouped-transactions.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { isDuplicateKey, isStoreAway } from '../store/transaction.ts'
import { everyOffice, raiseAlarm } from './alarm.ts'
import { runJob, type JobHandlers } from './jobs.ts'
import { PoisonError, type Processor } from './processor.ts'
import { cursorId, putOff, type Tried } from './put-off.ts'

/** Thrown inside the transaction when another process moved the cursor first: its work stands, ours is undone. */
class FencedError extends Error {}

function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString('utf8'))
  } catch {
    throw new PoisonError('the message is not JSON')
  }
}

/** Reads a message. @throws PoisonError when it is not a wake-up. */
function parseWakeUp(raw: Uint8Array): WakeUp {
  if (raw.byteLength > maxWakeUpBytes)
    throw new PoisonError(`the message has ${raw.byteLength} bytes, more than ${maxWakeUpBytes}`)
  const parsed = wakeUpSchema.safeParse(parseJson(raw))
  if (!parsed.success) throw new PoisonError('the message is not a wake-up')
  return parsed.data
}

/** How long a batch processor waits for the rest of a burst. */
const gatherMs = 40
/** How many streams a process remembers; forgetting costs a look, nothing else. */
const maxRemembered = 50_000

/** Returns whether `error` passes by itself: then the message is held. */
const isAway = (error: unknown): boolean =>
  isStoreAway(error) || error instanceof BrokerAwayError || error instanceof UnroutableError

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

type InTransaction = <T>(work: (session: ClientSession) => Promise<T>) => Promise<T>

/** Where a stream stands after a look at it: `more` when there is something left to handle. */
type Look = { seq: number; state: 'more' | 'idle' | 'held'; cursor: number | undefined }

/**
 * Reads cursor and stream, handles what comes next and moves the cursor, all in one snapshot: a decision never stands on a
 * history that has grown meanwhile. @throws FencedError when another process was first.
 */
async function step(
  office: Office,
  processor: Processor,
  officeId: string,
  stream: Stream,
  known: number | undefined,
  inTransaction: InTransaction,
  onTry: (tried: Tried) => void,
): Promise<Look> {
  const { store } = office
  const _id = cursorId(processor.name, officeId, stream)
  return inTransaction(async (session) => {
    const at = office.clock.now()
    // A cursor that this process moved last is not read again: the compare-and-set below tells when another has moved it.
    const cursor = known === undefined ? await store.cursors.one({ _id }, { session }) : undefined
    const from = known ?? cursor?.seq ?? 0
    onTry({ seq: from, attempts: cursor?.attempts ?? 0 })
    if (cursor?.state === 'parked') return { seq: from, state: 'idle', cursor: undefined }
    if (cursor?.nextAttemptAt && cursor.nextAttemptAt > at)
      return { seq: 0, state: 'held', cursor: undefined }
    const history = await readStream(store, officeId, stream, { session })
    if (history.length === 0) throw new PoisonError(`no event is stored in ${stream}`)
    const events = nextOf(processor, history, from)
    const last = events?.at(-1)
    if (!events || !last) return { seq: history.at(-1)?.seq ?? from, state: 'idle', cursor: known }
    const moved = {
      seq: last.seq,
      state: 'active' as const,
      attempts: 0,
      nextAttemptAt: null,
      lastError: null,
      updatedAt: at,
    }
    if (!cursor && known === undefined)
      store.cursors.add([{ _id, officeId, processor: processor.name, stream, ...moved }], session)
    else if (
      !(await store.cursors.update(
        { _id, seq: from, state: 'active', nextAttemptAt: cursor?.nextAttemptAt ?? null },
        { $set: moved },
        { session },
      ))
    )
      throw new FencedError()
    await processor.handle(events, {
      office,
      profile: office.profiles.of(officeId),
      session,
      at,
      history,
      append: (target, newEvents, newStream) => {
        const after = newStream ? null : target === stream ? history.at(-1) : undefined
        return appendEvents(store, session, {
          officeId,
          stream: target,
          events: newEvents,
          by: `processor:${processor.name}`,
          causedBy: events[0].eventId,
          at,
          after,
        })
      },
    })
    return {
      seq: last.seq,
      state: nextOf(processor, history, last.seq) ? 'more' : 'idle',
      cursor: last.seq,
    }
  })
}

/** Moves a stream's cursor until nothing is left to handle, or the stream is put off or parked. */
async function catchUp(
  office: Office,
  processor: Processor,
  wakeUp: WakeUp & { stream: Stream },
  cursors: Map<string, number>,
  inTransaction: InTransaction,
): Promise<number> {
  const { officeId, stream } = wakeUp
  const key = cursorId(processor.name, officeId, stream)
  let tried: Tried = { seq: 0, attempts: 0 }
  for (;;) {
    try {
      const look = await step(
        office,
        processor,
        officeId,
        stream,
        cursors.get(key),
        inTransaction,
        (now) => (tried = now),
      )
      if (look.cursor === undefined) cursors.delete(key)
      else cursors.set(key, look.cursor)
      office.nudgeRelay()
      if (look.state !== 'more') return look.seq
    } catch (error) {
      cursors.delete(key)
      if (error instanceof FencedError || isDuplicateKey(error, 'cursors')) continue
      if (error instanceof PoisonError || isStoreAway(error)) throw error
      await putOff(office, processor, wakeUp, tried, error)
      return 0
    }
  }
}

/**
 * Starts consuming for `processor`. A message that can never be handled is parked with an alarm; while MongoDB is away the
 * message is held and tried again here. Returns how to stop taking messages.
 */
export async function startConsumer(
  office: Office,
  processor: Processor,
  jobs: JobHandlers,
): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  /** Where each stream's cursor was last seen: a wake-up for an older event needs no look at MongoDB. */
  const seen = new Map<string, number>()
  /** Cursors that this process moved last. */
  const cursors = new Map<string, number>()
  const turns = new Map<string, Promise<unknown>>()
  const inGroup = makeGroups(office.store)

  const inTurn = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(key) ?? Promise.resolve()).then(work, work)
    turns.set(key, mine)
    try {
      return await mine
    } finally {
      if (turns.get(key) === mine) turns.delete(key)
    }
  }

  const take = async (wakeUp: WakeUp): Promise<void> => {
    const { officeId, stream } = wakeUp
    if (wakeUp.kind === 'job') return runJob(office, jobs, wakeUp.id)
    if (!office.profiles.has(officeId)) throw new PoisonError(`the office ${officeId} is not known`)
    if (wakeUp.kind === 'callback') {
      if (!processor.callback) throw new PoisonError('this processor handles no callbacks')
      return processor.callback(wakeUp.id, office)
    }
    if (!stream) throw new PoisonError('the wake-up of an event names no stream')
    const key = `${officeId}|${stream}`
    await inTurn(key, async () => {
      const isSeen = (): boolean => wakeUp.seq !== undefined && (seen.get(key) ?? 0) >= wakeUp.seq
      if (isSeen()) return
      const inTransaction: InTransaction = (work) => inGroup(officeId, work)
      // Events come in bursts: where only the last state counts, one look serves them all.
      if (processor.takes === 'batch') await pause(gatherMs)
      const seq = await catchUp(office, processor, { ...wakeUp, stream }, cursors, inTransaction)
      if (seen.size > maxRemembered) seen.clear()
      if (cursors.size > maxRemembered) cursors.clear()
      if (seq > 0) seen.set(key, seq)
    })
  }

  const ownerOf = (raw: Uint8Array): string => {
    try {
      const { officeId } = parseWakeUp(raw)
      return office.profiles.has(officeId) ? officeId : everyOffice
    } catch {
      return everyOffice
    }
  }

  const park = async (raw: Uint8Array, why: string): Promise<void> => {
    await raiseAlarm(office, {
      officeId: ownerOf(raw),
      key: `poison:${processor.name}:${sha256Hex(raw)}`,
      what: `A message to ${processor.name} was parked: ${why}`,
    })
    await office.broker.park(processor.name, raw, why)
  }

  const handle = async (raw: Uint8Array): Promise<void> => {
    let poison: string | undefined
    for (let delayMs = 200; ; delayMs = Math.min(delayMs * 2, 5_000)) {
      if (stopping.signal.aborted) throw new Error('stopping: the message stays with the broker')
      try {
        if (poison === undefined) await take(parseWakeUp(raw))
        else await park(raw, poison)
        return
      } catch (error) {
        if (poison === undefined && !isAway(error)) {
          poison = error instanceof PoisonError ? error.message : errorText(error)
          continue
        }
        office.log.warn('held', { processor: processor.name, error: errorText(error) })
        await pause(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  await office.broker.consume(processor.name, office.env.PREFETCH, handle)
  return () => {
    stopping.abort()
    return Promise.resolve()
  }
}
