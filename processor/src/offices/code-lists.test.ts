import {
  countryChoices,
  currencyExponents,
  isCodeListName,
  isCurrency,
  isLocarnoClass,
  isViennaCode,
  parentOf,
  type CodeList,
} from '@lodge/shared-types'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { codeFileText, readCodes } from './code-editions.ts'
import { listsFolder, loadCodeList, openCodeLists, readListedCodes } from './code-lists.ts'
import { openTermLists } from './term-lists.ts'

const offices = join(import.meta.dirname, '../../offices')
const folder = join(offices, listsFolder)
const versionsIn = async (name: string): Promise<string[]> =>
  (await readdir(join(offices, name))).map((file) => file.replace(/\.json$/, ''))
const listOf = async (version: string): Promise<CodeList> => {
  const loaded = await loadCodeList(version, folder)
  return loaded.ok ? loaded.list : expect.unreachable(loaded.message)
}
const codesOf = async (version: string): Promise<string[]> =>
  (await listOf(version)).entries.map(({ code }) => code)

describe('Lodge’s own code lists', () => {
  test('are all taken, each named for its list', async () => {
    for (const version of await versionsIn(listsFolder)) {
      const { list } = await listOf(version)
      expect(isCodeListName(list) && version.startsWith(`${list}-`)).toBe(true)
    }
  })
  test('add at most 600 kB to what a device keeps, goods and services included', async () => {
    const bodies = [
      ...(await versionsIn(listsFolder)).map(openCodeLists(offices)),
      ...(await versionsIn('terms')).map(openTermLists(offices)),
    ]
    const sizes = (await Promise.all(bodies)).map((body) => body?.encoded.br.byteLength ?? Infinity)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(600_000)
  })
  test('have the 32 classes of Locarno, each with a subclass, all as the checker writes them', async () => {
    const codes = await codesOf('locarno-15')
    const classes = codes.filter((code) => parentOf('locarno', code) === undefined)
    expect(classes).toEqual(Array.from({ length: 32 }, (_, at) => String(at + 1).padStart(2, '0')))
    const subclasses = codes.filter((code) => !classes.includes(code))
    expect(new Set(subclasses.map((code) => parentOf('locarno', code))).size).toBe(32)
    expect(subclasses.filter((code) => !isLocarnoClass(code))).toEqual([])
  })
  test('have the 29 categories of Vienna, each with a division, all as the checker writes them', async () => {
    const codes = await codesOf('vienna-9')
    const categories = codes.filter((code) => parentOf('vienna', code) === undefined)
    expect(categories).toEqual(Array.from({ length: 29 }, (_, at) => String(at + 1)))
    expect(new Set(codes.flatMap((code) => parentOf('vienna', code) ?? [])).size).toBe(29)
    expect(codes.filter((code) => !isViennaCode(code))).toEqual([])
  })
  test('name in English and Arabic the states and organisations that forms offer', async () => {
    const { entries } = await listOf('st3-2025')
    const home = { st3: 'XX', country: { en: '' } }
    for (const language of ['en', 'ar'] as const) {
      const choices = new Map(countryChoices(language, home).map(({ code, name }) => [code, name]))
      choices.delete('XX')
      expect(new Set(entries.map(({ code }) => code))).toEqual(new Set(choices.keys()))
      expect(entries.filter((entry) => (entry[language] ?? '') === '')).toEqual([])
    }
  })
  test('give every currency that Lodge counts in the decimal digits that it counts with', async () => {
    const { entries } = await listOf('currencies-2025')
    const known = entries.filter(({ code }) => isCurrency(code))
    expect(Object.fromEntries(known.map(({ code, minorUnits }) => [code, minorUnits]))).toEqual(
      currencyExponents,
    )
  })
  test('name the 183 languages of ISO 639-1', async () =>
    expect(await codesOf('languages-2025')).toHaveLength(183))
})

describe('the lists that an office chooses', () => {
  test('give the codes that its requests are checked against, of Locarno and Vienna alone', async () => {
    const { codes, faults } = await readListedCodes({ locarno: 'locarno-15', st3: 'st3-2025' }, folder)
    expect(faults).toEqual([])
    expect(Object.keys(codes)).toEqual(['locarno'])
    expect(codes.locarno).toContain('06-01')
  })
  test('are told when they are not there, or of another list', async () => {
    const { faults } = await readListedCodes({ locarno: 'vienna-9', vienna: 'vienna-99' }, folder)
    expect(faults.map(({ list, message }) => `${list}: ${message}`)).toEqual([
      'locarno: The code list "vienna-9" is one of "vienna".',
      'vienna: There is no code list "vienna-99": the folder "lists" beside the profiles has no vienna-99.json (npm run lists:import writes one).',
    ])
  })
  test('are sent whole, the same in every encoding', async () => {
    const body = await openCodeLists(offices)('locarno-15')
    if (!body) return expect.unreachable()
    expect(JSON.parse(new TextDecoder().decode(body.plain))).toEqual(await listOf('locarno-15'))
    expect(brotliDecompressSync(body.encoded.br).equals(body.plain)).toBe(true)
  })
})

describe('an edition', () => {
  test('is read from CSV and from JSON alike', () => {
    const entries = [
      { code: '06', en: 'Furniture, fittings' },
      { code: '06-01', en: 'Seats', fr: 'Sièges', ar: 'المقاعد' },
    ]
    const csv = 'code,en,fr,ar\n06,"Furniture, fittings"\n06-01,Seats,Sièges,المقاعد\n'
    expect(readCodes('locarno', csv, 'csv')).toEqual({ ok: true, entries })
    expect(readCodes('locarno', JSON.stringify({ entries }), 'json')).toEqual({ ok: true, entries })
    expect(readCodes('currencies', 'KWD,Dinar,,,3\n', 'csv')).toEqual({
      ok: true,
      entries: [{ code: 'KWD', en: 'Dinar', minorUnits: 3 }],
    })
  })
  test('that was written can be read again', async () => {
    const list = await listOf('currencies-2025')
    expect(readCodes('currencies', codeFileText(list), 'json')).toEqual({ ok: true, entries: list.entries })
  })
  test.each<[string, string, 'csv' | 'json', string[]]>([
    [
      'codes that are none, or are there twice',
      'code,en\n06,Furniture\n6-1,Seats\n06,Again\n07-01,China\n',
      'csv',
      [
        '3: code: "6-1" is no code of the Locarno Classification; write it as 06 or 06-01.',
        '4: code: The code "06" is in the list already.',
        '5: code: "07-01" is part of "07", which is not in the list.',
      ],
    ],
    ['a name that lacks', '06\n', 'csv', ['1: en: ']],
    ['a cell too many', '06,a,b,c,2,d\n', 'csv', ['1: A row has a code']],
    ['an open quotation mark', '06,"a\n', 'csv', ['1: A quotation mark is open']],
    ['an unknown member', '{"entries": [\n{"code": "06", "en": "a", "de": "b"}]}', 'json', ['2: ']],
    ['JSON that is torn', '{"entries": [', 'json', ['1: This is not JSON']],
    ['JSON without entries', '[]', 'json', ['1: The file has no list "entries"']],
    ['no code at all', 'code,en\n', 'csv', ['1: There is no code in the file.']],
  ])('is refused by line for %s', (_, text, format, faults) => {
    const read = readCodes('locarno', text, format)
    const told = read.ok ? [] : read.faults.map(({ line, message }) => `${line}: ${message}`)
    expect(told).toHaveLength(faults.length)
    for (const [index, fault] of faults.entries()) expect(told[index]).toContain(fault)
  })
})
