/** Paying as an agent sees it: a slip that is given up, the desk, a bill, and a deposit, in both languages. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publicNoticeKey, startBillingService, type BillingService } from '@lodge/mocks'
import { formatCreditorReference, formatIban, ibanOf, type Money } from '@lodge/shared-types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBody, aKey, overTheWire } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { amountDigits } from './app/amounts.ts'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'
import { payingWords } from './app/messages/paying.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const clientKey = { id: 'a1', value: 'test-client-key-0123456789' }
const noticeKey = { id: 'n1', seed: 'test-notice-seed-0123456789' }
const account = ibanOf('BG', 'RIVB91551000000001')
const catalogue = { en, ar }
let folder: string
let billing: BillingService
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-paying-'))
  billing = await startBillingService({
    billers: [{ code: 'bpto', keys: [clientKey] }],
    noticeKeys: [noticeKey],
    retryWaitsMs: [200, 400],
  })
  const payWithin = { payWithinDays: 14, timeZone: 'Europe/Sofia' }
  const drivers = {
    'billing-gateway': {
      ...{ baseUrl: billing.url, biller: 'bpto', noticeKeys: [publicNoticeKey(noticeKey)] },
    },
    'bank-transfer': {
      baseUrl: billing.url,
      ...{ creditorName: 'Borovia Patent Office', creditorAccount: { iban: account }, bic: 'RIVBBGSF' },
      ...payWithin,
      limits: { BGN: { minMinor: '1', maxMinor: '100000000' } },
    },
    'deposit-account': {},
    counter: payWithin,
  }
  const secrets = {
    'billing-gateway': { 'client-key': { current: clientKey } },
    'bank-transfer': { 'client-secret': { current: { id: 's1', value: 'test-transfer-secret-0123456789' } } },
  }
  const files = {
    DRIVERS_FILE: join(folder, 'drivers.json'),
    DRIVER_SECRETS_FILE: join(folder, 'secrets.json'),
  }
  await writeFile(files.DRIVERS_FILE, JSON.stringify({ borovia: drivers }))
  await writeFile(files.DRIVER_SECRETS_FILE, JSON.stringify({ borovia: secrets }))
  ;[portal, browser] = await Promise.all([startPortal(files), startChromium()])
})
afterAll(async () => {
  await browser.close()
  await portal.end()
  await billing.stop()
  await rm(folder, { recursive: true })
})

/** Submits a dossier of an agent as a program does. */
async function submit(email: string): Promise<{ dossierId: string; total: Money }> {
  const body = aBody(portal.office, { on: new Date().toISOString().slice(0, 10) })
  const program = portal.visitor()
  await program.signIn(email, password)
  const json = overTheWire(body)
  const headers = { 'idempotency-key': aKey() }
  expect((await program.go('/o/borovia/api/submissions', { json, headers })).status).toBe(201)
  return { dossierId: body.dossierId, total: body.quote.total }
}

/** Loads the page again until it says `text`. */
const waitFor = ({ page }: Screen, text: string): Promise<unknown> =>
  until(`"${text}" on ${page.url()}`, async () => {
    if ((await page.locator('main').getByText(text, { exact: true }).count()) > 0) return true
    await page.waitForTimeout(300)
    await page.reload()
    return false
  })

const journeys = [
  { language: 'en', width: 1280, accountId: 'account-en' },
  { language: 'ar', width: 360, accountId: 'account-ar' },
] as const

