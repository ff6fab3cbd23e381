/** Histories: reading a stream, and appending events with their hash chain and wake-ups. */
import {
  chainStart,
  eventSchema,
  linkHash,
  type DomainEvent,
  type NewEvent,
  type Stream,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Store } from './store.ts'

/** Reads a whole stream, or what follows `after`, in order. */
export async function readStream(
  store: Pick<Store, 'events'>,
  officeId: string,
  stream: Stream,
  { session, after = 0 }: { session?: ClientSession; after?: number } = {},
): Promise<DomainEvent[]> {
  const rows = store.events.collection.find(
    { officeId, stream, seq: { $gt: after } },
    { sort: { seq: 1 }, projection: { _id: 0 }, ...(session ? { session } : {}) },
  )
  return (await rows.toArray()).map((row) => eventSchema.parse(row))
}

export type Append = {
  officeId: string
  stream: Stream
  events: readonly NewEvent[]
  by: string
  causedBy: string | null
  at: Date
  /** The last event that the caller has seen; undefined reads it, null says that the stream is new. */
  after?: Pick<DomainEvent, 'seq' | 'hash'> | null | undefined
}

/** The routing key under which an event wakes processors, such as `event.order.paid`. */
export const routingKeyOf = (type: string): string => `event.${type}`

/**
 * Appends events to a stream inside the caller's transaction: each carries the hash of the one before, and an outbox row
 * that wakes the processors. Another writer in the same place makes the transaction run again.
 * Returns the events as they are stored when the transaction ends; a further append to the stream goes behind them.
 */
export async function appendEvents(
  store: Store,
  session: ClientSession,
  append: Append,
): Promise<DomainEvent[]> {
  const { officeId, stream, by, causedBy, at } = append
  if (append.events.length === 0) return []
  // What this transaction has appended itself is not in the database yet.
  const own = store.events.lastAdded(session, { officeId, stream })
  const before =
    append.after === undefined && !own
      ? await store.events.one({ officeId, stream }, { session, sort: { seq: -1 } })
      : append.after
  const head = own ?? before
  let seq = head?.seq ?? 0
  let prevHash = head?.hash ?? chainStart
  const stored = append.events.map((event) => {
    seq += 1
    const envelope = {
      eventId: uuidv7(),
      officeId,
      stream,
      seq,
      at,
      by,
      causedBy,
      prevHash,
      hash: chainStart,
    }
    // Parsed first: the hash is over what is stored, and the schema drops what it does not know.
    const unsealed = eventSchema.parse({ ...event, ...envelope })
    const sealed = { ...unsealed, hash: linkHash(unsealed) }
    prevHash = sealed.hash
    return sealed
  })
  store.events.add(
    stored.map((event) => ({ _id: event.eventId, ...event })),
    session,
  )
  store.outbox.add(
    stored.map((event) => ({
      _id: uuidv7(),
      officeId,
      routingKey: routingKeyOf(event.type),
      kind: 'event' as const,
      id: event.eventId,
      stream,
      seq: event.seq,
      createdAt: at,
      pending: true as const,
    })),
    session,
  )
  return stored
}

/** Stores the wake-up of a callback or a job for one processor, inside the caller's transaction. */
export async function wakeProcessor(
  store: Store,
  session: ClientSession | undefined,
  wake: { officeId: string; processor: string; kind: 'callback' | 'job'; id: string; at: Date },
): Promise<void> {
  const { officeId, processor, kind, id, at } = wake
  const row = {
    _id: uuidv7(),
    officeId,
    routingKey: `${kind}.${processor}`,
    kind,
    id,
    createdAt: at,
    pending: true as const,
  }
  if (session) store.outbox.add([row], session)
  else await store.outbox.insert([row])
}
