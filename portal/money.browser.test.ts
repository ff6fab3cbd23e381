/**
 * The office's money in two browsers: a clerk of finance reads a bank's statement, explains what it left open and gives money back,
 * a second person approves it, and the day is closed green. Meanwhile the other office's screens are looked at in Arabic.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoOffice } from '@lodge/mocks'
import { creditorReferenceOf, plainDateIn, type Role } from '@lodge/shared-types'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { camt053, testAccount } from '../processor/test-support/camt-files.ts'
import { file } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { cashWords } from './app/messages/cash.ts'
import { dailyCloseWords } from './app/messages/daily-close.ts'
import { examinationWords } from './app/messages/examination.ts'
import { moneyWords } from './app/messages/money.ts'
import { statementsWords } from './app/messages/statements.ts'
import { awake, lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
/** What was booked so shortly before a day is closed falls on the next one. */
const settleMs = 21_000
let folder: string
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-money-'))
  const files = {
    DRIVERS_FILE: join(folder, 'drivers.json'),
    DRIVER_SECRETS_FILE: join(folder, 'secrets.json'),
  }
  const payWithin = { payWithinDays: 14, timeZone: 'Europe/Sofia' }
  const transfers = {
    // Nobody answers there: the clerk brings the statement.
    baseUrl: 'http://127.0.0.1:9',
    creditorName: 'Borovia Patent Office',
    creditorAccount: { iban: testAccount },
    limits: { BGN: { minMinor: '1', maxMinor: '100000000' } },
    ...payWithin,
  }
  const counter = { counter: payWithin }
  const secret = { 'client-secret': { current: { id: 's1', value: 'test-transfer-secret-0123456789' } } }
  await writeFile(
    files.DRIVERS_FILE,
    JSON.stringify({ borovia: { 'bank-transfer': transfers, ...counter }, sahil: counter }),
  )
  await writeFile(files.DRIVER_SECRETS_FILE, JSON.stringify({ borovia: { 'bank-transfer': secret } }))
  ;[portal, browser] = await Promise.all([startPortal(files), startChromium()])
})
afterAll(async () => {
  await browser.close()
  await portal.end()
  await rm(folder, { recursive: true })
})

/** Signs a new person of the office in; `go` opens a page of the desk. */
async function atDesk(
  officeId: DemoOffice,
  { name, roles, language }: { name: string; roles: Role[]; language: 'en' | 'ar' },
): Promise<{ screen: Screen; page: Page; go: (path: string) => Promise<void> }> {
  const email = `${name}@${officeId}.example`
  await portal.office.services.addUser({
    ...{ officeId, email, password, displayName: name, language, accountId: null, roles },
  })
  const screen = await openScreen(browser, {
    origin: portal.origin,
    language,
    width: language === 'en' ? 1280 : 1024,
  })
  const { page } = screen
  await page.goto(`${portal.origin}/o/${officeId}/sign-in?lang=${language}`)
  await page.locator('input[name="email"]').fill(email)
  await page.locator('input[name="password"]').fill(password)
  await page.locator('main button[type="submit"]').click()
  await page.waitForURL(/\/desk$/)
  const go = async (path: string): Promise<void> => {
    await page.goto(`${portal.origin}/o/${officeId}/desk/${path}`)
    await awake(page)
  }
  return { screen, page, go }
}

/** Looks at what finance of the other office reads, and lets a registrar find nothing there. */
async function lookInArabic(): Promise<void> {
  const clerk = await atDesk('sahil', { name: 'clerk', roles: ['finance'], language: 'ar' })
  await clerk.go('money')
  await lookAt(clerk.screen, '99-money-home')
  await clerk.go('money/cash')
  expect(await clerk.page.locator('main h1').innerText()).toBe(cashWords.ar.title)
  await lookAt(clerk.screen, '99-money-cash')
  const registrar = await atDesk('sahil', { name: 'registrar', roles: ['registrar'], language: 'ar' })
  const answer = await registrar.page.goto(`${portal.origin}/o/sahil/desk/money`)
  expect(answer?.status()).toBe(404)
  for (const { context } of [clerk.screen, registrar.screen]) await context.close()
}

/** An order of an agent, with the reference that a payer writes. */
async function anOrder() {
  const { acknowledgement } = await file(portal.office, { on: new Date().toISOString().slice(0, 10) })
  const { orderId, orderNumber, total } = acknowledgement.order
  return { orderId, orderNumber, minor: total.amountMinor, reference: creditorReferenceOf(orderNumber) }
}

