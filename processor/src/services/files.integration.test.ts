/** The list of files: every column, order and filter, what a search finds, who sees what; and claims of files from paper. */
import {
  addressOfFileList,
  fileColumns,
  plainFileList,
  plainTaskList,
  streamOf,
  type Actor,
  type FileList,
  type NewEvent,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aKey, anUpload, file, payWith, refusalOf, start } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { rebuildViews } from '../processors/rebuild-views.ts'
import { appendEvents } from '../store/streams.ts'

let office: TestOffice
const ana = () => office.agent()
const ben = () => office.agent('borovia', 'account-2')
const receptionist = () => office.staff(['receptionist'])

async function lodged(wish: Parameters<typeof file>[1]): Promise<void> {
  const filed = await file(office, wish)
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  await until('a listed file', () =>
    office.office.store.views.one({ kind: 'file', dossierId: filed.dossierId, listingVersion: 1 }),
  )
}

/** A file that came on paper: the office recorded it, and no account holds it. */
async function fromPaper(
  fileNumber: string,
  came: { dossierId: string; submissionId: string } = { dossierId: uuidv7(), submissionId: uuidv7() },
): Promise<string> {
  const { store } = office.office
  const fileId = uuidv7()
  const facts = {
    fileNumber,
    st13: `BV50${fileNumber.replaceAll(/\D/g, '').padStart(13, '0')}`,
    right: 'TM',
    kind: 'trademark-application',
    branch: 'main',
    accountId: null,
    ...came,
    requestId: uuidv7(),
    onlineId: '',
  }
  const received: NewEvent = {
    type: 'file.received',
    v: 1,
    data: {
      ...facts,
      submissionNumber: '',
      status: 'Filed',
      process: 'filed',
      st27: 'A00',
      parties: [],
    },
  }
  await store.transaction(async (session) => {
    const row = {
      ...facts,
      ownReference: null,
      verificationCode: uuidv7(),
      followCode: null,
      createdAt: new Date(),
    }
    await store.files.insert([{ _id: fileId, officeId: 'borovia', ...row }], { session })
    await appendEvents(store, session, {
      officeId: 'borovia',
      stream: streamOf('file', fileId),
      events: [received],
      by: 'user:capturer',
      causedBy: null,
      at: new Date(),
      after: null,
    })
  })
  office.office.nudgeRelay()
  return fileId
}

const list = (actor: Actor, wish: Partial<FileList> = {}) =>
  office.services.listFiles(actor, { ...plainFileList, ...wish })
const summaries = async (actor: Actor, wish: Partial<FileList> = {}) =>
  (await list(actor, wish)).rows.map(({ summary }) => summary)

beforeAll(async () => {
  office = await startTestOffice()
  await office.services.addUser({
    officeId: 'borovia',
    email: 'ana@firm.example',
    password: 'a long enough one',
    displayName: 'Ana Petrova',
    language: 'en',
    accountId: 'account-1',
    roles: ['agent'],
  })
  const word = (text: string) => ({ mark: { kind: 'word' as const, text } })
  await lodged({ request: { ...word('Żółty Lew'), ownReference: 'REF-2' } })
  await lodged({ request: { ...word('القهوة العربية'), ownReference: 'REF-10' } })
  await lodged({ request: word('zebra') })
  await lodged({ accountId: 'account-2', request: word('Lion of Ben') })
})
afterAll(() => office.end())

