/** Built browser files: the smallest form that a browser takes, cached for good when the name says what is inside. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { edgeUnderTest } from './edge-under-test.ts'
import { loadAssets } from './static-assets.ts'

const folder = mkdtempSync(join(tmpdir(), 'lodge-assets-'))
const script = `console.log(${JSON.stringify('x'.repeat(2000))})`
beforeAll(() => {
  mkdirSync(join(folder, 'assets'))
  mkdirSync(join(folder, '.vite'))
  writeFileSync(join(folder, 'assets', 'a-123.js'), script)
  writeFileSync(join(folder, 'assets', 'a-123.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'assets', 'a-123.js.gz'), gzipSync(script))
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
  writeFileSync(join(folder, 'service-worker.js'), script)
  mkdirSync(join(folder, 'shells'))
  writeFileSync(
    join(folder, 'shells', 'drafts.en.html'),
    `<script>${script}</script><script src="/a.js"></script>`,
  )
  writeFileSync(join(folder, '.vite', 'manifest.json'), '{}')
  writeFileSync(join(folder, 'notes.secret'), 'not ours to show')
})
afterAll(() => rmSync(folder, { recursive: true }))

let edge: Awaited<ReturnType<typeof edgeUnderTest>> | undefined
afterEach(() => edge?.close(500))
const start = async () => (edge = await edgeUnderTest({ assets: loadAssets(folder) }))

test('a hashed asset comes in brotli, is cached for good, and is the file', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/assets/a-123.js`, { headers: { 'accept-encoding': 'gzip, br' } })
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(Number(response.headers.get('content-length'))).toBeLessThan(script.length / 10)
  expect(await response.text()).toBe(script)
})

test('a browser without brotli gets gzip, one without either the plain file', async () => {
  const { url } = await start()
  const encodingFor = async (accepted: string): Promise<string | null> =>
    (await fetch(`${url}/assets/a-123.js`, { headers: { 'accept-encoding': accepted } })).headers.get(
      'content-encoding',
    )
  expect(await encodingFor('gzip')).toBe('gzip')
  expect(await encodingFor('identity')).toBeNull()
})

test('a file without a hash in its name is asked for again, and not sent again when it is the same', async () => {
  const { url } = await start()
  const first = await fetch(`${url}/favicon.svg`)
  expect(first.headers.get('cache-control')).toBe('public, max-age=3600')
  const etag = first.headers.get('etag') ?? ''
  const again = await fetch(`${url}/favicon.svg`, { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('build records and files of other kinds are not served', async () => {
  const { url, reached } = await start()
  await fetch(`${url}/.vite/manifest.json`)
  await fetch(`${url}/notes.secret`)
  expect(reached.map(({ path }) => path)).toEqual(['/.vite/manifest.json', '/notes.secret'])
})

test('the service worker and the documents that it keeps are asked for anew each time', async () => {
  const { url } = await start()
  for (const path of ['/service-worker.js', '/shells/drafts.en.html'])
    expect((await fetch(url + path)).headers.get('cache-control'), path).toBe('no-cache')
})

test('a kept document may run its own inline scripts, known by their hashes, and nothing may frame it', async () => {
  const { url } = await start()
  const { headers } = await fetch(`${url}/shells/drafts.en.html`)
  const hash = createHash('sha256').update(script).digest('base64')
  expect(headers.get('content-security-policy')).toContain(`script-src 'self' 'sha256-${hash}';`)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
})
