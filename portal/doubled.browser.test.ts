/** Two tabs, and a network that loses the office's answers: what was submitted offline reaches the office once, each of it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../processor/test-support/test-office.ts'
import {
  answerAll,
  beginDraft,
  copyTopDraft,
  noisyPng,
  signInOnDevice,
  submitCart,
  takeFile,
} from './test-support/agent-at-work.ts'
import { startLink, type Link } from './test-support/link.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { openProfile, type ProfiledBrowser } from './test-support/profile.ts'
import { seeded } from './test-support/seeded.ts'
import { en } from './app/messages/en.ts'

const person = { email: 'ana@firm.example', password: 'a long enough one' }
const dossiers = 6
const imageBytes = 1_300_000

let portal: PortalUnderTest
let link: Link
let folder: string
let browser: ProfiledBrowser

beforeAll(async () => {
  link = await startLink()
  portal = await startPortal({ PUBLIC_ORIGIN: link.origin })
  link.leadTo(Number(new URL(portal.origin).port))
  folder = await mkdtemp(join(tmpdir(), 'lodge-doubled-'))
  browser = await openProfile(folder)
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
  await browser.close()
  await portal.end()
  await link.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Loses every answer of these requests at their first time, and some of them later; tells how many. */
function loseAnswers(): { submissions: () => number; chunks: () => number } {
  const chance = seeded(7)
  const lost = { submissions: 0, chunks: 0 }
  link.loseAnswers((method, path) => {
    const kind =
      method === 'POST' && path.endsWith('/api/submissions')
        ? 'submissions'
        : method === 'PATCH' && path.includes('/uploads/')
          ? 'chunks'
          : undefined
    if (kind === undefined || lost[kind] >= dossiers || chance() < 0.3) return false
    lost[kind] += 1
    return true
  })
  return { submissions: () => lost.submissions, chunks: () => lost.chunks }
}

const acknowledgedOn = (page: Page): Promise<number> =>
  page.locator('main tbody tr').filter({ hasText: en.badges.acknowledged.pay }).count()

test(
  'six dossiers submitted offline, two tabs and lost answers make six submissions, all acknowledged on screen',
  { timeout: 300_000 },
  async () => {
    const base = `${link.origin}/o/borovia`
    const desk = { page: browser.page, base }
    await signInOnDevice(desk, person)
    await link.away()
    const draftId = await beginDraft(desk, 'figurative')
    await answerAll(desk, draftId, { image: noisyPng('mark-1.png', 1, imageBytes) })
    const submitted = [await submitCart(desk)]
    while (submitted.length < dossiers) {
      const number = submitted.length + 1
      const copy = await copyTopDraft(desk)
      await desk.page.goto(`${base}/drafts/${copy}/mark`)
      await takeFile(desk, noisyPng(`mark-${number}.png`, number, imageBytes))
      submitted.push(await submitCart(desk))
    }
    const second = await browser.context.newPage()
    for (const page of [desk.page, second]) {
      await page.goto(`${base}/outbox`)
      await page
        .locator('main tbody tr')
        .nth(dossiers - 1)
        .waitFor()
      expect(await acknowledgedOn(page)).toBe(0)
    }

    const lost = loseAnswers()
    await link.back()
    for (const page of [desk.page, second])
      await until(
        `${dossiers} acknowledged dossiers on ${page.url()}: ${await page.locator('main').innerText()}`,
        async () => (await acknowledgedOn(page)) === dossiers,
        150_000,
      )

    expect(lost.submissions()).toBeGreaterThanOrEqual(3)
    expect(lost.chunks()).toBeGreaterThanOrEqual(3)
    const { store } = portal.office.office
    const rows = await store.submissions.many({ officeId: 'borovia' })
    expect(rows.map(({ dossierId }) => dossierId).sort()).toEqual([...submitted].sort())
    expect(await store.events.collection.countDocuments({ type: 'dossier.submitted' })).toBe(dossiers)
    const uploads = link.carried.filter(
      ({ method, path }) => method === 'PATCH' && path.includes('/uploads/'),
    )
    console.log(
      `${dossiers} submissions, 0 doubled; answers lost: ${lost.submissions()} of submissions, ${lost.chunks()} of chunks; ` +
        `${uploads.length} chunks sent`,
    )
  },
)
