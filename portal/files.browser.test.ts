/** After filing, as people see it: the dashboard, claims, a quote that changed, a lost bank page, documents to keep. */
import { readFile } from 'node:fs/promises'
import type { DemoOffice } from '@lodge/mocks'
import { price, tariffOn, type SubmissionBody } from '@lodge/shared-types'
import type { Browser, Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBody, aKey, overTheWire, payWith, toBank } from '../processor/test-support/filing.ts'
import { until } from '../processor/test-support/test-office.ts'
import { lookAt, openScreen, startChromium, type Screen } from './test-support/chromium.ts'
import { looksAt } from './test-support/looks.ts'
import { startPortal, type PortalUnderTest } from './test-support/portal-under-test.ts'
import { deskWords } from './app/components/desk/desk-words.ts'
import { ar } from './app/messages/ar.ts'
import { en } from './app/messages/en.ts'

const password = 'a long enough one'
const catalogue = { en, ar }
let portal: PortalUnderTest
let browser: Browser

const people = {
  borovia: { agent: 'ana@firm.example', other: 'ben@other.example', name: 'Ana Petrova' },
  sahil: { agent: 'noor@firm.example', other: 'dana@other.example', name: 'نور الخالد' },
} as const

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([startPortal(), startChromium()])
  for (const officeId of ['borovia', 'sahil'] as const) {
    const { agent, other, name } = people[officeId]
    const language = officeId === 'sahil' ? 'ar' : 'en'
    const common = { officeId, password, language } as const
    const { services } = portal.office
    await services.addUser({
      ...common,
      email: agent,
      displayName: name,
      accountId: 'account-1',
      roles: ['agent'],
    })
    await services.addUser({
      ...common,
      email: other,
      displayName: 'Ben Other',
      accountId: 'account-2',
      roles: ['agent'],
    })
    await services.addUser({
      ...common,
      email: `desk@${officeId}.example`,
      displayName: 'Rada Receptionist',
      accountId: null,
      roles: ['receptionist'],
    })
  }
})
afterAll(async () => {
  await browser.close()
  await portal.end()
})

const actorOf = (officeId: DemoOffice) => ({ ...portal.office.agent(officeId), roles: ['agent'] as const })

type Wish = {
  count?: number
  text?: string
  ownReference?: string
  edit?: (body: SubmissionBody) => SubmissionBody
}

/** Submits a dossier as the agent's program does, and returns where it is. */
async function submit(officeId: DemoOffice, { count = 1, text, ownReference, edit = (body) => body }: Wish) {
  const request = {
    ...(text === undefined ? {} : { mark: { kind: 'word' as const, text } }),
    ...(ownReference === undefined ? {} : { ownReference }),
  }
  const on = new Date().toISOString().slice(0, 10)
  const body = edit(aBody(portal.office, { officeId, count, request, on }))
  const program = portal.visitor()
  await program.signIn(people[officeId].agent, password, officeId)
  const answer = await program.go(`/o/${officeId}/api/submissions`, {
    json: overTheWire(body),
    headers: { 'idempotency-key': aKey() },
  })
  expect(answer.status).toBe(201)
  return { dossierId: body.dossierId, program, path: `/o/${officeId}/dossiers/${body.dossierId}` }
}

/** Pays a dossier without a browser, and waits until its files are listed. */
async function lodge(officeId: DemoOffice, wish: Wish): Promise<{ dossierId: string; path: string }> {
  const submitted = await submit(officeId, wish)
  const { dossierId } = submitted
  const { services } = portal.office
  const actor = actorOf(officeId)
  const [order] = (await services.dossierView(actor, dossierId)).orders
  const { attemptId } = await services.startPayment(actor, {
    key: aKey(),
    dossierId,
    orderId: order?.orderId ?? '',
    driverId: 'card-gateway',
    language: 'en',
  })
  await payWith(portal.office, attemptId, 'approve')
  await until('listed and paid', async () => {
    const listed = await portal.office.office.store.views.one({ kind: 'file', dossierId, listingVersion: 1 })
    const view = await services.dossierView(actor, dossierId)
    return listed && view.orders.every(({ status }) => status === 'paid')
  })
  return submitted
}

