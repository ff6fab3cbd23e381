/** Every right can be drafted without a network: designs with their views in one office, a patent in the other, to the verdict. */
import { designForm, pagesOf, patentForm, type FormDefinition } from '@lodge/shared-types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { factControlWords } from './app/messages/fact-controls.ts'
import {
  answer,
  answerAgent,
  applicant,
  catalogue,
  heading,
  imageBy,
  press,
  saved,
  signInOnDevice,
  type Desk,
} from './test-support/agent-at-work.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const [officeId, email, language] of [
    ['borovia', 'ana@firm.example', 'en'],
    ['sahil', 'noor@firm.example', 'ar'],
  ] as const)
    await portal.office.services.addUser({
      ...{ officeId, email, displayName: email, language, accountId: 'account-1' },
      ...{ password, roles: ['agent'] },
    })
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

type Worker = { one: Screen; desk: Desk; form: FormDefinition; home: string }

/** Signs in, cuts the network, and begins a draft of a kind. */
async function begin(
  {
    officeId,
    email,
    language,
    width,
  }: Readonly<Record<'officeId' | 'email', string>> & {
    language: 'en' | 'ar'
    width: number
  },
  form: FormDefinition,
): Promise<Worker> {
  const one = await openScreen(browser, { origin: portal.origin, language, width })
  const { page } = one
  const desk: Desk = { page, base: `${portal.origin}/o/${officeId}`, language }
  // It comes by itself when drafting has begun, last of what a draft of a design works with.
  const classes = page.waitForResponse(/\/api\/lists\/locarno-/)
  await signInOnDevice(desk, { email, password })
  await (await classes).finished()
  await page.context().setOffline(true)
  await page.goto(`${desk.base}/drafts/new`)
  await page.locator(`input[value="${form.request}"]`).check()
  for (const name of ['branch', 'language']) {
    const first = page.locator(`input[name="${name}"]`).first()
    await first.waitFor()
    if (!(await first.isChecked())) await first.check()
  }
  await press(page, catalogue[language].drafting.newDraft.start)
  await heading(page, form.title[language])
  return { one, desk, form, home: page.url() }
}

/** Opens a page of the draft; of a list, a new item of it. */
async function open({ desk: { page, language = 'en' }, form, home }: Worker, pageId: string): Promise<void> {
  const asked = pagesOf(form).find(({ id }) => id === pageId)
  await page.goto(`${home}/${pageId}`)
  await heading(page, asked?.title[language] ?? '')
  if (!asked?.list) return
  await press(page, asked.list.addLabel[language])
  await page.waitForURL(new RegExp(`/${pageId}/[^/]+$`))
}

const under = (prefix: string, answers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([name, value]) => [`${prefix}.${name}`, value]))

/** Answers what every application asks about people, and signs. */
async function answerPeople(worker: Worker, makers: 'inventors' | 'designers'): Promise<void> {
  const { desk, form, home } = worker
  const { page, language } = desk
  await open(worker, 'applicants')
  await answer(page, 'applicants', applicant, form)
  await saved(page, language)
  await open(worker, makers)
  await answer(page, makers, under('person', applicant), form)
  await saved(page, language)
  await answerAgent(desk, (pageId) => page.goto(`${home}/${pageId}`))
  await open(worker, 'signature')
  await answer(page, 'signature', { 'signature.name': 'Ana Petrova', 'signature.capacity': 'Director' }, form)
  await saved(page, language)
}

async function reachVerdict({ one, desk, form, home }: Worker): Promise<void> {
  const { page, language = 'en' } = desk
  await page.goto(`${home}/check`)
  await page.getByText(catalogue[language].drafting.check.verdictTitle).waitFor()
  await lookAt(one, `rights-${form.version}-verdict`)
}

test('designs with numbered views, in English and on a wide screen', { timeout: 90_000 }, async () => {
  const worker = await begin(
    { officeId: 'borovia', email: 'ana@firm.example', language: 'en', width: 1280 },
    designForm,
  )
  const { page } = worker.desk
  const words = factControlWords.en
  await open(worker, 'designs')
  await answer(page, 'designs', { product: 'Chair', locarno: '06-77' }, designForm)
  await page.getByLabel(words.findClass).fill('seat')
  const seats = words.takeOf('06-01', 'Seats')
  await page.getByRole('button', { name: seats, exact: true }).waitFor()
  await lookAt(worker.one, 'rights-ds-1-class')
  await press(page, seats)
  await page.getByText('Furnishing').waitFor()
  for (const [at, kind] of ['perspective', 'front'].entries()) {
    await press(page, words.addView)
    const view = page.getByRole('group', { name: words.viewNumber(at + 1), exact: true })
    await view.getByRole('combobox').selectOption(kind)
    const picture = await imageBy(page, {
      name: `${kind}.png`,
      mimeType: 'image/png',
      width: 200 + at,
      height: 150,
    })
    await view.locator('input[type="file"]:not([capture])').setInputFiles(picture)
    await view.locator('img').waitFor()
  }
  await saved(page)
  await lookAt(worker.one, 'rights-ds-1-views')
  await answerPeople(worker, 'designers')
  await reachVerdict(worker)
})

test('a patent, in Arabic and on a narrow screen', { timeout: 90_000 }, async () => {
  const worker = await begin(
    { officeId: 'sahil', email: 'noor@firm.example', language: 'ar', width: 360 },
    patentForm,
  )
  const { page } = worker.desk
  const pdf = (name: string) => ({
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.7\n${name}`),
  })
  await open(worker, 'invention')
  await answer(
    page,
    'invention',
    {
      'invention.title': 'مفصلة تغلق وحدها',
      'invention.describedBy': 'documents',
      'invention.abstract': 'مفصلة.',
    },
    patentForm,
  )
  for (const name of ['description', 'claims']) {
    const entry = page.locator(`[id="invention.${name}Document"]`)
    await entry.setInputFiles(pdf(`${name}.pdf`))
    await page.locator('main bdi').getByText(`${name}.pdf`, { exact: true }).waitFor()
  }
  await lookAt(worker.one, 'rights-pt-1-invention')
  await open(worker, 'counts')
  await answer(
    page,
    'counts',
    {
      'invention.claims': '12',
      'invention.independentClaims': '2',
      'invention.pages': '20',
      'invention.drawings': '0',
    },
    patentForm,
  )
  await saved(page, 'ar')
  await open(worker, 'entitlement')
  await answer(page, 'entitlement', { 'invention.entitlement': 'inventor' }, patentForm)
  await saved(page, 'ar')
  await answerPeople(worker, 'inventors')
  await reachVerdict(worker)
})
