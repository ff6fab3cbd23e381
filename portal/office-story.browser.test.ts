/**
 * One application from the desk to the register, in four browsers: an examiner finds it incomplete, may not approve their own
 * notice, a registrar does; the agent answers; it is found in order, published and registered; and its applicant follows.
 */
import type { DemoOffice } from '@lodge/mocks'
import { textIn } from '@lodge/shared-types'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applicantWords } from '../processor/src/services/applicant-words.ts'
import { file, payWith, start } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { ar as arabic } from './app/messages/ar.ts'
import { answerInArabic } from './app/messages/answer.ar.ts'
import { answerInEnglish } from './app/messages/answer.en.ts'
import { en as english } from './app/messages/en.ts'
import { examinationWords } from './app/messages/examination.ts'
import { followWords } from './app/messages/follow.ts'
import { heading, press, saved, signInOnDevice } from './test-support/agent-at-work.ts'
import { awake, lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
const offices = [
  {
    officeId: 'borovia',
    language: 'en',
    width: 1280,
    people: { agent: 'Ana Petrova', examiner: 'Daria Koleva', registrar: 'Nikola Petrov' },
  },
  {
    officeId: 'sahil',
    language: 'ar',
    width: 1024,
    people: { agent: 'نور الخالد', examiner: 'سعود العتيبي', registrar: 'نورة الشمري' },
  },
] as const
/** The examiner could approve, were it not their own notice. */
const rolesOf = {
  agent: ['agent'],
  examiner: ['formality-examiner', 'registrar'],
  registrar: ['registrar'],
} as const
type Person = keyof typeof rolesOf

let portal: PortalUnderTest
let browser: Browser
const mailOf = (person: Person, officeId: DemoOffice): string => `${person}@${officeId}.example`

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const { officeId, language, people } of offices)
    for (const person of ['agent', 'examiner', 'registrar'] as const)
      await portal.office.services.addUser({
        ...{ officeId, language, password },
        email: mailOf(person, officeId),
        displayName: people[person],
        accountId: person === 'agent' ? 'account-1' : null,
        roles: rolesOf[person],
      })
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

/** An application of the agent, lodged and to be examined. */
async function aFile(officeId: DemoOffice) {
  const { office } = portal
  const filed = await file(office, { officeId, on: new Date().toISOString().slice(0, 10) })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  return until('a task', async () => {
    const row = await office.office.store.files.one({ officeId, dossierId: filed.dossierId })
    const task = row && (await office.office.store.tasks.one({ officeId, stream: `file:${row._id}` }))
    return task && { fileId: row._id, fileNumber: row.fileNumber, followCode: row.followCode ?? '' }
  })
}

type Desk = { screen: Screen; page: Page; go: (path: string) => Promise<void> }

async function atDesk(
  person: Person,
  { officeId, language, width }: (typeof offices)[number],
): Promise<Desk> {
  const screen = await openScreen(browser, { origin: portal.origin, language, width })
  const { page } = screen
  await page.goto(`${portal.origin}/o/${officeId}/sign-in?lang=${language}`)
  await page.locator('input[name="email"]').fill(mailOf(person, officeId))
  await page.locator('input[name="password"]').fill(password)
  await page.locator('main button[type="submit"]').click()
  await page.waitForURL(/\/desk$/)
  const go = async (path: string): Promise<void> => {
    await page.goto(`${portal.origin}/o/${officeId}/desk/${path}`)
    await awake(page)
  }
  return { screen, page, go }
}

/** Presses the button of an action's form; `note` opens the proposal first where another person has to approve it. */
async function act({ page }: Desk, action: string, isProposal = false): Promise<void> {
  const form = page.locator(`form:has(input[name="action"][value="${action}"])`).first()
  if (isProposal) await page.locator(`li:has(input[name="action"][value="${action}"]) summary`).click()
  await form.locator('button').click()
}

