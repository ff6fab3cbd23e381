/** The file at the desk, as the office's people see and use it: its parts, the viewer on real documents, the applicant's view. */
import type { DemoOffice } from '@lodge/mocks'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey, anUpload, file, payWith, start } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'
import { staffFileWords } from './app/messages/staff-file.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { looksAt } from './test-support/looks.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const catalogue = { en, ar }
let portal: PortalUnderTest
let browser: Browser

const people = {
  borovia: {
    examiner: 'elena@office.example',
    agent: 'ana@firm.example',
    name: 'Elena Marinova',
    language: 'en',
  },
  sahil: { examiner: 'layla@office.example', agent: 'noor@firm.example', name: 'ليلى الحسن', language: 'ar' },
} as const

let pictures = 0

/** A picture in three bands, like no other, as both offices take it. */
async function aPicture(width: number, height: number): Promise<Buffer> {
  pictures += 1
  const page = await browser.newPage()
  const url = await page.evaluate(
    ([across, down, count]) => {
      const canvas = document.createElement('canvas')
      canvas.width = across
      canvas.height = down
      const context = canvas.getContext('2d')
      for (const [band, colour] of ['#0b5563', '#ffd166', '#a3251c'].entries()) {
        if (context) context.fillStyle = colour
        context?.fillRect(0, (band * down) / 3, across, down / 3)
      }
      context?.strokeRect(count, count, 20, 20)
      return canvas.toDataURL('image/jpeg')
    },
    [width, height, pictures * 3] as const,
  )
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const officeId of ['borovia', 'sahil'] as const) {
    const { examiner, agent, name, language } = people[officeId]
    const common = { officeId, password, language } as const
    const { services } = portal.office
    await services.addUser({
      ...common,
      email: examiner,
      displayName: name,
      accountId: null,
      roles: ['formality-examiner'],
    })
    await services.addUser({
      ...common,
      email: agent,
      displayName: 'Ana Petrova',
      accountId: 'account-1',
      roles: ['agent'],
    })
  }
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

/** A lodged figurative mark with its image, and the number of its file. */
async function aFile(
  officeId: DemoOffice,
): Promise<{ fileId: string; fileNumber: string; dossierId: string }> {
  const image = await anUpload(portal.office, {
    bytes: await aPicture(300, 200),
    role: 'mark-image',
    mediaType: 'image/jpeg',
    fileName: 'mark.jpg',
    officeId,
  })
  const on = new Date().toISOString().slice(0, 10)
  const filed = await file(portal.office, {
    officeId,
    on,
    request: {
      mark: { kind: 'figurative', imageSha256: image.sha256, verbalElements: 'Żółty Lew' },
      documents: [image],
    },
  })
  const { attemptId } = await start(portal.office, filed)
  await payWith(portal.office, attemptId, 'approve')
  const { services } = portal.office
  const { files } = await until('sealed and listed', async () => {
    const view = await services.dossierView(filed.actor, filed.dossierId)
    return view.documents.some(({ role }) => role === 'filing-receipt') && view
  })
  const { fileId = '', fileNumber = '' } = files[0] ?? {}
  const desk = portal.office.staff(['administrator'], officeId)
  await until('its task', async () => (await services.staffFileView(desk, fileId)).tasks.length > 0)
  return { fileId, fileNumber, dossierId: filed.dossierId }
}

async function signIn(one: Screen, officeId: DemoOffice): Promise<void> {
  const words = catalogue[one.language].signIn
  await one.page.goto(`${portal.origin}/o/${officeId}/sign-in`)
  await one.page.getByLabel(words.email).fill(people[officeId].examiner)
  await one.page.getByLabel(words.password).fill(password)
  await one.page.locator('main').getByRole('button', { name: words.submit }).click()
  await one.page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}

/** The width of what is drawn of a document, in CSS pixels. */
const drawnWidth = async (viewer: Locator): Promise<number> =>
  (await viewer.locator('[data-page]').boundingBox())?.width ?? 0

type Journey = { officeId: 'borovia' | 'sahil'; language: 'en' | 'ar'; width: number }
const inArabic: Journey = { officeId: 'sahil', language: 'ar', width: 1024 }
const journeys: readonly Journey[] = [{ officeId: 'borovia', language: 'en', width: 1280 }, inArabic]

