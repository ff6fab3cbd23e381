/** The desk: who sees which work, races for it, many tasks at once, the list over 20,000 of them, saved views, claims, alarms. */
import {
  addDays,
  plainDateIn,
  plainTaskList,
  taskSorts,
  type Actor,
  type Role,
  type TaskList,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aKey, refusalOf } from '../../test-support/filing.ts'
import { startTestOffice, type TestOffice } from '../../test-support/test-office.ts'
import type { Row } from '../store/rows.ts'
import { newTask } from '../work/new-task.ts'
import type { DeskHome } from './desk-home.ts'

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice({ run: false })
})
afterAll(() => office.end())

const tasks = () => office.office.store.tasks
const profileOf = (officeId: string) => office.services.profile(officeId) ?? expect.fail('no office')
const today = (officeId = 'borovia') => plainDateIn(profileOf(officeId).timeZone, new Date())

let people = 0
async function person(
  roles: readonly Role[],
  officeId = 'borovia',
): Promise<{ actor: Actor; name: string; id: string }> {
  people += 1
  const email = `person-${people}@desk.example`
  const name = `Person ${people}`
  await office.services.addUser({
    officeId,
    email,
    password: 'a long enough one',
    displayName: name,
    language: 'en',
    accountId: null,
    roles: [...roles],
  })
  const id = (await office.office.store.users.one({ officeId, email }))?._id ?? expect.fail('no user')
  return { actor: { officeId, accountId: undefined, who: { kind: 'user', id }, roles }, name, id }
}

type Wish = Partial<Omit<Parameters<typeof newTask>[0], 'openedAt'>> & { openedAt?: Date }
async function open(wish: Wish = {}): Promise<Row<'tasks'>> {
  const row = newTask({
    officeId: 'borovia',
    kind: 'formality-examination',
    role: 'formality-examiner',
    subject: `BT-TM-2026-${uuidv7().slice(-6)}`,
    causedBy: uuidv7(),
    openedAt: new Date(),
    branch: 'main',
    due: addDays(today(), 3),
    ...wish,
  })
  await tasks().insert([row])
  return row
}

const list = (actor: Actor, wish: Partial<TaskList> = {}) =>
  office.services.listTasks(actor, { ...plainTaskList, ...wish })
const subjects = async (actor: Actor, wish: Partial<TaskList> = {}) =>
  (await list(actor, wish)).rows.map(({ subject }) => subject)

