/** The edge over real sockets: what it refuses, how, and that nothing behind it runs then. */
import { setTimeout as pause } from 'node:timers/promises'
import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { problemSchema } from '@lodge/shared-types'
import { z } from 'zod'
import { edgeUnderTest, own, sendRaw, sessionToken } from './edge-under-test.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

async function startEdge(changes: Parameters<typeof edgeUnderTest>[0] = {}) {
  const edge = await edgeUnderTest(changes)
  open.push(() => edge.close(500))
  return edge
}

const post = (url: string, body: string, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers })

const problemOf = async (response: Response) => problemSchema.parse(await response.json())
const submissions = '/o/borovia/api/submissions'
const jsonHeaders = { ...own, 'content-type': 'application/json' }

describe('bodies', () => {
  test('a JSON body that announces more than 1 MB is refused before it is sent', async () => {
    const edge = await startEdge()
    const head = Object.entries(jsonHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
    const answer = await sendRaw(
      edge.port,
      `POST ${submissions} HTTP/1.1\r\nhost: localhost:3000\r\n${head.join('')}content-length: 1048577\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toMatch(/connection: close/i)
    expect(edge.reached).toEqual([])
  })

  test('a body without a length is cut off as soon as it is over 1 MB', async () => {
    const edge = await startEdge()
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    // `duplex` is fetch's word for a body that streams; the DOM's types do not know it.
    const streamed = { method: 'POST', headers: jsonHeaders, body: endless, duplex: 'half' }
    const request = fetch(`${edge.url}${submissions}`, streamed).then(
      (response) => response.status,
      () => 'hung up',
    )
    expect([413, 'hung up']).toContain(await request)
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    expect(edge.reached).toEqual([])
  })

  test('a form may have 256 kB and not more', async () => {
    const edge = await startEdge()
    const headers = { ...own, 'content-type': 'application/x-www-form-urlencoded' }
    const form = (bytes: number): string => `csrf=${own['x-csrf-token']}&x=`.padEnd(bytes, 'a')
    expect((await post(`${edge.url}/o/borovia/tasks`, form(256 * 1024), headers)).status).toBe(200)
    expect((await post(`${edge.url}/o/borovia/tasks`, form(256 * 1024 + 1), headers)).status).toBe(413)
  })

  test('200,000 levels of nesting are refused without being parsed', async () => {
    const edge = await startEdge()
    const response = await post(`${edge.url}${submissions}`, '['.repeat(200_000), jsonHeaders)
    expect(await problemOf(response)).toMatchObject({ status: 400, code: 'malformed-request' })
    expect(edge.reached).toEqual([])
  })

  test('32 levels pass, 33 do not, and brackets inside strings do not count', async () => {
    const edge = await startEdge()
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    const statusFor = async (body: string): Promise<number> =>
      (await post(`${edge.url}${submissions}`, body, jsonHeaders)).status
    expect(await statusFor(nested(32))).toBe(200)
    expect(await statusFor(nested(33))).toBe(400)
    expect(await statusFor(JSON.stringify({ text: `\\"${'['.repeat(100)}` }))).toBe(200)
  })

  test('a form at a JSON address, and JSON at a form address, are of the wrong media type', async () => {
    const edge = await startEdge()
    const form = { ...own, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await post(`${edge.url}${submissions}`, 'a=1', form)).status).toBe(415)
    expect((await post(`${edge.url}/o/borovia/tasks`, '{}', jsonHeaders)).status).toBe(415)
    const multipart = { ...own, 'content-type': 'multipart/form-data; boundary=x' }
    expect((await post(`${edge.url}/o/borovia/tasks`, '--x--', multipart)).status).toBe(415)
    const packed = { ...jsonHeaders, 'content-encoding': 'gzip' }
    expect((await post(`${edge.url}${submissions}`, '{}', packed)).status).toBe(415)
    expect(edge.reached.filter(({ refusal }) => refusal === undefined)).toEqual([])
  })

  test('a callback reaches its service byte for byte, of any media type and without an origin, and gets its words', async () => {
    const edge = await startEdge()
    const response = await post(`${edge.url}/o/borovia/callbacks/card-gateway`, '{"a": 1 }\n', {
      'content-type': 'text/weird',
    })
    expect([response.status, await response.text()]).toEqual([200, 'kept'])
    expect(edge.reached).toMatchObject([{ path: '/o/borovia/callbacks/card-gateway', body: '{"a": 1 }\n' }])
  })

  test('one click in a mail program reaches its route without origin and session, small and as a form alone', async () => {
    const edge = await startEdge()
    const stop = '/o/borovia/mail/some-secret-code/stop'
    const click = (body: string, type: string, path = stop): Promise<Response> =>
      post(`${edge.url}${path}`, body, { 'content-type': type, cookie: own.cookie })
    const form = 'application/x-www-form-urlencoded'
    expect((await click('List-Unsubscribe=One-Click', form)).status).toBe(200)
    expect((await click('--x--', 'multipart/form-data; boundary=x')).status).toBe(200)
    expect(edge.reached).toMatchObject([
      { body: 'List-Unsubscribe=One-Click', user: undefined },
      { body: '--x--', user: undefined },
    ])
    expect((await click('{}', 'application/json')).status).toBe(415)
    expect((await click('x'.repeat(4 * 1024 + 1), form)).status).toBe(413)
    // The page where a person chooses is a page like any other.
    expect((await click('wants=none', form, '/o/borovia/mail/some-secret-code')).status).toBe(403)
  })

  test('a callback over the cap of its driver, or for a driver that the office has not, reaches nothing', async () => {
    const edge = await startEdge()
    const call = async (driver: string, bytes: number): Promise<number> =>
      (await post(`${edge.url}/o/borovia/callbacks/${driver}`, 'x'.repeat(bytes), {})).status
    expect([await call('card-gateway', 101), await call('no-bank', 1)]).toEqual([413, 404])
    expect(edge.reached).toEqual([])
  })
})

describe('slow senders', () => {
  test('headers that do not come in time end the connection', async () => {
    const edge = await startEdge()
    const startedAt = performance.now()
    const answer = await sendRaw(edge.port, 'GET / HTTP/1.1\r\nhost: localhost:3000\r\nx-slow: ')
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  test('a body that stops on its way is refused, while other visitors are answered at once', async () => {
    const edge = await startEdge()
    const head = Object.entries(jsonHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
    const slow = sendRaw(
      edge.port,
      `POST ${submissions} HTTP/1.1\r\nhost: localhost:3000\r\n${head.join('')}content-length: 100\r\n\r\n{"a":`,
    )
    const startedAt = performance.now()
    expect((await fetch(`${edge.url}/healthz`)).status).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(300)
    expect(await slow).toMatch(/^HTTP\/1\.1 400 .*"code":"malformed-request"/s)
  })

  test('headers over 16 kB are refused', async () => {
    const edge = await startEdge()
    const answer = await sendRaw(edge.port, `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  })
})

describe('state changes', () => {
  test.each([
    ['missing', {}],
    ['null', { origin: 'null' }],
    ['foreign', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://localhost:3001' }],
  ])('with an origin that is %s are refused and nothing runs', async (_, origin) => {
    const edge = await startEdge()
    const { cookie, 'x-csrf-token': token } = own
    const headers = { cookie, 'x-csrf-token': token, 'content-type': 'application/json', ...origin }
    const response = await post(`${edge.url}${submissions}`, '{}', headers)
    expect(await problemOf(response)).toMatchObject({ status: 403, code: 'foreign-origin' })
    expect(edge.reached).toEqual([])
  })

  test('with a session need its CSRF token: in the header for JSON, in the field for forms', async () => {
    const edge = await startEdge()
    const { origin, cookie } = own
    const json = { origin, cookie, 'content-type': 'application/json' }
    const form = { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await post(`${edge.url}${submissions}`, '{}', json)).status).toBe(403)
    expect((await post(`${edge.url}${submissions}`, '{}', { ...json, 'x-csrf-token': 'wrong' })).status).toBe(
      403,
    )
    expect((await post(`${edge.url}/o/borovia/tasks`, 'csrf=wrong', form)).status).toBe(403)
    expect((await post(`${edge.url}/o/borovia/tasks`, '', form)).status).toBe(403)
    expect(edge.reached.filter(({ refusal }) => refusal === undefined)).toEqual([])
    const right = `csrf=${own['x-csrf-token']}`
    expect((await post(`${edge.url}/o/borovia/tasks`, right, form)).status).toBe(200)
    expect((await post(`${edge.url}${submissions}`, '{}', jsonHeaders)).status).toBe(200)
  })

  test('uploads need session, origin and token before the upload server sees them', async () => {
    const edge = await startEdge()
    const upload = (headers: Record<string, string>, office = 'borovia'): Promise<number> =>
      fetch(`${edge.url}/o/${office}/uploads`, { method: 'POST', headers }).then(({ status }) => status)
    expect(await upload(own)).toBe(204)
    expect(await upload({ origin: own.origin })).toBe(401)
    expect(await upload({ origin: own.origin, cookie: own.cookie })).toBe(403)
    expect(await upload(own, 'meridia')).toBe(404)
  })
})

describe('answers', () => {
  test('carry the security headers and their own nonce', async () => {
    const edge = await startEdge()
    const [first, second] = [await fetch(`${edge.url}/healthz`), await fetch(`${edge.url}/healthz`)]
    const csp = first.headers.get('content-security-policy') ?? ''
    const { nonce } = z.object({ nonce: z.string() }).parse(await first.json())
    expect(csp).toContain(`script-src 'self' 'nonce-${nonce}'`)
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).toContain("default-src 'none'")
    expect(csp).not.toContain('unsafe')
    expect(second.headers.get('content-security-policy')).not.toBe(csp)
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(first.headers.get('referrer-policy')).toBe('same-origin')
    expect(first.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(first.headers.get('permissions-policy')).toContain('camera=()')
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(first.headers.get('strict-transport-security')).toBeNull()
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('tell browsers to stay on HTTPS when the public origin is HTTPS', async () => {
    const edge = await startEdge({ publicOrigin: 'https://lodge.example' })
    const response = await fetch(`${edge.url}/healthz`)
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
  })

  test('refuse a program with problem JSON and a person with a page of the same facts', async () => {
    const edge = await startEdge()
    const json = await post(`${edge.url}${submissions}`, '{}', { 'content-type': 'application/json' })
    expect(json.headers.get('content-type')).toBe('application/problem+json')
    expect(await problemOf(json)).toMatchObject({
      type: 'urn:lodge:problem:foreign-origin',
      code: 'foreign-origin',
      status: 403,
      title: 'The request does not come from this portal',
    })
    const page = await post(`${edge.url}/o/borovia/sign-in`, 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('The request does not come from this portal')
    expect(edge.reached).toMatchObject([{ path: '/refused', refusal: 'foreign-origin', method: 'GET' }])
  })

  test('name the methods that an address takes', async () => {
    const edge = await startEdge()
    const response = await fetch(`${edge.url}/o/borovia/callbacks/card-gateway`)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
    expect((await fetch(`${edge.url}/`, { method: 'DELETE', headers: own })).headers.get('allow')).toBe(
      'GET, HEAD, POST',
    )
  })

  test('know nothing at addresses that could be read in two ways', async () => {
    const edge = await startEdge()
    const targets = ['/o/borovia/%61pi/session', '//evil.example/', '/o/x/../y', '/o//api/session', '/a\\b']
    for (const target of targets)
      expect(
        await sendRaw(edge.port, `GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`),
      ).toMatch(/^HTTP\/1\.1 404 /)
    expect(edge.reached.filter(({ refusal }) => refusal === undefined)).toEqual([])
  })

  test('say when to come back after too many requests, to this visitor alone', async () => {
    const edge = await startEdge({ rateFactor: 0.1, proxyHops: 1 })
    const headers = { origin: own.origin, 'content-type': 'application/json' }
    const signIn = (address: string): Promise<Response> =>
      post(`${edge.url}/o/borovia/api/session`, '{}', {
        ...headers,
        'x-forwarded-for': `1.2.3.4, ${address}`,
      })
    expect([(await signIn('10.0.0.1')).status, (await signIn('10.0.0.1')).status]).toEqual([200, 200])
    const refused = await signIn('10.0.0.1')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await problemOf(refused)).retryAfterS).toBe(Number(refused.headers.get('retry-after')))
    expect((await signIn('10.0.0.2')).status).toBe(200)
  })

  test('stop being made when the visitor goes away', async () => {
    let isOver = false
    async function* rows(): AsyncGenerator<string> {
      try {
        for (;;) yield await pause(1, 'one,two\r\n'.repeat(1_000))
      } finally {
        isOver = true
      }
    }
    const headers = { 'content-type': 'text/csv' }
    const edge = await startEdge({
      render: () =>
        Promise.resolve(
          new Response(createReadableStreamFromReadable(Readable.from(rows(), { objectMode: false })), {
            headers,
          }),
        ),
    })
    const gone = new AbortController()
    const response = await fetch(`${edge.url}/o/borovia/api/files/csv`, { headers: own, signal: gone.signal })
    await response.body?.getReader().read()
    expect(isOver).toBe(false)
    gone.abort()
    await vi.waitFor(() => expect(isOver).toBe(true), { timeout: 3_000 })
  })

  test('count what is made for each asking for itself, however its address is written', async () => {
    const edge = await startEdge({ rateFactor: 0.1 })
    const ask = async (address: string): Promise<number> =>
      (await fetch(`${edge.url}/o/borovia/api/${address}`, { headers: own })).status
    const invoice = 'dossiers/one/orders/two/invoice'
    expect([await ask(invoice), await ask('files/csv?q=lion')]).toEqual([200, 200])
    expect([await ask(invoice), await ask(`${invoice}/`), await ask('Files/CSV')]).toEqual([429, 429, 429])
    expect(await ask('files')).toBe(200)
  })

  test('hide what failed inside, and log it under the id of the request', async () => {
    const edge = await startEdge({ render: () => Promise.reject(new Error('the secret of the store')) })
    const response = await fetch(`${edge.url}/o/borovia/api/dossiers`)
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).not.toContain('secret')
    const id = response.headers.get('x-request-id') ?? 'none'
    expect(edge.logged.some((line) => line.includes(id) && line.includes('the secret of the store'))).toBe(
      true,
    )
  })

  test('that break off inside are cut and logged; a visitor who leaves is no failure', async () => {
    const bytes = new Uint8Array(100_000)
    const breaking = await startEdge({
      render: () => {
        let sent = 0
        const body = new ReadableStream({
          pull(controller) {
            if (sent++ === 0) controller.enqueue(bytes)
            else controller.error(new Error('the store broke off'))
          },
        })
        return Promise.resolve(new Response(body, { headers: { 'content-length': '1000000' } }))
      },
    })
    const broken = await fetch(`${breaking.url}/o/borovia/api/documents/1`)
    await expect(broken.bytes()).rejects.toThrow()
    await expect.poll(() => breaking.logged.some((line) => line.includes('the store broke off'))).toBe(true)

    let isCancelled = false
    const endless = await startEdge({
      render: () => {
        const body = new ReadableStream({
          pull: (controller) => controller.enqueue(bytes),
          cancel: () => void (isCancelled = true),
        })
        return Promise.resolve(new Response(body))
      },
    })
    const left = new AbortController()
    await fetch(`${endless.url}/o/borovia/api/documents/1`, { signal: left.signal })
    left.abort()
    await expect.poll(() => endless.logged.some((line) => line.includes('"status":499'))).toBe(true)
    expect(isCancelled).toBe(true)
    expect(endless.logged.some((line) => line.includes('failure'))).toBe(false)
  })

  test('are logged on one line each, without query, cookie or address', async () => {
    const edge = await startEdge()
    await fetch(`${edge.url}/healthz?token=hush%0Aline`, { headers: own })
    await expect.poll(() => edge.logged.length).toBe(1)
    const [line = ''] = edge.logged
    expect(JSON.parse(line)).toMatchObject({ event: 'request', method: 'GET', path: '/healthz', status: 200 })
    expect(line).not.toMatch(/hush|127\.0\.0\.1|\n/)
    expect(line).not.toContain(sessionToken)
  })

  test('lead a visitor of 127.0.0.1 to localhost, where the portal lives', async () => {
    const edge = await startEdge()
    const answer = await sendRaw(
      edge.port,
      'GET /o/borovia?lang=ar HTTP/1.1\r\nhost: 127.0.0.1:3000\r\nconnection: close\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 307 /)
    expect(answer).toMatch(/location: http:\/\/localhost:3000\/o\/borovia\?lang=ar\r\n/)
  })
})

describe('ending', () => {
  test('lets what is under way finish, and refuses nobody with a server error', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const edge = await edgeUnderTest({ render: () => gate.then(() => new Response('done')) })
    const underWay = fetch(`${edge.url}/healthz`)
    await expect.poll(() => edge.server.listening).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closed = edge.close(5000)
    await new Promise((resolve) => setTimeout(resolve, 400))
    await expect(fetch(`${edge.url}/healthz`)).rejects.toThrow()
    release()
    const response = await underWay
    expect([response.status, await response.text()]).toEqual([200, 'done'])
    await closed
  })

  test('hangs up on what does not finish within its time', async () => {
    const edge = await edgeUnderTest({ render: () => new Promise<Response>(() => undefined) })
    const underWay = fetch(`${edge.url}/healthz`)
    underWay.catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const startedAt = performance.now()
    await edge.close(600)
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await expect(underWay).rejects.toThrow()
  })
})
