/** Examining, as the office's people see it: a checklist from the keyboard, a notice that another person approves, the party's answer. */
import type { DemoOffice } from '@lodge/mocks'
import type { Actor, Role } from '@lodge/shared-types'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey, file, overTheWire, payWith, start } from '../processor/test-support/filing.ts'
import { anAnswer } from '../processor/test-support/issued-notice.ts'
import { until } from '../processor/test-support/test-office.ts'
import { examinationWords } from './app/messages/examination.ts'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'
import { awake, lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const catalogue = { en, ar }
let portal: PortalUnderTest
let browser: Browser

const people = {
  borovia: { examiner: 'Elena Marinova', registrar: 'Nikola Petrov', deputy: 'Daria Koleva' },
  sahil: { examiner: 'خالد السالم', registrar: 'نورة الشمري', deputy: 'سعود العتيبي' },
} as const
type Person = keyof (typeof people)['borovia']

const rolesOf = {
  examiner: ['formality-examiner'],
  registrar: ['registrar'],
  deputy: ['formality-examiner', 'registrar'],
} as const satisfies Record<Person, readonly Role[]>

const addressOf = (officeId: DemoOffice, person: Person): string => `${person}@${officeId}.example`

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const officeId of ['borovia', 'sahil'] as const)
    for (const person of ['examiner', 'registrar', 'deputy'] as const)
      await portal.office.services.addUser({
        officeId,
        password,
        language: officeId === 'sahil' ? 'ar' : 'en',
        email: addressOf(officeId, person),
        displayName: people[officeId][person],
        accountId: null,
        roles: [...rolesOf[person]],
      })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await portal.end()
})

async function actor(officeId: DemoOffice, person: Person): Promise<Actor> {
  const { session } = await portal.office.services.signIn({
    officeId,
    email: addressOf(officeId, person),
    password,
  })
  return session.actor
}

/** Lodges an application, pays it where that is asked for, and waits until it is to be examined. */
async function aFile(officeId: DemoOffice) {
  const { office } = portal
  const filed = await file(office, { officeId, on: new Date().toISOString().slice(0, 10) })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  return until('a file to be examined', async () => {
    const [found] = (await office.services.dossierView(filed.actor, filed.dossierId)).files
    if (!found) return false
    const { fileId } = found
    const task = await office.office.store.tasks.one({ officeId, stream: `file:${fileId}` })
    return task && { ...found, agent: filed.actor, request: filed.body.requests[0] }
  })
}

async function signedIn(
  officeId: DemoOffice,
  person: Person,
  { language, width }: Pick<Screen, 'language' | 'width'>,
) {
  const screen = await openScreen(browser, { origin: portal.origin, language, width })
  const { page } = screen
  await page.goto(`${portal.origin}/o/${officeId}/sign-in?lang=${language}`)
  await page.locator('input[name="email"]').fill(addressOf(officeId, person))
  await page.locator('input[name="password"]').fill(password)
  await page.locator('main button[type="submit"]').click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
  const go = async (path: string): Promise<void> => {
    await page.goto(`${portal.origin}/o/${officeId}/desk/${path}`)
    await awake(page)
  }
  return { screen, page, go }
}

/** Waits until the office has every answer that the page was given. */
const allKept = (page: Page, officeId: DemoOffice, fileId: string, count: number) =>
  until('the answers', async () => {
    const row = await portal.office.office.store.examinations.one({ officeId, fileId })
    return row?.answers.filter(({ answer }) => answer !== null).length === count
  })

/** In English and at 1280 px the story of `office-story.browser.test.ts` goes the same way. */
const journeys: readonly { officeId: DemoOffice; language: Screen['language']; width: number }[] = [
  { officeId: 'sahil', language: 'ar', width: 1024 },
]

