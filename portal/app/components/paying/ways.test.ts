/** Which ways can pay an amount, and what hinders the others. */
import { money } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { waysFor, type Method } from './ways.ts'

const limits = { BGN: { minMinor: 1_00n, maxMinor: 500_00n } }
const card: Method = { driverId: 'card', displayName: { en: 'Card' }, kind: 'redirect', limits }
const deposit: Method = { driverId: 'deposit', displayName: { en: 'Deposit' }, kind: 'deposit', limits }
const held = { number: 'D-1', balance: money(40_00n, 'BGN') }
const hindrances = (amountMinor: bigint, deposits = [held]) =>
  waysFor([card, deposit], deposits, money(amountMinor, 'BGN')).map(({ hindrance }) => hindrance)

test('a limit is told, and what lies on it is taken', () => {
  expect(hindrances(99n)).toEqual([
    { why: 'below', least: money(1_00n, 'BGN') },
    { why: 'below', least: money(1_00n, 'BGN') },
  ])
  expect(hindrances(1_00n)).toEqual([null, null])
  expect(hindrances(500_01n)[0]).toEqual({ why: 'above', most: money(500_00n, 'BGN') })
  expect(hindrances(500_00n)[0]).toBeNull()
})

test('a deposit pays what it holds to the last unit, and one unit more it lacks', () => {
  expect(hindrances(40_00n)[1]).toBeNull()
  expect(hindrances(40_01n)[1]).toEqual({ why: 'too-little', lacking: money(1n, 'BGN') })
  expect(hindrances(40_00n, [])[1]).toEqual({ why: 'no-deposit' })
  const euros = [{ number: 'D-2', balance: money(900_00n, 'EUR') }]
  expect(hindrances(40_00n, euros)[1]).toEqual({ why: 'no-deposit' })
})

test('a way that does not take the currency is not offered', () =>
  expect(waysFor([card, deposit], [held], money(40_000n, 'KWD'))).toEqual([]))
