import { describe, expect, test } from 'vitest'
import { codeListSchema } from './code-list-schema.ts'
import { isListed, parentOf, type CodeList } from './code-list.ts'
import { findCodes, showCode } from './find-codes.ts'

const aList = (list: string, ...entries: unknown[]) => ({
  list,
  version: 'v-1',
  edition: 'First',
  source: 'Test',
  entries,
})
const named = (...codes: string[]) => codes.map((code) => ({ code, en: `Name of ${code}` }))
const complaints = (value: unknown): string[] => {
  const parsed = codeListSchema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a code list is taken', () => {
  test.each<[string, unknown]>([
    ['of the Locarno Classification', aList('locarno', ...named('06', '06-01', '31', '31-00'))],
    ['of the Vienna Classification', aList('vienna', ...named('3', '3.7', '3.7.16', '29'))],
    ['of offices', aList('st3', ...named('EG', 'EM'))],
    ['of languages', aList('languages', ...named('ar', 'en'))],
    ['of currencies', aList('currencies', { code: 'KWD', en: 'Dinar', ar: 'دينار', minorUnits: 3 })],
  ])('%s', (_, value) => expect(complaints(value)).toEqual([]))
})

describe('a code list is refused with the place of', () => {
  test.each<[string, unknown, string]>([
    ['a Locarno class beyond 32', aList('locarno', ...named('33')), 'entries.0.code: "33" is no code of'],
    [
      'a subclass of one digit',
      aList('locarno', ...named('06', '06-1')),
      'entries.1.code: "06-1" is no code',
    ],
    ['a Vienna code of four levels', aList('vienna', ...named('1.1.1.1')), 'entries.0.code: "1.1.1.1" is no'],
    ['an office code in small letters', aList('st3', ...named('eg')), 'entries.0.code: "eg" is no code of'],
    ['a language of three letters', aList('languages', ...named('ara')), 'entries.0.code: "ara" is no code'],
    ['a code that is there twice', aList('st3', ...named('EG', 'EG')), 'entries.1.code: The code "EG" is in'],
    [
      'a code whose parent lacks',
      aList('vienna', ...named('3', '3.7.16')),
      'entries.1.code: "3.7.16" is part of "3.7", which is not in the list.',
    ],
    [
      'a currency without minor units',
      aList('currencies', ...named('USD')),
      'entries.0.minorUnits: Say how many decimal digits the minor unit of USD has.',
    ],
    [
      'minor units of what is no currency',
      aList('st3', { code: 'EG', en: 'Egypt', minorUnits: 2 }),
      'entries.0.minorUnits: Only currencies have minor units.',
    ],
    ['an entry without an English name', aList('st3', { code: 'EG' }), 'entries.0.en'],
    ['an unknown list', aList('nice', ...named('01')), 'list'],
    ['nothing in it', aList('st3'), 'entries: A list has at least one code.'],
  ])('%s', (_, value, complaint) => expect(complaints(value)[0]).toContain(complaint))
})

describe('a code is listed', () => {
  const vienna = ['3', '3.7', '3.7.16', '3.9']
  test.each([
    ['that the list has', '3.7.16', true],
    ['that the list lacks beside others of its division', '3.7.17', false],
    ['below a division at which the list ends', '3.9.1', true],
    ['in a division that the list lacks', '3.11', false],
    ['below a division that the list lacks', '3.11.1', false],
    ['in a category that the list lacks', '4.1', false],
  ])('%s: %s, %s', (_, code, expected) => expect(isListed('vienna', vienna, code)).toBe(expected))

  test('as a part of the code before its last sign', () =>
    expect([parentOf('locarno', '06-01'), parentOf('vienna', '3.7.16'), parentOf('st3', 'EG')]).toEqual([
      '06',
      '3.7',
      undefined,
    ]))
})

describe('a search', () => {
  const list: CodeList = {
    ...aList('locarno'),
    list: 'locarno',
    entries: [
      { code: '02', en: 'Articles of clothing', ar: 'الملابس' },
      { code: '02-04', en: 'Footwear, socks and stockings', ar: 'الأحذية والجوارب' },
      { code: '02-06', en: 'Gloves', ar: 'القفازات' },
      { code: '06', en: 'Furnishing' },
      { code: '06-01', en: 'Seats' },
    ],
  }
  const found = (query: string, language: 'en' | 'ar' = 'en', limit = 10): string[] =>
    findCodes(list, query, { language, limit }).map(({ code }) => code)
  test.each([
    ['socks', ['02-04']],
    ['stock foot', ['02-04']],
    ['أحذية', ['02-04']],
    ['قفازات', ['02-06']],
    ['clothing', ['02-04', '02-06']],
    ['clothing gloves', ['02-06']],
    ['06', ['06-01']],
    ['02-', ['02-04', '02-06']],
    ['locks', []],
    ['  ', []],
    ['.*', []],
  ])('for “%s” finds %j', (query, codes) => expect(found(query)).toEqual(codes))
  test('gives no more than asked, with names in the language asked for, in English where it lacks', () => {
    expect(found('clothing', 'en', 1)).toEqual(['02-04'])
    expect(findCodes(list, '0', { language: 'ar', limit: 9 })[0]).toEqual({
      code: '02-04',
      name: 'الأحذية والجوارب',
      partOf: 'الملابس',
    })
    expect(showCode(list, '06-01', 'ar')).toEqual({ code: '06-01', name: 'Seats', partOf: 'Furnishing' })
    expect(showCode(list, '06-99', 'en')).toBeUndefined()
  })
})
