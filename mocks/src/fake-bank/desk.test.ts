/** The desk over HTTP: what it keeps of each delivery, what it can do to a callback, and whom it lets in. */
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startFakeBank } from './fake-bank.ts'
import type { FakeBank, FakeBankOptions } from './fake-bank.ts'
import { bankTerms, verdictOf } from './desk-trials.ts'

const apiKey = 'desk-test-api-key'
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function aBank(options: Partial<FakeBankOptions> = {}): Promise<FakeBank> {
  const bank = await startFakeBank({
    apiKey,
    callbackSecrets: [{ id: 'k1', value: 'desk-test-callback-key' }],
    retryWaitsMs: [60_000],
    ...options,
  })
  ends.push(() => bank.stop())
  return bank
}

/** A receiver that answers always the same, and keeps the headers of what came. */
async function aReceiver(status: number, body = '{"received":true}') {
  const came: http.IncomingHttpHeaders[] = []
  const server = http.createServer((request, response) => {
    came.push(request.headers)
    request.resume().on('end', () => response.writeHead(status, { 'x-receiver': 'test' }).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { url: `http://127.0.0.1:${port}/callbacks`, came }
}

async function aPayment(bank: FakeBank, callbackUrl = 'http://127.0.0.1:9/callbacks'): Promise<string> {
  const reply = await fetch(`${bank.url}/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': 'one' },
    body: JSON.stringify({
      ...{ merchant: 'lodge-demo', reference: 'attempt-1', description: '<script>alert(1)</script>' },
      amount: { value: '52000', currency: 'KWD' },
      ...{ return_url: 'http://127.0.0.1:9/back', callback_url: callbackUrl },
    }),
  })
  return z.object({ id: z.string() }).parse(await reply.json()).id
}

const submit = (
  bank: FakeBank,
  to: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) => fetch(bank.url + to, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })
const pay = (bank: FakeBank, id: string, card: string) => submit(bank, `/pay/${id}`, { card })
const first = (bank: FakeBank) => {
  const [row] = bank.callbacks()
  if (!row) throw new Error('there is no callback')
  return row
}

describe('a delivery', () => {
  test('is kept with its headers, its answer and its duration, also over a restart', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-'))
    ends.push(() => fs.rmSync(dataDir, { recursive: true }))
    const bank = await aBank({ dataDir })
    const receiver = await aReceiver(200)
    await pay(bank, await aPayment(bank, receiver.url), 'approve')
    await expect.poll(() => first(bank).state).toBe('delivered')
    const [delivery] = first(bank).deliveries
    const signature = receiver.came[0]?.['webhook-signature']
    expect(delivery?.request?.headers['webhook-signature']).toBe(signature)
    expect(delivery).toMatchObject({
      status: 200,
      answer: { body: '{"received":true}', headers: { 'x-receiver': 'test' } },
    })
    expect(delivery?.tookMs).toBeGreaterThanOrEqual(0)
    const again = await aBank({ dataDir })
    expect(first(again)).toEqual(first(bank))
  })

  test('keeps no more than the beginning of a large answer', async () => {
    const bank = await aBank()
    const receiver = await aReceiver(200, 'x'.repeat(300_000))
    await pay(bank, await aPayment(bank, receiver.url), 'approve')
    await expect.poll(() => first(bank).deliveries.length).toBe(1)
    expect(first(bank).deliveries[0]).toMatchObject({ note: 'not acknowledged' })
    expect(first(bank).deliveries[0]?.answer?.body).toHaveLength(2000)
  })

  test('of books that were written before such things were kept is shown all the same', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-'))
    ends.push(() => fs.rmSync(dataDir, { recursive: true }))
    const zero = { amountMinor: '0', currency: 'BGN' }
    const at = '2026-01-02T03:04:05.678Z'
    const row = {
      ...{
        id: 'pay_old',
        merchant: 'm',
        reference: 'old',
        status: 'CAPTURED',
        amount: { ...zero, amountMinor: '5' },
      },
      ...{
        captured: { ...zero, amountMinor: '5' },
        refunded: zero,
        chargedBack: zero,
        description: '',
        card: 'approve',
      },
      ...{
        returnUrl: 'http://127.0.0.1:9/',
        callbackUrl: 'http://127.0.0.1:9/',
        idempotencyKey: 'k',
        fingerprint: 'f',
      },
      ...{ createdAt: at, updatedAt: at, expiresAt: at },
    }
    const callback = {
      ...{ id: 'cb_old', url: row.callbackUrl, state: 'delivered', dueAt: at, wanted: 1 },
      body: JSON.stringify({ merchant: 'm', events: [{ payment: { id: 'pay_old' } }] }),
      deliveries: [{ at, status: 200, note: 'accepted' }],
    }
    const journal = `${JSON.stringify({ payment: row, callback })}\n`
    fs.writeFileSync(path.join(dataDir, 'fake-bank.jsonl'), journal)
    const bank = await aBank({ dataDir })
    const page = await (await fetch(`${bank.url}/desk/payments/pay_old`)).text()
    expect(page).toContain('The exact request and answer are no longer kept.')
    expect(page).toContain('0.05 BGN')
    expect(fs.readFileSync(path.join(dataDir, 'fake-bank.jsonl'), 'utf8')).toBe(journal)
  })
})

describe('a callback', () => {
  test('that was tampered with on request changes neither its state nor its next try', async () => {
    const bank = await aBank()
    const receiver = await aReceiver(401, '')
    await pay(bank, await aPayment(bank, receiver.url), 'approve')
    await expect.poll(() => first(bank).deliveries.length).toBe(1)
    const { state, dueAt } = first(bank)
    const reply = await submit(bank, `/desk/callbacks/${first(bank).id}`, { act: 'tampered-body' })
    expect(reply.status).toBe(303)
    expect(first(bank)).toMatchObject({ state, dueAt })
    const sent = first(bank).deliveries[1]
    expect(sent).toMatchObject({ status: 401, fault: 'tampered-body', isTrial: true })
    expect(sent?.request?.body).toContain('"captured":{"value":"42000"')
    expect(sent && verdictOf(sent, bankTerms).tone).toBe('good')
  })

  test('with a stale timestamp comes under a new id, as a known one is acknowledged whatever its age', async () => {
    const bank = await aBank()
    const receiver = await aReceiver(200)
    await pay(bank, await aPayment(bank, receiver.url), 'approve')
    await expect.poll(() => first(bank).state).toBe('delivered')
    await submit(bank, `/desk/callbacks/${first(bank).id}`, { act: 'stale' })
    expect(new Set(receiver.came.map((headers) => headers['webhook-id'])).size).toBe(2)
    expect(Number(receiver.came[1]?.['webhook-timestamp'])).toBeLessThan(Date.now() / 1000 - 3000)
    const [trial] = bank.callbacks()[1]?.deliveries ?? []
    expect(trial && verdictOf(trial, bankTerms).tone).toBe('wrong')
  })

  test('is held back, and goes out when somebody sends it', async () => {
    const bank = await aBank()
    const receiver = await aReceiver(200)
    const id = await aPayment(bank, receiver.url)
    await submit(bank, `/desk/payments/${id}`, { act: 'hold-all' })
    await pay(bank, id, 'approve')
    expect(first(bank)).toMatchObject({ state: 'held', deliveries: [] })
    await submit(bank, `/desk/callbacks/${first(bank).id}`, { act: 'send' })
    expect([first(bank).state, receiver.came.length]).toEqual(['delivered', 1])
  })
})

describe('a payment', () => {
  test('is shown with what the merchant wrote as harmless text', async () => {
    const bank = await aBank()
    const id = await aPayment(bank)
    const page = await (await fetch(`${bank.url}/desk/payments/${id}`)).text()
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).toContain('52.000 KWD')
  })

  test.each([
    ['refund', { amount: '1.2345' }, 'at most 3 decimals'],
    ['refund', { amount: '60' }, 'More than was captured cannot go back.'],
    ['status', { status: 'on hold' }, 'capitals and underscores'],
    ['expire', {}, 'Only a payment that is still open can expire.'],
  ])('says why %s with %o is not done, and nothing is', async (act, fields, why) => {
    const bank = await aBank()
    const id = await aPayment(bank)
    await pay(bank, id, 'approve')
    const before = bank.payments()
    const reply = await submit(bank, `/desk/payments/${id}`, { act, ...fields })
    expect([reply.status, await reply.text()]).toEqual([422, expect.stringContaining(why)])
    expect(bank.payments()).toEqual(before)
  })

  test('is refunded in part, in the decimals of its currency', async () => {
    const bank = await aBank()
    const id = await aPayment(bank)
    await pay(bank, id, 'approve')
    await submit(bank, `/desk/payments/${id}`, { act: 'refund', amount: '1.001' })
    expect(bank.payments()[0]).toMatchObject({ status: 'PARTLY_REFUNDED', refunded: { amountMinor: 1001n } })
  })

  test('that nobody knows has a page that says so, and an act on it does nothing', async () => {
    const bank = await aBank()
    expect((await fetch(`${bank.url}/desk/payments/none`)).status).toBe(404)
    expect((await submit(bank, '/desk/payments/none', { act: 'expire' })).status).toBe(404)
    expect((await submit(bank, '/desk/callbacks/none', { act: 'send' })).status).toBe(404)
  })
})

describe('the doors of the desk and of /admin', () => {
  const ask = (bank: FakeBank, to: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<number>((resolve, reject) => {
      const request = http.request(bank.url + to, { method, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      request.once('error', reject).end()
    })

  test.each([
    ['another name for this machine', '/desk', 'GET', { host: 'bank.attacker.example' }],
    ['a form on another site', '/admin/keys', 'POST', { 'sec-fetch-site': 'cross-site' }],
    ['a form on another port', '/desk/payments/x', 'POST', { 'sec-fetch-site': 'same-site' }],
    ['an old browser on another site', '/admin/keys', 'POST', { origin: 'https://attacker.example' }],
  ])('are shut to %s', async (_who, to, method, headers) => {
    expect(await ask(await aBank(), to, headers, method)).toBe(403)
  })

  test('are open to programs and to its own pages', async () => {
    const bank = await aBank()
    expect(await ask(bank, '/admin/ledger', {})).toBe(200)
    expect(await ask(bank, '/desk', { host: 'localhost:4010' })).toBe(200)
    expect(await ask(bank, '/desk/payments/x', { 'sec-fetch-site': 'same-origin' }, 'POST')).toBe(404)
  })
})
