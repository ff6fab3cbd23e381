/** A browser that is killed while a person types: what the screen called saved is there when it starts again. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { environment } from '@lodge/processor'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { addItem, beginDraft, saved, signInOnDevice, standing } from './test-support/agent-at-work.ts'
import { startLink, type Link } from './test-support/link.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { openProfile, type ProfiledBrowser } from './test-support/profile.ts'
import { seeded } from './test-support/seeded.ts'

const kills = Number(environment()['LODGE_KILLS'] ?? 5)
const seed = Number(environment()['LODGE_KILLS_SEED'] ?? 1)
const person = { email: 'ana@firm.example', password: 'a long enough one' }
const fields = [
  'name',
  'legalForm',
  'registrationNumber',
  'address.city',
  'address.postalCode',
  'phone',
] as const

let portal: PortalUnderTest
let link: Link
let folder: string
let browser: ProfiledBrowser | undefined

beforeAll(async () => {
  link = await startLink()
  portal = await startPortal({ PUBLIC_ORIGIN: link.origin })
  link.leadTo(Number(new URL(portal.origin).port))
  folder = await mkdtemp(join(tmpdir(), 'lodge-kills-'))
  await portal.office.services.addUser({
    officeId: 'borovia',
    displayName: 'Ana Petrova',
    accountId: 'account-1',
    language: 'en',
    roles: ['agent'],
    ...person,
  })
})
afterAll(async () => {
  await browser?.kill()
  await portal.end()
  await link.stop()
  await rm(folder, { recursive: true, force: true })
})

const shownSchema = z.record(z.string(), z.string())
type Shown = z.infer<typeof shownSchema>

/** Has the page tell what stands in its fields, each time the screen begins to say that it is saved. */
async function watch(page: Page, told: (shown: Shown) => void): Promise<void> {
  await page.exposeBinding('lodgeSaved', (_, shown: unknown) => told(shownSchema.parse(shown)))
  await page.addInitScript(({ place, saved: words }) => {
    let isSaved = false
    const look = (): void => {
      const before = isSaved
      isSaved = document.querySelector(place)?.textContent.includes(words) === true
      if (!isSaved || before) return
      const inputs = [...document.querySelectorAll('main input')].filter(
        (input) => input instanceof HTMLInputElement,
      )
      const binding: unknown = Reflect.get(window, 'lodgeSaved')
      if (typeof binding !== 'function') return
      Reflect.apply(binding, window, [Object.fromEntries(inputs.map(({ id, value }) => [id, value]))])
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  }, standing)
}

/** What was typed into one field, oldest first, and how far the screen has called it saved. */
class Field {
  readonly values: string[] = ['']
  savedAt = 0
  typed(value: string): void {
    this.values.push(value)
  }
  saved(value: string): void {
    this.savedAt = Math.max(this.savedAt, this.values.lastIndexOf(value))
  }
  /** Returns what is wrong with the value that is shown after a kill; from here on it is what the field has. */
  faultOf(shown: string): string | undefined {
    const at = this.values.lastIndexOf(shown)
    const wanted = this.values[this.savedAt] ?? ''
    const isLost = at < this.savedAt
    this.values.push(shown)
    this.savedAt = this.values.length - 1
    return isLost ? `"${wanted}" was called saved, and "${shown}" is there` : undefined
  }
}

/** Types into one field after another, each from its beginning, with the pauses of a person. */
async function typeOn(
  page: Page,
  history: ReadonlyMap<string, Field>,
  keys: number,
  below: (limit: number) => number,
): Promise<void> {
  const ids = [...history.keys()]
  for (let key = 0, left = 0, id = '', value = ''; key < keys; key += 1) {
    if (left === 0) {
      id = ids[below(ids.length)] ?? ''
      value = ''
      history.get(id)?.typed(value)
      await page.locator(`[id="${id}"]`).fill(value)
      left = 3 + below(12)
    }
    left -= 1
    const letter = 'abcdefghijklmnopqrstuvwxyz'.charAt(below(26))
    value += letter
    history.get(id)?.typed(value)
    await page.keyboard.type(letter)
    await pause(below(90))
    // Long enough now and then for the screen to say that it is saved.
    if (below(5) === 0) await pause(250)
  }
}

test(
  `of what the screen called saved nothing is lost when the browser is killed ${kills} times`,
  { timeout: 60_000 + kills * 20_000 },
  async () => {
    const base = `${link.origin}/o/borovia`
    const chance = seeded(seed)
    const below = (limit: number): number => Math.floor(chance() * limit)

    browser = await openProfile(folder)
    const desk = { page: browser.page, base }
    await signInOnDevice(desk, person)
    const draftId = await beginDraft(desk, 'word')
    const itemId = await addItem(desk, draftId, 'applicants', 'Add an applicant')
    await desk.page.locator('main input[value="legal"]').check()
    await saved(desk.page)
    const address = desk.page.url()
    await browser.close()

    const idOf = (name: string): string => `applicants.${itemId}.${name}`
    const history = new Map(fields.map((name) => [idOf(name), new Field()]))
    const lost: string[] = []
    let savedEdits = 0
    for (let kill = 1; kill <= kills; kill += 1) {
      // Every second time there is no network either: nothing of this may need one.
      if (kill % 2 === 0) await link.away()
      const killing = await openProfile(folder)
      browser = killing
      const { page } = killing
      // Half of the browsers die the moment that the screen says saved, the others at any other.
      const diesAt = chance() < 0.5 ? 1 + below(5) : Number.POSITIVE_INFINITY
      let saves = 0
      let isLooked = false
      let death: Promise<void> | undefined
      await watch(page, (shown) => {
        if (!isLooked) return
        saves += 1
        if (saves >= diesAt) death ??= killing.kill()
        for (const [id, field] of history) if (shown[id] !== undefined) field.saved(shown[id])
      })
      await page.goto(address)
      // Nothing can be typed before the tab has the draft for itself.
      await page.locator(`[id="${idOf('name')}"]:not([readonly])`).waitFor()
      for (const [id, field] of history) {
        const fault = field.faultOf(await page.locator(`[id="${id}"]`).inputValue())
        if (fault !== undefined) lost.push(`kill ${kill}, ${id}: ${fault}`)
      }
      isLooked = true
      await typeOn(page, history, 6 + below(30), below).catch((error: unknown) => {
        if (!death) throw error
      })
      await pause(below(400))
      await (death ?? killing.kill())
      savedEdits += saves
      if (kill % 2 === 0) await link.back()
    }
    browser = await openProfile(folder)
    await browser.page.goto(address)
    for (const [id, field] of history) {
      const shown = browser.page.locator(`[id="${id}"]`)
      await shown.waitFor()
      const fault = field.faultOf(await shown.inputValue())
      if (fault !== undefined) lost.push(`after the last kill, ${id}: ${fault}`)
    }
    console.log(`${kills} kills, ${savedEdits} times saved on screen, ${lost.length} lost`)
    expect(lost).toEqual([])
    // Typing is long enough for some of it to be saved before each kill.
    expect(savedEdits).toBeGreaterThan(kills)
  },
)
