/** Reception and what follows: numbers, filing dates, documents, parties, tasks and views of what was lodged. */
import sharp from 'sharp'
import {
  addWorkingDays,
  canonicalJson,
  checkChain,
  digestOf,
  foldFile,
  formatAmount,
  formatMoney,
  money,
  plainDateIn,
  sha256Hex,
  streamOf,
  type Stream,
} from '@lodge/shared-types'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aBody,
  aKey,
  anUpload,
  file,
  overTheWire,
  payWith,
  refusalOf,
  start,
  type Filed,
} from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { readBytes } from '../documents/bytes.ts'
import type { OpenOffice } from '../open-office.ts'
import { textOf } from '../receipts/test-support/poppler.ts'
import { verifySignedPdf } from '../receipts/verify-signed-pdf.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { reception } from './reception.ts'
import { fileFacts } from './file-listing.ts'
import { sealReceipt } from './seal-receipt.ts'
import { viewDossier, viewFile } from './status.ts'

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice()
})
afterAll(() => office.end())

const lodged = ({ actor, dossierId }: Filed, { services }: OpenOffice = office) =>
  until('lodged', async () => {
    const view = await services.dossierView(actor, dossierId)
    return view.status === 'lodged' && view
  })
async function paidAndLodged(filed: Filed, where: TestOffice = office) {
  const { attemptId } = await start(where, filed)
  await payWith(where, attemptId, 'approve')
  return lodged(filed, where)
}
const sealed = ({ actor }: Filed, fileId: string, { services }: OpenOffice = office) =>
  until('sealed', async () => {
    const view = await services.fileView(actor, fileId)
    return view.documents.some(({ role }) => role === 'request-as-filed') && view
  })
const seqOf = (fileNumber = '') => Number(fileNumber.split(/[-/]/).at(-1))

describe('numbers', () => {
  test('are consecutive for each branch, and start anew for none', async () => {
    const branches = ['main', 'verna', 'main', 'verna', 'main'] as const
    const body = aBody(office, { count: branches.length })
    const requests = body.requests.map((request, index) => ({
      ...request,
      branch: branches[index] ?? 'main',
    }))
    const { acknowledgement } = await office.services.submitDossier(office.agent(), {
      key: aKey(),
      body: overTheWire({ ...body, requests }),
    })
    const { dossierId } = body
    const filed = {
      actor: office.agent(),
      officeId: 'borovia' as const,
      dossierId,
      orderId: acknowledgement.order.orderId,
      body,
      acknowledgement,
    }
    const { files } = await paidAndLodged(filed)
    const numbers = files.map(({ fileNumber }) => fileNumber)
    const of = (branch: string) => numbers.filter((number) => number.startsWith(`${branch}-TM-`)).map(seqOf)
    expect(of('BT')).toHaveLength(3)
    expect(of('VC')).toHaveLength(2)
    for (const seqs of [of('BT'), of('VC')])
      expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
    const rows = await office.office.store.files.many({ dossierId })
    expect(new Set(rows.map(({ st13 }) => st13)).size).toBe(5)
    expect(rows.find(({ branch }) => branch === 'verna')?.st13).toMatch(/^XB50\d{4}01\d{7}$/)
  })
})

