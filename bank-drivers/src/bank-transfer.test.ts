/** The driver of bank transfers against the fake bank over HTTP: slips, and the statements on which money is seen. */
import http from 'node:http'
import { money, transferSlipSchema } from '@lodge/shared-types'
import { demoClients, startTransferBank, waysToPay } from '@lodge/mocks'
import type { FakeTransferBank, WayToPay } from '@lodge/mocks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aPayment, driverErrorOf, logBook, portOf, tellBank } from '../test-stand.ts'
import { driverById, isCancelledHere, openDriver } from './index.ts'
import type { Driver, DriverSurroundings } from './index.ts'
import type { Detail, StatementFile } from './statements/statement.ts'

const secret = 'canary-client-secret-31f0'
const clients = demoClients((client) => (client === 'borovia' ? secret : `another-client-${client}`))
const [ours, salaries] = clients.borovia.accounts
/** A Friday evening in UTC, when it is Saturday already at the office. */
const now = new Date('2026-03-06T22:30:00Z')

const terms = {
  creditorName: 'Borovia Patent and Trademark Office',
  creditorAccount: { iban: ours.account },
  bic: 'RIVBBGSF',
  bankName: 'River Bank',
  payWithinDays: 10,
  bookingDays: 5,
  timeZone: 'Europe/Sofia',
  limits: { BGN: { minMinor: '1', maxMinor: '5000000' } },
}

let bank: FakeTransferBank
let driver: Driver
beforeEach(async () => {
  bank = await startTransferBank({ clients: Object.values(clients), now: () => now })
  driver = opened()
})
afterEach(() => bank.stop())

function opened(config: object = {}, surroundings: Partial<DriverSurroundings> = {}): Driver {
  return openDriver(
    driverById('bank-transfer'),
    { baseUrl: bank.url, ...terms, ...config },
    {
      secret: () => ({ current: { id: 's1', value: secret } }),
      clock: { now: () => now },
      logger: logBook().logger,
      timeoutMs: 400,
      ...surroundings,
    },
  )
}

const slipOf = async (of: Driver, request = aPayment()) => {
  const { nextAction } = await of.initiate(request)
  return transferSlipSchema.parse(nextAction?.kind === 'transfer' ? nextAction.slip : undefined)
}
const pay = (reference: string, amount: ReturnType<typeof money>, as: WayToPay = 'exact') =>
  tellBank(bank, '/admin/slips', {
    account: ours.account,
    reference,
    amount: { amountMinor: amount.amountMinor.toString(), currency: amount.currency },
    as,
  })
const fetchSettlements = (cursor?: string) => {
  if (!driver.fetchSettlements) throw new Error('The driver fetches no statements.')
  return driver.fetchSettlements(cursor)
}
const parse = (bytes: Uint8Array): StatementFile => {
  if (!driver.parseSettlement) throw new Error('The driver reads no statements.')
  return driver.parseSettlement(bytes)
}
/** Everything that the driver can fetch, read. */
async function allFiles(): Promise<StatementFile[]> {
  const files: StatementFile[] = []
  for (let cursor: string | undefined; ;) {
    const page = await fetchSettlements(cursor)
    files.push(...page.files.map(({ bytes }) => parse(bytes)))
    if (page.nextCursor === cursor || page.files.length === 0) return files
    cursor = page.nextCursor
  }
}
const ourEntries = (files: readonly StatementFile[]) =>
  files.flatMap(({ statements }) =>
    statements.filter(({ account }) => account === ours.account).flatMap(({ entries }) => entries),
  )

