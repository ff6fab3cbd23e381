import { foldText, makeTermIndex, niceClasses, readTermList, type TermList } from '@lodge/shared-types'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadTermList, openTermLists } from './term-lists.ts'

const offices = join(import.meta.dirname, '../../offices')
const starterList = async (): Promise<TermList> => {
  const loaded = await loadTermList('lodge-2026', join(offices, 'terms'))
  return loaded.ok ? loaded.list : expect.unreachable(loaded.message)
}

describe('Lodge’s own list', () => {
  test('names 1,500 goods and services or more, 20 or more in each class', async () => {
    const { terms } = await starterList()
    expect(terms.length).toBeGreaterThanOrEqual(1500)
    const classesWithFew = niceClasses.filter(
      ({ number }) => terms.filter(({ classNumber }) => classNumber === number).length < 20,
    )
    expect(classesWithFew).toEqual([])
  })
  test('has 50 or more in the classes that are filed most', async () => {
    const { terms } = await starterList()
    for (const busy of [3, 5, 9, 16, 25, 29, 30, 35, 41, 42])
      expect(terms.filter(({ classNumber }) => classNumber === busy).length).toBeGreaterThanOrEqual(50)
  })
  test('has 400 or more in French and in Arabic, and some of each class', async () => {
    const { terms, coverage } = await starterList()
    expect(coverage.fr).toBeGreaterThanOrEqual(400)
    expect(coverage.ar).toBeGreaterThanOrEqual(400)
    for (const { number } of niceClasses)
      expect(terms.some(({ classNumber, ar, fr }) => classNumber === number && ar && fr)).toBe(true)
  })
  test('writes Arabic in Arabic letters and French without them', async () => {
    for (const { ar = 'ا', fr = '', en } of (await starterList()).terms) {
      expect(ar).toMatch(/^[\p{Script=Arabic}\p{N}\s[\]()،ـ]+$/u)
      expect(fr + en).not.toMatch(/\p{Script=Arabic}/u)
    }
  })
  test('names nothing twice, in no language, even where only letter forms differ', async () => {
    const { terms } = await starterList()
    for (const language of ['en', 'fr', 'ar'] as const) {
      const texts = terms.flatMap((term) => (term[language] === undefined ? [] : [foldText(term[language])]))
      expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([])
    }
  })
  test.each([
    [25, 'clothing'],
    [9, 'smartphones'],
    [42, 'software as a service [SaaS]'],
    [30, 'coffee'],
    [29, 'milk'],
    [31, 'fruit, fresh'],
    [35, 'retail services for clothing'],
    [45, 'babysitting'],
    [5, 'medicated soap'],
    [3, 'soap'],
  ])('has class %d validate “%s”', async (classNumber, text) => {
    expect(makeTermIndex(await starterList()).verdict(classNumber, text).verdict).toBe('validated')
  })
})

describe('a folder of term lists', () => {
  let folder = ''
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'lodge-terms-'))))
  afterAll(() => rm(folder, { recursive: true }))
  const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)
  const complaint = async (version: string): Promise<string> => {
    const loaded = await loadTermList(version, folder)
    return loaded.ok ? '' : loaded.message
  }

  test('is asked before what comes with Lodge', async () => {
    await put('own.json', '{"version": "own", "edition": "Own", "terms": [["a", 1, "glue"]]}')
    expect(await loadTermList('own', folder)).toMatchObject({ ok: true, list: { terms: [{ en: 'glue' }] } })
    expect((await loadTermList('lodge-2026', folder)).ok).toBe(true)
  })
  test.each([
    ['is not there', 'nowhere', undefined, 'There is no term list "nowhere"'],
    ['leads out of the folder', '../borovia/office', undefined, 'There is no term list'],
    ['is no JSON', 'torn', '{"version": ', 'torn.json is not usable: line 1, column 13'],
    [
      'is named otherwise',
      'other',
      '{"version": "own", "edition": "x", "terms": [["a", 1, "x"]]}',
      'it says that it is version "own"',
    ],
    [
      'has a bad row',
      'bad',
      '{"version": "bad", "edition": "x", "terms": [["a", 1, "x"], ["b", 46, "y"]]}',
      'terms.1',
    ],
    ['is no text', 'bytes', new Uint8Array([0xff, 0xfe]), 'it is not UTF-8 text'],
  ])('says so when a list %s', async (_, version, content, sentence) => {
    if (content !== undefined) await put(`${version}.json`, content)
    expect(await complaint(version)).toContain(sentence)
  })
  test('gives the same content in every encoding, and the same body to all who ask', async () => {
    const lists = openTermLists(offices)
    const [body, again] = await Promise.all([lists('lodge-2026'), lists('lodge-2026')])
    if (!body) return expect.unreachable()
    expect(again).toBe(body)
    expect(brotliDecompressSync(body.encoded.br).equals(body.plain)).toBe(true)
    expect(gunzipSync(body.encoded.gzip).equals(body.plain)).toBe(true)
    expect(readTermList(JSON.parse(new TextDecoder().decode(body.plain)))).toEqual(await starterList())
    expect(await lists('nowhere')).toBeUndefined()
  })
})