const screen = (language: 'en' | 'ar', width: number, hasScripts = true): Promise<Screen> =>
  openScreen(browser, { origin: portal.origin, language, width, hasScripts })

async function open({ page }: Screen, path: string): Promise<number> {
  return (await page.goto(portal.origin + path))?.status() ?? 0
}

async function signIn(one: Screen, officeId: DemoOffice, email: string): Promise<void> {
  const words = catalogue[one.language].signIn
  await open(one, `/o/${officeId}/sign-in`)
  await one.page.getByLabel(words.email).fill(email)
  await one.page.getByLabel(words.password).fill(password)
  await one.page.locator('main').getByRole('button', { name: words.submit }).click()
  await one.page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}

const waitFor = ({ page }: Screen, text: string): Promise<unknown> =>
  until(`"${text}" on ${page.url()}`, async () => {
    if ((await page.locator('main').getByText(text, { exact: true }).count()) > 0) return true
    await page.waitForTimeout(300)
    await page.reload()
    return false
  })

/** Saves what a link gives, and returns its bytes. */
async function download(page: Page, name: string | RegExp): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name }).first().click()
  return readFile(await (await coming).path())
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const journeys = [
  { officeId: 'borovia', language: 'en', width: 1280 },
  { officeId: 'sahil', language: 'ar', width: 360 },
] as const

