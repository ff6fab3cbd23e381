/** Documents: stored once, whole or not at all, and never at the cost of text. */
import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { fileNameOf } from './document-file.ts'
import { aNewDraft, anotherTab, cleanAfterEach, signedIn, storedTables } from './test-support/a-device.ts'

cleanAfterEach()
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const megabyte = 1024 * 1024

function aPdf(bytes: number, seed = 1, name = 'power.pdf'): File {
  const content = new Uint8Array(bytes)
  content.set(new TextEncoder().encode('%PDF-1.7'))
  for (let index = 8; index < bytes; index += 1) content[index] = (index * 31 + seed * 7) % 251
  return new File([content], name, { type: 'application/pdf' })
}

const hashOf = async (file: Blob): Promise<string> =>
  createHash('sha256')
    .update(new Uint8Array(await file.arrayBuffer()))
    .digest('hex')

const chunksStored = async (): Promise<number> => (await storedTables()).get('chunks')?.length ?? 0

test('a document is known by the hash of its content, and comes back as it was', async () => {
  const { documents } = await signedIn()
  const file = aPdf(2.5 * megabyte)
  const progress: number[] = []
  const document = await documents.add(file, (stored) => progress.push(stored))
  expect(document).toEqual({
    sha256: await hashOf(file),
    fileName: 'power.pdf',
    mediaType: 'application/pdf',
    bytes: 2.5 * megabyte,
  })
  expect(progress).toEqual([megabyte, 2 * megabyte, 2.5 * megabyte])
  const opened = await documents.open(document.sha256)
  expect(opened?.type).toBe('application/pdf')
  expect(await hashOf(opened ?? new Blob())).toBe(document.sha256)
})

test('any range of a document can be read', async () => {
  const { documents } = await signedIn()
  const file = aPdf(2 * megabyte + 100)
  const { sha256 } = await documents.add(file)
  const whole = new Uint8Array(await file.arrayBuffer())
  for (const [offset, length] of [
    [0, 10],
    [megabyte - 5, 10],
    [100, 2 * megabyte],
    [2 * megabyte + 90, 50],
  ] as const)
    // prettier-ignore
    expect(Buffer.compare(await documents.read(sha256, offset, length), whole.subarray(offset, offset + length))).toBe(0)
  await expect(documents.read('0'.repeat(64), 0, 1)).rejects.toMatchObject({ code: 'document-missing' })
})

test('the same content is stored once, whatever its name', async () => {
  const { documents } = await signedIn()
  const one = await documents.add(aPdf(1.5 * megabyte))
  const two = await documents.add(aPdf(1.5 * megabyte, 1, 'again.pdf'))
  expect(two).toEqual({ ...one, fileName: 'again.pdf' })
  expect(await chunksStored()).toBe(2)
})

test('what a file is decide its first bytes, not its name', async () => {
  const { documents } = await signedIn()
  const png = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])], 'x.pdf')
  expect(await documents.add(png)).toMatchObject({ mediaType: 'image/png' })
  await expect(documents.add(new File(['MZ…'], 'x.pdf'))).rejects.toMatchObject({ code: 'document-type' })
  await expect(documents.add(new File([], 'x.pdf'))).rejects.toMatchObject({ code: 'empty-document' })
})

test('a file name loses what deceives a reader', () => {
  const named = (name: string): string => fileNameOf(new File(['x'], name), 'application/pdf')
  expect(named('../a\\b\u202Efdp.exe')).toBe('.. a b fdp.exe')
  expect(named(`${'x'.repeat(300)}.pdf`)).toMatch(/^x{196}\.pdf$/)
  expect(named('وكالة.pdf')).toBe('وكالة.pdf')
  expect(fileNameOf(new Blob(['x']), 'image/jpeg')).toBe('document.jpg')
})

