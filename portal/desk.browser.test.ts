/** The desk as staff see it, in both offices' languages: home, work list by mouse and by keys, many at once, claims, alarms, files. */
import type { DemoOffice } from '@lodge/mocks'
import { addDays, plainDateIn, type Role } from '@lodge/shared-types'
import type { Browser } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newTask } from '../processor/src/work/new-task.ts'
import { aKey, file, payWith, start } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { deskWords } from './app/components/desk/desk-words.ts'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'
import { auditWords } from './app/messages/audit.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { looksAt } from './test-support/looks.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const catalogue = { en, ar }
let portal: PortalUnderTest
let browser: Browser

const names = {
  borovia: {
    examiner: 'Eva Marinova',
    colleague: 'Stefan Kolev',
    chief: 'Georgi Dimov',
    agent: 'Ana Petrova',
  },
  sahil: { examiner: 'خالد السالم', colleague: 'سعود العتيبي', chief: 'مريم العلي', agent: 'نور الخالد' },
} as const

async function addPeople(officeId: DemoOffice): Promise<void> {
  const add = (
    name: keyof (typeof names)['borovia'],
    roles: readonly Role[],
    accountId: string | null = null,
  ) =>
    portal.office.services.addUser({
      officeId,
      email: `${name}@${officeId}.example`,
      password,
      displayName: names[officeId][name],
      language: officeId === 'sahil' ? 'ar' : 'en',
      accountId,
      roles: [...roles],
    })
  await add('examiner', ['formality-examiner', 'receptionist'])
  await add('colleague', ['formality-examiner'])
  await add('chief', ['administrator'])
  await add('agent', ['agent'], 'account-1')
}

/** Files of an agent, work on them of every age, an alarm, and a claim of a file from paper. */
async function fillDesk(officeId: DemoOffice): Promise<void> {
  const { office } = portal
  const profile = office.services.profile(officeId) ?? expect.fail('no office')
  const today = plainDateIn(profile.timeZone, new Date())
  const filed = await file(office, { officeId, count: 3, on: today })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  const { store } = office.office
  const listed = await until('listed files', async () => {
    const views = await store.views.many({ kind: 'file', dossierId: filed.dossierId, listingVersion: 1 })
    return views.length === 3 && views
  })
  const [first] = listed
  if (first?.kind !== 'file') throw new Error('no file')
  const dueIn = [-12, -3, 0, 1, 4, 30]
  await store.tasks.insert([
    ...dueIn.map((days, at) =>
      newTask({
        officeId,
        kind: at % 2 === 0 ? 'formality-examination' : 'answer-to-notice',
        role: 'formality-examiner',
        stream: `file:${first.id}`,
        subject: first.fileNumber,
        causedBy: uuidv7(),
        openedAt: new Date(Date.now() - at * 3 * 86_400_000),
        due: addDays(today, days),
        branch: profile.branches[0]?.id ?? 'main',
      }),
    ),
    newTask({
      officeId,
      kind: 'alarm',
      role: 'administrator',
      subject:
        'The callbacks of the driver card-gateway have failed for 30 minutes: look at its secret and at the bank.',
      causedBy: uuidv7(),
      openedAt: new Date(),
    }),
  ])
  const asker = await store.users.one({ officeId, displayName: names[officeId].agent })
  const agent = { ...office.agent(officeId), who: { kind: 'user' as const, id: asker?._id ?? '' } }
  await office.services.claimFile(agent, {
    key: aKey(),
    claim: {
      fileNumber: first.fileNumber.replace(/\d+$/, (digits) => '77'.padStart(digits.length, '0')),
      proof: 'Receipt 1234 of 5 May 2019',
    },
  })
}

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const officeId of ['borovia', 'sahil'] as const) {
    await addPeople(officeId)
    await fillDesk(officeId)
  }
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

const open = async ({ page }: Screen, path: string): Promise<number> =>
  (await page.goto(portal.origin + path))?.status() ?? 0

async function enter(
  officeId: DemoOffice,
  who: keyof (typeof names)['borovia'],
  wish: { language: 'en' | 'ar'; width: number; hasScripts?: boolean },
): Promise<Screen> {
  const one = await openScreen(browser, { origin: portal.origin, ...wish })
  const words = catalogue[one.language].signIn
  await open(one, `/o/${officeId}/sign-in`)
  await one.page.getByLabel(words.email).fill(`${who}@${officeId}.example`)
  await one.page.getByLabel(words.password).fill(password)
  await one.page.locator('main').getByRole('button', { name: words.submit }).click()
  await one.page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
  return one
}

const journeys = [
  { officeId: 'borovia', language: 'en', width: 1280 },
  { officeId: 'sahil', language: 'ar', width: 1024 },
] as const

