/** Uploads that are cut, doubled, fought over or killed: every byte once, every document whole, or nothing. */
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Upload as TusUpload } from 'tus-js-client'
import { describe, expect, test } from 'vitest'
import { until } from '../../test-support/test-office.ts'
import { aPdf, MB, problemOf, sha256Of, tusClient, uploadBench } from '../../test-support/upload-bench.ts'
import { makeLog } from '../log.ts'
import { streamBytes } from './bytes.ts'

const quiet = makeLog('error', () => undefined)
const bench = uploadBench({ maxBytes: 110 * MB })

/** The document is there once, in one piece, and nothing else is. */
async function expectWhole(bytes: Uint8Array) {
  const { documents, uploads, parts, temporary } = await bench.leftOf(sha256Of(bytes))
  expect([documents.length, uploads, parts, temporary]).toEqual([1, [], 0, []])
  const stored = await buffer(streamBytes(bench.office().store, documents[0]!.storedAs))
  expect(sha256Of(stored)).toBe(sha256Of(bytes))
}

const rowOf = async (bytes: Uint8Array) => (await bench.leftOf(sha256Of(bytes))).uploads[0]

describe('a link that is cut', () => {
  test('in the middle of a request costs no byte that had arrived, and another server goes on', async () => {
    const client = await bench.serve('firm-1')
    const other = await bench.serve('firm-1')
    const pdf = aPdf(4 * MB)
    const url = (await client.create(pdf)).headers.location!
    const sent = 2.5 * MB
    const begun = client.begin(url, 0, pdf.subarray(0, sent), pdf.length)
    await until('two parts to be stored', async () => ((await rowOf(pdf))?.offset ?? 0) >= 2 * MB)
    begun.cut()
    const offset = Number((await other.head(url)).headers['upload-offset'])
    expect(offset).toBeGreaterThan(sent - MB)
    expect(offset).toBeLessThanOrEqual(sent)
    const again = await other.create(pdf)
    expect([again.headers.location, again.headers['upload-offset']]).toEqual([url, String(offset)])
    expect((await other.patch(url, offset, pdf.subarray(offset))).status).toBe(204)
    await expectWhole(pdf)
  })

  test('is taken up by another implementation of tus, in chunks, on the next server', async () => {
    const [first, second] = [await bench.serve('firm-1'), await bench.serve('firm-1')]
    const pdf = aPdf(5 * MB)
    const begin = (port: number, cutAt: number) =>
      new Promise<{ sent: number }>((done, fail) => {
        let from: number | undefined
        const upload = new TusUpload(pdf, {
          endpoint: `http://127.0.0.1:${port}/o/borovia/uploads`,
          chunkSize: MB,
          retryDelays: [0, 100],
          headers: { 'x-account': 'firm-1' },
          metadata: { sha256: sha256Of(pdf), filename: 'a.pdf', filetype: 'application/pdf', role: 'other' },
          onError: fail,
          onSuccess: () => done({ sent: pdf.length - (from ?? pdf.length) }),
          onChunkComplete: (size, accepted) => {
            from ??= accepted - size
            if (accepted >= cutAt) void upload.abort().then(() => done({ sent: accepted }))
          },
        })
        upload.start()
      })
    expect((await begin(first.port, 3 * MB)).sent).toBe(3 * MB)
    expect((await begin(second.port, Infinity)).sent).toBe(pdf.length - 3 * MB)
    await expectWhole(pdf)
    expect((await begin(second.port, Infinity)).sent).toBe(0)
  })
})

describe('two servers at one upload', () => {
  test('a request that stalls lets go when another one comes', async () => {
    const [stalled, other] = [await bench.serve('firm-1'), await bench.serve('firm-1')]
    const pdf = aPdf(2 * MB)
    const url = (await stalled.create(pdf)).headers.location!
    const begun = stalled.begin(url, 0, pdf.subarray(0, 1000), pdf.length)
    await until('the first to hold the lease', async () => (await rowOf(pdf))?.lockedBy)
    const started = Date.now()
    const head = await other.head(url)
    expect([head.status, head.headers['upload-offset']]).toEqual([200, '1000'])
    expect(Date.now() - started).toBeLessThan(4_000)
    expect((await other.patch(url, 1000, pdf.subarray(1000))).status).toBe(204)
    begun.cut()
    await expectWhole(pdf)
  })

  test('that send the same bytes at the same time make one whole document', async () => {
    const clients = [await bench.serve('firm-1'), await bench.serve('firm-1'), await bench.serve('firm-1')]
    for (let round = 0; round < 3; round += 1) {
      const pdf = aPdf(2 * MB)
      const answers = await Promise.all(clients.map((client) => client.upload(pdf)))
      expect(answers.map(({ status }) => status)).toContain(204)
      for (const { status } of answers) expect([201, 204, 409]).toContain(status)
      await expectWhole(pdf)
    }
  })

  test('a server that froze and lost its lease appends nothing when it wakes', async () => {
    const frozen = await bench.fork({ leaseMs: 1_000 })
    const other = await bench.serve('firm-1')
    const client = tusClient(frozen.port, 'firm-1')
    const pdf = aPdf(4 * MB)
    const url = (await client.create(pdf)).headers.location!
    const begun = client.begin(url, 0, pdf.subarray(0, MB), pdf.length)
    await until('a part to be stored', async () => ((await rowOf(pdf))?.offset ?? 0) > 0)
    frozen.process.kill('SIGSTOP')
    const { offset } = (await rowOf(pdf))!
    const end = offset + 1.5 * MB
    expect((await other.patch(url, offset, pdf.subarray(offset, end))).status).toBe(204)
    frozen.process.kill('SIGCONT')
    begun.rest(Buffer.alloc(3 * MB, 'not what was announced'))
    expect(await begun.answered).not.toBe(204)
    expect((await other.head(url)).headers['upload-offset']).toBe(String(end))
    expect((await other.patch(url, end, pdf.subarray(end))).status).toBe(204)
    await expectWhole(pdf)
  })
})

