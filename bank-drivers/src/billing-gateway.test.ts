/** The billing gateway's driver against the fake service over HTTP: bills, their states, cancelling, and daily payouts. */
import { creditorReferenceOf, money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBillingService } from '@lodge/mocks'
import type { BillingService } from '@lodge/mocks'
import {
  aPayment,
  billingTerms,
  clientKey,
  driverErrorOf,
  logBook,
  openBillingGateway,
  tellBank,
} from '../test-stand.ts'
import { idempotencyKeyOf } from './index.ts'
import type { Driver } from './index.ts'

let service: BillingService
let driver: Driver
beforeEach(async () => {
  service = await startBillingService(billingTerms)
  driver = openBillingGateway(service.url)
})
afterEach(() => service.stop())

const started = async (amount = money(52_000n, 'BGN')) => {
  const request = aPayment(amount)
  const { bankReference } = await driver.initiate(request)
  return { ...request, bankReference }
}
const paying = (number: string, channel: string) => tellBank(service, `/pay/${number}`, { channel })
const lever = (number: string, name: string, body: unknown = {}) =>
  tellBank(service, `/admin/bills/${number}/${name}`, body)
const cancelling = (one: { attemptId: string; bankReference: string }) =>
  driver.cancel!({ ...one, idempotencyKey: idempotencyKeyOf(one.attemptId, 'cancel') })

describe('registering a bill', () => {
  test('gives the payer a number and a page, and takes no money', async () => {
    const begun = await driver.initiate(aPayment())
    expect(begun).toMatchObject({ outcome: 'awaiting-funds', bankStatus: 'ISSUED' })
    expect(begun.bankReference).toMatch(/^\d{12}$/)
    expect(begun.nextAction).toEqual({
      kind: 'bill',
      billNumber: begun.bankReference,
      payUrl: `${service.url}/pay/${begun.bankReference}`,
      payBy: begun.expiresAt,
    })
    expect(service.movements()).toEqual([])
  })

  test('tells the service the office’s references, and how long the office lets a payer take', async () => {
    const patient = openBillingGateway(service.url, { config: { validHours: 48 } })
    const request = aPayment()
    const { expiresAt } = await patient.initiate(request)
    expect(service.bills()).toMatchObject([
      {
        reference: request.attemptId,
        invoice: request.orderNumber,
        creditorReference: creditorReferenceOf(request.orderNumber),
        noticeUrl: request.callbackUrl,
      },
    ])
    expect(Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000)).toBe(48)
    expect(patient.manifest.expiryMs).toBe(48 * 3_600_000)
  })

  test.each([
    ['JPY', 52_000n],
    ['BGN', 52_001n],
    ['KWD', 52_001n],
  ] as const)('%s arrives with exactly its decimals', async (currency, amountMinor) => {
    const { attemptId, bankReference, amount } = await started(money(amountMinor, currency))
    expect(service.bills()[0]?.total).toEqual({ amountMinor, currency })
    await paying(bankReference, 'card')
    expect(await driver.query({ attemptId })).toMatchObject({ outcome: 'succeeded', amount })
  })

  test('forty lines are forty items; more than a bill can hold are one; words are cut to what it takes', async () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        label: `${'Ж'.repeat(150)}\n${index}`,
        amount: money(1n, 'EUR'),
      }))
    await driver.initiate(aPayment(money(40n, 'EUR'), { lines: lines(40) }))
    await driver.initiate(aPayment(money(201n, 'EUR'), { lines: lines(201), description: 'a\tb' }))
    const [forty, many] = service.bills()
    expect(forty?.items.map(({ label }) => label.length)).toEqual(Array.from({ length: 40 }, () => 140))
    expect(many?.items).toEqual([{ label: 'a b', amount: money(201n, 'EUR') }])
  })

  test.each([
    ['zero', money(0n, 'EUR')],
    ['a negative amount', money(-1n, 'EUR')],
    ['one minor unit above the most', money(1_000_000_001n, 'EUR')],
    ['a currency that the driver does not take', money(100n, 'ZMW')],
  ])('of %s is refused before the service is called', async (_what, amount) => {
    const error = await driverErrorOf(driver.initiate(aPayment(amount)))
    expect(error).toMatchObject({ kind: 'invalid', sent: 'no', code: 'amount-out-of-range' })
    expect(service.bills()).toEqual([])
  })

  test('that does not add up is refused before the service is called', async () => {
    const lines = [{ label: 'a', amount: money(9n, 'EUR') }]
    const error = await driverErrorOf(driver.initiate(aPayment(money(10n, 'EUR'), { lines })))
    expect(error).toMatchObject({ code: 'lines-differ', sent: 'no' })
  })
})

