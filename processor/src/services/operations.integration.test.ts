/** Operations on the real MongoDB and RabbitMQ: what is ill is told at one glance, and administrators bring it back to work. */
import { v7 as uuidv7 } from 'uuid'
import { Binary } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aStream, append, attached, changed } from '../../test-support/a-process.ts'
import { refusalOf } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { cursorId } from '../work/put-off.ts'
import { runJob, scheduleJob } from '../work/jobs.ts'
import { sealAudit } from '../work/seal-audit.ts'
import { processorNames, type ProcessorName } from '@lodge/shared-types'

let bench: TestOffice

beforeAll(async () => {
  bench = await startTestOffice({ broker: 'rabbitmq', run: false })
})
afterAll(() => bench.end())
beforeEach(async () => {
  const { store } = bench.office
  for (const table of [store.jobs, store.jobHolds, store.cursors, store.callbacks, store.audit, store.outbox])
    await table.remove({})
  await store.events.remove({})
  await store.messages.remove({})
})

const admin = () => bench.staff(['administrator'])
const services = () => bench.services
const partOf = async (name: string) =>
  (await services().operations(admin())).parts.find(({ part }) => part === name)
const auditOf = (what: string) => bench.office.store.audit.many({ what })

const aJob = async (kind: string, runAt = new Date(), officeId = 'borovia', subject: string = uuidv7()) => {
  await scheduleJob(bench.office.store, undefined, {
    ...{ officeId, kind, processor: 'notification', subject, runAt, at: new Date(runAt.getTime() - 1) },
  })
  return `${kind}|${officeId}|${subject}`
}
const parkCursor = async (processor: ProcessorName, officeId = 'borovia') => {
  const stream = aStream()
  const _id = cursorId(processor, officeId, stream)
  await bench.office.store.cursors.insert([
    {
      ...{ _id, officeId, processor, stream, seq: 1, state: 'parked', attempts: 8, nextAttemptAt: null },
      ...{ lastError: 'it did not work', updatedAt: new Date() },
    },
  ])
  return _id
}
const parkCallback = async () => {
  const _id = uuidv7()
  const at = new Date()
  await bench.office.store.callbacks.insert([
    {
      ...{ _id, officeId: 'borovia', driverId: 'card-gateway', eventId: _id, receivedAt: at, sentAt: at },
      ...{ body: new Binary(Buffer.from('{}')), headers: {}, state: 'parked', tryAt: at, attempts: 8 },
      lastError: 'the driver is gone',
    },
  ])
  return _id
}

