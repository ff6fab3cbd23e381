/** What the client says after each failure: whether the bank may have acted, and nothing that must stay secret. */
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { startFakeBank } from '@lodge/mocks'
import type { FakeBank, FakeBankOptions } from '@lodge/mocks'
import {
  aPayment,
  apiKey,
  callbackKey,
  chargesAt,
  driverErrorOf,
  logBook,
  bankTerms,
  openCardGateway,
  portOf,
  tellBank,
} from '../test-stand.ts'
import { createDriverHttp } from './index.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function aBank(options: Partial<FakeBankOptions> = {}): Promise<FakeBank> {
  const bank = await startFakeBank({ ...bankTerms, ...options })
  ends.push(() => bank.stop())
  return bank
}

const pem = (name: string) => fs.readFileSync(path.join(import.meta.dirname, '../fixtures', name), 'utf8')

describe('nothing left this machine', () => {
  test('when the connection is refused', async () => {
    const bank = await startFakeBank(bankTerms)
    await bank.stop()
    const error = await driverErrorOf(openCardGateway(bank.url).initiate(aPayment()))
    expect(error).toMatchObject({ kind: 'unavailable', sent: 'no', code: 'ECONNREFUSED' })
  })

  test('when the bank closed its port for a while, and the next try under the same key goes through', async () => {
    const bank = await aBank()
    const driver = openCardGateway(bank.url)
    const request = aPayment()
    await tellBank(bank, '/admin/refuse', { ms: 200 })
    await expect
      .poll(() => driverErrorOf(driver.initiate(request)).catch(() => undefined))
      .toMatchObject({ sent: 'no' })
    await expect
      .poll(() => driver.initiate(request).catch(() => undefined), { timeout: 3000 })
      .toMatchObject({
        outcome: 'action-required',
      })
    expect(bank.payments()).toHaveLength(1)
  })

  test("when the bank's name is not known", async () => {
    const error = await driverErrorOf(openCardGateway('https://bank.invalid', slow).initiate(aPayment()))
    expect(error).toMatchObject({ kind: 'unavailable', sent: 'no' })
  })

  test('when the certificate is of nobody we trust', async () => {
    const bank = await aBank({ tls: { key: pem('loopback.key.pem'), cert: pem('loopback.cert.pem') } })
    const error = await driverErrorOf(openCardGateway(bank.url, slow).initiate(aPayment()))
    expect(error).toMatchObject({ kind: 'unavailable', sent: 'no', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(bank.payments()).toEqual([])
  })

  test('when the certificate is trusted but of another host', async () => {
    const bank = await aBank({ tls: { key: pem('other-host.key.pem'), cert: pem('other-host.cert.pem') } })
    const surroundings = { tls: { ca: pem('other-host.cert.pem') }, timeoutMs: 3000 }
    const error = await driverErrorOf(openCardGateway(bank.url, { surroundings }).initiate(aPayment()))
    expect(error).toMatchObject({ sent: 'no', code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    expect(bank.payments()).toEqual([])
  })

  test('when the call was aborted before it began', async () => {
    const bank = await aBank()
    const driver = openCardGateway(bank.url, { surroundings: { signal: AbortSignal.abort() } })
    expect(await driverErrorOf(driver.initiate(aPayment()))).toMatchObject({ sent: 'no' })
    expect(bank.payments()).toEqual([])
  })

  test('when the handshake never ends', async () => {
    const silent = net.createServer((socket) => void socket.resume())
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const url = `https://127.0.0.1:${portOf(silent)}`
    expect(await driverErrorOf(openCardGateway(url).initiate(aPayment()))).toMatchObject({
      sent: 'no',
      code: 'ETIMEDOUT',
    })
    // Closing ends once no connection is left: the driver let go of its own.
    await new Promise((resolve) => silent.close(resolve))
  })
})

describe('with the right certificate', () => {
  const server = { key: pem('loopback.key.pem'), cert: pem('loopback.cert.pem') }

  test('the call goes through', async () => {
    const bank = await aBank({ tls: server })
    const surroundings = { tls: { ca: server.cert }, timeoutMs: 3000 }
    expect(await openCardGateway(bank.url, { surroundings }).initiate(aPayment())).toMatchObject({
      outcome: 'action-required',
    })
  })

  test('a bank that asks for ours gets it, and serves nobody without', async () => {
    const bank = await aBank({
      tls: { ...server, ca: server.cert, requestCert: true, rejectUnauthorized: true },
    })
    const without = { tls: { ca: server.cert }, timeoutMs: 3000 }
    expect(
      (await driverErrorOf(openCardGateway(bank.url, { surroundings: without }).initiate(aPayment()))).kind,
    ).toBe('unavailable')
    expect(bank.payments()).toEqual([])
    const withOurs = { tls: { ca: server.cert, cert: server.cert, key: server.key }, timeoutMs: 3000 }
    await openCardGateway(bank.url, { surroundings: withOurs }).initiate(aPayment())
    expect(bank.payments()).toHaveLength(1)
  })
})

describe('the bank may have acted', () => {
  test.each([
    ['does not answer in time', 'timeout', 'ETIMEDOUT'],
    ['fails with 500', 'error-500', 'server-error'],
    ['cuts its reply short', 'truncated', undefined],
    ['resets the connection', 'reset', 'ECONNRESET'],
    ['answers with a page', 'html', 'unreadable-reply'],
    ['answers with too much', 'oversized', undefined],
    ['redirects to another host', 'foreign-redirect', 'redirected'],
    ['answers about another amount', 'other-amount', 'other-amount'],
    ['sends the payer elsewhere', 'foreign-page', 'foreign-page'],
    ['is hidden by a page of refusal', 'html-403', 'foreign-refusal'],
  ])(
    'when it %s: the charge is found by query, and a repeat makes no second one',
    async (_what, kind, code) => {
      const bank = await aBank()
      const driver = openCardGateway(bank.url)
      const request = aPayment()
      await tellBank(bank, '/admin/faults', { kind, charge: true })
      const error = await driverErrorOf(driver.initiate(request))
      expect(error).toMatchObject({ kind: 'unavailable', sent: 'maybe' })
      if (code !== undefined) expect(error.code).toBe(code)
      expect(await driver.query({ attemptId: request.attemptId })).toMatchObject({
        found: true,
        outcome: 'succeeded',
        amount: request.amount,
      })
      expect(await driver.initiate(request)).toMatchObject({ outcome: 'succeeded' })
      expect(chargesAt(bank)).toBe(1)
    },
  )

  test('when it resets the connection before it did anything: nobody here can know', async () => {
    const bank = await aBank()
    const driver = openCardGateway(bank.url)
    const request = aPayment()
    await tellBank(bank, '/admin/faults', { kind: 'reset-before' })
    expect(await driverErrorOf(driver.initiate(request))).toMatchObject({ sent: 'maybe' })
    expect(await driver.query({ attemptId: request.attemptId })).toEqual({ found: false })
  })

  test('when we give up waiting', async () => {
    const bank = await aBank()
    const giveUp = new AbortController()
    const driver = openCardGateway(bank.url, { surroundings: { signal: giveUp.signal, timeoutMs: 5000 } })
    await tellBank(bank, '/admin/faults', { kind: 'timeout' })
    const failing = driverErrorOf(driver.initiate(aPayment()))
    await expect.poll(() => bank.payments()).toHaveLength(1)
    giveUp.abort()
    expect(await failing).toMatchObject({ sent: 'maybe', code: 'ERR_CANCELED' })
  })

  test('when it drips its reply for longer than the whole exchange may take', async () => {
    const url = await aServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 50)
      response.once('close', () => {
        clearInterval(drip)
      })
    })
    expect(await driverErrorOf(openCardGateway(url).initiate(aPayment()))).toMatchObject({
      sent: 'maybe',
      code: 'ETIMEDOUT',
    })
  })

  test.each([
    ['not JSON', '{"id": "pay_1"'],
    ['JSON of another shape', '{"id": 7}'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['empty', ''],
  ])('when its reply is %s', async (_what, body) => {
    const url = await aServer((response) => void response.writeHead(201).end(body))
    expect(await driverErrorOf(openCardGateway(url).initiate(aPayment()))).toMatchObject({
      sent: 'maybe',
      code: 'unreadable-reply',
    })
  })

  test('when it says that the same call is still in work', async () => {
    const url = await aServer(
      (response) =>
        void response.writeHead(409).end('{"error":{"code":"idempotency-in-progress","message":""}}'),
    )
    expect(await driverErrorOf(openCardGateway(url).initiate(aPayment()))).toMatchObject({ sent: 'maybe' })
  })
})

describe('the bank did not act', () => {
  test('when it asks for patience, and says how long', async () => {
    const bank = await aBank()
    await tellBank(bank, '/admin/faults', { kind: 'rate-limited' })
    const error = await driverErrorOf(openCardGateway(bank.url).initiate(aPayment()))
    expect(error).toMatchObject({ kind: 'rate', sent: 'no', retryAfterMs: 7000 })
    expect(bank.payments()).toEqual([])
  })

  test('when it does not accept our key', async () => {
    const bank = await aBank({ apiKey: 'another-key-altogether' })
    const error = await driverErrorOf(openCardGateway(bank.url).initiate(aPayment()))
    expect(error).toMatchObject({ kind: 'auth', sent: 'no', code: 'unauthorised' })
  })
})

describe('the client is frozen to its host', () => {
  const frozen = async () => {
    const asked: string[] = []
    const url = await aServer((response, request) => {
      asked.push(request.url ?? '')
      response.writeHead(200).end('{}')
    })
    const client = createDriverHttp({
      baseUrl: `${url}/bank`,
      logger: logBook().logger,
      redact: (text) => text,
    })
    const get = (to: string, query = {}) =>
      client.call({ method: 'GET', path: to, query, reply: z.unknown(), refusal: () => undefined })
    return { asked, get }
  }

  test.each([
    'https://elsewhere.example/x',
    '//elsewhere.example/x',
    '/../secret',
    '/a/../../secret',
    '/%2e%2e/secret',
    '\\\\elsewhere.example\\x',
    '@elsewhere.example/x',
    '.elsewhere.example/x',
    '/x?y',
    'x',
  ])('it refuses %s before anything is sent', async (to) => {
    const { asked, get } = await frozen()
    expect(await driverErrorOf(get(to))).toMatchObject({
      kind: 'invalid',
      sent: 'no',
      code: 'foreign-address',
    })
    expect(asked).toEqual([])
  })

  test('it takes paths below its base, and encodes the query', async () => {
    const { asked, get } = await frozen()
    await get('/v1/payments', { reference: 'a b&c=d/../?' })
    expect(asked).toEqual(['/bank/v1/payments?reference=a+b%26c%3Dd%2F..%2F%3F'])
  })

  test('it pays no heed to a proxy in the environment', async () => {
    const proxied: string[] = []
    const proxy = await aServer((response, request) => {
      proxied.push(request.url ?? '')
      response.writeHead(200).end('{}')
    })
    const { asked, get } = await frozen()
    for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy)
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '')
    ends.push(async () => void vi.unstubAllEnvs())
    await get('/v1')
    expect([asked.length, proxied.length]).toEqual([1, 0])
  })

  test.each([
    'http://bank.example',
    'https://user:word@bank.example',
    'ftp://bank.example',
    'https://bank.example/?x=1',
  ])('a base of %s is refused', (baseUrl) => {
    expect(() => openCardGateway(baseUrl)).toThrow()
  })
})