describe('the same key', () => {
  test('twenty times at the same moment gives one bill', async () => {
    const request = aPayment()
    const begun = await Promise.all(Array.from({ length: 20 }, () => driver.initiate(request)))
    expect(new Set(begun.map(({ bankReference }) => bankReference)).size).toBe(1)
    expect(service.bills()).toHaveLength(1)
  })

  test('with another amount leaves in doubt what the service holds', async () => {
    const { attemptId, idempotencyKey } = await started()
    const other = aPayment(money(1n, 'BGN'), { attemptId, idempotencyKey })
    expect(await driverErrorOf(driver.initiate(other))).toMatchObject({
      code: 'idempotency-key-reused',
      sent: 'maybe',
    })
  })
})

describe('an answer that was lost or spoilt', () => {
  test.each([
    ['silence', 'ETIMEDOUT'],
    ['error-500', 'server-error'],
    ['html', 'unreadable-reply'],
    ['other-amount', 'other-amount'],
    ['foreign-page', 'foreign-page'],
  ])(
    '(%s) leaves the attempt in doubt; it is found by our reference, and a repeat makes no second bill',
    async (kind, code) => {
      await tellBank(service, '/admin/faults', { kind })
      const request = aPayment()
      expect(await driverErrorOf(driver.initiate(request))).toMatchObject({ sent: 'maybe', code })
      const found = await driver.query({ attemptId: request.attemptId })
      expect(found).toMatchObject({ found: true, outcome: 'awaiting-funds', amount: request.amount })
      expect(await driver.initiate(request)).toMatchObject({ bankReference: service.bills()[0]?.number })
      expect(service.bills()).toHaveLength(1)
    },
  )

  test.each([
    ['rate-limited', { kind: 'rate', sent: 'no', retryAfterMs: 7000 }],
    ['suspended', { kind: 'declined', sent: 'yes', code: 'biller-suspended' }],
  ])('(%s) is certain: no bill was made', async (kind, expected) => {
    await tellBank(service, '/admin/faults', { kind })
    expect(await driverErrorOf(driver.initiate(aPayment()))).toMatchObject(expected)
    expect(service.bills()).toEqual([])
  })
})

describe('calls are signed', () => {
  test('with another key, or by a clock that is wrong, nothing is done', async () => {
    const forged = openBillingGateway(service.url, {
      secrets: { 'client-key': { current: { id: 'a1', value: 'somebody-elses-client-key' } } },
    })
    const late = openBillingGateway(service.url, {
      surroundings: { clock: { now: () => new Date(Date.now() - 301_000) } },
    })
    expect(await driverErrorOf(forged.initiate(aPayment()))).toMatchObject({
      kind: 'auth',
      sent: 'no',
      code: 'bad-signature',
    })
    expect(await driverErrorOf(late.initiate(aPayment()))).toMatchObject({ kind: 'auth', code: 'clock-skew' })
    expect(service.bills()).toEqual([])
  })

  test('below a path of the service’s own too, and with a query', async () => {
    const { attemptId } = await started()
    expect(await driver.query({ attemptId: 'one & two?' })).toEqual({ found: false })
    expect(await driver.query({ attemptId })).toMatchObject({ found: true })
  })

  test('and the key is in no error and no log', async () => {
    const book = logBook()
    const watched = openBillingGateway(service.url, { surroundings: { logger: book.logger } })
    await tellBank(service, '/admin/faults', { kind: 'error-500' })
    const error = await driverErrorOf(watched.initiate(aPayment()))
    const said = [error.message, error.code, String(error.cause), error.stack, ...book.lines].join('\n')
    expect(book.lines.length).toBeGreaterThan(0)
    expect(said).not.toContain(clientKey.value)
  })
})

