/** The days on which an office is open, and the day on which a period ends; `calendar.ts` explains both step by step. */
import type { Calendar, Period } from './calendar.ts'
import { addDays, addMonths, weekdayOf, type PlainDate } from './plain-date.ts'

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A closure by its name, or the weekday of a weekend. */
export type Closed = { name: string; weekday: number | null }

function closureOn(calendar: Calendar, date: PlainDate): Closed | undefined {
  const named =
    calendar.closures.find((c) => c.date === date) ??
    calendar.yearlyHolidays.find((h) => h.day === date.slice(5))
  if (named) return { name: named.name, weekday: null }
  const weekday = weekdayOf(date)
  return calendar.weekend.includes(weekday)
    ? { name: weekdayNames[weekday] ?? 'weekend', weekday }
    : undefined
}

/** Returns why the office is closed on `date`, or undefined when it is open. */
export const closedReason = (calendar: Calendar, date: PlainDate): string | undefined =>
  closureOn(calendar, date)?.name

/**
 * Returns `date`, or the first day after it on which the office is open, with every closed day before it.
 * @throws RangeError for a calendar that is closed for more than a year.
 */
export function openDayOnOrAfter(
  calendar: Calendar,
  date: PlainDate,
): { date: PlainDate; closed: (Closed & { day: PlainDate })[] } {
  const closed: (Closed & { day: PlainDate })[] = []
  let day = date
  for (let why = closureOn(calendar, day); why; why = closureOn(calendar, day)) {
    closed.push({ day, ...why })
    if (closed.length > 366) throw new RangeError('The calendar is closed for more than a year')
    day = addDays(day, 1)
  }
  return { date: day, closed }
}

/**
 * Returns the last day of a period before closed days are considered. PCT Rule 80.1–80.3: it starts on the day after the
 * event and expires, for months and years, on the day with the same number, or on the month's last day where there is none.
 */
export function unmovedEndOfPeriod(from: PlainDate, { count, unit }: Period): PlainDate {
  switch (unit) {
    case 'days':
      return addDays(from, count)
    case 'weeks':
      return addDays(from, count * 7)
    case 'months':
      return addMonths(from, count)
    case 'years':
      return addMonths(from, count * 12)
  }
}

/** Returns the last day of a period; PCT Rule 80.5: one that ends on a closed day runs to the next working day. */
export const lastDayOfPeriod = (calendar: Calendar, from: PlainDate, period: Period): PlainDate =>
  openDayOnOrAfter(calendar, unmovedEndOfPeriod(from, period)).date

/**
 * Returns the working days after `from`, up to `to` itself: from a Friday to the Monday after it is one where the weekend is
 * Saturday and Sunday. 0 where `to` is not after `from`.
 */
export function workingDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (!closureOn(calendar, day)) count += 1
  return count
}

/** Returns the latest day from which more than `count` working days have passed until `to`. */
export function dayOlderThan(calendar: Calendar, to: PlainDate, count: number): PlainDate {
  let day = to
  for (let left = count + 1; left > 0; day = addDays(day, -1)) if (!closureOn(calendar, day)) left -= 1
  return day
}
