/** The driver of deposit accounts against the office's books over HTTP: taken at once or not at all, and given back. */
import { money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBooksStand } from '../test-support/books-stand.ts'
import type { BooksStand } from '../test-support/books-stand.ts'
import { aPayment, driverErrorOf, tellBank } from '../test-stand.ts'
import { idempotencyKeyOf } from './index.ts'
import type { Driver, RefundRequest } from './index.ts'

const now = new Date('2026-03-06T10:00:00Z')
const lev = (cents: bigint) => money(cents, 'BGN')

let stand: BooksStand
let driver: Driver
beforeEach(async () => {
  stand = await startBooksStand('deposit-account', () => now)
  stand.books.ledger.deposit('account-1', lev(1_000_00n))
  driver = stand.open()
})
afterEach(() => stand.books.stop())

const left = () => stand.books.ledger.balanceOf('account-1', 'BGN').amountMinor
const fault = (kind: string, on: string) => tellBank(stand.books, '/admin/faults', { kind, on })

function refundOf(attemptId: string, amount = lev(520_00n), refundId = 'refund-1') {
  const request: RefundRequest = {
    refundId,
    idempotencyKey: idempotencyKeyOf(refundId, 'refund'),
    bankReference: attemptId,
    amount,
  }
  if (!driver.refund) throw new Error('The driver gives nothing back.')
  return driver.refund(request)
}

describe('paying', () => {
  test('takes the amount at once, and is found as succeeded afterwards', async () => {
    const request = aPayment(lev(520_00n))
    expect(await driver.initiate(request)).toEqual({
      outcome: 'succeeded',
      bankReference: request.attemptId,
      bankStatus: 'TAKEN',
    })
    expect(left()).toBe(480_00n)
    expect(await driver.query({ attemptId: request.attemptId })).toEqual({
      found: true,
      outcome: 'succeeded',
      bankReference: request.attemptId,
      bankStatus: 'TAKEN',
      amount: request.amount,
      bankAt: now,
    })
  })

  test('twenty times at once under one key takes it once', async () => {
    const request = aPayment(lev(520_00n))
    const all = await Promise.all(Array.from({ length: 20 }, () => driver.initiate(request)))
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']))
    expect(left()).toBe(480_00n)
    expect(stand.books.ledger.movements()).toHaveLength(1)
  })

  test('fifty payments at once take exactly what the deposit allows', async () => {
    const tries = Array.from({ length: 50 }, () => driver.initiate(aPayment(lev(30_00n))))
    const ended = await Promise.allSettled(tries)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(33)
    expect(left()).toBe(10_00n)
  })

  test('all that is there may be taken, and not a cent more', async () => {
    expect(await driverErrorOf(driver.initiate(aPayment(lev(1_000_01n))))).toMatchObject({
      kind: 'declined',
      sent: 'no',
      code: 'insufficient',
    })
    expect(left()).toBe(1_000_00n)
    await driver.initiate(aPayment(lev(1_000_00n)))
    expect(left()).toBe(0n)
  })

  test.each([
    ['an account that has no deposit', { accountId: 'account-2' }, lev(1n)],
    ['a currency in which there is no deposit', {}, money(1n, 'KWD')],
  ])('is declined for %s', async (_what, change, amount) => {
    expect(await driverErrorOf(driver.initiate(aPayment(amount, change)))).toMatchObject({
      kind: 'declined',
      sent: 'no',
      code: 'no-account',
    })
  })

  test('is refused before the books are asked for zero, or for what the office has ruled out', async () => {
    await fault('lost-after', 'debit')
    const strict = stand.open({ limits: { BGN: { minMinor: '100', maxMinor: '10000' } } })
    for (const amount of [lev(0n), lev(99n), lev(100_01n), money(1_00n, 'EUR')])
      expect(await driverErrorOf(strict.initiate(aPayment(amount)))).toMatchObject({
        code: 'amount-out-of-range',
      })
    expect(left()).toBe(1_000_00n)
  })

  test('whose answer is lost after the money was taken is uncertain, found by query, and not taken again', async () => {
    const request = aPayment(lev(520_00n))
    await fault('lost-after', 'debit')
    expect(await driverErrorOf(driver.initiate(request))).toMatchObject({
      kind: 'unavailable',
      sent: 'maybe',
    })
    expect(await driver.query({ attemptId: request.attemptId })).toMatchObject({ outcome: 'succeeded' })
    await driver.initiate(request)
    expect(left()).toBe(480_00n)
  })

  test('whose call is lost on the way is just as uncertain, and the query knows nothing of it', async () => {
    const request = aPayment(lev(520_00n))
    await fault('lost-before', 'debit')
    expect(await driverErrorOf(driver.initiate(request))).toMatchObject({ sent: 'maybe' })
    expect(await driver.query({ attemptId: request.attemptId })).toEqual({ found: false })
    expect(left()).toBe(1_000_00n)
  })

  test('that takes too long is uncertain', async () => {
    await fault('slow', 'debit')
    const error = await driverErrorOf(driver.initiate(aPayment(lev(520_00n))))
    expect(error).toMatchObject({ sent: 'maybe', code: 'ABORT_ERR' })
  })

  test('at books that are closed, or away, certainly took nothing', async () => {
    await fault('refused', 'debit')
    expect(await driverErrorOf(driver.initiate(aPayment(lev(1n))))).toMatchObject({
      kind: 'unavailable',
      sent: 'no',
    })
    await stand.books.stop()
    expect(await driverErrorOf(driver.initiate(aPayment(lev(1n))))).toMatchObject({
      sent: 'no',
      code: 'ECONNREFUSED',
    })
  })

  test('under a key that stands for another amount takes nothing', async () => {
    const request = aPayment(lev(520_00n))
    await driver.initiate(request)
    const other = { ...request, amount: lev(1n), lines: [{ label: 'Fee', amount: lev(1n) }] }
    expect(await driverErrorOf(driver.initiate(other))).toMatchObject({ kind: 'invalid', code: 'key-reused' })
    expect(left()).toBe(480_00n)
  })
})