describe('the list of files', () => {
  test('shows each of its columns', async () => {
    const [row] = (await list(ana(), { search: 'lew' })).rows
    expect(row).toMatchObject({
      summary: 'Żółty Lew',
      ownReference: 'REF-2',
      status: 'Filed',
      subtype: 'word',
    })
    expect(row?.fileNumber).toMatch(/^\w+-TM-\d{4}-\d+$|TM/)
    expect(row?.filingDate).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(row?.owners).toHaveLength(1)
    expect(row?.fileOwner).toBe('Ana Petrova')
    expect(row?.invoiceNumbers).toHaveLength(1)
    expect(row?.actionAt).toBeInstanceOf(Date)
  })

  test('is sorted by every column both ways, each by an index and never in memory', async () => {
    for (const sort of fileColumns)
      for (const actor of [ana(), receptionist()]) {
        const up = await summaries(actor, { sort, isDescending: false })
        const down = await summaries(actor, { sort, isDescending: true })
        expect(up.toReversed(), sort).toEqual(down)
        const { accountId } = actor
        const plan = await office.office.store.views.collection
          .find({ officeId: 'borovia', ...(accountId === undefined ? {} : { accountId }), kind: 'file' })
          .sort({ [`listing.sortBy.${sort}`]: 1, id: 1 })
          .limit(42)
          .explain('queryPlanner')
        expect(JSON.stringify(plan['queryPlanner']), sort).toContain('IXSCAN')
        expect(
          JSON.stringify(z.looseObject({}).parse(plan['queryPlanner'])['winningPlan']),
          sort,
        ).not.toMatch(/"SORT"|COLLSCAN/)
      }
  })

  test('sorts numbers by their value, and names without regard to case and marks', async () => {
    expect(await summaries(ana(), { sort: 'summary', isDescending: false })).toEqual([
      'zebra',
      'Żółty Lew',
      'القهوة العربية',
    ])
    const references = (await list(ana(), { sort: 'ownReference', isDescending: false })).rows
    expect(references.map(({ ownReference }) => ownReference).slice(0, 2)).toEqual(['REF-2', 'REF-10'])
  })

  test.each([
    ['LEW', ['Żółty Lew']],
    ['zolty', ['Żółty Lew']],
    ['ref-10', ['القهوة العربية']],
    ['قهوه', ['القهوة العربية']],
    ['عَرَبِيّة', ['القهوة العربية']],
    ['lion', []],
    ['.*', ['Żółty Lew', 'zebra', 'القهوة العربية']],
    ['$where', []],
  ])('finds by %j', async (search, found) => {
    expect(new Set(await summaries(ana(), { search }))).toEqual(new Set(found))
  })

  test('finds by file number, owner and invoice number, in parts and in any order', async () => {
    const [row] = (await list(ana(), { search: 'zebra' })).rows
    const ways = [row?.fileNumber, row?.owners[0], row?.invoiceNumbers[0], `zeb ${row?.fileNumber ?? ''}`]
    for (const search of ways) expect(await summaries(ana(), { search: search ?? '-' })).toContain('zebra')
  })

  test('a search is answered from the index of words', async () => {
    const plan = await office.office.store.views.collection
      .find({
        officeId: 'borovia',
        accountId: 'account-1',
        kind: 'file',
        'listing.words': { $in: [/^zeb/u] },
      })
      .explain('queryPlanner')
    expect(JSON.stringify(plan['queryPlanner'])).toContain('listing.words_1')
  })

  test('keeps to a status', async () => {
    expect((await list(ana(), { statuses: ['Filed'] })).total).toBe(3)
    expect((await list(ana(), { statuses: ['Registered'] })).total).toBe(0)
  })

  test('holds own files only; staff see those of their office, and a page beyond the end is the last one', async () => {
    expect(await summaries(ben())).toEqual(['Lion of Ben'])
    expect((await list(receptionist())).total).toBe(4)
    expect((await list(office.staff(['administrator'], 'sahil'))).total).toBe(0)
    expect((await list(office.agent('sahil'))).total).toBe(0)
    expect(await list(ana(), { page: 900 })).toMatchObject({ page: 1, total: 3 })
    expect(await refusalOf(list({ ...ana(), accountId: undefined }))).toMatchObject({ code: 'not-found' })
  })

  test('is exported whole and in its order', async () => {
    const rows: string[] = []
    for await (const { summary } of office.services.exportFiles(ana(), {
      ...plainFileList,
      sort: 'summary',
      isDescending: false,
    }))
      rows.push(summary)
    expect(rows).toEqual(['zebra', 'Żółty Lew', 'القهوة العربية'])
  })

  test('a view from before this release is made anew, once, from history and rows', async () => {
    const { views } = office.office.store
    const [row] = (await list(ana(), { search: 'zebra' })).rows
    const outdated = { kind: 'file', id: row?.fileId ?? '' }
    const before = await views.one(outdated)
    await views.update(outdated, { $unset: { listing: 1, listingVersion: 1 } })
    expect((await list(ana())).total).toBe(3)
    await rebuildViews({}, office.office)
    const after = await views.one(outdated)
    expect(after?.kind === 'file' && after.listing).toEqual(before?.kind === 'file' && before.listing)
    expect(await rebuildViews({}, office.office)).toHaveProperty('runAt')
  })

  test('a view that cannot be made anew is told, and holds up no other', async () => {
    const { store } = office.office
    const { rows } = await list(ana())
    const files = rows.map(({ fileId }) => fileId).toSorted()
    const [first = ''] = files
    await store.views.updateMany(
      { kind: 'file', id: { $in: files } },
      { $unset: { listing: 1, listingVersion: 1 } },
    )
    const file = await store.files.one({ _id: first })
    const own = { _id: file?.submissionId ?? '' }
    const submission = await store.submissions.one(own)
    await store.submissions.update(own, { $set: { bodyJson: '{' } })
    await expect(rebuildViews({}, office.office)).rejects.toThrow(first)
    const outdated = await store.views.many({ kind: 'file', listingVersion: null })
    expect(outdated.map(({ id }) => id)).toEqual([first])
    await store.submissions.update(own, { $set: { bodyJson: submission?.bodyJson } })
    expect(await rebuildViews({}, office.office)).toHaveProperty('runAt')
  })
})