test.for(looksAt(journeys, 0))(
  'an examiner of $officeId goes through a file and its documents in $language at $width px',
  async ({ officeId, language, width }) => {
    const words = staffFileWords[language]
    const { fileId, fileNumber } = await aFile(officeId)
    const one = await openScreen(browser, { origin: portal.origin, language, width, hasScripts: true })
    const { page } = one
    await signIn(one, officeId)
    const path = `/o/${officeId}/desk/files/${fileId}`
    await page.goto(portal.origin + path)
    await page.getByRole('heading', { level: 1 }).getByText(fileNumber).waitFor()
    const bar = page.getByRole('list', { name: words.process.title })
    expect(await bar.locator('[aria-current="step"]').innerText()).toContain(words.process.names.filed)
    await lookAt(one, '90-staff-file')

    const parts = page.getByRole('navigation', { name: words.tabs.title })
    // Every part in one language; the other one shows what the two have apart.
    const look = async (name: string): Promise<void> => {
      if (language === 'en') await lookAt(one, name)
    }
    for (const tab of ['history', 'payments', 'messages'] as const) {
      await parts.getByRole('link', { name: words.tabs[tab] }).click()
      await page.waitForURL(new RegExp(`tab=${tab}`))
      await page.getByRole('main').getByRole('table').first().waitFor()
      await look(`91-staff-file-${tab}`)
    }

    await parts.getByRole('link', { name: words.tabs.work }).click()
    await page.getByRole('button', { name: words.work.take, exact: true }).click()
    await page.getByRole('button', { name: words.work.giveBack, exact: true }).waitFor()
    await lookAt(one, '92-staff-file-work')

    await parts.getByRole('link', { name: words.tabs.notes }).click()
    await page.getByLabel(words.notes.label).fill('<script>alert(1)</script> call the agent')
    await page.getByRole('button', { name: words.notes.add }).click()
    await page.getByText('<script>alert(1)</script> call the agent').waitFor()
    await look('93-staff-file-notes')

    await page.keyboard.press('Escape')
    await page.locator('h1').click()
    await page.keyboard.press('a')
    await page.waitForURL(/as=applicant/)
    await page.getByRole('heading', { name: words.asApplicantTitle }).waitFor()
    const seen = await page.locator('main').innerText()
    for (const inside of ['call the agent', people[officeId].name, 'Ana Petrova'])
      expect(seen).not.toContain(inside)
    await lookAt(one, '94-staff-file-as-applicant')
    await page.keyboard.press('a')
    await page.waitForURL((url) => !url.search.includes('as='))
    await one.context.close()
  },
)

// The viewer's own tools are the same in every language; here they stand the other way round.
test.for([inArabic])(
  'the viewer of $officeId shows, searches, enlarges and turns what was filed, in $language at $width px',
  async ({ officeId, language, width }) => {
    const words = staffFileWords[language]
    const { documentRoles } = catalogue[language]
    const { fileId, fileNumber } = await aFile(officeId)
    const one = await openScreen(browser, { origin: portal.origin, language, width, hasScripts: true })
    const { page } = one
    await signIn(one, officeId)
    await page.goto(`${portal.origin}/o/${officeId}/desk/files/${fileId}?tab=documents`)
    const list = page.getByRole('list', { name: words.documents.list })
    await list.getByRole('link', { name: documentRoles['filing-receipt'], exact: true }).click()
    // By its name: until then another document stands in its place, and would take what is typed.
    const viewerOf = (role: keyof typeof documentRoles) =>
      page.getByRole('region', { name: documentRoles[role] })
    const viewer = viewerOf('filing-receipt')
    await viewer.locator('canvas[role="img"]').first().waitFor()
    await until('a drawn page', async () => (await drawnWidth(viewer)) > 200)

    await viewer.getByRole('searchbox').fill(fileNumber.toLowerCase())
    const tally = viewer.getByRole('status')
    await until('hits', async () => /\d/.test(await tally.innerText()))
    const marked = () => page.evaluate(() => [...CSS.highlights.values()].map(({ size }) => size))
    await until(
      'a marked hit',
      async () => (await marked()).every((count) => count > 0) && (await marked()).length === 2,
    )
    await lookAt(one, '95-viewer-search')
    await viewer.getByRole('searchbox').fill('xyzzy')
    await until('no hits', async () => (await tally.innerText()) === words.viewer.noHits)
    await viewer.getByRole('searchbox').fill('')

    const fitted = await drawnWidth(viewer)
    await viewer.getByRole('button', { name: words.viewer.zoomIn }).click()
    await until('a larger page', async () => (await drawnWidth(viewer)) > fitted * 1.2)
    await viewer.getByRole('group', { name: /1/ }).press('0')
    await until('a fitted page', async () => Math.abs((await drawnWidth(viewer)) - fitted) < 2)
    await viewer.getByRole('button', { name: words.viewer.rotateLong }).click()
    await until('a lying page', async () => {
      const box = await viewer.locator('[data-page]').boundingBox()
      return box !== null && box.width > box.height
    })

    await list.getByRole('link', { name: documentRoles['mark-image'], exact: true }).click()
    const image = viewerOf('mark-image')
    await image.getByRole('img').waitFor()
    await until('an image at its size', async () => (await drawnWidth(image)) === 300)
    await image.getByRole('button', { name: words.viewer.rotateLong }).click()
    await until('a turned image', async () => (await drawnWidth(image)) === 200)
    await lookAt(one, '96-viewer-image')

    const theRequest = list.getByRole('link', { name: /request|الطلب/i }).first()
    await theRequest.click()
    await page.locator('[data-page] canvas[role="img"]').first().waitFor()
    await list.getByText(words.documents.compare, { exact: true }).first().click()
    await page.getByText(words.documents.endCompare).waitFor()
    await until('two pages', async () => (await page.locator('[data-page]').count()) === 2)
    await lookAt(one, '97-viewer-compare')
    await one.context.close()
  },
)

