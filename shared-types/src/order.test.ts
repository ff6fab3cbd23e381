import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMoney, CurrencyMismatchError, money, type Money } from './money.ts'
import { applyReceipt, nextOrderStatuses, orderStatuses } from './order.ts'

const eur = (minor: bigint): Money => money(minor, 'EUR')
const anyAmount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(eur)

describe('money that comes in for an order', () => {
  test.each([
    ['pays it exactly', 250_00n, 0n, 250_00n, 250_00n, 0n],
    ['is short by one cent', 250_00n, 0n, 249_99n, 249_99n, 0n],
    ['is one cent too much', 250_00n, 0n, 250_01n, 250_00n, 1n],
    ['completes a first part', 250_00n, 100_00n, 150_00n, 150_00n, 0n],
    ['comes twice', 250_00n, 250_00n, 250_00n, 0n, 250_00n],
    ['comes after too much', 250_00n, 300_00n, 5n, 0n, 5n],
    ['comes for nothing to pay', 0n, 0n, 5n, 0n, 5n],
  ])('%s', (_, total, before, received, toOrder, toCredit) =>
    expect(applyReceipt(eur(total), eur(before), eur(received))).toEqual({
      toOrder: eur(toOrder),
      toCredit: eur(toCredit),
    }),
  )

  test('sits in exactly one of order and credit, and the order never holds more than its total', () =>
    fc.assert(
      fc.property(anyAmount, fc.array(anyAmount, { maxLength: 10 }), (total, receipts) => {
        let [received, inOrder, inCredit] = [eur(0n), eur(0n), eur(0n)]
        for (const receipt of receipts) {
          const { toOrder, toCredit } = applyReceipt(total, received, receipt)
          expect(addMoney(toOrder, toCredit)).toEqual(receipt)
          expect(toOrder.amountMinor >= 0n && toCredit.amountMinor >= 0n).toBe(true)
          received = addMoney(received, receipt)
          inOrder = addMoney(inOrder, toOrder)
          inCredit = addMoney(inCredit, toCredit)
        }
        const [sum, due] = [received.amountMinor, total.amountMinor]
        expect(inOrder.amountMinor).toBe(sum < due ? sum : due)
        expect(inCredit.amountMinor).toBe(sum - inOrder.amountMinor)
      }),
    ))

  test('in another currency is a defect of the caller', () =>
    expect(() => applyReceipt(eur(1n), eur(0n), money(1n, 'KWD'))).toThrow(CurrencyMismatchError))
})

describe('the states of an order', () => {
  test('have no way back to open, and none out of refunded or cancelled', () => {
    for (const status of orderStatuses) expect(nextOrderStatuses[status], status).not.toContain('open')
    expect([...nextOrderStatuses.refunded, ...nextOrderStatuses.cancelled]).toEqual([])
  })
  test('can all be reached from open', () => {
    const reached = new Set<(typeof orderStatuses)[number]>(['open'])
    for (const status of reached) for (const next of nextOrderStatuses[status]) reached.add(next)
    expect([...reached].sort()).toEqual([...orderStatuses].sort())
  })
})
