/** RabbitMQ's own troubles: lost connections and channels, silence, a broker that is away, queues that someone changed. */
import type { WakeUp } from '@lodge/shared-types'
import amqp from 'amqplib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startProxy, type Proxy } from '../../test-support/tcp-proxy.ts'
import { freshName, removeQueues, required, until } from '../../test-support/test-office.ts'
import { makeLog } from '../log.ts'
import {
  BrokerAwayError,
  QueueFullError,
  TopologyMismatchError,
  UnroutableError,
  type Broker,
} from './broker.ts'
import { openRabbit } from './rabbit.ts'
import { makeTopology, queuesOf, type Topology } from './topology.ts'

const aWakeUp = (id = 'a'): WakeUp => ({ v: 1, officeId: 'borovia', kind: 'event', id })
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const isTrue = (check: () => boolean) => (): Promise<boolean> => Promise.resolve(check())

/** Frames as they are on the wire, to speak for a side that would not say such a thing by itself. */
const frame = (channel: number, method: readonly number[]): Uint8Array =>
  Uint8Array.from([1, 0, channel, 0, 0, 0, method.length, ...method, 0xce])
const ackOfNothing = frame(1, [0, 60, 0, 80, 0, 0, 0, 0, 0, 0, 3, 231, 0])
const blocked = frame(0, [0, 10, 0, 60, 4, ...Buffer.from('disk')])
/** 320 CONNECTION_FORCED: what an administrator's "close connection" says. */
const forced = frame(0, [0, 10, 0, 50, 1, 64, 6, ...Buffer.from('forced'), 0, 0, 0, 0])
const unblocked = frame(0, [0, 10, 0, 61])

