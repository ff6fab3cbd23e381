/** The main job of an agent, whole: draft two marks without a server, lose the browser twice, submit, pay, hold the receipts. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifySignedPdf } from '@lodge/processor'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { until } from '../processor/test-support/test-office.ts'
import { documentChoiceWords } from './app/messages/document-choice.ts'
import {
  answerAll,
  beginDraft,
  catalogue,
  follow,
  heading,
  imageBy,
  payAtBank,
  press,
  pressSubmit,
  signInOnDevice,
  type Desk,
} from './test-support/agent-at-work.ts'
import { lookAt, screenOf, type Screen } from './test-support/chromium.ts'
import { startLink, type Link } from './test-support/link.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { openProfile, type ProfiledBrowser } from './test-support/profile.ts'

const journeys = [
  {
    officeId: 'borovia',
    language: 'en',
    width: 1280,
    name: 'Ana Petrova',
    email: 'ana@firm.example',
    image: 'image/png',
    marks: ['NORDLICHT', 'Karoo Tides'],
  },
  {
    officeId: 'sahil',
    language: 'ar',
    width: 360,
    name: 'نور الخالد',
    email: 'noor@firm.example',
    image: 'image/jpeg',
    marks: ['نور الشمال', 'مدّ كارو'],
  },
] as const
const password = 'a long enough one'
/** Slow enough to see documents on their way. */
const slowBitsPerSecond = 1_500_000

let portal: PortalUnderTest
let link: Link
let folder: string
let browser: ProfiledBrowser | undefined

beforeAll(async () => {
  link = await startLink()
  portal = await startPortal({ PUBLIC_ORIGIN: link.origin })
  link.leadTo(Number(new URL(portal.origin).port))
  folder = await mkdtemp(join(tmpdir(), 'lodge-story-'))
  for (const { officeId, language, name, email } of journeys)
    await portal.office.services.addUser({
      ...{ officeId, language, email, password, displayName: name, accountId: 'account-1' },
      roles: ['agent'],
    })
})
afterEach(async () => {
  await browser?.kill()
  link.slowTo(undefined)
  // It listens already where all went well.
  await link.back().catch(() => undefined)
})
afterAll(async () => {
  await portal.end()
  await link.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Presses what downloads, and returns what arrived in the folder for downloads. */
async function downloaded(
  { context, page }: Screen,
  name: RegExp,
  click: () => Promise<void>,
): Promise<Buffer> {
  const downloadPath = await mkdtemp(join(folder, 'downloads-'))
  const session = await context.newCDPSession(page)
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath })
  await click()
  const found = await until(`a download called ${name.source}`, async () =>
    (await readdir(downloadPath)).find((one) => name.test(one)),
  )
  return readFile(join(downloadPath, found))
}

