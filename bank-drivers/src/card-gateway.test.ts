/** The card gateway's driver against the fake bank over HTTP: starting, finding, cancelling and giving back payments. */
import { money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startFakeBank } from '@lodge/mocks'
import type { FakeBank } from '@lodge/mocks'
import {
  aPayment,
  chargesAt,
  driverErrorOf,
  bankTerms,
  openCardGateway,
  paying,
  tellBank,
} from '../test-stand.ts'
import { idempotencyKeyOf } from './index.ts'
import type { Driver } from './index.ts'

let bank: FakeBank
let driver: Driver
beforeEach(async () => {
  bank = await startFakeBank(bankTerms)
  driver = openCardGateway(bank.url)
})
afterEach(() => bank.stop())

describe('starting a payment', () => {
  test('sends the payer to the bank and takes no money yet', async () => {
    const started = await driver.initiate(aPayment())
    expect(started).toMatchObject({ outcome: 'action-required', bankStatus: 'NEW' })
    expect(started.nextAction).toEqual({
      kind: 'redirect',
      url: `${bank.url}/pay/${started.bankReference}`,
    })
    expect(started.expiresAt?.getTime()).toBeGreaterThan(Date.now())
    expect(chargesAt(bank)).toBe(0)
  })

  test('an approved card is found as succeeded, with the amount that the bank took', async () => {
    const request = aPayment()
    const { bankReference } = await driver.initiate(request)
    await paying(bank, bankReference, 'approve')
    expect(await driver.query({ attemptId: request.attemptId, bankReference })).toMatchObject({
      found: true,
      outcome: 'succeeded',
      bankStatus: 'CAPTURED',
      amount: request.amount,
    })
  })

  test('a declined card is found as failed', async () => {
    const request = aPayment()
    const { bankReference } = await driver.initiate(request)
    await paying(bank, bankReference, '4000 0000 0000 0010')
    expect(await driver.query({ attemptId: request.attemptId, bankReference })).toMatchObject({
      outcome: 'failed',
    })
    expect(chargesAt(bank)).toBe(0)
  })

  test('a card that nobody knows is declined', async () => {
    const request = aPayment()
    const { bankReference } = await driver.initiate(request)
    await paying(bank, bankReference, '4111 1111 1111 1111')
    expect(await driver.query({ attemptId: request.attemptId })).toMatchObject({ outcome: 'failed' })
  })

  test('a bank that declines at once says so, and the call is over', async () => {
    await tellBank(bank, '/admin/faults', { kind: 'declined' })
    expect(await driverErrorOf(driver.initiate(aPayment()))).toMatchObject({ kind: 'declined', sent: 'yes' })
  })

  test('a payer who goes back is found as cancelled', async () => {
    const request = aPayment()
    const { bankReference } = await driver.initiate(request)
    await paying(bank, bankReference, 'cancel')
    expect(await driver.query({ attemptId: request.attemptId })).toMatchObject({ outcome: 'cancelled' })
  })

  test.each([
    ['JPY', 52_000n],
    ['BGN', 52_000n],
    ['KWD', 52_000n],
  ] as const)('%s arrives at the bank in whole minor units', async (currency, amountMinor) => {
    const request = aPayment(money(amountMinor, currency))
    const { bankReference } = await driver.initiate(request)
    await paying(bank, bankReference, 'approve')
    expect(bank.ledger().map(({ amount }) => amount)).toEqual([{ amountMinor, currency }])
  })

  test('forty lines that add up are one payment of their sum', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => ({
      label: `Line ${index}`,
      amount: money(index + 1, 'EUR'),
    }))
    await driver.initiate(aPayment(money(820n, 'EUR'), { lines }))
    expect(bank.payments().map(({ amount }) => amount.amountMinor)).toEqual([820n])
  })
})

