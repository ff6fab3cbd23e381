/** An applicant follows an application: by the link of the receipt, without scripts, and by an account; agent and calendar with them. */
import ICAL from 'ical.js'
import { addDays, plainDateIn } from '@lodge/shared-types'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { file } from '../processor/test-support/filing.ts'
import { issueNotice } from '../processor/test-support/issued-notice.ts'
import { until } from '../processor/test-support/test-office.ts'
import { followInArabic as ar } from './app/messages/follow.ar.ts'
import { followInEnglish as en } from './app/messages/follow.en.ts'
import { lookAt, openScreen, startChromium } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const officeId = 'sahil'
const agentMail = 'noor@firm.example'
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  await portal.office.services.addUser({
    officeId,
    email: agentMail,
    password,
    displayName: 'نور الخالد',
    language: 'ar',
    accountId: 'account-1',
    roles: ['agent'],
  })
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

const store = () => portal.office.office.store
const codeOf = async (fileId: string) => (await store().files.one({ _id: fileId }))?.followCode ?? ''
const followPage = async (fileId: string) => `${portal.origin}/o/${officeId}/follow/${await codeOf(fileId)}`
const soon = () => addDays(plainDateIn('Asia/Kuwait', new Date()), 6)

/** Lodges an application and returns the file's id. */
async function lodged(mark: string): Promise<string> {
  const request = { mark: { kind: 'word' as const, text: mark } }
  const { dossierId } = await file(portal.office, { officeId, accountId: 'account-1', request })
  const view = await until('a listed file', () => store().views.one({ kind: 'file', dossierId }))
  return view.id
}

/** Returns the link that opens an account, from the mail to an address. */
async function linkMailedTo(address: string): Promise<string> {
  const mail = await until('the mail', () => Promise.resolve(portal.office.mail.mails(address)[0]))
  return /http\S+\/join\/\S+/.exec(mail.text)?.[0] ?? ''
}

const heading = (page: Page): Promise<string | null> => page.locator('main h1').textContent()
const eventsAt = async (address: string) => {
  const answer = await fetch(address)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const calendar = new ICAL.Component(z.array(z.unknown()).parse(ICAL.parse(await answer.text())))
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
}

test('an applicant sees by the link whose turn it is, takes the file into an account, and finds the deadline', async () => {
  const fileId = await lodged('AURORA')
  const by = soon()
  const screen = await openScreen(browser, { origin: portal.origin, language: 'en', width: 360 })
  const { page } = screen
  const first = await page.goto(await followPage(fileId))
  const headers = first?.headers() ?? {}
  expect([headers['referrer-policy'], headers['cache-control']]).toEqual(['no-referrer', 'no-store'])
  expect(headers['x-robots-tag']).toContain('noindex')
  expect(await heading(page)).toBe('AURORA')
  await page.getByText(en.view.next.office).waitFor()
  await lookAt(screen, 'follow-office')

  await issueNotice(portal.office, { fileId, officeId, answerBy: by })
  await page.reload()
  await page.getByRole('heading', { name: en.view.next.party }).waitFor()
  await page.getByText(en.view.left(6)).waitFor()
  await lookAt(screen, 'follow-turn')

  await page.getByRole('link', { name: en.link.account }).click()
  await lookAt(screen, 'follow-account')
  await page.getByLabel(en.account.email).fill('boris@iliev.example')
  expect(await page.locator('input[type=password]').count()).toBe(0)
  await page.getByRole('button', { name: en.account.ask }).click()
  await page.getByRole('heading', { name: en.account.sentTitle }).waitFor()
  await lookAt(screen, 'follow-account-sent')

  const link = await linkMailedTo('boris@iliev.example')
  await page.goto(link)
  await lookAt(screen, 'join')
  expect(await page.getByLabel(en.join.password).getAttribute('autocomplete')).toBe('new-password')
  await page.getByLabel(en.join.password).fill('short')
  await page.getByRole('button', { name: en.join.confirm }).click()
  await page.getByRole('link', { name: 'Use 12 to 1000 characters.' }).waitFor()
  await lookAt(screen, 'join-refused')
  await page.getByLabel(en.join.password).fill(password)
  await page.getByRole('button', { name: en.join.confirm }).click()
  await page.waitForURL('**/following')
  await lookAt(screen, 'following')
  await page.getByRole('link', { name: 'AURORA' }).click()
  await page.getByRole('heading', { name: en.view.next.party }).waitFor()
  await lookAt(screen, 'followed')

  await page.getByRole('link', { name: en.deadlines.all }).click()
  await lookAt(screen, 'deadlines')
  const address = await page.getByLabel(en.feed.address).inputValue()
  const [event] = await eventsAt(address)
  expect([event?.startDate.toString(), event?.startDate.isDate]).toEqual([by, true])
  await page.getByRole('button', { name: en.feed.renew }).click()
  await until(
    'another address',
    async () => (await page.getByLabel(en.feed.address).inputValue()) !== address,
  )
  expect((await fetch(address)).status).toBe(404)

  await page.goto(link)
  expect(await heading(page)).toBe(en.join.deadTitle)
  for (const secret of [await codeOf(fileId), link.split('/').at(-1) ?? '', address.split('/').at(-1) ?? ''])
    expect(portal.output()).not.toContain(secret)
  await screen.context.close()
})