describe('a saved view', () => {
  const user = async (): Promise<Actor> => {
    const row = await office.office.store.users.one({ officeId: 'borovia', email: 'ana@firm.example' })
    return { ...ana(), who: { kind: 'user', id: row?._id ?? '' } }
  }
  test('is kept with the user under its name, replaced by the same name, and forgotten', async () => {
    const actor = await user()
    const address = addressOfFileList({ ...plainFileList, search: 'lion', page: 7 })
    const { id } = await office.services.saveFileView(actor, { name: 'Lions', address })
    await office.services.saveFileView(actor, { name: 'Lions', address: 'q=lew&evil=1' })
    expect(await office.services.listFileViews(actor)).toEqual([{ id, name: 'Lions', address: 'q=lew' }])
    expect(await office.services.listFileViews(ben())).toEqual([])
    await office.services.deleteFileView(actor, id)
    await office.services.deleteFileView(actor, id)
    expect(await office.services.listFileViews(actor)).toEqual([])
  })
  test('has a name, and there are at most twenty', async () => {
    const actor = await user()
    expect(await refusalOf(office.services.saveFileView(actor, { name: '  ', address: '' }))).toMatchObject({
      code: 'invalid',
    })
    for (let at = 0; at < 20; at += 1)
      await office.services.saveFileView(actor, { name: `View ${at}`, address: '' })
    const refusal = await refusalOf(office.services.saveFileView(actor, { name: 'One more', address: '' }))
    expect(refusal.errors[0]?.code).toBe('too-many-views')
  })
})

