/** Access: nobody sees or works on what is not theirs, and what is not theirs is as unknown as what is not there. */
import { plainTaskList, type Actor, type ProblemCode } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aKey,
  file,
  overTheWire,
  payWith,
  refusalOf,
  refusalsIn,
  start,
  type Filed,
} from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'

let office: TestOffice
let mine: Filed
let fileId: string
let documentId: string
beforeAll(async () => {
  office = await startTestOffice({ broker: 'rabbitmq' })
  mine = await file(office)
  const { attemptId } = await start(office, mine)
  await payWith(office, attemptId, 'approve')
  const lodged = await until('lodged', async () => {
    const view = await office.services.dossierView(mine.actor, mine.dossierId)
    return view.status === 'lodged' && view
  })
  fileId = lodged.files[0]?.fileId ?? ''
  const sealed = await until('sealed', async () => {
    const view = await office.services.fileView(mine.actor, fileId)
    return view.documents.length === 2 && view
  })
  documentId = sealed.documents[0]?.documentId ?? ''
  for (const accountId of ['account-1', 'account-2']) await file(office, { accountId })
  await file(office, { officeId: 'sahil' })
  await until('views', async () => (await office.office.store.views.count({ kind: 'dossier' })) === 4)
})
afterAll(() => office.end())

const strangers = (): [string, Actor][] => [
  ['an agent of another account', office.agent('borovia', 'account-2')],
  ['the same account at another office', office.agent('sahil')],
  ['staff of another office', office.staff(['administrator'], 'sahil')],
  ['a user of no account', { ...office.agent(), accountId: undefined }],
]

test('a dossier, a file, a document and an order of others are as unknown as those that are not there', async () => {
  const { services } = office
  const { orderId, dossierId, acknowledgement } = mine
  const total = overTheWire(acknowledgement.order.total)
  const asked = (actor: Actor, ids: { dossierId: string; fileId: string; documentId: string }) => [
    services.dossierView(actor, ids.dossierId),
    services.fileView(actor, ids.fileId),
    services.fileApplication(actor, ids.fileId),
    services.openDocument(actor, ids.documentId),
    services.agreeOrder(actor, { key: aKey(), dossierId: ids.dossierId, orderId, total }),
    start(office, { actor, dossierId: ids.dossierId, orderId }),
  ]
  const nothing = { dossierId: uuidv7(), fileId: uuidv7(), documentId: uuidv7() }
  for (const [who, actor] of strangers()) {
    const theirs = await Promise.all(asked(actor, { dossierId, fileId, documentId }).map(refusalOf))
    const none = await Promise.all(asked(actor, nothing).map(refusalOf))
    expect(
      theirs.map(({ code }) => code),
      who,
    ).toEqual(theirs.map((): ProblemCode => 'not-found'))
    expect(
      theirs.map(({ message }) => message),
      who,
    ).toEqual(none.map(({ message }) => message))
  }
})

test('its owner and the staff of its office see it', async () => {
  for (const actor of [mine.actor, office.staff(['receptionist'])]) {
    expect((await office.services.dossierView(actor, mine.dossierId)).status).toBe('lodged')
    expect((await office.services.fileView(actor, fileId)).dossierId).toBe(mine.dossierId)
    expect((await office.services.fileApplication(actor, fileId)).kind).toBe('trademark-application')
    const opened = await office.services.openDocument(actor, documentId)
    opened.stream.destroy()
  }
})

test('an order that is not the dossier’s is unknown', async () => {
  const other = await file(office)
  expect(await refusalOf(start(office, { ...mine, orderId: other.orderId }))).toMatchObject({
    code: 'not-found',
  })
})

