import { describe, expect, test } from 'vitest'
import { niceClasses } from './classes.ts'
import { termListSchema } from './term-list-schema.ts'
import { readTermList } from './term-list.ts'

const list = (...terms: unknown[]) => ({ version: 'v-1', edition: 'Test', terms })

describe('the classes', () => {
  test('are 45, goods up to 34, each with a title of its own in three languages', () => {
    expect(niceClasses.map(({ number }) => number)).toEqual(Array.from({ length: 45 }, (_, at) => at + 1))
    expect(niceClasses.filter(({ kind }) => kind === 'goods')).toHaveLength(34)
    for (const language of ['en', 'fr', 'ar'] as const)
      expect(new Set(niceClasses.map(({ title }) => title[language])).size).toBe(45)
  })
})

describe('a term list on the device', () => {
  test('becomes terms, and says how many have each language', () => {
    const read = readTermList(
      list(['a', 30, 'tea', 'thé', 'شاي'], ['b', 30, 'sugar', null, 'سكر'], ['c', 9, 'scales']),
    )
    expect(read.coverage).toEqual({ en: 3, fr: 1, ar: 2 })
    expect(read.terms[1]).toEqual({ id: 'b', classNumber: 30, en: 'sugar', ar: 'سكر' })
  })
  test.each([
    ['a page instead', 'Not found', 'there is no object'],
    ['no version', { edition: 'x', terms: [] }, '"version" is missing'],
    ['no terms', { version: 'v-1', edition: 'x' }, '"terms" is missing'],
    ['a row of another shape', list(['a', 1, 'x'], ['b', 'x']), 'row 2 is not'],
    ['a class that does not exist', list(['a', 46, 'x']), 'row 1 names class 46'],
  ])('is refused when it is %s', (_, value, reason) => {
    expect(() => readTermList(value)).toThrow(reason)
  })
})

describe('a term list at the office', () => {
  const complaints = (value: unknown): string[] => {
    const parsed = termListSchema.safeParse(value)
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }
  test('is taken when every row is good', () => {
    expect(complaints(list(['a', 1, 'x'], ['b', 2, 'x'], ['c', 1, 'y', null, 'ي']))).toEqual([])
  })
  test.each([
    ['the same id twice', list(['a', 1, 'x'], ['a', 2, 'y']), 'terms.1.0: Another term has this id.'],
    [
      'the same term twice in a class',
      list(['a', 1, 'Tea'], ['b', 1, 'tea']),
      'terms.1.2: Its class has this term twice.',
    ],
    ['no term at all', list(), 'terms: A list has at least one term.'],
  ])('is refused with %s', (_, value, complaint) => {
    expect(complaints(value)).toEqual([complaint])
  })
  test.each(['---', 'two\nlines', 'x'.repeat(301), 'a\u202Eb'])('refuses the text %j', (text) => {
    expect(complaints(list(['a', 1, text]))).toHaveLength(1)
  })
})
