/** Answers to notices: taken once and in time, attached to their file, and decided by the officer change by change. */
import { aTrademarkRequest } from '@lodge/mocks'
import {
  addDays,
  foldFile,
  plainDateIn,
  plainFileList,
  sha256Hex,
  streamOf,
  type ResponseRequest,
  type SubmissionBody,
  type TrademarkRequest,
} from '@lodge/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aKey,
  anUpload,
  file,
  overTheWire,
  payWith,
  refusalOf,
  refusalsIn,
  start,
} from '../../test-support/filing.ts'
import { anAnswer, issueNotice, type NoticeWish } from '../../test-support/issued-notice.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import type { OpenOffice } from '../open-office.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { currentRequest, requestVersions } from './file-request.ts'

type Change = ResponseRequest['changes'][number]

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice()
})
afterAll(() => office.end())

const agent = () => office.agent()
const officer = () => office.staff(['formality-examiner'])
const today = () => plainDateIn('Europe/Sofia', new Date())
const inTwoDays = () => addDays(today(), 2)

/** A paid file of account-1 that waits for an answer. */
async function askedFile(
  wish: Omit<NoticeWish, 'fileId'> & { request?: Parameters<typeof aTrademarkRequest>[0] } = {},
) {
  const { request = {}, ...notice } = wish
  const filed = await file(office, { request: { agent: undefined, ...request } })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  const { files } = await until('lodged', async () => {
    const view = await office.services.dossierView(filed.actor, filed.dossierId)
    return view.status === 'lodged' && view
  })
  const { fileId = '', fileNumber = '' } = files[0] ?? {}
  const noticeId = await issueNotice(office, { fileId, ...notice })
  const before = filed.body.requests[0]
  if (!before) throw new Error('no request')
  return { fileId, fileNumber, noticeId, request: before }
}

const submit = (body: SubmissionBody, key = aKey(), { services }: OpenOffice = office, actor = agent()) =>
  services.submitDossier(actor, { key, body: overTheWire(body) })

const cityOf = ({ applicants }: TrademarkRequest, after: string): Change => ({
  path: 'applicants.0.address.city',
  before: applicants[0]?.address.city ?? null,
  after,
})

const fileState = async (fileId: string) =>
  foldFile(await readStream(office.office.store, 'borovia', streamOf('file', fileId)))

const attached = (fileId: string) =>
  until('attached', async () => {
    const history = await readStream(office.office.store, 'borovia', streamOf('file', fileId))
    return history.find((event) => event.type === 'request.attached')
  })

