/** Amounts on screen are grouped, keep every digit, and stay in one line. */
import { money } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { amountDigits, amountInWords } from './amounts.ts'

test('thousands are set apart, and the minor unit is the currency’s own', () => {
  expect(
    [money(52_000, 'BGN'), money(123_456_789, 'BGN'), money(1_234_567, 'KWD'), money(1_000, 'JPY')].map(
      amountDigits,
    ),
  ).toEqual(['520.00', '1\u202f234\u202f567.89', '1\u202f234.567', '1\u202f000'])
})

test('a negative amount keeps its sign at the first digit', () => {
  expect(amountDigits(money(-123_456, 'EUR'))).toBe('-1\u202f234.56')
})

test('an amount holds no space at which a line could break', () => {
  expect(amountInWords(money(104_000, 'BGN'))).toBe('1\u202f040.00\u00a0BGN')
})
