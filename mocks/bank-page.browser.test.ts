/** The bank's pages in a real browser: paying in both languages, and the desk that shows callbacks as they are answered. */
import http from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { lookAt, openScreen, startChromium, type Screen } from '../portal/test-support/chromium.ts'
import { startFakeBank, type FakeBank } from './src/fake-bank/fake-bank.ts'

const apiKey = 'bank-page-api-key'
let browser: Browser
let bank: FakeBank
let receiver: http.Server
let answers = { status: 200, body: '{"received":true}', afterMs: 0 }

const portOf = (server: http.Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

beforeAll(async () => {
  receiver = http.createServer((request, response) => {
    const { status, body, afterMs } = answers
    if (request.method === 'GET')
      response.setHeader('content-type', 'text/html').end('<title>Merchant</title>')
    else {
      request.resume()
      setTimeout(() => response.writeHead(status, { 'x-receiver': 'test' }).end(body), afterMs)
    }
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  ;[bank, browser] = await Promise.all([
    startFakeBank({ apiKey, callbackSecrets: [{ id: 'k1', value: 'bank-page-callback-key' }], lateMs: 300 }),
    startChromium(),
  ])
})
afterEach(() => {
  answers = { status: 200, body: '{"received":true}', afterMs: 0 }
})
afterAll(async () => {
  await browser.close()
  await bank.stop()
  receiver.closeAllConnections()
  receiver.close()
})

let serial = 0
/** Creates a payment as a merchant does, and returns its id. */
async function create(more: Record<string, unknown> = {}): Promise<string> {
  serial += 1
  const merchant = `http://127.0.0.1:${portOf(receiver)}`
  const reply = await fetch(`${bank.url}/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': `page-${serial}` },
    body: JSON.stringify({
      merchant: 'lodge-demo',
      reference: `0197f2ab-7c1e-7b4e-9c5d-${String(serial).padStart(12, '0')}`,
      amount: { value: '52000', currency: 'BGN' },
      description: 'Borovia Patent and Trademark Office INV-2026-000001',
      return_url: `${merchant}/return`,
      callback_url: `${merchant}/callbacks`,
      ...more,
    }),
  })
  return z.object({ id: z.string() }).parse(await reply.json()).id
}

const screen = (language: 'en' | 'ar', width: number, hasScripts = true): Promise<Screen> =>
  openScreen(browser, { origin: bank.url, language, width, hasScripts })

const payAs = (id: string, card: string): Promise<Response> =>
  fetch(`${bank.url}/pay/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card }),
  })

test.for([
  ['en', 1280, { value: '52000', currency: 'BGN' }, '520.00'],
  ['ar', 360, { value: '1234567', currency: 'KWD' }, '1\u202f234.567'],
] as const)(
  'a payer pays in %s at %i px by keyboard alone, and goes back',
  async ([language, width, amount, digits]) => {
    const one = await screen(language, width)
    const { page } = one
    const id = await create({
      locale: language,
      amount,
      description: 'مكتب <script>alert(1)</script> Office',
    })
    await page.goto(`${bank.url}/pay/${id}`)
    expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    expect(await page.locator('.sum').innerText()).toBe(`${digits} ${amount.currency}`)
    await lookAt(one, 'bank-1-choose')
    await page.locator('input[value="approve"]').focus()
    for (const _step of ['decline', 'challenge']) await page.keyboard.press('ArrowDown')
    expect(await page.locator('input[value="challenge"]').isChecked()).toBe(true)
    await page.keyboard.press('Enter')
    await page.locator('#code').waitFor()
    await lookAt(one, 'bank-2-confirm')
    await page.locator('#code').fill('1')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await lookAt(one, 'bank-3-wrong-code')
    await page.getByRole('alert').getByRole('link').click()
    await page.keyboard.type('204816')
    await page.keyboard.press('Enter')
    await page.locator('#return').waitFor()
    await lookAt(one, 'bank-4-paid')
    await page.reload()
    expect(bank.ledger().filter(({ payment }) => payment === id)).toHaveLength(1)
    await page.locator('#return').click()
    await page.waitForURL(`http://127.0.0.1:${portOf(receiver)}/return?payment=${id}`)
    await one.context.close()
  },
)

test('a payment that nobody knows is told on a page, in the browser’s language', async () => {
  for (const language of ['en', 'ar'] as const) {
    const one = await screen(language, 360)
    expect((await one.page.goto(`${bank.url}/pay/pay_none`))?.status()).toBe(404)
    expect(await one.page.locator('html').getAttribute('lang')).toBe(language)
    await lookAt(one, 'bank-5-unknown')
    await one.context.close()
  }
})

test('the desk shows a callback while it is sent and when it is answered, without a reload', async () => {
  const one = await screen('en', 1280)
  const { page } = one
  const id = await create()
  await page.goto(`${bank.url}/desk`)
  await page.getByRole('link', { name: bank.payments().at(-1)?.reference ?? '' }).click()
  await page.getByText('Live: changes show by themselves.').waitFor()
  await page.evaluate(() => (document.body.dataset['same'] = 'page'))
  answers = { ...answers, afterMs: 600 }
  await payAs(id, 'approve')
  await page.locator('#callbacks').getByText('sending').waitFor()
  await page.locator('#callbacks').getByText('Accepted').waitFor()
  expect(await page.locator('#callbacks pre').first().innerText()).toMatch(/webhook-signature: v1,[\w+/]+=/)
  expect(await page.locator('#callbacks pre').nth(1).innerText()).toContain('x-receiver: test')
  expect(await page.locator('#ledger').innerText()).toContain('520.00 BGN')
  await lookAt(one, 'bank-6-desk-paid')

  answers = { status: 401, body: '', afterMs: 0 }
  await page.getByText('Tamper with it').click()
  await page.getByRole('button', { name: 'Flip one bit' }).click()
  await page.getByText('Refused, as it should be').waitFor()
  const changed = page.locator('#callbacks pre mark')
  expect(await changed.innerText()).toBe('4')
  expect(bank.callbacks().find((row) => row.body.includes(id))?.state).toBe('delivered')
  await page.getByRole('button', { name: 'Stale timestamp' }).click()
  await page.getByText('Refused, as it should be').nth(1).waitFor()
  await lookAt(one, 'bank-7-desk-tampered')

  await page.locator('#amount').fill('520.01')
  await page.getByRole('button', { name: 'Refund' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toContain('More than was captured cannot go back.')
  await lookAt(one, 'bank-8-desk-refused')
  await page.locator('#amount').fill('20.00')
  await page.getByRole('button', { name: 'Refund' }).click()
  await page.locator('#told').getByText('PARTLY_REFUNDED').waitFor()
  expect(await page.evaluate(() => document.body.dataset['same'])).toBe('page')
  await one.context.close()
})

test('without scripts the desk does the same by forms and reloads', async () => {
  const one = await screen('en', 360, false)
  const { page } = one
  const id = await create()
  await page.goto(`${bank.url}/desk/payments/${id}`)
  await page.getByRole('button', { name: 'Hold callbacks back' }).click()
  await page.getByRole('button', { name: 'Let callbacks go' }).waitFor()
  await payAs(id, 'approve')
  await page.reload()
  expect(await page.locator('#callbacks').innerText()).toContain('held back')
  await page.getByRole('button', { name: 'Send now' }).click()
  await page.locator('#callbacks').getByText('Accepted').waitFor()
  await page.getByRole('button', { name: 'Charge back' }).click()
  await page.locator('#told').getByText('CHARGED_BACK').waitFor()
  await page.goto(`${bank.url}/desk?q=borovia&status=CHARGED_BACK`)
  expect(await page.locator('tbody tr').count()).toBe(1)
  expect(one.complaints).toEqual([])
  await one.context.close()

  const list = await screen('en', 1280)
  await list.page.goto(`${bank.url}/desk`)
  await lookAt(list, 'bank-9-desk-list')
  expect((await list.page.goto(`${bank.url}/desk/payments/pay_none`))?.status()).toBe(404)
  await list.context.close()
})
