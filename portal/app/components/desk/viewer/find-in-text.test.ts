/** What a person finds in the text of a document. */
import { expect, test } from 'vitest'
import { findHits, foldPage, type TextRun } from './find-in-text.ts'

const run = (text: string, endsLine = false): TextRun => ({ text, endsLine })
const find = (pages: readonly (readonly TextRun[])[], wish: string, limit = 100) =>
  findHits(pages.map(foldPage), wish, limit)

test('case and accents do not hide a word', () =>
  expect(find([[run('The ŻÓŁTY Lew')]], 'zolty')).toEqual([
    { page: 1, from: { run: 0, offset: 4 }, to: { run: 0, offset: 9 } },
  ]))

test('a word that the page writes in two runs is found as one stretch', () =>
  expect(find([[run('Regis'), run('tration', true)]], 'registration')).toEqual([
    { page: 1, from: { run: 0, offset: 0 }, to: { run: 1, offset: 7 } },
  ]))

test('words at the end of a line and the beginning of the next are found together', () =>
  expect(find([[run('filing', true), run('receipt')]], 'filing  receipt')).toHaveLength(1))

test('an accent that stands apart from its letter belongs to it', () =>
  expect(find([[run('cafe\u0301 noir')]], 'café noir')).toEqual([
    { page: 1, from: { run: 0, offset: 0 }, to: { run: 0, offset: 10 } },
  ]))

test('Arabic is found in any form of its letters, with or without marks', () => {
  // As a page may draw it: presentation forms of "سلام", and a lengthened word with marks.
  expect(find([[run('\uFEB3\uFEFC\uFEE1')]], 'سلام')).toHaveLength(1)
  expect(find([[run('الإيـــداعُ')]], 'الايداع')).toHaveLength(1)
})

test('punctuation parts words and is otherwise set aside', () =>
  expect(find([[run('BG/N/2026/000001')]], 'n-2026 000001')).toHaveLength(1))

test('hits come in the order of the pages and stop at the limit', () => {
  const pages = [[run('a b a')], [run('a')]]
  expect(find(pages, 'a').map(({ page }) => page)).toEqual([1, 1, 2])
  expect(find(pages, 'a', 2)).toHaveLength(2)
})

test('a wish without letters or digits finds nothing', () =>
  expect(find([[run('a – b')]], ' – ')).toEqual([]))