describe('what is refused before the bank is called', () => {
  test.each([
    ['zero', money(0n, 'EUR')],
    ['a negative amount', money(-1n, 'EUR')],
    ['one minor unit above the most', money(100_000_001n, 'EUR')],
    ['a currency that the driver does not take', money(100n, 'ZMW')],
  ])('%s', async (_what, amount) => {
    const error = await driverErrorOf(driver.initiate(aPayment(amount)))
    expect(error).toMatchObject({ kind: 'invalid', sent: 'no', code: 'amount-out-of-range' })
    expect(bank.payments()).toEqual([])
  })

  test('the least and the most are allowed', async () => {
    await driver.initiate(aPayment(money(1n, 'EUR')))
    await driver.initiate(aPayment(money(100_000_000n, 'EUR')))
    expect(bank.payments()).toHaveLength(2)
  })

  test('the limits of the office take the place of those of the manifest', async () => {
    const strict = openCardGateway(bank.url, {
      config: { limits: { EUR: { minMinor: '500', maxMinor: '600' } } },
    })
    expect((await driverErrorOf(strict.initiate(aPayment(money(499n, 'EUR'))))).message).toBe(
      'This bank takes payments from 5.00 EUR to 6.00 EUR.',
    )
    expect((await driverErrorOf(strict.initiate(aPayment(money(500n, 'BGN'))))).sent).toBe('no')
    await strict.initiate(aPayment(money(500n, 'EUR')))
  })

  test('lines that do not add up, or are in another currency', async () => {
    const short = aPayment(money(10n, 'EUR'), { lines: [{ label: 'a', amount: money(9n, 'EUR') }] })
    const other = aPayment(money(10n, 'EUR'), { lines: [{ label: 'a', amount: money(10n, 'BGN') }] })
    for (const request of [short, other])
      expect(await driverErrorOf(driver.initiate(request))).toMatchObject({
        code: 'lines-differ',
        sent: 'no',
      })
    expect(bank.payments()).toEqual([])
  })

  test('a bank reference that would lead to another address', async () => {
    const error = await driverErrorOf(driver.query({ attemptId: 'a', bankReference: '../../admin/ledger' }))
    expect(error).toMatchObject({ kind: 'invalid', sent: 'no' })
  })
})

describe('the same key', () => {
  test('twice gives the same payment', async () => {
    const request = aPayment()
    const [once, again] = [await driver.initiate(request), await driver.initiate(request)]
    expect(again.bankReference).toBe(once.bankReference)
  })

  test('twenty times at the same moment gives one payment and one charge', async () => {
    const request = aPayment()
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { bankReference } = await driver.initiate(request)
        await paying(bank, bankReference, 'approve')
      }),
    )
    expect(bank.payments()).toHaveLength(1)
    expect(chargesAt(bank)).toBe(1)
  })

  test('with another amount leaves in doubt what the bank holds', async () => {
    const request = aPayment()
    await driver.initiate(request)
    const other = aPayment(money(1n, 'BGN'), {
      attemptId: request.attemptId,
      idempotencyKey: request.idempotencyKey,
    })
    expect(await driverErrorOf(driver.initiate(other))).toMatchObject({
      code: 'idempotency-key-reused',
      sent: 'maybe',
    })
  })
})

describe('finding a payment', () => {
  test('that the bank never heard of gives not found, by either reference', async () => {
    expect(await driver.query({ attemptId: 'never' })).toEqual({ found: false })
    expect(await driver.query({ attemptId: 'never', bankReference: 'pay_never' })).toEqual({ found: false })
  })

  test('under a reference that is not its own is a contradiction, not an answer', async () => {
    const { bankReference } = await driver.initiate(aPayment())
    const error = await driverErrorOf(driver.query({ attemptId: 'somebody-else', bankReference }))
    expect(error).toMatchObject({ code: 'other-subject', sent: 'maybe' })
  })

  test('with a status that no document names gives unknown', async () => {
    const request = aPayment()
    const { bankReference } = await driver.initiate(request)
    await tellBank(bank, `/admin/payments/${bankReference}/status`, { status: 'HELD_BY_SCHEME' })
    expect(await driver.query({ attemptId: request.attemptId })).toMatchObject({
      outcome: 'unknown',
      bankStatus: 'HELD_BY_SCHEME',
    })
  })

  test('after its time is over gives expired, and succeeded once late money came', async () => {
    let now = new Date('2026-03-01T10:00:00Z')
    const timed = await startFakeBank({ ...bankTerms, now: () => now })
    try {
      const late = openCardGateway(timed.url)
      const request = aPayment()
      const { bankReference } = await late.initiate(request)
      now = new Date('2026-03-01T10:31:00Z')
      expect(await late.query({ attemptId: request.attemptId })).toMatchObject({ outcome: 'expired' })
      await tellBank(timed, `/admin/payments/${bankReference}/capture`)
      expect(await late.query({ attemptId: request.attemptId })).toMatchObject({
        outcome: 'succeeded',
        amount: request.amount,
      })
    } finally {
      await timed.stop()
    }
  })

  test.each([
    ['short', -1n],
    ['over', 1n],
  ])('paid %s shows what was taken, not what was asked', async (card, difference) => {
    const request = aPayment()
    const { bankReference } = await driver.initiate(request)
    await paying(bank, bankReference, card)
    expect(await driver.query({ attemptId: request.attemptId })).toMatchObject({
      outcome: 'succeeded',
      amount: money(52_000n + difference, 'BGN'),
    })
  })
})

