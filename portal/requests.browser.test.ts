/** Requests about an own file: chosen, filled in and submitted without a network, paid, and decided by the office. */
import {
  formOfType,
  pagesOf,
  pathOfField,
  type FormField,
  type FormPage,
  type RequestType,
} from '@lodge/shared-types'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { file, payWith, start } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { aPdf } from '../processor/test-support/upload-bench.ts'
import { fileRequestsWords } from './app/messages/file-requests.ts'
import {
  catalogue,
  follow,
  heading,
  payAtBank,
  press,
  pressSubmit,
  saved,
  signInOnDevice,
  type Desk,
} from './test-support/agent-at-work.ts'
import { lookAt, openScreen, startChromium } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
let portal: PortalUnderTest
let browser: Browser

const agents = {
  borovia: { email: 'ana@firm.example', language: 'en', width: 1280 },
  sahil: { email: 'noor@firm.example', language: 'ar', width: 360 },
} as const
type OfficeId = keyof typeof agents

/** A lodged mark of the agent's account. */
async function lodgedFile(officeId: OfficeId): Promise<{ fileId: string; fileNumber: string }> {
  const { office } = portal
  const filed = await file(office, { officeId })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  const { files } = await until('the lodged file', async () => {
    const view = await office.services.dossierView(filed.actor, filed.dossierId)
    return view.status === 'lodged' && view
  })
  const { fileId = '', fileNumber = '' } = files[0] ?? {}
  return { fileId, fileNumber }
}

const own = new Map<OfficeId, { fileId: string; fileNumber: string }>()
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const officeId of ['borovia', 'sahil'] as const) {
    const { email, language } = agents[officeId]
    await portal.office.services.addUser({
      ...{ officeId, email, displayName: email, language, accountId: 'account-1' },
      ...{ password, roles: ['agent'] },
    })
  }
  for (const officeId of ['borovia', 'sahil'] as const) own.set(officeId, await lodgedFile(officeId))
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

const texts: Partial<Record<FormField['kind'], string>> = {
  line: 'Harbour',
  text: 'As the papers show.',
  lines: '1 Harbour Street',
  email: 'office@karoo.example',
  phone: '+49 40 12345',
  number: '1',
}

/** Answers the questions of the page on screen as somebody in a hurry does; what an answer opens is answered as well. */
async function answerAny(page: Page, asked: FormPage, itemId?: string): Promise<void> {
  const fields = asked.fields ?? asked.list.fields
  const placeOf = (field: FormField): string => `[id="${pathOfField(asked, field, itemId)}"]`
  // The address changes before the page does: until then none of its entries is there.
  await page.locator(fields.map(placeOf).join(', ')).first().waitFor({ state: 'attached' })
  for (const field of fields) {
    if (field.level === 'O') continue
    const entry = page.locator(placeOf(field))
    if ((await entry.count()) === 0) continue
    const text = texts[field.kind]
    if (text !== undefined) await entry.fill(text)
    else if (field.kind === 'country') await entry.selectOption('DE')
    else if (field.kind === 'date') {
      const id = (await entry.getAttribute('id')) ?? ''
      await entry.fill('2')
      await page.locator(`[id="${id}-month"]`).fill('3')
      await page.locator(`[id="${id}-year"]`).fill('2026')
    } else if (field.kind === 'document') {
      const place = entry.locator('xpath=ancestor-or-self::fieldset[1]')
      const taken = { name: `${field.name}.pdf`, mimeType: 'application/pdf', buffer: aPdf() }
      await place.locator('input[type="file"]:not([capture])').setInputFiles(taken)
      await place.locator('bdi').getByText(taken.name, { exact: true }).waitFor()
    } else await entry.check()
  }
}

/** Begins the request `type` about the file that is chosen, and answers page by page all that it asks. */
async function fillIn({ page, language = 'en' }: Desk, type: RequestType): Promise<void> {
  const words = catalogue[language].drafting
  const pages = pagesOf(formOfType(type))
  await page.getByRole('button', { name: type.title[language], exact: true }).click()
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}$/)
  await page.locator('main h2 + p + div a').first().click()
  await page.waitForURL(/\/drafts\/[^/]+\/[^/]+$/)
  while (!page.url().endsWith('/check')) {
    const before = page.url()
    const [pageId, itemId] = before.split('/').slice(before.split('/').indexOf('drafts') + 2)
    const asked = pages.find(({ id }) => id === pageId)
    if (!asked) throw new Error(`${type.type} asks no page ${pageId ?? ''}`)
    const goOn = page.locator('main').getByRole('button', { name: words.page.continue, exact: true })
    await goOn.waitFor()
    const isEmptyList =
      asked.list?.level === 'M' && itemId === undefined && (await page.locator('main li').count()) === 0
    if (isEmptyList) await press(page, asked.list?.addLabel[language] ?? '')
    else {
      if (asked.fields || itemId !== undefined) await answerAny(page, asked, itemId)
      await goOn.click()
    }
    await page.waitForURL((url) => url.href !== before)
  }
  await page.getByText(words.check.verdictTitle, { exact: true }).waitFor()
}

