/** Grouped transactions on the real MongoDB: each work has its own outcome, also where several write to one stream. */
import { checkChain, streamOf } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changed } from '../../test-support/a-process.ts'
import { databaseUri, freshName } from '../../test-support/test-office.ts'
import { makeGroups } from './grouped-transactions.ts'
import { openStore, setUpStore, type Store } from './store.ts'
import { appendEvents, readStream } from './streams.ts'

let store: Store

beforeAll(async () => {
  const uri = databaseUri(freshName())
  await setUpStore(uri)
  store = await openStore(uri, { appName: 'groups' })
})
afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const append = (stream: ReturnType<typeof streamOf>) => (session: Parameters<typeof appendEvents>[1]) =>
  appendEvents(store, session, {
    officeId: 'borovia',
    stream,
    events: [changed()],
    by: 'user:test',
    causedBy: null,
    at: new Date(),
  })

test('works of one group that append to the same stream follow each other in it', async () => {
  const stream = streamOf('file', uuidv7())
  const inGroup = makeGroups(store)
  await Promise.all(Array.from({ length: 10 }, () => inGroup('borovia', append(stream))))
  const history = await readStream(store, 'borovia', stream)
  expect(history.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(checkChain(history)).toEqual([])
})

test('a work that fails undoes nothing of the others in its group', async () => {
  const stream = streamOf('file', uuidv7())
  const inGroup = makeGroups(store)
  const outcomes = await Promise.allSettled([
    inGroup('borovia', append(stream)),
    inGroup('borovia', () => Promise.reject(new Error('this one fails'))),
    inGroup('borovia', append(stream)),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await readStream(store, 'borovia', stream)).toHaveLength(2)
})
