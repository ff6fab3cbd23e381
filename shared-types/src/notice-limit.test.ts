import { describe, expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { answerByOn, faultOfDate, faultOfLimit } from './notice-limit.ts'

/** Closed on Saturday and Sunday, and on New Year's Day. */
const calendar: Calendar = {
  weekend: [0, 6],
  yearlyHolidays: [{ day: '01-01', name: "New Year's Day" }],
  closures: [],
}
const asks = { answerWithin: { count: 2, unit: 'months' as const } }
const friday = '2026-11-20'

describe('the time limit of a notice', () => {
  test('that ends on a closed day by its period runs to the next working day, with the rule of each step (PCT Rule 80.5)', () => {
    // 1 November 2026 is a Sunday, 1 January 2027 a holiday before a weekend.
    const traced = answerByOn(
      calendar,
      { kind: 'period', period: { count: 2, unit: 'months' } },
      '2026-11-01',
    )
    expect(traced?.date).toBe('2027-01-04')
    expect(traced?.trace.map(({ rule, date }) => [rule, date])).toEqual([
      ['PCT Rule 80.2', '2027-01-01'],
      ['PCT Rule 80.5', '2027-01-02'],
      ['PCT Rule 80.5', '2027-01-03'],
      ['PCT Rule 80.5', '2027-01-04'],
    ])
  })

  test('that an officer chose by date stays that date; none is none', () => {
    expect(answerByOn(calendar, { kind: 'date', date: '2026-12-01' }, friday)).toEqual({
      date: '2026-12-01',
      trace: [],
    })
    expect(answerByOn(calendar, { kind: 'none' }, friday)).toBeNull()
  })

  test.each([
    [
      'in the past',
      '2026-11-19',
      'The time limit has to end after today; the next working day is 2026-11-23.',
    ],
    ['today', friday, 'The time limit has to end after today; the next working day is 2026-11-23.'],
    ['a Saturday', '2026-11-28', 'The office is closed on 2026-11-28; the next working day is 2026-11-30.'],
    ['a holiday', '2027-01-01', 'The office is closed on 2027-01-01; the next working day is 2027-01-04.'],
  ])('is refused where the chosen day is %s, with the next working day', (_, date, message) => {
    expect(faultOfLimit(calendar, asks, { kind: 'date', date }, friday)?.message).toBe(message)
  })

  test('is accepted on a working day after today, and by any reasonable period', () => {
    expect(faultOfLimit(calendar, asks, { kind: 'date', date: '2026-11-23' }, friday)).toBeUndefined()
    expect(
      faultOfLimit(calendar, asks, { kind: 'period', period: { count: 6, unit: 'weeks' } }, friday),
    ).toBeUndefined()
  })

  test('is asked for where the notice asks for an answer, and only there', () => {
    expect(faultOfLimit(calendar, asks, { kind: 'none' }, friday)?.code).toBe('limit-needed')
    expect(faultOfLimit(calendar, {}, { kind: 'date', date: '2026-12-01' }, friday)?.code).toBe(
      'limit-foreign',
    )
    expect(faultOfLimit(calendar, {}, { kind: 'none' }, friday)).toBeUndefined()
  })

  test('of more than two years is taken for a slip of the hand, however it is given', () => {
    for (const limit of [
      { kind: 'date' as const, date: '2062-12-01' },
      { kind: 'period' as const, period: { count: 25, unit: 'months' as const } },
      { kind: 'period' as const, period: { count: 1000, unit: 'years' as const } },
    ])
      expect(faultOfLimit(calendar, asks, limit, friday)?.code).toBe('limit-late')
  })

  test('names its fault for the office’s own rule too: passed or closed', () => {
    expect(faultOfDate(calendar, { kind: 'date', date: friday }, friday)?.code).toBe('passed')
    expect(faultOfDate(calendar, { kind: 'date', date: '2026-11-28' }, friday)?.code).toBe('closed')
    expect(
      faultOfDate(calendar, { kind: 'period', period: { count: 1, unit: 'days' } }, friday),
    ).toBeUndefined()
  })
})
