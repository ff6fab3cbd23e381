/** A damaged row costs what it held, and nothing else: the rest opens, is sent and can be taken back. */
import { Dexie } from 'dexie'
import { expect, test, vi } from 'vitest'
import { databaseNameOf } from './keys.ts'
import { openDevice } from './open-device.ts'
import { aDossier } from './test-support/a-dossier.ts'
import { aNewDraft, anotherTab, cleanAfterEach, officeId, signedIn } from './test-support/a-device.ts'

cleanAfterEach()

/** Turns a row into noise, as a bad disk does. */
async function damage(rowId: string): Promise<void> {
  const db = await new Dexie(databaseNameOf({ officeId, userId: 'user-1' })).open()
  await db.table('rows').update(rowId, { body: new ArrayBuffer(32) })
  db.close()
}

test('a damaged draft leaves the list of the others, and is counted', async () => {
  const { drafts } = await signedIn()
  const lost = await drafts.create(aNewDraft({ 'mark.text': 'LOST' }))
  await drafts.create(aNewDraft({ 'mark.text': 'KAROO' }))
  await damage(lost)
  const device = await anotherTab()
  expect((await device.drafts.list()).map(({ title }) => title)).toEqual(['KAROO'])
  expect(await device.countUnreadable()).toBe(1)
})

test('a damaged dossier does not keep the others in the outbox from being sent', async () => {
  const device = await signedIn()
  const { outbox } = device
  const [one, two, three] = ['one', 'two', 'three']
  for (const dossierId of [one, two, three]) await outbox.freeze(aDossier({ dossierId }))
  await damage(`dossier:${one}`)
  await damage(`dossier:${two}/progress`)
  expect((await outbox.list()).map(({ dossierId }) => dossierId)).toEqual([three])
  expect(await device.countUnreadable()).toBe(2)
})

test('drafts come back from a dossier whose body is damaged', async () => {
  const { drafts, outbox } = await signedIn()
  const id = await drafts.create(aNewDraft({ 'mark.text': 'KAROO' }))
  const dossier = aDossier({ draftIds: [id] })
  await outbox.freeze(dossier)
  await damage(`dossier:${dossier.dossierId}/body`)
  await outbox.takeBack(dossier.dossierId)
  expect(await drafts.read(id)).toMatchObject({ state: 'draft', values: new Map([['mark.text', 'KAROO']]) })
})

test('a damaged address leaves the rest of the address book', async () => {
  const { addresses } = await signedIn()
  const lost = await addresses.save({ values: new Map([['name', 'Zora']]) })
  await addresses.save({ values: new Map([['name', 'Anna']]) })
  await damage(`address:${lost}`)
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Anna'])
})

test('where the row of the user is damaged, the next sign-in finds all drafts again', async () => {
  const { drafts } = await signedIn()
  const id = await drafts.create(aNewDraft({ 'mark.text': 'KAROO' }))
  await damage('user')
  expect(await openDevice(officeId)).toBeUndefined()
  const again = await signedIn()
  expect((await again.drafts.read(id))?.values.get('mark.text')).toBe('KAROO')
})

test('a document stays that a draft with a damaged row may name', async () => {
  const { drafts, documents } = await signedIn()
  const document = await documents.add(new File(['%PDF-1.7 power'], 'power.pdf'))
  const id = await drafts.create(aNewDraft({ document }))
  await damage(`${id}/document`)
  expect(await (await anotherTab()).documents.dropUnused()).toBe(0)
  expect(await documents.open(document.sha256)).toBeDefined()
})

test('where a document does not fit, what nobody uses any more makes room for it', async () => {
  let now = 0
  const { drafts, documents } = await signedIn(undefined, { now: () => now })
  const old = await documents.add(new File(['%PDF-1.7 never named'], 'old.pdf'))
  const used = await documents.add(new File(['%PDF-1.7 named'], 'used.pdf'))
  await drafts.create(aNewDraft({ document: used }))
  now = 2 * 24 * 60 * 60_000
  let isFull = true
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementationOnce(function (this: IDBObjectStore, key) {
    isFull = false
    return this.delete(key)
  })
  vi.stubGlobal('navigator', {
    locks: navigator.locks,
    storage: { estimate: () => Promise.resolve({ usage: 0, quota: isFull ? 1 : 10 ** 9 }) },
  })
  try {
    await documents.add(new File(['%PDF-1.7 new'], 'new.pdf'))
  } finally {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  }
  expect(await documents.open(old.sha256)).toBeUndefined()
  expect(await documents.open(used.sha256)).toBeDefined()
})
