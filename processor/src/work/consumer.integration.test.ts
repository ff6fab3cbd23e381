/** The consumer on the real MongoDB: repeats, fencing, poison, failures, a store that is away. */
import type { DomainEvent, Stream, WakeUp } from '@lodge/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aProcess,
  aStream,
  append,
  attached,
  changed,
  recorded,
  recorder,
} from '../../test-support/a-process.ts'
import { startProxy } from '../../test-support/tcp-proxy.ts'
import { databaseUri, startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { BrokerAwayError, type Broker } from '../broker/broker.ts'
import type { Office } from '../office.ts'
import { redriveStream as redrive } from '../services/redrive.ts'
import { openStore } from '../store/store.ts'
import { startConsumer } from './consumer.ts'
import { cursorId, maxAttempts } from './put-off.ts'

let testOffice: TestOffice
let office: Office
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  testOffice = await startTestOffice({ run: false, env: { RETRY_TIERS_MS: '20,20,20,20', PREFETCH: '8' } })
  office = testOffice.office
})
afterAll(async () => {
  for (const end of ends) await end()
  await testOffice.end()
})

const process = (): Office => {
  const one = aProcess(office)
  ends.push(() => one.broker.close(500))
  return one
}
const wakeUpOf = ({ officeId, eventId, stream, seq }: DomainEvent): WakeUp => ({
  v: 1,
  officeId,
  kind: 'event',
  id: eventId,
  stream,
  seq,
})
const cursorOf = (stream: Stream, processor = 'examination') =>
  office.store.cursors.one({ _id: cursorId(processor, 'borovia', stream) })
const alarms = (containing: string) =>
  office.store.tasks.many({ officeId: 'borovia', kind: 'alarm', subject: { $regex: containing } })
const parkedAt = async (one: Office): Promise<number> =>
  (await one.broker.depths()).find(({ queue }) => queue === 'dead.examination')?.messages ?? -1

const shuffled = <T>(list: readonly T[]): T[] => {
  let seed = 42
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  return list
    .map((one) => ({ one, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ one }) => one)
}

