import { setTimeout as pause } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answersAmqp } from './ports.ts'
import { testAmqpUrl, testDatabaseUri } from './test-addresses.ts'

let client: MongoClient
beforeAll(async () => {
  client = await new MongoClient(testDatabaseUri(import.meta.url)).connect()
})
afterAll(async () => {
  await client.db().dropDatabase()
  await client.close()
})

test('the MongoDB for tests commits two documents together, or neither', async () => {
  const [orders, events] = await Promise.all([
    client.db().createCollection('orders'),
    client.db().createCollection('events'),
  ])
  const write = (fails: boolean) =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        await orders.insertOne({ fails }, { session })
        if (fails) throw new Error('the second write is refused')
        await events.insertOne({ fails }, { session })
      }),
    )
  await write(false)
  await expect(write(true)).rejects.toThrow('the second write is refused')
  expect(await orders.countDocuments()).toBe(1)
  expect(await events.countDocuments()).toBe(1)
})

test('the MongoDB for tests tells watchers of a change', async () => {
  const notes = await client.db().createCollection('notes')
  const watch = notes.watch()
  const change = watch.next()
  await pause(200)
  await notes.insertOne({ word: 'lodged' })
  expect(await change).toMatchObject({ operationType: 'insert', fullDocument: { word: 'lodged' } })
  await watch.close()
})

test('the RabbitMQ for tests greets', async () => {
  const { hostname, port } = new URL(testAmqpUrl())
  expect(await answersAmqp(hostname, Number(port), 2000)).toBe(true)
})
