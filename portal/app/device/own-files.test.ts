/** The account's own files on the device: encrypted, brought for their own person alone, and asked for again only when they changed. */
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import type { FileFacts } from '@lodge/shared-types'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bringOwnFiles } from './own-files-at-office.ts'
import { aFile } from './test-support/a-file.ts'
import { anotherTab, cleanAfterEach, signedIn, storedTables } from './test-support/a-device.ts'

cleanAfterEach()

const address = 'http://office.test/o/borovia/api/my-files'
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

/** Asks as a page of the office does. */
const ask: typeof fetch = (input, init) =>
  fetch(input instanceof Request ? input : new URL(input, address), init)

/** An office that has these files; `asked` are the names of the state that it was asked with. */
function officeHas(files: readonly FileFacts[], { etag = '"1"', userId = 'user-1' } = {}) {
  const asked: (string | null)[] = []
  server.use(
    http.get(address, ({ request }) => {
      const known = request.headers.get('If-None-Match')
      asked.push(known)
      if (known === etag) return new HttpResponse(null, { status: 304 })
      return HttpResponse.json({ userId, files }, { headers: { ETag: etag } })
    }),
  )
  return asked
}

test('own files come back as they were brought, in another tab too, and nothing of them is stored in the clear', async () => {
  const device = await signedIn()
  expect(await device.ownFiles.read()).toBeUndefined()
  officeHas([aFile({ title: 'NORDLICHT', owners: ['Rosenthal Ltd.'] })])
  await bringOwnFiles(device, { fetch: ask })
  const kept = await (await anotherTab()).ownFiles.read()
  expect(kept?.files).toEqual([aFile({ title: 'NORDLICHT', owners: ['Rosenthal Ltd.'] })])
  const stored = JSON.stringify([...(await storedTables()).values()])
  expect(stored).not.toContain('NORDLICHT')
  expect(stored).not.toContain(aFile().fileNumber)
})

test('they are asked for by the name of their state: unchanged, only the time of the office’s word moves', async () => {
  let now = 1_000
  const device = await signedIn(undefined, { now: () => now })
  const asked = officeHas([aFile()])
  await bringOwnFiles(device, { fetch: ask })
  now = 2_000
  await bringOwnFiles(device, { fetch: ask })
  expect(asked).toEqual([null, '"1"'])
  expect(await device.ownFiles.read()).toMatchObject({ asOf: 2_000, etag: '"1"', files: [aFile()] })
  officeHas([aFile({ status: 'Renewed' })], { etag: '"2"' })
  await bringOwnFiles(device, { fetch: ask })
  expect((await device.ownFiles.read())?.files.map(({ status }) => status)).toEqual(['Renewed'])
})

test('the files of another person who is signed in at the office never come here', async () => {
  const device = await signedIn()
  officeHas([aFile()], { userId: 'user-2' })
  await bringOwnFiles(device, { fetch: ask })
  expect(await device.ownFiles.read()).toBeUndefined()
})

test('an office that cannot answer leaves what is kept', async () => {
  const device = await signedIn()
  officeHas([aFile()])
  await bringOwnFiles(device, { fetch: ask })
  server.use(http.get(address, () => new HttpResponse(null, { status: 503 })))
  await expect(bringOwnFiles(device, { fetch: ask })).rejects.toThrow('503')
  expect((await device.ownFiles.read())?.files).toHaveLength(1)
})

test('a thousand files are read back in well under a second', async () => {
  const device = await signedIn()
  const files = Array.from({ length: 1_000 }, (_, index) =>
    aFile({ fileId: `file-${index}`, fileNumber: `BT/TM/2026/${index}` }),
  )
  await device.ownFiles.keep({ files, etag: null })
  const tab = await anotherTab()
  const begun = performance.now()
  expect((await tab.ownFiles.read())?.files).toHaveLength(1_000)
  expect(performance.now() - begun).toBeLessThan(500)
})