describe('RabbitMQ behind a bad line', () => {
  let proxy: Proxy
  let topology: Topology
  let prefix: string
  let lines: string[]
  const opened: Broker[] = []

  const open = async (confirmWithinMs?: number): Promise<Broker> => {
    const url = new URL(required('TEST_AMQP_URL'))
    url.host = `127.0.0.1:${proxy.port}`
    const log = makeLog('debug', (line) => void lines.push(line))
    const broker = await openRabbit(url.toString(), topology, log, confirmWithinMs)
    opened.push(broker)
    return broker
  }
  /** What an administrator does on the broker itself. */
  const onTheBroker = async (work: (channel: amqp.Channel) => Promise<unknown>): Promise<void> => {
    const connection = await amqp.connect(required('TEST_AMQP_URL'))
    const channel = await connection.createChannel()
    await work(channel)
    await connection.close()
  }
  const takeAll = async (broker: Broker): Promise<string[]> => {
    const got: string[] = []
    for (const { processor } of topology.processors)
      await broker.consume(processor, 8, (raw) => {
        got.push(`${processor} ${Buffer.from(raw).toString()}`)
        return Promise.resolve()
      })
    return got
  }
  const isBack = (broker: Broker, withinMs = 15_000) =>
    until(
      'up',
      isTrue(() => broker.isUp()),
      withinMs,
    )

  beforeEach(async () => {
    const url = new URL(required('TEST_AMQP_URL'))
    proxy = await startProxy({ host: url.hostname, port: Number(url.port) })
    prefix = `${freshName()}.`
    topology = makeTopology(prefix, [250, 500, 750, 1_000])
    lines = []
  })
  afterEach(async () => {
    proxy.resume()
    for (const broker of opened.splice(0)) await broker.close(500)
    await until(
      'no connection is left',
      isTrue(() => proxy.open() === 0),
    )
    await proxy.stop()
    await removeQueues(required('TEST_AMQP_URL'), prefix)
  })

  test('a queue with other settings stops the start at once, and the message says what to do', async () => {
    const { queue } = queuesOf(topology, 'fees')
    await onTheBroker((channel) =>
      channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } }),
    )
    const startedAt = Date.now()
    const failure = await open().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TopologyMismatchError)
    expect(String(failure)).toContain(queue)
    expect(String(failure)).toContain('Delete it on the broker')
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  })

  test('consumers come back after every cut, on no more than two connections', async () => {
    const broker = await open()
    const got = await takeAll(broker)
    for (let cut = 1; cut <= 3; cut += 1) {
      proxy.cut()
      await until(
        'noticed',
        isTrue(() => !broker.isUp()),
      )
      await isBack(broker)
      await broker.wake('fees', aWakeUp(`after cut ${cut}`))
      await until(
        'the wake-up',
        isTrue(() => got.some((one) => one.includes(`after cut ${cut}`))),
      )
    }
    await pause(1_000)
    expect(proxy.open()).toBe(2)
    expect(proxy.total()).toBe(8)
  })

  test('connections that the broker closes by itself are replaced', async () => {
    const broker = await open()
    const got = await takeAll(broker)
    for (const index of [1, 0]) {
      proxy.say('client', index, forced)
      await until(
        'noticed',
        isTrue(() => !broker.isUp()),
      )
      await isBack(broker)
    }
    await broker.publish('event.order.paid', aWakeUp())
    await until(
      'the wake-up',
      isTrue(() => got.length === 3),
    )
    expect(proxy.open()).toBe(2)
  })

  test('a handler that ends after its connection does no harm, and its message comes again', async () => {
    const broker = await open()
    const seen: string[] = []
    await broker.consume('fees', 1, async (raw) => {
      seen.push(Buffer.from(raw).toString())
      await pause(seen.length === 1 ? 400 : 0)
    })
    await broker.wake('fees', aWakeUp('slow'))
    await until(
      'in hand',
      isTrue(() => seen.length === 1),
    )
    proxy.cut()
    await until(
      'handed out again',
      isTrue(() => seen.length === 2),
    )
    expect(seen[1]).toBe(seen[0])
  })

  test('a channel that the broker closes for a double ack is replaced with its connection', async () => {
    const broker = await open()
    const got = await takeAll(broker)
    proxy.say('server', 1, ackOfNothing)
    await until(
      'noticed',
      isTrue(() => lines.some((line) => line.includes('unknown delivery tag'))),
    )
    await isBack(broker)
    await broker.publish('event.order.paid', aWakeUp('after'))
    await until(
      'the wake-up',
      isTrue(() => got.length === 3),
    )
    await pause(300)
    expect(proxy.open()).toBe(2)
  })

  test('an exchange that is gone closes the publishing channel, and is there again soon', async () => {
    const broker = await open()
    await onTheBroker((channel) => channel.deleteExchange(topology.events))
    await expect(broker.publish('event.order.paid', aWakeUp())).rejects.toThrow(BrokerAwayError)
    await isBack(broker)
    await expect(broker.publish('event.order.paid', aWakeUp())).resolves.toBeUndefined()
  })

  test('a deleted queue is declared and consumed from again', async () => {
    const broker = await open()
    const got = await takeAll(broker)
    await onTheBroker((channel) => channel.deleteQueue(queuesOf(topology, 'fees').queue))
    await until(
      'noticed',
      isTrue(() => lines.some((line) => line.includes('cancelled the consumer of fees'))),
    )
    await isBack(broker)
    await broker.wake('fees', aWakeUp())
    await until(
      'the wake-up',
      isTrue(() => got.length === 1),
    )
  })

  test('an unbound queue is told as unroutable, and repaired', async () => {
    const broker = await open()
    const { queue } = queuesOf(topology, 'payments')
    await onTheBroker((channel) => channel.unbindQueue(queue, topology.events, 'callback.payments'))
    await expect(broker.publish('callback.payments', aWakeUp())).rejects.toThrow(UnroutableError)
    await broker.repair()
    await expect(broker.publish('callback.payments', aWakeUp())).resolves.toBeUndefined()
  })

  test('a full queue refuses the wake-up instead of losing it', async () => {
    topology = { ...topology, maxLength: 2 }
    const broker = await open()
    const outcomes = []
    for (let n = 0; n < 6; n += 1)
      outcomes.push(await broker.wake('fees', aWakeUp()).catch((error: unknown) => error))
    expect(outcomes[0]).toBeUndefined()
    expect(outcomes.at(-1)).toBeInstanceOf(QueueFullError)
  })

  test('a confirmation that never comes counts as away, and the next one comes on a new connection', async () => {
    const broker = await open(600)
    proxy.stall('answers')
    const startedAt = Date.now()
    await expect(broker.publish('event.order.paid', aWakeUp())).rejects.toThrow(BrokerAwayError)
    expect(Date.now() - startedAt).toBeLessThan(1_500)
    proxy.resume()
    await until(
      'noticed',
      isTrue(() => proxy.total() > 2),
    )
    await isBack(broker)
    await expect(broker.publish('event.order.paid', aWakeUp())).resolves.toBeUndefined()
  })

  test('a blocked broker is not pressed: publishing waits on the same connection', async () => {
    const broker = await open()
    const got = await takeAll(broker)
    proxy.say('client', 0, blocked)
    await until(
      'known',
      isTrue(() => !broker.isUp()),
    )
    await expect(broker.publish('event.order.paid', aWakeUp())).rejects.toThrow(BrokerAwayError)
    proxy.say('client', 0, unblocked)
    await isBack(broker)
    await broker.publish('event.order.paid', aWakeUp())
    await until(
      'the wake-up',
      isTrue(() => got.length === 3),
    )
    expect(proxy.total()).toBe(2)
  })

  test('the office opens while the broker is away, and its consumers start when it is there', async () => {
    proxy.refuse()
    const broker = await open()
    expect(broker.isUp()).toBe(false)
    const got = await takeAll(broker)
    await expect(broker.publish('event.order.paid', aWakeUp())).rejects.toThrow(BrokerAwayError)
    await pause(1_000)
    proxy.accept()
    await isBack(broker)
    await broker.publish('event.order.paid', aWakeUp())
    await until(
      'the wake-up',
      isTrue(() => got.length === 3),
    )
    expect(proxy.open()).toBe(2)
  })

  test('a broker that falls silent is noticed by its heartbeat within 15 s, and a close does not wait for it', async () => {
    const broker = await open()
    await takeAll(broker)
    proxy.stall('all')
    await until(
      'noticed',
      isTrue(() => !broker.isUp()),
      15_000,
    )
    const startedAt = Date.now()
    await broker.close(500)
    expect(Date.now() - startedAt).toBeLessThan(3_000)
  })
})
