/** How much the first drafting page weighs: the scripts that a browser loads and runs for it, and what the service worker keeps. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { z } from 'zod'
import { root } from '../../local/places.ts'
import type { Figure } from '../figures.ts'
import type { Stand } from './stand.ts'

const built = join(root, 'portal', 'build', 'client')
const maxScriptBytes = 170_000
const maxPrecacheBytes = 1.5 * 1024 * 1024
const inKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

const fileOf = (url: string): Buffer => readFileSync(join(built, new URL(url, 'http://any.invalid').pathname))
const gzipped = (urls: Iterable<string>): number =>
  [...urls].reduce((sum, url) => sum + gzipSync(fileOf(url), { level: 9 }).length, 0)

type Loaded = { run: string[]; fetched: string[] }

/** The module that sends what is in the outbox. It comes once the page is there; nothing on screen waits for it. */
const senderFile = /\/assets\/sender-[\w-]+\.js$/

/**
 * Opens a page as for the first time, without cache and service worker; returns scripts that ran and scripts that came.
 * `isSending: false` keeps the sender away, which shows what the page itself needs.
 */
async function load(page: Page, wish: { url: string; ready: string; isSending: boolean }): Promise<Loaded> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.setBypassServiceWorker', { bypass: true })
  const fetched = new Set<string>()
  const note = (response: Response): void => {
    if (/\/assets\/.*\.js$/.test(response.url())) fetched.add(response.url())
  }
  page.on('response', note)
  if (!wish.isSending) await page.route(senderFile, (route) => route.abort())
  await page.coverage.startJSCoverage({ resetOnNavigation: false })
  await page.goto(wish.url)
  await page.locator(wish.ready).first().waitFor()
  await page.waitForLoadState('networkidle')
  const coverage = await page.coverage.stopJSCoverage()
  page.off('response', note)
  await page.unroute(senderFile)
  await session.detach()
  // A module that was only fetched ahead has not run its outermost function.
  const run = coverage
    .filter(({ url, functions }) => url.includes('/assets/') && (functions[0]?.ranges[0]?.count ?? 0) > 0)
    .map(({ url }) => url)
  return { run: [...new Set(run)], fetched: [...fetched] }
}

const listSchema = z.array(z.string()).min(1)

/** Returns the files that the built service worker keeps. */
function precached(): string[] {
  const worker = readFileSync(join(built, 'service-worker.js'), 'utf8')
  return listSchema.parse([...worker.matchAll(/["']?url["']?:\s*["']([^"']+)["']/g)].map(([, url]) => url))
}

export async function measureSizes({ open, base, draftId }: Stand): Promise<Figure[]> {
  const browser = await open()
  try {
    const { page } = browser
    const bare = await load(page, { url: `${base}/sign-in`, ready: 'main', isSending: true })
    const bareBytes = gzipped(bare.run)
    const scripts = async (what: string, url: string, ready: string): Promise<Figure> => {
      const needed = await load(page, { url, ready, isSending: false })
      const all = await load(page, { url, ready, isSending: true })
      if (!all.run.some((one) => senderFile.test(one))) throw new Error('The sender was not seen to run.')
      const bytes = gzipped(needed.run)
      const later = gzipped(all.run.filter((one) => !needed.run.includes(one)))
      const ahead = gzipped(all.fetched.filter((one) => !all.run.includes(one)))
      return {
        what: `JavaScript of ${what}, gzip (${needed.run.length} files)`,
        measured: `${inKb(bytes)} (+ ${inKb(later)} to send, + ${inKb(ahead)} ahead)`,
        goal: `≤ ${inKb(maxScriptBytes)}`,
        isMet: bytes <= maxScriptBytes,
        baseline: `${inKb(bareBytes)} (sign-in page)`,
        ratio: (bytes / bareBytes).toFixed(1),
      }
    }
    const markPage = await scripts('a draft’s page', `${base}/drafts/${draftId}/mark`, '[id="mark.text"]')
    const drafts = await scripts('the list of drafts', `${base}/drafts`, `main a[href$="${draftId}"]`)
    const kept = precached()
    const keptBytes = kept.reduce((sum, url) => sum + brotliCompressSync(fileOf(`/${url}`)).length, 0)
    return [
      markPage,
      drafts,
      {
        what: `precache, brotli (${kept.length} files)`,
        measured: inKb(keptBytes),
        goal: `≤ ${inKb(maxPrecacheBytes)}`,
        isMet: keptBytes <= maxPrecacheBytes,
      },
    ]
  } finally {
    await browser.close()
  }
}