describe('an answer', () => {
  test('is taken with its own receivedAt, costs nothing, is lodged at once and gets no file number of its own', async () => {
    const { fileId, fileNumber, noticeId, request } = await askedFile({ answerBy: today() })
    const body = anAnswer({ noticeId, fileNumber, changes: [cityOf(request, 'New Town')] })
    const { acknowledgement } = await submit(body)
    expect(acknowledgement.order).toMatchObject({ total: { amountMinor: 0n }, agreementNeeded: false })
    const notice = await office.office.store.notices.one({ _id: noticeId })
    expect(notice).toMatchObject({ state: 'answered', answeredBy: body.requests[0]?.requestId })
    expect(notice?.answeredAt?.toISOString()).toBe(acknowledgement.receivedAt)

    const event = await attached(fileId)
    expect(event).toMatchObject({
      data: {
        about: noticeId,
        kind: 'response-to-office-action',
        submissionId: acknowledgement.submissionId,
      },
    })
    expect((await fileState(fileId)).openNotice).toBeUndefined()
    const view = await until('lodged', async () => {
      const dossier = await office.services.dossierView(agent(), body.dossierId)
      return dossier.status === 'lodged' && dossier
    })
    expect(view.files).toEqual([{ requestId: body.requests[0]?.requestId, fileId, fileNumber }])
    expect(await office.office.store.files.count({ dossierId: body.dossierId })).toBe(0)
    expect(view.documents.map(({ role }) => role)).not.toContain('payment-receipt')
  })

  test('brings documents that become documents of the file', async () => {
    const { fileId, fileNumber, noticeId } = await askedFile({ fields: ['documents.power-of-attorney'] })
    const power = await anUpload(office, { bytes: Buffer.from(`%PDF-1.4 power ${fileId}`) })
    await submit(anAnswer({ noticeId, fileNumber, documents: [power] }))
    const { documents } = await until('documents', async () => {
      const state = await fileState(fileId)
      return state.documents.some(({ role }) => role === 'power-of-attorney') && state
    })
    expect(documents.find(({ role }) => role === 'power-of-attorney')?.sha256).toBe(power.sha256)
    const answer = await until('attached', async () => {
      const view = await office.services.answerView(officer(), noticeId)
      return view.documents.length > 0 && view
    })
    expect(answer.documents).toMatchObject([{ role: 'power-of-attorney', fileName: power.fileName }])
    // It changes nothing of the application, so that nothing is left to decide.
    expect(answer.decidedAt).not.toBeNull()
    // It stands where the examiner looks for it, and in the choices of the next notice.
    const { fields } = await office.services.examination(officer(), { fileId, checklist: 'formality' })
    const shown = Object.values(fields)
      .flat()
      .find(({ path }) => path === 'documents.power-of-attorney')
    expect(shown?.value.en).toBe(power.fileName)
    // Addresses end with the country's name, not with its code.
    const addresses = Object.values(fields)
      .flat()
      .filter(({ path }) => path.endsWith('.address'))
    expect(addresses.length).toBeGreaterThan(0)
    for (const { value } of addresses) expect(value.en).not.toMatch(/\b[A-Z]{2}$/)
  })

  test('that brings a document which the file has already is attached all the same', async () => {
    const fields = ['documents.power-of-attorney']
    const { fileId, fileNumber, noticeId } = await askedFile({ fields })
    const power = await anUpload(office, { bytes: Buffer.from(`%PDF-1.4 same power ${fileId}`) })
    const { store } = office.office
    const [upload] = await store.documents.many({ sha256: power.sha256 })
    if (!upload) throw new Error('no upload')
    await store.documents.insert([{ ...upload, _id: aKey(), fileId }])
    await submit(anAnswer({ noticeId, fileNumber, documents: [power] }))
    await attached(fileId)
    expect(await store.documents.count({ fileId, sha256: power.sha256 })).toBe(1)
    const answer = await office.services.answerView(officer(), noticeId)
    expect(answer.documents).toMatchObject([{ role: 'power-of-attorney', sha256: power.sha256 }])
  })

  test('may stand in one dossier beside a new application, and is attached before that is paid', async () => {
    const { fileId, fileNumber, noticeId } = await askedFile()
    const answer = anAnswer({ noticeId, fileNumber, text: 'We explain.' })
    const { body } = await file(office)
    const application = aTrademarkRequest({ seed: 771_001 })
    const { quote } = body
    const { dossierId } = answer
    const { acknowledgement } = await submit({
      dossierId,
      quote,
      requests: [...answer.requests, application],
    })
    await attached(fileId)
    const filed = { actor: agent(), dossierId, orderId: acknowledgement.order.orderId }
    if (acknowledgement.order.agreementNeeded)
      await office.services.agreeOrder(agent(), {
        key: aKey(),
        dossierId,
        orderId: filed.orderId,
        total: acknowledgement.order.total,
      })
    const { attemptId } = await start(office, filed)
    await payWith(office, attemptId, 'approve')
    const { files } = await until('lodged', async () => {
      const view = await office.services.dossierView(agent(), dossierId)
      return view.status === 'lodged' && view
    })
    expect(files).toHaveLength(2)
    expect(files[0]).toMatchObject({ fileId, fileNumber })
    expect(files[1]?.fileNumber).not.toBe(fileNumber)
    const history = await readStream(office.office.store, 'borovia', streamOf('file', fileId))
    expect(history.filter(({ type }) => type === 'request.attached')).toHaveLength(1)
    expect(history.filter(({ type }) => type === 'file.date-accorded')).toHaveLength(1)
  })

  test('that was written before the limit and arrives after it is refused, and nothing of it is stored', async () => {
    const { fileNumber, noticeId } = await askedFile({ answerBy: inTwoDays() })
    const later = await office.another({ CLOCK_OFFSET_MS: String(3 * 86_400_000) })
    const body = anAnswer({ noticeId, fileNumber, text: 'Written in time.' })
    const refused = await refusalOf(submit(body, aKey(), later))
    expect(refused.code).toBe('invalid')
    expect(refused.errors).toMatchObject([{ path: 'requests.0.noticeId', code: 'answer-late' }])
    expect(refused.message).toContain('so it cannot be taken')
    const { store } = office.office
    expect(await store.submissions.count({ dossierId: body.dossierId })).toBe(0)
    expect(await store.notices.one({ _id: noticeId })).toMatchObject({ state: 'issued', answeredBy: null })
    // The number that was taken went back with everything else.
    const [one, other] = [await file(office), await file(office)].map(({ acknowledgement }) =>
      Number(acknowledgement.submissionNumber.split(/[-/]/).at(-1)),
    )
    expect(other).toBe((one ?? 0) + 1)
    // The same body under the same key is judged anew where it can be in time.
    await submit(body)
  })

  test('is given once: a repeat under its key is the same answer, another one is refused', async () => {
    const { fileNumber, noticeId } = await askedFile()
    const body = anAnswer({ noticeId, fileNumber, text: 'First.' })
    const key = aKey()
    const first = await submit(body, key)
    const again = await submit(body, key)
    expect(again).toMatchObject({ repeated: true, jws: first.jws })
    const second = await refusalOf(submit(anAnswer({ noticeId, fileNumber, text: 'Second.' })))
    expect(second.errors).toMatchObject([{ code: 'answer-given' }])
  })

  test('of two agents at once is taken from one of them', async () => {
    const { fileId, fileNumber, noticeId } = await askedFile()
    const other = await office.another()
    const refused = await refusalsIn([
      submit(anAnswer({ noticeId, fileNumber, text: 'One.' })),
      submit(anAnswer({ noticeId, fileNumber, text: 'Other.' }), aKey(), other),
      submit(anAnswer({ noticeId, fileNumber, text: 'Third.' })),
    ])
    expect(refused.map(({ errors }) => errors[0]?.code)).toEqual(['answer-given', 'answer-given'])
    await attached(fileId)
  })

  test('to a notice of another account is as unknown as one to none', async () => {
    const { fileNumber, noticeId } = await askedFile()
    const body = anAnswer({ noticeId, fileNumber, text: 'Mine?' })
    const foreign = await refusalOf(submit(body, aKey(), office, office.agent('borovia', 'account-2')))
    const none = await refusalOf(submit(anAnswer({ noticeId: 'no-such-notice', fileNumber, text: 'Hm.' })))
    expect([foreign.code, none.code]).toEqual(['not-found', 'not-found'])
    expect(foreign.message).toBe(none.message)
    expect(
      (await refusalOf(office.services.partyNotice(office.agent('borovia', 'account-2'), noticeId))).code,
    ).toBe('not-found')
  })

  test('is refused once the file has moved on, or the notice asks for no answer', async () => {
    const { fileId, fileNumber, noticeId } = await askedFile()
    const { store } = office.office
    await store.transaction(async (session) => {
      await appendEvents(store, session, {
        officeId: 'borovia',
        stream: streamOf('file', fileId),
        events: [
          {
            type: 'file.acted',
            v: 1,
            data: {
              action: 'withdrawn',
              status: 'Withdrawn',
              process: 'capture-and-formality',
              st27: 'D00',
              nationalCode: 'WITHDRAWN',
            },
          },
        ],
        by: 'user:registrar',
        causedBy: null,
        at: new Date(),
      })
    })
    const late = await refusalOf(submit(anAnswer({ noticeId, fileNumber, text: 'Too late.' })))
    expect(late.errors[0]?.code).toBe('answer-not-open')
    const decision = await askedFile({ answerBy: null })
    const unasked = await refusalOf(submit(anAnswer({ ...decision, text: 'But…' })))
    expect(unasked.errors[0]?.code).toBe('answer-not-open')
  })

  test('changes only what the notice names, from what stands now, into a valid application', async () => {
    const { fileNumber, noticeId, request } = await askedFile()
    const codesOf = async (changes: Change[]) =>
      (await refusalOf(submit(anAnswer({ noticeId, fileNumber, changes })))).errors.map(({ path, code }) => [
        path,
        code,
      ])
    const mark = request.mark.kind === 'word' ? request.mark.text : ''
    expect(await codesOf([{ path: 'mark.text', before: mark, after: 'ANOTHER' }])).toEqual([
      ['requests.0.changes.0', 'answer-elsewhere'],
    ])
    expect(await codesOf([{ ...cityOf(request, 'X'), before: 'Elsewhere' }])).toEqual([
      ['requests.0.changes.0', 'answer-stale'],
    ])
    expect(await codesOf([{ ...cityOf(request, ''), after: null }])).toEqual([
      ['requests.0.changes.0.after', 'missing'],
    ])
    expect(await codesOf([])).toEqual([['requests.0.text', 'answer-empty']])
    const image = await anUpload(office, {
      bytes: Buffer.from('an image'),
      role: 'mark-image',
      mediaType: 'image/png',
      fileName: 'mark.png',
    })
    const other = await refusalOf(submit(anAnswer({ noticeId, fileNumber, documents: [image] })))
    expect(other.errors).toMatchObject([{ path: 'requests.0.documents.0.role', code: 'document-role' }])
  })
})