describe('a file', () => {
  const download = async (headers: http.OutgoingHttpHeaders, body: Buffer, status = 200) => {
    const url = await aServer((response) => void response.writeHead(status, headers).end(body))
    const { logger } = logBook()
    return createDriverHttp({ baseUrl: url, maxReplyBytes: 100, logger, redact: (text) => text }).download({
      path: '/statements/1',
      contentTypes: ['application/xml'],
      maxBytes: 5000,
      refusal: () => ({
        kind: 'invalid',
        sent: 'yes',
        code: 'no-such-file',
        message: 'There is no such file.',
      }),
    })
  }
  const xml = { 'content-type': 'Application/XML; charset=iso-8859-1' }
  const bytes = Buffer.from(Array.from({ length: 4000 }, (_, index) => index % 256))

  test('comes byte for byte, though it is larger than a reply may be', async () => {
    expect(bytes.equals(await download(xml, bytes))).toBe(true)
  })

  test.each([
    ['of another type, such as a page', { 'content-type': 'text/html' }, bytes, 200, 'unreadable-reply'],
    ['without a type', {}, bytes, 200, 'unreadable-reply'],
    ['larger than it may be', xml, Buffer.alloc(5001), 200, 'ERR_BAD_RESPONSE'],
    ['that is only a part', xml, bytes, 206, 'unreadable-reply'],
    ['that the bank refuses', { 'content-type': 'application/json' }, Buffer.from('{}'), 404, 'no-such-file'],
  ])('%s is none', async (_what, headers, body, status, code) => {
    expect(await driverErrorOf(download(headers, body, status))).toMatchObject({ code })
  })
})