describe('a claim of a file that was filed on paper', () => {
  const claim = (actor: Actor, fileNumber: string, more: Record<string, unknown> = {}, key = aKey()) =>
    office.services.claimFile(actor, { key, claim: { fileNumber, proof: 'Paper receipt 1234', ...more } })
  const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).errors[0]?.code
  const numberOf = async (actor: Actor) => (await list(actor)).rows[0]?.fileNumber ?? ''
  let own = ''
  let year = ''
  const paperNumber = (seq: number): string =>
    own.replace(/\d{4}(?=\D+\d+$)/, year).replace(/\d+$/, String(seq))
  beforeAll(async () => {
    own = await numberOf(ana())
    year = '2019'
  })

  test('opens one task for the receptionists, is audited, and is one claim for the same key', async () => {
    const key = aKey()
    const first = await claim(ana(), paperNumber(41), {}, key)
    const again = await claim(ana(), paperNumber(41), {}, key)
    expect(again).toEqual({ ...first, repeated: true })
    const { rows } = await office.services.listTasks(receptionist(), plainTaskList)
    expect(rows.filter(({ kind }) => kind === 'confirm-claim')).toMatchObject([
      { subject: paperNumber(41), role: 'receptionist', about: first.claimId },
    ])
    const audit = await office.office.store.audit.many({ subject: `claim:${first.claimId}` })
    expect(audit.map(({ what }) => what)).toEqual(['claimed-file'])
    expect((await office.services.listClaims(ana()))[0]).toMatchObject({
      state: 'asked',
      fileNumber: paperNumber(41),
    })
    expect(await office.services.listClaims(ben())).toEqual([])
  })

  test('is taken alike whether the file is another’s, nobody’s, or not there at all', async () => {
    const numbers = [await numberOf(ben()), paperNumber(900_001)]
    const answers = await Promise.all(numbers.map((number) => claim(ana(), number)))
    for (const answer of answers) expect(Object.keys(answer).toSorted()).toEqual(['claimId', 'repeated'])
    expect((await list(ana())).total).toBe(3)
  })

  test.each([
    ['a number of another form', 'AB 12', 'number-form'],
    ['no number', '', 'number-form'],
  ])('with %s is refused', async (_, number, code) => expect(await codeOf(claim(ana(), number))).toBe(code))

  test('about an own file, about one that is asked for already, and without a proof is refused', async () => {
    expect(await codeOf(claim(ana(), own))).toBe('own-file')
    expect(await codeOf(claim(ana(), paperNumber(41)))).toBe('claimed-already')
    const both = await Promise.allSettled([claim(ana(), paperNumber(43)), claim(ana(), paperNumber(43))])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalOf(claim(ana(), paperNumber(44), { proof: '  ' }))).toMatchObject({ code: 'invalid' })
    expect(await refusalOf(claim(receptionist(), paperNumber(44)))).toMatchObject({ code: 'not-allowed' })
  })

  test('names a document of the own account only', async () => {
    const { sha256 } = await anUpload(office, { bytes: Buffer.from('%PDF-proof'), accountId: 'account-2' })
    expect(await codeOf(claim(ana(), paperNumber(45), { documentSha256: sha256 }))).toBe('proof-not-uploaded')
  })

  test('gives no sight of the file until it is confirmed, and then its history tells', async () => {
    const fileId = await fromPaper(paperNumber(50))
    await until('its view', () => office.office.store.views.one({ kind: 'file', id: fileId }))
    const { claimId } = await claim(ben(), paperNumber(50))
    expect(await refusalOf(office.services.fileView(ben(), fileId))).toMatchObject({ code: 'not-found' })
    expect((await list(receptionist(), { search: paperNumber(50) })).total).toBe(1)
    expect(
      await refusalOf(office.services.decideClaim(ben(), claimId, { verdict: 'confirm' })),
    ).toMatchObject({
      code: 'not-allowed',
    })
    await office.services.decideClaim(receptionist(), claimId, { verdict: 'confirm' })
    expect(await office.services.fileView(ben(), fileId)).toMatchObject({
      fileNumber: paperNumber(50),
      dossier: null,
      timeline: [{ type: 'file.received' }, { type: 'file.changed' }],
    })
    await until('it is listed', async () => (await list(ben(), { search: paperNumber(50) })).total === 1)
    expect(await refusalOf(office.services.fileView(ana(), fileId))).toMatchObject({ code: 'not-found' })
    expect((await office.services.listClaims(ben()))[0]).toMatchObject({ state: 'confirmed', fileId })
    const task = await office.office.store.tasks.one({ officeId: 'borovia', causedBy: claimId })
    expect(task?.state).toBe('done')
    expect(
      await refusalOf(office.services.decideClaim(receptionist(), claimId, { verdict: 'confirm' })),
    ).toMatchObject({ code: 'stale' })
  })

  test('gives no sight of the dossier and the invoices of another, in which the file came', async () => {
    const { store } = office.office
    const [submission] = await store.submissions.many({ officeId: 'borovia', accountId: 'account-1' })
    const { dossierId = '', _id: submissionId = '' } = submission ?? {}
    const [order] = await store.orders.many({ dossierId })
    const number = paperNumber(51)
    const fileId = await fromPaper(number, { dossierId, submissionId })
    const { claimId } = await claim(ben(), number)
    await office.services.decideClaim(receptionist(), claimId, { verdict: 'confirm' })
    await until('it is listed', async () => (await list(ben(), { search: number })).total === 1)
    const view = await office.services.fileView(ben(), fileId)
    expect(view).toMatchObject({ fileNumber: number, invoiceNumbers: [], dossier: null, dossierId: null })
    expect((await list(ben(), { search: number })).rows).toMatchObject([{ invoiceNumbers: [] }])
    expect((await list(ben(), { search: order?.orderNumber ?? 'none' })).total).toBe(0)
    expect(await refusalOf(office.services.dossierView(ben(), dossierId))).toMatchObject({
      code: 'not-found',
    })
    expect((await list(ana(), { search: order?.orderNumber ?? 'none' })).total).toBe(1)
  })

  test('never takes a file from the account that holds it, and one that is refused tells why and may be asked again', async () => {
    const theirs = await numberOf(ben())
    const [open] = await office.services.listClaims(ana())
    const claimId =
      (await office.services.listClaims(ana())).find(({ fileNumber }) => fileNumber === theirs)?._id ??
      open?._id ??
      ''
    const number =
      (await office.services.listClaims(ana())).find(({ _id }) => _id === claimId)?.fileNumber ?? ''
    expect(
      await refusalOf(office.services.decideClaim(receptionist(), claimId, { verdict: 'confirm' })),
    ).toMatchObject({ code: 'stale' })
    expect(
      await refusalOf(
        office.services.decideClaim(office.staff(['receptionist'], 'sahil'), claimId, { verdict: 'confirm' }),
      ),
    ).toMatchObject({ code: 'not-found' })
    await office.services.decideClaim(receptionist(), claimId, {
      verdict: 'refuse',
      reason: 'The receipt is another’s.',
    })
    const refused = (await office.services.listClaims(ana())).find(({ _id }) => _id === claimId)
    expect(refused).toMatchObject({ state: 'refused', reason: 'The receipt is another’s.', fileId: null })
    await claim(ana(), number)
  })

  test('is not a way to try numbers out: so many may wait at once', async () => {
    const actor = office.agent('borovia', 'account-3')
    for (let seq = 1; seq <= 20; seq += 1) await claim(actor, paperNumber(seq))
    expect(await codeOf(claim(actor, paperNumber(21)))).toBe('too-many-claims')
  })
})

test('a file is found by a word that is longer than what is kept of it', async () => {
  const long = 'Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  await lodged({ accountId: 'account-4', request: { mark: { kind: 'word', text: long } } })
  expect(await summaries(office.agent('borovia', 'account-4'), { search: long })).toEqual([long])
})