describe('a server that is killed', () => {
  test('in the middle of a request locks the upload for no longer than its lease', async () => {
    const killed = await bench.fork({ leaseMs: 1_500 })
    const other = await bench.serve('firm-1')
    const client = tusClient(killed.port, 'firm-1')
    const pdf = aPdf(3 * MB)
    const url = (await client.create(pdf)).headers.location!
    const begun = client.begin(url, 0, pdf.subarray(0, 2 * MB), pdf.length)
    await until('a part to be stored', async () => ((await rowOf(pdf))?.offset ?? 0) > 0)
    await bench.kill(killed)
    expect(await begun.answered).toBe(0)
    const started = Date.now()
    const offset = Number((await other.head(url)).headers['upload-offset'])
    expect(Date.now() - started).toBeLessThan(3_000)
    expect(offset).toBeGreaterThanOrEqual(MB)
    expect((await other.patch(url, offset, pdf.subarray(offset))).status).toBe(204)
    await expectWhole(pdf)
  })

  test.each(['HEAD', 'PATCH', 'POST'] as const)(
    'between the last byte and the document has it completed by the next %s',
    async (method) => {
      const qpdf = join(bench.tempDir(), '..', `slow-qpdf-${process.pid}`)
      const go = `${qpdf}.go`
      await writeFile(qpdf, `#!/bin/sh\nwhile [ ! -e ${go} ]; do sleep 0.05; done\nexec qpdf "$@"\n`)
      await chmod(qpdf, 0o755)
      const killed = await bench.fork({ qpdf, leaseMs: 1_000 })
      const client = tusClient(killed.port, 'firm-1')
      const pdf = aPdf(2 * MB)
      const url = (await client.create(pdf)).headers.location!
      const begun = client.begin(url, 0, pdf, pdf.length)
      await until('the last byte to be stored', async () => (await rowOf(pdf))?.offset === pdf.length)
      await until('the inspection', async () => (await bench.leftOf('')).temporary.length > 0)
      await bench.kill(killed)
      await writeFile(go, '')
      expect(await begun.answered).toBe(0)
      expect((await bench.leftOf(sha256Of(pdf))).documents).toEqual([])
      // What a killed process leaves on the disk goes by age; here it goes at once.
      for (const name of (await bench.leftOf('')).temporary) await rm(join(bench.tempDir(), name))

      const other = await bench.serve('firm-1')
      const answer =
        method === 'HEAD'
          ? await other.head(url)
          : method === 'POST'
            ? await other.create(pdf)
            : await other.patch(url, pdf.length, Buffer.alloc(0))
      expect(answer.headers['upload-offset']).toBe(String(pdf.length))
      await expectWhole(pdf)
      await Promise.all([rm(qpdf), rm(go)])
    },
  )

  test('before it could refuse a document leaves the refusal to the next request', async () => {
    const helpless = await bench.serve('firm-1', { qpdf: 'no-such-qpdf' }, { ...bench.office(), log: quiet })
    const pdf = Buffer.from(
      aPdf()
        .toString('latin1')
        .replace('/Type /Catalog', '/OpenAction << /S /JavaScript /JS (1) >> /Type /Catalog'),
      'latin1',
    )
    const { url, status } = await helpless.upload(pdf)
    expect(status).toBe(503)
    const other = await bench.serve('firm-1')
    const answer = await other.patch(url, pdf.length, Buffer.alloc(0))
    expect([answer.status, problemOf(answer).code]).toEqual([422, 'document-refused'])
    expect((await bench.leftOf(sha256Of(pdf))).uploads).toEqual([])
  })
})

test('100 MB pass through a server whose heap grows by 20 MB at most', async () => {
  const server = await bench.fork()
  const client = tusClient(server.port, 'firm-1')
  await client.upload(aPdf(2 * MB))
  const pdf = aPdf(100 * MB)
  const [heaps, sizes]: [number[], number[]] = [[server.memory().heapUsed], [server.memory().rss]]
  const watch = setInterval(() => {
    heaps.push(server.memory().heapUsed)
    sizes.push(server.memory().rss)
  }, 50)
  const started = Date.now()
  const url = (await client.create(pdf)).headers.location!
  for (let at = 0; at < pdf.length; at += 8 * MB)
    expect((await client.patch(url, at, pdf.subarray(at, at + 8 * MB))).status).toBe(204)
  clearInterval(watch)
  const growth = Math.max(...heaps) - heaps[0]!
  console.info(
    `100 MB in ${Date.now() - started} ms, heap +${Math.round(growth / MB)} MB, rss ${Math.round(sizes[0]! / MB)} to ${Math.round(Math.max(...sizes) / MB)} MB`,
  )
  expect(growth).toBeLessThanOrEqual(20 * MB)
  await expectWhole(pdf)
}, 120_000)
