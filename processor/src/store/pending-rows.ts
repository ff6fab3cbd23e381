/** Rows that a transaction stores when it ends: one round trip for each collection, however many parts of it add some. */
import type { ClientSession, Collection } from 'mongodb'

type Inserts = Collection<{ _id: string }>
type Rows = { _id: string }[]

const pending = new WeakMap<ClientSession, Map<Inserts, Rows>>()

/** Adds rows to what the session's transaction will store; reads inside the transaction do not see them. */
export function addPending(
  session: ClientSession,
  collection: Inserts,
  rows: readonly { _id: string }[],
): void {
  const byCollection = pending.get(session) ?? new Map<Inserts, Rows>()
  pending.set(session, byCollection)
  byCollection.set(collection, [...(byCollection.get(collection) ?? []), ...rows])
}

/** Returns what was added so far, in order. */
export const pendingIn = (session: ClientSession, collection: Inserts): readonly { _id: string }[] =>
  pending.get(session)?.get(collection) ?? []

/** Forgets what an earlier try of the transaction added. */
export const forgetPending = (session: ClientSession): void => void pending.delete(session)

/** Stores what was added. @throws as the inserts do, a duplicate key among them. */
export async function storePending(session: ClientSession): Promise<void> {
  for (const [collection, rows] of pending.get(session) ?? [])
    if (rows.length > 0) await collection.insertMany(rows, { session })
  forgetPending(session)
}
