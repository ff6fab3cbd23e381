/** The fake bank is only worth something if it is a bank: its books balance, survive, and charge once. */
import { createHmac } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cards } from './cards.ts'
import { startFakeBank } from './fake-bank.ts'
import type { FakeBank, FakeBankOptions } from './fake-bank.ts'

const apiKey = 'bank-test-api-key'
const key = { id: 'k1', value: 'bank-test-callback-key' }

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function aBank(options: Partial<FakeBankOptions> = {}): Promise<FakeBank> {
  const bank = await startFakeBank({
    apiKey,
    callbackSecrets: [key],
    retryWaitsMs: [20, 20],
    lateMs: 200,
    ...options,
  })
  ends.push(() => bank.stop())
  return bank
}

function aFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fake-bank-'))
  ends.push(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

/** A receiver that answers `statuses` one after the other, the last one for ever. */
async function aReceiver(...statuses: number[]) {
  const bodies: string[] = []
  const signatures: unknown[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      bodies.push(body)
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers
      const mac = createHmac('sha256', key.value)
        .update(`${String(id)}.${String(at)}.${body}`)
        .digest('base64')
      signatures.push(signature === `v1,${mac}`)
      const status = statuses.length > 1 ? statuses.shift() : statuses[0]
      response.writeHead(status ?? 200, { 'content-type': 'application/json' }).end('{"received":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { url: `http://127.0.0.1:${port}/callbacks`, bodies, signatures }
}

const idSchema = z.object({ id: z.string() })
let serial = 0

const order = (more: object = {}) => {
  serial += 1
  return {
    merchant: 'lodge-demo',
    reference: `attempt-${serial}`,
    amount: { value: '52000', currency: 'BGN' },
    description: 'Submission 1',
    return_url: 'http://127.0.0.1:9/back?o=1',
    callback_url: 'http://127.0.0.1:9/callbacks',
    ...more,
  }
}

const send = (bank: FakeBank, to: string, body: unknown, idempotencyKey = `key-${serial}`, bearer = apiKey) =>
  fetch(bank.url + to, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
  })

async function create(bank: FakeBank, more: object = {}): Promise<string> {
  const reply = await send(bank, '/v1/payments', order(more))
  return idSchema.parse(await reply.json()).id
}

const pay = (bank: FakeBank, id: string, card: string) => send(bank, `/pay/${id}`, { card })

const submit = (bank: FakeBank, to: string, fields: Record<string, string>) =>
  fetch(bank.url + to, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

const pageOf = async (bank: FakeBank, path: string): Promise<string> => (await fetch(bank.url + path)).text()

describe('the ledger', () => {
  test('charges once however often the payer presses the button', async () => {
    const bank = await aBank()
    const id = await create(bank)
    await Promise.all(Array.from({ length: 20 }, () => pay(bank, id, 'approve')))
    expect(bank.ledger()).toHaveLength(1)
  })

  test('moves money from the card to the merchant, and back', async () => {
    const bank = await aBank()
    const id = await create(bank)
    await pay(bank, id, 'approve')
    await send(bank, `/v1/payments/${id}/refunds`, {
      reference: 'r1',
      amount: { value: '2000', currency: 'BGN' },
    })
    const reply = await fetch(`${bank.url}/admin/ledger`)
    expect(await reply.json()).toMatchObject({
      balances: { 'card:approve BGN': '-50000', 'merchant:lodge-demo BGN': '50000' },
    })
  })

  test('is the same after the bank was restarted, keys and lost callbacks included', async () => {
    const dataDir = aFolder()
    const before = await startFakeBank({ apiKey, callbackSecrets: [key], dataDir })
    const request = order()
    const id = idSchema.parse(await (await send(before, '/v1/payments', request, 'same-key')).json()).id
    await pay(before, id, 'callback-lost')
    const rows = [before.ledger(), before.payments(), before.callbacks()]
    await before.stop()

    const after = await aBank({ dataDir })
    expect([after.ledger(), after.payments(), after.callbacks()]).toEqual(rows)
    const again = await send(after, '/v1/payments', request, 'same-key')
    expect([again.status, idSchema.parse(await again.json()).id]).toEqual([200, id])
  })

  test('survives a line that a crash left unfinished', async () => {
    const dataDir = aFolder()
    const before = await startFakeBank({ apiKey, callbackSecrets: [key], dataDir })
    const id = await create(before)
    await before.stop()
    fs.appendFileSync(path.join(dataDir, 'fake-bank.jsonl'), '{"payment":{"id":"pay_ha')

    const after = await aBank({ dataDir })
    expect(after.payments().map((row) => row.id)).toEqual([id])
    await pay(after, id, 'approve')
    const reopened = await aBank({ dataDir })
    expect(reopened.ledger()).toHaveLength(1)
  })
})

describe('the interface', () => {
  test('does nothing for a wrong key', async () => {
    const bank = await aBank()
    const reply = await send(bank, '/v1/payments', order(), 'k', 'wrong')
    expect([reply.status, bank.payments()]).toEqual([401, []])
  })

  test.each([
    [400, 'no reference', { reference: '' }],
    [400, 'a member that nobody knows', { extra: 1 }],
    [400, 'an amount as a number', { amount: { value: 5, currency: 'BGN' } }],
    [400, 'an address that is not of the web', { return_url: 'javascript:alert(1)' }],
    [422, 'an amount of nothing', { amount: { value: '0', currency: 'BGN' } }],
    [422, 'a currency that is not offered', { amount: { value: '5', currency: 'XXX' } }],
  ])('answers %i to %s', async (status, _what, more) => {
    const bank = await aBank()
    expect((await send(bank, '/v1/payments', order(more))).status).toBe(status)
  })

  test('refuses a reference that another payment has, and a key with another content', async () => {
    const bank = await aBank()
    const request = order()
    await send(bank, '/v1/payments', request, 'one')
    expect((await send(bank, '/v1/payments', request, 'two')).status).toBe(422)
    expect((await send(bank, '/v1/payments', { ...request, description: 'other' }, 'one')).status).toBe(422)
    expect(bank.payments()).toHaveLength(1)
  })
})

describe('callbacks', () => {
  const state = (bank: FakeBank) => bank.callbacks()[0]?.state

  test('are repeated until they are acknowledged, signed anew each time', async () => {
    const bank = await aBank()
    const receiver = await aReceiver(503, 500, 200)
    await pay(bank, await create(bank, { callback_url: receiver.url }), 'approve')
    await expect.poll(() => state(bank)).toBe('delivered')
    expect(receiver.signatures).toEqual([true, true, true])
    expect(new Set(receiver.bodies).size).toBe(1)
  })

  test('are given up in the end, and sent again when asked', async () => {
    const bank = await aBank()
    const receiver = await aReceiver(503, 503, 503, 200)
    await pay(bank, await create(bank, { callback_url: receiver.url }), 'approve')
    await expect.poll(() => state(bank)).toBe('given-up')
    await send(bank, `/admin/resend/${bank.callbacks()[0]?.id ?? ''}`, {})
    expect(state(bank)).toBe('delivered')
  })

  test.each([
    ['approve', 1],
    ['decline', 1],
    ['callback-lost', 0],
    ['callback-twice', 2],
    ['callback-late', 1],
  ])('card %s sends %i', async (card, count) => {
    const bank = await aBank()
    const receiver = await aReceiver(200)
    await pay(bank, await create(bank, { callback_url: receiver.url }), card)
    if (count > 0) await expect.poll(() => state(bank)).toBe('delivered')
    else await new Promise((resolve) => setTimeout(resolve, 100))
    expect(receiver.bodies).toHaveLength(count)
  })

  test('that were waiting when the bank went down go out after it came back', async () => {
    const dataDir = aFolder()
    const before = await startFakeBank({ apiKey, callbackSecrets: [key], dataDir, lateMs: 300 })
    const receiver = await aReceiver(200)
    await pay(before, await create(before, { callback_url: receiver.url }), 'callback-late')
    await before.stop()
    const after = await aBank({ dataDir })
    await expect.poll(() => state(after)).toBe('delivered')
    expect(receiver.bodies).toHaveLength(1)
  })
})

describe('the payment page', () => {
  test('offers every card, escapes what the merchant sent, and runs no script', async () => {
    const bank = await aBank()
    const id = await create(bank, { description: '<script>alert(1)</script>' })
    const reply = await fetch(`${bank.url}/pay/${id}`)
    const page = await reply.text()
    for (const name of Object.keys(cards)) expect(page).toContain(`value="${name}"`)
    expect(page).toContain('520.00 BGN')
    expect(page).not.toContain('<script')
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('tells the outcome, and leads back to the merchant by an address that names the payment alone', async () => {
    const bank = await aBank()
    const id = await create(bank)
    const reply = await submit(bank, `/pay/${id}`, { card: 'decline' })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `/pay/${id}?lang=en`])
    const page = await pageOf(bank, `/pay/${id}`)
    expect(page).toContain('DECLINED')
    expect(page).toContain(`href="http://127.0.0.1:9/back?o=1&amp;payment=${id}"`)
  })

  test('that is cancelled goes straight back to the merchant', async () => {
    const bank = await aBank()
    const id = await create(bank)
    const reply = await submit(bank, `/pay/${id}`, { card: 'cancel' })
    expect(reply.headers.get('location')).toBe(`http://127.0.0.1:9/back?o=1&payment=${id}`)
  })

  test('charges once when its form is sent twice, whatever the second one says', async () => {
    const bank = await aBank()
    const id = await create(bank)
    await submit(bank, `/pay/${id}`, { card: 'approve' })
    const second = await submit(bank, `/pay/${id}`, { card: 'cancel' })
    expect(second.headers.get('location')).toBe(`/pay/${id}?lang=en`)
    expect([bank.ledger().length, bank.payments()[0]?.status]).toEqual([1, 'CAPTURED'])
  })

  test('speaks the language that the merchant named, and the one that the payer chose before it', async () => {
    const bank = await aBank()
    const id = await create(bank, { locale: 'ar-KW', amount: { value: '1234567', currency: 'KWD' } })
    const page = await pageOf(bank, `/pay/${id}`)
    expect(page).toContain('<html lang="ar" dir="rtl"')
    expect(page).toContain('1\u202f234.567 KWD')
    expect(await pageOf(bank, `/pay/${id}?lang=en`)).toContain('<html lang="en" dir="ltr"')
  })

  test('asks again for a card that was not chosen, and for a code that is not the right one', async () => {
    const bank = await aBank()
    const id = await create(bank)
    const none = await submit(bank, `/pay/${id}`, {})
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('role="alert"')])
    const asked = await submit(bank, `/pay/${id}`, { card: 'challenge' })
    expect(asked.headers.get('location')).toBe(`/pay/${id}/confirm?lang=en`)
    const wrong = await submit(bank, `/pay/${id}`, { card: 'challenge', code: '000000' })
    expect([wrong.status, bank.ledger()]).toEqual([422, []])
    await submit(bank, `/pay/${id}`, { card: 'challenge', code: ' 204816' })
    expect(bank.payments()[0]?.status).toBe('CAPTURED')
  })

  test('of a slow card says that it is in progress, and takes the money once when its time has come', async () => {
    const bank = await aBank()
    const id = await create(bank)
    await submit(bank, `/pay/${id}`, { card: 'pending' })
    expect(await pageOf(bank, `/pay/${id}`)).toContain('Payment in progress')
    expect(bank.ledger()).toEqual([])
    await expect.poll(() => bank.ledger().length, { timeout: 3000 }).toBe(1)
    await pageOf(bank, `/pay/${id}`)
    expect([bank.ledger().length, bank.payments()[0]?.status]).toEqual([1, 'CAPTURED'])
  })

  test('of a payment that nobody knows says so', async () => {
    const bank = await aBank()
    expect((await fetch(`${bank.url}/pay/pay_none`)).status).toBe(404)
  })
})
