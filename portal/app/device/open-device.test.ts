/** Who works on a device: nobody before a sign-in, one person at a time, nothing after a sign-out. */
import { Dexie } from 'dexie'
import { expect, test, vi } from 'vitest'
import { databaseNameOf, newKey, unlock, withKeyStore } from './keys.ts'
import { isSignOutPending, openDevice, settleSignOut, signOutDevice } from './open-device.ts'
import {
  aNewDraft,
  anotherTab,
  aPerson,
  cleanAfterEach,
  officeId,
  signedIn,
  storedTables,
} from './test-support/a-device.ts'

cleanAfterEach()

test('before anybody signed in there is no device', async () => {
  expect(await openDevice(officeId)).toBeUndefined()
})

test('after a sign-in the device opens without a network, and knows who works here', async () => {
  await signedIn()
  expect((await anotherTab()).user).toEqual(aPerson())
  expect(await openDevice('sahil')).toBeUndefined()
})

test('signing in again keeps the drafts', async () => {
  const first = await signedIn()
  const id = await first.drafts.create(aNewDraft())
  first.close()
  const again = await signedIn({ ...aPerson(), displayName: 'Elena Petrova' })
  expect(again.user.displayName).toBe('Elena Petrova')
  expect(await again.drafts.read(id)).toBeDefined()
})

test('another person never sees the first one’s rows, and the first finds them again', async () => {
  const first = await signedIn()
  const id = await first.drafts.create(aNewDraft({ 'mark.text': 'SECRET' }))
  const second = await signedIn(aPerson('user-2'))
  expect(await first.closed).toBe('other-user')
  expect(await second.drafts.list()).toEqual([])
  expect(await second.drafts.read(id)).toBeUndefined()
  expect((await anotherTab()).user.id).toBe('user-2')
  await expect(first.drafts.list()).rejects.toMatchObject({ code: 'signed-out' })
  const back = await signedIn()
  expect((await back.drafts.list()).map(({ title }) => title)).toEqual(['SECRET'])
})

test('a device that opens while another person signs in is never left open as the first one’s', async () => {
  await signedIn()
  const [opening, second] = await Promise.all([anotherTab(), signedIn(aPerson('user-2'))])
  if (opening.user.id === 'user-1') expect(await opening.closed).toBe('other-user')
  else expect(opening.user).toEqual(second.user)
})

test('signing out leaves neither data nor key, and every tab knows', async () => {
  const device = await signedIn()
  await device.drafts.create(aNewDraft({ 'mark.text': 'SECRET' }))
  const other = await anotherTab()
  await signOutDevice(officeId)
  expect(await other.closed).toBe('signed-out')
  await expect(other.drafts.create(aNewDraft())).rejects.toMatchObject({ code: 'signed-out' })
  expect(await Dexie.getDatabaseNames()).toEqual(['lodge-keys'])
  const left = await withKeyStore(async ({ keys, leftovers }) => [
    await keys.count(),
    await leftovers.count(),
  ])
  expect(left).toEqual([0, 0])
  expect(await openDevice(officeId)).toBeUndefined()
})

test('what a sign-out could not delete is unreadable, and goes at the next opening', async () => {
  await signedIn()
  await signOutDevice(officeId)
  const name = databaseNameOf({ officeId, userId: 'user-1' })
  const leftover = new Dexie(name)
  leftover.version(1).stores({ rows: 'id' })
  await leftover.open()
  leftover.close()
  await withKeyStore(({ leftovers }) => leftovers.put({ name }))
  await openDevice(officeId)
  expect(await Dexie.getDatabaseNames()).toEqual(['lodge-keys'])
})

test('a deletion that came late never takes the data of a new sign-in', async () => {
  await signedIn()
  const name = databaseNameOf({ officeId, userId: 'user-1' })
  await signOutDevice(officeId)
  await withKeyStore(({ leftovers }) => leftovers.put({ name }))
  const again = await signedIn()
  const id = await again.drafts.create(aNewDraft())
  expect(await (await anotherTab()).drafts.read(id)).toBeDefined()
})

test('two tabs that sign in at once share one key', async () => {
  const [one, other] = await Promise.all([signedIn(), signedIn()])
  const id = await one.drafts.create(aNewDraft())
  expect(await other.drafts.read(id)).toBeDefined()
})

