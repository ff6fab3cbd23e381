/** Uploads over real HTTP on the real MongoDB: what counts as a document, and what is left when it does not. */
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import {
  aPdf,
  MB,
  problemOf,
  sha256Of,
  uploadBench,
  type Announcement,
} from '../../test-support/upload-bench.ts'
import { openUploadOffice } from '../../test-support/upload-stand.ts'
import { makeLog } from '../log.ts'
import { oneFile, pdfOf, pngOf, zipOf } from './inspection/hostile-documents.ts'
import { streamBytes } from './bytes.ts'
import { quota } from './open-upload.ts'

const bench = uploadBench()

describe('a document that is good', () => {
  test('counts once its last byte is there, and nothing of the upload is left', async () => {
    const client = await bench.serve('firm-1')
    const pdf = aPdf(3 * MB)
    const { status, headers, url } = await client.upload(pdf, { filename: 'Заявка № 1.pdf' })
    expect([status, headers['upload-offset']]).toEqual([204, String(pdf.length)])
    const { documents, uploads, parts, temporary } = await bench.leftOf(sha256Of(pdf))
    expect(documents).toMatchObject([
      {
        officeId: 'borovia',
        accountId: 'firm-1',
        fileId: null,
        role: 'other',
        bytes: pdf.length,
        mediaType: 'application/pdf',
        fileName: 'Заявка № 1.pdf',
      },
    ])
    expect([uploads, parts, temporary]).toEqual([[], 0, []])
    const stored = await buffer(streamBytes(bench.office().store, documents[0]!.storedAs))
    expect(sha256Of(stored)).toBe(sha256Of(pdf))
    const head = await client.head(url)
    expect([head.status, head.headers['upload-offset'], head.headers['upload-length']]).toEqual([
      200,
      String(pdf.length),
      String(pdf.length),
    ])
  })

  test('is answered as complete at once when the account sends it again, and stored once', async () => {
    const client = await bench.serve('firm-1')
    const pdf = aPdf()
    const first = await client.upload(pdf)
    const again = await client.create(pdf, { filename: 'another-name.pdf' })
    expect([again.status, again.headers['upload-offset'], again.headers.location]).toEqual([
      201,
      String(pdf.length),
      first.url,
    ])
    expect((await bench.leftOf(sha256Of(pdf))).documents).toHaveLength(1)
  })

  test('that ten requests create at the same time is one upload', async () => {
    const client = await bench.serve('firm-1')
    const pdf = aPdf()
    const created = await Promise.all(Array.from({ length: 10 }, () => client.create(pdf)))
    expect(new Set(created.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1)
    expect((await bench.leftOf(sha256Of(pdf))).uploads).toHaveLength(1)
  })

  test('is told to nobody outside the account: another account sends all of it, and cannot reach the first upload', async () => {
    const client = await bench.serve('firm-1')
    const stranger = client.as('firm-2')
    const pdf = aPdf(MB)
    const { url } = await client.upload(pdf)
    const half = aPdf(MB)
    const begun = (await client.create(half)).headers.location!
    await client.patch(begun, 0, half.subarray(0, 1000))
    for (const address of [url, begun]) {
      expect((await stranger.head(address)).status).toBe(404)
      expect((await stranger.patch(address, 0, half)).status).toBe(404)
      expect((await stranger.send('DELETE', address)).status).toBe(404)
    }
    const created = await stranger.create(pdf)
    expect([created.status, created.headers['upload-offset']]).toEqual([201, '0'])
    expect(created.headers.location).not.toBe(url)
    expect((await stranger.upload(pdf)).status).toBe(204)
    const { documents } = await bench.leftOf(sha256Of(pdf))
    expect(documents.map(({ accountId }) => accountId).sort()).toEqual(['firm-1', 'firm-2'])
    expect((await client.head(begun)).headers['upload-offset']).toBe('1000')
  })
})

describe('a document that is refused', () => {
  const hostile: readonly [string, string, Buffer, Announcement][] = [
    ['bytes that do not have the announced hash', 'wrong-hash', aPdf(), { sha256: sha256Of(aPdf()) }],
    ['a PNG announced as a PDF', 'type-mismatch', pngOf(4, 4), { filename: 'a.pdf' }],
    ['a PDF with a script', 'pdf-script', pdfOf({ catalog: '/OpenAction << /S /JavaScript /JS (1) >>' }), {}],
    ['a PDF that is a ZIP as well', 'trailing-data', oneFile(pdfOf(), zipOf('a.exe', 'x')), {}],
  ]
  test.each(hostile)(
    'as %s is answered with cause and remedy, and nothing is left',
    async (_, code, bytes, announced) => {
      const client = await bench.serve('firm-1')
      const sha256 = announced.sha256 ?? sha256Of(bytes)
      const before = await bench.leftOf(sha256)
      const answer = await client.upload(bytes, announced)
      expect([answer.status, answer.headers['content-type']]).toEqual([422, 'application/problem+json'])
      const problem = problemOf(answer)
      expect([problem.code, problem.errors?.[0]?.code]).toEqual(['document-refused', code])
      expect(problem.detail).toMatch(/\. .+\.$/)
      expect(await bench.leftOf(sha256)).toEqual({ ...before, documents: [], uploads: [] })
      expect((await client.head(answer.url)).status).toBe(404)
    },
  )

  const refusedAtOnce: readonly [string, number, string, Announcement][] = [
    ['larger than the office takes', 413, 'too-large', { length: 8 * MB + 1 }],
    ['of a kind that the office does not take', 415, 'unsupported-media-type', { filetype: 'image/svg+xml' }],
    ['of a kind that the role does not take', 415, 'unsupported-media-type', { role: 'mark-image' }],
    ['for a role that the office does not know', 422, 'invalid', { role: 'recipe' }],
    ['for a role that the office does not take', 422, 'invalid', { role: 'translation' }],
    ['without a hash', 422, 'invalid', { sha256: 'ABC' }],
    ['without bytes', 422, 'empty', { length: 0 }],
    ['under a name with a folder', 422, 'file-name-has-path', { filename: '../../etc/passwd' }],
    ['under a name with NUL', 422, 'file-name-has-controls', { filename: 'a\0.pdf' }],
    [
      'under a name that turns around',
      422,
      'file-name-has-direction-override',
      { filename: 'a\u202Efdp.exe' },
    ],
    ['under a name that says another kind', 422, 'extension-mismatch', { filename: 'a.exe' }],
  ]
  test.each(refusedAtOnce)('%s is refused before a byte is taken', async (_, status, code, announced) => {
    const client = await bench.serve('firm-1')
    const pdf = aPdf()
    const answer = await client.create(pdf, announced)
    const problem = problemOf(answer)
    expect([answer.status, problem.status]).toEqual([status, status])
    expect([problem.code, problem.errors?.[0]?.code]).toContain(code)
    expect((await bench.leftOf(sha256Of(pdf))).uploads).toEqual([])
  })

  test('with metadata that is no tus metadata, or without it, is a problem as well', async () => {
    const client = await bench.serve('firm-1')
    for (const headers of [
      { 'upload-length': 5 },
      { 'upload-length': 5, 'upload-metadata': '%%% a b c' },
      {},
    ]) {
      const answer = await client.send('POST', '/o/borovia/uploads', headers)
      expect(answer.headers['content-type']).toBe('application/problem+json')
      expect(answer.status).toBe(problemOf(answer).status)
      expect([400, 422]).toContain(answer.status)
    }
  })
})

describe('the protocol', () => {
  test('refuses bytes at a wrong place and beyond the end, and takes none of them', async () => {
    const client = await bench.serve('firm-1')
    const pdf = aPdf()
    const url = (await client.create(pdf)).headers.location!
    await client.patch(url, 0, pdf.subarray(0, 500))
    const ahead = await client.patch(url, 900, pdf.subarray(900))
    expect([ahead.status, problemOf(ahead).code]).toEqual([409, 'stale'])
    const beyond = await client.patch(url, 500, Buffer.concat([pdf.subarray(500), Buffer.alloc(9)]))
    expect([beyond.status, problemOf(beyond).code]).toEqual([413, 'too-large'])
    expect((await client.head(url)).headers['upload-offset']).toBe('500')
    expect((await client.patch(url, 500, pdf.subarray(500))).status).toBe(204)
  })

  test('lets an unfinished upload be cancelled, and a document not', async () => {
    const client = await bench.serve('firm-1')
    const pdf = aPdf()
    const url = (await client.create(pdf)).headers.location!
    await client.patch(url, 0, pdf.subarray(0, 500))
    expect((await client.send('DELETE', url)).status).toBe(204)
    expect((await client.send('DELETE', url)).status).toBe(404)
    expect((await client.head(url)).status).toBe(404)
    const done = await client.upload(pdf)
    const refused = await client.send('DELETE', done.url)
    expect([refused.status, problemOf(refused).code]).toEqual([405, 'method-not-allowed'])
    expect((await bench.leftOf(sha256Of(pdf))).documents).toHaveLength(1)
  })

  test('tells what it can do, and no other origin may read it', async () => {
    const client = await bench.serve('firm-1')
    const options = await client.send('OPTIONS', '/o/borovia/uploads')
    expect(options.headers).toMatchObject({
      'tus-version': '1.0.0',
      'tus-extension': 'creation,termination',
      'tus-max-size': String(8 * MB),
    })
    expect(Object.keys(options.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect((await client.send('GET', '/o/borovia/uploads')).status).toBe(405)
  })

  test('is for agents alone', async () => {
    const client = await bench.serve(undefined)
    const answer = await client.create(aPdf())
    expect([answer.status, problemOf(answer).code]).toEqual([403, 'not-allowed'])
  })
})

describe('limits and failures', () => {
  test('an account may have so many unfinished uploads and no more, however many requests come at once', async () => {
    const client = await bench.serve('firm-hasty')
    const answers = await Promise.all(
      Array.from({ length: quota.uploads + 10 }, () => client.create(aPdf(10))),
    )
    const refused = answers.find(({ status }) => status !== 201)
    expect(problemOf(refused!).code).toBe('too-many-requests')
    expect(refused!.headers['retry-after']).toBe('60')
    const { store } = bench.office()
    expect(await store.uploads.count({ accountId: 'firm-hasty' })).toBeLessThanOrEqual(quota.uploads)
    // What nobody touched for a day makes room.
    const longAgo = new Date(Date.now() - 25 * 3_600_000)
    await store.uploads.updateMany({ accountId: 'firm-hasty' }, { $set: { updatedAt: longAgo } })
    const filled = quota.uploads - (await store.uploads.count({ accountId: 'firm-hasty' }))
    for (let i = 0; i <= filled; i += 1) expect((await client.create(aPdf(10))).status).toBe(201)
  })

  test('the unfinished uploads of an account have a size together', async () => {
    const client = await bench.serve('firm-large')
    for (let i = 0; i < quota.bytes / (8 * MB); i += 1)
      expect((await client.create(aPdf(10), { length: 8 * MB })).status).toBe(201)
    const answer = await client.create(aPdf(10), { length: 8 * MB })
    expect([answer.status, problemOf(answer).code]).toEqual([413, 'too-large'])
  })

  test('where documents cannot be inspected none counts; the upload waits and is completed later', async () => {
    const told: string[] = []
    const office = { ...bench.office(), log: makeLog('error', (line) => void told.push(line)) }
    const helpless = await bench.serve('firm-1', { qpdf: 'no-such-qpdf' }, office)
    const pdf = aPdf()
    const answer = await helpless.upload(pdf)
    expect([answer.status, problemOf(answer).code, answer.headers['retry-after']]).toEqual([
      503,
      'unavailable',
      '60',
    ])
    expect((await helpless.head(answer.url)).status).toBe(503)
    expect(told.join()).toContain('apt-get install qpdf')
    expect((await bench.leftOf(sha256Of(pdf))).documents).toEqual([])
    const client = await bench.serve('firm-1')
    const head = await client.head(answer.url)
    expect([head.status, head.headers['upload-offset']]).toEqual([200, String(pdf.length)])
    expect((await bench.leftOf(sha256Of(pdf))).documents).toHaveLength(1)
  })

  test('where MongoDB is away the answer is "later"', async () => {
    const office = await openUploadOffice({ uri: bench.uri, tempDir: bench.tempDir() })
    const client = await bench.serve('firm-1', {}, { ...office, log: makeLog('error', () => undefined) })
    await office.store.close()
    const answer = await client.create(aPdf())
    expect([answer.status, problemOf(answer).code, answer.headers['retry-after']]).toEqual([
      503,
      'unavailable',
      '5',
    ])
  })
})