test.for(looksAt(journeys, 0))(
  'an examiner of $officeId works through the list by mouse and keys in $language at $width px',
  async ({ officeId, language, width }) => {
    const words = deskWords[language]
    const { tasks, keys } = words
    const base = `/o/${officeId}/desk`
    const one = await enter(officeId, 'examiner', { language, width })
    const { page } = one
    expect(new URL(page.url()).pathname).toBe(base)
    await lookAt(one, '60-desk-home')

    await page
      .getByRole('navigation', { name: words.rail.label })
      .getByRole('link', { name: words.rail.tasks })
      .first()
      .click()
    await page.waitForURL((url) => url.pathname === `${base}/tasks`)
    const rows = page.locator('[data-task]')
    await rows.first().waitFor()
    const count = await rows.count()
    expect(count).toBe(10)

    // j and k move, x ticks, c takes; nothing while one types.
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('x')
    expect(await rows.first().locator('input[type="checkbox"]').isChecked()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-row-link'))).toBe(true)
    await lookAt(one, '61-desk-tasks')
    await page.keyboard.press('c')
    await page.getByText(tasks.done.claim(1)).waitFor()
    await page.getByLabel(tasks.search).fill('jxc')
    expect(await page.getByRole('heading', { level: 2, name: tasks.done.return(1) }).count()).toBe(0)
    await page.getByLabel(tasks.search).fill('')

    await page.getByRole('button', { name: keys.button }).click()
    await page.getByRole('dialog').waitFor()
    await lookAt(one, '62-desk-keys')
    await page.getByLabel(keys.isOn, { exact: true }).uncheck()
    await page.getByRole('button', { name: keys.close }).click()
    await page.locator('body').press('j')
    await page.locator('body').press('?')
    expect(await page.getByRole('dialog').count()).toBe(0)

    // A colleague is quicker with one of those that are selected.
    const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-task') ?? ''))
    const { services, office } = portal.office
    const colleague = await office.store.users.one({ officeId, displayName: names[officeId].colleague })
    const taken = ids[2] ?? ''
    await services.claimTask(
      {
        officeId,
        accountId: undefined,
        who: { kind: 'user', id: colleague?._id ?? '' },
        roles: ['formality-examiner'],
      },
      taken,
    )
    await page.getByLabel(tasks.selectPage).check()
    await page.getByText(tasks.selected(count)).waitFor()
    await page.getByRole('button', { name: tasks.take, exact: true }).first().click()
    await page.getByText(tasks.notDone(1)).waitFor()
    await page.getByText(names[officeId].colleague).first().waitFor()
    await lookAt(one, '63-desk-bulk')

    await page.getByRole('link', { name: tasks.mine, exact: true }).last().click()
    await page.waitForURL(/holder=mine/)
    await expect.poll(() => rows.count()).toBe(count - 1)
    await page.locator('select[name="due"]').selectOption('late')
    await page.getByRole('button', { name: tasks.show }).click()
    await page.waitForURL(/due=late/)
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByText(tasks.keepView, { exact: true }).click()
    await page.getByLabel(tasks.viewName).fill('Urgent')
    await page.getByRole('button', { name: tasks.keep, exact: true }).click()
    await page.getByRole('navigation', { name: tasks.views }).getByRole('link', { name: 'Urgent' }).waitFor()
    await open(one, `${base}/tasks?q=nothing-like-it`)
    await page.getByRole('heading', { name: tasks.noHits }).waitFor()
    await lookAt(one, '64-desk-no-hits')
    await one.context.close()
  },
)

test.for(looksAt(journeys, 0))(
  'claims, alarms and files of $officeId stand on the desk in $language at $width px, also without scripts',
  async ({ officeId, language, width }) => {
    const words = deskWords[language]
    const base = `/o/${officeId}/desk`
    const desk = await enter(officeId, 'examiner', { language, width })
    await open(desk, `${base}/claims`)
    await lookAt(desk, '65-desk-claims')
    await desk.page.locator('main table a').first().click()
    await desk.page.getByRole('button', { name: words.claim.refuse }).waitFor()
    await lookAt(desk, '66-desk-claim')
    await desk.page.getByLabel(words.claim.reason).fill('There is no such receipt.')
    await desk.page.getByRole('button', { name: words.claim.refuse }).click()
    await desk.page.getByRole('heading', { name: words.claim.refused }).waitFor()
    await open(desk, `${base}/files`)
    await lookAt(desk, '67-desk-files')

    const chief = await enter(officeId, 'chief', { language, width, hasScripts: false })
    const { page } = chief
    await page.getByRole('heading', { name: words.home.ill }).waitFor()
    await page.locator('main ul[aria-label] a').first().click()
    await page.getByLabel(words.alarm.note).fill('The secret was renewed.')
    await page.getByRole('button', { name: words.alarm.close }).click()
    await page.getByRole('heading', { name: words.alarm.closed }).waitFor()
    const looking = await enter(officeId, 'chief', { language, width })
    await open(looking, `${base}/audit`)
    const row = looking.page.locator('main tbody tr', { hasText: auditWords[language].deeds['closed-alarm'] })
    await row.getByText('The secret was renewed.').waitFor()
    await lookAt(looking, '68-desk-audit')

    const plain = await enter(officeId, 'colleague', { language, width, hasScripts: false })
    await open(plain, `${base}/tasks?holder=mine`)
    await plain.page.locator('[data-task] input[type="checkbox"]').first().check()
    await plain.page.locator('button[name="act"][value="return"]').click()
    await plain.page.getByText(words.tasks.done.return(1)).waitFor()
    await plain.page.getByText(words.tasks.noHits).waitFor()

    const agent = await enter(officeId, 'agent', { language, width })
    for (const path of [base, `${base}/tasks`, `${base}/files`, `${base}/claims`, `/o/${officeId}/tasks`])
      expect(await open(agent, path), path).toBe(404)
    for (const { context } of [desk, chief, looking, plain, agent]) await context.close()
  },
)