test('a store whose key is another one is refused, not shown empty', async () => {
  const device = await signedIn()
  await device.drafts.create(aNewDraft())
  device.close()
  await withKeyStore(async ({ keys }) => {
    const mine = await keys.get([officeId, 'user-1'])
    const other = await newKey(officeId, 'user-1')
    await keys.put({ ...other, keyId: mine?.keyId ?? '', isCurrent: true })
  })
  await expect(openDevice(officeId)).rejects.toMatchObject({ code: 'unreadable' })
})

test('a wrapped key opens under its own device key alone', async () => {
  const [mine, theirs] = [await newKey(officeId, 'a'), await newKey(officeId, 'b')]
  await expect(unlock(mine)).resolves.toMatchObject({ keyId: mine.keyId })
  await expect(unlock({ ...mine, deviceKey: theirs.deviceKey })).rejects.toThrow()
  await expect(crypto.subtle.exportKey('raw', mine.deviceKey)).rejects.toThrow()
})

test('a row that was moved or changed in the store is refused', async () => {
  const device = await signedIn()
  const id = await device.drafts.create(aNewDraft({ a: 'one', b: 'two' }))
  device.close()
  const db = await new Dexie(databaseNameOf({ officeId, userId: 'user-1' })).open()
  await db.table('rows').update(`${id}/a`, { rev: 7 })
  db.close()
  await expect((await anotherTab()).drafts.read(id)).rejects.toMatchObject({ code: 'unreadable' })
})

test('a row of a newer version is refused, not misread', async () => {
  const device = await signedIn()
  const id = await device.drafts.create(aNewDraft({ a: 'one' }))
  device.close()
  const db = await new Dexie(databaseNameOf({ officeId, userId: 'user-1' })).open()
  await db.table('rows').update(`${id}/a`, { v: 2 })
  db.close()
  await expect((await anotherTab()).drafts.read(id)).rejects.toMatchObject({ code: 'unreadable' })
})

test('the clear part of a row holds ids, kinds, counters and times alone', async () => {
  const { drafts } = await signedIn()
  const id = await drafts.create(aNewDraft({ 'mark.text': 'KAROO' }))
  const rows = (await storedTables()).get('rows') ?? []
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
    ['body', 'id', 'iv', 'keyId', 'kind', 'parent', 'rev', 'updatedAt', 'v'], // prettier-ignore
  )
  expect(rows.map((row) => (typeof row === 'object' && row && 'id' in row ? row.id : ''))).toEqual(
    expect.arrayContaining([id, `${id}/mark.text`, 'user']),
  )
})

const answering =
  (answers: Record<string, () => Response>, asked: string[] = []): typeof fetch =>
  (_, init) => {
    const method = init?.method ?? 'GET'
    asked.push(method)
    const answer = answers[method]
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('network'))
  }
const aSession = (id: string) => () => Response.json({ csrfToken: 'c', user: { ...aPerson(id) } })

test('the server is told of a sign-out at the next contact', async () => {
  await signedIn()
  await signOutDevice(officeId)
  expect(await settleSignOut(officeId, { fetch: answering({}) })).toBe(false)
  expect(await isSignOutPending(officeId)).toBe(true)
  const asked: string[] = []
  const fetch = answering(
    { GET: aSession('user-1'), DELETE: () => new Response(null, { status: 204 }) },
    asked,
  )
  expect(await settleSignOut(officeId, { fetch })).toBe(true)
  expect(asked).toEqual(['GET', 'DELETE'])
  expect(await isSignOutPending(officeId)).toBe(false)
})

test('a pending sign-out never ends the session of another person', async () => {
  await signedIn()
  await signOutDevice(officeId)
  const asked: string[] = []
  expect(await settleSignOut(officeId, { fetch: answering({ GET: aSession('user-2') }, asked) })).toBe(true)
  expect(asked).toEqual(['GET'])
})

test('a new sign-in stands, whatever sign-out was pending', async () => {
  await signedIn()
  await signOutDevice(officeId)
  await signedIn()
  expect(await isSignOutPending(officeId)).toBe(false)
})

test('the next request of the browser tells of a sign-out, and a sign-in after it stands', async () => {
  const browser = { cookie: '' }
  vi.stubGlobal('document', browser)
  try {
    await signedIn()
    await signOutDevice(officeId)
    expect(browser.cookie).toContain('__Host-lodge-signed-out-borovia=user-1;')
    // The server took the cookie back; the same person signed in again on one of its pages.
    browser.cookie = ''
    const asked: string[] = []
    expect(await settleSignOut(officeId, { fetch: answering({ GET: aSession('user-1') }, asked) })).toBe(true)
    expect([asked, await isSignOutPending(officeId)]).toEqual([[], false])
  } finally {
    vi.unstubAllGlobals()
  }
})
