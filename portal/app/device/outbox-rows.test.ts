/** The outbox on the device: what was submitted stays as it was, and is never taken back once the office may have it. */
import { expect, test } from 'vitest'
import type { Acknowledgement, Problem } from '@lodge/shared-types'
import type { Progress } from './outbox-rows.ts'
import { aDossier } from './test-support/a-dossier.ts'
import { aNewDraft, anotherTab, cleanAfterEach, signedIn } from './test-support/a-device.ts'

cleanAfterEach()

const { dossierId } = aDossier()

async function aFrozenOne() {
  const { drafts, outbox, documents } = await signedIn()
  const file = new File(['%PDF-1.7 power'], 'power.pdf')
  const document = await documents.add(file)
  const id = await drafts.create(aNewDraft({ 'mark.text': 'KAROO', document }))
  const draft = await drafts.read(id)
  const dossier = aDossier({
    draftIds: [id],
    ownReference: 'IV-7',
    documents: [{ ...document, mediaType: 'application/pdf', role: 'power-of-attorney' }],
  })
  await outbox.freeze(dossier, new Map([[id, draft!.stamp]]))
  return { drafts, outbox, documents, id, dossier, draft, document }
}

test('a frozen dossier is read as it was, and its drafts take no change', async () => {
  const { drafts, outbox, id, dossier } = await aFrozenOne()
  const progress: Progress = { state: 'queued', uploaded: {}, mayBeSent: false, tries: 0 }
  expect(await outbox.read(dossierId)).toEqual({ ...dossier, progress })
  const { bodyJson: _, ...facts } = dossier
  expect(await outbox.list()).toEqual([{ ...facts, progress }])
  expect((await drafts.list())[0]).toMatchObject({ state: 'frozen', dossierId })
  const acts = [
    () => drafts.set(id, 'mark.text', 'X'),
    () => drafts.undo(id),
    () => drafts.remove(id),
    () => drafts.addItem(id, 'applicants'),
  ]
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'frozen' })
  await expect(outbox.freeze({ ...dossier, dossierId: 'another' })).rejects.toMatchObject({ code: 'frozen' })
})

test('a draft that changed after it was shown is not frozen', async () => {
  const { drafts, outbox } = await signedIn()
  const id = await drafts.create(aNewDraft({ 'mark.text': 'KAROO' }))
  const shown = await drafts.read(id)
  await drafts.set(id, 'mark.text', 'KARO')
  const stamps = new Map([[id, shown!.stamp]])
  await expect(outbox.freeze(aDossier({ draftIds: [id] }), stamps)).rejects.toMatchObject({
    code: 'draft-changed',
  })
  expect(await outbox.list()).toEqual([])
  expect((await drafts.read(id))?.state).toBe('draft')
})

test('a change that another tab makes while a dossier is frozen is either in it or refused', async () => {
  const { drafts, outbox } = await signedIn()
  const other = await anotherTab()
  const id = await drafts.create(aNewDraft())
  const { stamp } = (await drafts.read(id))!
  const [written, frozen] = await Promise.allSettled([
    other.drafts.set(id, 'mark.text', 'LATE'),
    outbox.freeze(aDossier({ draftIds: [id] }), new Map([[id, stamp]])),
  ])
  expect([written.status, frozen.status].sort()).toEqual(['fulfilled', 'rejected'])
})

test('a dossier whose document is not here is not frozen', async () => {
  const { drafts, outbox } = await signedIn()
  const id = await drafts.create(aNewDraft())
  const dossier = aDossier({
    draftIds: [id],
    documents: [
      { role: 'other', sha256: 'c'.repeat(64), fileName: 'x.pdf', mediaType: 'application/pdf', bytes: 1 },
    ],
  })
  await expect(outbox.freeze(dossier)).rejects.toMatchObject({ code: 'document-missing' })
})

