/** Days that fees depend on, and the time between two of them. */
import type { Calendar } from '../calendar.ts'
import { openDayOnOrAfter } from '../open-days.ts'
import { addDays, addMonths, daysBetween, isPlainDate, type PlainDate } from '../plain-date.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import type { FeeDay, FeeSpan } from './fee-rules.ts'
import { valuesAt, type Readable } from './read-values.ts'

/** What days are read from. */
export type DayScope = Readable & {
  /** The day of filing, in the office's own days. */
  on: PlainDate
  facts: FileFacts | undefined
  calendar: Calendar | undefined
}

const moved = (day: PlainDate, { count, unit }: FeeSpan, sign: 1 | -1): PlainDate =>
  unit === 'days' ? addDays(day, sign * count) : addMonths(day, sign * count * (unit === 'years' ? 12 : 1))

function unmoved(day: FeeDay, scope: DayScope): PlainDate | undefined {
  if ('date' in day) return day.date === 'today' ? scope.on : scope.facts?.dates[day.date]
  const [value] = valuesAt(scope, day.path)
  return typeof value === 'string' && isPlainDate(value) ? value : undefined
}

/** Returns the day that is meant; undefined where it is not known. Without a calendar no day is closed. */
export function dayOf(day: FeeDay, scope: DayScope): PlainDate | undefined {
  let found = unmoved(day, scope)
  if (found === undefined) return undefined
  if (day.plus) found = moved(found, day.plus, 1)
  if (day.back) found = moved(found, day.back, -1)
  return day.ifClosed && scope.calendar ? openDayOnOrAfter(scope.calendar, found).date : found
}

/**
 * Returns how many days, months or years lie from one day to a later one: full ones, or those begun. A month ends on the day with
 * the same number, or the month's last (PCT Rule 80.2), always counted from the first day. 0 where `to` is not later.
 */
export function spansBetween(
  from: PlainDate,
  to: PlainDate,
  unit: FeeSpan['unit'],
  count: 'started' | 'full',
): number {
  if (to <= from) return 0
  if (unit === 'days') return daysBetween(from, to)
  const months = (day: PlainDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  const size = unit === 'years' ? 12 : 1
  let full = Math.floor((months(to) - months(from)) / size)
  if (addMonths(from, full * size) > to) full -= 1
  return count === 'full' || addMonths(from, full * size) === to ? full : full + 1
}
