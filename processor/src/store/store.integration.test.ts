/** The store on the real MongoDB: set up by many at once, transactions that run again, histories that stay whole. */
import { checkChain, type NewEvent } from '@lodge/shared-types'
import { MongoServerError } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aStream, append, attached, changed } from '../../test-support/a-process.ts'
import { databaseUri, freshName } from '../../test-support/test-office.ts'
import { indexes } from './indexes.ts'
import { openStore, setUpStore, type Store } from './store.ts'
import { appendEvents, readStream } from './streams.ts'
import { isStoreAway } from './transaction.ts'

const explained = z.object({ queryPlanner: z.object({ winningPlan: z.unknown() }) })
let store: Store

beforeAll(async () => {
  const uri = databaseUri(freshName())
  await Promise.all(Array.from({ length: 5 }, () => setUpStore(uri)))
  await setUpStore(uri)
  store = await openStore(uri, { appName: 'store' })
})
afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const of = (stream: ReturnType<typeof aStream>, events: readonly NewEvent[]) => ({
  officeId: 'borovia',
  stream,
  events,
  by: 'user:test',
  causedBy: null,
  at: new Date(),
})

describe('the store', () => {
  test('set up five times at once it has every collection and index', async () => {
    const names = (await store.db.listCollections().toArray()).map((one) => one.name)
    for (const [name, list] of Object.entries(indexes)) {
      expect(names).toContain(name)
      const keys = (await store.db.collection(name).indexes()).map((one) => JSON.stringify(one['key']))
      for (const { on } of list) expect(keys).toContain(JSON.stringify(on))
    }
  })

  test('finds pending outbox rows, due put-offs and unsealed audit rows by an index', async () => {
    const plans = [
      store.outbox.collection.find({ pending: true }).sort({ _id: 1 }).limit(500),
      store.cursors.collection
        .find({ state: 'active', nextAttemptAt: { $type: 'date', $lte: new Date() } })
        .sort({ nextAttemptAt: 1 }),
      store.audit.collection.find({ at: { $lte: new Date() }, seq: { $type: 'null' } }),
    ]
    for (const plan of plans) {
      const { queryPlanner } = explained.parse(await plan.explain('queryPlanner'))
      const text = JSON.stringify(queryPlanner.winningPlan)
      expect(text).toContain('IXSCAN')
      expect(text).not.toContain('"stage":"SORT"')
    }
  })

  test('20 writers at once leave one stream whole', async () => {
    const stream = aStream()
    await Promise.all(Array.from({ length: 20 }, () => append(store, stream, [attached(), changed()])))
    const history = await readStream(store, 'borovia', stream)
    expect(history.map((event) => event.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(checkChain(history)).toEqual([])
    expect(await store.outbox.count({ stream })).toBe(40)
  })

  test('a writer whose place was taken runs again behind the other', async () => {
    const stream = aStream()
    const [head] = await append(store, stream, [attached()])
    let runs = 0
    await store.transaction(async (session) => {
      runs += 1
      // Knows the head as it was: its place is taken when it comes to write.
      const after = runs === 1 ? head : undefined
      if (runs === 1) await append(store, stream, [changed()])
      return appendEvents(store, session, { ...of(stream, [attached()]), ...(after ? { after } : {}) })
    })
    expect(runs).toBe(2)
    const history = await readStream(store, 'borovia', stream)
    expect(history.map((event) => event.type)).toEqual([
      'request.attached',
      'file.changed',
      'request.attached',
    ])
    expect(checkChain(history)).toEqual([])
  })

  test('a transaction that fails leaves neither event nor wake-up', async () => {
    const stream = aStream()
    await expect(
      store.transaction(async (session) => {
        await appendEvents(store, session, of(stream, [attached()]))
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    expect(await readStream(store, 'borovia', stream)).toEqual([])
    expect(await store.outbox.count({ stream })).toBe(0)
  })

  test('the hash of an event is over what is stored, also where the writer gave more than the schema knows', async () => {
    const stream = aStream()
    const extra = { fields: [], remark: 'not in the schema' }
    await append(store, stream, [{ type: 'file.changed', v: 1, data: extra }, changed()])
    expect(checkChain(await readStream(store, 'borovia', stream))).toEqual([])
  })

  test('the same stream name in two offices is two streams', async () => {
    const stream = aStream()
    await append(store, stream, [attached()])
    await store.transaction((session) =>
      appendEvents(store, session, { ...of(stream, [changed()]), officeId: 'sahil' }),
    )
    expect((await readStream(store, 'sahil', stream)).map((event) => [event.seq, event.type])).toEqual([
      [1, 'file.changed'],
    ])
  })

  test('a step-down, a shutdown and a full disk pass; a duplicate does not', () => {
    const errors = [189, 91, 10107, 11600, 14031, 11000].map((code) => new MongoServerError({ code }))
    expect(errors.map(isStoreAway)).toEqual([true, true, true, true, true, false])
  })
})
