import { describe, expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { accordFilingDate, type FilingDatePolicy } from './filing-date.ts'

const calendar: Calendar = {
  weekend: [0, 6],
  yearlyHolidays: [],
  closures: [{ date: '2026-12-21', name: 'Move' }],
}
const saturday = new Date('2026-11-21T10:00:00Z')
const tuesday = new Date('2026-11-24T10:00:00Z')

const accord = (policy: FilingDatePolicy, receivedAt: Date, paidAt?: Date) =>
  accordFilingDate({ policy, calendar, timeZone: 'Europe/Sofia', receivedAt, paidAt })
const within: FilingDatePolicy = { policy: 'payment-within', period: { count: 1, unit: 'months' } }

describe('a filing on Saturday 21 November that is paid on Tuesday', () => {
  test.each<[FilingDatePolicy, string]>([
    [{ policy: 'submission' }, '2026-11-21'],
    [{ policy: 'next-working-day' }, '2026-11-23'],
    [{ policy: 'submission-and-payment' }, '2026-11-24'],
    [within, '2026-11-21'],
  ])('under %j has the date %s', (policy, date) => expect(accord(policy, saturday, tuesday).date).toBe(date))
})

describe('payment within one month', () => {
  // The month ends on Monday 2026-12-21, which is closed: PCT Rule 80.5.
  test.each([
    ['on the last day of the period, moved by a closed day', '2026-12-22T21:59:59Z', '2026-11-21'],
    ['a second after it in the office’s zone', '2026-12-22T22:00:00Z', '2026-12-23'],
    ['before the submission', '2026-11-01T10:00:00Z', '2026-11-21'],
  ])('%s', (_, paidAt, date) => expect(accord(within, saturday, new Date(paidAt)).date).toBe(date))
  test('where nothing was to be paid the day of submission counts', () => {
    const { date, trace } = accord(within, saturday)
    expect(date).toBe('2026-11-21')
    expect(trace.at(-1)?.text).toBe('Nothing was to be paid, within the period; the day of submission counts')
  })
})

describe('submission and payment', () => {
  const policy: FilingDatePolicy = { policy: 'submission-and-payment' }
  test('counts the later of the two, also when the payment came first', () => {
    expect(accord(policy, tuesday, saturday).date).toBe('2026-11-24')
    expect(accord(policy, saturday, tuesday).date).toBe('2026-11-24')
  })
  test('counts the submission where nothing was to be paid', () =>
    expect(accord(policy, saturday).date).toBe('2026-11-21'))
})

describe('the day of receipt is the office’s own', () => {
  const policy = { policy: 'submission' } as const
  test.each([
    ['2026-11-20T21:59:59.999Z', 'Europe/Sofia', '2026-11-20'],
    ['2026-11-20T22:00:00Z', 'Europe/Sofia', '2026-11-21'],
    ['2026-11-20T20:59:59Z', 'Asia/Kuwait', '2026-11-20'],
    ['2026-11-20T21:00:00Z', 'Asia/Kuwait', '2026-11-21'],
  ])('%s in %s is %s', (instant, timeZone, date) =>
    expect(
      accordFilingDate({ policy, calendar, timeZone, receivedAt: new Date(instant), paidAt: undefined }).date,
    ).toBe(date),
  )
})

describe('the trace of a filing date', () => {
  test.each<[FilingDatePolicy]>([
    [{ policy: 'submission' }],
    [{ policy: 'next-working-day' }],
    [{ policy: 'submission-and-payment' }],
    [within],
  ])('under %j begins with the receipt and ends with the date, by the policy’s name', (policy) => {
    for (const receivedAt of [saturday, tuesday]) {
      const { date, trace } = accord(policy, receivedAt, tuesday)
      expect(trace[0]?.rule).toBe('received')
      expect(trace.at(-1)).toMatchObject({ rule: policy.policy, date })
    }
  })
  test('explains a Saturday step by step', () =>
    expect(accord({ policy: 'next-working-day' }, saturday).trace.map((step) => step.text)).toEqual([
      'Received at 2026-11-21T10:00:00.000Z, which is 2026-11-21 in Europe/Sofia',
      '2026-11-21 is closed (Saturday); moves to 2026-11-22',
      '2026-11-22 is closed (Sunday); moves to 2026-11-23',
      'The first day on which the office is open counts: 2026-11-23',
    ]))
})
