/** Office calendars and periods: closed days, working days, and time limits that can explain themselves. */
import { z } from 'zod'
import { openDayOnOrAfter, unmovedEndOfPeriod } from './open-days.ts'
import { addDays, type PlainDate } from './plain-date.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { traceReasonSchema } from './trace-reason-schema.ts'
import { traceStep } from './trace-words.ts'

/** A day of every year as `MM-DD`; `02-29` comes in leap years only. */
const yearlyDaySchema = z
  .string()
  .refine(
    (day) => plainDateSchema.safeParse(`2024-${day}`).success,
    'Write the day as MM-DD, such as 03-03 for 3 March.',
  )

export const calendarSchema = z.strictObject({
  /** Days of the week on which the office is closed: 0 Sunday … 6 Saturday. */
  weekend: z.array(z.number().int().min(0).max(6)).max(6),
  /** Closed on the same day every year: `MM-DD`. */
  yearlyHolidays: z.array(z.strictObject({ day: yearlyDaySchema, name: z.string().min(1) })),
  /** Closed on one date: moving feasts and ad-hoc closures. */
  closures: z.array(z.strictObject({ date: plainDateSchema, name: z.string().min(1) })),
})
export type Calendar = z.infer<typeof calendarSchema>

/** One step of how a date came about: the rule, the date after it, a sentence, and why, for other languages. */
export const traceStepSchema = z.object({
  rule: z.string(),
  date: plainDateSchema,
  text: z.string(),
  /** Absent in histories from before reasons were kept. */
  why: traceReasonSchema.optional(),
})
export type TraceStep = z.infer<typeof traceStepSchema>
export type TracedDate = { date: PlainDate; trace: TraceStep[] }

/** Returns `date`, or the first day after it on which the office is open, with a step for each closed day. */
export function workingDayOnOrAfter(calendar: Calendar, date: PlainDate, rule: string): TracedDate {
  const open = openDayOnOrAfter(calendar, date)
  const trace = open.closed.map((closed) =>
    traceStep(rule, addDays(closed.day, 1), { kind: 'closed', ...closed }),
  )
  return { date: open.date, trace }
}

/** Returns the day that is `count` working days after `date`. */
export function addWorkingDays(calendar: Calendar, date: PlainDate, count: number): PlainDate {
  let day = date
  for (let left = count; left > 0; left -= 1) day = openDayOnOrAfter(calendar, addDays(day, 1)).date
  return day
}

export const periodSchema = z.strictObject({
  count: z.number().int().positive().max(1000),
  unit: z.enum(['days', 'weeks', 'months', 'years']),
})
export type Period = z.infer<typeof periodSchema>

/**
 * Returns the last day of a period that an event on `from` starts.
 * PCT Rule 80.1–80.3: the period starts on the day after the event and expires, for months and years, on the day with
 * the same number as the event's, or on the month's last day where there is none. PCT Rule 80.5: a period that ends on a
 * day on which the office is closed expires on the next working day. The dates are the office's local ones (Rule 80.4).
 */
export function endOfPeriod(calendar: Calendar, from: PlainDate, period: Period): TracedDate {
  const end = unmovedEndOfPeriod(from, period)
  const rule = {
    days: 'PCT Rule 80.3',
    weeks: 'PCT Rule 80.3',
    months: 'PCT Rule 80.2',
    years: 'PCT Rule 80.1',
  }[period.unit]
  const moved = workingDayOnOrAfter(calendar, end, 'PCT Rule 80.5')
  return {
    date: moved.date,
    trace: [traceStep(rule, end, { kind: 'period-ends', ...period, from }), ...moved.trace],
  }
}