test.for(offices)(
  'at $officeId an application goes from a deficiency to the register, with an agent, an examiner, a registrar and an applicant, in $language',
  { timeout: 150_000 },
  async (at) => {
    const { officeId, language, width } = at
    const { services, office } = portal.office
    const words = examinationWords[language]
    const answer = { en: answerInEnglish, ar: answerInArabic }[language]
    const all = { en: english, ar: arabic }[language]
    const { view: follow } = followWords[language]
    const { fileId, fileNumber, followCode } = await aFile(officeId)
    const base = `${portal.origin}/o/${officeId}`
    const profile = services.profile(officeId)
    const plainOf = (code: string): string =>
      textIn(
        profile?.workflow.actions.find((action) => action.code === code)?.plain ?? { en: code },
        language,
      )

    const agent = await openScreen(browser, { origin: portal.origin, language, width })
    await signInOnDevice({ page: agent.page, base, language }, { email: mailOf('agent', officeId), password })
    const examiner = await atDesk('examiner', at)
    const registrar = await atDesk('registrar', at)
    const applicant = await openScreen(browser, { origin: portal.origin, language, width: 390 })
    /** What the applicant reads: whose turn it is, and what has happened. */
    const applicantReads = async (turn: string, ...sentences: readonly string[]): Promise<void> => {
      const read = async (): Promise<string> => {
        await applicant.page.goto(`${base}/follow/${followCode}?lang=${language}`)
        return applicant.page.locator('main').innerText()
      }
      const isThere = (text: string): boolean =>
        [turn, ...sentences].every((sentence) => text.includes(sentence))
      await until('the applicant to read it', async () => isThere(await read())).catch(async () => {
        expect(await read()).toContain([turn, ...sentences].join('\n'))
      })
    }
    await applicantReads(follow.next.office)

    // From the work list to the checklist: everything is well but the address.
    await examiner.go('tasks?holder=nobody')
    await examiner.page
      .getByRole('link', { name: new RegExp(fileNumber) })
      .first()
      .waitFor()
    await examiner.page.locator(`button[value^="claim:"]`).first().click()
    await until('the task to be taken', () =>
      office.store.tasks.one({ officeId, stream: `file:${fileId}`, state: 'claimed' }),
    )
    await examiner.go(`files/${fileId}/examination/formality`)
    const actor = (await services.signIn({ officeId, email: mailOf('examiner', officeId), password })).session
      .actor
    const { checklist, fields } = await services.examination(actor, { fileId, checklist: 'formality' })
    const say = async (code: string, key: string): Promise<void> => {
      await examiner.page.locator(`#q-${code}`).focus()
      await examiner.page.keyboard.press(key)
    }
    for (const { code } of checklist.questions) await say(code, code === 'applicant-address' ? 'n' : 'y')
    if ((fields['applicant-address']?.length ?? 0) > 1)
      await examiner.page.locator('#q-applicant-address input[type="checkbox"]').first().check()
    await examiner.page.locator('[data-outcome="not-met"]').waitFor()
    if (language === 'en') await lookAt(examiner.screen, '88-story-examination')

    // The notice, which its maker may not approve.
    await examiner.page
      .locator('form:has(input[value="write-notice"][name="act"]):has(input[value="deficiency-found"])')
      .first()
      .locator('button')
      .click()
    await examiner.page.waitForURL(/\/notices\/[\w-]+$/)
    const noticeId = examiner.page.url().split('/').at(-1) ?? ''
    if (language === 'en') await lookAt(examiner.screen, '89-story-notice')
    await examiner.page.getByRole('button', { name: words.notice.ask, exact: true }).click()
    await examiner.page.getByRole('link', { name: words.notice.toApproval }).click()
    await examiner.page.getByText(words.approvals.own).waitFor()
    expect(
      await examiner.page.getByRole('button', { name: words.approvals.approve, exact: true }).count(),
    ).toBe(0)
    const approvalPath = new URL(examiner.page.url()).pathname.replace(/^.*\/desk\//, '')
    expect((await office.store.notices.one({ _id: noticeId, officeId }))?.state).toBe('waiting')
    await registrar.go('approvals')
    await registrar.page.locator(`main a[href$="${approvalPath}"]`).first().waitFor()
    await registrar.go(approvalPath)
    await registrar.page.getByRole('button', { name: words.approvals.approve, exact: true }).click()
    await until(
      'the signed notice',
      () => office.store.notices.one({ _id: noticeId, officeId, state: 'issued' }),
      20_000,
    )
    await applicantReads(follow.next.party, plainOf('deficiency-found'))
    await lookAt(applicant, '90-story-applicant')

    // The agent finds it on their first page, and answers in one step.
    const { page } = agent
    await page.goto(`${base}/files`)
    await page.locator(`main a[href$="/notices/${noticeId}"]`).first().click()
    await page.waitForURL(new RegExp(`/notices/${noticeId}`))
    await page.getByRole('link', { name: answer.notice.answer, exact: true }).click()
    await heading(page, answer.answer.title(fileNumber))
    await page.locator('[id="applicants.i0.address.city"]').fill('New Town')
    await page
      .locator('[id="answer.text"]')
      .fill('The whole address, as it stands in the register of companies.')
    await page.locator('[id="signature.name"]').fill('Ana Petrova')
    await page.locator('[id="signature.capacity"]').fill('Agent')
    await saved(page, language)
    await press(page, answer.answer.send)
    await page.waitForURL(/\/outbox\/[0-9a-f-]{36}$/)
    await heading(page, all.requestKinds['response-to-office-action'])
    await until(
      'the answer',
      () => office.store.notices.one({ _id: noticeId, officeId, state: 'answered' }),
      30_000,
    )
    await applicantReads(follow.next.office, applicantWords[language].answered)

    // It is back with the same officer, with the difference; all is well now.
    const task = await until('the task of the answer', () =>
      office.store.tasks.one({ officeId, stream: `file:${fileId}`, kind: 'answer-to-notice' }),
    )
    expect(task.claimedBy).toBe(actor.who.id)
    await examiner.go(`files/${fileId}/examination/formality`)
    await examiner.page.locator('ins').getByText('New Town').first().waitFor()
    await examiner.page.getByRole('button', { name: words.answer.enter, exact: true }).click()
    await examiner.page.getByText(words.answer.accepted, { exact: true }).waitFor()
    await awake(examiner.page)
    await say('applicant-address', 'y')
    await examiner.page.locator('[data-outcome="met"]').waitFor()
    await until('the decision', () =>
      examiner.page.locator('form:has(input[value="formalities-met"])').count(),
    )
    await act(examiner, 'formalities-met')
    await examiner.page.waitForURL(/done=formalities-met/)

    // Published by the registrar, registered with four eyes.
    await registrar.go(`files/${fileId}`)
    await act(registrar, 'published')
    await registrar.page.waitForURL(/done=published/)
    await applicantReads(follow.next.office, plainOf('published'))
    await examiner.go(`files/${fileId}`)
    await act(examiner, 'registered', true)
    const proposed = await until('the proposal', () =>
      office.store.approvals.one({ officeId, kind: 'action', subjectId: fileId, state: 'waiting' }),
    )
    await registrar.go(`approvals/${proposed._id}`)
    await lookAt(registrar.screen, '91-story-registration')
    await registrar.page.getByRole('button', { name: words.approvals.approve, exact: true }).click()
    await applicantReads(follow.next.nobody, plainOf('registered'), plainOf('formalities-met'))
    await examiner.go(`files/${fileId}`)
    await lookAt(examiner.screen, '92-story-registered')

    const { status } = (await office.store.views.one({ officeId, kind: 'file', id: fileId })) ?? {}
    expect(status).toBe('Registered')
    expect(
      await office.store.tasks.count({ officeId, stream: `file:${fileId}`, state: { $ne: 'done' } }),
    ).toBe(0)
    for (const { context } of [agent, applicant, examiner.screen, registrar.screen]) await context.close()
  },
)