describe('what runs and what is ill', () => {
  test('is told to administrators alone', async () => {
    for (const roles of [['registrar'], ['finance'], ['agent']] as const)
      for (const ask of [
        services().operations(bench.staff(roles)),
        services().jobKinds(bench.staff(roles)),
        services().auditLog(bench.staff(roles), { page: 1 }),
        services().checkAuditDay(bench.staff(roles), undefined),
        services().holdJobs(bench.staff(roles), 'send-message'),
        services().runJobsNow(bench.staff(roles), { kind: 'send-message', isSystems: false }),
        services().redriveCallback(bench.staff(roles), 'c'),
        services().redriveParkedWakeUps(bench.staff(roles), 'fees'),
      ])
        expect((await refusalOf(ask)).code).toBe('not-allowed')
    expect(await services().operationsSummary(bench.staff(['registrar']))).toEqual({ ill: 0 })
  })

  test('names a processor that nobody runs, and what waits for it since when', async () => {
    const at = new Date(Date.now() - 5 * 60_000)
    await append(bench.office.store, aStream(), [changed()], at)
    const { processors, parts } = await services().operations(admin())
    expect(processors.map(({ processor }) => processor)).toEqual([...processorNames])
    expect(processors.find(({ processor }) => processor === 'status')).toMatchObject({
      behind: 1,
      oldestAt: at,
      consumers: 0,
      waiting: 0,
    })
    expect(parts.find(({ part }) => part === 'processors')).toMatchObject({ state: 'ill', since: at })
    expect(parts.find(({ part }) => part === 'mongodb')).toMatchObject({ state: 'well' })
    expect(parts.find(({ part }) => part === 'broker')).toMatchObject({ state: 'well' })
  })

  test('tells an outbox that does not get out, and mail that nobody takes', async () => {
    await append(bench.office.store, aStream(), [attached()], new Date(Date.now() - 120_000))
    expect(await partOf('outbox')).toMatchObject({ state: 'ill', count: 1 })
    expect(await partOf('mail')).toMatchObject({ state: 'well' })
    const createdAt = new Date(Date.now() - 3_600_000)
    await bench.office.store.messages.insert([
      {
        ...{ _id: uuidv7(), officeId: 'borovia', eventId: 'e', eventType: 'order.paid', stream: null },
        ...{ resends: null, audience: 'agent', channel: 'email', recipient: 'user:a', to: 'a@firm.example' },
        ...{ language: 'en', subject: 's', body: 'b', messageId: '<m@office.example>', state: 'queued' },
        ...{ createdAt, sentAt: null, lastError: null, remindsOf: null, unwantedBecause: null },
      },
    ])
    expect(await partOf('mail')).toMatchObject({ state: 'ill', count: 1, since: createdAt })
  })

  test('shows what is parked of this office alone, and counts it for the rail', async () => {
    await parkCursor('fees')
    await parkCursor('fees', 'sahil')
    await parkCallback()
    const { parked, parkedCounts } = await services().operations(admin())
    expect(parkedCounts).toEqual({ streams: 1, jobs: 0, callbacks: 1 })
    expect(parked.streams[0]).toMatchObject({ processor: 'fees', lastError: 'it did not work' })
    expect(parked.callbacks[0]).toMatchObject({ driverId: 'card-gateway', lastError: 'the driver is gone' })
    const { ill } = await services().operationsSummary(admin())
    expect(ill).toBeGreaterThanOrEqual(2)
  })
})

describe('what is parked', () => {
  test('a callback is applied again, once, with who did it in the audit log', async () => {
    const id = await parkCallback()
    expect(
      (await refusalOf(services().redriveCallback(bench.staff(['administrator'], 'sahil'), id))).code,
    ).toBe('not-found')
    await services().redriveCallback(admin(), id)
    expect(await bench.office.store.callbacks.one({ _id: id })).toMatchObject({
      state: 'stored',
      attempts: 0,
    })
    expect(await bench.office.store.outbox.count({ kind: 'callback', id, pending: true })).toBe(1)
    expect(await auditOf('redrove-callback')).toMatchObject([
      { subject: id, who: 'user:staff-administrator', detail: 'the driver is gone' },
    ])
    expect((await refusalOf(services().redriveCallback(admin(), id))).code).toBe('not-found')
  })

  test('wake-ups in a parking lot go back to their queue', async () => {
    const { broker } = bench.office
    const raw = Buffer.from(JSON.stringify({ v: 1, officeId: 'borovia', kind: 'event', id: uuidv7() }))
    for (let count = 0; count < 3; count += 1) await broker.park('fees', raw, 'test')
    const depth = async () =>
      (await services().operations(admin())).processors.find(({ processor }) => processor === 'fees')
    await until('three parked', async () => (await depth())?.parkedWakeUps === 3)
    expect(await services().redriveParkedWakeUps(admin(), 'fees')).toBe(3)
    await until('them in the queue', async () => {
      const now = await depth()
      return now?.parkedWakeUps === 0 && now.waiting === 3
    })
    expect(await auditOf('redrove-parked-wake-ups')).toMatchObject([{ subject: 'queue:fees' }])
  })
})

