/** Drafting as an agent does it, in a real browser: a word mark and a figurative mark, from the first question to the verdict. */
import { pagesOf, readTermList, trademarkForm } from '@lodge/shared-types'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { until } from '../processor/test-support/test-office.ts'
import { documentChoiceWords } from './app/messages/document-choice.ts'
import { addressBookWords } from './app/messages/address-book.ts'
import { en } from './app/messages/en.ts'
import { termsWords } from './app/messages/terms.ts'
import {
  answer,
  applicant,
  catalogue,
  follow,
  heading,
  imageBy,
  press,
  saved,
  signInOnDevice,
} from './test-support/agent-at-work.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'

const password = 'a long enough one'
let portal: PortalUnderTest
let browser: Browser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const [officeId, email, displayName, language] of [
    ['borovia', 'ana@firm.example', 'Ana Petrova', 'en'],
    ['sahil', 'noor@firm.example', 'نور الخالد', 'ar'],
  ] as const)
    await portal.office.services.addUser({
      ...{ officeId, email, displayName, language, accountId: 'account-1' },
      ...{ password, roles: ['agent'] },
    })
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

const agents = {
  borovia: { email: 'ana@firm.example', language: 'en', width: 1280 },
  sahil: { email: 'noor@firm.example', language: 'ar', width: 360 },
} as const

/** Signs an agent in and opens their drafts: from then on everything happens on the device. */
async function agentOf(officeId: keyof typeof agents): Promise<Screen> {
  const { email, language, width } = agents[officeId]
  const one = await openScreen(browser, { origin: portal.origin, language, width })
  const desk = { ...one, base: `${portal.origin}/o/${officeId}` }
  await signInOnDevice(desk, { email, password })
  await one.page.goto(`${desk.base}/drafts`)
  await heading(one.page, catalogue[language].drafting.drafts.title)
  return one
}

/** Starts a draft of a kind of mark, and returns the address of its task list. */
async function startDraft({ page, language }: Screen, kind: 'word' | 'figurative'): Promise<string> {
  const words = catalogue[language].drafting
  await follow(page, words.drafts.newFiling)
  await heading(page, words.newDraft.title)
  await page.locator(`input[value="${kind}"]`).check()
  for (const name of ['branch', 'language']) {
    const first = page.locator(`input[name="${name}"]`).first()
    if (!(await first.isChecked())) await first.check()
  }
  await press(page, words.newDraft.start)
  await heading(page, trademarkForm.title[language])
  return new URL(page.url()).pathname
}

/** Puts a very long text into an entry at once, as a paste does. */
async function paste(page: Page, entry: Locator, text: string): Promise<void> {
  await entry.focus()
  await page.keyboard.insertText(text)
}

const journeys = [
  { officeId: 'borovia', kind: 'word' },
  { officeId: 'sahil', kind: 'figurative' },
] as const

