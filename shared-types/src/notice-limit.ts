/** The time limit of a notice: whether an officer can choose it today, and the last day to answer once the notice is issued. Pure. */
import { endOfPeriod, type Calendar, type TracedDate } from './calendar.ts'
import type { NoticeLimit, NoticeTemplate } from './notice-schema.ts'
import { closedReason, openDayOnOrAfter } from './open-days.ts'
import { addDays, addMonths, type PlainDate } from './plain-date.ts'
import { officeSaying, type OfficeSaying } from './office-sentences.ts'

/** A later limit is a slip of the hand: 2062 for 2026. */
const maxMonths = 24

/** Returns the next day on which the office is open, after `day`. */
const nextOpenDay = (calendar: Calendar, day: PlainDate): PlainDate =>
  openDayOnOrAfter(calendar, addDays(day, 1)).date

/**
 * Returns the last day to answer a notice that is issued on `issuedOn`, a day of the office's own clock, with how it was
 * found; null where no answer is asked for. A period runs by PCT Rule 80 and never ends on a closed day (Rule 80.5); a day
 * that an officer chose stays as it is.
 */
export function answerByOn(calendar: Calendar, limit: NoticeLimit, issuedOn: PlainDate): TracedDate | null {
  switch (limit.kind) {
    case 'none':
      return null
    case 'period':
      return endOfPeriod(calendar, issuedOn, limit.period)
    case 'date':
      return { date: limit.date, trace: [] }
  }
}

/** Why a day cannot be the last one to answer, with the sentence that names a day that can. */
export type LimitFault = { code: 'passed' | 'closed'; said: OfficeSaying }

/**
 * Returns why a chosen day cannot end a time limit that begins on `today`; undefined where it can, and for limits that are
 * no day. A party must be able to act on the last day, so the office has to be open on it.
 */
export function faultOfDate(
  calendar: Calendar,
  limit: NoticeLimit,
  today: PlainDate,
): LimitFault | undefined {
  if (limit.kind !== 'date') return undefined
  const { date } = limit
  if (date <= today)
    return { code: 'passed', said: officeSaying('limit-passed', { next: nextOpenDay(calendar, today) }) }
  if (closedReason(calendar, date) !== undefined)
    return { code: 'closed', said: officeSaying('limit-closed', { date, next: nextOpenDay(calendar, date) }) }
  return undefined
}

/** Returns why an officer cannot choose `limit` for a notice of this template today; undefined where they can. */
export function faultOfLimit(
  calendar: Calendar,
  { answerWithin }: Pick<NoticeTemplate, 'answerWithin'>,
  limit: NoticeLimit,
  today: PlainDate,
): OfficeSaying | undefined {
  const asksForAnswer = answerWithin !== undefined
  if (asksForAnswer && limit.kind === 'none') return officeSaying('limit-needed')
  if (!asksForAnswer && limit.kind !== 'none') return officeSaying('limit-foreign')
  const fault = faultOfDate(calendar, limit, today)
  if (fault) return fault.said
  const latest = addMonths(today, maxMonths)
  const ends =
    limit.kind === 'date' ? limit.date : limit.kind === 'period' ? endOf(calendar, limit, today) : today
  return ends > latest ? officeSaying('limit-late', { max: maxMonths }) : undefined
}

/** The end of a period; of one that leaves the calendar, the last day that there is. */
function endOf(calendar: Calendar, limit: NoticeLimit, today: PlainDate): PlainDate {
  const isLong = limit.kind === 'period' && limit.period.unit === 'years' && limit.period.count > maxMonths
  return isLong ? '9999-12-31' : (answerByOn(calendar, limit, today)?.date ?? today)
}
