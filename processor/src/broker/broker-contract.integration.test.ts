/** What every broker must do, held against RabbitMQ and the in-process broker alike. */
import { processorNames, type ProcessorName, type WakeUp } from '@lodge/shared-types'
import amqp from 'amqplib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { freshName, removeQueues, required, until, type BrokerKind } from '../../test-support/test-office.ts'
import { makeLog } from '../log.ts'
import { UnroutableError, type Broker } from './broker.ts'
import { openInProcessBroker } from './in-process.ts'
import { openRabbit } from './rabbit.ts'
import { makeTopology, queuesOf, type Topology } from './topology.ts'

const tiersMs = [250, 500, 750, 1_000]
const aWakeUp = (id = 'a'): WakeUp => ({ v: 1, officeId: 'borovia', kind: 'event', id })
const bytes = (text: string): Buffer => Buffer.from(text)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe.each<BrokerKind>(['in-process', 'rabbitmq'])('the %s broker', (kind) => {
  const opened: Broker[] = []
  const prefix = `${freshName()}.`

  const open = async (topology: Topology): Promise<Broker> => {
    const broker =
      kind === 'rabbitmq'
        ? await openRabbit(required('TEST_AMQP_URL'), topology, makeLog('error'))
        : openInProcessBroker(topology)
    opened.push(broker)
    return broker
  }
  const fresh = (): Topology => makeTopology(prefix, tiersMs)
  /** Takes every message of every processor, and remembers who got what. */
  const collect = async (broker: Broker): Promise<{ processor: ProcessorName; text: string }[]> => {
    const got: { processor: ProcessorName; text: string }[] = []
    for (const processor of processorNames)
      await broker.consume(processor, 20, (raw) => {
        got.push({ processor, text: Buffer.from(raw).toString() })
        return Promise.resolve()
      })
    return got
  }
  const waiting = async (broker: Broker, queue: string): Promise<number> =>
    (await broker.depths()).find((one) => one.queue === queue)?.messages ?? -1

  afterEach(async () => {
    for (const broker of opened.splice(0)) await broker.close(500)
    if (kind !== 'rabbitmq') return
    const connection = await amqp.connect(required('TEST_AMQP_URL'))
    const channel = await connection.createChannel()
    const { processors, tiers } = fresh()
    const queues = [
      ...processors.flatMap(({ queue, parking }) => [queue, parking]),
      ...tiers.map((tier) => tier.queue),
    ]
    for (const queue of queues) await channel.purgeQueue(queue)
    await connection.close()
  })
  afterAll(async () => {
    if (kind === 'rabbitmq') await removeQueues(required('TEST_AMQP_URL'), prefix)
  })

  test('brings an event to exactly the processors that handle its type', async () => {
    const broker = await open(fresh())
    const got = await collect(broker)
    await broker.publish('event.order.paid', aWakeUp('e1'))
    await broker.publish('event.file.changed', aWakeUp('e2'))
    await broker.publish('callback.payments', aWakeUp('c1'))
    await broker.publish('job.reception', aWakeUp('j1'))
    await until('all of them', () => Promise.resolve(got.length >= 6))
    await pause(100)
    const whoGot = (id: string): ProcessorName[] =>
      got
        .filter((one) => one.text === JSON.stringify(aWakeUp(id)))
        .map((one) => one.processor)
        .toSorted()
    expect(whoGot('e1')).toEqual(['notification', 'reception', 'status'])
    expect(whoGot('e2')).toEqual(['status'])
    expect(whoGot('c1')).toEqual(['payments'])
    expect(whoGot('j1')).toEqual(['reception'])
  })

  test('says that no queue takes a wake-up, and keeps no trace of it', async () => {
    const broker = await open(fresh())
    await expect(broker.publish('event.never-heard-of', aWakeUp())).rejects.toThrow(UnroutableError)
    await expect(broker.publish('event.order.paid', aWakeUp())).resolves.toBeUndefined()
    const depths = await broker.depths()
    expect(depths.reduce((sum, { messages }) => sum + messages, 0)).toBe(3)
  })

  test('brings a message back to the same processor alone, after about the delay of its tier', async () => {
    const broker = await open(fresh())
    const got: { processor: ProcessorName; afterMs: number; text: string }[] = []
    const startedAt = Date.now()
    for (const processor of processorNames)
      await broker.consume(processor, 5, (raw) => {
        got.push({ processor, afterMs: Date.now() - startedAt, text: Buffer.from(raw).toString() })
        return Promise.resolve()
      })
    await Promise.all(tiersMs.map((_, tier) => broker.retry('fees', tier, bytes(`tier ${tier}`))))
    await until('all four', () => Promise.resolve(got.length >= 4))
    expect(got.map((one) => one.processor)).toEqual(['fees', 'fees', 'fees', 'fees'])
    for (const [tier, delayMs] of tiersMs.entries()) {
      const afterMs = got.find((one) => one.text === `tier ${tier}`)?.afterMs ?? 0
      expect(afterMs).toBeGreaterThanOrEqual(delayMs - 20)
      expect(afterMs).toBeLessThan(delayMs + 700)
    }
    await expect(async () => broker.retry('fees', 4, bytes('no such tier'))).rejects.toThrow(RangeError)
  })

  test('parks a message in the parking lot of its processor, where nobody is handed it', async () => {
    const topology = fresh()
    const broker = await open(topology)
    const got = await collect(broker)
    await broker.park('examination', bytes('{ not json'), 'the message is not JSON')
    await until(
      'parked',
      async () => (await waiting(broker, queuesOf(topology, 'examination').parking)) === 1,
    )
    await pause(100)
    expect(got).toEqual([])
    const total = (await broker.depths()).reduce((sum, { messages }) => sum + messages, 0)
    expect(total).toBe(1)
  })

  test('wakes one processor alone', async () => {
    const broker = await open(fresh())
    const got = await collect(broker)
    await broker.wake('notification', aWakeUp('w'))
    await until('the wake-up', () => Promise.resolve(got.length > 0))
    await pause(100)
    expect(got).toEqual([{ processor: 'notification', text: JSON.stringify(aWakeUp('w')) }])
  })

  test('hands out no more than the prefetch at once, and goes on with each acknowledgement', async () => {
    const topology = fresh()
    const broker = await open(topology)
    let atOnce = 0
    let most = 0
    let done = 0
    const release: (() => void)[] = []
    await broker.consume('status', 3, async () => {
      most = Math.max(most, (atOnce += 1))
      await new Promise<void>((resolve) => release.push(resolve))
      atOnce -= 1
      done += 1
    })
    for (let n = 0; n < 10; n += 1) await broker.wake('status', aWakeUp(String(n)))
    await until('three in hand', () => Promise.resolve(release.length === 3))
    await pause(100)
    expect(release).toHaveLength(3)
    await until('all ten done', () => {
      release.shift()?.()
      return Promise.resolve(done === 10)
    })
    expect(most).toBe(3)
    await until(
      'an empty queue',
      async () => (await waiting(broker, queuesOf(topology, 'status').queue)) === 0,
    )
  })

  test('carries a body of 1 KB unchanged', async () => {
    const broker = await open(fresh())
    const got = await collect(broker)
    const raw = Uint8Array.from({ length: 1_024 }, (_, n) => 32 + (n % 90))
    await broker.retry('fees', 0, raw)
    await until('it', () => Promise.resolve(got.length === 1))
    expect(got[0]?.text).toBe(Buffer.from(raw).toString())
  })

  test('confirms 1,000 wake-ups, 100 in flight, and hands out each', async () => {
    const broker = await open(fresh())
    const got = await collect(broker)
    const ids = Array.from({ length: 1_000 }, (_, n) => `n${n}`)
    for (let start = 0; start < ids.length; start += 100)
      await Promise.all(
        ids.slice(start, start + 100).map((id) => broker.publish('callback.payments', aWakeUp(id))),
      )
    await until('all', () => Promise.resolve(got.length >= 1_000))
    expect(new Set(got.map((one) => one.text)).size).toBe(1_000)
    expect(got).toHaveLength(1_000)
  })

  test('waits at its close for the message in hand, acknowledges it, and takes no further one', async () => {
    const topology = fresh()
    const broker = await open(topology)
    const handled: string[] = []
    await broker.consume('fees', 1, async (raw) => {
      await pause(300)
      handled.push(Buffer.from(raw).toString())
    })
    await broker.wake('fees', aWakeUp('first'))
    await broker.wake('fees', aWakeUp('second'))
    await pause(120)
    await broker.close(5_000)
    expect(handled).toEqual([JSON.stringify(aWakeUp('first'))])
    await pause(400)
    expect(handled).toHaveLength(1)
    if (kind === 'rabbitmq') {
      const next = await open(topology)
      const got = await collect(next)
      await until('the second', () => Promise.resolve(got.length > 0))
      await pause(100)
      expect(got.map((one) => one.text)).toEqual([JSON.stringify(aWakeUp('second'))])
    }
  })

  test('closes in time although a handler never ends, and the message is not acknowledged', async () => {
    const topology = fresh()
    const broker = await open(topology)
    let calls = 0
    await broker.consume('fees', 2, () => {
      calls += 1
      return calls === 1 ? new Promise(() => undefined) : Promise.reject(new Error('no'))
    })
    await broker.wake('fees', aWakeUp('hangs'))
    await broker.wake('fees', aWakeUp('rejects'))
    await until('both in hand', () => Promise.resolve(calls === 2))
    const startedAt = Date.now()
    await broker.close(300)
    expect(Date.now() - startedAt).toBeLessThan(2_500)
    if (kind === 'rabbitmq') {
      const next = await open(topology)
      const got = await collect(next)
      await until('both again', () => Promise.resolve(got.length === 2))
    }
  })

  test('repairs what is missing and leaves alone what is there', async () => {
    const broker = await open(fresh())
    await broker.wake('status', aWakeUp('kept'))
    await broker.repair()
    await broker.repair()
    const got = await collect(broker)
    await broker.publish('event.order.paid', aWakeUp('next'))
    await until('all', () => Promise.resolve(got.length >= 4))
    await pause(100)
    expect(got).toHaveLength(4)
  })
})