test.for(journeys)(
  'an agent of $officeId drafts a $kind mark to the verdict, and every screen is in order',
  { timeout: 300_000 },
  async ({ officeId, kind }) => {
    const one = await agentOf(officeId)
    const { page, language } = one
    const all = catalogue[language]
    const words = all.drafting
    const goOn = (): Promise<void> => press(page, words.page.continue)
    const titleOf = (pageId: string): string =>
      pagesOf(trademarkForm).find(({ id }) => id === pageId)?.title[language] ?? ''

    const picture = (mimeType: 'image/png' | 'image/jpeg') =>
      imageBy(page, { name: 'mark', mimeType, width: 240, height: 160 })

    await lookAt(one, '20-drafts-empty')
    await follow(page, words.drafts.newFiling)
    await heading(page, words.newDraft.title)
    await press(page, words.newDraft.start)
    await lookAt(one, '21-new-draft-asked')
    await page.goBack()
    const home = await startDraft(one, kind)
    await lookAt(one, '22-task-list')

    // Everything that is asked, page by page; what is wrong is told at its field and above.
    await page.goto(`${portal.origin}${home}/filing`)
    await heading(page, titleOf('filing'))
    await answer(page, 'filing', { ownReference: 'ACME 7' })
    await goOn()
    await heading(page, titleOf('mark'))
    await goOn()
    await page.getByRole('group', { name: words.page.errorsTitle(1) }).waitFor()
    await lookAt(one, '23-mark-missing')
    if (kind === 'word') await answer(page, 'mark', { 'mark.text': 'NORDLICHT' })
    else {
      const input = page.locator('input[type="file"]').first()
      await input.setInputFiles({
        name: 'mark.png',
        mimeType: 'image/png',
        buffer: (await picture('image/png')).buffer,
      })
      await page.getByText(documentChoiceWords[language].refusals.type('JPEG')).waitFor()
      await lookAt(one, '24-image-refused')
      await input.setInputFiles({ name: 'mark.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg/>') })
      await page.getByText(documentChoiceWords[language].refusals.disguised('JPEG')).waitFor()
      const jpeg = (await picture('image/jpeg')).buffer
      await input.setInputFiles({ name: 'علامة الشمال.jpg', mimeType: 'image/jpeg', buffer: jpeg })
      await page.getByRole('img', { name: documentChoiceWords[language].preview }).waitFor()
      await answer(page, 'mark', {
        'mark.verbalElements': 'نور الشمال',
        'mark.description': 'مستطيل أزرق',
      })
    }
    await saved(page, language)
    await lookAt(one, '25-mark')
    await goOn()

    await heading(page, titleOf('applicants'))
    await lookAt(one, '26-applicants-none')
    await page
      .locator('main')
      .getByRole('button', { name: /^(Add an applicant|إضافة مقدم طلب)$/ })
      .click()
    await answer(page, 'applicants', { ...applicant, email: 'not an address' })
    await page.locator('[id$=".phone"]').focus()
    await page.locator('[id$=".email-error"]').waitFor()
    await lookAt(one, '27-applicant-wrong')
    await answer(page, 'applicants', applicant)
    await saved(page, language)
    await press(page, addressBookWords[language].save)
    await page.getByText(addressBookWords[language].saved(applicant.name)).waitFor()
    await goOn()
    await heading(page, titleOf('applicants'))
    await page.locator('main').getByText(applicant.name).first().waitFor()
    await lookAt(one, '28-applicants')
    await goOn()

    await heading(page, titleOf('agent'))
    if (officeId === 'borovia') await answer(page, 'agent', { 'agent.appointed': 'no' })
    else {
      await page.getByLabel(addressBookWords[language].use).selectOption({ label: applicant.name })
      await until(
        'the filled-in name',
        async () => (await page.locator('[id="agent.person.name"]').inputValue()) === applicant.name,
      )
    }
    await lookAt(one, '29-agent')
    await goOn()
    if (officeId === 'sahil') {
      await heading(page, titleOf('power-of-attorney'))
      await answer(page, 'power-of-attorney', { 'agent.power': 'to-follow' })
      await goOn()
    }

    await heading(page, titleOf('goods-and-services'))
    const term = { en: 'computer software', ar: 'أحذية' }[language]
    await page.getByRole('searchbox', { name: words.classes.find }).fill(term)
    await page
      .locator('main')
      .getByRole('button', { name: new RegExp(`^${words.classes.add}`) })
      .first()
      .waitFor()
    await lookAt(one, '30-goods-search')
    await page
      .locator('main button')
      .filter({ hasText: new RegExp(`^${words.classes.add}$`) })
      .first()
      .click()
    await page.locator('main').getByText(words.classes.termCount(1), { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: words.classes.find }).fill('')
    await lookAt(one, '31-goods')
    await follow(page, new RegExp(`^${words.page.change}`))
    await page.getByRole('searchbox', { name: termsWords[language].find }).fill('handmade cloud umbrellas')
    await page.getByRole('searchbox', { name: termsWords[language].find }).press('Enter')
    await page.getByText('handmade cloud umbrellas', { exact: true }).waitFor()
    await lookAt(one, '32-class')
    await goOn()
    await heading(page, titleOf('goods-and-services'))
    await goOn()

    await heading(page, titleOf('priorities'))
    await lookAt(one, '33-priorities')
    for (const optional of ['exhibition', 'seniorities']) {
      await goOn()
      await heading(page, titleOf(optional))
    }
    await goOn()
    await heading(page, titleOf('documents'))
    await goOn()
    await heading(page, titleOf('signature'))
    await goOn()
    await answer(page, 'signature', { 'signature.name': 'Ana Petrova', 'signature.capacity': 'Director' })
    await saved(page, language)
    await lookAt(one, '34-signature')
    await goOn()

    await heading(page, words.check.title)
    await page.getByRole('heading', { name: words.check.verdictTitle }).waitFor()
    await page.locator('main aside summary').click()
    await lookAt(one, '35-check')
    await page.goto(`${portal.origin}${home}`)
    await page.getByRole('heading', { name: words.draft.readyTitle }).waitFor()
    await lookAt(one, '36-task-list-ready')
    await follow(page, words.draft.back)
    await heading(page, words.drafts.title)
    await page.getByText(words.drafts.ready, { exact: true }).waitFor()
    await page.getByText(applicant.name).waitFor()
    await lookAt(one, '37-drafts')
    await follow(page, words.drafts.addresses)
    await heading(page, addressBookWords[language].title)
    await lookAt(one, '38-addresses')
    await one.context.close()
  },
)

