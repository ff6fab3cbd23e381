/** Requests about files through the real services: filed, paid, brought to their file, decided, and told in the register. */
import { aDesignRequest, aPatentRequest } from '@lodge/mocks'
import {
  addMonths,
  checkChain,
  plainDateIn,
  streamOf,
  type Actor,
  type PatentRequest,
  type Role,
} from '@lodge/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { somebody } from '../../../test-support/examining.ts'
import { aKey, overTheWire, refusalOf, refusalsIn } from '../../../test-support/filing.ts'
import { issueNotice } from '../../../test-support/issued-notice.ts'
import {
  act,
  aDossierOf,
  aRequestAbout,
  decide,
  filedRequest,
  lodgedFile,
  lodgedRequests,
  seen,
  statusOf,
} from '../../../test-support/post-filing.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { readStream } from '../../store/streams.ts'
import { currentRequest } from '../file-request.ts'
import type { Decided } from './decide-request.ts'

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice()
})
afterAll(() => office.end())

const registered = ['formalities-met', 'published', 'registered'] as const
const today = (): string => plainDateIn('Asia/Kuwait', new Date())
const registrar = (officeId: 'sahil' | 'borovia' = 'sahil') => office.staff(['registrar'], officeId)
const another = (roles: readonly Role[]) => somebody(office, roles)

/** An application for an invention that the office takes as it is. */
function anInvention(seed: number, kind: PatentRequest['kind'] = 'patent-application'): PatentRequest {
  const request = aPatentRequest({ seed, kind })
  const { invention } = request
  return {
    ...request,
    invention: { ...invention, abstract: 'A pump.', entitlement: 'employer', drawings: 0 },
  }
}

/** Approves what was asked for. */
async function approve(actor: Actor, asked: Decided): Promise<void> {
  if (asked.outcome !== 'awaits-approval') throw new Error('no approval is asked for')
  const { digest } = await office.services.approval(actor, asked.approvalId)
  await office.services.decideApproval(actor, asked.approvalId, { verdict: 'approve', digest })
}