describe('taking work', () => {
  test('50 at once for one task: one has it, and 49 are told who', async () => {
    const { _id } = await open()
    const crowd = await Promise.all(Array.from({ length: 50 }, () => person(['formality-examiner'])))
    const outcomes = await Promise.all(
      crowd.map(({ actor }) => office.services.bulkTasks(actor, { act: 'claim', taskIds: [_id] })),
    )
    const winners = crowd.filter((_, at) => outcomes[at]?.[0]?.outcome === 'done')
    expect(winners).toHaveLength(1)
    expect((await tasks().one({ _id }))?.claimedBy).toBe(winners[0]?.id)
    expect(
      outcomes.flat().flatMap((one) => (one.outcome === 'refused' ? [[one.reason, one.who]] : [])),
    ).toEqual(Array.from({ length: 49 }, () => ['taken', winners[0]?.name]))
    const audit = await office.office.store.audit.many({ subject: `task:${_id}` })
    expect(audit.map(({ what }) => what)).toEqual(['claimed-task'])
  })

  test('many at once: each has its own answer, and what others took meanwhile stays theirs', async () => {
    const [eva, sam] = [await person(['formality-examiner']), await person(['formality-examiner'])]
    const mine = await Promise.all(Array.from({ length: 5 }, () => open()))
    const registrars = await open({ role: 'registrar', kind: 'publication' })
    const elsewhere = await open({ officeId: 'sahil' })
    const done = await open()
    await tasks().update({ _id: done._id }, { $set: { state: 'done', closedAt: new Date() } })
    const theirs = mine[0]?._id ?? ''
    await office.services.claimTask(sam.actor, theirs)
    const taskIds = [...mine.map(({ _id }) => _id), registrars._id, elsewhere._id, done._id, 'no-such-task']
    const outcomes = await office.services.bulkTasks(eva.actor, { act: 'claim', taskIds })
    expect(outcomes.map(({ taskId }) => taskId)).toEqual(taskIds)
    expect(outcomes.map(({ reason, who }) => [reason, who])).toEqual([
      ['taken', sam.name],
      ...Array.from({ length: 4 }, () => [null, null]),
      // Of other roles and offices nothing is told, not even that they are there.
      ['unknown', null],
      ['unknown', null],
      ['closed', null],
      ['unknown', null],
    ])
    expect(outcomes[6]?.subject).toBe('')
    const again = await office.services.bulkTasks(eva.actor, { act: 'claim', taskIds })
    expect(again).toEqual(outcomes)
    const back = await office.services.bulkTasks(eva.actor, { act: 'return', taskIds: taskIds.slice(0, 5) })
    expect(back.map(({ reason }) => reason)).toEqual(['not-held', null, null, null, null])
    expect((await tasks().one({ _id: theirs }))?.claimedBy).toBe(sam.id)
  })

  test('no more than 200 at once, no other act, and nobody but staff', async () => {
    const { actor } = await person(['formality-examiner'])
    const tooMany = Array.from({ length: 201 }, (_, at) => `t${at}`)
    for (const wish of [
      { act: 'claim', taskIds: tooMany },
      { act: 'claim', taskIds: [] },
      { act: 'burn', taskIds: ['t'] },
      { act: 'assign', taskIds: ['t'] },
    ])
      expect(await refusalOf(office.services.bulkTasks(actor, wish))).toMatchObject({ code: 'invalid' })
    const agent = office.agent()
    for (const asked of [
      () => office.services.bulkTasks(agent, { act: 'claim', taskIds: ['t'] }),
      () => list(agent),
      () => office.services.taskCounts(agent),
      () => office.services.deskCounts(agent),
      () => office.services.deskHome(agent),
      () => office.services.colleagues(agent),
      () => office.services.taskNews(agent, []),
      () => office.services.officeClaims(agent, { state: 'asked', page: 1 }),
    ])
      expect(await refusalOf(asked())).toMatchObject({ code: 'not-allowed' })
  })

  test('a task of another office or role is as unknown as one that is not there', async () => {
    const { actor } = await person(['formality-examiner'])
    const { services } = office
    for (const task of [await open({ officeId: 'sahil' }), await open({ role: 'finance', kind: 'alarm' })])
      for (const asked of [
        () => services.claimTask(actor, task._id),
        () => services.assignTask(actor, { taskId: task._id, toUserId: actor.who.id }),
        () => services.alarm(actor, task._id),
      ])
        expect(await refusalOf(asked())).toMatchObject({ code: 'not-found' })
  })
})

describe('handing work on', () => {
  test('goes to a colleague who holds the role and can sign in, and to nobody else', async () => {
    const [eva, sam] = [await person(['formality-examiner']), await person(['formality-examiner'])]
    const [registrar, gone] = [await person(['registrar']), await person(['formality-examiner'])]
    const stranger = await person(['formality-examiner'], 'sahil')
    await office.office.store.users.update({ _id: gone.id }, { $set: { disabled: true } })
    const { _id: taskId } = await open()
    const to = (toUserId: string) => office.services.assignTask(eva.actor, { taskId, toUserId })
    expect(await refusalOf(to(registrar.id))).toMatchObject({
      code: 'stale',
      message: `${registrar.name} does not hold the role of this task.`,
    })
    for (const nobody of [gone.id, stranger.id, 'nobody'])
      expect(await refusalOf(to(nobody))).toMatchObject({ code: 'stale' })
    expect(await to(sam.id)).toMatchObject({ state: 'claimed', claimedBy: sam.id })
    expect((await office.office.store.audit.many({ subject: `task:${taskId}` })).at(-1)).toMatchObject({
      what: 'assigned-task',
      detail: `user:${sam.id}`,
    })
    // What Sam holds is Sam's to hand on, or an administrator's.
    expect(await refusalOf(to(eva.id))).toMatchObject({ code: 'task-taken' })
    const chief = await person(['administrator'])
    expect(await office.services.assignTask(chief.actor, { taskId, toUserId: eva.id })).toMatchObject({
      claimedBy: eva.id,
    })
    const names = (await office.services.colleagues(eva.actor)).map(({ userId }) => userId)
    expect(names).toEqual(expect.arrayContaining([eva.id, sam.id]))
    for (const nobody of [gone.id, stranger.id, registrar.id]) expect(names).not.toContain(nobody)
    expect(await office.services.colleagues(eva.actor, 'registrar')).toEqual([])
  })

  test('of a task that has changed since it was seen is refused', async () => {
    const [eva, sam] = [await person(['formality-examiner']), await person(['formality-examiner'])]
    const { _id: taskId, rev } = await open()
    await office.services.claimTask(eva.actor, taskId)
    const wish = { taskId, toUserId: sam.id, seenRev: rev }
    expect(await refusalOf(office.services.assignTask(eva.actor, wish))).toMatchObject({ code: 'stale' })
    expect(await office.services.taskNews(sam.actor, [{ taskId, rev }])).toEqual([
      { taskId, state: 'claimed', who: eva.name },
    ])
    expect(await office.services.taskNews(sam.actor, [{ taskId, rev: rev + 1 }])).toEqual([])
  })
})

