/** The billing service by itself: its pages for payers in both languages, its signed interface, its desk, and its books. */
import { createHash, createHmac } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newBillNumber, parseBillNumber } from './bill-number.ts'
import { startBillingService } from './billing-service.ts'
import type { BillingService } from './billing-service.ts'

const key = { id: 'a1', value: 'a-key-for-signing-calls' }
const terms = {
  billers: [{ code: 'office', keys: [key] }],
  noticeKeys: [{ id: 'n1', seed: 'a-seed-for-signing-notices' }],
  retryWaitsMs: [],
} as const

let service: BillingService
beforeEach(async () => {
  service = await startBillingService(terms)
})
afterEach(() => service.stop())

let serial = 0
const aBill = (more: Record<string, unknown> = {}) => ({
  reference: `ref-${(serial += 1)}`,
  invoice: 'INV-7',
  creditor_reference: 'RF18539007547034',
  currency: 'BGN',
  total: '520.00',
  items: [
    { label: 'Filing <fee>', amount: '500.00' },
    { label: 'Class 9', amount: '20.00' },
  ],
  description: 'Trademark & Co',
  valid_hours: 24,
  language: 'en',
  return_url: 'http://127.0.0.1:9/back',
  notice_url: 'http://127.0.0.1:9/notices',
  ...more,
})

/** Calls as a biller, signed by hand from docs/wire/billing-gateway.md. */
async function call(method: string, target: string, json?: unknown, idempotency = `key-${serial}`) {
  const body = json === undefined ? '' : JSON.stringify(json)
  const time = Math.floor(Date.now() / 1000).toString()
  const digest = createHash('sha256').update(body).digest('hex')
  const used = method === 'POST' ? idempotency : ''
  const text = [method, target, time, used, digest].join('\n')
  const signature = createHmac('sha256', key.value).update(text).digest('base64url')
  const reply = await fetch(service.url + target, {
    method,
    headers: {
      authorization: `NBS1 biller="office", key="a1", time="${time}", signature="${signature}"`,
      ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': used } : {}),
    },
    ...(method === 'POST' ? { body } : {}),
  })
  return { status: reply.status, json: z.record(z.string(), z.unknown()).parse(await reply.json()) }
}
const numberSchema = z.object({ bill_number: z.string() })
const issued = async (more: Record<string, unknown> = {}): Promise<string> =>
  numberSchema.parse((await call('POST', '/v1/bills', aBill(more))).json).bill_number
const page = async (target: string, init: RequestInit = {}) => {
  const reply = await fetch(service.url + target, { redirect: 'manual', ...init })
  return {
    status: reply.status,
    to: reply.headers.get('location'),
    text: await reply.text(),
    headers: reply.headers,
  }
}
const submit = (target: string, fields: Record<string, string>) =>
  page(target, { method: 'POST', body: new URLSearchParams(fields) })
const statusOf = (number: string) => service.bills().find((one) => one.number === number)?.status

describe('bill numbers', () => {
  test('carry check digits that find every wrong digit and every swap of neighbours', () => {
    const number = newBillNumber()
    expect(parseBillNumber(` ${number.slice(0, 4)} ${number.slice(4, 8)}-${number.slice(8)} `)).toBe(number)
    for (let place = 0; place < 12; place += 1) {
      const [before, digit = '', after = '', rest] = [
        number.slice(0, place),
        number[place],
        number[place + 1],
        number.slice(place + 2),
      ]
      for (const other of [1, 4, 9]) {
        const wrong = ((Number(digit) + other) % 10).toString()
        expect(parseBillNumber(before + wrong + after + rest)).toBe(undefined)
      }
      expect(
        after === '' || digit === after || parseBillNumber(before + after + digit + rest) === undefined,
      ).toBe(true)
    }
  })
})

