/** The sweeper on the real MongoDB and RabbitMQ: whatever the broker lost is woken again, and nothing else. */
import type { ProcessorName, Stream, WakeUp } from '@lodge/shared-types'
import amqp from 'amqplib'
import { Binary } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aStream, append, attached, recorded, recorder } from '../../test-support/a-process.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { BrokerAwayError, type Broker } from '../broker/broker.ts'
import { makeTopology, queuesOf } from '../broker/topology.ts'
import type { Office } from '../office.ts'
import { startConsumer } from './consumer.ts'
import type { JobOutcome } from './jobs.ts'
import { cursorId } from './put-off.ts'
import { relayBatch } from './relay.ts'
import { sweepJob } from './sweeper.ts'

const minuteMs = 60_000
let testOffice: TestOffice
let office: Office

beforeAll(async () => {
  testOffice = await startTestOffice({
    broker: 'rabbitmq',
    run: false,
    env: { SWEEP_LAG_MS: '120000', SWEEP_EVERY_MS: '30000' },
  })
  office = testOffice.office
})
afterAll(() => testOffice.end())
beforeEach(async () => {
  for (const name of ['events', 'cursors', 'outbox', 'callbacks', 'tasks'] as const)
    await office.store[name].remove({})
})

const ago = (ms: number): Date => new Date(office.clock.now().getTime() - ms)
/** The office with a broker that only remembers whom the sweeper woke. */
const watched = (wake: Broker['wake'] = () => Promise.resolve()) => {
  const woken: { processor: ProcessorName; wakeUp: WakeUp }[] = []
  const broker: Broker = {
    ...office.broker,
    wake: async (processor, wakeUp) => {
      await wake(processor, wakeUp)
      woken.push({ processor, wakeUp })
    },
  }
  return { woken, parts: { ...office, broker } }
}
const memoOf = (sweptTo: Date, fullAt = office.clock.now()): string => JSON.stringify({ sweptTo, fullAt })
const memoSchema = z.object({ sweptTo: z.coerce.date() })
const sweptTo = (outcome: JobOutcome): Date =>
  memoSchema.parse(JSON.parse(outcome === 'done' ? '{}' : (outcome.memo ?? '{}'))).sweptTo
const cursor = (
  processor: ProcessorName,
  stream: Stream,
  change: { seq?: number; state?: 'active' | 'parked'; nextAttemptAt?: Date } = {},
) =>
  office.store.cursors.insert([
    {
      _id: cursorId(processor, 'borovia', stream),
      officeId: 'borovia',
      processor,
      stream,
      seq: change.seq ?? 0,
      state: change.state ?? 'active',
      attempts: change.nextAttemptAt ? 1 : 0,
      nextAttemptAt: change.nextAttemptAt ?? null,
      lastError: null,
      updatedAt: office.clock.now(),
    },
  ])
const wokenStreams = (woken: readonly { processor: string; wakeUp: WakeUp }[], processor: ProcessorName) =>
  woken.filter((one) => one.processor === processor).map((one) => one.wakeUp.stream)