describe('a request about a file', () => {
  test('waits for its decider, changes the register when it is granted, and is told and sealed', async () => {
    const file = await lodgedFile(office)
    const { store } = office.office
    const requestId = await filedRequest(office, file, 'agent-removal', {
      answers: {
        'data.serviceAddress': 'given',
        'data.correspondence': {
          name: 'Mail room',
          address: { lines: ['PO Box 7'], city: 'Sahil', country: 'KW' },
        },
      },
    })
    const task = await until('a task', () => store.tasks.one({ about: requestId, state: 'open' }))
    expect(task.subject).toBe(file.fileNumber)
    const view = await seen(office, registrar(), requestId)
    expect(view.deciding).toMatchObject({ mayDecide: true, faults: [] })
    expect(view.deciding?.plan?.changes.map(({ path }) => path)).toEqual(['agent', 'correspondence'])
    expect(await decide(office, registrar(), requestId)).toEqual({ outcome: 'granted', newFileId: null })
    const { rest, version } = await currentRequest(store, file.officeId, file.fileId)
    expect([version, rest.correspondence?.name]).toEqual([2, 'Mail room'])
    expect((await store.tasks.one({ _id: task._id }))?.state).toBe('done')
    const agent = office.agent(file.officeId, file.accountId)
    expect((await office.services.fileRequests(agent, file.fileId))[0]).toMatchObject({
      requestId,
      state: 'granted',
    })
    const sealed = await until('a sealed receipt', async () => {
      const rows = await store.documents.many({ requestId })
      return rows.length === 2 && rows
    })
    expect(sealed.map(({ role }) => role).toSorted()).toEqual(['filing-receipt', 'request-as-filed'])
    const stream = streamOf('file', file.fileId)
    expect(checkChain(await readStream(store, file.officeId, stream))).toEqual([])
  })

  test('that is refused changes nothing, and its party is told why', async () => {
    const file = await lodgedFile(office)
    const requestId = await filedRequest(office, file, 'agent-removal')
    expect((await refusalOf(decide(office, registrar(), requestId, 'refused'))).errors[0]?.path).toBe(
      'reason',
    )
    expect(await decide(office, registrar(), requestId, 'refused', 'The address is none.')).toMatchObject({
      outcome: 'refused',
    })
    const agent = office.agent(file.officeId, file.accountId)
    expect(await office.services.fileRequest(agent, requestId)).toMatchObject({
      state: 'refused',
      reason: 'The address is none.',
      deciding: null,
    })
    expect((await currentRequest(office.office.store, file.officeId, file.fileId)).version).toBe(1)
  })

  test('is decided once, however many decide at once, and never on a view that is no longer true', async () => {
    const file = await lodgedFile(office)
    const requestId = await filedRequest(office, file, 'agent-removal')
    const { deciding } = await seen(office, registrar(), requestId)
    const wish = (outcome: string) => ({
      key: aKey(),
      requestId,
      outcome,
      reason: 'So decided.',
      seenSeq: deciding?.seq ?? 0,
    })
    const [one, other] = [await another(['registrar']), await another(['registrar'])]
    const refusals = await refusalsIn([
      office.services.decideFileRequest(one, wish('granted')),
      office.services.decideFileRequest(other, wish('refused')),
    ])
    expect(refusals.map(({ code }) => code)).toEqual(['stale'])
    const second = await filedRequest(office, file, 'agent-removal')
    const before = (await seen(office, registrar(), second)).deciding?.seq ?? 0
    await act(office, file, ['formalities-met'])
    const stale = office.services.decideFileRequest(registrar(), {
      key: aKey(),
      requestId: second,
      outcome: 'granted',
      seenSeq: before,
    })
    expect((await refusalOf(stale)).code).toBe('stale')
  })

  test('is granted by the same key once, and by nobody without the role', async () => {
    const file = await lodgedFile(office)
    const requestId = await filedRequest(office, file, 'agent-removal')
    const { deciding } = await seen(office, registrar(), requestId)
    const wish = { key: aKey(), requestId, outcome: 'granted', seenSeq: deciding?.seq ?? 0 }
    const finance = office.services.decideFileRequest(office.staff(['finance'], 'sahil'), wish)
    expect((await refusalOf(finance)).code).toBe('not-allowed')
    const first = await office.services.decideFileRequest(registrar(), wish)
    expect(await office.services.decideFileRequest(registrar(), wish)).toEqual(first)
    const stream = streamOf('file', file.fileId)
    const decided = (await readStream(office.office.store, file.officeId, stream)).filter(
      ({ type }) => type === 'request.decided',
    )
    expect(decided).toHaveLength(1)
  })
})

