/** The driver of the cash desk against the office's books over HTTP: who comes, pays all or a part, or does not come. */
import { money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startBooksStand } from '../test-support/books-stand.ts'
import type { BooksStand } from '../test-support/books-stand.ts'
import { aPayment, driverErrorOf, tellBank } from '../test-stand.ts'
import { isCancelledHere } from './index.ts'
import type { Driver } from './index.ts'

/** A Friday evening in UTC, when it is Saturday already at the office. */
const now = new Date('2026-03-06T22:30:00Z')
const terms = { payWithinDays: 14, timeZone: 'Europe/Sofia' }
const lev = (cents: bigint) => money(cents, 'BGN')

let stand: BooksStand
let driver: Driver
beforeEach(async () => {
  stand = await startBooksStand('counter', () => now)
  driver = stand.open(terms)
})
afterEach(() => stand.books.stop())

test('the payer is told what to say at the desk, and until when', async () => {
  const request = aPayment(lev(520_00n))
  const payBy = new Date('2026-03-21T22:00:00Z')
  expect(await driver.initiate(request)).toEqual({
    outcome: 'awaiting-funds',
    bankReference: request.attemptId,
    bankStatus: 'WAITING',
    nextAction: { kind: 'desk', reference: request.orderNumber, payBy },
    expiresAt: payBy,
  })
})

test('twenty times at once it is said the same, and nothing was taken', async () => {
  const request = aPayment()
  const all = await Promise.all(Array.from({ length: 20 }, () => driver.initiate(request)))
  for (const one of all) expect(one).toEqual(all[0])
  expect(stand.books.ledger.movements()).toEqual([])
})

test('the books are not needed to begin', async () => {
  await stand.books.stop()
  expect(await driver.initiate(aPayment())).toMatchObject({ outcome: 'awaiting-funds' })
})

describe('the desk', () => {
  test.each([
    ['nothing', [], undefined, undefined],
    ['a part', [519_99n], 'partially-funded', 519_99n],
    ['two parts that make the whole', [500_00n, 20_00n], 'succeeded', 520_00n],
    ['the whole', [520_00n], 'succeeded', 520_00n],
    ['more than was asked', [520_01n], 'succeeded', 520_01n],
    ['the whole, and has voided it', [520_00n, -520_00n], undefined, undefined],
  ] as const)('has taken %s', async (_what, takings, outcome, taken) => {
    const { attemptId, amount } = aPayment(lev(520_00n))
    for (const cents of takings) stand.books.ledger.take(attemptId, amount, lev(cents))
    const found = await driver.query({ attemptId })
    if (taken === undefined) expect(found).toEqual({ found: false })
    else
      expect(found).toMatchObject({
        found: true,
        outcome,
        amount: lev(taken),
        bankReference: attemptId,
        bankAt: now,
      })
  })

  test('has taken another currency: it is told as it is, for people to look at', async () => {
    const { attemptId, amount } = aPayment(lev(520_00n))
    stand.books.ledger.take(attemptId, amount, money(520_00n, 'EUR'))
    expect(await driver.query({ attemptId })).toMatchObject({
      outcome: 'succeeded',
      amount: money(520_00n, 'EUR'),
    })
  })

  test('knows each attempt by itself', async () => {
    const [one, other] = [aPayment(lev(1_00n)), aPayment(lev(1_00n))]
    stand.books.ledger.take(one.attemptId, one.amount, one.amount)
    expect(await driver.query({ attemptId: other.attemptId })).toEqual({ found: false })
  })

  test.each([
    ['lost-after', 'maybe'],
    ['slow', 'maybe'],
    ['refused', 'no'],
  ])('whose books fail (%s) is asked again later', async (kind, sent) => {
    const { attemptId, amount } = aPayment(lev(520_00n))
    stand.books.ledger.take(attemptId, amount, amount)
    await tellBank(stand.books, '/admin/faults', { kind, on: 'find-taken' })
    expect(await driverErrorOf(driver.query({ attemptId }))).toMatchObject({ kind: 'unavailable', sent })
    expect(await driver.query({ attemptId })).toMatchObject({ outcome: 'succeeded' })
  })
})

test.each([lev(0n), lev(99n), lev(1_000_01n), money(1_00n, 'EUR')])(
  'the desk is not offered for %o where the office takes 1.00 to 1000.00 BGN',
  async (amount) => {
    const strict = stand.open({ ...terms, limits: { BGN: { minMinor: '100', maxMinor: '100000' } } })
    expect(await driverErrorOf(strict.initiate(aPayment(amount)))).toMatchObject({
      sent: 'no',
      code: 'amount-out-of-range',
    })
  },
)

test('an attempt is cancelled here, cash goes back over the desk, and waiting ends some time', () => {
  const { manifest } = driver
  expect(isCancelledHere(manifest)).toBe(true)
  expect([driver.cancel, driver.refund, driver.queryRefund]).toEqual([undefined, undefined, undefined])
  expect(manifest.expiryMs).toBe(14 * 24 * 3_600_000)
  expect(manifest.polling.giveUpAfterMs).toBeGreaterThan(manifest.expiryMs ?? Infinity)
})

test.each([{}, { ...terms, timeZone: 'nowhere' }, { ...terms, payWithinDays: 0 }, { ...terms, desk: 3 }])(
  'the configuration %o is refused',
  (config) => {
    expect(() => stand.open(config)).toThrow(z.ZodError)
  },
)