describe('the sweeper', () => {
  test('heals a purged queue, and calls a person once a day', async () => {
    const stream = aStream()
    await append(office.store, stream, [attached()], ago(3 * minuteMs))
    await relayBatch(office)
    const { queue } = queuesOf(makeTopology(testOffice.env.QUEUE_PREFIX, [1, 1, 1, 1]), 'examination')
    const connection = await amqp.connect(testOffice.env.AMQP_URL)
    const channel = await connection.createChannel()
    expect((await channel.purgeQueue(queue)).messageCount).toBe(1)
    await connection.close()
    await startConsumer(office, recorder('examination'), {})
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await recorded(office.store, stream, 'examination')).toEqual([])
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, office)
    await until('healed', async () => (await recorded(office.store, stream, 'examination')).length === 1)
    await append(office.store, aStream(), [attached()], ago(3 * minuteMs))
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, office)
    const alarms = await office.store.tasks.many({
      officeId: 'borovia',
      causedBy: { $regex: '^lagging:examination' },
    })
    expect(alarms).toHaveLength(1)
  })

  test('wakes only processors that handle the event and lag; younger events have time yet', async () => {
    const [lagging, young, done] = [aStream(), aStream(), aStream()]
    await append(office.store, lagging, [attached()], ago(3 * minuteMs))
    await append(office.store, young, [attached()], ago(1 * minuteMs))
    await append(office.store, done, [attached()], ago(3 * minuteMs))
    await cursor('status', lagging, { seq: 1 })
    for (const processor of ['status', 'examination', 'notification'] as const)
      await cursor(processor, done, { seq: 1 })
    const { woken, parts } = watched()
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, parts)
    expect(wokenStreams(woken, 'examination')).toEqual([lagging])
    expect(wokenStreams(woken, 'status')).toEqual([])
    expect(wokenStreams(woken, 'reception')).toEqual([])
    // The consumer looks at MongoDB whatever it remembers: the wake-up names no sequence number.
    expect(woken.every(({ wakeUp }) => wakeUp.seq === undefined)).toBe(true)
  })

  test('its memory stays at the oldest event that a processor has not got to', async () => {
    const stuck = ago(30 * minuteMs)
    await append(office.store, aStream(), [attached()], stuck)
    const { parts } = watched()
    const held = await sweepJob({ memo: memoOf(ago(25 * minuteMs)) }, parts)
    expect(sweptTo(held)).toEqual(stuck)
    for (const { _id: _, stream } of await office.store.events.many({}))
      for (const processor of ['status', 'examination', 'notification'] as const)
        await cursor(processor, stream, { seq: 1 })
    const freed = await sweepJob({ memo: held === 'done' ? null : (held.memo ?? null) }, parts)
    expect(sweptTo(freed).getTime()).toBeGreaterThan(ago(3 * minuteMs).getTime())
  })

  test('finds an event that was committed late, and by the daily full look one that is far too old', async () => {
    const [late, ancient] = [aStream(), aStream()]
    await append(office.store, late, [attached()], ago(10 * minuteMs))
    await append(office.store, ancient, [attached()], ago(120 * minuteMs))
    const first = watched()
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, first.parts)
    expect(wokenStreams(first.woken, 'examination')).toEqual([late])
    const second = watched()
    await sweepJob({ memo: memoOf(ago(2 * minuteMs), ago(25 * 60 * minuteMs)) }, second.parts)
    expect(wokenStreams(second.woken, 'examination').toSorted()).toEqual([late, ancient].toSorted())
    const third = watched()
    await sweepJob({ memo: null }, third.parts)
    expect(wokenStreams(third.woken, 'examination')).toHaveLength(2)
  })

  test('finds an event that a wrong clock has dated into the future', async () => {
    const ahead = aStream()
    await append(office.store, ahead, [attached()], ago(-60 * minuteMs))
    const { woken, parts } = watched()
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, parts)
    expect(wokenStreams(woken, 'examination')).toEqual([ahead])
  })

  test('leaves parked and put-off streams alone, but wakes one whose next try is overdue', async () => {
    const [parked, waiting, overdue] = [aStream(), aStream(), aStream()]
    for (const stream of [parked, waiting, overdue])
      await append(office.store, stream, [attached()], ago(3 * minuteMs))
    await cursor('examination', parked, { state: 'parked' })
    await cursor('examination', waiting, { nextAttemptAt: ago(-5 * minuteMs) })
    await cursor('examination', overdue, { nextAttemptAt: ago(3 * minuteMs) })
    const { woken, parts } = watched()
    // The overdue stream is found by its cursor, however long ago its events were.
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, parts)
    expect(wokenStreams(woken, 'examination')).toEqual([overdue])
  })

  test('wakes the payments worker for callbacks that wait, and for no others', async () => {
    const callback = (id: string, state: 'stored' | 'applied' | 'unmatched' | 'parked', tryAt: Date) => ({
      _id: id,
      officeId: 'borovia',
      driverId: 'card-gateway',
      eventId: id,
      receivedAt: ago(5 * minuteMs),
      sentAt: ago(5 * minuteMs),
      body: new Binary(Buffer.from('{}')),
      headers: {},
      state,
      tryAt,
      attempts: 0,
      lastError: null,
    })
    await office.store.callbacks.insert([
      callback('due', 'stored', ago(minuteMs)),
      callback('due-too', 'unmatched', ago(minuteMs)),
      callback('later', 'stored', ago(-minuteMs)),
      callback('applied', 'applied', ago(minuteMs)),
      callback('parked', 'parked', ago(minuteMs)),
    ])
    const { woken, parts } = watched()
    await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, parts)
    expect(
      woken.map(({ processor, wakeUp }) => `${processor} ${wakeUp.kind} ${wakeUp.id}`).toSorted(),
    ).toEqual(['payments callback due', 'payments callback due-too'])
  })

  test('while the broker is away it comes again soon with the memory that it had', async () => {
    await append(office.store, aStream(), [attached()], ago(3 * minuteMs))
    const { parts } = watched(() => Promise.reject(new BrokerAwayError('test')))
    const outcome = await sweepJob({ memo: memoOf(ago(2 * minuteMs)) }, parts)
    if (outcome === 'done') throw new Error('the sweeper never ends')
    expect(outcome.memo).toBeUndefined()
    expect(outcome.runAt.getTime() - office.clock.now().getTime()).toBeLessThanOrEqual(30_000)
  })
})
