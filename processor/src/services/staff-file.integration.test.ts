/** The file as the office's staff see it: all of it and by name for them, none of it for anyone else; notes never leave. */
import {
  plainFileList,
  streamOf,
  type Actor,
  type NewEvent,
  type ProblemError,
  type Role,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aKey,
  anUpload,
  file,
  payWith,
  refusalOf,
  refusalsIn,
  start,
  type Filed,
} from '../../test-support/filing.ts'
import { issueNotice } from '../../test-support/issued-notice.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { openOffice } from '../open-office.ts'
import { appendEvents } from '../store/streams.ts'

let office: TestOffice
let filed: Filed
let fileId = ''
let examiner: Actor
let registrar: Actor

/** A member of staff with a name. */
async function colleague(displayName: string, roles: readonly Role[], officeId = 'borovia'): Promise<Actor> {
  const email = `${uuidv7()}@office.example`
  const password = 'a long enough one'
  await office.services.addUser({
    officeId,
    email,
    password,
    displayName,
    language: 'en',
    accountId: null,
    roles,
  })
  const user = await office.office.store.users.one({ officeId, email })
  if (!user) throw new Error('no user')
  return { officeId, accountId: undefined, who: { kind: 'user', id: user._id }, roles }
}

/** A paid dossier of account-1 whose file is there, with its receipt. */
async function lodged(): Promise<{ filed: Filed; fileId: string }> {
  const power = await anUpload(office, { bytes: Buffer.from(`%PDF-1.4 power ${uuidv7()}`) })
  const made = await file(office, { request: { agent: undefined, documents: [power] } })
  const { attemptId } = await start(office, made)
  await payWith(office, attemptId, 'approve')
  const view = await until('sealed', async () => {
    const dossier = await office.services.dossierView(made.actor, made.dossierId)
    return dossier.documents.some(({ role }) => role === 'filing-receipt') && dossier
  })
  return { filed: made, fileId: view.files[0]?.fileId ?? '' }
}

const append = (events: NewEvent[], { by, causedBy }: { by: Actor; causedBy: string | null }) =>
  office.office.store.transaction((session) =>
    appendEvents(office.office.store, session, {
      officeId: 'borovia',
      stream: streamOf('file', fileId),
      events,
      by: `user:${by.who.id}`,
      causedBy,
      at: office.office.clock.now(),
    }),
  )

beforeAll(async () => {
  office = await startTestOffice()
  examiner = await colleague('Elena Examiner', ['formality-examiner'])
  registrar = await colleague('Nikola Registrar', ['registrar'])
  ;({ filed, fileId } = await lodged())
})
afterAll(() => office.end())

const view = (actor: Actor = examiner) => office.services.staffFileView(actor, fileId)
const code = (error: ProblemError) => error.code

describe('the file view', () => {
  test('tells staff where the file is, who must act and by when, with its task and its documents', async () => {
    const seen = await until('the task', async () => {
      const one = await view()
      return one.tasks.length > 0 && one
    })
    const task = seen.tasks.find(({ kind }) => kind === 'formality-examination')
    expect(seen).toMatchObject({
      status: 'Filed',
      process: 'filed',
      dossierId: filed.dossierId,
      next: { who: 'office', by: task?.due, holders: [] },
    })
    expect(seen.steps.map(({ state }) => state)).toEqual([
      'here',
      ...Array.from({ length: 5 }, () => 'ahead'),
    ])
    expect(task).toMatchObject({ state: 'open', holder: null, mayTake: true, mayReturn: false })
    expect(seen.documents.map(({ role }) => role).toSorted()).toEqual([
      'filing-receipt',
      'power-of-attorney',
      'request-as-filed',
    ])
    expect(seen.owners.length).toBeGreaterThan(0)
    expect(seen.trace.length).toBeGreaterThan(0)
  })

  test('shows who holds a task, and lets only the roles of the task take it', async () => {
    const [task] = (await view()).tasks
    expect((await view(registrar)).tasks[0]?.mayTake).toBe(false)
    await office.services.claimTask(examiner, task?.taskId ?? '')
    const held = await view()
    expect(held.next.holders).toEqual(['Elena Examiner'])
    expect(held.tasks[0]).toMatchObject({ state: 'claimed', mayTake: false, mayReturn: true })
    expect((await view(registrar)).tasks[0]).toMatchObject({ mayReturn: false })
    await office.services.returnTask(examiner, task?.taskId ?? '')
  })

  test('is there for every role of the office', async () => {
    const roles: Role[] = ['receptionist', 'formality-examiner', 'finance', 'registrar', 'administrator']
    for (const role of roles) expect((await view(office.staff([role]))).fileId).toBe(fileId)
  })

  test.for<[string, () => Actor]>([
    ['its own agent', () => filed.actor],
    ['an applicant', () => ({ ...office.agent(), roles: ['applicant'] })],
    ['staff of another office', () => office.staff(['administrator'], 'sahil')],
  ])('is not there for %s', async ([, who]) => {
    const { services } = office
    const asked = [
      services.staffFileView(who(), fileId),
      services.fileRecord(who(), { fileId }),
      services.filePayments(who(), fileId),
      services.listNotes(who(), fileId),
      services.addNote(who(), { key: aKey(), fileId, text: 'Let me in' }),
    ]
    const refusals = await refusalsIn(asked)
    expect(refusals.map(code)).toEqual(asked.map(() => 'not-found'))
  })

  test('asks the store at most twelve times', async () => {
    const asked: string[] = []
    const counting = await openOffice(office.env, 'counting', office.office.log, {
      onCommand: ({ commandName }) => void asked.push(commandName),
    })
    await counting.services.staffFileView(examiner, fileId)
    asked.length = 0
    await counting.services.staffFileView(examiner, fileId)
    expect(asked.filter((name) => ['find', 'aggregate', 'count'].includes(name)).length).toBeLessThanOrEqual(
      12,
    )
    await counting.close(1_000)
  })
})

