/** One filing as people see it, in a real browser: from signing in over the bank to the receipt, in both languages. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoOffice } from '@lodge/mocks'
import type { SubmissionBody } from '@lodge/shared-types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBody, aKey, overTheWire } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { awake, faultsOf, lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { looksAt } from './test-support/looks.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { deskWords } from './app/components/desk/desk-words.ts'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'

const password = 'a long enough one'
const catalogue = { en, ar }
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  const users = [
    ['borovia', 'ana@firm.example', 'Ana Petrova', 'account-1', 'agent', 'en'],
    ['borovia', 'ben@other.example', 'Ben Other', 'account-2', 'agent', 'en'],
    ['borovia', 'eva@office.example', 'Eva Marinova', null, 'formality-examiner', 'en'],
    ['sahil', 'noor@firm.example', 'نور الخالد', 'account-1', 'agent', 'ar'],
    ['sahil', 'sami@office.example', 'سامي الفهد', null, 'formality-examiner', 'ar'],
    ['sahil', 'dana@other.example', 'دانة العلي', 'account-2', 'agent', 'ar'],
  ] as const
  for (const [officeId, email, displayName, accountId, role, language] of users)
    await portal.office.services.addUser({
      ...{ officeId, email, displayName, accountId, language },
      ...{ password, roles: [role] },
    })
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

/** Submits a dossier as a program does, and returns it. `quoteOff` minor units away from the tariff, it needs agreement. */
async function submit(
  officeId: DemoOffice,
  email: string,
  wish: { count: number; quoteOff?: bigint },
): Promise<SubmissionBody> {
  const built = aBody(portal.office, {
    officeId,
    count: wish.count,
    on: new Date().toISOString().slice(0, 10),
  })
  const { total } = built.quote
  const body = {
    ...built,
    quote: { ...built.quote, total: { ...total, amountMinor: total.amountMinor + (wish.quoteOff ?? 0n) } },
  }
  const program = portal.visitor()
  await program.signIn(email, password, officeId)
  const answer = await program.go(`/o/${officeId}/api/submissions`, {
    json: overTheWire(body),
    headers: { 'idempotency-key': aKey() },
  })
  expect(answer.status).toBe(201)
  return body
}

const screen = (language: 'en' | 'ar', width: number, hasScripts = true): Promise<Screen> =>
  openScreen(browser, { origin: portal.origin, language, width, hasScripts })

/** Opens an address of the portal and returns its status. */
async function open({ page }: Screen, path: string): Promise<number> {
  return (await page.goto(portal.origin + path))?.status() ?? 0
}

async function signIn(one: Screen, officeId: DemoOffice, email: string, typed = password): Promise<void> {
  const words = catalogue[one.language].signIn
  await one.page.getByLabel(words.email).fill(email)
  await one.page.getByLabel(words.password).fill(typed)
  await one.page.locator('main').getByRole('button', { name: words.submit }).click()
}

/** Loads the page again until it says `text`. */
const waitFor = ({ page }: Screen, text: string): Promise<unknown> =>
  until(`"${text}" on ${page.url()}`, async () => {
    if ((await page.locator('main').getByText(text, { exact: true }).count()) > 0) return true
    await page.waitForTimeout(300)
    await page.reload()
    return false
  })

/** Pays at the bank's own page by the card of that name. */
async function payAtBank({ page }: Screen, card: string): Promise<void> {
  await page.waitForURL((url) => url.href.startsWith(portal.office.bank.url))
  await page.locator(`input[value="${card}"]`).check()
  await page.locator('#pay').click()
  await page.locator('#return').click()
  await page.waitForURL((url) => url.href.startsWith(portal.origin))
}

const journeys = [
  { officeId: 'borovia', language: 'en', width: 1280, agent: 'ana@firm.example', name: 'Ana Petrova' },
  { officeId: 'sahil', language: 'ar', width: 360, agent: 'noor@firm.example', name: 'نور الخالد' },
] as const