test('a list holds own rows only, however widely it is asked for', async () => {
  const accountsOf = async (actor: Actor, page = 1) =>
    (await office.services.listDossiers(actor, { page })).rows.map(
      ({ accountId, officeId }) => `${officeId} ${accountId}`,
    )
  expect(new Set(await accountsOf(office.agent()))).toEqual(new Set(['borovia account-1']))
  expect(await accountsOf(office.agent('borovia', 'account-2'))).toEqual(['borovia account-2'])
  expect(await accountsOf(office.agent('sahil'))).toEqual(['sahil account-1'])
  expect(new Set(await accountsOf(office.staff(['receptionist'])))).toEqual(
    new Set(['borovia account-1', 'borovia account-2']),
  )
  expect(await accountsOf(office.agent('borovia', 'nobody'))).toEqual([])
  for (const page of [0, -5, Number.NaN, 1.5])
    expect(await accountsOf(office.agent('sahil'), page)).toHaveLength(1)
  expect(await accountsOf(office.agent(), 1e9)).toEqual([])
})

describe('tasks', () => {
  const examiner = (id: string, officeId = 'borovia'): Actor => ({
    ...office.staff(['formality-examiner'], officeId),
    who: { kind: 'user', id },
  })
  const openTask = () =>
    until('a task', () =>
      office.office.store.tasks.one({ officeId: 'borovia', kind: 'formality-examination', state: 'open' }),
    )

  test('are shown to the roles of the own office that work on them', async () => {
    await openTask()
    const kinds = async (actor: Actor) =>
      (await office.services.listTasks(actor, plainTaskList)).rows.map(({ kind }) => kind)
    expect(await kinds(examiner('e1'))).toEqual(['formality-examination'])
    const ids = async (actor: Actor) =>
      (await office.services.listTasks(actor, plainTaskList)).rows.map(({ taskId }) => taskId)
    const [own] = await ids(examiner('e1'))
    expect(await ids(examiner('e1', 'sahil'))).not.toContain(own)
    expect(await kinds(office.staff(['finance']))).toEqual([])
    expect(await kinds(office.staff(['administrator']))).toContain('formality-examination')
    const list = office.services.listTasks(office.agent(), plainTaskList)
    expect(await refusalOf(list)).toMatchObject({ code: 'not-allowed' })
  })

  test('are unknown to other roles and offices', async () => {
    const { _id } = await openTask()
    for (const actor of [office.staff(['finance']), examiner('e1', 'sahil')])
      expect(await refusalOf(office.services.claimTask(actor, _id))).toMatchObject({ code: 'not-found' })
    expect(await refusalOf(office.services.claimTask(office.agent(), _id))).toMatchObject({
      code: 'not-allowed',
    })
  })

  test('claimed by 20 at once have one winner, and the others are told who', async () => {
    const { _id } = await openTask()
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const email = `examiner-${index}@office.example`
        await office.services.addUser({
          officeId: 'borovia',
          email,
          password: 'a long enough one',
          displayName: `Examiner ${index}`,
          language: 'en',
          accountId: null,
          roles: ['formality-examiner'],
        })
        const user = await office.office.store.users.one({ officeId: 'borovia', email })
        return user ?? expect.fail('no user')
      }),
    )
    const claims = ids.map((user) => office.services.claimTask(examiner(user._id), _id))
    const refusals = await refusalsIn(claims)
    const claimed = await office.office.store.tasks.one({ _id })
    const winner = ids.find((user) => user._id === claimed?.claimedBy)
    expect(refusals.map(({ message }) => message)).toEqual(
      Array.from({ length: 19 }, () => `${winner?.displayName ?? ''} has taken this task.`),
    )
    const audit = await office.office.store.audit.many({ subject: `task:${_id}` })
    expect(audit.map(({ who, what }) => [who, what])).toEqual([[`user:${winner?._id ?? ''}`, 'claimed-task']])

    const loser = ids.find((user) => user !== winner)
    expect(await refusalOf(office.services.returnTask(examiner(loser?._id ?? ''), _id))).toMatchObject({
      code: 'stale',
    })
    await office.services.returnTask(examiner(winner?._id ?? ''), _id)
    expect(await office.services.claimTask(examiner(loser?._id ?? ''), _id)).toMatchObject({
      state: 'claimed',
    })
  })
})
