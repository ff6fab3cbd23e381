/** Which words a text keeps, drops and adds. */
import { expect, test } from 'vitest'
import { wordDifferences } from './word-differences.ts'

const shown = (before: string, after: string): string =>
  wordDifferences(before, after)
    .map(
      ({ kind, text }) => ({ same: text, removed: `[-${text.trim()}-]`, added: `{+${text.trim()}+}` })[kind],
    )
    .join('')

test('words that stay are not marked, words that go and come are', () => {
  expect(shown('12 Harbour Street, Borovo', '14 Harbour Street, Borovo 1000')).toBe(
    '[-12-]{+14+}Harbour Street, Borovo {+1000+}',
  )
  expect(shown('شارع الميناء، بوروفو', 'شارع الميناء القديم، بوروفو')).toBe(
    'شارع [-الميناء،-]{+الميناء القديم،+}بوروفو',
  )
})

test('a text that comes anew is all added, and one that goes is all removed', () => {
  expect(wordDifferences('', 'one two')).toEqual([{ kind: 'added', text: 'one two' }])
  expect(wordDifferences('one two', '')).toEqual([{ kind: 'removed', text: 'one two' }])
  expect(wordDifferences('', '')).toEqual([])
})

test('without what was added it reads as before, without what was removed as after', () => {
  const before = 'a quick brown fox jumps over a lazy dog'
  const after = 'the quick red fox leaps over the very lazy dog'
  const parts = wordDifferences(before, after)
  const without = (left: string): string =>
    parts
      .filter(({ kind }) => kind !== left)
      .map(({ text }) => text.trim())
      .join(' ')
  expect(without('added')).toBe(before)
  expect(without('removed')).toBe(after)
})

test('texts too long to compare word by word are shown as replaced', () => {
  const words = (letter: string): string => Array.from({ length: 900 }, (_, at) => `${letter}${at}`).join(' ')
  expect(wordDifferences(words('a'), words('b')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
})
