/** Drafts: what is written stays, what was overwritten comes back, and tabs never cost each other a letter. */
import { expect, test } from 'vitest'
import type { DraftDocument } from '@lodge/shared-types'
import { aNewDraft, anotherTab, cleanAfterEach, signedIn, storedTables } from './test-support/a-device.ts'

cleanAfterEach()

const aDocument: DraftDocument = {
  sha256: 'a'.repeat(64),
  fileName: 'power.pdf',
  mediaType: 'application/pdf',
  bytes: 10,
}

async function aDraft(values: Parameters<typeof aNewDraft>[0] = {}, deps?: { now: () => number }) {
  const { drafts } = await signedIn(undefined, deps)
  const id = await drafts.create(aNewDraft(values))
  const valueOf = async (path: string) => (await drafts.read(id))?.values.get(path)
  return { drafts, id, valueOf }
}

test('every kind of value comes back as it was written', async () => {
  const values = {
    'mark.text': 'КАФЕ “Ру́жа” \uD83D\uDE00',
    lone: 'broken \uD83D surrogate',
    count: 3,
    yes: true,
    nothing: null,
    'goods.1.terms': ['beer', 'wine'],
    document: aDocument,
    'goods.1': { at: 1 },
  }
  const { drafts, id } = await aDraft(values)
  expect((await drafts.read(id))?.values).toEqual(new Map(Object.entries(values)))
})

test('a field is there after the tab is gone', async () => {
  const { drafts, id } = await aDraft()
  await drafts.set(id, 'mark.text', 'KAROO')
  const again = await anotherTab()
  expect((await again.drafts.read(id))?.values.get('mark.text')).toBe('KAROO')
})

test('the list shows mark and own reference, the last changed first', async () => {
  let now = 1_000
  const { drafts, id } = await aDraft({ 'mark.text': 'FIRST' }, { now: () => now })
  now = 2_000
  await drafts.create(aNewDraft({ 'mark.text': 'SECOND' }))
  expect((await drafts.list()).map(({ title }) => title)).toEqual(['SECOND', 'FIRST'])
  now = 3_000
  await drafts.set(id, 'ownReference', 'IV-7')
  const [first] = await drafts.list()
  expect(first).toMatchObject({ title: 'FIRST', ownReference: 'IV-7', updatedAt: 3_000, state: 'draft' })
})

test('a figurative mark is listed by the words in it', async () => {
  const { drafts, id } = await aDraft({ 'mark.verbalElements': 'TIDES' })
  const titles = async (): Promise<string[]> => (await drafts.list()).map(({ title }) => title)
  expect(await titles()).toEqual(['TIDES'])
  await drafts.set(id, 'mark.verbalElements', 'KAROO TIDES')
  expect(await titles()).toEqual(['KAROO TIDES'])
})

test('a clock that was set back does not hide that a draft changed', async () => {
  let now = 5_000
  const { drafts, id } = await aDraft({}, { now: () => now })
  now = 1
  await drafts.set(id, 'mark.text', 'A')
  expect((await drafts.list())[0]?.updatedAt).toBe(5_001)
})

test('two tabs that write different fields at once lose nothing', async () => {
  const { drafts, id } = await aDraft()
  const other = await anotherTab()
  const writes = Array.from({ length: 20 }, (_, index) => [
    drafts.set(id, `mine.${index}`, `a${index}`),
    other.drafts.set(id, `theirs.${index}`, `b${index}`),
  ])
  await Promise.all(writes.flat())
  expect((await drafts.read(id))?.values.size).toBe(40)
  expect((await other.drafts.read(id))?.undoCount).toBe(40)
})

test('where two tabs write the same field the last stands, and undo has the other', async () => {
  const { drafts, id, valueOf } = await aDraft()
  const other = await anotherTab()
  const { rev } = await drafts.set(id, 'mark.text', 'MINE')
  await other.drafts.set(id, 'mark.text', 'THEIRS')
  const written = await drafts.set(id, 'mark.text', 'MINE AGAIN', rev)
  expect(written).toEqual({ rev: 3, overwritten: 'THEIRS' })
  await drafts.undo(id)
  expect(await valueOf('mark.text')).toBe('THEIRS')
  await drafts.undo(id)
  expect(await valueOf('mark.text')).toBe('MINE')
})

