/** A real Chromium for browser tests, and the look at a page that nothing may be wrong with: rules, width, console. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import { environment } from '@lodge/processor'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { chromiumArguments, type ProfiledBrowser } from './profile.ts'

const screenshots = join(import.meta.dirname, '..', '..', '.data', 'screenshots')

export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: environment()['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...chromiumArguments],
  })

/** What a browser was told to be, and what it complained of on pages of ours. */
export type Screen = {
  page: Page
  context: BrowserContext
  language: 'en' | 'ar'
  width: number
  /** Errors of the console and of scripts; refusals by the content security policy are among them. */
  complaints: string[]
}

type Wish = { origin: string; language: 'en' | 'ar'; width: number; hasScripts?: boolean }

/** Opens a browser of one visitor: own cookies, one language, one width in CSS pixels. */
export async function openScreen(browser: Browser, wish: Wish): Promise<Screen> {
  const { origin, language, width, hasScripts = true } = wish
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language,
    javaScriptEnabled: hasScripts,
    hasTouch: width < 600,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return { page, context, language, width, complaints: complaintsOf(page, origin) }
}

/** Looks at the first page of a browser with a profile, in a language and a width of one's own. */
export async function screenOf(
  { page, context }: ProfiledBrowser,
  { origin, language, width }: Omit<Wish, 'hasScripts'>,
): Promise<Screen> {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return { page, context, language, width, complaints: complaintsOf(page, origin) }
}

/** Returns what pages of `origin` in this tab complain of, as it grows. */
export function complaintsOf(page: Page, origin: string): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    // What a script brought about has no address of its own.
    const url = message.location().url || page.url()
    const isLoading = message.text().startsWith('Failed to load resource')
    // A refused document is no fault of the page: tests look at its status themselves. Neither is a server that is gone.
    const isFault = !isLoading || (url !== page.url() && !message.text().includes('net::ERR_'))
    if (['error', 'warning'].includes(message.type()) && url.startsWith(origin) && isFault)
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => {
    // React says "root did not complete" of a page that is left while it wakes: nobody is there to see it.
    const isLeft = error.message.startsWith('Minified React error #345')
    if (page.url().startsWith(origin) && !isLeft) complaints.push(`${page.url()}: ${error.message}`)
  })
  return complaints
}

const violationsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
)

/** Returns what axe-core finds wrong, one line each. `only` names single rules. */
async function violationsOf(page: Page, only?: readonly string[]): Promise<string[]> {
  const options = {
    resultTypes: ['violations'],
    ...(only ? { runOnly: { type: 'rule', values: only } } : {}),
  }
  // Evaluated by the debugger, which the page's content security policy does not hold back.
  const found = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violationsSchema
    .parse(found)
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

/** Waits until the page's scripts have taken it over: what they complain of has been said by then. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    const hasScripts = document.querySelector('script[type="module"]') !== null
    const isAwake = main && (!hasScripts || Object.keys(main).some((key) => key.startsWith('__react')))
    // What stands there before has no heading: a page on its way is none to look at.
    return isAwake && main.querySelector('h1') !== null
  })
}

/** Returns what sticks out of the page at a width, as the elements' beginnings. */
async function sticksOut(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 })
  const found = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect()
        return left < -1 || right > clientWidth + 1
      })
      .map((element) => element.outerHTML.slice(0, 120))
  })
  return z.array(z.string()).parse(found)
}

/**
 * Returns what is wrong with the page by the rules that all pages keep, under the look in which it shows, and leaves
 * pictures of it in `.data/screenshots/`: light, dark, and on a phone.
 */
export async function faultsOf(screen: Screen, name: string): Promise<Record<string, string[]>> {
  const { page, language, width, complaints } = screen
  await mkdir(screenshots, { recursive: true })
  const picture = async (look: string): Promise<void> => {
    // Nobody looks at them there, and they take a fifth of the time.
    if (environment()['CI'] === 'true') return
    await page.screenshot({ path: join(screenshots, `${name}.${language}.${look}.png`), fullPage: true })
  }
  await awake(page)
  await page.evaluate(axe.source)
  const light = await violationsOf(page)
  await picture(`${width}.light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violationsOf(page, ['color-contrast'])
  await picture(`${width}.dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  const narrow = [...(await sticksOut(page, 360)), ...(await sticksOut(page, 320))]
  if (width > 360) {
    await page.setViewportSize({ width: 360, height: 800 })
    await picture('360.light')
  }
  await page.setViewportSize({ width, height: 800 })
  return { light, dark, narrow, console: complaints }
}

/** Fails with what is wrong with the page, and goes on. */
export async function lookAt(screen: Screen, name: string): Promise<void> {
  const flawless = { light: [], dark: [], narrow: [], console: [] }
  expect.soft(await faultsOf(screen, name), `${name} in ${screen.language}`).toEqual(flawless)
}
