/** A new version of the pages while people are at work: it waits for their word, and for everything to be saved. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from './app/messages/en.ts'
import { beginDraft, saved, signInOnDevice } from './test-support/agent-at-work.ts'
import { awake } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { openProfile } from './test-support/profile.ts'
import { startReleases, type Releases } from './test-support/two-releases.ts'

const person = { email: 'ana@firm.example', password: 'a long enough one' }
let portal: PortalUnderTest
let releases: Releases
let folder: string
beforeAll(async () => {
  releases = await startReleases()
  portal = await startPortal({ PUBLIC_ORIGIN: releases.origin })
  releases.leadTo(Number(new URL(portal.origin).port))
  folder = await mkdtemp(join(tmpdir(), 'lodge-new-version-'))
  await portal.office.services.addUser({
    ...{ officeId: 'borovia', displayName: 'Ana Petrova', accountId: 'account-1', language: 'en' },
    ...{ roles: ['agent'], ...person },
  })
})
afterAll(async () => {
  await portal.end()
  await releases.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Counts how often a tab loads a document from now on. */
function loadsOf(page: Page): () => number {
  let loads = 0
  page.on('load', () => (loads += 1))
  return () => loads
}

/** How many service workers there are: one that answers, and one that waits. */
const workers = (page: Page): Promise<{ answering: boolean; waiting: boolean }> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    return { answering: Boolean(registration?.active), waiting: Boolean(registration?.waiting) }
  })

const text = 'Nordlicht, in full'
const field = 'main [id$="mark.text"]'

test('it is asked for once nothing is unsaved, loads no tab by itself, and loses no character', async () => {
  const browser = await openProfile(join(folder, 'profile'))
  const desk = { page: browser.page, base: `${releases.origin}/o/borovia` }
  await signInOnDevice(desk, person)
  const draftId = await beginDraft(desk, 'word')
  const writing = desk.page
  await writing.goto(`${desk.base}/drafts/${draftId}/mark`)
  await writing.locator(field).fill(text)
  await saved(writing)
  const other = await browser.context.newPage()
  await other.goto(`${desk.base}/drafts`)
  await awake(other)
  const loads = { writing: loadsOf(writing), other: loadsOf(other) }

  // Something in the first tab is being saved, and takes its time.
  await writing.evaluate(() => {
    const isSaved = new Promise<void>((resolve) =>
      addEventListener('saved-at-last', () => resolve(), { once: true }),
    )
    void navigator.locks.request('lodge-unsaved', { mode: 'shared' }, () => isSaved)
  })
  releases.deploy()
  await other.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await other.getByText(en.shell.update.ready).waitFor()
  expect(await workers(other)).toEqual({ answering: true, waiting: true })

  await other.getByRole('button', { name: en.shell.update.reload }).click()
  await other.getByText(en.shell.update.waiting).waitFor()
  await other.waitForTimeout(2_000)
  expect([loads.writing(), loads.other()]).toEqual([0, 0])
  expect(await workers(other)).toEqual({ answering: true, waiting: true })

  await writing.evaluate(() => dispatchEvent(new Event('saved-at-last')))
  await expect.poll(loads.other, { timeout: 15_000 }).toBe(1)
  await awake(other)
  expect(await workers(other)).toEqual({ answering: true, waiting: false })
  expect(loads.writing()).toBe(0)
  expect(await writing.locator(field).inputValue()).toBe(text)

  // The tab that was not loaded goes on with the modules it has, on pages that it had not opened yet.
  await writing.getByRole('navigation').getByRole('link', { name: en.shell.nav.sent }).click()
  await writing.getByRole('heading', { level: 1, name: en.outbox.title }).waitFor()
  await writing.getByText(en.shell.update.ready).waitFor()
  expect([loads.writing(), loads.other()]).toEqual([0, 1])
  await browser.close()
})