test('typing in one field is one step of undo, a pause begins the next', async () => {
  let now = 0
  const { drafts, id, valueOf } = await aDraft({ 'mark.text': 'OLD' }, { now: () => now })
  for (const text of ['K', 'KA', 'KAR']) await drafts.set(id, 'mark.text', text)
  now = 5_000
  await drafts.set(id, 'mark.text', 'KAROO')
  expect((await drafts.read(id))?.undoCount).toBe(2)
  await drafts.undo(id)
  expect(await valueOf('mark.text')).toBe('KAR')
  await drafts.undo(id)
  expect(await valueOf('mark.text')).toBe('OLD')
  expect(await drafts.undo(id)).toBeUndefined()
})

test('undo tells what it took back, also after a reload, and redo does it again', async () => {
  const { drafts, id } = await aDraft({ 'mark.text': 'OLD' })
  await drafts.set(id, 'mark.text', 'NEW')
  const again = await anotherTab()
  expect(await again.drafts.undo(id)).toEqual({ edits: [{ path: 'mark.text', from: 'NEW', to: 'OLD' }] })
  expect((await again.drafts.list())[0]?.title).toBe('OLD')
  expect(await again.drafts.redo(id)).toEqual({ edits: [{ path: 'mark.text', from: 'OLD', to: 'NEW' }] })
  expect(await again.drafts.redo(id)).toBeUndefined()
})

test('undo goes back step by step through any run of changes, and redo forth again', async () => {
  const { drafts, id } = await aDraft()
  const long = 'lorem ipsum '.repeat(1000)
  const states: unknown[] = []
  const note = async () => states.push((await drafts.read(id))?.values)
  await note()
  const steps = [
    () => drafts.setAll(id, [['text', long]]),
    () => drafts.setAll(id, [['text', `${long.slice(0, 600)}X${long.slice(601)}`]]),
    () => drafts.setAll(id, [['terms', ['a', 'b', 'c']]]),
    () => drafts.setAll(id, [['terms', ['a', 'c']], ['text', 'short']]), // prettier-ignore
    () => drafts.addItem(id, 'applicants', new Map([['name', 'Anna']])),
    () => drafts.setAll(id, [['text', undefined]]),
  ]
  for (const step of steps) {
    await step()
    await note()
  }
  for (const state of states.slice(0, -1).reverse()) {
    await drafts.undo(id)
    expect((await drafts.read(id))?.values).toEqual(state)
  }
  for (const state of states.slice(1)) {
    await drafts.redo(id)
    expect((await drafts.read(id))?.values).toEqual(state)
  }
})

test('a change after an undo leaves nothing to redo', async () => {
  const { drafts, id } = await aDraft()
  await drafts.set(id, 'a', 1)
  await drafts.set(id, 'b', 2)
  await drafts.undo(id)
  await drafts.set(id, 'c', 3)
  expect(await drafts.read(id)).toMatchObject({ undoCount: 2, redoCount: 0 })
  expect(await drafts.redo(id)).toBeUndefined()
})

test('the journal keeps the last 200 changes', async () => {
  const { drafts, id } = await aDraft()
  for (let index = 0; index < 205; index += 1) await drafts.setAll(id, [['field', index]])
  expect((await drafts.read(id))?.undoCount).toBe(200)
})

test('a journal over a long text stays small', async () => {
  const { drafts, id } = await aDraft({ text: 'x'.repeat(300_000) })
  for (let index = 0; index < 5; index += 1)
    await drafts.setAll(id, [['text', 'x'.repeat(300_000) + 'y'.repeat(index + 1)]])
  const rows = (await storedTables()).get('rows') ?? []
  const sizes = rows.map((row) => JSON.stringify(row, (_, v: unknown) => (v instanceof ArrayBuffer ? 'b'.repeat(v.byteLength) : v)).length) // prettier-ignore
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000)
})

test('writing what is there already changes nothing', async () => {
  const { drafts, id } = await aDraft({ terms: ['a', 'b'] })
  const before = await drafts.read(id)
  await drafts.set(id, 'terms', ['a', 'b'])
  expect(await drafts.read(id)).toEqual(before)
})

test('items of a list keep their order, and one removed comes back whole by undo', async () => {
  const { drafts, id } = await aDraft()
  const anna = await drafts.addItem(id, 'applicants', new Map([['name', 'Anna']]))
  const ben = await drafts.addItem(id, 'applicants')
  await drafts.set(id, `applicants.${ben}.name`, 'Ben')
  const full = (await drafts.read(id))?.values
  expect(full?.get(`applicants.${anna}`)).toEqual({ at: 1 })
  expect(full?.get(`applicants.${ben}`)).toEqual({ at: 2 })
  await drafts.removeItem(id, 'applicants', ben)
  expect([...((await drafts.read(id))?.values.keys() ?? [])]).toEqual(
    expect.not.arrayContaining([`applicants.${ben}.name`]),
  )
  await drafts.undo(id)
  expect((await drafts.read(id))?.values).toEqual(full)
})