describe('how a bill stands', () => {
  test('a bill that the service never heard of is not found, by either reference', async () => {
    expect(await driver.query({ attemptId: 'never' })).toEqual({ found: false })
    expect(await driver.query({ attemptId: 'never', bankReference: '990000000097' })).toEqual({
      found: false,
    })
  })

  test('what is no bill number never becomes part of an address', async () => {
    for (const bankReference of ['../../admin/bills', '990000000098', ''])
      expect(await driverErrorOf(driver.query({ attemptId: 'a', bankReference }))).toMatchObject({
        sent: 'no',
      })
  })

  test('a bill of another payment is a contradiction, and one of another office is not found', async () => {
    const { attemptId, bankReference } = await started()
    expect(await driverErrorOf(driver.query({ attemptId: 'other', bankReference }))).toMatchObject({
      code: 'other-subject',
      sent: 'maybe',
    })
    const other = openBillingGateway(service.url, { config: { biller: 'another-office' } })
    expect(await other.query({ attemptId, bankReference })).toEqual({ found: false })
    expect(await other.query({ attemptId })).toEqual({ found: false })
  })

  test('begun on a phone it still waits for money; confirmed it has succeeded', async () => {
    const { attemptId, bankReference, amount } = await started()
    await lever(bankReference, 'begin')
    expect(await driver.query({ attemptId, bankReference })).toMatchObject({
      outcome: 'awaiting-funds',
      bankStatus: 'IN_PROGRESS',
    })
    await paying(bankReference, 'mobile')
    expect(await driver.query({ attemptId, bankReference })).toMatchObject({ outcome: 'succeeded', amount })
  })

  test.each([
    ['short', 51_999n],
    ['over', 52_001n],
  ])('paid %s shows what was taken, not what was asked', async (_what, amountMinor) => {
    const { attemptId, bankReference } = await started()
    const amount = { amountMinor: amountMinor.toString(), currency: 'BGN' }
    await lever(bankReference, 'collect', { amount })
    expect(await driver.query({ attemptId })).toMatchObject({
      outcome: 'succeeded',
      amount: money(amountMinor, 'BGN'),
    })
  })

  test('paid twice shows both payments', async () => {
    const { attemptId, bankReference } = await started()
    await paying(bankReference, 'card')
    await lever(bankReference, 'collect')
    expect(await driver.query({ attemptId })).toMatchObject({ amount: money(104_000n, 'BGN') })
  })

  test('expired by the clock, and succeeded once the late money of a branch came', async () => {
    let now = new Date('2026-03-01T10:00:00Z')
    const timed = await startBillingService({ ...billingTerms, now: () => now })
    try {
      const late = openBillingGateway(timed.url, { surroundings: { clock: { now: () => now } } })
      const { attemptId, amount, ...request } = aPayment()
      const { bankReference } = await late.initiate({ attemptId, amount, ...request })
      now = new Date('2026-03-15T10:00:00Z')
      expect(await late.query({ attemptId })).toMatchObject({ outcome: 'expired' })
      await tellBank(timed, `/admin/bills/${bankReference}/collect`)
      expect(await late.query({ attemptId })).toMatchObject({ outcome: 'succeeded', amount })
    } finally {
      await timed.stop()
    }
  })

  test('taken back by its channel is charged back, with what went', async () => {
    const { attemptId, bankReference, amount } = await started()
    await paying(bankReference, 'branch')
    await lever(bankReference, 'reverse')
    expect(await driver.query({ attemptId })).toMatchObject({ outcome: 'charged-back', amount })
  })

  test('with a status that no document names is unknown', async () => {
    const { attemptId, bankReference } = await started()
    await lever(bankReference, 'status', { status: 'HELD_BY_AUDIT' })
    expect(await driver.query({ attemptId })).toMatchObject({
      outcome: 'unknown',
      bankStatus: 'HELD_BY_AUDIT',
      amount: money(0n, 'BGN'),
    })
  })
})