test('books that take or give back another amount than was asked are not believed', async () => {
  const entry = { entryId: 'e1', amount: lev(1n), at: now }
  const odd = stand.open(
    {},
    {
      debitDeposit: () => Promise.resolve({ taken: true, entry }),
      creditDeposit: () => Promise.resolve(entry),
    },
  )
  const refund = { refundId: 'r1', idempotencyKey: 'k', bankReference: 'a', amount: lev(2n) }
  for (const call of [odd.initiate(aPayment(lev(2n))), odd.refund?.(refund) ?? Promise.resolve()])
    expect(await driverErrorOf(call)).toMatchObject({ sent: 'maybe', code: 'other-amount' })
})

describe('giving back', () => {
  test('puts all of it, or parts, into the deposit, and finds each by its own id', async () => {
    const { attemptId, ...request } = aPayment(lev(520_00n))
    await driver.initiate({ attemptId, ...request })
    expect(await refundOf(attemptId, lev(20_00n), 'r1')).toMatchObject({
      outcome: 'succeeded',
      amount: lev(20_00n),
    })
    expect(await refundOf(attemptId, lev(500_00n), 'r2')).toMatchObject({ outcome: 'succeeded' })
    expect(left()).toBe(1_000_00n)
    expect(await driver.queryRefund?.({ refundId: 'r1' })).toMatchObject({
      found: true,
      amount: lev(20_00n),
      bankAt: now,
    })
    expect(await driver.queryRefund?.({ refundId: 'r3' })).toEqual({ found: false })
  })

  test('twenty times at once under one key puts it back once', async () => {
    const request = aPayment(lev(520_00n))
    await driver.initiate(request)
    await Promise.all(Array.from({ length: 20 }, () => refundOf(request.attemptId)))
    expect(left()).toBe(1_000_00n)
  })

  test('more than was taken, or of nothing, is refused', async () => {
    const request = aPayment(lev(520_00n))
    await driver.initiate(request)
    await refundOf(request.attemptId, lev(500_00n), 'r1')
    const refusals = [
      [request.attemptId, lev(20_01n), 'more-than-taken'],
      ['attempt-unknown', lev(1n), 'nothing-taken'],
      [request.attemptId, lev(0n), 'amount-out-of-range'],
    ] as const
    for (const [attemptId, amount, code] of refusals)
      expect(await driverErrorOf(refundOf(attemptId, amount, `refund-${code}`))).toMatchObject({
        kind: 'invalid',
        sent: 'no',
        code,
      })
    expect(left()).toBe(980_00n)
  })

  test('whose answer is lost is uncertain, and found by query', async () => {
    const request = aPayment(lev(520_00n))
    await driver.initiate(request)
    await fault('lost-after', 'credit')
    expect(await driverErrorOf(refundOf(request.attemptId))).toMatchObject({ sent: 'maybe' })
    expect(await driver.queryRefund?.({ refundId: 'refund-1' })).toMatchObject({
      found: true,
      outcome: 'succeeded',
    })
    expect(left()).toBe(1_000_00n)
  })
})

test('nobody calls back, and the driver says so', async () => {
  const body = new TextEncoder().encode('{}')
  expect(driver.manifest.callbacks).toBeUndefined()
  expect(await driver.verifyCallback({ body, headers: new Headers() })).toMatchObject({ verified: false })
  expect(driver.translateCallback(body).events).toEqual([])
})