describe('secrets', () => {
  test('never reach errors or logs, even when the bank repeats them', async () => {
    const book = logBook()
    const leaks = [apiKey, callbackKey.value, Buffer.from(apiKey).toString('base64')]
    const url = await aServer((response, request) => {
      const code = /bearer (.*)/i.exec(request.headers.authorization ?? '')?.[1] ?? 'none'
      response
        .writeHead(422, { 'content-type': 'application/json', location: `https://x.example/${code}` })
        .end(JSON.stringify({ error: { code, message: `No ${code}, ${callbackKey.value}` } }))
    })
    const closed = await startFakeBank(bankTerms)
    await closed.stop()
    for (const baseUrl of [url, closed.url]) {
      const driver = openCardGateway(baseUrl, { surroundings: { logger: book.logger } })
      for (const failing of [driver.initiate(aPayment()), driver.query({ attemptId: 'a' })]) {
        const error = await driverErrorOf(failing)
        const seen = [
          error.stack,
          JSON.stringify(error),
          inspect(error, { depth: 20, showHidden: true }),
          ...book.lines,
        ].join('\n')
        for (const leak of leaks) expect(seen).not.toContain(leak)
      }
    }
    expect(book.lines.join('\n')).toContain('[redacted]')
  })

  test('that are not set, or too short to be secret, stop the driver from opening and name themselves', () => {
    for (const value of ['', 'short'])
      expect(() =>
        openCardGateway('https://bank.example', { secrets: { 'api-key': { current: { id: 'a', value } } } }),
      ).toThrow(/Set the secret "api-key" of driver card-gateway/)
  })
})

const slow = { surroundings: { timeoutMs: 5000 } }

async function aServer(
  handle: (response: http.ServerResponse, request: http.IncomingMessage) => void,
): Promise<string> {
  const server = http.createServer((request, response) => {
    request.resume()
    request.once('end', () => handle(response, request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${portOf(server)}`
}