describe('the filing date', () => {
  test('of borovia is the day of submission when the payment comes within a month, and says why', async () => {
    const filed = await file(office)
    const [one] = (await paidAndLodged(filed)).files
    const view = await office.services.fileView(filed.actor, one?.fileId ?? '')
    expect(view.filingDate).toBe(filed.acknowledgement.receivedDate)
    expect(view.trace.at(0)?.rule).toBe('received')
    expect(view.trace.at(-1)).toMatchObject({ rule: 'payment-within', date: view.filingDate })
  })

  test('of borovia moves to the day of a payment that comes after 40 days', async () => {
    const dayMs = 86_400_000
    const then = await startTestOffice({ run: false, env: { CLOCK_OFFSET_MS: String(-40 * dayMs) } })
    try {
      const filed = await file(then)
      const now = await then.another({ CLOCK_OFFSET_MS: '0' })
      await now.run()
      const { attemptId } = await start(now, filed)
      await payWith(then, attemptId, 'approve')
      const [one] = (await lodged(filed, now)).files
      const view = await now.services.fileView(filed.actor, one?.fileId ?? '')
      expect(view.filingDate).toBe(plainDateIn('Europe/Sofia', new Date()))
      expect(view.filingDate).not.toBe(filed.acknowledgement.receivedDate)
      expect(view.trace.at(-1)?.text).toContain('after the period')
    } finally {
      await then.end()
    }
  })

  test('of sahil is the next working day for a submission on a Friday, before anything is paid', async () => {
    const friday = new Date('2026-03-06T07:00:00Z')
    const then = await startTestOffice({ env: { CLOCK_OFFSET_MS: String(friday.getTime() - Date.now()) } })
    try {
      const filed = await file(then, { officeId: 'sahil', on: '2026-03-06' })
      expect(filed.acknowledgement.receivedDate).toBe('2026-03-06')
      const { files, orders } = await lodged(filed, then)
      expect(orders).toMatchObject([{ status: 'open' }])
      expect(files[0]?.fileNumber).toMatch(/^TM\/2026\/\d{6}$/)
      const view = await then.services.fileView(filed.actor, files[0]?.fileId ?? '')
      expect(view.filingDate).toBe('2026-03-08')
      expect(view.trace.map(({ rule }) => rule)).toContain('next-working-day')
    } finally {
      await then.end()
    }
  })
})

describe('the documents of a file', () => {
  test('hold what was uploaded, the mark’s image in the receipt, and both seals; the public page lists their hashes', async () => {
    const pixels = { width: 64, height: 48, channels: 3 as const, background: '#c03' }
    const image = await anUpload(office, {
      bytes: new Uint8Array(await sharp({ create: pixels }).png().toBuffer()),
      role: 'mark-image',
      mediaType: 'image/png',
      fileName: 'mark.png',
    })
    const power = await anUpload(office, { bytes: new TextEncoder().encode('%PDF-1.7 power') })
    const filed = await file(office, {
      request: {
        mark: { kind: 'figurative', imageSha256: image.sha256, verbalElements: 'KORAB' },
        documents: [image, power, power],
      },
    })
    const [one] = (await paidAndLodged(filed)).files
    const fileId = one?.fileId ?? ''
    const view = await sealed(filed, fileId)
    expect(view.documents.map(({ role }) => role)).toEqual([
      'mark-image',
      'power-of-attorney',
      'filing-receipt',
      'request-as-filed',
    ])
    for (const actor of [filed.actor, office.staff(['formality-examiner'])]) {
      const opened = await office.services.openDocument(actor, view.documents[0]?.documentId ?? '')
      expect(sha256Hex(await buffer(opened.stream))).toBe(image.sha256)
    }
    for (const actor of [office.agent('borovia', 'account-2'), office.staff(['finance'], 'sahil')])
      for (const { documentId } of view.documents)
        expect(await refusalOf(office.services.openDocument(actor, documentId))).toMatchObject({
          code: 'not-found',
        })
    const receipt = await office.office.store.documents.one({ fileId, role: 'filing-receipt' })
    const bytes = await readBytes(office.office.store, receipt?.storedAs ?? '')
    expect(verifySignedPdf(bytes)).toMatchObject({ valid: true, wholeDocument: true })
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Subtype\s*\/Image/)
    const row = await office.office.store.files.one({ _id: fileId })
    const page = await office.services.verifyReceipt('borovia', row?.verificationCode ?? '')
    expect(page?.documents.map(({ sha256 }) => sha256)).toEqual(view.documents.map(({ sha256 }) => sha256))
    expect(JSON.stringify(page)).not.toContain('mark.png')
    expect(await office.services.verifyReceipt('sahil', row?.verificationCode ?? '')).toBeUndefined()
    expect(await office.services.verifyReceipt('borovia', 'nonsense')).toBeUndefined()
  })

  test('in Arabic are sealed as well', async () => {
    const filed = await file(office, { officeId: 'sahil' })
    const [one] = (await lodged(filed)).files
    const view = await sealed(filed, one?.fileId ?? '')
    for (const { documentId, sha256 } of view.documents) {
      const row = await office.office.store.documents.one({ _id: documentId })
      const bytes = await readBytes(office.office.store, row?.storedAs ?? '')
      expect(sha256Hex(bytes)).toBe(sha256)
      expect(verifySignedPdf(bytes)).toMatchObject({ valid: true, wholeDocument: true })
    }
  })

  test('are sealed once, however often and at once the job runs', async () => {
    const quiet = await startTestOffice({ run: false })
    try {
      const filed = await file(quiet, { officeId: 'sahil' })
      const stream = streamOf('dossier', filed.dossierId)
      await handleReception(quiet, 'sahil', stream)
      const [row] = await quiet.office.store.files.many({ dossierId: filed.dossierId })
      const job = { subject: row?._id ?? '' }
      await Promise.all([sealReceipt(job, quiet.office), sealReceipt(job, quiet.office)])
      await sealReceipt(job, quiet.office)
      const documents = await quiet.office.store.documents.many({ fileId: job.subject })
      expect(documents.map(({ role }) => role).toSorted()).toEqual(['filing-receipt', 'request-as-filed'])
      for (const { storedAs, sha256 } of documents)
        expect(sha256Hex(await readBytes(quiet.office.store, storedAs))).toBe(sha256)
      const names = await quiet.office.store.bytes.find({}).toArray()
      expect(names).toHaveLength(2)
      const history = await readStream(quiet.office.store, 'sahil', streamOf('file', job.subject))
      expect(history.filter(({ type }) => type === 'file.document-added')).toHaveLength(2)
    } finally {
      await quiet.end()
    }
  })
})