test('what was done last is taken back and done again, also from the keyboard and after a reload', async () => {
  const one = await agentOf('borovia')
  const { page } = one
  const home = await startDraft(one, 'word')
  await page.goto(`${portal.origin}${home}/mark`)
  const mark = page.locator('[id="mark.text"]')
  await mark.fill('FIRST')
  await saved(page)
  await page.waitForTimeout(2_100)
  await mark.fill('SECOND')
  await saved(page)
  await page.reload()
  await mark.waitFor()
  await press(page, en.drafting.undo.undo)
  await until('the first text', async () => (await mark.inputValue()) === 'FIRST')
  await press(page, en.drafting.undo.redo)
  await until('the second text', async () => (await mark.inputValue()) === 'SECOND')
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('Control+z')
  await until('the first text again', async () => (await mark.inputValue()) === 'FIRST')
  expect(one.complaints).toEqual([])
  await one.context.close()
})

test('a draft that is open in two tabs is changed in one, seen live in the other, and handed over when the first closes', async () => {
  const one = await agentOf('borovia')
  const { page, context } = one
  const home = await startDraft(one, 'word')
  await page.goto(`${portal.origin}${home}/mark`)
  await page.locator('[id="mark.text"]').fill('NORD')
  const second = await context.newPage()
  await second.goto(`${portal.origin}${home}/mark`)
  await second.getByRole('heading', { name: en.drafting.readOnly.title }).waitFor()
  const seen = second.locator('[id="mark.text"]')
  expect(await seen.getAttribute('readonly')).not.toBeNull()
  await lookAt({ ...one, page: second }, '40-second-tab')
  await page.locator('[id="mark.text"]').fill('NORDLICHT')
  await until('the text in the second tab', async () => (await seen.inputValue()) === 'NORDLICHT')
  await page.close()
  await until('the second tab to take over', async () => (await seen.getAttribute('readonly')) === null)
  await seen.fill('MINE NOW')
  await saved(second)
  expect(one.complaints).toEqual([])
  await context.close()
})

test(
  'ten thousand terms are pasted, judged, moved to their classes and stay usable',
  { timeout: 180_000 },
  async () => {
    const one = await agentOf('borovia')
    const { page } = one
    const words = en.drafting
    const home = await startDraft(one, 'word')
    await page.goto(`${portal.origin}${home}/goods-and-services`)
    await press(page, words.classes.addClass)
    await page.getByRole('searchbox', { name: words.classes.searchClasses }).fill('clothing')
    await page.locator('main').getByRole('button', { name: /^25/ }).click()
    const many = Array.from({ length: 9_999 }, (_, at) => `invented good number ${at}`)
    const more = ['computer software platforms, downloadable', 'musical instruments']
    const start = Date.now()
    await page.getByRole('searchbox', { name: termsWords.en.find }).evaluate(
      (box, pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text', pasted)
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      },
      [...many, ...more].join(';\n'),
    )
    await page.getByText(termsWords.en.shown(1, 100, 10_000)).waitFor()
    expect(Date.now() - start).toBeLessThan(5_000)
    await page.getByText(termsWords.en.tooMany(10_000)).waitFor()
    const later = Date.now()
    await press(page, termsWords.en.later)
    await page.getByText(termsWords.en.shown(101, 200, 10_000)).waitFor()
    expect(Date.now() - later).toBeLessThan(1_500)
    await saved(page)
    await lookAt(one, '41-ten-thousand-terms')
    await page.reload()
    await page.getByText(termsWords.en.all(10_000), { exact: true }).waitFor()
    expect(one.complaints).toEqual([])
    await one.context.close()
  },
)

