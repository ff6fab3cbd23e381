/** What an agent does by hand in the drafting pages, for tests that need a draft or a dossier to go on from. */
import { deflateSync, crc32 } from 'node:zlib'
import {
  pagesOf,
  trademarkForm,
  type FormDefinition,
  type FormField,
  type Language,
} from '@lodge/shared-types'
import type { Page } from 'playwright-core'
import { ar } from '../app/messages/ar.ts'
import { en } from '../app/messages/en.ts'
import { termsWords } from '../app/messages/terms.ts'

type FileToTake = { name: string; mimeType: string; buffer: Buffer }

/** Where this person works: the pages of one office in one tab. `base` is such as `http://localhost:1/o/borovia`. */
export type Desk = {
  page: Page
  base: string
  /** In which the pages are; English where it is not said. */
  language?: Language
}

export const catalogue = { en, ar }

/** Returns the words that this person reads. */
export const wordsAt = ({ language = 'en' }: Pick<Desk, 'language'>) => catalogue[language]

const radio = (name: string, value: string): string =>
  `main input[type="radio"][value="${value}"]:is([name="${name}"], [name$=".${name}"])`

export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor()
export const press = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('button', { name, exact: true }).click()
export const follow = (page: Page, name: string | RegExp): Promise<void> =>
  page.locator('main').getByRole('link', { name }).first().click()

/** Fills in the form of the sign-in page that is open. */
export async function signIn(
  { page, language }: Pick<Desk, 'page' | 'language'>,
  person: { email: string; password: string },
): Promise<void> {
  const words = catalogue[language ?? 'en'].signIn
  await page.getByLabel(words.email).fill(person.email)
  await page.getByLabel(words.password).fill(person.password)
  await press(page, words.submit)
}

/** Signs in and waits until drafting works here without a server: own device, the office's rules and terms, every page. */
export async function signInOnDevice(desk: Desk, person: { email: string; password: string }): Promise<void> {
  const { page, base } = desk
  const { drafting } = wordsAt(desk)
  const { pathname } = new URL(base)
  await page.goto(`${base}/sign-in?to=${pathname}/drafts`)
  await signIn(desk, person)
  await heading(page, drafting.drafts.title)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // The rules of the office are there when a draft can be begun.
  await page.goto(`${base}/drafts/new`)
  await heading(page, drafting.newDraft.title)
}

/** Begins a draft; returns its id. */
export async function beginDraft(desk: Desk, markKind: 'word' | 'figurative'): Promise<string> {
  const { page, base } = desk
  await page.goto(`${base}/drafts/new`)
  await page.locator(radio('mark-kind', markKind)).check()
  await page.locator(radio('branch', 'main')).check()
  const languages = page.locator('main input[type="radio"][name="language"]')
  if ((await languages.count()) > 0 && !(await languages.first().isChecked())) await languages.first().check()
  await press(page, wordsAt(desk).drafting.newDraft.start)
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}$/)
  return page.url().split('/').at(-1) ?? ''
}

/** Where the screen says how saving stands, and what it says when everything is saved. */
export const standing = {
  place: `[role="group"][aria-label="${en.shell.standing.label}"]`,
  saved: en.shell.standing.saved,
} as const

/** Resolves when the screen says that everything typed is saved. */
export function saved(page: Page, language: Language = 'en'): Promise<void> {
  const words = catalogue[language].shell.standing
  const place = page.getByRole('group', { name: words.label, exact: true })
  return place.getByText(words.saved, { exact: true }).waitFor()
}

const pageOf = (pageId: string, form: FormDefinition = trademarkForm) =>
  pagesOf(form).find(({ id }) => id === pageId)

const fieldsOf = (pageId: string, form?: FormDefinition): readonly FormField[] => {
  const page = pageOf(pageId, form)
  return page?.fields ?? page?.list.fields ?? []
}