describe('the history', () => {
  test('names who decided, on whose approval and why; rules and the party by what they are', async () => {
    const approvalId = uuidv7()
    const at = new Date()
    await office.office.store.approvals.insert([
      {
        _id: approvalId,
        officeId: 'borovia',
        kind: 'action',
        subjectId: approvalId,
        stream: streamOf('file', fileId),
        title: 'a title',
        digest: 'd',
        action: 'formalities-met',
        makerId: examiner.who.id,
        makerNote: 'All in order',
        checkers: ['registrar'],
        verdicts: [
          {
            userId: registrar.who.id,
            role: 'registrar',
            verdict: 'approve',
            reason: 'I agree',
            digest: 'd',
            at,
          },
        ],
        state: 'approved',
        openedAt: at,
        closedAt: at,
      },
    ])
    await append(
      [
        {
          type: 'file.acted',
          v: 1,
          data: {
            action: 'formalities-met',
            status: 'Examined',
            process: 'publish',
            st27: 'D10',
            nationalCode: 'FORMALITIES-MET',
          },
        },
      ],
      { by: examiner, causedBy: approvalId },
    )
    const { history, steps, approvals } = await view()
    expect(history.at(-1)).toMatchObject({
      type: 'file.acted',
      by: { kind: 'office', name: 'Elena Examiner' },
      facts: { status: 'Examined', st27: 'D10' },
      note: 'All in order',
      approvedBy: [{ name: 'Nikola Registrar', reason: 'I agree' }],
    })
    expect(history.at(-1)?.action?.en).toBeDefined()
    expect(history[0]).toMatchObject({ type: 'file.received', by: { kind: 'system', name: null } })
    expect(steps.map(({ process, state }) => `${process} ${state}`)).toEqual([
      'filed done',
      'capture-and-formality skipped',
      'publish here',
      'pre-grant-challenge ahead',
      'grant ahead',
      'post-grant-challenge ahead',
    ])
    expect(approvals[0]?.checks).toMatchObject([
      { role: 'registrar', verdict: 'approve', by: 'Nikola Registrar', reason: 'I agree' },
    ])
  })

  test('says until when the party must act once a notice has reached it', async () => {
    await issueNotice(office, { fileId, answerBy: '2199-12-31', makerId: examiner.who.id })
    const { next, notices, history } = await view()
    expect(next).toMatchObject({ who: 'party', by: '2199-12-31' })
    const { notices: rows } = office.office.store
    await rows.update({ fileId, state: 'issued' }, { $set: { state: 'lapsed' } })
    expect((await view()).next.who).toBe('office')
    await rows.update({ fileId, state: 'lapsed' }, { $set: { state: 'issued' } })
    expect(notices).toMatchObject([{ state: 'issued', maker: 'Elena Examiner', answerBy: '2199-12-31' }])
    expect(history.at(-1)?.facts.answerBy).toBe('2199-12-31')
  })
})

