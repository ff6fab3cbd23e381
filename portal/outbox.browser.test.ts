/** What can come between an agent and a filing: refusals, sign-ins, other people, other prices, wrong clocks, no room, leaving. */
import type { DemoOffice } from '@lodge/mocks'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pdfOf } from '../processor/src/documents/inspection/hostile-documents.ts'
import { until } from '../processor/test-support/test-office.ts'
import { documentChoiceWords } from './app/messages/document-choice.ts'
import {
  addClass,
  addItem,
  answer,
  answerAll,
  beginDraft,
  catalogue,
  copyTopDraft,
  follow,
  heading,
  imageBy,
  payAtBank,
  press,
  saved,
  signIn,
  signInOnDevice,
  submitCart,
  takeFile,
  type Desk,
} from './test-support/agent-at-work.ts'
import { devicePageWords } from './app/messages/device-page.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startLink, type Link } from './test-support/link.ts'
import { looksAt } from './test-support/looks.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const people = {
  borovia: {
    language: 'en',
    width: 1280,
    agent: { email: 'ana@firm.example', displayName: 'Ana Petrova' },
    other: { email: 'ben@other.example', displayName: 'Ben Other' },
  },
  sahil: {
    language: 'ar',
    width: 360,
    agent: { email: 'noor@firm.example', displayName: 'نور الخالد' },
    other: { email: 'dana@other.example', displayName: 'دانة العلي' },
  },
} as const
const offices = ['borovia', 'sahil'] as const
const mark = 'NORDLICHT'

let portal: PortalUnderTest
let link: Link
let browser: Browser

beforeAll(async () => {
  link = await startLink()
  ;[portal, browser] = await Promise.all([startPortal({ PUBLIC_ORIGIN: link.origin }), startChromium()])
  link.leadTo(Number(new URL(portal.origin).port))
  for (const officeId of offices) {
    const { language, agent, other } = people[officeId]
    for (const [accountId, person] of [['account-1', agent] as const, ['account-2', other] as const])
      await portal.office.services.addUser({
        ...{ officeId, language, password, accountId, ...person },
        roles: ['agent'],
      })
  }
})
afterEach(async () => {
  // It listens already where the test did not take it away, or brought it back.
  await link.back().catch(() => undefined)
})
afterAll(async () => {
  await browser.close()
  await portal.end()
  await link.stop()
})

type Agent = Screen & Desk & { words: (typeof catalogue)['en']; email: string }

const screenAt = (officeId: DemoOffice): Promise<Screen> =>
  openScreen(browser, { origin: link.origin, ...people[officeId] })

/** One agent an office for all tests, with a draft in which nothing is missing, or a copy of it. */
const atWork = new Map<DemoOffice, Agent>()

async function agentWithDraft(officeId: DemoOffice): Promise<Agent> {
  const known = atWork.get(officeId)
  if (known) {
    await copyTopDraft(known)
    return known
  }
  const screen = await screenAt(officeId)
  const { email } = people[officeId].agent
  const agent = {
    ...{ ...screen, base: `${link.origin}/o/${officeId}` },
    ...{ words: catalogue[screen.language], email },
  }
  await signInOnDevice(agent, { email, password })
  await answerAll(agent, await beginDraft(agent, 'word'), { text: mark })
  atWork.set(officeId, agent)
  return agent
}

const main = ({ page }: { page: Page }) => page.locator('main')
const says = (on: { page: Page }, text: string): Promise<void> =>
  main(on).getByText(text, { exact: true }).first().waitFor()

/** What the office refused is told on screen; that the browser notes it is no fault of the page. */
function forgive({ complaints }: Screen, ...statuses: number[]): void {
  const others = complaints.filter((line) => !statuses.some((status) => line.includes(`status of ${status}`)))
  complaints.splice(0, complaints.length, ...others)
}

const submissionsAt = (officeId: string) => portal.office.office.store.submissions.many({ officeId })
const submissionOf = (officeId: DemoOffice, dossierId: string) =>
  until(`the submission ${dossierId}`, () =>
    portal.office.office.store.submissions.one({ officeId, dossierId }),
  )