test('terms in a wrong class are moved together, and one undo brings them back', async () => {
  const one = await agentOf('borovia')
  const { page } = one
  const words = en.drafting
  const home = await startDraft(one, 'word')
  await page.goto(`${portal.origin}${home}/goods-and-services`)
  await press(page, words.classes.addClass)
  await page.locator('main').getByRole('button', { name: /^45/ }).click()
  const visitor = portal.visitor()
  const profile: unknown = await (await visitor.go('/o/borovia/api/profile')).json()
  const { termsVersion } = z.object({ termsVersion: z.string() }).parse(profile)
  const file: unknown = await (await visitor.go(`/o/borovia/api/terms/${termsVersion}`)).json()
  const names = readTermList(file)
    .terms.filter(({ classNumber }) => classNumber === 1 || classNumber === 9)
    .slice(0, 30)
    .map((term) => term.en)
  await page.locator('summary', { hasText: termsWords.en.paste }).click()
  await page.getByRole('textbox', { name: termsWords.en.pasteLabel }).fill(names.join('\n'))
  await press(page, termsWords.en.pasteAdd)
  await page.getByText(termsWords.en.moveAll(30)).waitFor()
  await lookAt(one, '42-wrongly-classified')
  await press(page, termsWords.en.moveAll(30))
  await page.getByText(termsWords.en.empty).waitFor()
  await press(page, words.undo.undo)
  await page.getByText(termsWords.en.moveAll(30)).waitFor()
  expect(one.complaints).toEqual([])
  await one.context.close()
})

test('a text of a hundred pages is kept and told to be too long', async () => {
  const one = await agentOf('borovia')
  const { page } = one
  const home = await startDraft(one, 'figurative')
  await page.goto(`${portal.origin}${home}/mark`)
  const long = 'A page of words that nobody asked for. '.repeat(7_700)
  const entry = page.locator('[id="mark.description"]')
  await paste(page, entry, long)
  await page.getByText(en.drafting.fields.over(long.length - 2_000)).waitFor()
  const start = Date.now()
  await page.keyboard.type('Still quick.')
  expect((Date.now() - start) / 'Still quick.'.length).toBeLessThan(300)
  await saved(page)
  await page.reload()
  await until('the text after a reload', async () => (await entry.inputValue()) === `${long}Still quick.`)
  expect(one.complaints).toEqual([])
  await one.context.close()
})

test('a draft is copied, deleted and brought back', { timeout: 180_000 }, async () => {
  const one = await agentOf('borovia')
  const { page } = one
  const words = en.drafting
  const home = await startDraft(one, 'word')
  await page.goto(`${portal.origin}${home}/mark`)
  await page.locator('[id="mark.text"]').fill('NORDLICHT')
  await saved(page)
  await follow(page, words.page.back)
  await heading(page, 'NORDLICHT')
  await page.goto(`${portal.origin}/o/borovia/drafts`)
  await page.locator('main li').first().waitFor()
  const before = await page.locator('main li').count()
  await page
    .getByRole('button', { name: words.drafts.copyOf('NORDLICHT') })
    .first()
    .click()
  await until('the copy', async () => (await page.locator('main li').count()) === before + 1)
  await page
    .getByRole('button', { name: words.drafts.removeOf('NORDLICHT') })
    .first()
    .click()
  await page.getByRole('heading', { name: words.drafts.removed('NORDLICHT') }).waitFor()
  await until('one less', async () => (await page.locator('main li').count()) === before)
  await lookAt(one, '44-draft-deleted')
  await press(page, words.drafts.bringBack)
  await until('it is back', async () => (await page.locator('main li').count()) === before + 1)
  expect(one.complaints).toEqual([])
  await one.context.close()
})
