/** Secret addresses: what logs, search engines and other sites learn of them. */
import { afterEach, expect, test } from 'vitest'
import { edgeUnderTest } from './edge-under-test.ts'
import { secretHeaders, withoutSecret } from './secret-addresses.ts'

test.each([
  ['/o/borovia/follow/abc', '/o/borovia/follow/…'],
  ['/o/borovia/follow/abc/account', '/o/borovia/follow/…/account'],
  ['/O/borovia/Follow/abc/', '/O/borovia/Follow/…/'],
  ['/o/sahil/feeds/abc.ics', '/o/sahil/feeds/…'],
  ['/o/sahil/join/abc', '/o/sahil/join/…'],
  ['/o/sahil/mail/abc', '/o/sahil/mail/…'],
  ['POST to "/o/sahil/follow/abc" has no action', 'POST to "/o/sahil/follow/…" has no action'],
  ['/o/sahil/following/abc', '/o/sahil/following/abc'],
  ['/o/sahil/files/abc', '/o/sahil/files/abc'],
])('a log has %s as %s', (path, logged) => expect(withoutSecret(path)).toBe(logged))

test('a secret page without forms tells its address to no other page; one with forms to no other site', () => {
  expect(secretHeaders('/o/borovia/follow/abc')['referrer-policy']).toBe('no-referrer')
  expect(secretHeaders('/o/borovia/follow/abc/deadlines.ics')['referrer-policy']).toBe('no-referrer')
  expect(secretHeaders('/o/borovia/follow/abc/account')).toEqual({
    'x-robots-tag': 'noindex, nofollow, noarchive',
  })
  expect(secretHeaders('/o/borovia/files/abc')).toEqual({})
})

let edge: Awaited<ReturnType<typeof edgeUnderTest>> | undefined
afterEach(() => edge?.close(500))

test('codes cannot be tried out quickly: after a few the visitor must wait, and no code is in the log', async () => {
  edge = await edgeUnderTest({ rateFactor: 0.1 })
  const statuses: number[] = []
  for (let guess = 0; guess < 6; guess += 1)
    statuses.push((await fetch(`${edge.url}/o/borovia/follow/guess-number-${guess}`)).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(4)
  expect(statuses.at(-1)).toBe(429)
  await fetch(`${edge.url}/o/borovia/feeds/guess-number-7.ics`)
  expect(edge.logged.join('')).toContain('/o/borovia/follow/…')
  expect(edge.logged.join('')).not.toContain('guess-number')
})

test('asking for an account is as slow as signing in', async () => {
  edge = await edgeUnderTest({ rateFactor: 0.1 })
  const ask = async (): Promise<number> =>
    (
      await fetch(`${edge?.url ?? ''}/o/borovia/follow/code/account`, {
        method: 'POST',
        headers: {
          origin: 'http://localhost:3000',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'act=ask',
      })
    ).status
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429])
})