test('an administrator sees all, takes nothing that needs another role, and takes work out of absent hands', async () => {
  const [eva, chief] = [await person(['formality-examiner']), await person(['administrator'])]
  const { _id, subject } = await open()
  expect(await subjects(chief.actor, { search: subject })).toEqual([subject])
  expect((await list(chief.actor, { search: subject })).rows[0]?.mayTake).toBe(false)
  expect(await refusalOf(office.services.claimTask(chief.actor, _id))).toMatchObject({ code: 'not-allowed' })
  await office.services.claimTask(eva.actor, _id)
  expect(await office.services.returnTask(chief.actor, _id)).toMatchObject({ state: 'open' })
  const claim = await open({ kind: 'confirm-claim', role: 'receptionist', about: 'c' })
  expect(await office.services.claimTask(chief.actor, claim._id)).toMatchObject({ claimedBy: chief.id })
})

test('a claim’s task from before tasks told what they are about leads to its claim all the same', async () => {
  const { actor } = await person(['receptionist'])
  const { _id, causedBy } = await open({ kind: 'confirm-claim', role: 'receptionist' })
  await tasks().update({ _id }, { $unset: { about: '', branch: '' } })
  const { rows } = await list(actor, { kinds: ['confirm-claim'] })
  expect(rows.find(({ taskId }) => taskId === _id)).toMatchObject({ about: causedBy, branch: null })
})

test('an alarm is read in full and closed with a note by those whom it calls, once', async () => {
  const [chief, clerk] = [await person(['administrator']), await person(['finance'])]
  const what = 'The bank refused a callback: look at its secret.'
  const { _id, role } = await open({ kind: 'alarm', role: 'administrator', subject: what })
  const { services } = office
  expect(role).toBe('administrator')
  expect(await services.alarm(chief.actor, _id)).toMatchObject({ what, isOpen: true, mayClose: true })
  expect(await refusalOf(services.closeAlarm(clerk.actor, _id, 'seen'))).toMatchObject({ code: 'not-found' })
  expect(await refusalOf(services.closeAlarm(chief.actor, _id, ' '))).toMatchObject({ code: 'invalid' })
  await services.closeAlarm(chief.actor, _id, 'Secret renewed.')
  expect(await refusalOf(services.closeAlarm(chief.actor, _id, 'Again.'))).toMatchObject({ code: 'stale' })
  const audit = await office.office.store.audit.many({ subject: `task:${_id}` })
  expect(audit).toMatchObject([{ what: 'closed-alarm', detail: 'Secret renewed.', who: `user:${chief.id}` }])
  const work = await open()
  expect(await refusalOf(services.closeAlarm(chief.actor, work._id, 'no'))).toMatchObject({
    code: 'not-allowed',
  })
})

test('saved views of tasks and of files stand on shelves of their own', async () => {
  const { actor } = await person(['registrar'])
  const { services } = office
  const address = 'holder=mine&due=late&page=4&nonsense=1'
  expect(await services.saveTaskView(actor, { name: 'My late ones', address })).toMatchObject({
    address: 'holder=mine&due=late',
  })
  expect(await services.listFileViews(actor)).toEqual([])
  const [view] = await services.listTaskViews(actor)
  await services.saveTaskView(actor, { name: 'My late ones', address: 'due=late' })
  expect(await services.listTaskViews(actor)).toEqual([{ ...view, address: 'due=late' }])
  expect(await refusalOf(services.saveTaskView(actor, { name: '', address }))).toMatchObject({
    code: 'invalid',
  })
  await services.deleteTaskView(actor, view?.id ?? '')
  expect(await services.listTaskViews(actor)).toEqual([])
})

