/** The door for bank statements: the one form with a file in it, read from people of finance alone. */
import type { Session } from '@lodge/processor'
import { afterEach, expect, test } from 'vitest'
import { edgeUnderTest, own } from './edge-under-test.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

const address = '/o/borovia/desk/money/statements/upload'
const megabyte = 1024 * 1024

async function startEdge(roles: Session['roles']) {
  const edge = await edgeUnderTest({}, roles)
  open.push(() => edge.close(500))
  return edge
}

/** Sends a form with a file as a browser does: the token is a field of it, no header. */
function send(
  url: string,
  { token, bytes = 100, path = address }: { token: string; bytes?: number; path?: string },
) {
  const form = new FormData()
  form.set('csrf', token)
  form.set('file', new File([new Uint8Array(bytes)], 'statement.xml'))
  const { origin, cookie } = own
  return fetch(url + path, { method: 'POST', body: form, headers: { origin, cookie } })
}

test('a statement passes from finance with the token in its form, and not without it', async () => {
  const { url, reached } = await startEdge(['finance'])
  expect((await send(url, { token: 'not the token' })).status).toBe(403)
  expect(reached.filter(({ method }) => method === 'POST')).toEqual([])
  expect((await send(url, { token: own['x-csrf-token'], bytes: 5 * megabyte })).status).toBe(200)
  expect(reached.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([address])
})

test('nobody else gets a file read, and no other page takes one', async () => {
  const agents = await startEdge(['agent'])
  expect((await send(agents.url, { token: own['x-csrf-token'] })).status).toBe(404)
  const finance = await startEdge(['finance'])
  const elsewhere = { token: own['x-csrf-token'], path: '/o/borovia/desk/money/statements' }
  expect((await send(finance.url, elsewhere)).status).toBe(415)
})

test('a form that breaks off in the middle of its file is refused as unreadable', async () => {
  const { url } = await startEdge(['finance'])
  const { origin, cookie } = own
  const response = await fetch(url + address, {
    method: 'POST',
    body: '--x\r\ncontent-disposition: form-data; name="csrf"\r\n\r\nabc',
    headers: { origin, cookie, 'content-type': 'multipart/form-data; boundary=x' },
  })
  expect(response.status).toBe(400)
})
