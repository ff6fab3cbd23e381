/** The words of paying in both languages: what the type check cannot see. */
import { expect, test } from 'vitest'
import { payingInArabic } from './paying.ar.ts'
import { payingInEnglish } from './paying.en.ts'

/** Every text of a catalogue by its path; a sentence with places is said with some. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String(Reflect.apply(value, undefined, [3, '4.00']))]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

test('every text is there in both languages, in its own letters', () => {
  const [english, arabic] = [textsOf(payingInEnglish), textsOf(payingInArabic)]
  expect(arabic.map(([path]) => path)).toEqual(english.map(([path]) => path))
  expect(arabic.filter(([, text]) => !/[\u0600-\u06FF]/u.test(text))).toEqual([])
  expect(english.filter(([, text]) => text.trim() === '' || /[\u0600-\u06FF]/u.test(text))).toEqual([])
})

test('days are counted as each language counts them', () => {
  expect([1, 2].map(payingInEnglish.due.left)).toEqual(['1 day left', '2 days left'])
  expect([1, 2, 3, 11].map(payingInArabic.due.over)).toEqual([
    'متأخر منذ يوم واحد',
    'متأخر منذ يومين',
    'متأخر منذ 3 أيام',
    'متأخر منذ 11 يومًا',
  ])
})
