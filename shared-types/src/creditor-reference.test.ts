import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditorReferenceOf, formatCreditorReference, parseCreditorReference } from './creditor-reference.ts'

const characters = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const body = fc
  .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 21 })
  .map((some) => some.join(''))

describe('a creditor reference', () => {
  test('has the check digits of published examples', () => {
    expect(creditorReferenceOf('539007547034')).toBe('RF18539007547034')
    expect(parseCreditorReference('RF45 G72U UR')).toBe('RF45G72UUR')
  })

  test('is made from a number of the office without its separators', () =>
    expect(creditorReferenceOf('inv-2026/000123').slice(4)).toBe('INV2026000123'))

  test('is read back from whatever a bank makes of its blanks and letters', () =>
    fc.assert(
      fc.property(body, (number) => {
        const reference = creditorReferenceOf(number)
        expect(parseCreditorReference(formatCreditorReference(reference).toLowerCase())).toBe(reference)
      }),
    ))

  test('is refused with one wrong character, or with two that changed places', () =>
    fc.assert(
      fc.property(body, fc.nat(), fc.constantFrom(...characters), (number, at, wrong) => {
        const reference = creditorReferenceOf(number)
        const place = 4 + (at % number.length)
        fc.pre(reference[place] !== wrong)
        const mistyped = reference.slice(0, place) + wrong + reference.slice(place + 1)
        // A letter has two digits for MOD 97, so only a change within digits or within letters is always caught.
        fc.pre(/\d/.test(reference[place] ?? '') === /\d/.test(wrong))
        expect(parseCreditorReference(mistyped)).toBeUndefined()
      }),
    ))

  test.each([
    '',
    'NOTPROVIDED',
    'RF',
    'RF18',
    'RF1853900754703',
    'RF18-539007547034',
    'RF1853900754703400000000000',
  ])('is not "%s"', (text) => expect(parseCreditorReference(text)).toBeUndefined())

  test.each(['', '--', 'X'.repeat(22)])('cannot be made of "%s"', (number) =>
    expect(() => creditorReferenceOf(number)).toThrow(RangeError),
  )
})
