import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, plainDateIn, weekdayOf, yearOf } from './plain-date.ts'
import { plainDateSchema } from './plain-date-schema.ts'

const anyDate = fc
  .integer({ min: 0, max: 146_097 * 2 })
  .map((day) => new Date(Date.UTC(1800, 0, 1) + day * 86_400_000).toISOString().slice(0, 10))

describe('a plain date', () => {
  test.each(['2024-02-29', '2000-02-29', '2026-12-31', '1000-01-01', '9999-12-31'])('%s is a day', (date) =>
    expect(plainDateSchema.safeParse(date).success).toBe(true),
  )
  test.each([
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '0999-12-31',
    '2026-01-01T00:00',
    '',
  ])('"%s" is none', (date) => expect(plainDateSchema.safeParse(date).success).toBe(false))
  test('2026-11-21 is a Saturday and 2024-02-29 was a Thursday', () =>
    expect([weekdayOf('2026-11-21'), weekdayOf('2024-02-29')]).toEqual([6, 4]))
  test('days before 1970 have a weekday too', () => expect(weekdayOf('1969-07-20')).toBe(0))
  test('a date that does not exist is refused by name', () =>
    expect(() => yearOf('2023-02-29')).toThrow('"2023-02-29" is not a day of the calendar'))
})

describe('adding', () => {
  test('days there and back is the same day', () =>
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const moved = addDays(date, days)
        expect(daysBetween(date, moved)).toBe(days)
        expect(addDays(moved, -days)).toBe(date)
      }),
    ))
  test('months keeps the day number, or takes the last day of the month', () =>
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const moved = addMonths(date, months)
        const isLastDay = addDays(moved, 1).endsWith('-01')
        expect(moved.slice(8) === date.slice(8) || (isLastDay && moved.slice(8) < date.slice(8))).toBe(true)
      }),
    ))
  test('a year crosses December', () => expect(addMonths('2026-11-30', 3)).toBe('2027-02-28'))
  test('months backwards crosses January', () => expect(addMonths('2026-01-31', -2)).toBe('2025-11-30'))
  test('past the year 9999 is refused, not written wrongly', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addMonths('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addMonths('1000-01-01', -1)).toThrow(RangeError)
  })
})

describe('the day that it is at an instant', () => {
  test.each([
    ['a second before midnight in Kuwait', 'Asia/Kuwait', '2026-11-20T20:59:59.999Z', '2026-11-20'],
    ['midnight in Kuwait', 'Asia/Kuwait', '2026-11-20T21:00:00Z', '2026-11-21'],
    ['before midnight in Sofia in winter', 'Europe/Sofia', '2026-11-20T21:59:59Z', '2026-11-20'],
    ['midnight in Sofia in winter', 'Europe/Sofia', '2026-11-20T22:00:00Z', '2026-11-21'],
    ['midnight in Sofia in summer', 'Europe/Sofia', '2026-07-20T21:00:00Z', '2026-07-21'],
    ['the evening before the clocks go forward', 'Europe/Sofia', '2026-03-28T21:59:59Z', '2026-03-28'],
    ['the end of the day of 23 hours', 'Europe/Sofia', '2026-03-29T20:59:59Z', '2026-03-29'],
    ['the end of the day of 25 hours', 'Europe/Sofia', '2026-10-25T21:59:59Z', '2026-10-25'],
    ['a zone east of the date line', 'Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
    ['a zone west of the date line', 'Pacific/Pago_Pago', '2027-01-01T10:59:59Z', '2026-12-31'],
    ['a zone that skipped a day', 'Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
  ])('%s', (_, zone, instant, date) => expect(plainDateIn(zone, new Date(instant))).toBe(date))

  test('an unknown zone and no instant are refused', () => {
    expect(() => plainDateIn('Mars/Olympus', new Date(0))).toThrow(RangeError)
    expect(() => plainDateIn('UTC', new Date(Number.NaN))).toThrow(RangeError)
  })
})
