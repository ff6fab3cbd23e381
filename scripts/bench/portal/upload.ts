/** Two files over a slow link that is cut twice: how many bytes go again, and how long it takes beside the bytes alone. */
import { setTimeout as pause } from 'node:timers/promises'
import { en } from '../../../portal/app/messages/en.ts'
import { startLink } from '../../../portal/test-support/link.ts'
import {
  addItem,
  answerAll,
  beginDraft,
  noisyPng,
  submitCart,
  takeFile,
} from '../../../portal/test-support/agent-at-work.ts'
import type { Figure } from '../figures.ts'
import { startBareSite } from './bare-site.ts'
import type { Stand } from './stand.ts'

const bitsPerSecond = 400_000
const fileBytes = 2_000_000
const chunkBytes = 1_048_576
/** After these shares of both files the link breaks. */
const cutsAt = [0.3, 0.7] as const
const bareBytes = 400_000
const patienceMs = 300_000
const inKb = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`
const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Returns how long the link takes for so many bytes of one request, as measured with a part of them. */
async function bareMs(stand: Stand, bytes: number): Promise<number> {
  const site = await startBareSite()
  const link = await startLink()
  link.leadTo(site.port)
  const browser = await stand.open()
  try {
    await browser.page.goto(link.origin)
    link.slowTo(bitsPerSecond)
    const ms = await browser.page.evaluate(async (count) => {
      const startedAt = performance.now()
      await fetch('/sink', { method: 'POST', body: new Uint8Array(count) })
      return performance.now() - startedAt
    }, bareBytes)
    return (ms * bytes) / bareBytes
  } finally {
    await browser.close()
    await link.stop()
    await site.stop()
  }
}

/** Leaves the link as it was: there, and quick. */
export async function measureUpload(stand: Stand): Promise<Figure[]> {
  const { link, base } = stand
  const browser = await stand.open()
  const { page } = browser
  const desk = { page, base }
  const files = [noisyPng('mark.png', 1, fileBytes), noisyPng('annex.png', 2, fileBytes)] as const
  const all = files.reduce((sum, { buffer }) => sum + buffer.length, 0)
  try {
    const draftId = await beginDraft(desk, 'figurative')
    await addItem(desk, draftId, 'documents', 'Add a document')
    await page.locator('main input[type="radio"][value="other"]').check()
    await takeFile(desk, files[1])
    await answerAll(desk, draftId, { image: files[0] })
    await link.away()
    // The other draft of the profile is ready too.
    const dossierId = await submitCart(desk, [stand.mark])
    const before = link.carried.length
    const carried = (): number =>
      link.carried
        .slice(before)
        .filter(({ method, path }) => method === 'PATCH' && path.includes('/uploads/'))
        .reduce((sum, { bodyBytes }) => sum + bodyBytes, 0)
    link.slowTo(bitsPerSecond)
    const startedAt = performance.now()
    await link.back()
    const cuts: number[] = [...cutsAt]
    const acknowledged = page.getByRole('link', { name: en.sending.pay })
    while ((await acknowledged.count()) === 0) {
      const [next] = cuts
      if (next !== undefined && carried() >= all * next) {
        link.cut()
        cuts.shift()
      }
      if (performance.now() - startedAt > patienceMs)
        throw new Error(`Dossier ${dossierId} was not acknowledged in ${inSeconds(patienceMs)}.`)
      await pause(50)
    }
    const ms = performance.now() - startedAt
    if (cuts.length > 0) throw new Error('It was over before the link was cut.')
    link.slowTo(undefined)
    const again = carried() - all
    const bare = await bareMs(stand, all)
    const what = `two files of ${inKb(fileBytes)} at ${bitsPerSecond / 1000} kbit/s, ${cutsAt.length} cuts`
    return [
      {
        what: `${what}: bytes sent again`,
        measured: inKb(again),
        goal: `≤ ${inKb(chunkBytes)}, one chunk`,
        isMet: again <= chunkBytes,
        baseline: `${inKb(all)} in all`,
        ratio: (1 + again / all).toFixed(2),
      },
      {
        what: `${what}: until acknowledged on screen`,
        measured: inSeconds(ms),
        baseline: `${inSeconds(bare)} (bytes alone)`,
        ratio: (ms / bare).toFixed(2),
      },
    ]
  } finally {
    link.slowTo(undefined)
    await browser.close()
  }
}