test.for(looksAt(journeys, 0))(
  'an agent of $officeId finds, arranges and keeps their files in $language at $width px',
  async ({ officeId, language, width }) => {
    const words = catalogue[language]
    const base = `/o/${officeId}`
    const one = await screen(language, width)
    const { page } = one
    await signIn(one, officeId, people[officeId].agent)
    await open(one, `${base}/files`)
    await page.getByRole('heading', { name: words.files.empty }).waitFor()
    await lookAt(one, '30-files-empty')

    await lodge(officeId, { text: 'Żółty Lew', ownReference: 'REF-2', count: 2 })
    await lodge(officeId, {
      text: language === 'ar' ? 'القهوة العربية' : 'Old Harbour Coffee Roasters & Merchants since 1897',
      ownReference: '=HYPERLINK("http://evil.example")',
    })
    await open(one, `${base}/files`)
    await page.getByText(words.files.range('1', '3', '3')).waitFor()
    await lookAt(one, '31-files')

    // By the head of a column on a desk, by the form on a phone.
    if (width > 640) await page.getByRole('link', { name: words.files.columns.ownReference }).click()
    else {
      await page.getByLabel(words.files.sortBy).selectOption('ownReference')
      await page.getByRole('button', { name: words.files.show }).click()
    }
    await page.waitForURL(/sort=ownReference/)
    await page.getByLabel(words.files.search).fill('zolty')
    await page.locator('summary', { hasText: words.files.columnsTitle }).click()
    await page.getByRole('checkbox', { name: words.files.columns.fileOwner, exact: true }).uncheck()
    await page.locator('summary', { hasText: words.files.status }).click()
    await page.getByRole('checkbox', { name: words.fileStatuses.Filed, exact: true }).check()
    await lookAt(one, '32-files-choosing')
    await page.getByRole('button', { name: words.files.show }).click()
    await page.waitForURL(/q=zolty/)
    expect(new URL(page.url()).searchParams.get('status')).toBe('Filed')
    await page.getByText(words.files.range('1', '2', '2')).waitFor()

    await page.getByText(words.files.keepView, { exact: true }).click()
    await page.getByLabel(words.files.viewName).fill('Lions')
    await page.getByRole('button', { name: words.files.keep, exact: true }).click()
    await page
      .getByRole('navigation', { name: words.files.views })
      .getByRole('link', { name: 'Lions' })
      .waitFor()
    await lookAt(one, '33-files-view')
    await page.getByRole('button', { name: /Lions/ }).click()
    await page.getByText(words.files.range('1', '3', '3')).waitFor()
    await open(one, `${base}/files?q=nothing+like+it`)
    await page.getByRole('heading', { name: words.files.noHits }).waitFor()
    await lookAt(one, '34-files-no-hits')

    await open(one, `${base}/files`)
    const csv = (await download(page, words.files.exportCsv)).toString()
    expect(csv.startsWith('\ufeff')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(5)
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
    expect(csv.split('\r\n')[0]).toContain(words.files.columns.summary)

    await page.locator('main table a[href*="/files/"]').first().click()
    await waitFor(one, words.documentRoles['filing-receipt'])
    await waitFor(one, words.documentRoles['payment-receipt'])
    await page.getByText(words.file.traceTitle).click()
    await lookAt(one, '35-file')
    for (const name of [
      words.papers.invoice,
      words.documentRoles['payment-receipt'],
      words.documentRoles.acknowledgement,
      words.documentRoles['request-as-filed'],
    ])
      expect((await download(page, name)).subarray(0, 5).toString(), name).toBe('%PDF-')
    await one.context.close()
  },
)

test.for(looksAt(journeys, 0))(
  'an agent of $officeId asks for a file from paper in $language at $width px',
  async ({ officeId, language, width }) => {
    const words = catalogue[language]
    const base = `/o/${officeId}`
    const one = await screen(language, width)
    const { page } = one
    await signIn(one, officeId, people[officeId].agent)
    await open(one, `${base}/files/claim`)
    await lookAt(one, '40-claim')
    await page.getByLabel(words.claims.fileNumber).fill('AB 12')
    await page.getByLabel(words.claims.proof).fill('Paper receipt 1234 of 5 May 2019')
    await page.getByRole('button', { name: words.claims.submit }).click()
    await page.getByRole('alert').waitFor()
    await lookAt(one, '41-claim-wrong')
    await page.getByRole('alert').getByRole('link').first().click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('fileNumber')

    const profile = portal.office.services.profile(officeId)
    const example = /\u2068(.+)\u2069/.exec(await page.locator('#fileNumber-hint').innerText())?.[1] ?? ''
    await page.getByLabel(words.claims.fileNumber).fill(example.toLowerCase())
    // A document where the office takes one here.
    const takesDocuments = profile?.documents.roles.other !== undefined
    const entry = page.getByLabel(words.claims.document)
    if (takesDocuments) {
      await entry.setInputFiles({
        name: 'proof.svg',
        mimeType: 'image/svg+xml',
        buffer: Buffer.from('<svg/>'),
      })
      await page.getByText(words.claims.documentType).waitFor()
      await entry.setInputFiles({ name: 'proof.png', mimeType: 'image/png', buffer: onePixel })
      await page.getByText('proof.png').waitFor()
    }
    await page.getByRole('button', { name: words.claims.submit }).click()
    await page.getByRole('heading', { name: words.claims.asked }).waitFor()
    await lookAt(one, '42-claim-asked')
    const claim = await portal.office.office.store.fileClaims.one({ officeId, fileNumber: example })
    expect(claim?.documentId !== null).toBe(takesDocuments)

    await page.getByLabel(words.claims.fileNumber).fill(example)
    await page.getByLabel(words.claims.proof).fill('Again')
    await page.getByRole('button', { name: words.claims.submit }).click()
    await page.getByRole('alert').waitFor()

    const desk = await screen(language, width)
    await signIn(desk, officeId, `desk@${officeId}.example`)
    await open(desk, `${base}/tasks`)
    const claims = deskWords[language].tasks.systemKinds['confirm-claim']
    await desk.page.locator('table').getByText(claims).first().waitFor()
    await open(desk, `${base}/files`)
    await desk.page.getByRole('heading', { level: 1, name: words.files.officeTitle }).waitFor()
    await lookAt(desk, '43-files-of-the-office')
    for (const { context } of [one, desk]) await context.close()
  },
)

test.for(looksAt(journeys, 1))(
  'a quote that changed is shown line by line, and a lost bank page is found again, in $language at $width px',
  async ({ officeId, language, width }) => {
    const words = catalogue[language]
    const one = await screen(language, width)
    const { page } = one
    await signIn(one, officeId, people[officeId].agent)
    const { path, dossierId } = await submit(officeId, {
      count: 2,
      edit: (body) => {
        const profile = portal.office.services.profile(officeId)
        const tariff = profile && tariffOn(profile.tariffs, new Date().toISOString().slice(0, 10))
        if (!tariff) throw new Error('no tariff')
        const [first, ...rest] = price(tariff, body.requests, { on: tariff.validFrom }).lines
        if (!first) throw new Error('no line')
        const lines = [
          { ...first, unitMinor: first.unitMinor - 1_000n, amountMinor: first.amountMinor - 1_000n },
          ...rest.slice(1),
          {
            ...first,
            code: 'paper-surcharge',
            label: { en: 'Paper surcharge', ar: 'رسم الورق' },
            amountMinor: 500n,
          },
        ]
        const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
        return { ...body, quote: { ...body.quote, total: { ...body.quote.total, amountMinor }, lines } }
      },
    })
    await open(one, path)
    await page.getByText(words.dossier.droppedLine, { exact: true }).waitFor()
    await page.getByText(words.dossier.newLine, { exact: true }).waitFor()
    expect(await page.getByText(words.dossier.changedLine, { exact: true }).count()).toBeGreaterThan(0)
    expect(await page.getByRole('button', { name: words.dossier.pay('').trim() }).count()).toBe(0)
    await lookAt(one, '50-quote-changed')
    await page.getByRole('button', { name: words.dossier.agree('').trim() }).click()

    // The bank takes the payment, and its answer never comes.
    await toBank(portal.office, '/admin/faults', { kind: 'reset' })
    await page.getByRole('button', { name: words.dossier.pay('').trim() }).click()
    await page.getByRole('button', { name: words.dossier.resume }).waitFor()
    await lookAt(one, '51-bank-page-lost')
    await page.getByRole('button', { name: words.dossier.resume }).click()
    await page.waitForURL((url) => url.href.startsWith(portal.office.bank.url))
    const attempts = await portal.office.office.store.attempts.many({ officeId, dossierId })
    expect(attempts).toHaveLength(1)
    expect(
      portal.office.bank.payments().filter(({ reference }) => reference === attempts[0]?._id),
    ).toHaveLength(1)
    await page.locator('input[value="approve"]').check()
    await page.locator('#pay').click()
    await page.locator('#return').click()
    await page.waitForURL((url) => url.href.startsWith(portal.origin))
    await waitFor(one, words.dossierStatuses.lodged.label)
    await waitFor(one, words.documentRoles['payment-receipt'])
    await lookAt(one, '52-paid-and-lodged')
    await one.context.close()
  },
)

test('two tabs that pay at once start one payment, and the second is told so', async () => {
  const { path, dossierId } = await submit('borovia', {})
  const one = await screen('en', 1280)
  await signIn(one, 'borovia', people.borovia.agent)
  await one.page.route(`${portal.office.bank.url}/**`, (route) => route.abort('aborted'))
  const tabs = [one.page, await one.context.newPage()]
  for (const tab of tabs) await tab.goto(portal.origin + path)
  await tabs[1]?.route(`${portal.office.bank.url}/**`, (route) => route.abort('aborted'))
  await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: /^Pay / }).click()))
  const said = await Promise.all(
    tabs.map(async (tab) => {
      const shown = tab.getByRole('heading', { name: en.leaving.title }).or(tab.getByRole('alert'))
      await shown.first().waitFor()
      return shown.first().innerText()
    }),
  )
  expect(said.filter((text) => text === en.leaving.title)).toHaveLength(1)
  expect(said.join()).toContain(en.problems['payment-in-progress'].title)
  expect(await portal.office.office.store.attempts.many({ dossierId })).toHaveLength(1)
  await one.context.close()
})

