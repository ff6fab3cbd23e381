/** Checks a day of a form against today and against the filing date of the file that the request is about. */
import { lastDayOfPeriod } from '../open-days.ts'
import type { PlainDate } from '../plain-date.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { saying, type Saying } from '../sentences.ts'
import type { DayBound, FieldKind, FormOffice } from './form.ts'
import { priorityMonths } from './priority-months.ts'

type DateField = Extract<FieldKind, { kind: 'date' }>
type Situation = { office: FormOffice; on: PlainDate; facts: FileFacts | undefined }

/** What is said of a day that is later than its bound. */
function lateFault(
  day: PlainDate,
  bound: DayBound | undefined,
  { on, facts }: Situation,
): Saying | undefined {
  if (bound === undefined) return undefined
  // No file was filed in the future, so that much is known of a day also where the file is not.
  if (day > on) return saying('date-future')
  const filing = facts?.dates.filing
  return bound === 'filing' && filing !== undefined && day > filing
    ? saying('date-after-filing', { filing })
    : undefined
}

/** What is said of a day that is earlier than its bound. */
function earlyFault(
  day: PlainDate,
  bound: DateField['notBefore'],
  { on, facts, office }: Situation,
): Saying | undefined {
  if (bound === undefined) return undefined
  if (bound === 'today') return day < on ? saying('date-past') : undefined
  const filing = facts?.dates.filing
  if (!facts || filing === undefined) return undefined
  if (bound === 'filing') return day < filing ? saying('date-before-filing', { filing }) : undefined
  const months = priorityMonths[facts.right]
  const last = lastDayOfPeriod(office.calendar, day, { count: months, unit: 'months' })
  return last < filing ? saying('date-before-priority', { filing, months }) : undefined
}

/**
 * Returns what is wrong with a day that stands in a field. Bounds by dates of the file are not checked while the file, or
 * that date of it, is not known.
 */
export const dayFault = (
  { notAfter, notBefore }: DateField,
  day: PlainDate,
  situation: Situation,
): Saying | undefined => lateFault(day, notAfter, situation) ?? earlyFault(day, notBefore, situation)
