/** Dates and times on screen are the office's, and the same on server and browser. */
import { expect, test } from 'vitest'
import { ar } from './messages/ar.ts'
import { en } from './messages/en.ts'
import { dateInWords, instantInWords } from './office-time.ts'

test('an instant is shown on the day and hour that the office had', () => {
  const instant = new Date('2026-03-14T22:30:00Z')
  expect(instantInWords(instant, 'Europe/Sofia', en)).toBe('15 March 2026, 00:30')
  expect(instantInWords(instant, 'America/New_York', en)).toBe('14 March 2026, 18:30')
})

test('midnight is 00, not 24', () => {
  expect(instantInWords(new Date('2026-01-01T00:00:00Z'), 'UTC', en)).toBe('1 January 2026, 00:00')
})

test('a legal date has no zone and no leading zero', () => {
  expect(dateInWords('2026-12-05', en)).toBe('5 December 2026')
})

test('Arabic pages use Arabic month names, an Arabic comma and Western digits', () => {
  expect(instantInWords(new Date('2026-03-14T08:32:00Z'), 'Asia/Kuwait', ar)).toBe('14 مارس 2026، 11:32')
})