test.for(journeys)(
  'an agent of $officeId drafts, submits, pays and holds the receipts, with the server and the browser gone in between',
  { timeout: 240_000 },
  async ({ officeId, language, width, marks, email, image }) => {
    const words = catalogue[language]
    const base = `${link.origin}/o/${officeId}`
    const profile = join(folder, officeId)
    /** A new browser process on the same profile. */
    const startBrowser = async (): Promise<Screen> => {
      browser = await openProfile(profile, { width, height: 800 }, language)
      return screenOf(browser, { origin: link.origin, language, width })
    }
    const [word, figurative] = marks

    // Once with a network.
    let one = await startBrowser()
    const deskOf = ({ page }: Screen): Desk => ({ page, base, language })
    await signInOnDevice(deskOf(one), { email, password })
    // A browser that is killed has the cookies of half a minute ago; this one ends in good order.
    await browser?.close()

    // The server goes away. Two marks, entirely without it.
    await link.away()
    one = await startBrowser()
    const wordId = await beginDraft(deskOf(one), 'word')
    await answerAll(deskOf(one), wordId, { text: word })
    await follow(one.page, words.drafting.check.addToCart)
    await heading(one.page, words.cart.title)
    const figurativeId = await beginDraft(deskOf(one), 'figurative')
    const picture = await imageBy(one.page, {
      ...{ name: 'mark.' + image.slice(6), mimeType: image, isNoisy: true },
      ...{ width: 640, height: 480 },
    })
    await answerAll(deskOf(one), figurativeId, { image: picture, verbalElements: figurative })
    await one.page.goto(`${base}/cart`)
    for (const mark of marks) await one.page.getByLabel(words.cart.include(mark), { exact: true }).waitFor()
    await lookAt(one, '50-cart')

    // The browser goes away too. A deep link opens what was drafted.
    await browser?.kill()
    one = await startBrowser()
    await one.page.goto(`${base}/drafts/${wordId}/mark`)
    const text = one.page.locator('[id="mark.text"]')
    await text.waitFor()
    expect(await text.inputValue()).toBe(word)
    await one.page.goto(`${base}/drafts/${figurativeId}/mark`)
    await one.page.getByRole('img', { name: documentChoiceWords[language].preview }).waitFor()

    // Submitted without a server: frozen, queued, and honest about it.
    await one.page.goto(`${base}/cart`)
    await one.page.getByLabel(words.cart.ownReference).fill('ACME 7')
    await one.page.getByText(words.cart.nextAway).waitFor()
    const dossierId = await pressSubmit(deskOf(one))
    const main = (): ReturnType<Screen['page']['locator']> => one.page.locator('main')
    await heading(one.page, words.sending.title(2))
    await main().getByText(words.badges.queued, { exact: true }).waitFor()
    await main().getByText(words.badges.waitsFor.network).waitFor()
    await one.page.getByText(words.shell.standing.queued(1)).waitFor()
    await lookAt(one, '51-sending-queued')
    await one.page.goto(`${base}/outbox`)
    await main().getByText(words.badges.queued, { exact: true }).waitFor()
    await lookAt(one, '52-outbox-queued')

    // The browser goes away once more; the server returns, over a slow line.
    await browser?.kill()
    one = await startBrowser()
    await one.page.goto(`${base}/outbox/${dossierId}`)
    await main().getByText(words.badges.queued, { exact: true }).waitFor()
    expect(await portal.office.office.store.submissions.many({ officeId })).toEqual([])
    link.slowTo(slowBitsPerSecond)
    await link.back()
    await main().getByText(words.badges.uploading(0, 1), { exact: true }).waitFor()
    await lookAt(one, '53-sending-uploading')
    link.slowTo(undefined)

    // The office acknowledges by itself, and on to payment.
    await main().getByText(words.sending.acknowledgementTitle, { exact: true }).waitFor()
    const submission = await until('the submission', () =>
      portal.office.office.store.submissions.one({ officeId, dossierId }),
    )
    // Sahil lodges what it has acknowledged, and is paid afterwards.
    const isLodgedFirst = officeId === 'sahil'
    const awaited = isLodgedFirst ? words.badges.lodged : words.badges.acknowledged.pay
    await main().getByRole('link', { name: words.sending.pay }).waitFor()
    if (isLodgedFirst) await main().getByText(words.sending.paidLater).first().waitFor()
    await lookAt(one, '54-sending-acknowledged')
    const jws = await downloaded(one, /acknowledgement\.jws$/, () => press(one.page, words.sending.download))
    expect(jws.toString().split('.')).toHaveLength(3)
    await one.page.goto(`${base}/outbox`)
    await main().getByText(awaited, { exact: true }).waitFor()
    await lookAt(one, '55-outbox-acknowledged')
    await main().locator('tbody a').first().click()
    await follow(one.page, words.sending.pay)
    await main()
      .getByRole('button', { name: words.dossier.pay('').trim() })
      .click()
    await payAtBank(one.page, portal.office.bank.url)
    await until('the confirmed payment', async () => {
      if ((await main().getByText(words.answers.successful, { exact: true }).count()) > 0) return true
      await one.page.reload()
      return false
    })

    // Lodged, on this device as well: the files have their numbers, the receipts verify.
    await one.page.goto(`${base}/outbox/${dossierId}`)
    await main().getByText(words.sending.paidDone, { exact: true }).waitFor()
    const files = await portal.office.office.store.files.many({ officeId, dossierId })
    expect(files.map(({ fileNumber }) => fileNumber)).toHaveLength(2)
    for (const { fileNumber } of files) await main().getByText(fileNumber).first().waitFor()
    await lookAt(one, '56-sending-lodged')
    await one.page.goto(`${base}/outbox`)
    await main().getByText(words.badges.lodged, { exact: true }).waitFor()
    await lookAt(one, '57-outbox-lodged')
    await main().locator('tbody a').first().click()
    await follow(one.page, words.sending.receipts)
    await one.page.waitForURL(/\/dossiers\//)
    for (const { _id: fileId } of files) {
      await one.page.goto(`${base}/files/${fileId}`)
      const receipt = main()
        .getByRole('table', { name: words.dossier.documentsTitle })
        .getByRole('link', { name: words.documentRoles['filing-receipt'] })
      await receipt.waitFor()
      const pdf = await downloaded(one, /\.pdf$/, () => receipt.click())
      expect(verifySignedPdf(pdf)).toMatchObject({ valid: true, wholeDocument: true })
    }
    expect(submission.dossierId).toBe(dossierId)
    expect(one.complaints).toEqual([])
  },
)