test('a document that does not fit is refused before anything of it is stored, and text still saves', async () => {
  const { documents, drafts } = await signedIn()
  const id = await drafts.create(aNewDraft())
  vi.stubGlobal('navigator', {
    locks: navigator.locks,
    storage: { estimate: () => Promise.resolve({ usage: 18 * megabyte, quota: 20 * megabyte }) },
  })
  await expect(documents.add(aPdf(megabyte))).rejects.toMatchObject({ code: 'no-space' })
  expect(await chunksStored()).toBe(0)
  await drafts.set(id, 'mark.text', 'KAROO')
  expect((await drafts.read(id))?.values.get('mark.text')).toBe('KAROO')
})

test('where the estimate was wrong the pieces are removed, and text still saves', async () => {
  const { documents, drafts } = await signedIn()
  const id = await drafts.create(aNewDraft())
  const put = vi.spyOn(IDBObjectStore.prototype, 'put')
  const stored: number[] = []
  const taking = documents.add(aPdf(4 * megabyte), (bytes) => {
    stored.push(bytes)
    if (stored.length < 2) return
    put.mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
  })
  await expect(taking).rejects.toMatchObject({ code: 'no-space' })
  expect(stored).toEqual([megabyte, 2 * megabyte])
  expect(await chunksStored()).toBe(0)
  await drafts.set(id, 'mark.text', 'KAROO')
  expect((await drafts.read(id))?.values.get('mark.text')).toBe('KAROO')
})

test('a browser that ends between two pieces leaves no half document', async () => {
  const device = await signedIn()
  const file = aPdf(3 * megabyte)
  const end = device.documents.add(file, () => device.close())
  await expect(end).rejects.toMatchObject({ code: 'signed-out' })
  expect(await chunksStored()).toBe(1)
  const { documents } = await anotherTab()
  await documents.sweep()
  expect(await documents.open(await hashOf(file))).toBeUndefined()
  expect(await chunksStored()).toBe(0)
})

test('another tab that opens meanwhile leaves a document alone that is being taken', async () => {
  const { documents } = await signedIn()
  const file = aPdf(3 * megabyte)
  const taken = documents.add(file)
  const other = await anotherTab()
  await other.documents.sweep()
  expect(await hashOf((await other.documents.open((await taken).sha256)) ?? new Blob())).toBe(
    await hashOf(file),
  )
})

test.each(['as an answer', 'as one of several views'])(
  'a document that a draft names %s goes with the last draft that names it',
  async (how) => {
    const { documents, drafts } = await signedIn()
    const document = await documents.add(aPdf(1.5 * megabyte))
    const views = [
      { kind: 'front', document },
      { kind: '', document: null },
    ]
    const id = await drafts.create(aNewDraft())
    await drafts.set(id, 'field', how === 'as an answer' ? document : views)
    expect((await drafts.read(id))?.values.get('field')).toEqual(how === 'as an answer' ? document : views)
    const cloneId = await drafts.clone(id)
    await drafts.remove(id)
    expect(await documents.open(document.sha256)).toBeDefined()
    await drafts.remove(cloneId)
    expect(await documents.open(document.sha256)).toBeUndefined()
    expect(await chunksStored()).toBe(0)
  },
)

test('a document that a draft no longer names is dropped once undo cannot bring it back', async () => {
  let now = 0
  const { documents, drafts } = await signedIn(undefined, { now: () => now })
  const kept = await documents.add(aPdf(1000, 1))
  const gone = await documents.add(aPdf(1000, 2))
  const forgotten = await documents.add(aPdf(1000, 3))
  const id = await drafts.create(aNewDraft())
  await drafts.setAll(id, [['kept', kept], ['gone', gone]]) // prettier-ignore
  await drafts.setAll(id, [['gone', undefined]])
  expect(await documents.dropUnused()).toBe(0)
  for (let index = 0; index < 200; index += 1) await drafts.setAll(id, [['field', index]])
  now = 2 * 24 * 60 * 60_000
  expect(await documents.dropUnused()).toBe(2)
  expect(await documents.open(kept.sha256)).toBeDefined()
  expect(await documents.open(gone.sha256)).toBeUndefined()
  expect(await documents.open(forgotten.sha256)).toBeUndefined()
})
