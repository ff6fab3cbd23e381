import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoney,
  allocate,
  compareMoney,
  currencyExponents,
  CurrencyMismatchError,
  formatAmount,
  formatMoney,
  money,
  parseAmount,
  subtractMoney,
  sumMoney,
  type Currency,
} from './money.ts'
import { currencySchema, minorUnitsSchema, moneySchema } from './money-schema.ts'

const currencies = ['JPY', 'EUR', 'KWD', 'CLF'] as const satisfies readonly Currency[]
const anyCurrency = fc.constantFrom(...currencies)
const anyMinor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })

describe('an amount is written with the decimals of its currency', () => {
  test.each([
    [520n, 'JPY', '520'],
    [52_000n, 'EUR', '520.00'],
    [12_345n, 'KWD', '12.345'],
    [12_345n, 'CLF', '1.2345'],
    [5n, 'EUR', '0.05'],
    [-5n, 'KWD', '-0.005'],
    [0n, 'JPY', '0'],
    [0n, 'BGN', '0.00'],
  ] as const)('%s minor units of %s are %s', (minor, currency, text) => {
    const amount = money(minor, currency)
    expect(formatAmount(amount)).toBe(text)
    expect(parseAmount(text, amount.currency)).toEqual(amount)
  })

  test('what is formatted reads back as the same amount, for 0, 2, 3 and 4 decimals', () =>
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, currency) => {
        const amount = money(minor, currency)
        expect(parseAmount(formatAmount(amount), currency)).toEqual(amount)
      }),
    ))

  test('people read it with the currency behind', () =>
    expect(formatMoney(money(65_000n, 'BGN'))).toBe('650.00 BGN'))

  test('exponents are those of ISO 4217', () => {
    expect(currencyExponents).toMatchObject({
      JPY: 0,
      KRW: 0,
      XOF: 0,
      UGX: 0,
      EUR: 2,
      BGN: 2,
      KWD: 3,
      TND: 3,
      CLF: 4,
    })
  })
})

describe('an amount that a person types', () => {
  test('may have fewer decimals than the currency', () =>
    expect(parseAmount(' 7.5 ', 'KWD')).toEqual(money(7500n, 'KWD')))

  test.each([
    '',
    '1,50',
    '1.505',
    '1e3',
    '--1',
    '+1',
    '0x10',
    '.5',
    '1.',
    '1 000',
    'NaN',
    '٥',
    '12345678901234567',
  ])('"%s" is refused for EUR', (text) => expect(() => parseAmount(text, 'EUR')).toThrow(RangeError))

  test('a yen has no decimals', () => expect(() => parseAmount('1.0', 'JPY')).toThrow(RangeError))

  test('the largest amount that is read can be stored and read again', () => {
    const largest = parseAmount(`${'9'.repeat(14)}.9999`, 'CLF')
    expect(minorUnitsSchema.parse(largest.amountMinor.toString())).toBe(largest.amountMinor)
    expect(() => parseAmount('100000000000000', 'CLF')).toThrow('larger amount than can be kept')
  })
})

describe('two currencies never mix', () => {
  const [eur, kwd] = [money(100n, 'EUR'), money(100n, 'KWD')]
  test.each([
    ['added', () => addMoney(eur, kwd)],
    ['subtracted', () => subtractMoney(eur, kwd)],
    ['compared', () => compareMoney(eur, kwd)],
    ['summed', () => sumMoney([eur, kwd], 'EUR')],
  ])('they cannot be %s', (_, act) => expect(act).toThrow(CurrencyMismatchError))

  test('the sum of nothing is zero of the currency that was asked for', () =>
    expect(sumMoney([], 'KWD')).toEqual(money(0n, 'KWD')))

  test('amounts compare by size', () => {
    expect([
      compareMoney(money(1, 'EUR'), money(2, 'EUR')),
      compareMoney(eur, eur),
      compareMoney(eur, money(99, 'EUR')),
    ]).toEqual([-1, 0, 1])
  })
})

describe('an amount is split without losing a unit', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 })
    .filter((list) => list.some((weight) => weight > 0n))

  test('the parts add up exactly, stand in order, share the sign, and are off by less than one unit', () =>
    fc.assert(
      fc.property(anyMinor, weights, (minor, shares) => {
        const parts = allocate(money(minor, 'KWD'), shares)
        const sum = shares.reduce((a, b) => a + b, 0n)
        expect(parts).toHaveLength(shares.length)
        expect(sumMoney(parts, 'KWD').amountMinor).toBe(minor)
        parts.forEach((part, index) => {
          const off = part.amountMinor * sum - minor * (shares[index] ?? 0n)
          expect(off < sum && off > -sum).toBe(true)
          expect(part.amountMinor === 0n || part.amountMinor > 0n === minor > 0n).toBe(true)
        })
      }),
    ))

  test('a larger weight never gets less', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), weights, (minor, shares) => {
        const parts = allocate(money(minor, 'EUR'), shares)
        shares.forEach((a, i) =>
          shares.forEach((b, j) => {
            if (a > b) expect(parts[i]!.amountMinor >= parts[j]!.amountMinor).toBe(true)
          }),
        )
      }),
      { numRuns: 50 },
    ))

  test('units left over go to the earlier part on a tie', () =>
    expect(allocate(money(100n, 'EUR'), [1n, 1n, 1n]).map((part) => part.amountMinor)).toEqual([
      34n,
      33n,
      33n,
    ]))

  test('a refund splits like a payment', () =>
    expect(allocate(money(-100n, 'EUR'), [1n, 1n, 1n]).map((part) => part.amountMinor)).toEqual([
      -34n,
      -33n,
      -33n,
    ]))

  test.each([
    ['none', []],
    ['all zero', [0n, 0n]],
    ['a negative one', [2n, -1n]],
  ])('weights are refused: %s', (_, shares) =>
    expect(() => allocate(money(1n, 'EUR'), shares)).toThrow(RangeError),
  )
})

describe('money at a door', () => {
  test('minor units come as a decimal string', () =>
    expect(moneySchema.parse({ amountMinor: '-52000', currency: 'BGN' })).toEqual(money(-52_000n, 'BGN')))

  test.each([52_000, '520.00', '1e3', '007', '', ' 1', '1234567890123456789'])(
    'the amount %j is refused',
    (amountMinor) => expect(moneySchema.safeParse({ amountMinor, currency: 'BGN' }).success).toBe(false),
  )

  test.each(['XXX', 'eur', 'toString', '', 5])('the currency %j is refused', (code) =>
    expect(currencySchema.safeParse(code).success).toBe(false),
  )

  test('half a cent cannot be made', () => expect(() => money(0.5, 'EUR')).toThrow(RangeError))
})