describe('a slip', () => {
  test('says whom, where, how much, under which reference and until when', async () => {
    const request = aPayment(money(520_00n, 'BGN'))
    const started = await driver.initiate(request)
    expect(started).toMatchObject({
      outcome: 'awaiting-funds',
      bankStatus: 'ISSUED',
      bankReference: request.creditorReference,
    })
    expect(await slipOf(driver, request)).toEqual({
      creditorName: terms.creditorName,
      creditorAccount: ours.account,
      bic: 'RIVBBGSF',
      bankName: 'River Bank',
      creditorReference: request.creditorReference,
      amount: money(520_00n, 'BGN'),
      // Ten days after Saturday the 7th, as the office counts.
      payBy: '2026-03-17',
      qrText: null,
    })
    // The 22nd ends in Sofia, at winter time.
    expect(started.expiresAt?.toISOString()).toBe('2026-03-22T22:00:00.000Z')
  })

  test('is made without a call to the bank', async () => {
    await bank.stop()
    expect(await slipOf(driver)).toHaveProperty('creditorReference')
  })

  test('is the same twenty times at once under one key, and nothing has moved', async () => {
    const request = aPayment()
    const all = await Promise.all(Array.from({ length: 20 }, () => driver.initiate(request)))
    for (const one of all) expect(one).toEqual(all[0])
    expect(bank.lines()).toEqual([])
  })

  test('has a QR code where the account takes euro, and none for other currencies', async () => {
    const euro = opened({
      creditorAccount: { iban: 'DE89 3704 0044 0532 0130 00' },
      limits: { EUR: { minMinor: '1', maxMinor: '99999999999' } },
    })
    const request = aPayment(money(12_30n, 'EUR'))
    expect((await slipOf(euro, request)).qrText).toBe(
      `BCD\n002\n1\nSCT\nRIVBBGSF\n${terms.creditorName}\nDE89370400440532013000\nEUR12.30\n\n${request.creditorReference}`,
    )
  })

  test('names an account without an IBAN as it is', async () => {
    const plain = opened({ creditorAccount: { number: '0012345678' }, bic: undefined, bankName: undefined })
    expect(await slipOf(plain)).toMatchObject({ creditorAccount: '0012345678', bic: null, bankName: null })
  })

  test.each([
    ['zero', money(0n, 'BGN'), {}, 'amount-out-of-range'],
    ['more than the office takes', money(50_000_01n, 'BGN'), {}, 'amount-out-of-range'],
    ['another currency than the account', money(1_00n, 'EUR'), {}, 'amount-out-of-range'],
    [
      'a reference with a wrong digit',
      money(1_00n, 'BGN'),
      { creditorReference: 'RF00123' },
      'malformed-reference',
    ],
    ['lines that do not add up', money(1_00n, 'BGN'), { lines: [] }, 'lines-differ'],
  ])('is not made for %s', async (_what, amount, change, code) => {
    expect(await driverErrorOf(driver.initiate(aPayment(amount, change)))).toMatchObject({
      kind: 'invalid',
      sent: 'no',
      code,
    })
  })
})

describe('a configuration is refused', () => {
  test.each([
    ['with a mistyped IBAN', { creditorAccount: { iban: ours.account.replace(/1$/, '2') } }],
    ['with a mistyped IBAN as text alone', { creditorAccount: ours.account }],
    ['without the currencies that the account takes', { limits: undefined }],
    ['with a time zone that is none', { timeZone: 'Borovia/Capital' }],
    ['with a day to pay of none', { payWithinDays: 0 }],
    ['with a word that nobody knows', { graceDays: 3 }],
  ])('%s', (_what, change) => {
    expect(() => opened(change)).toThrow(z.ZodError)
  })

  test('and a driver without its secret does not open', () => {
    expect(() => opened({}, { secret: () => undefined })).toThrow(/client-secret/)
  })
})

describe('what a transfer cannot do', () => {
  test('it is declared: no query, no refund, no callback, and the attempt is cancelled here', async () => {
    const { capabilities } = driver.manifest
    expect(capabilities).toMatchObject({ query: false, cancel: false, refund: 'none', callbacks: false })
    expect([driver.cancel, driver.refund, driver.queryRefund]).toEqual([undefined, undefined, undefined])
    expect(isCancelledHere(driver.manifest)).toBe(true)
    expect(await driverErrorOf(driver.query({ attemptId: 'a' }))).toMatchObject({
      sent: 'no',
      code: 'no-query',
    })
  })

  test('nothing that comes as a callback is believed', async () => {
    const body = new TextEncoder().encode('{"events":[]}')
    expect(await driver.verifyCallback({ body, headers: new Headers() })).toMatchObject({ verified: false })
    expect(driver.translateCallback(body)).toMatchObject({ events: [], rejected: [{ index: 0 }] })
  })

  test('the patience of polling lasts longer than the slip', () => {
    const { expiryMs = 0, polling } = driver.manifest
    expect(expiryMs).toBe(15 * 24 * 3_600_000)
    expect(polling.giveUpAfterMs).toBeGreaterThan(expiryMs)
  })
})