const paid = (orderId: string) =>
  until(
    'the order to be paid',
    async () => {
      const order = await portal.office.office.store.orders.one({ _id: orderId, officeId: 'borovia' })
      return order?.status === 'paid'
    },
    20_000,
  )

test(
  'a statement pays an order, what it left open is explained by two people, money goes back by two, and the day closes green',
  { timeout: 120_000 },
  async () => {
    const words = {
      ...{ statements: statementsWords.en, money: moneyWords.en, closes: dailyCloseWords.en },
      approvals: examinationWords.en.approvals,
    }
    const clerk = await atDesk('borovia', { name: 'clerk', roles: ['finance'], language: 'en' })
    const second = await atDesk('borovia', {
      name: 'second',
      roles: ['finance', 'registrar'],
      language: 'en',
    })
    const [known, unknown] = [await anOrder(), await anOrder()]
    const today = plainDateIn('Europe/Sofia', new Date())
    const entries = [
      { minor: known.minor, servicer: 'S1', reference: known.reference, payer: 'Ivanova & Partners' },
      { minor: unknown.minor, servicer: 'S2', text: 'trademark fee', payer: 'Northern Brands GmbH' },
    ]
    const bytes = camt053({ id: 'STM-1', sequence: 1, on: today, openingMinor: 10_000_00n, entries })
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

    /** What the clerk proposed is not theirs to approve; the second person does. */
    const approve = async (): Promise<void> => {
      await clerk.page.waitForURL(/\/approvals\/[\w-]+$/)
      await clerk.page.getByText(words.approvals.own).waitFor()
      const approveButton = { name: words.approvals.approve, exact: true }
      expect(await clerk.page.getByRole('button', approveButton).count()).toBe(0)
      await second.go(`approvals/${clerk.page.url().split('/').at(-1) ?? ''}`)
      await second.page.getByRole('button', approveButton).click()
      await second.page.getByText(words.approvals.states.approved, { exact: true }).waitFor()
    }

    await clerk.go('money/statements')
    await clerk.page
      .locator('#file')
      .setInputFiles({ name: 'statement.xml', mimeType: 'application/xml', buffer: Buffer.from(bytes) })
    await press(clerk.page, words.statements.upload.send)
    await clerk.page.getByRole('heading', { name: words.statements.read.taken }).waitFor()
    await paid(known.orderId)

    // The line without a reference.
    await clerk.go('money/matching')
    await clerk.page.getByRole('link', { name: 'Northern Brands GmbH' }).click()
    await clerk.page.getByLabel(words.statements.line.find).fill(unknown.orderNumber)
    await press(clerk.page, words.statements.line.findButton)
    await clerk.page.getByText(words.statements.line.exact).waitFor()
    await lookAt(clerk.screen, '95-money-line')
    await clerk.page.locator(`input[value="order:${unknown.orderId}"]`).check()
    await clerk.page.getByLabel(words.statements.line.reason).fill('The payer sent us the invoice.')
    await press(clerk.page, words.statements.line.propose)
    await approve()
    await paid(unknown.orderId)
    const bookedAt = Date.now()
    await lookAt(second.screen, '96-money-approved')

    // Money back, by a transfer that a person orders.
    await clerk.go(`money/orders/${known.orderId}`)
    await lookAt(clerk.screen, '97-money-order')
    await clerk.page.getByRole('link', { name: words.money.orders.refund }).click()
    await clerk.page.locator('#amount').fill('25.00')
    await clerk.page.locator('input[name="way"][value="payout"]').check()
    await clerk.page.getByLabel(words.money.refunds.propose.reason).fill('One class was paid twice.')
    await press(clerk.page, words.money.refunds.propose.send)
    await approve()
    await clerk.go('money/refunds')
    await clerk.page.getByRole('link', { name: known.orderNumber }).waitFor()

    await lookInArabic()
    await clerk.page.waitForTimeout(Math.max(0, bookedAt + settleMs - Date.now()))
    await clerk.go('money/closes')
    await press(clerk.page, words.closes.now.send)
    await clerk.page.getByRole('heading', { name: words.closes.green }).waitFor()
    await lookAt(clerk.screen, '98-money-close')
    for (const { context } of [clerk.screen, second.screen]) await context.close()
  },
)