describe('the interface for billers', () => {
  test.each([
    ['items that do not add up', { items: [{ label: 'a', amount: '519.99' }] }, 422, 'items-differ'],
    [
      'an item below zero',
      {
        items: [
          { label: 'a', amount: '521.00' },
          { label: 'b', amount: '-1.00' },
        ],
      },
      422,
      'items-differ',
    ],
    [
      'nothing to pay',
      { total: '0.00', items: [{ label: 'a', amount: '0.00' }] },
      422,
      'amount-out-of-range',
    ],
    ['a currency that nobody has', { currency: 'XXX' }, 422, 'currency-not-offered'],
    ['decimals that the currency has not', { total: '520.000' }, 400, 'malformed'],
    ['no time to pay', { valid_hours: 0 }, 422, 'validity-out-of-range'],
    ['a control character', { description: 'a\u0001b' }, 400, 'malformed'],
    ['a member that nobody knows', { extra: 1 }, 400, 'malformed'],
  ])('refuses a bill with %s', async (_what, change, status, code) => {
    expect(await call('POST', '/v1/bills', aBill(change))).toMatchObject({ status, json: { code } })
  })

  test('refuses a second bill with the same reference under another key', async () => {
    const bill = aBill()
    expect((await call('POST', '/v1/bills', bill, 'one')).status).toBe(201)
    expect((await call('POST', '/v1/bills', bill, 'one')).status).toBe(200)
    expect(await call('POST', '/v1/bills', bill, 'two')).toMatchObject({ json: { code: 'reference-used' } })
  })

  test('does nothing for a call whose signature is missing', async () => {
    const reply = await fetch(`${service.url}/v1/bills`, { method: 'POST', body: JSON.stringify(aBill()) })
    expect([reply.status, service.bills().length]).toEqual([401, 0])
  })
})

describe('a payer', () => {
  test('finds a bill by its number, typed as it is printed', async () => {
    const number = await issued()
    expect(await page(`/find?number=${number.slice(0, 4)}+${number.slice(4)}`)).toMatchObject({
      status: 303,
      to: `/pay/${number}?lang=en`,
    })
    const wrong = await page(`/find?lang=ar&number=${Number(number) + 1}`)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('dir="rtl"')
    expect(wrong.text).toContain('aria-invalid="true"')
  })

  test('sees what the bill is made of, in the biller’s language or another, with no script and nothing unescaped', async () => {
    const number = await issued({ language: 'ar' })
    const shown = await page(`/pay/${number}`)
    expect(shown.text).toContain('<html lang="ar" dir="rtl">')
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    const english = await page(`/pay/${number}?lang=en`)
    expect(english.text).toContain('Filing &lt;fee&gt;')
    expect(english.text).toContain('Trademark &amp; Co')
    expect(english.text).not.toContain('<script')
  })

  test('pays on a phone only once it was confirmed there, and may refuse', async () => {
    const number = await issued()
    const mobile = `/pay/${number}/mobile`
    await submit(mobile, { act: 'approve' })
    expect(statusOf(number)).toBe('ISSUED')
    await submit(mobile, { act: 'begin' })
    expect(statusOf(number)).toBe('IN_PROGRESS')
    expect((await page(`/pay/${number}`)).to).toContain('/mobile')
    await submit(mobile, { act: 'refuse' })
    expect(statusOf(number)).toBe('ISSUED')
    await submit(mobile, { act: 'begin' })
    await submit(mobile, { act: 'approve' })
    expect(statusOf(number)).toBe('PAID')
    expect(service.movements()).toMatchObject([{ channel: 'mobile', fee: { amountMinor: 520n } }])
  })

  test('cannot pay a part, nor more, at a branch', async () => {
    const number = await issued()
    for (const amount of ['519.99', '520.01', '0', 'all', '']) {
      const refused = await submit(`/pay/${number}/branch`, { act: 'hand-over', amount })
      expect([refused.status, statusOf(number)]).toEqual([422, 'ISSUED'])
      expect(refused.text).toContain('role="alert"')
    }
    await submit(`/pay/${number}/branch`, { act: 'hand-over', amount: '520' })
    expect(statusOf(number)).toBe('PAID')
  })

  test('whose card is declined has paid nothing; a bill is paid once, however often the form is sent', async () => {
    const number = await issued()
    expect((await submit(`/pay/${number}/card`, { act: 'decline' })).status).toBe(422)
    for (let times = 0; times < 3; times += 1) await submit(`/pay/${number}/card`, { act: 'approve' })
    expect(service.movements()).toHaveLength(1)
    const receipt = await page(`/pay/${number}`)
    expect(receipt.text).toContain(service.movements()[0]?.id)
    expect(receipt.text).toContain('href="http://127.0.0.1:9/back"')
  })

  test.each([
    ['expired', 'The time to pay is over'],
    ['cancelled', 'Do not pay it'],
  ])('is not let to pay a bill that is %s', async (state, words) => {
    const number = await issued()
    if (state === 'expired') service.billing.expire(number)
    else service.billing.cancel('office', number)
    expect((await page(`/pay/${number}/card`)).text).toContain(words)
    await submit(`/pay/${number}/card`, { act: 'approve' })
    expect(service.movements()).toEqual([])
  })
})