describe('jobs', () => {
  const later = () => new Date(Date.now() + 3_600_000)

  test('are counted by kind, those of the system apart and none of another office', async () => {
    await aJob('send-message', later())
    await aJob('send-message', later(), 'sahil')
    const parked = await aJob('seal-receipt')
    await bench.office.store.jobs.update({ _id: parked }, { $set: { state: 'parked', lastError: 'no key' } })
    await aJob('sweep', later(), 'system', 'all')
    expect(await services().jobKinds(admin())).toMatchObject([
      { kind: 'seal-receipt', isSystems: false, ready: 0, parked: 1, lastError: 'no key' },
      { kind: 'send-message', isSystems: false, ready: 1, parked: 0, jobId: null },
      { kind: 'sweep', isSystems: true, ready: 1, jobId: 'sweep|system|all' },
    ])
  })

  test('run now instead of later', async () => {
    const id = await aJob('send-message', later())
    let runs = 0
    const handlers = { 'send-message': () => ((runs += 1), Promise.resolve('done' as const)) }
    await runJob(bench.office, handlers, id)
    expect(runs).toBe(0)
    expect(await services().runJobsNow(admin(), { kind: 'send-message', isSystems: false })).toBe(1)
    await runJob(bench.office, handlers, id)
    expect(runs).toBe(1)
    expect(await auditOf('ran-jobs-now')).toHaveLength(1)
    const nothing = services().runJobsNow(admin(), { kind: 'send-message', isSystems: false })
    expect((await refusalOf(nothing)).code).toBe('not-found')
  })

  test('of a kind that cannot be are refused, not a failure of the office', async () => {
    const kind = '$where'
    const asked = [
      services().holdJobs(admin(), kind),
      services().releaseJobs(admin(), kind),
      services().runJobsNow(admin(), { kind, isSystems: true }),
    ]
    for (const one of asked) expect((await refusalOf(one)).code).toBe('invalid')
  })

  test('that are held back do not run, also those to come, and run when they are released', async () => {
    await services().holdJobs(admin(), 'send-message')
    await services().holdJobs(admin(), 'send-message')
    const id = await aJob('send-message', new Date(Date.now() - 10))
    const other = await aJob('send-message', new Date(Date.now() - 10), 'sahil')
    const ran: string[] = []
    const handlers = {
      'send-message': ({ _id }: { _id: string }) => (ran.push(_id), Promise.resolve('done' as const)),
    }
    await runJob(bench.office, handlers, id)
    await runJob(bench.office, handlers, other)
    expect(ran).toEqual([other])
    expect(await services().jobKinds(admin())).toMatchObject([
      { kind: 'send-message', ready: 1, held: { by: 'user:staff-administrator' } },
    ])
    const now = services().runJobsNow(admin(), { kind: 'send-message', isSystems: false })
    expect((await refusalOf(now)).message).toContain('release them first')
    await services().releaseJobs(admin(), 'send-message')
    await runJob(bench.office, handlers, id)
    expect(ran).toEqual([other, id])
    expect(await auditOf('held-jobs')).toHaveLength(1)
    expect(await auditOf('released-jobs')).toHaveLength(1)
  })
})

describe('the audit log', () => {
  test('is read by day, deed, doer and subject, and its chain is checked', async () => {
    await services().holdJobs(admin(), 'send-message')
    await services().releaseJobs(admin(), 'send-message')
    await bench.office.store.audit.collection.updateMany({}, { $set: { at: new Date(Date.now() - 60_000) } })
    const all = await services().auditLog(admin(), { page: 1 })
    expect(all.total).toBe(2)
    const held = await services().auditLog(admin(), { page: 1, what: 'held-jobs' })
    expect(held.rows).toMatchObject([
      { what: 'held-jobs', who: 'user:staff-administrator', subject: 'jobs:send-message', seq: null },
    ])
    expect((await services().auditLog(bench.staff(['administrator'], 'sahil'), { page: 1 })).total).toBe(0)
    const day = held.rows[0]?.day
    expect(await services().checkAuditDay(admin(), day)).toMatchObject({ rows: 2, unsealed: 2, faults: [] })
    await sealAudit(undefined, bench.office)
    expect(await services().checkAuditDay(admin(), day)).toMatchObject({ rows: 2, unsealed: 0, faults: [] })
    await bench.office.store.audit.update({ seq: 1 }, { $set: { detail: 'nothing happened' } })
    const { faults } = await services().checkAuditDay(admin(), day)
    expect(faults).toMatchObject([{ seq: 1, fault: 'changed' }])
    expect((await refusalOf(services().checkAuditDay(admin(), '2026-02-31'))).code).toBe('invalid')
  })
})