test('in Arabic the agent finds what is due first, and a renewed link leaves the old one like a guessed one', async () => {
  const fileId = await lodged('نجمة الصحراء')
  await issueNotice(portal.office, { fileId, officeId, answerBy: soon() })
  const screen = await openScreen(browser, { origin: portal.origin, language: 'ar', width: 1280 })
  const { page } = screen
  const [before, code] = [await followPage(fileId), await codeOf(fileId)]
  await page.goto(before)
  await page.getByRole('heading', { name: ar.view.next.party }).waitFor()
  await lookAt(screen, 'follow-turn')
  // Somebody has the form for an account open while the link is renewed.
  const visitor = await openScreen(browser, { origin: portal.origin, language: 'ar', width: 1280 })
  await visitor.page.goto(`${before}/account`)
  await visitor.page.getByLabel(ar.account.email).fill('late@visitor.example')

  await page.goto(`${portal.origin}/o/${officeId}/sign-in`)
  await page.locator('#email').fill(agentMail)
  await page.locator('#password').fill(password)
  await page.locator('main button[type=submit]').click()
  await until('the deadline', async () => {
    await page.goto(`${portal.origin}/o/${officeId}/files`)
    return page.getByRole('heading', { name: ar.deadlines.title }).isVisible()
  })
  await lookAt(screen, 'files-needs-you')
  await page.goto(`${portal.origin}/o/${officeId}/files/${fileId}`)
  await page.getByRole('link', { name: ar.share.nav }).click()
  await page.getByRole('heading', { name: ar.share.title }).waitFor()
  await lookAt(screen, 'follow-link')
  await page.getByRole('button', { name: ar.share.renew }).click()
  await until('another code', async () => (await codeOf(fileId)) !== code)

  const asked = visitor.page.waitForResponse((answer) => answer.request().method() === 'POST')
  await visitor.page.getByRole('button', { name: ar.account.ask }).click()
  expect((await asked).status()).toBe(404)
  await visitor.page.getByRole('heading', { name: ar.link.deadTitle }).waitFor()
  expect(await store().messages.many({ to: 'late@visitor.example' })).toEqual([])
  await visitor.context.close()

  const guessed = `${before.slice(0, -1)}${before.endsWith('A') ? 'B' : 'A'}`
  const texts = []
  for (const address of [before, guessed]) {
    expect((await page.goto(address))?.status()).toBe(404)
    texts.push(await page.locator('main').innerHTML())
    expect((await fetch(`${address}/deadlines.ics`)).status).toBe(404)
  }
  expect(texts[0]).toBe(texts[1])
  expect(await eventsAt(`${await followPage(fileId)}/deadlines.ics`)).toHaveLength(1)
  await lookAt(screen, 'follow-dead')
  await screen.context.close()
})

test('all of it works without scripts', async () => {
  const fileId = await lodged('POLARIS')
  const { page, context } = await openScreen(browser, {
    origin: portal.origin,
    language: 'en',
    width: 1024,
    hasScripts: false,
  })
  await page.goto(await followPage(fileId))
  await page.getByRole('link', { name: en.link.account }).click()
  await page.getByLabel(en.account.email).fill('mira@iliev.example')
  await page.getByRole('button', { name: en.account.ask }).click()
  await page.getByRole('heading', { name: en.account.sentTitle }).waitFor()
  await page.goto(await linkMailedTo('mira@iliev.example'))
  await page.getByLabel(en.join.password).fill(password)
  await page.getByRole('button', { name: en.join.confirm }).click()
  await page.getByRole('link', { name: 'POLARIS' }).click()
  await page.getByRole('button', { name: en.following.unfollow }).click()
  await page.getByRole('heading', { name: en.following.empty }).waitFor()
  // The page behind the link knows who is signed in, and offers the file again.
  await page.goto(await followPage(fileId))
  await page.getByRole('link', { name: en.link.account }).click()
  await page.getByRole('button', { name: en.account.follow }).click()
  await page.getByRole('heading', { name: 'POLARIS' }).waitFor()
  await context.close()
})