describe('claims of paper files', () => {
  test('are compared and decided by receptionists, whatever another office or role may try', async () => {
    const { services } = office
    const agent = office.agent()
    const desk = await person(['receptionist'])
    const number = 'BT-TM-2001-77'
    const wish = { fileNumber: number, proof: 'Receipt 77' }
    await services.claimFile(agent, { key: aKey(), claim: wish })
    const { rows } = await services.officeClaims(desk.actor, { state: 'asked', page: 1 })
    const claim = rows.find(({ fileNumber }) => fileNumber === number) ?? expect.fail('no claim')
    expect(claim).toMatchObject({ proof: 'Receipt 77', hasDocument: false })
    expect(await services.officeClaim(desk.actor, claim.claimId)).toMatchObject({
      file: null,
      mayDecide: true,
    })
    for (const actor of [(await person(['registrar'])).actor, agent])
      expect(await refusalOf(services.officeClaim(actor, claim.claimId))).toMatchObject({
        code: 'not-allowed',
      })
    const elsewhere = (await person(['receptionist'], 'sahil')).actor
    expect(await refusalOf(services.officeClaim(elsewhere, claim.claimId))).toMatchObject({
      code: 'not-found',
    })
    expect((await services.deskCounts(desk.actor)).claims).toBe(1)
    await services.decideClaim(desk.actor, claim.claimId, { verdict: 'refuse', reason: 'No such receipt.' })
    expect(await services.officeClaim(desk.actor, claim.claimId)).toMatchObject({
      state: 'refused',
      mayDecide: false,
      decidedBy: desk.name,
    })
    expect((await services.officeClaims(desk.actor, { state: 'asked', page: 1 })).total).toBe(0)
    expect((await services.officeClaims(desk.actor, { state: 'decided', page: 1 })).total).toBe(1)
  })
})

/** Which stages a plan has, at any depth. */
function stagesOf(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(stagesOf)
  if (typeof plan !== 'object' || plan === null) return []
  const own = 'stage' in plan && typeof plan.stage === 'string' ? [plan.stage] : []
  return [...own, ...Object.values(plan).flatMap(stagesOf)]
}

