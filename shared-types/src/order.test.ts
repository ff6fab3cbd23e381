import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOrderStatuses, orderStatuses } from './order.ts'
import { nowhere, placeIn, placeOut } from './placement.ts'

const anyMinor = fc.bigInt({ min: 0n, max: 10n ** 12n })

describe('money that comes in for an order', () => {
  test.each([
    ['pays it exactly', 250_00n, 250_00n, 250_00n, 0n],
    ['is short by one cent', 250_00n, 249_99n, 249_99n, 0n],
    ['is one cent too much', 250_00n, 250_01n, 250_00n, 1n],
    ['comes for nothing to pay', 0n, 5n, 0n, 5n],
  ])('%s', (_, missing, moved, order, deposit) =>
    expect(placeIn(missing, moved)).toEqual({ ...nowhere, order, deposit }),
  )

  test('and goes out again is wholly in its places, none of them below zero, and owed only where nothing is left', () =>
    fc.assert(
      fc.property(
        anyMinor,
        anyMinor,
        anyMinor,
        anyMinor,
        anyMinor,
        (order, deposit, suspense, balance, moved) => {
          const placed = placeOut({ order, deposit, suspense }, moved, { depositBalance: balance })
          expect(Object.values(placed).every((part) => part >= 0n)).toBe(true)
          expect(Object.values(placed).reduce((sum, part) => sum + part, 0n)).toBe(moved)
          expect(placed.order <= order && placed.deposit <= deposit && placed.deposit <= balance).toBe(true)
          if (placed.owed > 0n) expect(placed.order).toBe(order)
        },
      ),
    ))

  test('goes out first from where a refund was to come', () => {
    const holding = { order: 100n, deposit: 20n, suspense: 5n }
    expect(placeOut(holding, 30n, { wanted: { order: 30n } })).toEqual({ ...nowhere, order: 30n })
    expect(placeOut(holding, 30n, { wanted: { aside: 20n } })).toEqual({
      ...nowhere,
      aside: 20n,
      suspense: 5n,
      order: 5n,
    })
    expect(placeOut(holding, 30n)).toEqual({ ...nowhere, suspense: 5n, deposit: 20n, order: 5n })
  })
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