describe('statements', () => {
  test('a transfer is on the notification at once and on the statement of its day, and the balances add up', async () => {
    const { creditorReference, amount } = await slipOf(driver)
    await tellBank(bank, '/admin/traffic', { account: ours.account, count: 3 })
    await tellBank(bank, '/admin/traffic', { account: salaries.account, count: 2 })
    await pay(creditorReference, amount)
    await tellBank(bank, '/admin/notify')
    await tellBank(bank, '/admin/close-day')

    const [notification, statement] = await allFiles()
    expect([notification?.message, statement?.message]).toEqual(['camt.054.001.08', 'camt.053.001.08'])
    for (const file of [notification, statement]) {
      const [entry] = ourEntries(file ? [file] : []).slice(-1)
      expect(entry).toMatchObject({ amountMinor: amount.amountMinor, currency: 'BGN', status: 'booked' })
      expect(entry?.details[0]).toMatchObject({
        creditorReferences: [creditorReference],
        counterparty: { name: 'Ivanova & Partners' },
      })
    }
    expect(statement?.statements.map(({ account, controls }) => [account, controls.verdict])).toEqual([
      [ours.account, 'ok'],
      [salaries.account, 'ok'],
    ])
    expect(statement?.statements.map(({ entries }) => entries.length)).toEqual([4, 2])
    expect([notification, statement].flatMap((file) => file?.warnings)).toEqual([])
    expect(bank.bank.isBalanced()).toBe(true)
  })

  test('of one day and the next follow each other: closing is the next opening, and no entry comes twice', async () => {
    for (const cents of [100n, 200n]) {
      await pay('RF18539007547034', money(cents, 'BGN'))
      await tellBank(bank, '/admin/close-day')
    }
    const [first, second] = (await allFiles()).map(({ statements }) => statements[0])
    expect(second?.opening?.amountMinor).toBe(first?.closing?.amountMinor)
    expect([first, second].map((one) => one?.entries.map(({ amountMinor }) => amountMinor))).toEqual([
      [100n],
      [200n],
    ])
    expect([first?.sequence, second?.sequence]).toEqual(['1', '2'])
  })

  test('a day without any movement has a statement all the same, and no notification', async () => {
    await tellBank(bank, '/admin/notify')
    await tellBank(bank, '/admin/close-day')
    const files = await allFiles()
    expect(files.map(({ format }) => format)).toEqual(['camt.053'])
    expect(files[0]?.statements[0]?.controls).toMatchObject({ verdict: 'ok', entries: 0, mayApply: true })
  })

  const sums: Readonly<Record<WayToPay, readonly bigint[]>> = {
    exact: [520_00n],
    short: [519_99n],
    over: [520_01n],
    twice: [520_00n, 520_00n],
    'in-two-parts': [260_00n, 260_00n],
    'wrong-reference': [520_00n],
    'no-reference': [520_00n],
    'reference-in-text': [520_00n],
    'fee-deducted': [519_99n],
    'fee-separate': [520_00n, -1n],
    batch: [535_00n],
    returned: [520_00n, -520_00n],
    reversed: [520_00n, -520_00n],
  }
  const named: readonly WayToPay[] = waysToPay.filter(
    (way) => !['wrong-reference', 'no-reference', 'reference-in-text'].includes(way),
  )
  test.each(waysToPay)('a slip paid %s comes out of the reader as it happened', async (as) => {
    const { creditorReference, amount } = await slipOf(driver)
    await pay(creditorReference, amount, as)
    await tellBank(bank, '/admin/close-day')
    const [file] = await allFiles()
    const entries = ourEntries(file ? [file] : [])
    expect(entries.map(({ amountMinor }) => amountMinor)).toEqual(sums[as])
    expect(file?.statements[0]?.controls).toMatchObject({ verdict: 'ok', mayApply: true, detailsOff: [] })
    const [first] = entries.flatMap(({ details }): readonly Detail[] => details)
    expect(first?.creditorReferences).toEqual(named.includes(as) ? [creditorReference] : [])
    expect(new Set(entries.map(({ servicerReference }) => servicerReference)).size).toBe(entries.length)
    if (as === 'returned') expect(entries[1]?.details[0]?.returned).toMatchObject({ code: 'AC04' })
    expect(entries.map(({ isReversal }) => isReversal)).toEqual(
      entries.map((_one, at) => as === 'reversed' && at === 1),
    )
    if (as === 'fee-deducted') expect(first?.charges).toMatchObject([{ amountMinor: -1n, isIncluded: true }])
    if (as === 'batch')
      expect(entries[0]?.details.map(({ amountMinor }) => amountMinor)).toEqual([520_00n, 15_00n])
  })

  test('a cursor brings what is new, page by page, and nothing once everything was seen', async () => {
    for (let day = 0; day < 23; day += 1) bank.bank.publish('statement')
    const first = await fetchSettlements()
    const second = await fetchSettlements(first.nextCursor)
    expect([first.files.length, second.files.length]).toEqual([20, 3])
    expect(await fetchSettlements(second.nextCursor)).toEqual({ files: [], nextCursor: second.nextCursor })
    expect(new Set([...first.files, ...second.files].map(({ name }) => name)).size).toBe(23)
  })

  test('among which there are files of other kinds are found, and the others are left and noted', async () => {
    const others = Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, format: 'pain.002.001.10' }))
    const listed = (statements: object[]) =>
      statements.map((one) => ({
        id: 's',
        format: 'camt.053.001.08',
        name: 'x',
        sha256: '0'.repeat(64),
        ...one,
      }))
    const pages: Readonly<Record<string, object>> = {
      '': { statements: listed(others), cursor: 'c20' },
      c20: { statements: listed([{ id: 'o21', format: 'pdf' }]), cursor: 'c21' },
      c21: { statements: [], cursor: 'c21' },
    }
    const server = http.createServer(({ url = '' }, response) => {
      const after = new URL(url, 'http://bank').searchParams.get('after') ?? ''
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(pages[after]))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const book = logBook()
    try {
      const odd = opened({ baseUrl: `http://127.0.0.1:${portOf(server)}` }, { logger: book.logger })
      expect(await odd.fetchSettlements?.(undefined)).toEqual({ files: [], nextCursor: 'c21' })
      expect(book.lines).toHaveLength(21)
    } finally {
      server.close()
    }
  })

  test('of another client stay with the bank', async () => {
    bank.bank.publish('statement')
    const other = opened({}, { secret: () => ({ current: { id: 's1', value: 'another-client-sahil' } }) })
    const page = await other.fetchSettlements?.(undefined)
    const accounts = page?.files.flatMap(({ bytes }) => parse(bytes).statements.map(({ account }) => account))
    expect(accounts).toEqual([clients.sahil.accounts[0].account])
  })

  test('the same bytes read twice say the same, and what is no statement is refused', async () => {
    await pay('RF18539007547034', money(1n, 'BGN'))
    bank.bank.publish('statement')
    const [file] = (await fetchSettlements()).files
    const bytes = file?.bytes ?? new Uint8Array()
    expect(parse(bytes)).toEqual(parse(bytes))
    expect(() => parse(new TextEncoder().encode('<html></html>'))).toThrow()
  })
})