test.for(looksAt(offices, 0))(
  'what %s refuses is told with its reason, taken back, put right where it is wrong, and submitted anew',
  { timeout: 120_000 },
  async (officeId) => {
    const agent = await agentWithDraft(officeId)
    const { page, base, words } = agent
    const draftId = await draftOnTop(agent)
    if (officeId === 'borovia') {
      // Only the office looks inside a PDF.
      await addItem(agent, draftId, 'documents', 'Add a document')
      await answer(page, 'documents', { role: 'other' })
      await takeFile(agent, {
        ...{ name: 'attachment.pdf', mimeType: 'application/pdf' },
        buffer: pdfOf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' }),
      })
    } else {
      // The device has rules of yesterday, by which two classes were allowed.
      await page.route('**/api/profile', async (route) => {
        const response = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } })
        const rules = (await response.text()).replace('"maxClasses":1', '"maxClasses":2')
        const { etag: _, ...headers } = response.headers()
        await route.fulfill({ body: rules, headers })
      })
      await page.goto(`${base}/device`)
      await press(page, devicePageWords[people[officeId].language].refresh)
      await says(agent, devicePageWords[people[officeId].language].refreshed)
      await addClass(agent, draftId, 25, 'umbrellas for boats')
      await page.unroute('**/api/profile')
    }
    const dossierId = await submitCart(agent)
    await says(agent, words.badges['needs-you'])
    forgive(agent, 422)
    // Every sentence says what it is about.
    expect(await main(agent).innerText()).not.toMatch(/[{}]/)
    await lookAt(agent, '60-sending-refused')
    await page.goto(`${base}/outbox`)
    await says(agent, words.badges['needs-you'])
    await lookAt(agent, '61-outbox-refused')
    await follow(page, new RegExp(words.outbox.applications(1)))
    await press(page, words.sending.fix)
    await page.waitForURL(new RegExp(`/drafts/${draftId}/.+#.+`))
    await lookAt(agent, '62-put-right')

    const pageId = officeId === 'borovia' ? 'documents' : 'goods-and-services'
    await page.goto(`${base}/drafts/${draftId}/${pageId}`)
    const remove = main(agent).getByRole('button', { name: new RegExp(`^${words.drafting.page.remove}`) })
    await remove.last().waitFor()
    const entries = await remove.count()
    await remove.last().click()
    // It goes from the screen when it has gone from the device.
    await expect.poll(() => remove.count()).toBeLessThan(entries)
    await saved(page, agent.language)
    await page.goto(`${base}/drafts/${draftId}/check`)
    await says(agent, words.drafting.check.verdictTitle)
    const again = await submitCart(agent)
    expect(again).not.toBe(dossierId)
    await says(agent, words.sending.acknowledgementTitle)
    expect((await submissionOf(officeId, again)).dossierId).toBe(again)
    expect(await portal.office.office.store.submissions.one({ officeId, dossierId })).toBeUndefined()
    expect(agent.complaints).toEqual([])
  },
)

/** Returns the id of the draft that was changed last. */
async function draftOnTop({ page, base }: Agent): Promise<string> {
  await page.goto(`${base}/drafts`)
  const first = page.locator('main li a[href*="/drafts/"]').first()
  await first.waitFor()
  return (await first.getAttribute('href'))?.split('/').at(-1) ?? ''
}

test.for(looksAt(offices, 1))(
  'at %s what is queued is taken back, waits for a sign-in, and goes when its own person is back',
  { timeout: 120_000 },
  async (officeId) => {
    const agent = await agentWithDraft(officeId)
    const { page, base, words, email } = agent
    await link.away()
    await submitCart(agent)
    await says(agent, words.badges.queued)
    await press(page, words.sending.takeBack)
    await heading(page, words.cart.title)
    await main(agent).getByLabel(words.cart.include(mark)).first().waitFor()
    const dossierId = await submitCart(agent)
    await says(agent, words.badges.waitsFor.network)

    // The session has ended meanwhile.
    const user = await portal.office.office.store.users.one({ officeId, email })
    await portal.office.office.store.sessions.remove({ userId: user?._id ?? '' })
    await link.back()
    await says(agent, words.badges.waitsFor['sign-in'])
    forgive(agent, 401)
    await lookAt(agent, '63-sending-sign-in')

    // Somebody else signs in in this browser: nothing of it goes in their name.
    const tab = await agent.context.newPage()
    await tab.goto(`${base}/sign-in`)
    await signIn({ ...agent, page: tab }, { email: people[officeId].other.email, password })
    await tab.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
    await tab.close()
    await page.reload()
    await says(agent, words.badges.waitsFor['other-user'])
    await lookAt(agent, '64-sending-other-user')
    expect((await submissionsAt(officeId)).map((one) => one.dossierId)).not.toContain(dossierId)

    await follow(page, words.sending.signIn)
    await signIn(agent, { email, password })
    await page.waitForURL(`**/outbox/${dossierId}`)
    await says(agent, words.sending.acknowledgementTitle)
    expect((await submissionOf(officeId, dossierId)).accountId).toBe('account-1')
    forgive(agent, 401, 403)
    expect(agent.complaints).toEqual([])
  },
)

