/** A sign-out without a network counts from the first request after it: no page shows what that person may see. */
import { expect, test } from 'vitest'
import { edgeUnderTest, own, sessionToken } from './edge-under-test.ts'
import { noSignedOutCookie, signedOutIn } from './signed-out-cookie.ts'

/** Asks for a page with the session's cookie beside `signedOut`; returns whose page it was, and what the answer sets. */
async function visit(signedOut: string) {
  const edge = await edgeUnderTest()
  const cookie = `${own.cookie}; __Host-lodge-signed-out-${signedOut}`
  const answer = await fetch(`${edge.url}/o/borovia/files`, { headers: { cookie } })
  await edge.close(100)
  return { user: edge.reached[0]?.user, ended: edge.ended, cookies: answer.headers.getSetCookie() }
}
const takenBack = [noSignedOutCookie({ officeId: 'borovia' })]

test('the session of a person who signed out ends before anything is answered', async () =>
  expect(await visit('borovia=user-1')).toEqual({
    user: undefined,
    ended: [sessionToken],
    cookies: takenBack,
  }))

test('the session of another person goes on, and the cookie is taken back', async () =>
  expect(await visit('borovia=user-2')).toEqual({ user: 'user-1', ended: [], cookies: takenBack }))

test('nothing but ids is read from such a cookie', () =>
  expect(signedOutIn('__Host-lodge-signed-out-a=b; __Host-lodge-signed-out-x=y z; other=1')).toEqual([
    { officeId: 'a', userId: 'b' },
  ]))