test('a document that does not arrive, or cannot be read, leaves a way out', async () => {
  const words = staffFileWords.en
  const { fileId } = await aFile('borovia')
  const one = await openScreen(browser, {
    origin: portal.origin,
    language: 'en',
    width: 1280,
    hasScripts: true,
  })
  const { page } = one
  await signIn(one, 'borovia')
  const broken = '**/api/documents/*'
  await page.route(broken, (route) =>
    route.request().resourceType() === 'fetch'
      ? route.fulfill({ status: 200, contentType: 'application/pdf', body: '%PDF-1.7 and nothing more' })
      : route.continue(),
  )
  await page.goto(`${portal.origin}/o/borovia/desk/files/${fileId}?tab=documents`)
  await page.getByText(words.viewer.failed.unreadable).waitFor()
  await page.unroute(broken)
  await page.route(broken, (route) => route.abort())
  await page.reload()
  await page.getByText(words.viewer.failed.network).waitFor()
  await page.unroute(broken)
  await page.getByRole('button', { name: words.viewer.again }).click()
  await page.locator('canvas[role="img"]').first().waitFor()
  expect(
    await page.getByRole('link', { name: words.viewer.download }).getAttribute('download'),
  ).not.toBeNull()
  await one.context.close()
})

test('without scripts each part has an address, and a document is to be downloaded', async () => {
  const words = staffFileWords.en
  const { fileId, dossierId } = await aFile('borovia')
  await portal.office.services.addNote(portal.office.staff(['registrar']), {
    key: aKey(),
    fileId,
    text: 'zugzwang-marker',
  })
  const one = await openScreen(browser, {
    origin: portal.origin,
    language: 'en',
    width: 1280,
    hasScripts: false,
  })
  const { page } = one
  await signIn(one, 'borovia')
  await page.goto(`${portal.origin}/o/borovia/desk/files/${fileId}`)
  await page.getByRole('link', { name: words.tabs.documents }).click()
  await page.getByText(words.viewer.noScripts).waitFor()
  expect(await page.getByRole('link', { name: words.viewer.download }).getAttribute('href')).toContain(
    '/api/documents/',
  )
  await page.getByRole('link', { name: words.tabs.notes }).click()
  await page.getByText('zugzwang-marker').waitFor()
  await one.context.close()

  // What the office tells itself is in no answer that its agent gets, page or program.
  const agent = portal.visitor()
  await agent.signIn(people.borovia.agent, password)
  const { followCode = '' } = (await portal.office.office.store.files.one({ _id: fileId })) ?? {}
  const base = '/o/borovia'
  const open = [
    `${base}/files`,
    `${base}/files/${fileId}`,
    `${base}/dossiers/${dossierId}`,
    `${base}/api/files`,
    `${base}/api/files/csv`,
    `${base}/api/files/${fileId}`,
    `${base}/api/dossiers/${dossierId}`,
    `${base}/follow/${followCode ?? ''}`,
  ]
  for (const path of open) {
    const answer = await agent.go(path)
    expect(answer.status, path).toBe(200)
    expect(await answer.text(), path).not.toContain('zugzwang-marker')
  }
  for (const query of ['', '?tab=notes', '?as=applicant'])
    expect((await agent.go(`${base}/desk/files/${fileId}${query}`)).status).toBe(404)
})