/** Answers the questions of the page on screen as far as `answers` has them, by the names of the fields. */
export async function answer(
  page: Page,
  pageId: string,
  answers: Record<string, string>,
  form?: FormDefinition,
): Promise<void> {
  for (const { name, kind } of fieldsOf(pageId, form)) {
    const given = answers[name]
    if (given === undefined) continue
    const entry = page.locator(`[id="${name}"], [id$=".${name}"]`).first()
    await entry.waitFor()
    if (kind === 'country') await entry.selectOption(given)
    else if (kind === 'date') {
      const id = await entry.getAttribute('id')
      const [year = '', month = '', day = ''] = given.split('-')
      await entry.fill(day)
      await page.locator(`[id="${id ?? ''}-month"]`).fill(month)
      await page.locator(`[id="${id ?? ''}-year"]`).fill(year)
    } else if (['choice', 'mark-kind', 'mark-type', 'document-role'].includes(kind))
      await page.locator(`input[name$="${name}"][value="${given}"]`).check()
    else await entry.fill(given)
  }
}

/** A person who applies, by the names of the fields. */
export const applicant = {
  kind: 'legal',
  name: 'Karoo Trading Ltd.',
  'address.lines': '1 Harbour Street',
  'address.city': 'Verna',
  'address.postalCode': '24103',
  'address.country': 'DE',
  email: 'office@karoo.example',
} as const

/** Opens a page of a draft that is a list, and adds an item there; returns the item's id. */
export async function addItem(
  { page, base }: Desk,
  draftId: string,
  pageId: string,
  addLabel: string,
): Promise<string> {
  await page.goto(`${base}/drafts/${draftId}/${pageId}`)
  await page.getByRole('button', { name: addLabel }).click()
  await page.waitForURL(/\/[^/]+\/[0-9a-f-]{36}\/[^/]+\/[^/]+$/)
  return page.url().split('/').at(-1) ?? ''
}

/** Takes a file as the answer of the only document field on the page, in the place of one that is there. */
export async function takeFile({ page, language }: Desk, file: FileToTake): Promise<void> {
  await page.locator('main input[type="file"]:not([capture])').setInputFiles(file)
  await page.locator('main bdi').getByText(file.name, { exact: true }).waitFor()
  await saved(page, language)
}

/** Adds a class and writes one term into it in own words. */
export async function addClass(
  desk: Desk,
  draftId: string,
  classNumber: number,
  term: string,
): Promise<void> {
  const { page } = desk
  const words = wordsAt(desk).drafting
  const terms = termsWords[desk.language ?? 'en']
  await addItem(desk, draftId, 'goods-and-services', words.classes.addClass)
  await page
    .locator('main button')
    .filter({ hasText: new RegExp(`^${classNumber}`) })
    .first()
    .click()
  const finder = page.getByLabel(terms.find, { exact: true })
  await finder.fill(term)
  await finder.press('Enter')
  await page.getByText(terms.verdicts['non-existent'], { exact: true }).first().waitFor()
  await saved(page, desk.language)
}

/** An office that wants an agent gets one, and the power later; where none is wanted, the applicant has none. */
export async function answerAgent(
  { page, language }: Desk,
  open: (pageId: string) => Promise<unknown>,
): Promise<void> {
  await open('agent')
  const appointed = page.locator(radio('agent.appointed', 'no'))
  await appointed.or(page.locator(radio('agent.person.kind', 'legal'))).waitFor()
  if ((await appointed.count()) > 0) {
    await appointed.check()
    await saved(page, language)
    return
  }
  const person: Record<string, string> = {}
  for (const [field, value] of Object.entries(applicant)) person[`agent.person.${field}`] = value
  await answer(page, 'agent', person)
  await saved(page, language)
  await open('power-of-attorney')
  await answer(page, 'power-of-attorney', { 'agent.power': 'to-follow' })
  await saved(page, language)
}

/** Answers everything that the office needs; a figurative mark has an image. Returns the applicant's item id. */
export async function answerAll(
  desk: Desk,
  draftId: string,
  mark: { text: string } | { image: FileToTake; verbalElements?: string },
): Promise<string> {
  const { page, base, language } = desk
  const words = wordsAt(desk).drafting
  const open = (pageId: string): Promise<unknown> => page.goto(`${base}/drafts/${draftId}/${pageId}`)
  await open('mark')
  if ('text' in mark) await answer(page, 'mark', { 'mark.text': mark.text })
  else {
    await takeFile(desk, mark.image)
    const { verbalElements } = mark
    if (verbalElements !== undefined) await answer(page, 'mark', { 'mark.verbalElements': verbalElements })
  }
  await saved(page, language)

  const addLabel = pageOf('applicants')?.list?.addLabel[language ?? 'en'] ?? ''
  const itemId = await addItem(desk, draftId, 'applicants', addLabel)
  await answer(page, 'applicants', applicant)
  await saved(page, language)

  await answerAgent(desk, open)
  await addClass(desk, draftId, 9, 'instruments for measuring the height of tides')

  await open('signature')
  await answer(page, 'signature', { 'signature.name': 'Ana Petrova', 'signature.capacity': 'Director' })
  await saved(page, language)
  await page.goto(`${base}/drafts/${draftId}/check`)
  await page.getByText(words.check.verdictTitle).waitFor()
  return itemId
}

