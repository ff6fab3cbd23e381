/** One collection with its row schema: rows are parsed when read, and typed when written. */
import type { ClientSession, Collection, Document } from 'mongodb'
import { z } from 'zod'
import { addPending, pendingIn } from './pending-rows.ts'

type Filter = Readonly<Record<string, unknown>>
type In = { session?: ClientSession | undefined }
type Find = In & { sort?: Readonly<Record<string, 1 | -1>>; limit?: number; skip?: number }

/** Thrown when a stored row is not what its schema says: a defect or a foreign hand, never the caller's fault. */
export class RowError extends Error {
  constructor(collection: string, id: unknown, cause: z.ZodError) {
    super(`The row ${String(id)} of ${collection} cannot be read: ${z.prettifyError(cause)}`, { cause })
    this.name = 'RowError'
  }
}

const options = ({ session }: In) => (session ? { session } : {})

/** Returns typed reading and writing of `collection`; filters and updates are MongoDB's own. */
export function makeTable<R extends { _id: string }>(
  collection: Collection<{ _id: string }>,
  schema: z.ZodType<R>,
) {
  const parse = (document: Document): R => {
    const parsed = schema.safeParse(document)
    if (parsed.success) return parsed.data
    throw new RowError(collection.collectionName, document['_id'], parsed.error)
  }
  return {
    collection,
    parse,
    /** Returns the first row that matches, or undefined. */
    async one(filter: Filter, find: Find = {}): Promise<R | undefined> {
      const document = await collection.findOne(filter, {
        ...options(find),
        ...(find.sort ? { sort: find.sort } : {}),
      })
      return document ? parse(document) : undefined
    },
    async many(filter: Filter, find: Find = {}): Promise<R[]> {
      let cursor = collection.find(filter, options(find))
      if (find.sort) cursor = cursor.sort(find.sort)
      if (find.skip) cursor = cursor.skip(find.skip)
      if (find.limit) cursor = cursor.limit(find.limit)
      return (await cursor.toArray()).map(parse)
    },
    /** Reads matching rows one after the other, a batch at a time. */
    async *stream(filter: Filter, { sort, limit }: Pick<Find, 'sort' | 'limit'> = {}): AsyncGenerator<R> {
      const found = collection.find(filter, { ...(sort ? { sort } : {}), ...(limit ? { limit } : {}) })
      for await (const document of found) yield parse(document)
    },
    async insert(rows: readonly R[], { session }: In = {}): Promise<void> {
      if (rows.length > 0) await collection.insertMany([...rows], session ? { session } : {})
    },
    /** Adds rows to what the transaction stores when it ends: it does not see them itself. */
    add(rows: readonly R[], session: ClientSession): void {
      addPending(session, collection, rows)
    },
    /** Returns the last row with these fields that the transaction has added so far. */
    lastAdded(session: ClientSession, fields: Filter): R | undefined {
      const wanted = Object.entries(fields)
      const row = pendingIn(session, collection).findLast((one) =>
        wanted.every(([name, value]) => Reflect.get(one, name) === value),
      )
      return row && parse(row)
    },
    /** Returns whether a row matched (or was made, with `upsert`). */
    async update(
      filter: Filter,
      update: Document | Document[],
      { session, upsert }: In & { upsert?: boolean } = {},
    ): Promise<boolean> {
      const result = await collection.updateOne(filter, update, {
        ...options({ session }),
        upsert: upsert ?? false,
      })
      return result.matchedCount + result.upsertedCount > 0
    },
    async updateMany(filter: Filter, update: Document, { session }: In = {}): Promise<number> {
      return (await collection.updateMany(filter, update, options({ session }))).matchedCount
    },
    /** Changes one matching row atomically and returns it as it is afterwards. */
    async take(
      filter: Filter,
      update: Document | Document[],
      find: Find & { upsert?: boolean } = {},
    ): Promise<R | undefined> {
      const document = await collection.findOneAndUpdate(filter, update, {
        ...options(find),
        ...(find.sort ? { sort: find.sort } : {}),
        upsert: find.upsert ?? false,
        returnDocument: 'after',
      })
      return document ? parse(document) : undefined
    },
    async replace(filter: Filter, row: R, { session }: In = {}): Promise<void> {
      await collection.replaceOne(filter, row, { ...options({ session }), upsert: true })
    },
    async remove(filter: Filter, { session }: In = {}): Promise<number> {
      return (await collection.deleteMany(filter, options({ session }))).deletedCount
    },
    /** Counts matching rows, no further than `limit` where it is given. */
    count: (filter: Filter, { session, limit }: In & { limit?: number } = {}): Promise<number> =>
      collection.countDocuments(filter, { ...options({ session }), ...(limit ? { limit } : {}) }),
  }
}