/** Makes every fee of the office's current rules on this device a half of what it is. */
const halveFees = (page: Page, officeId: string): Promise<void> =>
  page.evaluate(async (office) => {
    const asked = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error('The browser’s storage refused'))
      })
    const halved = (value: unknown, name = ''): unknown => {
      if (typeof value === 'bigint') return name === 'unitMinor' ? value / 2n : value
      if (Array.isArray(value)) return value.map((one) => halved(one))
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, halved(one, key)]))
    }
    const database = await asked(indexedDB.open('lodge-reference'))
    const store = database.transaction('profiles', 'readwrite').objectStore('profiles')
    const rows: unknown[] = await asked(store.getAll())
    for (const row of rows)
      if (typeof row === 'object' && row && Reflect.get(row, 'officeId') === office)
        await asked(store.put(halved(row)))
    database.close()
  }, officeId)

test.for(looksAt(offices, 0))(
  'at %s a price that was changed on the device lowers nothing: the difference is shown, agreed to, and paid',
  { timeout: 120_000 },
  async (officeId) => {
    const agent = await agentWithDraft(officeId)
    const { page, base, words } = agent
    await halveFees(page, officeId)
    const dossierId = await submitCart(agent)
    await says(agent, words.badges.acknowledged.agree)
    await lookAt(agent, '65-sending-agree')
    const { receivedAt } = await submissionOf(officeId, dossierId)
    await follow(page, words.sending.agree)
    await says(agent, words.dossier.agreeTitle)
    await main(agent).getByText(words.dossier.changedLine, { exact: true }).first().waitFor()
    await main(agent)
      .getByRole('button', { name: words.dossier.agree('').trim() })
      .click()
    await main(agent)
      .getByRole('button', { name: words.dossier.pay('').trim() })
      .click()

    // At the bank: somebody goes back by an address of their own making, and nothing is paid by it.
    await page.waitForURL((url) => url.href.startsWith(portal.office.bank.url))
    const atBank = page.url()
    const order = await portal.office.office.store.orders.one({ officeId, dossierId })
    const attempt = await portal.office.office.store.attempts.one({ officeId, orderId: order?._id ?? '' })
    const back = `${base}/payments/${attempt?._id ?? ''}/return`
    await page.goto(`${back}?status=CAPTURED&outcome=successful&amount=0`)
    await page.waitForURL(`**/dossiers/${dossierId}`)
    expect(await main(agent).getByText(words.answers.successful, { exact: true }).count()).toBe(0)
    expect((await page.goto(`${base}/payments/${dossierId}/return`))?.status()).toBe(404)
    await page.goto(atBank)
    await payAtBank(page, portal.office.bank.url)
    await until('the payment', async () => {
      if ((await main(agent).getByText(words.answers.successful, { exact: true }).count()) > 0) return true
      await page.reload()
      return false
    })
    const profile = portal.office.services.profile(officeId)
    const paid = portal.office.bank.payments().find(({ reference }) => reference === attempt?._id)
    expect(paid?.amount).toEqual(order?.total)
    expect(order?.total.currency).toBe(profile?.currency)
    expect((await submissionOf(officeId, dossierId)).receivedAt).toEqual(receivedAt)
    await page.goto(`${base}/outbox/${dossierId}`)
    await says(agent, words.sending.paidDone)
    forgive(agent, 404)
    expect(agent.complaints).toEqual([])
  },
)

