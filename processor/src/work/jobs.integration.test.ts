/** Jobs on the real MongoDB: once across processes, tried again, parked with an alarm, recurring for ever. */
import { MongoNetworkError } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aProcess } from '../../test-support/a-process.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import type { Office } from '../office.ts'
import { redriveJob } from '../services/redrive.ts'
import { runJob, scheduleJob, startJobs, type JobHandlers } from './jobs.ts'

let testOffice: TestOffice
let office: Office

beforeAll(async () => {
  testOffice = await startTestOffice({
    run: false,
    env: { JOB_POLL_MS: '20', JOB_LEASE_MS: '1500', RETRY_TIERS_MS: '10,10,10,10' },
  })
  office = testOffice.office
})
afterAll(() => testOffice.end())
beforeEach(async () => {
  await office.store.jobs.remove({})
  await office.store.tasks.remove({})
  await office.store.outbox.remove({})
})

let count = 0
const schedule = async (kind = 'test'): Promise<string> => {
  const subject = `s${(count += 1)}`
  const at = office.clock.now()
  await scheduleJob(office.store, undefined, {
    officeId: 'borovia',
    kind,
    processor: 'status',
    subject,
    runAt: at,
    at,
  })
  return `${kind}|borovia|${subject}`
}
const jobOf = async (id: string) => {
  const job = await office.store.jobs.one({ _id: id })
  if (!job) throw new Error(`no job ${id}`)
  return job
}
const alarms = () => office.store.tasks.many({ kind: 'alarm' })
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const failing = (error: Error = new Error('no')): JobHandlers => ({ test: () => Promise.reject(error) })