describe('the officer', () => {
  test('sees each change with before and after, and enters some of them as the next version', async () => {
    const fields = ['applicants.0.address', 'goodsAndServices.0.terms']
    const { fileId, fileNumber, noticeId, request } = await askedFile({ fields })
    const terms: Change = {
      path: 'goodsAndServices.0.terms',
      before: request.goodsAndServices[0]?.terms ?? null,
      after: ['Soap'],
    }
    await submit(
      anAnswer({ noticeId, fileNumber, changes: [cityOf(request, 'New Town'), terms], text: 'Here.' }),
    )
    await attached(fileId)
    const view = await office.services.answerView(officer(), noticeId)
    expect(view).toMatchObject({ fileId, text: 'Here.', decidedAt: null, version: null })
    expect(view.changes).toMatchObject([
      {
        label: { en: 'Applicant 1 · Address · Town or city' },
        afterText: { en: 'New Town', ar: 'New Town' },
        isCurrent: true,
        accepted: null,
      },
      { path: 'goodsAndServices.0.terms', afterText: { en: 'Soap' } },
    ])
    const decide = (rev: number, accepted: readonly string[]) =>
      office.services.decideAnswer(officer(), { noticeId, accepted, seenRev: rev })
    expect((await refusalOf(decide(view.rev - 1, []))).code).toBe('stale')
    const decided = await decide(view.rev, ['applicants.0.address.city'])
    expect(decided.changes.map(({ accepted }) => accepted)).toEqual([true, false])
    expect(decided.version).toBe(2)
    expect((await refusalOf(decide(decided.rev, []))).code).toBe('stale')

    const { store } = office.office
    const current = await currentRequest(store, 'borovia', fileId)
    expect(current.version).toBe(2)
    expect(current.request.applicants[0]?.address.city).toBe('New Town')
    expect(current.request).toMatchObject({ goodsAndServices: request.goodsAndServices })
    expect((await requestVersions(store, 'borovia', fileId)).map(({ version }) => version)).toEqual([1, 2])
    expect((await fileState(fileId)).version).toBe(2)
    const people = await store.parties.many({ fileId, role: 'applicant' }, { sort: { version: 1 } })
    expect(people.map(({ version, person }) => [version, person.address.city])).toEqual([
      [1, request.applicants[0]?.address.city],
      [2, 'New Town'],
    ])
    const [event] = (await readStream(store, 'borovia', streamOf('file', fileId))).filter(
      ({ type }) => type === 'file.changed',
    )
    expect(JSON.stringify(event)).toContain(people[1]?.digest)
    expect(JSON.stringify(event)).not.toContain('New Town')
    // The history tells the answer as what the party did, and names the very field that changed.
    const { history } = await office.services.staffFileView(officer(), fileId)
    const lineOf = (type: string) => history.findLast((line) => line.type === type)
    expect(lineOf('request.attached')?.by).toEqual({ kind: 'account', name: null })
    expect(lineOf('file.changed')?.facts.changed).toEqual(['applicants.0.address.city'])
    const [audit] = await store.audit.many({ subject: `notice:${noticeId}`, what: 'decided-answer' })
    expect(audit?.detail).toContain('goodsAndServices.0.terms')
  })

  test('enters another name and mark, and the list of files shows them', async () => {
    const { fileId, fileNumber, noticeId } = await askedFile({
      fields: ['applicants.0', 'mark.text'],
      request: {
        mark: { kind: 'word', text: 'OLDMARK' },
        applicants: [
          {
            kind: 'legal',
            name: 'Old Name AD',
            address: { lines: ['1 Street'], city: 'Borograd', country: 'XB' },
            email: 'old@borovia.example',
          },
        ],
      },
    })
    const changes: Change[] = [
      { path: 'applicants.0.name', before: 'Old Name AD', after: 'New Name AD' },
      { path: 'mark.text', before: 'OLDMARK', after: 'NEWMARK' },
    ]
    await submit(anAnswer({ noticeId, fileNumber, changes }))
    await attached(fileId)
    const { rev } = await office.services.answerView(officer(), noticeId)
    await office.services.decideAnswer(officer(), {
      noticeId,
      accepted: changes.map(({ path }) => path),
      seenRev: rev,
    })
    const listed = await until('listed', async () => {
      const { rows } = await office.services.listFiles(agent(), { ...plainFileList, search: fileNumber })
      return rows.find(({ summary }) => summary === 'NEWMARK')
    })
    expect(listed.owners).toEqual(['New Name AD'])
  })

  test('refuses all changes without a new version, and needs the role for it', async () => {
    const { fileId, fileNumber, noticeId, request } = await askedFile()
    await submit(anAnswer({ noticeId, fileNumber, changes: [cityOf(request, 'New Town')] }))
    const { rev } = await office.services.answerView(officer(), noticeId)
    const decision = { noticeId, accepted: [], seenRev: rev }
    expect((await refusalOf(office.services.decideAnswer(agent(), decision))).code).toBe('not-allowed')
    const finance = office.staff(['finance'])
    expect((await refusalOf(office.services.decideAnswer(finance, decision))).code).toBe('not-allowed')
    const decided = await office.services.decideAnswer(officer(), decision)
    expect(decided).toMatchObject({ version: null, changes: [{ accepted: false }] })
    expect((await currentRequest(office.office.store, 'borovia', fileId)).version).toBe(1)
  })
})

test('the party sees what is wanted, and among the open notices until it has answered', async () => {
  const { fileId, fileNumber, noticeId, request } = await askedFile({ answerBy: inTwoDays() })
  const listed = () => office.services.partyNotices(agent())
  const mine = await until('listed', async () => (await listed()).find((one) => one.noticeId === noticeId))
  expect(mine).toMatchObject({ fileId, fileNumber, state: 'issued', answerBy: inTwoDays() })
  const notice = await office.services.partyNotice(agent(), noticeId)
  expect(notice).toMatchObject({ isAnswerable: true, version: 1, branch: request.branch })
  expect(sha256Hex(JSON.stringify(notice.request))).toHaveLength(64)
  expect(notice.deficiencies[0]?.fields).toEqual(['applicants.0.address'])
  await submit(anAnswer({ noticeId, fileNumber, text: 'Done.' }))
  await until('gone', async () => !(await listed()).some((one) => one.noticeId === noticeId))
})