const problem: Problem = {
  type: 'urn:lodge:problem:invalid',
  title: 'Some entries need to be put right',
  status: 422,
  code: 'invalid',
  errors: [
    { path: 'requests.0.mark', code: 'missing', message: 'Enter the mark' },
    {
      path: 'requests.0.goodsAndServices',
      code: 'too-many-terms',
      message: 'Name at most 10,000',
      params: { max: 10_000, form: 'tm-1' },
    },
  ],
}
const acknowledgement: Acknowledgement = {
  iss: 'https://office.example',
  officeId: 'borovia',
  dossierId,
  submissionId: 's-1',
  submissionNumber: 'S-1',
  receivedAt: '2026-03-14T10:00:01.000Z',
  receivedDate: '2026-03-14',
  clockDoubt: false,
  bodySha256: 'b'.repeat(64),
  requests: [
    { requestId: dossierId, onlineId: 'E-1', documents: [{ role: 'other', sha256: 'a', bytes: 1 }] },
  ],
  order: {
    orderId: 'o-1',
    orderNumber: 'O-1',
    total: { amountMinor: 52_000n, currency: 'BGN' },
    agreementNeeded: false,
  },
}

test('progress merges what tabs learn, and forgets what is said to be gone', async () => {
  const { outbox, document } = await aFrozenOne()
  const other = await anotherTab()
  await Promise.all([
    outbox.update(dossierId, { problem, nextTryAt: 5 }),
    other.outbox.update(dossierId, ({ uploaded }) => ({ uploaded: { ...uploaded, [document.sha256]: 9 } })),
    outbox.update(dossierId, ({ tries }) => ({ tries: tries + 1 })),
    other.outbox.update(dossierId, ({ tries }) => ({ tries: tries + 1 })),
  ])
  const office = {
    status: 'awaiting-payment',
    files: [{ requestId: 'r', fileId: 'f', fileNumber: 'n' }],
    isOwing: true,
    asOf: '2026-03-14T10:00:01.000Z',
  } as const
  const change = { state: 'acknowledged', problem: undefined, acknowledgement, jws: 'x.y.z', office } as const
  const progress = await outbox.update(dossierId, change)
  expect(progress).toEqual({
    state: 'acknowledged',
    uploaded: { [document.sha256]: 9 },
    mayBeSent: false,
    tries: 2,
    nextTryAt: 5,
    acknowledgement,
    jws: 'x.y.z',
    office,
  })
  expect((await other.outbox.read(dossierId))?.progress).toEqual(progress)
})

test('a dossier that never left is taken back: its drafts change again, with the same request ids', async () => {
  const { drafts, outbox, id, draft, documents, document } = await aFrozenOne()
  await outbox.takeBack(dossierId)
  expect(await outbox.list()).toEqual([])
  const back = await drafts.read(id)
  expect(back).toMatchObject({ state: 'draft', requestId: draft?.requestId })
  await drafts.set(id, 'mark.text', 'X')
  expect(await documents.open(document.sha256)).toBeDefined()
})

test('a dossier that the office may have is neither taken back nor removed', async () => {
  const { outbox } = await aFrozenOne()
  await outbox.update(dossierId, { state: 'sending', mayBeSent: true })
  await expect(outbox.takeBack(dossierId)).rejects.toMatchObject({ code: 'may-be-sent' })
  await expect(outbox.remove(dossierId)).rejects.toMatchObject({ code: 'may-be-sent' })
  await outbox.update(dossierId, { state: 'needs-you', mayBeSent: false })
  await outbox.takeBack(dossierId)
})

test('an acknowledged dossier is removed with its drafts and documents', async () => {
  const { drafts, outbox, documents, document } = await aFrozenOne()
  await outbox.update(dossierId, { state: 'acknowledged', acknowledgement })
  await expect(outbox.takeBack(dossierId)).rejects.toMatchObject({ code: 'may-be-sent' })
  await outbox.remove(dossierId)
  expect(await drafts.list()).toEqual([])
  expect(await documents.open(document.sha256)).toBeUndefined()
})

test('a document of a frozen dossier stays, whatever else is dropped', async () => {
  const { documents, document, drafts } = await aFrozenOne()
  const cloneId = await drafts.clone((await drafts.list())[0]!.id)
  await drafts.remove(cloneId)
  expect(await documents.dropUnused()).toBe(0)
  expect(await documents.open(document.sha256)).toBeDefined()
})