describe('the consumer', () => {
  test('every message three times and shuffled, to two processes, has each effect once and in order', async () => {
    const both = [process(), process()]
    for (const one of both) await startConsumer(one, recorder('examination'), {})
    const streams = Array.from({ length: 6 }, aStream)
    const events = []
    for (const stream of streams)
      events.push(...(await append(office.store, stream, [attached(), changed(), attached(), attached()])))
    const wakeUps = shuffled([...events, ...events, ...events].map(wakeUpOf))
    await Promise.all(wakeUps.flatMap((wakeUp) => both.map((one) => one.broker.wake('examination', wakeUp))))
    for (const stream of streams)
      await until('all handled', async () => ((await cursorOf(stream))?.seq ?? 0) === 4, 25_000)
    for (const stream of streams)
      expect(await recorded(office.store, stream, 'examination')).toEqual(['1:1', '2:3', '3:4'])
  })

  test('a paused process that wakes up late has its write refused and undone', async () => {
    const [late, quick] = [process(), process()]
    const stream = aStream()
    let isPaused = false
    let wakeUpLate: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (wakeUpLate = resolve))
    let lateCalls = 0
    await startConsumer(
      late,
      recorder('examination', async (_event, { session }) => {
        lateCalls += 1
        if (lateCalls > 1) return
        isPaused = true
        await gate
        // What MongoDB does to a transaction that was idle for a minute.
        await office.store.db.admin().command({ killSessions: [session.id] })
      }),
      {},
    )
    await startConsumer(quick, recorder('examination'), {})
    const [event] = await append(office.store, stream, [attached()])
    if (!event) throw new Error('no event')
    await late.broker.wake('examination', wakeUpOf(event))
    await until('the late process holds the step open', () => Promise.resolve(isPaused))
    await quick.broker.wake('examination', wakeUpOf(event))
    await new Promise((resolve) => setTimeout(resolve, 200))
    wakeUpLate()
    await until('moved', async () => (await cursorOf(stream))?.seq === 1)
    await late.broker.close(2_000)
    await quick.broker.close(2_000)
    expect(await recorded(office.store, stream, 'examination')).toEqual(['1:1'])
    expect((await cursorOf(stream))?.attempts).toBe(0)
  })

  test('poison is parked exactly, each with an alarm, and what stands behind it goes on', async () => {
    const one = process()
    await startConsumer(one, recorder('examination'), {})
    const stream = aStream()
    const [event] = await append(office.store, stream, [attached()])
    if (!event) throw new Error('no event')
    const good = wakeUpOf(event)
    const poison = [
      '{ "v": 1,',
      JSON.stringify({ ...good, v: 2 }),
      JSON.stringify({ ...good, extra: 'x' }),
      JSON.stringify({ ...good, id: 'x'.repeat(1_100) }),
      JSON.stringify({ ...good, officeId: 'nowhere' }),
      JSON.stringify({ ...good, stream: aStream() }),
      JSON.stringify({ v: 1, officeId: 'borovia', kind: 'event', id: 'no-stream' }),
      JSON.stringify({ v: 1, officeId: 'borovia', kind: 'callback', id: 'not-for-examination' }),
    ]
    for (const text of poison) await one.broker.retry('examination', 0, Buffer.from(text))
    await one.broker.retry('examination', 0, Buffer.from(JSON.stringify(good)))
    await until('the good one', async () => (await cursorOf(stream))?.seq === 1)
    await until('all parked', async () => (await parkedAt(one)) === poison.length)
    expect(await alarms('^A message to examination was parked')).toHaveLength(poison.length)
    expect(await alarms('not JSON')).toHaveLength(1)
    // What belongs to no office is told to every office.
    const told = await office.store.tasks.many({ kind: 'alarm', subject: { $regex: 'nowhere' } })
    expect(told.map((task) => task.officeId).toSorted()).toEqual(office.profiles.ids().toSorted())
  })

  test('poison waits in the process while the broker does not take it', async () => {
    const one = process()
    let refusals = 2
    const { broker } = one
    const parks: Broker['park'] = (processor, raw, why) => broker.park(processor, raw, why)
    const park: Broker['park'] = (...args) =>
      (refusals -= 1) >= 0 ? Promise.reject(new BrokerAwayError('test')) : parks(...args)
    await startConsumer({ ...one, broker: { ...broker, park } }, recorder('examination'), {})
    await one.broker.retry('examination', 0, Buffer.from('not JSON, and the broker away'))
    await until('parked', async () => (await parkedAt(one)) === 1)
    expect(refusals).toBe(-1)
  })

  test('a stream that always fails is tried 8 times and parked; others go on; a person brings it back', async () => {
    const one = process()
    const [bad, good] = [aStream(), aStream()]
    let isMended = false
    let tries = 0
    await startConsumer(
      one,
      recorder('examination', ({ stream }) => {
        if (stream !== bad || isMended) return Promise.resolve()
        tries += 1
        return Promise.reject(new RangeError('the rule divides by zero'))
      }),
      {},
    )
    const [event] = await append(office.store, bad, [attached(), attached()])
    const [other] = await append(office.store, good, [attached()])
    if (!event || !other) throw new Error('no event')
    await one.broker.wake('examination', wakeUpOf(event))
    await one.broker.wake('examination', wakeUpOf(other))
    await until('the good one', async () => (await cursorOf(good))?.seq === 1)
    const parked = await until('parked', async () => {
      const cursor = await cursorOf(bad)
      return cursor?.state === 'parked' && cursor
    })
    expect(parked).toMatchObject({ seq: 0, attempts: maxAttempts })
    expect(parked.lastError).toContain('the rule divides by zero')
    expect(maxAttempts).toBe(8)
    await until('in the parking lot', async () => (await parkedAt(one)) === 1)
    expect(tries).toBe(8)
    expect(await alarms(`cannot handle ${bad}`)).toHaveLength(1)
    expect(await recorded(office.store, bad, 'examination')).toEqual([])

    // Nothing but a person moves it.
    await one.broker.wake('examination', wakeUpOf(event))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(tries).toBe(8)

    const services = {
      redrive: (actor = testOffice.staff(['administrator'])) => redrive(one, actor, parked._id),
    }
    await expect(services.redrive(testOffice.staff(['formality-examiner']))).rejects.toThrow()
    await expect(services.redrive(testOffice.staff(['administrator'], 'sahil'))).rejects.toThrow()
    isMended = true
    await services.redrive()
    await until('caught up', async () => (await cursorOf(bad))?.seq === 2)
    expect(await recorded(office.store, bad, 'examination')).toEqual(['1:1', '2:2'])
    const audited = await office.store.audit.many({ what: 'redrove-stream', subject: parked._id })
    expect(audited).toHaveLength(1)
    expect(audited[0]).toMatchObject({ officeId: 'borovia', who: 'user:staff-administrator' })
    await expect(services.redrive()).rejects.toThrow('Nothing is parked there.')
  })

  test('a stream that fails in two processes at once counts one try', async () => {
    const both = [process(), process()]
    const stream = aStream()
    let arrived = 0
    let open: () => void = () => undefined
    const bothAreThere = new Promise<void>((resolve) => (open = resolve))
    // The first step of a stream inserts its cursor: with one stored already both can be inside at once.
    const failing = recorder('status', async () => {
      arrived += 1
      if (arrived === 2) open()
      await Promise.race([bothAreThere, new Promise((resolve) => setTimeout(resolve, 500))])
      throw new Error('no')
    })
    for (const one of both)
      await startConsumer({ ...one, env: { ...one.env, RETRY_TIERS_MS: [60_000, 1, 1, 1] } }, failing, {})
    const [event] = await append(office.store, stream, [attached()])
    if (!event) throw new Error('no event')
    for (const one of both) await one.broker.wake('status', wakeUpOf(event))
    await until('counted', async () => ((await cursorOf(stream, 'status'))?.attempts ?? 0) > 0)
    await new Promise((resolve) => setTimeout(resolve, 900))
    expect((await cursorOf(stream, 'status'))?.attempts).toBe(1)
  })

  test('events of other types are skipped, and open no cursor', async () => {
    const one = process()
    await startConsumer(one, recorder('examination'), {})
    const stream = aStream()
    const [event] = await append(office.store, stream, [changed(), changed()])
    if (!event) throw new Error('no event')
    await one.broker.wake('examination', wakeUpOf(event))
    const [third] = await append(office.store, stream, [attached()])
    if (!third) throw new Error('no event')
    await one.broker.wake('examination', wakeUpOf(third))
    await until('the third', async () => (await cursorOf(stream))?.seq === 3)
    expect(await recorded(office.store, stream, 'examination')).toEqual(['1:3'])
  })

  test('a batch takes all that waits in one step', async () => {
    const one = process()
    const sizes: number[] = []
    const batch = recorder('status', undefined, 'batch')
    await startConsumer(
      one,
      {
        ...batch,
        handle: (events, handling) => {
          sizes.push(events.length)
          return batch.handle(events, handling)
        },
      },
      {},
    )
    const stream = aStream()
    const events = await append(office.store, stream, [
      attached(),
      changed(),
      attached(),
      changed(),
      attached(),
    ])
    for (const event of events) await one.broker.wake('status', wakeUpOf(event))
    await until('all five', async () => (await cursorOf(stream, 'status'))?.seq === 5)
    expect(sizes).toEqual([5])
  })

  test('while MongoDB is away a message is held, not counted, and handled when it is back', async () => {
    const uri = new URL(databaseUri(office.store.db.databaseName))
    const proxy = await startProxy({ host: uri.hostname, port: Number(uri.port) })
    uri.host = `127.0.0.1:${proxy.port}`
    uri.search = '?directConnection=true&heartbeatFrequencyMS=500'
    const store = await openStore(uri.toString(), { appName: 'behind-a-proxy' })
    try {
      const one = { ...process(), store }
      await startConsumer(one, recorder('examination'), {})
      const stream = aStream()
      const [event] = await append(office.store, stream, [attached()])
      if (!event) throw new Error('no event')
      proxy.refuse()
      proxy.cut()
      const linesBefore = testOffice.lines.length
      await one.broker.wake('examination', wakeUpOf(event))
      await until('held', () =>
        Promise.resolve(testOffice.lines.slice(linesBefore).some((line) => line.includes('"held"'))),
      )
      proxy.accept()
      await until('handled', async () => (await cursorOf(stream))?.seq === 1, 20_000)
      expect(await recorded(office.store, stream, 'examination')).toEqual(['1:1'])
      expect((await cursorOf(stream))?.attempts).toBe(0)
    } finally {
      await store.close()
      await proxy.stop()
    }
  })

  test('a process that stops takes no further message, and leaves it to the next', async () => {
    const one = process()
    let calls = 0
    const stop = await startConsumer(
      one,
      recorder('examination', () => Promise.resolve(void (calls += 1))),
      {},
    )
    await stop()
    const stream = aStream()
    const [event] = await append(office.store, stream, [attached()])
    if (!event) throw new Error('no event')
    await one.broker.wake('examination', wakeUpOf(event))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(calls).toBe(0)
    expect(await cursorOf(stream)).toBeUndefined()
  })
})
