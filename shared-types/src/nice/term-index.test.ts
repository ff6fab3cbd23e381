import { describe, expect, test } from 'vitest'
import { makeTermIndex, type TermHit, type TermQuery } from './term-index.ts'
import { readTermList, type TermRow } from './term-list.ts'

const rows: TermRow[] = [
  ['1', 9, 'computer software, recorded', 'logiciels enregistrés', 'برمجيات حاسوب مسجلة'],
  ['2', 42, 'computer software design', 'conception de logiciels', 'تصميم برمجيات الحاسوب'],
  ['3', 25, 'shirts', 'chemises', 'قمصان'],
  ['4', 25, 'shirt fronts'],
  ['5', 25, 'tee-shirts', 'tee-shirts'],
  ['6', 25, 'men’s clothing'],
  ['7', 25, 'clothing', 'vêtements', 'ملابس'],
  ['8', 37, 'laundering of clothing', 'blanchissage du linge', 'غسل الملابس'],
  ['9', 30, 'coffee', 'café', 'قهوة'],
  ['10', 43, 'coffee shop services', null, 'خدمات المقاهي'],
  ['11', 9, 'scales', 'balances'],
  ['12', 6, 'scales', null, 'قشور'],
]
const index = makeTermIndex(readTermList({ version: 'test', edition: 'Test', terms: rows }))
const search = (query: string, more: Partial<TermQuery> = {}): TermHit[] =>
  index.search(query, { language: 'en', limit: 10, ...more })
const found = (query: string, more: Partial<TermQuery> = {}): string[] =>
  search(query, more).map((hit) => hit.term.en)

describe('a search', () => {
  test('finds by the beginnings of words, in any order', () => {
    expect(found('soft comp')).toEqual(['computer software design', 'computer software, recorded'])
    expect(found('comp rec')).toEqual(['computer software, recorded'])
    expect(found('ftware')).toEqual([])
  })
  test('wants every word in the same language', () => {
    expect(found('coffee قهوة')).toEqual([])
  })
  test('ranks the same text first, then what begins with it, then what holds it', () => {
    expect(found('shirts')).toEqual(['shirts', 'tee-shirts'])
    expect(found('shirt')).toEqual(['shirts', 'shirt fronts', 'tee-shirts'])
    expect(found('clothing')).toEqual(['clothing', 'men’s clothing', 'laundering of clothing'])
  })
  test('ranks the words in their order above the words in another', () => {
    expect(found('software des')[0]).toBe('computer software design')
    expect(found('design software')).toEqual(['computer software design'])
  })
  test('finds in every language and shows the one that was asked for', () => {
    const [hit] = search('vetem', { language: 'ar' })
    expect(hit).toMatchObject({ text: 'ملابس', language: 'ar', marks: [], foundIn: { text: 'vêtements' } })
    expect(hit?.foundIn?.marks).toEqual([{ from: 0, to: 5 }])
  })
  test('shows English where the asked language lacks the term', () => {
    expect(search('shirt fr', { language: 'fr' })).toMatchObject([{ text: 'shirt fronts', language: 'en' }])
  })
  test.each(['قهوة', 'قَهْوَة', 'قهوه', 'القهوة', 'قهـوة'])('finds coffee in Arabic as %s', (query) => {
    expect(found(query, { language: 'ar' })).toContain('coffee')
  })
  test('takes an Arabic word with and without its article for the same, and ranks accordingly', () => {
    expect(found('الملابس', { language: 'ar' })[0]).toBe('clothing')
    expect(found('حاسوب', { language: 'ar' })).toHaveLength(2)
  })
  test('marks what was found, through possessives, diacritics and articles', () => {
    const marked = (query: string, language: TermQuery['language']): string[] =>
      search(query, { language, limit: 1 }).flatMap(({ text, marks }) =>
        marks.map(({ from, to }) => text.slice(from, to)),
      )
    expect(marked('mens clo', 'en')).toEqual(['men’s', 'clo'])
    expect(marked('cafe', 'fr')).toEqual(['café'])
    expect(marked('غسل ملا', 'ar')).toEqual(['غسل', 'الملا'])
  })
  test('stays in one class, and gives no more than asked for', () => {
    expect(found('scales', { classNumber: 6 })).toEqual(['scales'])
    expect(search('c', { limit: 3 })).toHaveLength(3)
    expect(search('c', { limit: 0 })).toEqual([])
  })
  test('names a term once, though several of its languages are found', () => {
    expect(found('tee')).toEqual(['tee-shirts'])
  })
  test.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['punctuation', '---…!؟[]'],
    ['10,000 letters', 'a'.repeat(10_000)],
    ['5,000 words', 'a '.repeat(5_000)],
    ['half a surrogate pair', '\uD83D'],
    ['a pattern', '.*'],
  ])('of %s finds nothing and does not fail', (_, query) => {
    expect(found(query)).toEqual([])
    expect(index.verdict(25, query)).toEqual({ verdict: 'non-existent' })
  })
})

describe('a verdict', () => {
  test('is validated for a term of its class, however it is written', () => {
    for (const text of ['Clothing', ' clothing. ', 'VETEMENTS', 'مَلابس'])
      expect(index.verdict(25, text)).toMatchObject({ verdict: 'validated', term: { id: '7' } })
  })
  test('names the right classes of a term that stands in a wrong one', () => {
    expect(index.verdict(25, 'coffee')).toEqual({ verdict: 'wrongly-classified', classes: [30] })
    expect(index.verdict(1, 'scales')).toEqual({ verdict: 'wrongly-classified', classes: [6, 9] })
  })
  test('takes each of several right classes', () => {
    expect(index.verdict(6, 'scales')).toMatchObject({ verdict: 'validated', term: { id: '12' } })
    expect(index.verdict(9, 'scales')).toMatchObject({ verdict: 'validated', term: { id: '11' } })
  })
  test('is non-existent for free text, and for the beginning of a term', () => {
    expect(index.verdict(25, 'clothing made of moonlight')).toEqual({ verdict: 'non-existent' })
    expect(index.verdict(25, 'cloth')).toEqual({ verdict: 'non-existent' })
  })
})

test('the terms of a class come in the order of the list', () => {
  expect(index.termsOf(25).map(({ id }) => id)).toEqual(['3', '4', '5', '6', '7'])
  expect(index.termsOf(46)).toEqual([])
})
