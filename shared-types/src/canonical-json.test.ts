import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson, digestOf, sha256Hex } from './canonical-json.ts'

/** An IEEE 754 double from its 16 hexadecimal digits, as Appendix B of RFC 8785 gives them. */
const double = (hex: string): number =>
  new DataView(new BigUint64Array([BigInt(`0x${hex}`)]).buffer).getFloat64(0, true)

describe('RFC 8785', () => {
  test('section 3.2.2: white space goes, numbers and escapes take their one form, members are sorted', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('section 3.2.3: members are sorted by UTF-16 code units, not by code points', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const written = canonicalJson(value)
    const order = [...written.matchAll(/:"([^"]+)"/g)].map((match) => match[1])
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
  ])('appendix B: %s is %s', (hex, text) => expect(canonicalJson(double(hex))).toBe(text))

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%d has no canonical form',
    (value) => expect(() => canonicalJson(value)).toThrow(RangeError),
  )

  test('a lone surrogate is refused in text and in a member name', () => {
    expect(() => canonicalJson('\ud83d')).toThrow(RangeError)
    expect(() => canonicalJson({ '\ude00': 1 })).toThrow(RangeError)
  })
})

describe('what JSON has no word for', () => {
  test('big integers are decimal strings and instants ISO 8601 with milliseconds', () =>
    expect(canonicalJson({ at: new Date(0), amountMinor: 9_007_199_254_740_993n })).toBe(
      '{"amountMinor":"9007199254740993","at":"1970-01-01T00:00:00.000Z"}',
    ))
  test('members that are undefined are left out', () =>
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}'))
})

const jsonValue: z.ZodType<Parameters<typeof canonicalJson>[0]> = z.json()

describe('the digest', () => {
  test('does not depend on the order in which members were set', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.integer()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse())
        expect(digestOf(turned)).toBe(digestOf(members))
      }),
    ))
  test('what is written canonically reads back and is written the same', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(jsonValue.parse(value))
        expect(canonicalJson(jsonValue.parse(JSON.parse(text)))).toBe(text)
      }),
    ))
  test('is SHA-256 over UTF-8', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256Hex('é')).toBe(sha256Hex(new Uint8Array([0xc3, 0xa9])))
  })
})