describe('requests of every kind', () => {
  test('transfer: another person approves it, and who asked for the right holds the file (paid, Borovia)', async () => {
    const file = await lodgedFile(office, { officeId: 'borovia', through: ['formalities-met', 'published'] })
    const requestId = await filedRequest(office, file, 'transfer', { by: 'account-of-the-buyer' })
    const { store } = office.office
    const maker = office.staff(['formality-examiner'], 'borovia')
    const before = await store.files.one({ _id: file.fileId })
    const asked = await decide(office, maker, requestId)
    await approve(registrar('borovia'), asked)
    const row = await store.files.one({ _id: file.fileId })
    expect(row?.accountId).toBe('account-of-the-buyer')
    expect(row?.followCode).not.toBe(before?.followCode)
    const { rest } = await currentRequest(store, 'borovia', file.fileId)
    expect(rest.entries).toMatchObject([{ no: 'T-1', list: 'transfers', madeBy: requestId }])
    const sold = office.services.fileView(office.agent('borovia', file.accountId), file.fileId)
    expect((await refusalOf(sold)).code).toBe('not-found')
    const bought = await office.services.fileView(
      office.agent('borovia', 'account-of-the-buyer'),
      file.fileId,
    )
    expect(bought.fileNumber).toBe(file.fileNumber)
  })

  test('licence: recorded, changed by a version, ended; the register of any day tells it', async () => {
    const file = await lodgedFile(office, { officeId: 'borovia', through: registered })
    const examiner = office.staff(['formality-examiner'], 'borovia')
    await decide(office, examiner, await filedRequest(office, file, 'licence'))
    const change = await filedRequest(office, file, 'licence-amendment', {
      answers: { 'data.licenceNumber': 'L-1', 'data.changes': { note: 'Now with Oman.' } },
    })
    await decide(office, examiner, change)
    await decide(
      office,
      examiner,
      await filedRequest(office, file, 'licence-cancellation', { answers: { 'data.licenceNumber': 'L-1' } }),
    )
    const { view } = await office.services.registerOfFile(registrar('borovia'), { fileId: file.fileId })
    expect(view?.entries).toMatchObject([
      { no: 'L-1', state: 'ended', version: 4, data: { note: 'Now with Oman.' } },
    ])
    const yesterday = await office.services.registerOfFile(registrar('borovia'), {
      fileId: file.fileId,
      on: '2020-01-01',
    })
    expect(yesterday.view).toBeNull()
    const again = await filedRequest(office, file, 'licence-cancellation', {
      answers: { 'data.licenceNumber': 'L-1' },
    }).catch((error: unknown) => error)
    expect(again).toMatchObject({ code: 'invalid' })
  })

  test('renewal: inside its window the expiry moves by the term; before it opens the request is refused', async () => {
    const filingDate = addMonths(today(), -12 * 10 + 3)
    const file = await lodgedFile(office, { officeId: 'borovia', through: registered, filingDate })
    const expiry = addMonths(filingDate, 120)
    const requestId = await filedRequest(office, file, 'renewal')
    await decide(office, registrar('borovia'), requestId)
    expect(await statusOf(office, file)).toBe('Renewed')
    const [facts] = await office.services.myFiles(office.agent(file.officeId, file.accountId))
    expect(facts?.dates.expiry).toBe(addMonths(expiry, 120))
    const early = await lodgedFile(office, { through: registered })
    const refused = await filedRequest(office, early, 'renewal').catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'requests.0.fileNumber', code: 'gate-early' }],
    })
  })

  test('opposition: anyone about a published file; only the opponent takes it back', async () => {
    const file = await lodgedFile(office, { through: ['formalities-met', 'published'] })
    const opposed = await filedRequest(office, file, 'opposition', { by: 'the-opponent' })
    await decide(office, registrar(), opposed)
    expect(await statusOf(office, file)).toBe('Opposed')
    const back = { answers: { 'data.opposition': 'O-1' } }
    const type = office.services
      .profile('sahil')
      ?.requestTypes.find((one) => one.type === 'opposition-withdrawal')
    const entry = type?.effects.flatMap((effect) => (effect.do === 'end' ? [effect.entry] : []))[0] ?? ''
    const wish = { ...back, answers: { [entry]: 'O-1' } }
    const foreign = await filedRequest(office, file, 'opposition-withdrawal', {
      ...wish,
      by: 'somebody-else',
    }).catch((error: unknown) => error)
    expect(foreign).toMatchObject({ code: 'invalid', errors: [{ code: 'gate-not-opponent' }] })
    const withdrawn = await filedRequest(office, file, 'opposition-withdrawal', {
      ...wish,
      by: 'the-opponent',
    })
    await until('the rule', async () => (await seen(office, registrar(), withdrawn)).state === 'granted')
    expect(await statusOf(office, file)).toBe('Published')
  })

  test('a file of another owner is as unknown as one that there is not, and is never told of', async () => {
    const file = await lodgedFile(office)
    const attack = async (type: string, fileNumber: string) => {
      const whose = { ...file, accountId: 'the-attacker', fileNumber }
      const request = await aRequestAbout(office, whose, type)
      const body = overTheWire(aDossierOf(office, 'sahil', [request]))
      const actor = office.agent('sahil', 'the-attacker')
      const { errors } = await refusalOf(office.services.submitDossier(actor, { key: aKey(), body }))
      return errors
    }
    for (const type of ['withdrawal', 'opposition', 'certified-copy'])
      expect(await attack(type, file.fileNumber)).toEqual(await attack(type, 'KW-TM-2026-999999'))
    const actor = office.agent('sahil', 'the-attacker')
    expect((await refusalOf(office.services.fileRequests(actor, file.fileId))).code).toBe('not-found')
    expect(await office.services.myFiles(actor)).toEqual([])
  })

  test('security measure: while it stands the right does not change hands', async () => {
    const file = await lodgedFile(office, { through: registered })
    const examiner = office.staff(['formality-examiner', 'registrar'], 'sahil')
    const before = await aRequestAbout(office, file, 'transfer')
    await decide(office, examiner, await filedRequest(office, file, 'security-measure'))
    const body = overTheWire(aDossierOf(office, 'sahil', [before]))
    const late = office.services.submitDossier(office.agent('sahil', file.accountId), { key: aKey(), body })
    expect((await refusalOf(late)).errors.map(({ code }) => code)).toContain('gate-transfer-blocked')
  })

  test('extension of time: the limit of the notice moves at most as often as the office allows', async () => {
    const file = await lodgedFile(office)
    const answerBy = addMonths(today(), 1)
    const noticeId = await issueNotice(office, { officeId: 'sahil', fileId: file.fileId, answerBy })
    const ask = () => filedRequest(office, file, 'extension-of-time', { noticeId })
    const { store } = office.office
    const max = office.services.profile('sahil')?.postFiling.maxExtensions ?? 0
    for (let time = 1; time <= max; time += 1) {
      const requestId = await ask()
      const row = await store.fileRequests.one({ _id: requestId })
      if (row?.state === 'waiting') {
        await until('its turn', async () => (await seen(office, registrar(), requestId)).state !== 'filed')
        const roles = (await seen(office, registrar(), requestId)).deciding?.roles ?? []
        if ((await store.fileRequests.one({ _id: requestId }))?.state === 'waiting')
          await decide(office, office.staff(roles, 'sahil'), requestId).catch(() => undefined)
      }
      await until('the extension', async () => {
        const notice = await store.notices.one({ _id: noticeId })
        return notice?.extensions === time
      })
    }
    const notice = await store.notices.one({ _id: noticeId })
    expect((notice?.answerBy ?? '') > answerBy).toBe(true)
    const beyond = await ask().catch((error: unknown) => error)
    expect(beyond).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'requests.0.noticeId', code: 'gate-extensions' }],
    })
  })

  test('certified copy: the office’s rule grants it at once, and the work is opened', async () => {
    const file = await lodgedFile(office, { officeId: 'borovia' })
    const requestId = await filedRequest(office, file, 'certified-copy')
    const task = await until('the work', () =>
      office.office.store.tasks.one({ about: requestId, kind: 'granted-copy' }),
    )
    expect(task.role).toBe('receptionist')
    expect((await office.office.store.fileRequests.one({ _id: requestId }))?.decidedBy).toBe(
      'processor:examination',
    )
  })

  test('division: a new file with a number of its own keeps the dates and names its parent', async () => {
    const file = await lodgedFile(office, { officeId: 'borovia', classes: 2 })
    const [facts] = await office.services.myFiles(office.agent('borovia', file.accountId))
    const [first] = facts?.classes ?? []
    const requestId = await filedRequest(office, file, 'division', {
      answers: { 'data.goods': [{ classNumber: first?.classNumber ?? 0, terms: [...(first?.terms ?? [])] }] },
    })
    const asked = await decide(office, office.staff(['formality-examiner'], 'borovia'), requestId)
    await approve(registrar('borovia'), asked)
    const row = await office.office.store.fileRequests.one({ _id: requestId })
    const own = await until('both files', async () => {
      const files = await office.services.myFiles(office.agent('borovia', file.accountId))
      return files.length === 2 && files
    })
    const child = own.find(({ fileId }) => fileId === row?.newFileId)
    const parent = own.find(({ fileId }) => fileId === file.fileId)
    expect(child?.classes).toEqual([first])
    expect(parent?.classes.map(({ classNumber }) => classNumber)).not.toContain(first?.classNumber)
    expect(child?.dates.filing).toBe(parent?.dates.filing)
    expect(child?.fileNumber).not.toBe(file.fileNumber)
    const { view } = await office.services.registerOfFile(registrar('borovia'), {
      fileId: child?.fileId ?? '',
    })
    expect(view?.rest.parent).toEqual({ fileId: file.fileId, fileNumber: file.fileNumber })
  })

  test('withdrawal, and two requests about one file in one dossier, each decided for itself', async () => {
    const file = await lodgedFile(office)
    const requests = [
      await aRequestAbout(office, file, 'correspondence-address'),
      await aRequestAbout(office, file, 'withdrawal', { answers: { 'data.scope': 'whole' } }),
    ]
    await lodgedRequests(office, file, requests)
    const [address, withdrawal] = requests.map(({ requestId }) => requestId)
    await until('the rule', async () => (await seen(office, registrar(), address ?? '')).state === 'granted')
    const asked = await decide(office, office.staff(['formality-examiner'], 'sahil'), withdrawal ?? '')
    await approve(registrar(), asked)
    expect(await statusOf(office, file)).toBe('Withdrawn')
  })

  test.each([
    ['PT', () => anInvention(91_001)],
    ['UM', () => anInvention(91_002, 'utility-model-application')],
    ['DS', () => aDesignRequest({ seed: 91_003 })],
  ] as const)(
    'an application for %s is lodged, listed by its title and sealed like any other',
    async (right, make) => {
      const file = await lodgedFile(office, { officeId: 'borovia', application: make() })
      expect(file.fileNumber).toContain(right)
      const actor = office.agent('borovia', file.accountId)
      const sealed = await until('two sealed documents', async () => {
        const view = await office.services.fileView(actor, file.fileId)
        return (
          view.documents.filter(({ role }) => ['filing-receipt', 'request-as-filed'].includes(role))
            .length === 2 && view
        )
      })
      expect(sealed.summary).not.toBe('')
      const [facts] = await office.services.myFiles(actor)
      expect(facts).toMatchObject({ right, title: sealed.summary, status: 'Filed' })
    },
  )

  test('examination of an invention: granted by the rule, noted in the history, and the file stays where it is', async () => {
    const file = await lodgedFile(office, {
      officeId: 'borovia',
      application: anInvention(91_004),
    })
    const requestId = await filedRequest(office, file, 'examination-request')
    const task = await until('the work', () =>
      office.office.store.tasks.one({ about: requestId, kind: 'granted-examination' }),
    )
    expect(task.subject).toBe(file.fileNumber)
    expect(await statusOf(office, file)).toBe('Filed')
  })

  test('refund: of an order of one’s own alone, granted by finance on the registrar’s approval', async () => {
    const file = await lodgedFile(office, { officeId: 'borovia' })
    const order = await office.office.store.orders.one({ accountId: file.accountId, status: 'paid' })
    const orderNumber = order?.orderNumber ?? ''
    const foreign = await aRequestAbout(office, { ...file, accountId: 'the-attacker' }, 'refund', {
      orderNumber,
    })
    const attack = office.services.submitDossier(office.agent('borovia', 'the-attacker'), {
      key: aKey(),
      body: overTheWire(aDossierOf(office, 'borovia', [foreign])),
    })
    expect((await refusalOf(attack)).errors.map(({ code }) => code)).toEqual(['gate-no-money'])
    const request = await aRequestAbout(office, file, 'refund', { orderNumber })
    await lodgedRequests(office, file, [request])
    const asked = await decide(office, office.staff(['finance']), request.requestId)
    await approve(registrar('borovia'), asked)
    const task = await until('the work', () =>
      office.office.store.tasks.one({ about: request.requestId, kind: 'granted-refund' }),
    )
    expect(task).toMatchObject({ role: 'finance', subject: orderNumber })
    await office.services.addUser({
      ...{ officeId: 'borovia', email: 'payer@firm.example', password: 'a long enough one' },
      ...{ displayName: 'A Payer', language: 'en', accountId: file.accountId, roles: ['agent'] },
    })
    const refused = await aRequestAbout(office, file, 'refund', { orderNumber })
    await lodgedRequests(office, file, [refused])
    await decide(office, office.staff(['finance']), refused.requestId, 'refused', 'Nothing is owed.')
    const mail = await until('a mail', () =>
      Promise.resolve(
        office.mail.mails('payer@firm.example').find(({ text }) => text.includes('Nothing is owed.')),
      ),
    )
    expect(mail.subject).toMatch(/^Decision about your request /)
  })
})