test.for(journeys)(
  'a file of $officeId is examined, its notice refused and approved, answered and found in order, in $language at $width px',
  { timeout: 120_000 },
  async ({ officeId, language, width }) => {
    const words = examinationWords[language]
    const { services } = portal.office
    const { fileId, fileNumber, agent, request } = await aFile(officeId)
    const path = `files/${fileId}/examination/formality`
    const look = { language, width }
    const examiner = await signedIn(officeId, 'examiner', look)
    const { page } = examiner
    const button = (name: string, { on = page, exact = true } = {}) => on.getByRole('button', { name, exact })

    await examiner.go(path)
    await lookAt(examiner.screen, '70-examination-free')
    await button(words.examination.takeTask).click()
    await page.locator('#checklist').waitFor()
    await awake(page)

    // From the keyboard: every question is well but the address; a "no" with one entry needs no choosing.
    const { checklist, fields } = await services.examination(await actor(officeId, 'examiner'), {
      fileId,
      checklist: 'formality',
    })
    for (const { code } of checklist.questions) {
      await page.keyboard.press('j')
      if (await page.evaluate((id) => document.activeElement?.id !== id, `q-${code}`))
        await page.locator(`#q-${code}`).focus()
      await page.keyboard.press(code === 'applicant-address' ? 'n' : 'y')
      if (code === 'applicant-address' && (fields[code]?.length ?? 0) > 1)
        await page.locator(`#q-${code} input[type="checkbox"]`).first().check()
    }
    await allKept(page, officeId, fileId, checklist.questions.length)
    await page.locator('[data-outcome="not-met"]').waitFor()
    await page.locator('#q-applicant-address details[data-comments] summary').click()
    await page.locator('#q-applicant-address textarea').fill('The street is missing <b>here</b>.')
    await button(words.examination.addComment).first().click()
    await page.locator('#q-applicant-address').waitFor()
    await awake(page)
    await lookAt(examiner.screen, '71-examination-not-met')

    await page.locator('form:has(input[value="write-notice"][name="act"])').first().locator('button').click()
    await page.waitForURL(/\/notices\//)
    await awake(page)
    await lookAt(examiner.screen, '72-notice-draft')
    const noticePath = new URL(page.url()).pathname.replace(/^.*\/desk\//, '')
    const before = await page.locator('#limit [role="status"]').innerText()
    await page.locator('input[name="limit.count"]').fill('3')
    await until(
      'another day',
      async () => (await page.locator('#limit [role="status"]').innerText()) !== before,
    )
    await page.locator('textarea[name="deficiencies.0.text"]').fill('')
    await button(words.notice.save).click()
    await page.getByRole('alert').waitFor()
    await lookAt(examiner.screen, '73-notice-wrong')
    await page.locator('textarea[name="deficiencies.0.text"]').fill('The address lacks its street.')
    await page.locator('textarea[name="askNote"]').fill('Please look at the wording.')
    await button(words.notice.ask).click()
    await page.getByRole('heading', { name: words.notice.waitingTitle }).waitFor()
    await lookAt(examiner.screen, '74-notice-waiting')

    await page.getByRole('link', { name: words.notice.toApproval }).click()
    await page.getByText(words.approvals.own).waitFor()
    const approvalPath = new URL(page.url()).pathname.replace(/^.*\/desk\//, '')
    await lookAt(examiner.screen, '75-approval-own')

    const registrar = await signedIn(officeId, 'registrar', look)
    const deputy = await signedIn(officeId, 'deputy', look)
    await registrar.go('approvals')
    await lookAt(registrar.screen, '76-approvals')
    await registrar.go(approvalPath)
    await lookAt(registrar.screen, '77-approval')
    await deputy.go(approvalPath)
    await registrar.page.getByText(words.approvals.refuseTitle).click()
    await button(words.approvals.refuse, { on: registrar.page }).click()
    await registrar.page.locator('#reason-error').waitFor()
    await lookAt(registrar.screen, '78-approval-reason')
    await registrar.page.locator('#reason').fill('Name the street that is missing.')
    await button(words.approvals.refuse, { on: registrar.page }).click()
    await registrar.page.getByText(words.approvals.verdict(people[officeId].registrar, 'refuse')).waitFor()
    // Of two who decide the second is told what the first did.
    await button(words.approvals.approve, { on: deputy.page }).click()
    await deputy.page.getByRole('alert').waitFor()
    await deputy.page.getByText(words.approvals.verdict(people[officeId].registrar, 'refuse')).waitFor()
    await lookAt(deputy.screen, '79-approval-decided-before')

    await examiner.go(noticePath)
    await page.getByText('Name the street that is missing.').waitFor()
    await lookAt(examiner.screen, '80-notice-refused')
    await button(words.notice.ask).click()
    await page.getByRole('link', { name: words.notice.toApproval }).waitFor()
    const again = new URL(
      (await page.getByRole('link', { name: words.notice.toApproval }).getAttribute('href')) ?? '',
      portal.origin,
    ).pathname.replace(/^.*\/desk\//, '')
    await deputy.go(again)
    await button(words.approvals.approve, { on: deputy.page }).click()
    await deputy.page.getByText(words.approvals.verdict(people[officeId].deputy, 'approve')).waitFor()
    const noticeId = noticePath.split('/').at(-1) ?? ''
    await until(
      'issued',
      async () => {
        const notice = await portal.office.office.store.notices.one({ _id: noticeId, officeId })
        return notice?.state === 'issued'
      },
      20_000,
    )
    await examiner.go(noticePath)
    await lookAt(examiner.screen, '81-notice-issued')

    const lines = request?.applicants[0]?.address.lines ?? []
    const body = anAnswer({
      noticeId,
      fileNumber,
      text: 'We give the whole address.\nThe old one lacked the house.',
      changes: [
        {
          path: 'applicants.0.address.lines.0',
          before: lines[0] ?? null,
          after: `${lines[0] ?? ''} 12, 2nd floor`,
        },
        {
          path: 'applicants.0.address.city',
          before: request?.applicants[0]?.address.city ?? null,
          after: 'New Town',
        },
      ],
    })
    await services.submitDossier(agent, { key: aKey(), body: overTheWire(body) })
    await until('the task of the answer', async () =>
      portal.office.office.store.tasks.one({ officeId, stream: `file:${fileId}`, kind: 'answer-to-notice' }),
    )
    await examiner.go(path)
    await page.getByRole('heading', { name: words.answer.title }).waitFor()
    await lookAt(examiner.screen, '82-examination-answered')
    await page.locator('input[value="decline"]').last().check()
    await button(words.answer.enter).click()
    await page.getByText(words.answer.accepted, { exact: true }).waitFor()
    await awake(page)
    await page.locator('#q-applicant-address').focus()
    await page.keyboard.press('y')
    await page.locator('[data-outcome="met"]').waitFor()
    await until('the decision', () => page.locator('form:has(input[value="formalities-met"])').count())
    await lookAt(examiner.screen, '83-examination-met')

    // Decided in another window: this one is told what happened, and nothing is done twice.
    const other = await examiner.screen.context.newPage()
    await other.goto(page.url())
    await other.locator('form:has(input[value="formalities-met"]) button').click()
    await other.waitForURL(/done=formalities-met/)
    await page.locator('form:has(input[value="formalities-met"]) button').click()
    await page.getByText(words.since.title).waitFor()
    await lookAt(examiner.screen, '84-decision-stale')
    expect(catalogue[language].problems.stale.title).toBe(
      await page.getByRole('alert').locator('h2').innerText(),
    )
    for (const { screen } of [examiner, registrar, deputy]) await screen.context.close()
  },
)