test.for(journeys)(
  'an agent pays each way that has a screen of its own, in $language at $width px',
  async ({ language, width, accountId }) => {
    const words = catalogue[language]
    const paying = payingWords[language]
    const email = `${language}@firm.example`
    const { services, office } = portal.office
    await services.addUser({
      ...{ officeId: 'borovia', email, displayName: 'Ana Petrova', accountId, language },
      ...{ password, roles: ['agent'] },
    })
    const first = await submit(email)
    const one = await openScreen(browser, { origin: portal.origin, language, width })
    const { page } = one
    const main = page.locator('main')
    const pay = main.locator('button', { hasText: words.dossier.pay('').trim() })
    const way = (driverId: string) => page.locator(`input[value="${driverId}"]`)
    const giveUp = async (name: string): Promise<void> => {
      await page.getByText(paying.cancel.title, { exact: true }).click()
      await page.getByRole('button', { name, exact: true }).click()
      await pay.waitFor()
    }

    await page.goto(`${portal.origin}/o/borovia/dossiers/${first.dossierId}`)
    await page.getByLabel(words.signIn.email).fill(email)
    await page.getByLabel(words.signIn.password).fill(password)
    await main.getByRole('button', { name: words.signIn.submit }).click()
    await pay.waitFor()
    expect(await way('deposit-account').isDisabled()).toBe(true)
    await lookAt(one, 'paying-1-ways')

    await way('bank-transfer').check()
    await pay.click()
    await page.getByRole('heading', { name: paying.slip.title }).waitFor()
    const order = await office.store.orders.one({ dossierId: first.dossierId })
    const slip = await main.innerText()
    expect(slip).toContain(formatIban(account))
    expect(slip).toContain(formatCreditorReference(order?.creditorReference ?? '?'))
    expect(await pay.count()).toBe(0)
    await lookAt(one, 'paying-2-slip')
    // Printed alone, the slip leaves the rest of the page out.
    await page.getByRole('heading', { name: paying.slip.title }).evaluate((heading) => {
      heading.parentElement?.setAttribute('data-alone', '')
    })
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText(paying.slip.reference, { exact: true }).isVisible()).toBe(true)
    expect(await page.getByRole('heading', { name: words.dossier.requestsTitle }).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await giveUp(paying.cancel.act.transfer)
    await page.getByText(paying.standing.cancelled).waitFor()

    await way('counter').check()
    await pay.click()
    await page.getByRole('heading', { name: paying.desk.title }).waitFor()
    await giveUp(paying.cancel.act.desk)

    await way('billing-gateway').check()
    await pay.click()
    await page.getByRole('heading', { name: paying.bill.title }).waitFor()
    await lookAt(one, 'paying-3-bill')
    const bill = await until('the bill', () =>
      office.store.attempts.one({ dossierId: first.dossierId, active: true, driverId: 'billing-gateway' }),
    )
    if (bill.nextAction?.kind !== 'bill') throw new Error('No bill')
    billing.billing.collect(bill.nextAction.billNumber, 'mobile')
    await waitFor(one, words.answers.successful)

    await page.goto(`${portal.origin}/o/borovia/deposits`)
    await page.getByRole('button', { name: paying.deposits.openOne('BGN') }).click()
    await page.getByRole('heading', { name: paying.slip.title }).waitFor()
    const [deposit] = await services.depositsOf(portal.office.agent('borovia', accountId), {})
    expect(await main.innerText()).toContain(formatCreditorReference(deposit?.creditorReference ?? '?'))

    const second = await submit(email)
    await services.takeDeposit(portal.office.staff(['finance']), {
      ...{ key: aKey(), accountId, amount: second.total, means: 'cash' },
    })
    await page.goto(`${portal.origin}/o/borovia/dossiers/${second.dossierId}`)
    await way('deposit-account').check()
    await pay.click()
    await waitFor(one, words.answers.successful)
    await page.goto(`${portal.origin}/o/borovia/deposits`)
    await page.getByText(paying.deposits.kinds.payment, { exact: true }).waitFor()
    expect(await main.innerText()).toContain(`+${amountDigits(second.total)}`)
    await lookAt(one, 'paying-4-deposits')
    const downloaded = page.waitForEvent('download')
    await page.getByRole('link', { name: paying.deposits.csv }).click()
    const csv = await readFile(await (await downloaded).path(), 'utf8')
    expect(csv).toContain(paying.deposits.kinds['top-up'])
    expect(csv.trim().split('\r\n')).toHaveLength(5)
    await one.context.close()
  },
)
