/** Working days between two days, and the instant at which a day begins: what ageing of work is counted by. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, type Calendar } from './calendar.ts'
import { startOfDay } from './day-start.ts'
import { dayOlderThan, workingDaysBetween } from './open-days.ts'
import { addDays, plainDateIn } from './plain-date.ts'

const western: Calendar = {
  weekend: [0, 6],
  yearlyHolidays: [{ day: '03-03', name: 'Liberation' }],
  closures: [],
}
/** Friday and Saturday are the weekend; two days of a feast are closed. */
const gulf: Calendar = {
  weekend: [5, 6],
  yearlyHolidays: [],
  closures: [
    { date: '2026-03-19', name: 'Eid' },
    { date: '2026-03-22', name: 'Eid' },
  ],
}

describe('working days between two days', () => {
  test.each([
    ['the same day', western, '2026-11-20', '2026-11-20', 0],
    ['an earlier day', western, '2026-11-20', '2026-11-19', 0],
    ['Friday to Monday, with Saturday and Sunday closed', western, '2026-11-20', '2026-11-23', 1],
    ['Friday to Sunday, with Saturday and Sunday closed', western, '2026-11-20', '2026-11-22', 0],
    ['over a holiday', western, '2026-03-02', '2026-03-04', 1],
    ['Thursday to Sunday, with Friday and Saturday closed', gulf, '2026-11-19', '2026-11-22', 1],
    ['Thursday to Saturday, with Friday and Saturday closed', gulf, '2026-11-19', '2026-11-21', 0],
    ['over a weekend and two days of a feast', gulf, '2026-03-18', '2026-03-23', 1],
    ['a whole week, with Friday and Saturday closed', gulf, '2026-11-15', '2026-11-22', 5],
  ])('%s', (_, calendar, from, to, days) => expect(workingDaysBetween(calendar, from, to)).toBe(days))

  test('are as many as were added', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(western, gulf),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 60 }),
        (calendar, offset, count) => {
          const from = addDays('2026-01-01', offset)
          expect(workingDaysBetween(calendar, from, addWorkingDays(calendar, from, count))).toBe(count)
        },
      ),
    ))

  test('the latest day older than a count is just older, and the day after it is not', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(western, gulf),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 60 }),
        (calendar, offset, count) => {
          const today = addDays('2026-01-01', offset)
          const day = dayOlderThan(calendar, today, count)
          expect(workingDaysBetween(calendar, day, today)).toBeGreaterThan(count)
          expect(workingDaysBetween(calendar, addDays(day, 1), today)).toBeLessThanOrEqual(count)
        },
      ),
    ))
})

describe('a day begins', () => {
  test.each([
    ['Europe/Sofia', '2026-11-20', '2026-11-19T22:00:00.000Z'],
    ['Europe/Sofia', '2026-07-01', '2026-06-30T21:00:00.000Z'],
    ['Asia/Kuwait', '2026-11-20', '2026-11-19T21:00:00.000Z'],
    ['America/New_York', '2026-11-20', '2026-11-20T05:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-20', '2026-11-19T10:00:00.000Z'],
    ['Etc/GMT+12', '2026-11-20', '2026-11-20T12:00:00.000Z'],
    // Clocks are put forward at midnight: the day begins at one.
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z'],
  ])('in %s on %s at %s', (zone, day, instant) => {
    const start = startOfDay(zone, day)
    expect(start.toISOString()).toBe(instant)
    expect(plainDateIn(zone, start)).toBe(day)
    expect(plainDateIn(zone, new Date(start.getTime() - 1))).toBe(addDays(day, -1))
  })
})
