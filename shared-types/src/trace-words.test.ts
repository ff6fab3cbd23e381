/** The trace of a date in other languages. */
import { expect, test } from 'vitest'
import { accordFilingDate } from './filing-date.ts'
import { traceTextIn } from './trace-words.ts'

const calendar = {
  weekend: [5, 6],
  yearlyHolidays: [{ day: '11-22', name: 'Founding Day' }],
  closures: [],
}
const { trace } = accordFilingDate({
  policy: { policy: 'payment-within', period: { count: 3, unit: 'days' } },
  calendar,
  timeZone: 'Asia/Kuwait',
  receivedAt: new Date('2026-11-17T21:30:00Z'),
  paidAt: new Date('2026-11-24T09:00:00Z'),
})

test('every step is said in Arabic, with its dates apart from the direction of the sentence', () => {
  const said = trace.map((step) => traceTextIn(step, 'ar'))
  expect(said).toHaveLength(5)
  for (const sentence of said)
    expect(sentence.replace(/\u2068[^\u2069]*\u2069/g, '')).not.toMatch(/[A-Za-z0-9]/)
  expect(said.at(-1)).toContain('\u20682026-11-24\u2069')
  expect(said.at(1)).toContain('3\u2069 أيام')
})

test('in English it is the sentence of the record', () =>
  expect(trace.map((step) => traceTextIn(step, 'en'))).toEqual(trace.map(({ text }) => text)))

test('a step from before reasons were kept says what was recorded', () =>
  expect(traceTextIn({ date: '2026-11-20', text: 'As it was written' }, 'ar')).toBe('As it was written'))
