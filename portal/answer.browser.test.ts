/** The answer to a notice, as an agent gives it: read online, written and sent without a network, taken by the office. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { file, payWith, start } from '../processor/test-support/filing.ts'
import { issueNotice } from '../processor/test-support/issued-notice.ts'
import { until } from '../processor/test-support/test-office.ts'
import { answerInArabic } from './app/messages/answer.ar.ts'
import { answerInEnglish } from './app/messages/answer.en.ts'
import { en } from './app/messages/en.ts'
import { heading, press, saved, signInOnDevice } from './test-support/agent-at-work.ts'
import { lookAt, openScreen, startChromium } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const person = { email: 'ana@firm.example', password: 'a long enough one' }
const words = answerInEnglish
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  await portal.office.services.addUser({
    ...person,
    officeId: 'borovia',
    displayName: 'Ana Petrova',
    accountId: 'account-1',
    language: 'en',
    roles: ['agent'],
  })
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

/** A file of the agent with an open notice about its applicant's address. */
async function askedFile() {
  const { office } = portal
  const filed = await file(office, { request: { agent: undefined } })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  const { files } = await until('lodged', async () => {
    const view = await office.services.dossierView(filed.actor, filed.dossierId)
    return view.status === 'lodged' && view
  })
  const { fileId = '', fileNumber = '' } = files[0] ?? {}
  return { fileId, fileNumber, noticeId: await issueNotice(office, { fileId }) }
}

test('an answer is written and sent without a network, and taken once there is one', async () => {
  const { office, origin } = portal
  const { fileId, fileNumber, noticeId } = await askedFile()
  const base = `${origin}/o/borovia`
  const screen = await openScreen(browser, { origin, language: 'en', width: 390 })
  const { page } = screen
  await signInOnDevice({ page, base }, person)

  // The file says what is wanted; the notice says it field by field, and comes to the device.
  await page.goto(`${base}/files/${fileId}`)
  await page.getByRole('link', { name: words.notice.read }).click()
  await heading(page, 'Notice of deficiency')
  await page.getByText('Give the complete address.').waitFor()
  await lookAt(screen, 'notice-of-party')
  await page.getByRole('link', { name: words.notice.answer, exact: true }).click()
  await heading(page, words.answer.title(fileNumber))
  await page.locator('[id="applicants.i0.address.city"]').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await saved(page)

  await page.context().setOffline(true)
  await page.reload()
  const city = page.locator('[id="applicants.i0.address.city"]')
  await city.fill('New Town')
  await page.locator('[id="answer.text"]').fill('Here is the complete address.')
  await saved(page)
  // What is missing is told at its field, and nothing is sent.
  await press(page, words.answer.send)
  await page.getByRole('alert').getByText('Enter the name of the signatory.').waitFor()
  await page.locator('[id="signature.name"]').fill('Ana Petrova')
  await page.locator('[id="signature.capacity"]').fill('Agent')
  await saved(page)
  await lookAt(screen, 'answer-offline')
  await press(page, words.answer.send)
  await page.waitForURL(/\/outbox\/[0-9a-f-]{36}$/)
  await heading(page, en.requestKinds['response-to-office-action'])
  expect(await office.office.store.notices.one({ _id: noticeId })).toMatchObject({ state: 'issued' })

  await page.context().setOffline(false)
  const notice = await until(
    'answered',
    async () => {
      const row = await office.office.store.notices.one({ _id: noticeId })
      return row?.state === 'answered' && row
    },
    30_000,
  )
  expect(notice.answeredAt).not.toBeNull()
  const view = await office.services.answerView(office.staff(['formality-examiner']), noticeId)
  expect(view).toMatchObject({ text: 'Here is the complete address.' })
  expect(view.changes.map(({ path, afterText }) => [path, afterText.en])).toEqual([
    ['applicants.0.address.city', 'New Town'],
  ])

  await page.goto(`${base}/notices/${noticeId}?lang=ar`)
  await page.getByText(answerInArabic.notice.answered).waitFor()
  await lookAt({ ...screen, language: 'ar' }, 'notice-answered')
  await page.context().close()
})
