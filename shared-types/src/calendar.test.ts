import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  calendarSchema,
  endOfPeriod,
  workingDayOnOrAfter,
  type Calendar,
  type Period,
} from './calendar.ts'
import { closedReason } from './open-days.ts'
import { addDays, daysBetween } from './plain-date.ts'

const alwaysOpen: Calendar = { weekend: [], yearlyHolidays: [], closures: [] }
const sofia: Calendar = {
  weekend: [0, 6],
  yearlyHolidays: [
    { day: '12-24', name: 'Christmas Eve' },
    { day: '12-25', name: 'Christmas Day' },
    { day: '01-01', name: 'New Year' },
  ],
  closures: [{ date: '2026-12-28', name: 'Christmas, observed' }],
}
const kuwait: Calendar = {
  weekend: [5, 6],
  yearlyHolidays: [{ day: '02-25', name: 'National Day' }],
  closures: [{ date: '2026-03-22', name: 'Eid al-Fitr' }],
}

describe('PCT Rule 80: a period ends on the day of the same number, or on the last day of its month', () => {
  test.each<[string, Period, string]>([
    ['2012-03-05', { count: 1, unit: 'years' }, '2013-03-05'],
    ['2012-02-29', { count: 1, unit: 'years' }, '2013-02-28'],
    ['2012-02-29', { count: 4, unit: 'years' }, '2016-02-29'],
    ['2024-01-31', { count: 1, unit: 'months' }, '2024-02-29'],
    ['2023-01-31', { count: 1, unit: 'months' }, '2023-02-28'],
    ['2024-08-31', { count: 6, unit: 'months' }, '2025-02-28'],
    ['2023-08-31', { count: 6, unit: 'months' }, '2024-02-29'],
    ['2026-02-28', { count: 1, unit: 'months' }, '2026-03-28'],
    ['2026-12-15', { count: 2, unit: 'months' }, '2027-02-15'],
    ['2026-11-20', { count: 10, unit: 'days' }, '2026-11-30'],
    ['2026-12-31', { count: 1, unit: 'days' }, '2027-01-01'],
    ['2026-02-20', { count: 2, unit: 'weeks' }, '2026-03-06'],
  ])('%s and %j', (from, period, end) => expect(endOfPeriod(alwaysOpen, from, period).date).toBe(end))
})

describe('PCT Rule 80.5: a period that ends on a closed day ends on the next working day', () => {
  test('a Saturday moves to Monday, and the trace says why', () => {
    expect(endOfPeriod(sofia, '2026-10-21', { count: 1, unit: 'months' })).toEqual({
      date: '2026-11-23',
      trace: [
        {
          rule: 'PCT Rule 80.2',
          date: '2026-11-21',
          text: '1 month after 2026-10-21 ends on 2026-11-21',
          why: { kind: 'period-ends', count: 1, unit: 'months', from: '2026-10-21' },
        },
        {
          rule: 'PCT Rule 80.5',
          date: '2026-11-22',
          text: '2026-11-21 is closed (Saturday); moves to 2026-11-22',
          why: { kind: 'closed', day: '2026-11-21', name: 'Saturday', weekday: 6 },
        },
        {
          rule: 'PCT Rule 80.5',
          date: '2026-11-23',
          text: '2026-11-22 is closed (Sunday); moves to 2026-11-23',
          why: { kind: 'closed', day: '2026-11-22', name: 'Sunday', weekday: 0 },
        },
      ],
    })
  })
  test('a chain of holidays, a weekend and a closure is walked to its end', () =>
    expect(endOfPeriod(sofia, '2026-11-24', { count: 1, unit: 'months' }).date).toBe('2026-12-29'))
  test('in Kuwait a Friday moves to Sunday', () =>
    expect(endOfPeriod(kuwait, '2026-10-20', { count: 1, unit: 'months' }).date).toBe('2026-11-22'))
  test('in Kuwait a Sunday is a working day', () =>
    expect(endOfPeriod(kuwait, '2026-10-22', { count: 1, unit: 'months' }).date).toBe('2026-11-22'))
  test('in Kuwait a weekend before a closed Sunday moves to Monday', () =>
    expect(endOfPeriod(kuwait, '2026-03-13', { count: 1, unit: 'weeks' }).date).toBe('2026-03-23'))
  test('a closed day in the middle of a period changes nothing', () =>
    expect(endOfPeriod(sofia, '2026-12-20', { count: 10, unit: 'days' }).date).toBe('2026-12-30'))
  test('an open day stays and needs no step', () =>
    expect(workingDayOnOrAfter(sofia, '2026-11-20', 'any')).toEqual({ date: '2026-11-20', trace: [] }))
  test('an office that never opens is a fault of its calendar, not an endless walk', () => {
    const closed = { weekend: [0, 1, 2, 3, 4, 5, 6], yearlyHolidays: [], closures: [] }
    expect(calendarSchema.safeParse(closed).success).toBe(false)
    expect(() => workingDayOnOrAfter(closed, '2026-01-01', 'any')).toThrow(RangeError)
  })
})

describe('working days', () => {
  test('ten working days from a Friday in Sofia', () =>
    expect(addWorkingDays(sofia, '2026-11-20', 10)).toBe('2026-12-04'))
  test('five working days from a Thursday in Kuwait', () =>
    expect(addWorkingDays(kuwait, '2026-11-19', 5)).toBe('2026-11-26'))
  test('holidays do not count', () => expect(addWorkingDays(sofia, '2026-12-23', 1)).toBe('2026-12-29'))
  test('a count of working days ends on an open day with just as many open days passed', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
        const from = addDays('2024-01-01', offset)
        const to = addWorkingDays(sofia, from, count)
        const days = Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index + 1))
        expect(days.filter((day) => closedReason(sofia, day) === undefined)).toHaveLength(count)
        expect(closedReason(sofia, to)).toBeUndefined()
      }),
    ))
})

describe('why an office is closed', () => {
  test('a closure is named before a holiday, a holiday before the weekend', () => {
    expect(closedReason(sofia, '2026-12-28')).toBe('Christmas, observed')
    expect(closedReason({ ...sofia, closures: [{ date: '2027-01-01', name: 'Move' }] }, '2027-01-01')).toBe(
      'Move',
    )
    expect(closedReason(kuwait, '2028-02-25')).toBe('National Day')
    expect(closedReason(kuwait, '2026-11-20')).toBe('Friday')
    expect(closedReason(kuwait, '2026-11-22')).toBeUndefined()
  })
  test.each(['13-01', '02-30', '3-3', '2026-03-03'])('a yearly holiday on %s is refused', (day) =>
    expect(calendarSchema.safeParse({ ...sofia, yearlyHolidays: [{ day, name: 'x' }] }).success).toBe(false),
  )
  test('a yearly holiday on 29 February is taken', () =>
    expect(
      calendarSchema.safeParse({ ...sofia, yearlyHolidays: [{ day: '02-29', name: 'Leap Day' }] }).success,
    ).toBe(true))
})
