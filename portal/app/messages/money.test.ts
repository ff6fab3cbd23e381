/** The words of the money pages: what the type check cannot see. */
import { expect, test } from 'vitest'
import { cashWords } from './cash.ts'
import { dailyCloseWords } from './daily-close.ts'
import { moneyWords } from './money.ts'
import { railMoneyInArabic } from './rail-money.ar.ts'
import { statementsWords } from './statements.ts'

/** Every text of a catalogue by its path. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

test('every Arabic text of the money pages is Arabic', () => {
  const all = [moneyWords.ar, cashWords.ar, statementsWords.ar, dailyCloseWords.ar, railMoneyInArabic]
  expect(all.flatMap((words) => textsOf(words)).filter(([, text]) => !/[\u0600-\u06FF]/u.test(text))).toEqual(
    [],
  )
})

test('Arabic says how many lines wait in its four ways, and that none do', () =>
  expect([0, 1, 2, 5, 11].map(railMoneyInArabic.counts.matching)).toEqual([
    'لا سطر بلا تفسير',
    'سطر واحد بلا تفسير',
    'سطران بلا تفسير',
    '5 أسطر بلا تفسير',
    '11 سطرًا بلا تفسير',
  ]))

test('a number inside an Arabic sentence keeps its own direction', () =>
  expect(moneyWords.ar.refunds.title1('E-2026-000012')).toBe('ردّ مبلغ للفاتورة \u2068E-2026-000012\u2069'))
