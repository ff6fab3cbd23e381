/** How soon a draft's address opens in a new browser process while no server is there, beside a static page that does the same. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProfile, type ProfiledBrowser } from '../../../portal/test-support/profile.ts'
import { percentile, timed, type Figure } from '../figures.ts'
import { bareValue, startBareSite } from './bare-site.ts'
import { busyMs, slowCpu } from './slow-cpu.ts'
import type { Stand } from './stand.ts'

const opened = 10
type Wanted = { url: string; field: string; value: string }
type Opening = { ms: number; busy: number; startMs: number }

/** Opens an address in a new process; the time runs from the wish until the frame in which the field shows its value. */
async function openOnce(
  open: () => Promise<ProfiledBrowser>,
  { url, field, value }: Wanted,
  times: number,
): Promise<Opening> {
  const browser = await open()
  try {
    const { page, startMs } = browser
    await page.addInitScript(
      ({ selector, wanted }) => {
        const look = (): void => {
          const found = document.querySelector(selector)
          if (found instanceof HTMLInputElement && found.value === wanted)
            Reflect.set(window, 'shownAt', performance.timeOrigin + performance.now())
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      },
      { selector: `[id="${field}"]`, wanted: value },
    )
    if (times > 1) await slowCpu(page, times)
    const startedAt = performance.timeOrigin + performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    const shownAt = await page.waitForFunction(() => {
      const at: unknown = Reflect.get(window, 'shownAt')
      return typeof at === 'number' && at
    })
    return { ms: Number(await shownAt.jsonValue()) - startedAt, busy: await busyMs(page), startMs }
  } finally {
    await browser.close()
  }
}

/** Leaves the link as it was: there. */
export async function measureColdStart({ link, base, draftId, mark, open }: Stand): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lodge-bench-bare-'))
  const site = await startBareSite()
  const openBare = (): Promise<ProfiledBrowser> => openProfile(folder)
  const first = await openBare()
  await first.page.goto(site.origin)
  await first.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await first.close()
  await site.stop()
  await link.away()
  try {
    const ours = { url: `${base}/drafts/${draftId}/mark`, field: 'mark.text', value: mark }
    const bare = { url: site.origin, field: 'field', value: bareValue }
    const figures: Figure[] = []
    const starts: number[] = []
    const busy: number[] = []
    for (const times of [1, 4]) {
      const measured: number[] = []
      const baseline: number[] = []
      // The first of each is not counted: files come from the disk for the first time.
      for (let count = 0; count <= opened; count += 1) {
        const one = await openOnce(open, ours, times)
        const other = await openOnce(openBare, bare, times)
        if (count === 0) continue
        measured.push(one.ms)
        baseline.push(other.ms)
        starts.push(one.startMs)
        busy.push(one.busy)
      }
      const what = `draft’s address, new process, no server${times === 1 ? '' : `, ${times}× slower CPU`}`
      figures.push(timed(what, measured, { goalMs: times === 1 ? 1_200 : 3_500, baseline }))
    }
    const [fast, slow] = [percentile(busy.slice(0, opened), 0.5), percentile(busy.slice(opened), 0.5)]
    if (slow < fast * 2)
      throw new Error(`The CPU was not slowed: ${fast.toFixed(0)} ms without, ${slow.toFixed(0)} ms with.`)
    figures.push(timed('the browser process itself until it can be told an address', starts, {}))
    return figures
  } finally {
    await link.back()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
