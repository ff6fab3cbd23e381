/** The relay on the real MongoDB and RabbitMQ: a wake-up is published at least once, and marked only after that. */
import amqp from 'amqplib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aStream, append, attached, changed } from '../../test-support/a-process.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { BrokerAwayError, QueueFullError, type Broker } from '../broker/broker.ts'
import { makeTopology, queuesOf } from '../broker/topology.ts'
import type { Office } from '../office.ts'
import { relayBatch, startRelay } from './relay.ts'

let testOffice: TestOffice
let office: Office

beforeAll(async () => {
  testOffice = await startTestOffice({ broker: 'rabbitmq', run: false })
  office = testOffice.office
})
afterAll(() => testOffice.end())
beforeEach(() => office.store.outbox.remove({}))

const pending = () => office.store.outbox.count({ pending: true })
/** A broker that remembers what it confirmed, and may refuse or wait. */
const recording = (publish: Broker['publish'] = () => Promise.resolve()) => {
  const confirmed: string[] = []
  const broker: Broker = {
    ...office.broker,
    publish: async (key, wakeUp) => {
      await publish(key, wakeUp)
      confirmed.push(wakeUp.id)
    },
  }
  return { confirmed, parts: { ...office, broker } }
}

describe('the relay', () => {
  test('marks a row only after the broker has confirmed it, and leaves the others', async () => {
    const events = await append(office.store, aStream(), [attached(), changed(), attached(), changed()])
    const { confirmed, parts } = recording((_key, { seq }) =>
      seq === 3 ? Promise.reject(new BrokerAwayError('test')) : Promise.resolve(),
    )
    expect(await relayBatch(parts)).toEqual({ found: 4, published: 3 })
    const rows = await office.store.outbox.many({}, { sort: { seq: 1 } })
    expect(rows.map((row) => row.pending === true)).toEqual([false, false, true, false])
    expect(confirmed).toHaveLength(3)
    await relayBatch(office)
    expect(await pending()).toBe(0)
    expect(rows.map((row) => row.id)).toEqual(events.map((event) => event.eventId))
  })

  test('a queue that is full holds up its own wake-ups alone, however many they are', async () => {
    const stuck = Array.from({ length: 12 }, aStream)
    for (const stream of stuck) await append(office.store, stream, Array.from({ length: 50 }, attached))
    await append(office.store, aStream(), [changed()])
    const { confirmed, parts } = recording((key) =>
      key === 'event.request.attached' ? Promise.reject(new QueueFullError(key)) : Promise.resolve(),
    )
    const relay = startRelay(parts)
    try {
      await until('the other wake-up', () => Promise.resolve(confirmed.length === 1))
      expect(await pending()).toBe(600)
    } finally {
      await relay.stop()
    }
  })

  test('never has more than 100 wake-ups in flight', async () => {
    const streams = Array.from({ length: 6 }, aStream)
    for (const stream of streams) await append(office.store, stream, Array.from({ length: 50 }, changed))
    let inFlight = 0
    let most = 0
    const { parts } = recording(async () => {
      most = Math.max(most, (inFlight += 1))
      await new Promise((resolve) => setTimeout(resolve, 2))
      inFlight -= 1
    })
    expect(await relayBatch(parts)).toEqual({ found: 300, published: 300 })
    expect(most).toBe(100)
  })

  test('a relay that dies between confirmation and mark costs a duplicate, never a loss', async () => {
    await append(office.store, aStream(), [attached(), attached()])
    const { confirmed, parts } = recording()
    const outbox = { ...office.store.outbox, updateMany: () => Promise.reject(new Error('killed here')) }
    await expect(relayBatch({ ...parts, store: { ...office.store, outbox } })).rejects.toThrow('killed here')
    expect(await pending()).toBe(2)
    await relayBatch(parts)
    expect(await pending()).toBe(0)
    expect(confirmed).toHaveLength(4)
    expect(new Set(confirmed).size).toBe(2)
  })

  test('two relays publish each row at least once and at most twice', async () => {
    const { confirmed, parts } = recording(() => new Promise((resolve) => setTimeout(resolve, 5)))
    const relays = [startRelay(parts), startRelay(parts)]
    const streams = Array.from({ length: 10 }, aStream)
    for (const stream of streams) await append(office.store, stream, Array.from({ length: 10 }, changed))
    await until('an empty outbox', async () => (await pending()) === 0)
    await Promise.all(relays.map((relay) => relay.stop()))
    const times = new Map<string, number>()
    for (const id of confirmed) times.set(id, (times.get(id) ?? 0) + 1)
    expect(times.size).toBe(100)
    expect(Math.max(...times.values())).toBeLessThanOrEqual(2)
  })

  test('rows that were committed after later ones are published all the same', async () => {
    const events = await append(office.store, aStream(), [changed(), changed(), changed()])
    const [late] = await office.store.outbox.many({}, { sort: { _id: 1 }, limit: 1 })
    if (!late) throw new Error('no row')
    await office.store.outbox.remove({ _id: late._id })
    const { confirmed, parts } = recording()
    await relayBatch(parts)
    await office.store.outbox.insert([late])
    await relayBatch(parts)
    expect(confirmed.toSorted()).toEqual(events.map((event) => event.eventId).toSorted())
  })

  test('a wake-up that no queue takes stays, calls a person once, and goes out once the binding is back', async () => {
    const topology = makeTopology(testOffice.env.QUEUE_PREFIX, [1, 1, 1, 1])
    const { queue } = queuesOf(topology, 'status')
    const connection = await amqp.connect(testOffice.env.AMQP_URL)
    const channel = await connection.createChannel()
    await channel.unbindQueue(queue, topology.events, 'event.file.changed')
    await channel.purgeQueue(queue)
    const [event] = await append(office.store, aStream(), [changed(), changed()])
    expect(await relayBatch(office)).toEqual({ found: 2, published: 0 })
    expect(await pending()).toBe(2)
    const alarms = await office.store.tasks.many({ kind: 'alarm', subject: { $regex: 'event.file.changed' } })
    expect(alarms).toHaveLength(1)
    expect(alarms[0]).toMatchObject({ officeId: 'borovia', role: 'administrator', state: 'open' })
    expect(await relayBatch(office)).toEqual({ found: 2, published: 2 })
    const message = await until('it on the queue', async () => {
      const got = await channel.get(queue, { noAck: true })
      return got !== false && got
    })
    expect(JSON.parse(message.content.toString())).toEqual({
      v: 1,
      officeId: 'borovia',
      kind: 'event',
      id: event?.eventId,
      stream: event?.stream,
      seq: 1,
    })
    await connection.close()
  })

  test('while the broker is away rows wait, and go out at once when it is back', async () => {
    let isAway = true
    const { confirmed, parts } = recording(() =>
      isAway ? Promise.reject(new BrokerAwayError('test')) : Promise.resolve(),
    )
    const relay = startRelay(parts)
    await append(office.store, aStream(), [attached(), attached()])
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await pending()).toBe(2)
    isAway = false
    await until('an empty outbox', async () => (await pending()) === 0)
    await relay.stop()
    expect(confirmed).toHaveLength(2)
  })
})