describe('the interface fails', () => {
  test.each([
    ['error-500', 'unavailable', 'maybe'],
    ['timeout', 'unavailable', 'maybe'],
    ['truncated', 'unavailable', 'maybe'],
    ['html', 'unavailable', 'maybe'],
    ['foreign-redirect', 'unavailable', 'maybe'],
    ['reset', 'unavailable', 'maybe'],
    ['rate-limited', 'rate', 'no'],
    ['unauthorised', 'auth', 'no'],
  ] as const)(
    '%s, with the list and with a file: nothing is lost, and the next try has it all',
    async (kind, expected, sent) => {
      bank.bank.publish('statement')
      for (const on of ['list', 'file']) {
        await tellBank(bank, '/admin/faults', { kind, on })
        expect(await driverErrorOf(fetchSettlements())).toMatchObject({ kind: expected, sent })
      }
      expect((await fetchSettlements()).files).toHaveLength(1)
    },
  )

  test('a file that arrives whole but not as the list describes it is not taken', async () => {
    await pay('RF18539007547034', money(1_00n, 'BGN'))
    bank.bank.publish('statement')
    await tellBank(bank, '/admin/faults', { kind: 'altered', on: 'file' })
    expect(await driverErrorOf(fetchSettlements())).toMatchObject({ code: 'damaged-file' })
  })

  test('a list of more than one megabyte is cut off', async () => {
    await tellBank(bank, '/admin/faults', { kind: 'oversized', on: 'list' })
    const patient = opened({}, { timeoutMs: 5000 })
    expect(await driverErrorOf(patient.fetchSettlements?.(undefined) ?? Promise.resolve())).toMatchObject({
      kind: 'unavailable',
    })
  })

  test('a cursor of somebody else, or none at all, is refused', async () => {
    expect(await driverErrorOf(fetchSettlements('c99'))).toMatchObject({
      kind: 'invalid',
      code: 'unknown-cursor',
    })
    expect(await driverErrorOf(fetchSettlements('../c1'))).toMatchObject({
      sent: 'no',
      code: 'malformed-cursor',
    })
  })

  test('a bank that is away has been sent nothing', async () => {
    await bank.stop()
    expect(await driverErrorOf(fetchSettlements())).toMatchObject({ kind: 'unavailable', sent: 'no' })
  })

  test('the secret is in no log, error or slip', async () => {
    const book = logBook()
    const watched = opened({}, { logger: book.logger })
    await tellBank(bank, '/admin/faults', { kind: 'error-500' })
    const error = await driverErrorOf(watched.fetchSettlements?.(undefined) ?? Promise.resolve())
    const slip = await slipOf(watched)
    const said = [...book.lines, error.message, error.stack, JSON.stringify(slip.creditorName)].join()
    expect(book.lines).not.toEqual([])
    expect(said).not.toContain(secret)
  })
})