test('a page beyond forty-two files has its neighbours, and every address of another agent is unknown', async () => {
  const { views, files } = portal.office.office.store
  const view = await until('a file', () =>
    views.one({ kind: 'file', officeId: 'borovia', accountId: 'account-1' }),
  )
  if (view.kind !== 'file') throw new Error('no file')
  const row = await files.one({ _id: view.id })
  const { listing } = view
  if (!row || !listing) throw new Error('no listing')
  await views.insert(
    Array.from({ length: 50 }, (_, at) => ({
      ...view,
      _id: `borovia|file|copy-${at}`,
      id: uuidv7(),
      accountId: 'account-2',
      listing: { ...listing, ownReference: `COPY-${at}` },
    })),
  )
  const one = await screen('en', 1280)
  const { page } = one
  await signIn(one, 'borovia', people.borovia.other)
  await open(one, '/o/borovia/files')
  await page.getByText(en.files.range('1', '42', '50')).waitFor()
  await lookAt(one, '36-files-42')
  await page.getByRole('link', { name: en.files.next }).click()
  await page.getByText(en.files.range('43', '50', '50')).waitFor()

  const { dossierId } = row
  const [order] = await portal.office.office.store.orders.many({ officeId: 'borovia', dossierId })
  const document = await portal.office.office.store.documents.one({ _id: `${dossierId}-acknowledgement` })
  const stranger = portal.visitor()
  await stranger.signIn(people.borovia.other, password)
  for (const path of [
    `files/${row._id}`,
    `dossiers/${dossierId}`,
    `api/files/${row._id}`,
    `api/dossiers/${dossierId}`,
    `api/dossiers/${dossierId}/acknowledgement`,
    `api/dossiers/${dossierId}/orders/${order?._id ?? ''}/invoice`,
    `api/documents/${document?._id ?? ''}`,
  ])
    expect((await stranger.go(`/o/borovia/${path}`)).status, path).toBe(404)
  const list = await (await stranger.go('/o/borovia/api/files/csv')).text()
  expect(list.split('\r\n')).toHaveLength(52)
  const attempt = await portal.office.office.store.attempts.one({ officeId: 'borovia', dossierId })
  const resumed = await stranger.go(
    `/o/borovia/api/dossiers/${dossierId}/payments/${attempt?._id ?? ''}/resumption`,
    {
      json: {},
    },
  )
  expect(resumed.status).toBe(404)
  const nobody = portal.visitor()
  expect((await nobody.go('/o/borovia/api/files')).status).toBe(401)
  expect((await nobody.go('/o/borovia/files')).status).toBe(302)
  await one.context.close()
})

