/** Drafting without a server: a new browser process opens any drafting address, in both languages, and says what it cannot. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'
import { beginDraft, saved, signInOnDevice, type Desk } from './test-support/agent-at-work.ts'
import { awake, complaintsOf } from './test-support/chromium.ts'
import { startLink, type Link } from './test-support/link.ts'
import { looksAt } from './test-support/looks.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { openProfile } from './test-support/profile.ts'

const catalogue = { en, ar }
const person = { email: 'ana@firm.example', password: 'a long enough one' }

let portal: PortalUnderTest
let link: Link
let folder: string
beforeAll(async () => {
  link = await startLink()
  portal = await startPortal({ PUBLIC_ORIGIN: link.origin })
  link.leadTo(Number(new URL(portal.origin).port))
  folder = await mkdtemp(join(tmpdir(), 'lodge-cold-start-'))
  await portal.office.services.addUser({
    ...{ officeId: 'borovia', displayName: 'Ana Petrova', accountId: 'account-1', language: 'en' },
    ...{ roles: ['agent'], ...person },
  })
})
afterAll(async () => {
  await portal.end()
  await link.stop()
  await rm(folder, { recursive: true, force: true })
})

const markField = 'main [id$="mark.text"]'

/** Prepares a device with one draft, in a language, and ends the browser and the way to the server. */
async function leaveWithDraft(profile: string, language: 'en' | 'ar', text: string): Promise<string> {
  const browser = await openProfile(profile)
  const desk: Desk = { page: browser.page, base: `${link.origin}/o/borovia` }
  await signInOnDevice(desk, person)
  const draftId = await beginDraft(desk, 'word')
  await desk.page.goto(`${desk.base}/drafts/${draftId}/mark`)
  await desk.page.locator(markField).fill(text)
  await saved(desk.page)
  await desk.page.goto(`${desk.base}/drafts?lang=${language}`)
  const { title } = catalogue[language].drafting.drafts
  await desk.page.getByRole('heading', { level: 1, name: title }).waitFor()
  await browser.close()
  await link.away()
  return draftId
}

test.for(looksAt(['en', 'ar'] as const, 1))(
  'a deep link to a draft opens in %s in a new browser process while the server is gone',
  async (language) => {
    const profile = join(folder, language)
    const draftId = await leaveWithDraft(profile, language, 'Nordlicht')
    const browser = await openProfile(profile)
    const { page } = browser
    const complaints = complaintsOf(page, link.origin)
    const base = `${link.origin}/o/borovia`
    const words = catalogue[language]

    const startedAt = performance.now()
    await page.goto(`${base}/drafts/${draftId}/mark`)
    await page.locator(markField).waitFor()
    console.log(`cold deep link, ${language}: ${Math.round(performance.now() - startedAt)} ms`)
    expect(await page.locator(markField).inputValue()).toBe('Nordlicht')
    const root = page.locator('html')
    expect([await root.getAttribute('lang'), await root.getAttribute('dir')]).toEqual([
      language,
      { en: 'ltr', ar: 'rtl' }[language],
    ])
    await page.getByText(words.shell.standing.away).waitFor()

    for (const path of [
      'drafts',
      'drafts/new',
      `drafts/${draftId}`,
      `drafts/${draftId}/check`,
      'cart',
      'outbox',
    ])
      expect((await page.goto(`${base}/${path}`))?.status(), path).toBe(200)
    for (const path of ['outbox/unknown', 'addresses', 'device', 'drafts/unknown/mark/unknown']) {
      await page.goto(`${base}/${path}`)
      await awake(page)
      await page.getByRole('heading', { level: 1 }).waitFor()
    }

    // The other language, without a server, at the same address.
    const other = language === 'en' ? 'ar' : 'en'
    await page.goto(`${base}/drafts/${draftId}`)
    await page
      .getByRole('banner')
      .getByRole('link')
      .and(page.locator(`[lang="${other}"]`))
      .click()
    await page.locator(`html[lang="${other}"]`).waitFor()
    await awake(page)
    expect(complaints).toEqual([])

    await browser.close()
    await link.back()
  },
)

test('without a network a page of the office says so, in words, and leads to the drafts', async () => {
  const profile = join(folder, 'offline-page')
  await leaveWithDraft(profile, 'en', 'Nordlicht')
  const browser = await openProfile(profile)
  const { page } = browser
  for (const path of ['/o/borovia/dossiers', '/']) {
    expect((await page.goto(link.origin + path))?.status()).toBe(503)
    await page.getByRole('heading', { level: 1, name: en.offline.title }).waitFor()
  }
  await page.getByRole('link', { name: en.offline.drafts }).click()
  await page.getByRole('heading', { level: 1, name: en.drafting.drafts.title }).waitFor()
  expect(page.url()).toBe(`${link.origin}/o/borovia/drafts`)
  await browser.close()
  await link.back()
})

test('no cache of the browser holds an answer of the office', async () => {
  const browser = await openProfile(join(folder, 'caches'))
  const desk: Desk = { page: browser.page, base: `${link.origin}/o/borovia` }
  await signInOnDevice(desk, person)
  await desk.page.goto(`${desk.base}/dossiers`)
  const kept = await desk.page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  const own =
    /^\/(?:assets\/[\w.-]+|shells\/[\w.-]+\.html|icons\/[\w-]+\.png|choices\/\w+|favicon\.svg|manifest\.webmanifest)$/
  expect(kept.length).toBeGreaterThan(20)
  expect(kept.filter((path) => !own.test(path))).toEqual([])
  await browser.close()
})

test('the browser offers to install the portal', async () => {
  const browser = await openProfile(join(folder, 'install'))
  const { page, context } = browser
  await page.goto(`${link.origin}/`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const session = await context.newCDPSession(page)
  expect(await session.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] })
  expect(await session.send('Page.getAppManifest')).toMatchObject({ errors: [] })
  await browser.close()
})