describe('20,000 open tasks', () => {
  const officeId = 'sahil'
  const many = 20_000
  let eva: Actor
  let chief: Actor
  beforeAll(async () => {
    eva = (await person(['formality-examiner'], officeId)).actor
    chief = (await person(['administrator'], officeId)).actor
    const day = today(officeId)
    const rows = Array.from({ length: many }, (_, at) => {
      const isExaminers = at % 4 !== 0
      return newTask({
        officeId,
        kind: isExaminers ? 'formality-examination' : 'publication',
        role: isExaminers ? 'formality-examiner' : 'registrar',
        subject: `KW-TM-2026-${String(at).padStart(6, '0')}`,
        causedBy: uuidv7(),
        openedAt: new Date(Date.now() - (at % 400) * 43_200_000),
        branch: 'main',
        due: addDays(day, (at % 60) - 20),
        holder: at % 10 === 1 ? eva.who.id : at % 10 === 2 ? 'someone' : undefined,
      })
    })
    for (let at = 0; at < many; at += 5_000) await tasks().insert(rows.slice(at, at + 5_000))
    // What other tests have opened at this office is not counted below.
    await tasks().remove({ officeId, subject: /^BT-/ })
  }, 60_000)

  test('are counted by one pass over an index: all, nobody’s and mine, by kind and due day', async () => {
    const { all, nobody, mine, byKind } = await office.services.taskCounts(chief)
    const day = today(officeId)
    const count = (filter: object) => tasks().count({ officeId, ...filter })
    expect(all).toMatchObject({
      total: many,
      late: await count({ due: { $lt: day } }),
      today: await count({ due: day }),
    })
    expect(nobody.total).toBe(await count({ state: 'open' }))
    expect(mine.total).toBe(0)
    const own = await office.services.taskCounts(eva)
    expect(own.mine.total).toBe(await count({ claimedBy: eva.who.id, role: 'formality-examiner' }))
    expect(own.all.total).toBe(15_000)
    expect(byKind.map(({ kind, all: { total } }) => [kind, total])).toEqual([
      ['formality-examination', 15_000],
      ['publication', 5_000],
    ])
    const home: DeskHome = await office.services.deskHome(eva)
    expect(home.mine).toHaveLength(7)
    expect(home.counts.tasks.mine.total).toBe(own.mine.total)
  })

  test('are paged with a total that is true up to 10,000, and the last page is the end', async () => {
    const kinds = ['publication']
    expect(await list(eva)).toMatchObject({ total: 10_001, countLimit: 10_000, page: 1 })
    const pages = await list(chief, { kinds, page: 9_999 })
    expect(pages).toMatchObject({ total: 5_000, page: 100 })
    expect(pages.rows).toHaveLength(50)
    expect(await list(eva, { kinds })).toMatchObject({ total: 0, page: 1, rows: [] })
  })

  test('every filter and order gives what a look at each row gives', async () => {
    const day = today(officeId)
    const all = await tasks().many({ officeId, role: 'formality-examiner' })
    const wishes: [Partial<TaskList>, (task: Row<'tasks'>) => boolean][] = [
      [{ holder: 'mine' }, ({ claimedBy }) => claimedBy === eva.who.id],
      [{ holder: 'nobody', due: 'today' }, ({ state, due }) => state === 'open' && due === day],
      [
        { holder: 'user:someone', due: 'late' },
        ({ claimedBy, due }) => claimedBy === 'someone' && (due ?? '') < day,
      ],
      [{ search: '0001' }, ({ subject }) => subject.includes('0001')],
      [{ search: 'kw 0001 77' }, ({ subject }) => subject.includes('0001') && subject.includes('77')],
      [{ branch: 'other' }, () => false],
      [{ due: 'week' }, ({ due }) => (due ?? '') >= day && (due ?? '') <= addDays(day, 6)],
    ]
    for (const [wish, fits] of wishes) {
      const { total } = await list(eva, wish)
      expect(total, JSON.stringify(wish)).toBe(all.filter(fits).length)
    }
    const ages = (await list(eva, { olderThan: 100, sort: 'opened', isDescending: true })).rows
    expect(ages[0]?.age).toBe(101)
    expect(
      (await list(eva, { olderThan: ages[0]?.age ?? 0, sort: 'opened', isDescending: true })).rows[0]?.age,
    ).toBe(102)
    for (const sort of taskSorts)
      for (const isDescending of [false, true]) {
        const { rows } = await list(chief, { sort, isDescending, page: 3 })
        const keys = rows.map(
          ({ due, openedAt, subject, kind }) =>
            ({ due: due ?? '', opened: openedAt.toISOString(), file: subject, kind })[sort],
        )
        expect(keys, sort).toEqual(isDescending ? keys.toSorted().reverse() : keys.toSorted())
      }
  })

  test('no list sorts in memory or reads rows that it does not show', async () => {
    const seen: { filter: object; options: object }[] = []
    const { collection } = tasks()
    const find = collection.find.bind(collection)
    Reflect.set(collection, 'find', (filter: object, options: object) => {
      seen.push({ filter, options })
      return find(filter, options)
    })
    const wishes: Partial<TaskList>[] = [
      {},
      { holder: 'mine' },
      { holder: 'nobody', due: 'late', branch: 'main' },
      { kinds: ['publication', 'formality-examination'] },
      { search: '0001', isNew: true },
      { olderThan: 20, isDescending: true },
    ]
    for (const sort of taskSorts) for (const wish of wishes) await list(chief, { ...wish, sort })
    Reflect.deleteProperty(collection, 'find')
    expect(seen).toHaveLength(taskSorts.length * wishes.length)
    const statsSchema = z.object({
      executionStats: z.object({ totalDocsExamined: z.number() }),
      queryPlanner: z.unknown(),
    })
    for (const { filter, options } of seen) {
      const plan = statsSchema.parse(await find(filter, options).limit(50).explain('executionStats'))
      const stages = stagesOf(plan.queryPlanner)
      expect(stages, JSON.stringify(filter)).not.toContain('SORT')
      expect(stages).not.toContain('COLLSCAN')
      expect(plan.executionStats.totalDocsExamined, JSON.stringify(filter)).toBeLessThanOrEqual(50)
    }
  })

  test('are listed and counted quickly', async () => {
    const times: number[] = []
    for (let run = 0; run < 10; run += 1) {
      const started = performance.now()
      await Promise.all([list(eva, { holder: 'nobody', page: run }), office.services.taskCounts(eva)])
      times.push(performance.now() - started)
    }
    const slowest = times.toSorted((a, b) => a - b).at(-2) ?? 0
    expect(slowest).toBeLessThan(1_000)
    console.info(`list and counts of 20,000 tasks: ${times.map(Math.round).join(' ')} ms`)
  })
})

test('new files are those that came in today, whatever day they count as filed', async () => {
  const { actor } = await person(['receptionist'])
  const newFiles = async () => (await office.services.deskHome(actor)).newFiles
  const before = await newFiles()
  const aFile = (createdAt: Date, officeId = 'borovia'): Row<'files'> => {
    const id = uuidv7()
    return {
      _id: id,
      ...{ officeId, accountId: null, right: 'TM', kind: 'trademark-application', branch: 'main', createdAt },
      ...{ fileNumber: id, st13: id, dossierId: id, submissionId: id, requestId: id, onlineId: id },
      ...{ ownReference: null, verificationCode: id, followCode: null },
    }
  }
  const yesterday = new Date(Date.now() - 86_400_000)
  await office.office.store.files.insert([
    aFile(new Date()),
    aFile(yesterday),
    aFile(yesterday),
    aFile(new Date(), 'sahil'),
  ])
  expect((await newFiles()) - before).toBe(1)
})