test('without scripts the list is searched and sorted, a view is kept, and a file is asked for', async () => {
  const one = await screen('en', 1280, false)
  const { page } = one
  await signIn(one, 'borovia', people.borovia.agent)
  await open(one, '/o/borovia/files')
  await page.getByLabel(en.files.search).fill('lew')
  await page.getByRole('button', { name: en.files.show }).click()
  await page.waitForURL(/q=lew/)
  await page.getByRole('link', { name: en.files.columns.summary }).click()
  await page.waitForURL(/sort=summary/)
  await page.getByText(en.files.keepView, { exact: true }).click()
  await page.getByLabel(en.files.viewName).fill('By summary')
  await page.getByRole('button', { name: en.files.keep, exact: true }).click()
  await page.getByRole('link', { name: 'By summary' }).waitFor()
  await open(one, '/o/borovia/files/claim')
  const example = /\u2068(.+)\u2069/.exec(await page.locator('#fileNumber-hint').innerText())?.[1] ?? ''
  await page.getByLabel(en.claims.fileNumber).fill(example.replace(/\d+$/, '77'))
  await page.getByLabel(en.claims.proof).fill('Receipt 77')
  await page.getByRole('button', { name: en.claims.submit }).click()
  await page.getByRole('heading', { name: en.claims.asked }).waitFor()
  expect(one.complaints).toEqual([])
  await one.context.close()
})
