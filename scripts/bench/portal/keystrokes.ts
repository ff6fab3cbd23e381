/** How soon a keystroke is in the store, beside the time that Dexie alone takes for one row in the same page. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { saved, standing } from '../../../portal/test-support/agent-at-work.ts'
import { timed, type Figure } from '../figures.ts'
import { dexieSource } from './bare-site.ts'
import { slowCpu } from './slow-cpu.ts'
import type { Stand } from './stand.ts'

const words = ['harbour', 'lanterns', 'and', 'tide', 'gauges', 'for', 'small', 'vessels']
/** A quick typist. */
const keyEveryMs = 110
const restMs = 500
const bareWrites = 50
const field = 'mark.text'

const entries = z.array(z.object({ value: z.string(), at: z.number() }))
const probeSchema = z.object({ typed: entries, committed: entries })

/** Returns, for each keystroke, the time from its event until the first commit of a row that has what was typed until then. */
function waitsIn({ typed, committed }: z.infer<typeof probeSchema>): number[] {
  return typed.map(({ value, at }) => {
    const commit = committed.find((one) => one.at >= at && one.value.startsWith(value))
    if (!commit) throw new Error(`No commit of "${value}" was seen.`)
    return commit.at - at
  })
}

/** Returns how often the field's row was written, as a page beside reads it from the store. */
const revisionOf = (page: Page, rowId: string): Promise<number> =>
  page.evaluate(async (id) => {
    const found = (await indexedDB.databases()).find(
      ({ name }) => name?.startsWith('lodge-borovia-') === true,
    )
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(found?.name ?? '')
      opening.onerror = () => reject(new Error('The store cannot be opened'))
      opening.onsuccess = () => {
        const database = opening.result
        const reading = database.transaction('rows').objectStore('rows').get(id)
        reading.onsuccess = () => {
          const row: unknown = reading.result
          database.close()
          resolve(typeof row === 'object' && row !== null && 'rev' in row ? Number(row.rev) : 0)
        }
      }
    })
  }, rowId)

/** Returns the times of single puts by Dexie into a database of its own, with the same durability. */
async function bareDexie(page: Page, puts: number): Promise<number[]> {
  await page.evaluate(dexieSource())
  const found = await page.evaluate(`(async () => {
    const db = new Dexie('bare', { chromeTransactionDurability: 'strict', cache: 'disabled' })
    db.version(1).stores({ rows: 'id' })
    const rows = db.table('rows')
    const times = []
    for (let at = 0; at < ${puts}; at += 1) {
      const startedAt = performance.now()
      await rows.put({ id: 'draft/mark.text', value: 'x'.repeat(at) })
      times.push(performance.now() - startedAt)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await db.delete()
    return times
  })()`)
  return z.array(z.number()).parse(found)
}

export async function measureKeystrokes({ base, draftId, mark, open }: Stand): Promise<Figure[]> {
  const browser = await open()
  try {
    const { context } = browser
    const beside = browser.page
    await beside.goto(`${base}/device`)
    const page = await context.newPage()
    await page.addInitScript({ content: readFileSync(join(import.meta.dirname, 'commit-probe.js'), 'utf8') })
    const figures: Figure[] = []
    for (const times of [1, 4]) {
      await page.goto(`${base}/drafts/${draftId}/mark`)
      const input = page.locator(`[id="${field}"]:not([readonly])`)
      await input.fill('')
      await saved(page)
      await slowCpu(page, times)
      await page.evaluate((path) => {
        Object.assign(Reflect.get(globalThis, 'lodgeProbe'), { path, typed: [], committed: [] })
      }, field)
      await input.focus()
      const untilSaved: number[] = []
      for (const word of words) {
        const before = await revisionOf(beside, `${draftId}/${field}`)
        await page.keyboard.type(word, { delay: keyEveryMs })
        await page.keyboard.type(' ')
        const typedAt = performance.now()
        await page.waitForFunction(
          ({ place, saved: says }) => document.querySelector(place)?.textContent.includes(says) === true,
          standing,
          { polling: 'raf' },
        )
        untilSaved.push(performance.now() - typedAt)
        if ((await revisionOf(beside, `${draftId}/${field}`)) <= before)
          throw new Error('The screen said that it is saved, and another page does not find it in the store.')
        await pause(restMs)
      }
      const probe: unknown = await page.evaluate(() => {
        const probed: unknown = Reflect.get(globalThis, 'lodgeProbe')
        return probed
      })
      const baseline = await bareDexie(page, bareWrites)
      const at = times === 1 ? '' : `, ${times}× slower CPU`
      const waits = waitsIn(probeSchema.parse(probe))
      figures.push(
        timed(`keystroke to committed${at}`, waits, { ...(times === 1 ? {} : { goalMs: 300 }), baseline }),
        timed(`last keystroke to “${standing.saved}” on screen${at}`, untilSaved, {}),
      )
    }
    // As the other parts know it.
    await page.locator(`[id="${field}"]`).fill(mark)
    await saved(page)
    return figures
  } finally {
    await browser.close()
  }
}