describe('jobs', () => {
  test('of ten that try at once, one process runs the job', async () => {
    const id = await schedule()
    let runs = 0
    const handlers: JobHandlers = {
      test: async () => {
        runs += 1
        await pause(50)
        return 'done'
      },
    }
    await Promise.all(Array.from({ length: 10 }, () => runJob(aProcess(office), handlers, id)))
    expect(runs).toBe(1)
    expect(await jobOf(id)).toMatchObject({ state: 'done', leaseId: null })
    await runJob(office, handlers, id)
    expect(runs).toBe(1)
  })

  test('a job whose process was killed is taken over when its lease ends, not before', async () => {
    const id = await schedule()
    const leaseEndsAt = new Date(Date.now() + 600)
    await office.store.jobs.update(
      { _id: id },
      { $set: { state: 'running', leaseId: 'of-the-dead', leasedUntil: leaseEndsAt, attempts: 1 } },
    )
    const ranAt: number[] = []
    const stop = await startJobs(
      office,
      { test: () => Promise.resolve(void ranAt.push(Date.now())).then(() => 'done') },
      [],
    )
    await until('taken over', async () => (await jobOf(id)).state === 'done')
    await stop()
    expect(ranAt).toHaveLength(1)
    expect(ranAt[0]).toBeGreaterThanOrEqual(leaseEndsAt.getTime() - 50)
  })

  test('a long job keeps its lease, and a process whose clock is ahead does not take it', async () => {
    const id = await schedule()
    let runs = 0
    const handlers: JobHandlers = {
      test: async () => {
        runs += 1
        await pause(2_000)
        return 'done'
      },
    }
    const ahead = { ...office, clock: { ...office.clock, now: () => new Date(Date.now() + 3_600_000) } }
    const running = runJob(office, handlers, id)
    for (const _ of Array.from({ length: 18 })) {
      await pause(100)
      await runJob(ahead, handlers, id)
    }
    await running
    expect(runs).toBe(1)
  })

  test('a process that was held up beyond its lease does not undo what the next one did', async () => {
    const id = await schedule()
    let finishLate: () => void = () => undefined
    const late = runJob(
      office,
      { test: () => new Promise((resolve) => (finishLate = () => resolve('done'))) },
      id,
    )
    await until('running', async () => (await jobOf(id)).state === 'running')
    await office.store.jobs.update({ _id: id }, { $set: { leasedUntil: new Date(Date.now() - 1) } })
    const next = new Date(Date.now() + 60_000)
    await runJob(office, { test: () => Promise.resolve({ runAt: next, memo: 'by the next one' }) }, id)
    finishLate()
    await late
    expect(await jobOf(id)).toMatchObject({ state: 'ready', runAt: next, memo: 'by the next one' })
  })

  test('a job that fails is tried 8 times, then parked with an alarm, and a person brings it back', async () => {
    const id = await schedule()
    const stop = await startJobs(office, failing(new Error('the printer is on fire')), [])
    const parked = await until('parked', async () => {
      const job = await jobOf(id)
      return job.state === 'parked' && job
    })
    await stop()
    expect(parked).toMatchObject({ attempts: 8, lastError: 'Error: the printer is on fire', leaseId: null })
    expect(await alarms()).toMatchObject([{ officeId: 'borovia', role: 'administrator', state: 'open' }])

    await expect(redriveJob(office, testOffice.staff(['agent']), id)).rejects.toThrow()
    await redriveJob(office, testOffice.staff(['administrator']), id)
    expect(await office.store.audit.count({ what: 'redrove-job', subject: id })).toBe(1)
    await runJob(office, { test: () => Promise.resolve('done') }, id)
    expect(await jobOf(id)).toMatchObject({ state: 'done', lastError: null })
  })

  test('the delay grows with the tries', async () => {
    const slow = { ...office, env: { ...office.env, RETRY_TIERS_MS: [1_000, 60_000, 900_000, 7_200_000] } }
    const id = await schedule()
    const delays = []
    for (const _ of Array.from({ length: 7 })) {
      await runJob(slow, failing(), id)
      const { runAt, updatedAt } = await jobOf(id)
      delays.push(Math.round((runAt.getTime() - updatedAt.getTime()) / 1_000))
      await office.store.jobs.update({ _id: id }, { $set: { runAt: new Date(0) } })
    }
    expect(delays).toEqual([1, 1, 60, 60, 900, 900, 7_200])
  })

  test('a job that ends its process each time is parked without being begun again', async () => {
    const id = await schedule()
    await office.store.jobs.update(
      { _id: id },
      { $set: { state: 'running', leaseId: 'of-the-dead', leasedUntil: new Date(0), attempts: 8 } },
    )
    let runs = 0
    await runJob(office, { test: () => Promise.resolve(void (runs += 1)).then(() => 'done') }, id)
    expect(runs).toBe(0)
    expect(await jobOf(id)).toMatchObject({ state: 'parked' })
    expect(await alarms()).toHaveLength(1)
  })

  test('a try that fails because MongoDB is away does not count', async () => {
    const id = await schedule()
    await expect(runJob(office, failing(new MongoNetworkError('gone')), id)).rejects.toThrow('gone')
    expect(await jobOf(id)).toMatchObject({ state: 'ready', attempts: 0, leaseId: null })
  })

  test('a job of a transaction that aborts is never stored, and one that commits is stored once', async () => {
    const at = office.clock.now()
    const job = {
      officeId: 'borovia',
      kind: 'test',
      processor: 'status' as const,
      subject: 'x',
      runAt: at,
      at,
    }
    await expect(
      office.store.transaction(async (session) => {
        await scheduleJob(office.store, session, job)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await office.store.jobs.count({})).toBe(0)
    expect(await office.store.outbox.count({})).toBe(0)
    await Promise.all(Array.from({ length: 4 }, () => scheduleJob(office.store, undefined, job)))
    expect(await office.store.jobs.count({})).toBe(1)
    expect(await office.store.outbox.count({})).toBe(1)
    const inTransactions = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        office.store.transaction((session) => scheduleJob(office.store, session, { ...job, subject: 'y' })),
      ),
    )
    expect(inTransactions.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await office.store.jobs.count({})).toBe(2)
    expect(await office.store.outbox.count({})).toBe(2)
  })

  test('a recurring job runs again and again with its memo, is never parked, and tells every office of its trouble', async () => {
    let runs = 0
    const memos: (string | null)[] = []
    const stop = await startJobs(
      office,
      {
        tick: (job) => {
          runs += 1
          memos.push(job.memo)
          if (runs > 2 && runs < 14) return Promise.reject(new Error('a bad day'))
          return Promise.resolve({ runAt: new Date(), memo: `run ${runs}` })
        },
      },
      [{ kind: 'tick', processor: 'status' }],
    )
    await until('over the bad day', () => Promise.resolve(runs > 15))
    await stop()
    expect(memos.slice(0, 3)).toEqual([null, 'run 1', 'run 2'])
    expect(memos[14]).toBe('run 14')
    const told = await alarms()
    expect(told.map((task) => task.officeId).toSorted()).toEqual(office.profiles.ids().toSorted())
    expect((await jobOf('tick|system|all')).state).toBe('ready')
  })

  test('a slow job holds up neither the others nor the system', async () => {
    await schedule('slow')
    const quick = await schedule('test')
    let finish: () => void = () => undefined
    let ticks = 0
    const stop = await startJobs(
      office,
      {
        slow: () => new Promise((resolve) => (finish = () => resolve('done'))),
        test: () => Promise.resolve('done'),
        tick: () => Promise.resolve((ticks += 1)).then(() => ({ runAt: new Date() })),
      },
      [{ kind: 'tick', processor: 'status' }],
    )
    await until('the quick one', async () => (await jobOf(quick)).state === 'done')
    await until('the system', () => Promise.resolve(ticks > 3))
    finish()
    await stop()
  })
})