describe('cancelling', () => {
  test('an open payment closes it, also when asked twice', async () => {
    const { attemptId, bankReference } = await started()
    const request = { attemptId, bankReference, idempotencyKey: idempotencyKeyOf(attemptId, 'cancel') }
    for (let times = 0; times < 2; times += 1)
      expect(await driver.cancel?.(request)).toMatchObject({ outcome: 'cancelled' })
  })

  test('a payment whose money was taken is refused for good', async () => {
    const { attemptId, bankReference } = await started()
    await paying(bank, bankReference, 'approve')
    const request = { attemptId, bankReference, idempotencyKey: idempotencyKeyOf(attemptId, 'cancel') }
    expect(await driverErrorOf(driver.cancel!(request))).toMatchObject({
      code: 'not-cancellable',
      sent: 'yes',
    })
  })
})

describe('giving money back', () => {
  const aRefund = (bankReference: string, refundId: string, amountMinor: bigint) => ({
    refundId,
    bankReference,
    idempotencyKey: idempotencyKeyOf(refundId, 'refund'),
    amount: money(amountMinor, 'BGN'),
  })

  test('in parts adds up to the whole, and not one minor unit more', async () => {
    const { attemptId, bankReference } = await started()
    await paying(bank, bankReference, 'approve')
    expect(await driver.refund!(aRefund(bankReference, 'r1', 20_000n))).toMatchObject({
      outcome: 'succeeded',
      amount: money(20_000n, 'BGN'),
    })
    expect(await driver.query({ attemptId })).toMatchObject({
      outcome: 'refunded',
      amount: money(20_000n, 'BGN'),
    })
    expect(await driverErrorOf(driver.refund!(aRefund(bankReference, 'r2', 32_001n)))).toMatchObject({
      code: 'refund-exceeds-captured',
      sent: 'yes',
    })
    await driver.refund!(aRefund(bankReference, 'r3', 32_000n))
    expect(await driver.query({ attemptId })).toMatchObject({
      bankStatus: 'REFUNDED',
      amount: money(52_000n, 'BGN'),
    })
  })

  test('twenty times under one key gives back once', async () => {
    const { bankReference } = await started()
    await paying(bank, bankReference, 'approve')
    await Promise.all(Array.from({ length: 20 }, () => driver.refund!(aRefund(bankReference, 'r1', 100n))))
    expect(bank.ledger().filter(({ memo }) => memo === 'refund')).toHaveLength(1)
  })

  test('whose answer was lost is found by our own reference', async () => {
    const { bankReference } = await started()
    await paying(bank, bankReference, 'approve')
    await tellBank(bank, '/admin/faults', { kind: 'timeout', on: 'refund' })
    expect(await driverErrorOf(driver.refund!(aRefund(bankReference, 'r1', 100n)))).toMatchObject({
      sent: 'maybe',
    })
    expect(await driver.queryRefund!({ refundId: 'r1' })).toMatchObject({ found: true, outcome: 'succeeded' })
    expect(await driver.queryRefund!({ refundId: 'r2' })).toEqual({ found: false })
  })

  test('of a payment that took none is refused for good', async () => {
    const { bankReference } = await started()
    expect(await driverErrorOf(driver.refund!(aRefund(bankReference, 'r1', 1n)))).toMatchObject({
      code: 'not-refundable',
      sent: 'yes',
    })
  })

  test('of nothing is refused before the bank is called', async () => {
    const { bankReference } = await started()
    expect(await driverErrorOf(driver.refund!(aRefund(bankReference, 'r1', 0n)))).toMatchObject({
      sent: 'no',
    })
  })

  test('a charge-back shows what was taken back', async () => {
    const { attemptId, bankReference } = await started()
    await paying(bank, bankReference, 'approve')
    await tellBank(bank, `/admin/payments/${bankReference}/charge-back`)
    expect(await driver.query({ attemptId })).toMatchObject({
      outcome: 'charged-back',
      amount: money(52_000n, 'BGN'),
    })
  })
})

async function started() {
  const request = aPayment()
  const { bankReference } = await driver.initiate(request)
  return { attemptId: request.attemptId, bankReference }
}
