/** The transfer bank is only worth something if it is a bank: a payer gets through its pages, and its books survive and add up. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoClients, payers } from './accounts.ts'
import { startTransferBank } from './transfer-bank.ts'
import type { FakeTransferBank } from './transfer-bank.ts'

const clients = demoClients((client) => `secret-of-${client}-0000`)
const [ours] = clients.borovia.accounts
const [payer] = payers
const reference = 'RF18539007547034'

let bank: FakeTransferBank
beforeEach(async () => {
  bank = await startTransferBank({ clients: Object.values(clients) })
})
afterEach(() => bank.stop())

const post = (address: string, fields: Readonly<Record<string, string>>, headers = {}) =>
  fetch(bank.url + address, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
    redirect: 'manual',
  })
const typed = {
  from: payer.account,
  to: 'The office',
  account: ours.account,
  amount: '520.00',
  reference: 'RF18 5390 0754 7034',
  order: 'order-1',
}
const balance = () =>
  bank
    .lines()
    .reduce((sum, { account, amount }) => (account === ours.account ? sum + amount.amountMinor : sum), 0n)

describe('a payer', () => {
  test('types the slip, checks it and confirms: the money is there, once, however often the button is pressed', async () => {
    const check = await post('/transfer?lang=en', { ...typed, step: 'check' })
    expect(check.status).toBe(200)
    expect(await check.text()).toContain('Is everything right?')
    expect(bank.lines()).toEqual([])
    for (let press = 0; press < 3; press += 1) {
      const done = await post('/transfer?lang=en', { ...typed, step: 'confirm' })
      expect(await done.text()).toContain('The transfer is on its way')
    }
    expect(balance()).toBe(520_00n)
    expect(bank.lines().at(-1)).toMatchObject({ reference, counterparty: { name: payer.name } })
  })

  test('has the form filled in by the text of a QR code, in euro as in any currency', async () => {
    const code = `BCD\r\n002\r\n1\r\nSCT\r\n\r\nThe office\r\n${ours.account}\r\nBGN520.00\r\n\r\n${reference}`
    const page = await (await post('/transfer?lang=en', { step: 'fill', order: 'o', code })).text()
    for (const filled of [ours.account, '520.00', reference]) expect(page).toContain(`value="${filled}"`)
  })

  test.each([
    ['a mistyped account', { account: ours.account.replace(/1$/, '2') }, 'account'],
    ['an account elsewhere', { account: 'DE89370400440532013000' }, 'account'],
    ['no amount', { amount: '' }, 'amount'],
    ['an amount of nothing', { amount: '0.00' }, 'amount'],
    ['more decimals than the currency has', { amount: '1.001' }, 'amount'],
    ['a reference with a mistake', { reference: 'RF18 5390 0754 7043' }, 'reference'],
    ['an account in another currency', { from: payers[2]?.account ?? '' }, 'from'],
    ['no payee', { to: ' ' }, 'to'],
  ])('who gives %s is told at the field, and nothing moves', async (_what, change, field) => {
    const reply = await post('/transfer?lang=en', { ...typed, ...change, step: 'confirm' })
    const page = await reply.text()
    expect(reply.status).toBe(422)
    expect(page).toContain(`href="#${field}"`)
    expect(page).toContain(`id="${field}-fault"`)
    expect(bank.lines()).toEqual([])
  })

  test('may write a message of their own instead of a reference', async () => {
    await post('/transfer', { ...typed, reference: '<b>fees & more</b>', step: 'confirm' })
    expect(bank.lines().at(-1)).toMatchObject({ reference: null, text: '<b>fees & more</b>' })
    const [file] = bank.bank.publish('notification')
    expect(file?.xml).toContain('<Ustrd>&lt;b&gt;fees &amp; more&lt;/b&gt;</Ustrd>')
  })

  test('reads Arabic from right to left where the browser asks for it, and the page runs nothing', async () => {
    const reply = await fetch(bank.url, { headers: { 'accept-language': 'ar-KW,en;q=0.5' } })
    expect(await reply.text()).toContain('<html lang="ar" dir="rtl">')
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('sees what they typed as text, never as part of the page', async () => {
    const reply = await post('/transfer', { ...typed, to: '"><script>alert(1)</script>', step: 'change' })
    expect(await reply.text()).not.toContain('<script>')
  })
})

describe('the desk', () => {
  test('pays a slip badly, sends money back and publishes files that can be opened', async () => {
    const slip = { account: ours.account, reference, amount: '10.00', as: 'twice' }
    expect(await (await post('/desk/slips', slip)).text()).toContain('Booked: 2 lines.')
    const line = bank.lines().find(({ account }) => account === ours.account)
    expect(await (await post(`/desk/lines/${line?.id ?? ''}/return`, {})).text()).toContain(
      'The money went back.',
    )
    expect((await post(`/desk/lines/${line?.id ?? ''}/return`, {})).status).toBe(409)
    expect(balance()).toBe(10_00n)
    expect(await (await post('/desk/close-day', {})).text()).toContain('Published:')
    const [file] = bank.files()
    const opened = await fetch(`${bank.url}/desk/files/${file?.id ?? ''}`)
    expect(await opened.text()).toBe(file?.xml)
  })

  test.each(['/desk/close-day', '/admin/close-day'])(
    '%s is closed to pages of other sites',
    async (address) => {
      expect((await post(address, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect(bank.files()).toEqual([])
    },
  )

  test('says what is missing', async () => {
    const reply = await post('/desk/slips', { account: ours.account, reference, amount: 'ten', as: 'exact' })
    expect(reply.status).toBe(422)
  })
})

describe('the interface for clients', () => {
  test('is closed without the secret, and shows each client its own files alone', async () => {
    bank.bank.publish('statement')
    const list = (secret: string) =>
      fetch(`${bank.url}/v1/statements`, { headers: { authorization: `Bearer ${secret}` } })
    expect((await list('guess')).status).toBe(401)
    expect(await (await list(clients.sahil.secret)).json()).toMatchObject({ statements: [{ id: 'sahil-1' }] })
    const foreign = await fetch(`${bank.url}/v1/statements/borovia-1`, {
      headers: { authorization: `Bearer ${clients.sahil.secret}` },
    })
    expect(foreign.status).toBe(404)
  })
})

test('the books survive a restart: balances, cursors and what was published', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'transfer-bank-'))
  const options = { clients: Object.values(clients), dataDir }
  try {
    const first = await startTransferBank(options)
    first.bank.transfer({
      from: payer,
      to: ours.account,
      amount: money(5_00n, 'BGN'),
      reference,
      order: 'o1',
    })
    first.bank.publish('statement')
    const [files, lines] = [first.files(), first.lines()]
    await first.stop()
    const second = await startTransferBank(options)
    expect([second.files(), second.lines()]).toEqual([files, lines])
    second.bank.transfer({
      from: payer,
      to: ours.account,
      amount: money(5_00n, 'BGN'),
      reference,
      order: 'o1',
    })
    second.bank.transfer({ from: payer, to: ours.account, amount: money(7_00n, 'BGN'), reference })
    const [statement] = second.bank.publish('statement')
    expect(statement?.covers[0]).toMatchObject({
      sequence: 2,
      closing: money(ours.openingMinor + 12_00n, 'BGN'),
    })
    expect(new Set(second.lines().map(({ id }) => id)).size).toBe(second.lines().length)
    await second.stop()
  } finally {
    fs.rmSync(dataDir, { recursive: true })
  }
})