/** Runs reception's handler on a stream as its consumer does, without a cursor that would hold it back. */
async function handleReception(
  { office: parts }: OpenOffice,
  officeId: string,
  stream: Stream,
): Promise<void> {
  const { store, profiles, clock } = parts
  await store.transaction(async (session) => {
    const history = await readStream(store, officeId, stream, { session })
    const [first] = history
    if (!first) throw new Error('an empty stream')
    await reception.handle([first], {
      office: parts,
      profile: profiles.of(officeId),
      session,
      at: clock.now(),
      history,
      append: (target, events, isNew) =>
        appendEvents(store, session, {
          officeId,
          stream: target,
          events,
          by: 'processor:reception',
          causedBy: first.eventId,
          at: clock.now(),
          ...(isNew ? { after: null } : {}),
        }),
    })
  })
}

test('a dossier is lodged once, though two processes are woken for it 30 times and its handler runs again', async () => {
  const other = await office.another()
  await other.run()
  const filed = await file(office, { officeId: 'sahil' })
  const stream = streamOf('dossier', filed.dossierId)
  const wakeUp = { v: 1 as const, officeId: 'sahil', kind: 'event' as const, id: 'again', stream }
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      (index % 2 === 0 ? office : other).office.broker.wake('reception', wakeUp),
    ),
  )
  await lodged(filed)
  for (let run = 0; run < 3; run += 1) await handleReception(office, 'sahil', stream)
  const history = await readStream(office.office.store, 'sahil', stream)
  expect(history.filter(({ type }) => type === 'dossier.lodged')).toHaveLength(1)
  expect(await office.office.store.files.many({ dossierId: filed.dossierId })).toHaveLength(1)
  expect(checkChain(history)).toEqual([])
})

test('people are kept as rows with salted digests, and nothing personal is inside any event', async () => {
  const filed = await file(office, { officeId: 'borovia', count: 2, request: { agent: undefined } })
  const { files } = await paidAndLodged(filed)
  const { store } = office.office
  for (const { fileId, requestId } of files) {
    await sealed(filed, fileId)
    const request = filed.body.requests.find((one) => one.requestId === requestId)
    const rows = await store.parties.many({ fileId })
    expect(rows.map(({ person }) => person)).toEqual(request?.applicants)
    for (const { salt, person, digest } of rows) expect(digest).toBe(digestOf({ salt, person }))
    const { received } = foldFile(await readStream(store, 'borovia', streamOf('file', fileId)))
    expect(received?.parties.map(({ digest }) => digest)).toEqual(rows.map(({ digest }) => digest))
  }
  const personal = filed.body.requests.flatMap(({ applicants, signature, ownReference }) => [
    signature.name,
    ownReference ?? '',
    ...applicants.flatMap((person) => [
      person.email,
      person.phone ?? '',
      ...person.address.lines,
      person.address.city,
      ...(person.kind === 'natural' ? [person.givenName, person.familyName] : [person.name]),
    ]),
  ])
  const events = await store.events.many({ officeId: 'borovia' })
  const text = events.map((event) => canonicalJson(event)).join('\n')
  expect(personal.filter((word) => word !== '' && text.includes(word))).toEqual([])
})