/** Copies the draft that is on top of the list; returns the id of the copy. */
export async function copyTopDraft(desk: Desk): Promise<string> {
  const { page, base } = desk
  await page.goto(`${base}/drafts`)
  const links = page.locator(`main li a[href*="/drafts/"]`)
  await links.first().waitFor()
  const count = await links.count()
  // What the button says before the title of the draft.
  const [before = ''] = wordsAt(desk).drafting.drafts.copyOf('|').split('|')
  await page
    .getByRole('button', { name: new RegExp(`^${before}`) })
    .first()
    .click()
  await links.nth(count).waitFor()
  return (await links.first().getAttribute('href'))?.split('/').at(-1) ?? ''
}

/** Presses the button of the cart that is open; returns the id of the dossier, whose page follows. */
export async function pressSubmit(desk: Pick<Desk, 'page' | 'language'>): Promise<string> {
  const { page } = desk
  // The sum and the number of applications stand on the button as well.
  const [begin = ''] = wordsAt(desk).cart.submitWithoutTotal(1).split(' ')
  await page
    .locator('main')
    .getByRole('button', { name: new RegExp(`^${begin}`) })
    .click()
  await page.waitForURL(/\/outbox\/[^/]+$/)
  return page.url().split('/').at(-1) ?? ''
}

/** Submits what is in the cart as one dossier, but for `leftOut` (marks); returns its id. It goes when it can. */
export async function submitCart(desk: Desk, leftOut: readonly string[] = []): Promise<string> {
  const { page, base } = desk
  await page.goto(`${base}/cart`)
  for (const mark of leftOut)
    await page.getByLabel(wordsAt(desk).cart.include(mark), { exact: true }).uncheck()
  return pressSubmit(desk)
}

/** Pays at the bank's own page by the card of that name, and comes back. */
export async function payAtBank(page: Page, bankUrl: string, card = 'approve'): Promise<void> {
  await page.waitForURL((url) => url.href.startsWith(bankUrl))
  await page.locator(`input[value="${card}"]`).check()
  await page.locator('#pay').click()
  await page.locator('#return').click()
  await page.waitForURL((url) => !url.href.startsWith(bankUrl))
}

/** Returns an image that the browser makes, with a rectangle or with noise that cannot be compressed much. */
export async function imageBy(
  page: Page,
  wish: {
    name: string
    mimeType: 'image/png' | 'image/jpeg'
    width: number
    height: number
    isNoisy?: boolean
  },
): Promise<FileToTake> {
  const address = await page.evaluate(({ mimeType, width, height, isNoisy }) => {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d')
    if (context) {
      context.fillStyle = '#0b5563'
      context.fillRect(width / 12, height / 12, width / 1.2, height / 1.2)
      if (isNoisy) {
        const picture = context.getImageData(0, 0, width, height)
        for (let at = 0; at < picture.data.length; at += 1)
          picture.data[at] = at % 4 === 3 ? 255 : Math.random() * 256
        context.putImageData(picture, 0, 0)
      }
    }
    return canvas.toDataURL(mimeType, 0.9)
  }, wish)
  const { name, mimeType } = wish
  return { name, mimeType, buffer: Buffer.from(address.split(',')[1] ?? '', 'base64') }
}

/** Returns a PNG of about so many bytes which no other seed gives; what is in it cannot be compressed. */
export function noisyPng(name: string, seed: number, bytes: number): FileToTake {
  const width = 512
  const height = Math.max(1, Math.ceil(bytes / (width * 3 + 1)))
  const rows = Buffer.alloc(height * (width * 3 + 1))
  let state = seed * 2_654_435_761 + 1
  for (let at = 0; at < rows.length; at += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    rows[at] = at % (width * 3 + 1) === 0 ? 0 : state & 0xff
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const buffer = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { name, mimeType: 'image/png', buffer }
}
