/** Who may open a stored document, and what is cleared away. */
import type { Actor, Role } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { aPdf, MB, sha256Of, uploadBench } from '../../test-support/upload-bench.ts'
import { makeClock } from '../clock.ts'
import { putBytes } from './bytes.ts'
import { dropStaleUploads } from './drop-stale-uploads.ts'
import { openDocument } from './open-document.ts'

const bench = uploadBench()
const dayMs = 24 * 3_600_000

const actor = (roles: readonly Role[], accountId?: string, officeId = 'borovia'): Actor => ({
  officeId,
  accountId,
  who: { kind: 'user', id: 'u-1' },
  roles,
})
const [agent, stranger] = [actor(['agent'], 'firm-1'), actor(['agent'], 'firm-2')]
const examiner = actor(['formality-examiner'])

async function aDocument() {
  const client = await bench.serve('firm-1')
  const pdf = aPdf()
  expect((await client.upload(pdf, { filename: 'proof.pdf' })).status).toBe(204)
  const document = (await bench.leftOf(sha256Of(pdf))).documents[0]!
  return { pdf, id: document._id }
}

const opens = (who: Actor, id: string) =>
  openDocument(bench.office(), who, id).then(
    ({ stream }) => Boolean(stream.destroy()),
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'ProblemError', code: 'not-found' })
      return false
    },
  )

test('an uploaded document opens for its own account and for the staff of its office alone', async () => {
  const { pdf, id } = await aDocument()
  const { stream, ...facts } = await openDocument(bench.office(), agent, id)
  expect(facts).toEqual({
    fileName: 'proof.pdf',
    mediaType: 'application/pdf',
    bytes: pdf.length,
    sha256: sha256Of(pdf),
  })
  expect(sha256Of(await buffer(stream))).toBe(sha256Of(pdf))
  expect(await opens(examiner, id)).toBe(true)
  expect(await opens(stranger, id)).toBe(false)
  expect(await opens(actor(['agent']), id)).toBe(false)
  expect(await opens(actor(['registrar'], undefined, 'sahil'), id)).toBe(false)
  expect(await opens(actor(['agent'], 'firm-1', 'sahil'), id)).toBe(false)
  expect(await opens(agent, 'no-such-document')).toBe(false)
})

test('a document of a file opens for the account that owns the file, whoever sent it', async () => {
  const { id } = await aDocument()
  const { store } = bench.office()
  const fileId = randomUUID()
  await store.files.insert([
    {
      _id: fileId,
      officeId: 'borovia',
      accountId: 'firm-2',
      fileNumber: 'BO-1',
      st13: 'st13-1',
      right: 'TM',
      kind: 'trademark-application',
      branch: 'main',
      dossierId: 'd-1',
      submissionId: 's-1',
      requestId: 'r-1',
      onlineId: 'o-1',
      ownReference: null,
      verificationCode: 'v-1',
      followCode: null,
      createdAt: new Date(),
    },
  ])
  await store.documents.update({ _id: id }, { $set: { fileId } })
  expect([await opens(stranger, id), await opens(agent, id), await opens(examiner, id)]).toEqual([
    true,
    false,
    true,
  ])
})

test('uploads that nobody finished in seven days go with their bytes, and so do bytes that nothing names', async () => {
  const client = await bench.serve('firm-1')
  const { pdf, id } = await aDocument()
  const [old, young, worked] = [aPdf(MB), aPdf(), aPdf()]
  const begin = async (bytes: Buffer) => {
    const url = (await client.create(bytes)).headers.location!
    await client.patch(url, 0, bytes.subarray(0, 500))
    return url
  }
  const [oldUrl, youngUrl] = [await begin(old), await begin(young)]
  const held = client.begin(await begin(worked), 500, worked.subarray(500, 600), worked.length - 500)
  const office = bench.office()
  const { store } = office
  const longAgo = { $set: { updatedAt: new Date(Date.now() - 7.1 * dayMs) } }
  await store.uploads.update({ sha256: sha256Of(old) }, longAgo)
  await expect.poll(() => store.uploads.count({ sha256: sha256Of(worked), lockedBy: { $ne: null } })).toBe(1)
  await store.uploads.update({ sha256: sha256Of(worked) }, longAgo)
  const left = join(bench.tempDir(), 'left-by-a-killed-process')
  await writeFile(left, 'x')
  await utimes(left, new Date(0), new Date(0))
  const orphan = await putBytes(store, Buffer.from('nobody names this'))
  const parts = await store.uploadParts.many({})
  await store.uploadParts.insert([{ ...parts[0]!, _id: randomUUID(), partsId: 'no-upload' }])

  expect(await dropStaleUploads(office)).toEqual({ uploads: 1, parts: 1, documents: 0 })
  expect((await client.head(oldUrl)).status).toBe(404)
  expect((await client.head(youngUrl)).headers['upload-offset']).toBe('500')
  expect((await bench.leftOf('')).temporary).toEqual([])
  expect((await store.bytes.find({ filename: orphan }).toArray()).length).toBe(1)

  // GridFS dates by the machine's clock; two days later by the office's own the orphan is old, and the document stays.
  const later = { ...office, clock: { ...makeClock(0), now: () => new Date(Date.now() + 2 * dayMs) } }
  expect((await dropStaleUploads(later)).documents).toBe(1)
  expect((await store.bytes.find({ filename: orphan }).toArray()).length).toBe(0)
  const { stream } = await openDocument(office, agent, id)
  expect(sha256Of(await buffer(stream))).toBe(sha256Of(pdf))
  held.cut()
})