test.for(looksAt(offices, 1))(
  'at %s the page of the device tells room, rules and clock, and a clock that is a year off delays no filing',
  { timeout: 120_000 },
  async (officeId) => {
    const agent = await agentWithDraft(officeId)
    const { base, words } = agent
    await agent.page.goto(`${base}/device`)
    await says(agent, devicePageWords[people[officeId].language].clockRight)
    await lookAt(agent, '66-device')
    await agent.page.close()

    const page = await agent.context.newPage()
    const ahead = { ...agent, page }
    atWork.set(officeId, ahead)
    await page.setViewportSize({ width: agent.width, height: 800 })
    await page.addInitScript(() => {
      const Real = Date
      const yearMs = 365 * 86_400_000
      const Shifted = class extends Real {
        constructor(...values: [] | [number | string | Date]) {
          if (values[0] === undefined) super(Real.now() + yearMs)
          else super(values[0])
        }
        static override now(): number {
          return Real.now() + yearMs
        }
      }
      Reflect.set(globalThis, 'Date', Shifted)
    })
    await page.goto(`${base}/device`)
    await page.getByText(words.shell.standing.clockWrong).waitFor()
    await says(ahead, devicePageWords[people[officeId].language].clockWrong(365 * 24 * 60))
    await says(ahead, devicePageWords[people[officeId].language].clockWrongTitle)
    await lookAt(ahead, '67-device-clock')
    const dossierId = await submitCart(ahead)
    await says(ahead, words.sending.acknowledgementTitle)
    const { receivedAt } = await submissionOf(officeId, dossierId)
    expect(Math.abs(Date.now() - receivedAt.getTime())).toBeLessThan(60_000)
    await lookAt(ahead, '68-sending-clock')
    await page.close()
    atWork.set(officeId, { ...agent, page: await agent.context.newPage() })
    expect(agent.complaints).toEqual([])
  },
)

test.for(looksAt(offices, 0))(
  'at %s a document that does not fit is refused first, and text still saves',
  async (officeId) => {
    const agent = await agentWithDraft(officeId)
    const { page, language } = agent
    const tab = await agent.context.newPage()
    await tab.setViewportSize({ width: agent.width, height: 800 })
    await tab.addInitScript(() => {
      const full = (): Promise<StorageEstimate> => Promise.resolve({ usage: 50_000_000, quota: 51_000_000 })
      Object.defineProperty(navigator.storage, 'estimate', { value: full })
    })
    const desk = { ...agent, page: tab }
    const draftId = await beginDraft(desk, 'figurative')
    await tab.goto(`${agent.base}/drafts/${draftId}/mark`)
    const image = await imageBy(tab, { name: 'mark.jpg', mimeType: 'image/jpeg', width: 240, height: 160 })
    await tab.locator('main input[type="file"]:not([capture])').setInputFiles(image)
    await tab.getByText(documentChoiceWords[people[officeId].language].refusals['no-space']).waitFor()
    await answer(tab, 'mark', { 'mark.verbalElements': 'Karoo Tides' })
    await saved(tab, language)
    await lookAt(desk, '69-no-space')
    await tab.close()
    await page.goto(`${agent.base}/drafts/${draftId}/mark`)
    const text = page.locator('[id="mark.verbalElements"]')
    await text.waitFor()
    expect(await text.inputValue()).toBe('Karoo Tides')
    expect(agent.complaints).toEqual([])
  },
)

test.for(looksAt(offices, 1))(
  'at %s the links of another agent open nothing, and who signs out leaves nothing, also without a network',
  { timeout: 120_000 },
  async (officeId) => {
    const agent = await agentWithDraft(officeId)
    const { page, base, words } = agent
    const draftId = await draftOnTop(agent)
    const [row] = await submissionsAt(officeId)
    const dossierId = row?.dossierId ?? ''

    const stranger = { ...(await screenAt(officeId)), base }
    await signInOnDevice(stranger, { email: people[officeId].other.email, password })
    for (const path of [`drafts/${draftId}`, `drafts/${draftId}/mark`, `outbox/${dossierId}`]) {
      await stranger.page.goto(`${base}/${path}`)
      await stranger.page.getByRole('heading', { level: 1 }).waitFor()
      expect(await main(stranger).innerText()).not.toContain(mark)
    }
    await says(stranger, words.sending.unknown)
    await lookAt(stranger, '70-sending-unknown')
    expect((await stranger.page.goto(`${base}/dossiers/${dossierId}`))?.status()).toBe(404)
    await stranger.context.close()

    await link.away()
    await page.goto(`${base}/device`)
    const leave = main(agent).getByRole('button', {
      name: devicePageWords[people[officeId].language].signOutNow,
    })
    expect(await leave.isDisabled()).toBe(true)
    await lookAt(agent, '71-device-sign-out')
    await main(agent).getByLabel(devicePageWords[people[officeId].language].confirm).check()
    await leave.click()
    await heading(page, words.shell.nobody.title)
    const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(left.filter((name) => !['lodge-reference', 'lodge-keys'].includes(name ?? ''))).toEqual([])
    await lookAt(agent, '72-signed-out')
    await link.back()
    // The office hears of it as well, as soon as it can.
    await main(agent).getByRole('link', { name: words.shell.nobody.signIn }).waitFor()
    expect((await page.goto(`${base}/files`))?.url()).toContain('/sign-in')
    forgive(agent, 401)
    expect(agent.complaints).toEqual([])
  },
)