describe('the desk', () => {
  test('shows a bill with what can be done, takes another sum, and says what was typed wrongly', async () => {
    const number = await issued()
    expect((await page('/desk')).text).toContain(`/desk/bills/${number}`)
    const desk = `/desk/bills/${number}`
    expect((await submit(desk, { act: 'collect', amount: '1.005' })).status).toBe(422)
    expect((await submit(desk, { act: 'reverse' })).text).toContain('Nothing was paid that could go back.')
    expect(
      (await submit(desk, { act: 'collect', amount: '519.99', channel: 'branch', notice: 'lost' })).to,
    ).toContain('done=collect')
    const shown = (await page(desk)).text
    expect(shown).toContain('held back')
    expect(shown).toContain('Public key as a shared one')
    await submit('/desk', { act: 'close-day' })
    const [settlement] = service.settlements()
    expect((await page(`/desk/settlements/${settlement?.id ?? ''}`)).text).toContain('camt.054.001.08')
  })

  test('is open on this machine only, and not to the page of another site', async () => {
    const number = await issued()
    const foreign = await page(`/desk/bills/${number}`, {
      method: 'POST',
      body: new URLSearchParams({ act: 'expire' }),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect([foreign.status, statusOf(number)]).toEqual([403, 'ISSUED'])
  })
})

describe('the books', () => {
  test('outlive a restart: bills, money, payouts, and notices that nobody has taken', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'billing-'))
    try {
      await service.stop()
      service = await startBillingService({ ...terms, dataDir, retryWaitsMs: [60_000] })
      const [paid, open] = [await issued(), await issued()]
      service.billing.collect(paid, 'card')
      service.billing.closeDay()
      service.billing.collect(open, 'mobile', { notice: 'lost' })
      const told = () => [service.bills(), service.movements(), service.settlements()]
      const before = told()
      await service.stop()
      fs.appendFileSync(path.join(dataDir, 'billing.jsonl'), '{"bill":{"num')
      service = await startBillingService({ ...terms, dataDir })
      expect(told()).toEqual(before)
      service.billing.closeDay()
      expect(service.settlements().map(({ movements }) => movements.length)).toEqual([1, 1])
      expect(service.notices().at(-1)?.state).toBe('held')
    } finally {
      fs.rmSync(dataDir, { recursive: true, force: true })
    }
  })

  test('are closed for a day by the clock, once', async () => {
    let now = new Date('2026-11-20T23:59:00Z')
    const timed = await startBillingService({ ...terms, now: () => now })
    try {
      const { row } = timed.billing.create('office', aBill(), 'k')
      timed.billing.collect(row.number, 'card')
      timed.billing.doWhatIsDue()
      expect(timed.settlements()).toEqual([])
      now = new Date('2026-11-21T00:00:00Z')
      for (let times = 0; times < 2; times += 1) timed.billing.doWhatIsDue()
      expect(timed.settlements()).toMatchObject([{ biller: 'office', net: { amountMinor: 51_220n } }])
    } finally {
      await timed.stop()
    }
  })
})
