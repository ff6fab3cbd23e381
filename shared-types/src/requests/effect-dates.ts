/** Dates that a request moves, and the priorities that decide from when a right is entitled. Pure. */
import { z } from 'zod'
import { fieldsMatching, atPath } from '../forms/paths-of-request.ts'
import type { PlainDate } from '../plain-date.ts'
import { plainDateSchema } from '../plain-date-schema.ts'
import type { ApplicationRequest, Right } from '../request-kinds.ts'
import { prioritySchema } from '../trademark-request.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { FileDates } from './file-dates.ts'
import type { DateName } from './file-facts.ts'
import { dayOfBound, shifted, spanOf, type GateOffice } from './gate.ts'
import type { FixedSpan } from './post-filing-rules.ts'
import type { PostFilingRequest } from './post-filing-request.ts'
import type { JsonValue } from './register.ts'
import type { Effect, Span } from './request-type.ts'

type Moving = Extract<Effect, { do: 'move-date' }>
type Within = { dates: FileDates; office: GateOffice; right: Right }

const missing = (path: string): EffectRefusal => new EffectRefusal(effectSaying('effect-missing', { path }))
const noDate = (date: DateName): EffectRefusal => new EffectRefusal(effectSaying('effect-no-date', { date }))
const earliestOf = (dates: readonly (PlainDate | undefined)[]): PlainDate | undefined =>
  dates.flatMap((one) => one ?? []).toSorted()[0]

/** The span `term` is the office's term of the right. */
function spanWithin(span: Span, { office: { postFiling }, right }: Within): FixedSpan | undefined {
  if (!('period' in span) || span.period !== 'term') return spanOf(span, postFiling.periods)
  const term = Object.hasOwn(postFiling.terms, right) ? postFiling.terms[right] : undefined
  return term && { count: term.count, unit: term.unit }
}

/** So many spans: a number that stands in the request, or as many as a list has items. */
function timesOf(value: unknown, path: string): number {
  const times = Array.isArray(value) ? value.length : Number(value)
  if (!Number.isInteger(times) || times < 1 || times > 100) throw missing(path)
  return times
}

function movedBy(moving: Moving, plus: Span, request: PostFilingRequest, within: Within): PlainDate {
  const { date, times } = moving
  const before = within.dates[date]
  const span = spanWithin(plus, within)
  if (before === undefined || !span) throw noDate(date)
  const count = span.count * (times === undefined ? 1 : timesOf(atPath(request, times), times))
  return shifted(before, { ...span, count }, 1)
}

/** The days that stand at a path, in which `*` is every item of a list. */
function daysAt(request: PostFilingRequest, path: string): PlainDate[] {
  const days = fieldsMatching(path, request).map((one) => plainDateSchema.safeParse(atPath(request, one)))
  const parsed = days.flatMap((day) => (day.success ? [day.data] : []))
  if (parsed.length === 0 || parsed.length < days.length) throw missing(path)
  return parsed
}

/**
 * Returns the day to which a date moves: by a span from where it is, to a day that was asked for, or back to the earliest of
 * several. The day of entitlement only moves back.
 * @throws EffectRefusal for a date that the file does not have, and for a day beyond what the office allows
 */
export function changeDate(moving: Moving, request: PostFilingRequest, within: Within): PlainDate {
  const { date, plus, to, earliest, notAfter } = moving
  const { dates, office } = within
  if (earliest !== undefined)
    return earliestOf([...daysAt(request, earliest), dates[date] ?? dates.filing]) ?? ''
  if (plus && to === undefined) return movedBy(moving, plus, request, within)
  const [asked = ''] = daysAt(request, to ?? '')
  if (date === 'entitlement') return earliestOf([asked, dates.entitlement]) ?? asked
  const last = notAfter && dayOfBound(notAfter, 'to', dates, office)
  if (last && 'missing' in last) throw noDate(notAfter.date)
  if (last && asked > last.day) throw new EffectRefusal(effectSaying('effect-too-far', { last: last.day }))
  return asked
}

const prioritiesSchema = z.array(z.object(prioritySchema.shape)).min(1)

/** @throws EffectRefusal for a priority of a later day than the filing date, and for one that is claimed already */
export function withPriorities(
  application: ApplicationRequest,
  value: JsonValue | undefined,
  path: string,
  { filing }: FileDates,
): ApplicationRequest {
  const parsed = prioritiesSchema.safeParse(Array.isArray(value) ? value : [value])
  if (!parsed.success) throw missing(path)
  let priorities = application.priorities
  for (const priority of parsed.data) {
    const { country, number, date } = priority
    if (filing !== undefined && date >= filing)
      throw new EffectRefusal(effectSaying('effect-priority-late', { filing, date }))
    if (priorities.some((one) => one.country === country && one.number === number))
      throw new EffectRefusal(effectSaying('effect-priority-twice', { country, number }))
    priorities = [...priorities, priority]
  }
  return { ...application, priorities }
}