describe('examination', () => {
  test.each([
    ['borovia', 10],
    ['sahil', 5],
  ] as const)('opens a task at %s, due after %i working days of its calendar', async (officeId, days) => {
    const filed = await file(office, { officeId })
    const { files } = officeId === 'borovia' ? await paidAndLodged(filed) : await lodged(filed)
    const stream = streamOf('file', files[0]?.fileId ?? '')
    const task = await until('a task', () => office.office.store.tasks.one({ officeId, stream }))
    const profile = office.office.profiles.of(officeId)
    const today = plainDateIn(profile.timeZone, new Date())
    expect(task).toMatchObject({
      kind: 'formality-examination',
      role: 'formality-examiner',
      subject: files[0]?.fileNumber,
      due: addWorkingDays(profile.calendar, today, days),
    })
  })

  test('closes a task by the action that answers it, and opens what follows, once', async () => {
    const filed = await file(office)
    const [one] = (await paidAndLodged(filed)).files
    const stream = streamOf('file', one?.fileId ?? '')
    const { store } = office.office
    await until('a task', () => store.tasks.one({ stream }))
    const action = office.office.profiles
      .of('borovia')
      .workflow.actions.find(({ code }) => code === 'formalities-met')
    if (!action) throw new Error('no such action')
    const { status, process, st27, nationalCode, code } = action
    await store.transaction((session) =>
      appendEvents(store, session, {
        officeId: 'borovia',
        stream,
        events: [{ type: 'file.acted', v: 1, data: { action: code, status, process, st27, nationalCode } }],
        by: 'user:examiner',
        causedBy: null,
        at: new Date(),
      }),
    )
    await until('what follows', () => store.tasks.one({ stream, kind: 'publication' }))
    const tasks = await store.tasks.many({ stream }, { sort: { kind: 1 } })
    expect(tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ['formality-examination', 'done'],
      ['publication', 'open'],
    ])
    const view = await until('the view', () =>
      store.views.one({ _id: `borovia|${stream.replace(':', '|')}`, status: 'Examined' }),
    )
    expect(view.timeline.map(({ type }) => type)).toContain('file.acted')
  })
})

test('every stored view is what a fold of the whole history gives', async () => {
  const { store } = office.office
  const views = await until('views that have caught up', async () => {
    const all = await store.views.many({})
    for (const { officeId, kind, id, seq } of all)
      if ((await store.events.count({ officeId, stream: streamOf(kind, id) })) !== seq) return false
    return all.length > 0 && all
  })
  for (const view of views) {
    const history = await readStream(store, view.officeId, streamOf(view.kind, view.id))
    const { officeId, id: fileId, updatedAt } = view
    const folded =
      view.kind === 'dossier'
        ? viewDossier(history, updatedAt)
        : viewFile(
            history,
            updatedAt,
            await fileFacts(store, { officeId, fileId, accountId: view.accountId }),
          )
    expect(view).toEqual(folded)
  }
  const dossiers = await store.submissions.count({})
  expect(views.filter(({ kind }) => kind === 'dossier')).toHaveLength(dossiers)
})

test('a receipt of several requests shows fees that add up to the invoice', async () => {
  const filed = await file(office, { count: 2 })
  const { files } = await paidAndLodged(filed)
  const fileId = files[1]?.fileId ?? ''
  await sealed(filed, fileId)
  const row = await office.office.store.documents.one({ fileId, role: 'filing-receipt' })
  const text = await textOf(await readBytes(office.office.store, row?.storedAs ?? ''))
  const [order] = await office.office.store.orders.many({ _id: filed.orderId })
  const other = order?.lines.filter(({ requestId }) => requestId === files[0]?.requestId) ?? []
  const rest = other.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  expect(text.replaceAll(/\s+/g, ' ')).toContain('Fees of the other requests of this invoice')
  expect(text).toContain(formatAmount(money(rest, 'BGN')))
  expect(text).toContain(formatMoney(filed.acknowledgement.order.total))
})