test.for(looksAt(journeys, 1))(
  'an agent of $officeId files in $language at $width px: from signing in to the receipt',
  async ({ officeId, language, width, agent, name }) => {
    const words = catalogue[language]
    const desk = deskWords[language]
    const base = `/o/${officeId}`
    const examiner = await screen(language, width)
    await open(examiner, `${base}/desk/tasks`)
    await signIn(
      examiner,
      officeId,
      { borovia: 'eva@office.example', sahil: 'sami@office.example' }[officeId],
    )
    await examiner.page.getByRole('heading', { level: 1, name: desk.tasks.title }).waitFor()
    await lookAt(examiner, '00-no-tasks')

    const { dossierId } = await submit(officeId, agent, { count: 2, quoteOff: -1_000n })
    const one = await screen(language, width)
    const { page } = one

    await open(one, '/')
    await lookAt(one, '01-home')
    await open(one, base)
    await lookAt(one, '02-office')
    await open(one, `${base}/dossiers/${dossierId}`)
    await lookAt(one, '03-sign-in')
    await signIn(one, officeId, agent, 'not the right one')
    await page.getByRole('alert').waitFor()
    await lookAt(one, '04-sign-in-refused')
    await signIn(one, officeId, agent)
    await page.waitForURL(`**${base}/dossiers/${dossierId}`)
    expect(await page.getByRole('banner').innerText()).toContain(name)
    await lookAt(one, '05-dossier-to-agree')

    await page.getByRole('button', { name: words.dossier.agree('').trim() }).click()
    await page.getByRole('button', { name: words.dossier.pay('').trim() }).waitFor()
    await lookAt(one, '06-dossier-to-pay')
    // The way to the bank goes on by itself: it is looked at while the bank cannot be reached.
    const atBank = `${portal.office.bank.url}/**`
    await page.route(atBank, (route) => route.abort('aborted'))
    await page.getByRole('button', { name: words.dossier.pay('').trim() }).click()
    await page.getByRole('heading', { level: 1, name: words.leaving.title }).waitFor()
    await lookAt(one, '06-leaving-for-bank')
    await page.unroute(atBank)

    await open(one, `${base}/dossiers/${dossierId}`)
    await page.getByText(words.answers['awaiting-confirmation'], { exact: true }).waitFor()
    await lookAt(one, '07-dossier-at-bank')
    await page.getByRole('link', { name: words.leaving.go }).click()
    await payAtBank(one, 'callback-late')
    await waitFor(one, words.answers.successful)
    expect(await page.getByRole('button', { name: words.dossier.pay('').trim() }).count()).toBe(0)
    await waitFor(one, words.dossierStatuses.lodged.label)
    await lookAt(one, '08-dossier-lodged')

    await page.getByRole('link', { name: words.nav.dossiers, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: words.dossiers.title }).waitFor()
    await lookAt(one, '09-dossiers')
    await page.goBack()
    await page.locator('main a[href*="/files/"]').first().click()
    await page.getByRole('heading', { level: 1, name: words.file.title }).waitFor()
    await waitFor(one, words.documentRoles['filing-receipt'])
    await lookAt(one, '10-file')

    const receipt = page
      .getByRole('table', { name: words.dossier.documentsTitle })
      .getByRole('link', { name: words.documentRoles['filing-receipt'] })
    const downloaded = page.waitForEvent('download')
    await receipt.click()
    const kept = await downloaded
    expect(kept.suggestedFilename()).toMatch(/\.pdf$/)
    expect((await readFile(await kept.path())).subarray(0, 5).toString()).toBe('%PDF-')
    const program = portal.visitor()
    await program.signIn(agent, password, officeId)
    const answer = await program.go((await receipt.getAttribute('href')) ?? '')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="/)

    const file = await portal.office.office.store.files.one({ officeId, dossierId })
    expect(await open(one, `${base}/verify/${file?.verificationCode ?? ''}`)).toBe(200)
    await page
      .locator('main')
      .getByText(file?.fileNumber ?? '', { exact: true })
      .waitFor()
    await lookAt(one, '11-verification')
    expect(await open(one, `${base}/verify/${'0'.repeat(20)}`)).toBe(404)
    await lookAt(one, '12-verification-unknown')
    expect(await open(one, `${base}/desk`)).toBe(404)
    await lookAt(one, '13-no-desk')

    const stranger = await screen(language, width)
    await open(stranger, `${base}/sign-in`)
    const other = { borovia: 'ben@other.example', sahil: 'dana@other.example' }[officeId]
    await signIn(stranger, officeId, other)
    await stranger.page.waitForURL(`**${base}/files`)
    expect(await open(stranger, base)).toBe(200)
    await lookAt(stranger, '14-office-signed-in')
    expect(await open(stranger, `${base}/dossiers`)).toBe(200)
    await lookAt(stranger, '15-no-dossiers')
    expect(await open(stranger, `${base}/dossiers/${dossierId}`)).toBe(404)
    await lookAt(stranger, '16-not-found')

    await examiner.page.reload()
    await waitFor(examiner, desk.tasks.take)
    await lookAt(examiner, '17-tasks')
    await examiner.page.locator('[data-task]').getByRole('button').first().click()
    await examiner.page.locator('[data-task]').getByText(desk.tasks.giveBack, { exact: true }).waitFor()
    await lookAt(examiner, '18-tasks-claimed')
    for (const { context } of [one, stranger, examiner]) await context.close()
  },
)