describe('the record', () => {
  test('shows each version, and what it changed in the one before', async () => {
    const { shown, versions, parties, differences } = await office.services.fileRecord(examiner, { fileId })
    expect(versions.map(({ version }) => version)).toEqual([1])
    expect(differences).toEqual([])
    expect(parties.filter(({ role }) => role === 'applicant').length).toBeGreaterThan(0)
    const request = shown?.request
    const [first, ...rest] = request?.applicants ?? []
    if (!request || !first) throw new Error('no request')
    const changed = {
      ...request,
      applicants: [{ ...first, address: { ...first.address, city: 'New Town' } }, ...rest],
    }
    await office.office.store.requestVersions.insert([
      {
        _id: uuidv7(),
        officeId: 'borovia',
        fileId,
        version: 2,
        requestJson: JSON.stringify(changed),
        salt: 's',
        digest: 'd',
        causedBy: 'an answer',
        at: new Date(),
      },
    ])
    const latest = await office.services.fileRecord(examiner, { fileId })
    expect(latest.shown?.version).toBe(2)
    expect(latest.differences).toEqual([
      {
        path: 'applicants.0.address.city',
        before: { en: first.address.city, ar: first.address.city },
        after: { en: 'New Town', ar: 'New Town' },
      },
    ])
    const asFiled = await office.services.fileRecord(examiner, { fileId, version: 1 })
    expect(asFiled.shown?.request.applicants[0]?.address.city).toBe(first.address.city)
    expect(asFiled.differences).toEqual([])
    const none = office.services.fileRecord(examiner, { fileId, version: 9 })
    expect(code(await refusalOf(none))).toBe('not-found')
  })
})

describe('the payments', () => {
  test('show every state that an attempt took, in its order, with the money that moved', async () => {
    const { orders, requests } = await office.services.filePayments(examiner, fileId)
    expect(requests).toMatchObject([{ isThisFile: true }])
    const [order] = orders
    expect(order).toMatchObject({ status: 'paid', received: order?.total })
    const [attempt] = order?.attempts ?? []
    expect(attempt?.method?.en).toBeDefined()
    expect(attempt?.steps.map(({ status }) => status).at(0)).toBe('submitting')
    const paid = attempt?.steps.find(({ status }) => status === 'succeeded')
    expect(paid?.moved).toEqual(order?.total)
  })
})

describe('internal notes', () => {
  const secret = 'zugzwang-marker'

  test('are kept in the words of whoever wrote them, with their name, the latest first', async () => {
    await office.services.addNote(examiner, { key: aKey(), fileId, text: 'First' })
    await office.services.addNote(registrar, {
      key: aKey(),
      fileId,
      text: `<script>alert(1)</script> ${secret}`,
    })
    const notes = await office.services.listNotes(examiner, fileId)
    expect(notes).toMatchObject([
      { text: `<script>alert(1)</script> ${secret}`, by: 'Nikola Registrar' },
      { text: 'First', by: 'Elena Examiner' },
    ])
    expect((await view()).noteCount).toBe(2)
  })

  test('sent twice under one key are one note', async () => {
    const note = { key: aKey(), fileId, text: 'Once' }
    const both = [
      await office.services.addNote(examiner, note),
      await office.services.addNote(examiner, note),
    ]
    expect(both[0]).toEqual(both[1])
    expect(
      (await office.services.listNotes(examiner, fileId)).filter(({ text }) => text === 'Once'),
    ).toHaveLength(1)
  })

  test('without a text are refused at their field', async () => {
    const refused = await refusalOf(office.services.addNote(examiner, { key: aKey(), fileId, text: '  ' }))
    expect(refused).toMatchObject({ code: 'invalid', errors: [{ path: 'text' }] })
  })

  test('are in no answer that anyone but staff can get', async () => {
    const { services } = office
    const { actor, dossierId } = filed
    const applicant: Actor = { ...actor, roles: ['applicant'] }
    const list = { ...plainFileList, page: 1 }
    const exported = []
    for await (const row of services.exportFiles(actor, list)) exported.push(row)
    const row = await office.office.store.files.one({ _id: fileId })
    const answers = await Promise.all([
      services.fileView(actor, fileId),
      services.fileView(applicant, fileId),
      services.listFiles(actor, list),
      services.listDossiers(actor, { page: 1 }),
      services.dossierView(actor, dossierId),
      services.applicantView('borovia', fileId, 'en'),
      services.applicantView('borovia', fileId, 'ar'),
      services.followedByCode('borovia', row?.followCode ?? '', 'en'),
      services.deadlinesOf(actor),
      services.partyNotices(actor),
      services.verifyReceipt('borovia', row?.verificationCode ?? ''),
    ])
    for (const answer of [...answers, exported])
      expect(
        JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ).not.toContain(secret)
  })

  test('stand in no other row of the store: no event, message, view or audit entry holds a word of them', async () => {
    const { db } = office.office.store
    const holding = []
    for (const { name } of await db.listCollections().toArray()) {
      const rows = await db.collection(name).find({}).toArray()
      const text = JSON.stringify(rows, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
      if (text.includes(secret)) holding.push(name)
    }
    expect(holding).toEqual(['fileNotes'])
  })
})