/** What each agent files: each of another family, some of them with documents. */
const journeys = [
  {
    officeId: 'borovia',
    files: ['correspondence-address', 'transfer', 'right-in-rem', 'certified-copy', 'suspension'],
  },
  {
    officeId: 'sahil',
    files: ['goods-limitation', 'agent-removal', 'licence', 'withdrawal', 'applicant-error-correction'],
  },
] as const

const looks = {
  borovia: ['61-choose-request', '62-request-checked', '64-cart-of-requests', '66-requests-of-file'],
  sahil: [
    '60-choose-file',
    '61-choose-request',
    '63-drafts-of-requests',
    '65-sending-requests',
    '66-requests-of-file',
  ],
} as const

test.for(journeys)(
  'an agent of $officeId files $files about an own file without a network, pays, and learns what the office decides',
  { timeout: 120_000 },
  async ({ officeId, files }) => {
    const { email, language, width } = agents[officeId]
    const words = catalogue[language]
    const own = fileRequestsWords[language]
    const { office, origin } = portal
    const { fileId, fileNumber } = ownFileOf(officeId)
    const types = files.map((name) => typeAt(officeId, name))
    const one = await openScreen(browser, { origin, language, width })
    // Each screen is looked at once, the two that say most in both languages.
    const look = (name: string): Promise<void> =>
      looks[officeId].some((seen) => seen === name) ? lookAt(one, name) : Promise.resolve()
    const { page } = one
    const desk = { page, base: `${origin}/o/${officeId}`, language }
    await signInOnDevice(desk, { email, password })

    // From the file, with a network: everything about it comes to the device.
    await page.goto(`${desk.base}/files/${fileId}`)
    await page.getByText(own.ofFile.none).waitFor()
    await follow(page, own.ofFile.make)
    await heading(page, own.what.title)
    await saved(page, language)

    // Without one, from the drafts.
    await page.context().setOffline(true)
    await page.goto(`${desk.base}/drafts`)
    await follow(page, words.drafting.drafts.newRequest)
    await heading(page, own.choose.title)
    await page.getByText(fileNumber).waitFor()
    await look('60-choose-file')
    await page.locator('main li').filter({ hasText: fileNumber }).getByRole('link').click()
    await heading(page, own.what.title)
    // What cannot be filed now says so, and cannot be chosen.
    const renewal = typeAt(officeId, 'renewal').title[language]
    const closed = page.locator('main li').filter({ hasText: renewal }).filter({ hasText: own.gate.blocked })
    await closed.waitFor()
    expect(await page.getByRole('button', { name: renewal, exact: true }).count()).toBe(0)
    await look('61-choose-request')
    for (const [index, type] of types.entries()) {
      if (index > 0) await page.goto(`${desk.base}/file-requests/new?file=${fileId}`)
      await fillIn(desk, type)
      if (index === 0) await look('62-request-checked')
    }
    await page.goto(`${desk.base}/drafts`)
    await page
      .getByText(types[0]?.title[language] ?? '')
      .first()
      .waitFor()
    await look('63-drafts-of-requests')
    await page.goto(`${desk.base}/cart`)
    await page.getByText(words.cart.nextAway).waitFor()
    await look('64-cart-of-requests')
    const dossierId = await pressSubmit(desk)
    await page.context().setOffline(false)

    await page.getByText(words.sending.acknowledgementTitle, { exact: true }).waitFor({ timeout: 30_000 })
    await look('65-sending-requests')
    await follow(page, words.sending.pay)
    await page
      .getByText(types[1]?.title[language] ?? '')
      .first()
      .waitFor()
    await page.getByRole('button', { name: words.dossier.pay('').trim() }).click()
    await payAtBank(page, office.bank.url)

    const rows = await until('the requests with the office', async () => {
      const found = await office.office.store.fileRequests.many({ officeId, dossierId })
      return found.length === files.length && found.every(({ state }) => state !== 'filed') && found
    })
    // The office refuses one; its party reads why.
    const refused = rows.find(({ type }) => type === files[0])
    if (!refused) throw new Error('The first request is not with the office')
    const registrar = office.staff(['registrar', 'formality-examiner'], officeId)
    const { deciding } = await office.services.fileRequest(registrar, refused._id)
    await office.services.decideFileRequest(registrar, {
      ...{ key: `key-${dossierId}`, requestId: refused._id, outcome: 'refused' },
      ...{ reason: 'The papers do not fit.', seenSeq: deciding?.seq ?? 0 },
    })
    await page.goto(`${desk.base}/files/${fileId}`)
    const table = page.getByRole('table', { name: own.ofFile.title })
    await table.getByText(own.ofFile.states.refused, { exact: true }).waitFor()
    await table.getByText('The papers do not fit.').waitFor()
    const waiting = rows.filter(({ state }) => state === 'waiting').length - 1
    expect(await table.getByText(own.ofFile.states.waiting, { exact: true }).count()).toBe(waiting)
    await look('66-requests-of-file')
    await page.context().close()
  },
)

function ownFileOf(officeId: OfficeId) {
  return own.get(officeId) ?? { fileId: '', fileNumber: '' }
}

function typeAt(officeId: OfficeId, name: string): RequestType {
  const found = portal.office.services.profile(officeId)?.requestTypes.find(({ type }) => type === name)
  if (!found) throw new Error(`${officeId} takes no ${name}`)
  return found
}