test('the look at a page sees a rule broken, pale text in the dark, what sticks out, and a script that was held back', async () => {
  const one = await screen('en', 1280)
  await open(one, '/')
  await awake(one.page)
  await one.page.evaluate(() => {
    const broken = document.createElement('div')
    broken.innerHTML = '<img src="/favicon.svg"><p>Pale</p><pre>Wide</pre>'
    const [image, pale, wide] = broken.children
    image?.setAttribute('width', '20')
    if (pale instanceof HTMLElement) pale.style.color = 'light-dark(#000, #333)'
    if (wide instanceof HTMLElement) wide.style.inlineSize = '340px'
    const script = document.createElement('script')
    script.textContent = 'document.title = "run"'
    document.querySelector('main')?.append(broken, script)
  })
  const faults = await faultsOf(one, '99-broken')
  expect(faults['light']?.join()).toContain('image-alt')
  expect(faults['dark']?.join()).toContain('Pale')
  expect(faults['narrow']?.join()).toContain('Wide')
  expect(faults['console']?.join()).toContain('Content Security Policy')
  await one.context.close()
})

test('without scripts an agent signs in, pays and reads the outcome', async () => {
  const { dossierId } = await submit('borovia', 'ana@firm.example', { count: 1 })
  const one = await screen('en', 1280, false)
  const { page } = one
  await open(one, `/o/borovia/dossiers/${dossierId}`)
  await signIn(one, 'borovia', 'ana@firm.example')
  await page.getByRole('button', { name: /^Pay / }).click()
  await payAtBank(one, 'approve')
  await waitFor(one, en.answers.successful)
  await waitFor(one, en.dossierStatuses.lodged.label)
  expect(one.complaints).toEqual([])
  await one.context.close()
})

test('a refused card is told, and another one pays', async () => {
  const { dossierId } = await submit('borovia', 'ana@firm.example', { count: 1 })
  const one = await screen('en', 1280)
  const { page } = one
  await open(one, `/o/borovia/dossiers/${dossierId}`)
  await signIn(one, 'borovia', 'ana@firm.example')
  for (const card of ['decline', 'approve']) {
    await page.getByRole('button', { name: /^Pay / }).click()
    await payAtBank(one, card)
    await waitFor(one, card === 'decline' ? en.answers.failed : en.answers.successful)
    if (card === 'decline') await lookAt(one, '19-card-refused')
  }
  await one.context.close()
})

test('on paper a dossier and a verification keep their facts and leave out what can only be clicked', async () => {
  const file = await until('a file', () => portal.office.office.store.files.one({ officeId: 'borovia' }))
  const one = await screen('en', 1280)
  const { page } = one
  await open(one, `/o/borovia/dossiers/${file.dossierId}`)
  await signIn(one, 'borovia', 'ana@firm.example')
  for (const [name, path] of [
    ['dossier', `/o/borovia/dossiers/${file.dossierId}`],
    ['verification', `/o/borovia/verify/${file.verificationCode}`],
  ] as const) {
    await open(one, path)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText(file.fileNumber).first().isVisible()).toBe(true)
    expect(await page.locator('nav, button, footer').filter({ visible: true }).count()).toBe(0)
    await page.pdf({ path: join('.data', 'screenshots', `20-print-${name}.pdf`), format: 'A4' })
  }
  await one.context.close()
})