test('a list whose name begins like another is left alone', async () => {
  const { drafts, id, valueOf } = await aDraft({
    'a.1': { at: 1 },
    'a.1.x': 'x',
    'a.12': { at: 2 },
    'a.12.x': 'y',
  })
  await drafts.removeItem(id, 'a', '1')
  expect(await valueOf('a.1.x')).toBeUndefined()
  expect(await valueOf('a.12.x')).toBe('y')
})

test('a clone has the same content, ids of its own, and no history', async () => {
  const { drafts, id } = await aDraft({ 'mark.text': 'KAROO', document: aDocument })
  await drafts.set(id, 'mark.text', 'KAROO 2')
  const cloneId = await drafts.clone(id, { profileVersion: 'p-2', tariffVersion: 't-2', termsVersion: 'l-2' })
  const [draft, clone] = [await drafts.read(id), await drafts.read(cloneId)]
  expect(clone?.values).toEqual(draft?.values)
  expect(clone?.requestId).not.toBe(draft?.requestId)
  expect(clone).toMatchObject({ undoCount: 0, tariffVersion: 't-2', state: 'draft' })
  await drafts.set(cloneId, 'mark.text', 'OTHER')
  expect((await drafts.read(id))?.values.get('mark.text')).toBe('KAROO 2')
})

test('a draft that is deleted leaves no row', async () => {
  const { drafts, id } = await aDraft({ 'mark.text': 'KAROO', document: aDocument })
  await drafts.set(id, 'mark.text', 'X')
  await drafts.remove(id)
  expect(await drafts.read(id)).toBeUndefined()
  const rows = (await storedTables()).get('rows') ?? []
  expect(rows).toHaveLength(1)
  await expect(drafts.set(id, 'mark.text', 'Y')).rejects.toMatchObject({ code: 'no-draft' })
})

test('what a check found counts until the draft changes', async () => {
  const { drafts, id } = await aDraft({ 'mark.text': 'A' })
  const seen = await drafts.read(id)
  await drafts.noteCheck(id, { seen: seen!, errorCount: 0 })
  expect((await drafts.list())[0]).toMatchObject({ errorCount: 0 })
  await drafts.set(id, 'mark.text', 'B')
  expect((await drafts.list())[0]?.errorCount).toBeUndefined()
  await drafts.noteCheck(id, { seen: seen!, errorCount: 0 })
  expect((await drafts.list())[0]?.errorCount).toBeUndefined()
})

test('a list tells whose draft it is: by the first applicant when it was made, and from each check on', async () => {
  const { drafts, id } = await aDraft({
    'applicants.b': { at: 2 },
    'applicants.b.name': 'Second Ltd',
    'applicants.a': { at: 1 },
    'applicants.a.kind': 'natural',
    'applicants.a.givenName': 'Ivo',
    'applicants.a.familyName': 'Petrov',
  })
  const owner = async (): Promise<string | undefined> => (await drafts.list())[0]?.owner
  expect(await owner()).toBe('Ivo Petrov')
  await drafts.removeItem(id, 'applicants', 'a')
  const seen = await drafts.read(id)
  await drafts.noteCheck(id, { seen: seen!, errorCount: 3 })
  expect(await owner()).toBe('Second Ltd')
})

test('other versions are pinned when the person has agreed', async () => {
  const { drafts, id } = await aDraft()
  await drafts.pin(id, { profileVersion: 'p-9', tariffVersion: 't-9', termsVersion: 'l-9' })
  expect(await drafts.read(id)).toMatchObject({ tariffVersion: 't-9' })
})

test('a draft that another tab changed after it was deleted on screen stays', async () => {
  const { drafts, id, valueOf } = await aDraft({ 'mark.text': 'KAROO' })
  const [seen] = await drafts.list()
  await (await anotherTab()).drafts.set(id, 'mark.kind', 'word')
  await expect(drafts.remove(id, seen)).rejects.toMatchObject({ code: 'busy' })
  expect(await valueOf('mark.kind')).toBe('word')
})