describe('cancelling', () => {
  test('an unpaid bill closes it, also when asked twice; nobody can pay it any more', async () => {
    const one = await started()
    for (let times = 0; times < 2; times += 1)
      expect(await cancelling(one)).toMatchObject({ outcome: 'cancelled' })
    await expect(paying(one.bankReference, 'card')).rejects.toThrow(/409/)
  })

  test.each([
    ['begin', 'in-progress'],
    ['collect', 'already-paid'],
    ['expire', 'already-expired'],
  ])('is refused for good after %s', async (name, code) => {
    const one = await started()
    await lever(one.bankReference, name)
    expect(await driverErrorOf(cancelling(one))).toMatchObject({ kind: 'invalid', sent: 'yes', code })
  })

  test('does not hold back money that was on its way', async () => {
    const one = await started()
    await cancelling(one)
    await lever(one.bankReference, 'collect')
    expect(await driver.query({ attemptId: one.attemptId })).toMatchObject({
      outcome: 'succeeded',
      amount: one.amount,
    })
  })
})

describe('payouts', () => {
  test('a day is one file: net as booked, each payment gross with its fee and both references', async () => {
    const [mobile, card] = [await started(), await started(money(9_999n, 'BGN'))]
    await paying(mobile.bankReference, 'mobile')
    await paying(card.bankReference, 'card')
    await tellBank(service, '/admin/close-day')

    const { files, nextCursor } = await driver.fetchSettlements!(undefined)
    expect(files.map(({ format }) => format)).toEqual(['camt.054'])
    const { statements, warnings, format } = driver.parseSettlement!(files[0]!.bytes)
    expect([format, warnings]).toEqual(['camt.054', []])
    expect(statements[0]?.controls).toMatchObject({ mayApply: true, detailsOff: [] })
    // 520.00 − 5.20 + 99.99 − 1.49
    expect(statements[0]?.entries).toMatchObject([
      {
        amountMinor: 61_330n,
        currency: 'BGN',
        status: 'booked',
        servicerReference: service.settlements()[0]?.payout,
      },
    ])
    expect(statements[0]?.entries[0]?.details).toMatchObject([
      {
        amountMinor: 52_000n,
        references: { endToEndId: mobile.bankReference, instructionId: mobile.orderNumber },
        creditorReferences: [mobile.creditorReference],
        charges: [{ amountMinor: -520n, isIncluded: false }],
      },
      {
        amountMinor: 9_999n,
        references: { endToEndId: card.bankReference },
        charges: [{ amountMinor: -149n, isIncluded: false }],
      },
    ])
    expect(await driver.fetchSettlements!(nextCursor)).toEqual({ files: [], nextCursor })
  })

  test('what was taken back after its payout is in the next one, with its sign; nothing comes twice', async () => {
    const [one, two] = [await started(), await started()]
    await paying(one.bankReference, 'branch')
    await tellBank(service, '/admin/close-day')
    await lever(one.bankReference, 'reverse')
    await paying(two.bankReference, 'branch')
    await tellBank(service, '/admin/close-day')
    await tellBank(service, '/admin/close-day')
    const first = await driver.fetchSettlements!(undefined)
    expect(first.files).toHaveLength(2)
    const [, second] = first.files.map(({ bytes }) => driver.parseSettlement!(bytes).statements[0])
    expect(second?.entries).toMatchObject([
      { amountMinor: -260n, details: [{ amountMinor: -52_000n }, { amountMinor: 52_000n }] },
    ])
    expect(second?.entries[0]?.details[0]?.returned).toMatchObject({ code: 'NARR' })
    expect(second?.controls).toMatchObject({ mayApply: true, detailsOff: [] })
  })

  test('there is one for each currency, and none of another office', async () => {
    const [bgn, kwd] = [await started(), await started(money(1_005n, 'KWD'))]
    await paying(bgn.bankReference, 'card')
    await paying(kwd.bankReference, 'card')
    await tellBank(service, '/admin/close-day')
    const { files } = await driver.fetchSettlements!(undefined)
    const nets = files.map(
      ({ bytes }) => driver.parseSettlement!(bytes).statements[0]?.entries[0]?.amountMinor,
    )
    expect(nets).toEqual([51_220n, 990n])
    const other = openBillingGateway(service.url, { config: { biller: 'another-office' } })
    expect(await other.fetchSettlements!(undefined)).toEqual({ files: [], nextCursor: '0' })
  })

  test('a file that is no statement is said to be none', () => {
    expect(() => driver.parseSettlement!(Buffer.from('<!doctype html><title>Maintenance</title>'))).toThrow()
  })
})
