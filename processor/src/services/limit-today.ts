/** What a time limit for an answer would come to, were its notice issued today: told while an officer chooses it. */
import {
  answerByOn,
  faultOfDate,
  noticeLimitSchema,
  parseAtDoor,
  plainDateIn,
  type Actor,
  type FieldError,
  type PlainDate,
  type TraceStep,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'

export type LimitToday = {
  /** The last day to answer; null where no answer is asked for. */
  date: PlainDate | null
  trace: readonly TraceStep[]
  /** Why the chosen day cannot be the last one; null where it can. */
  fault: FieldError | null
}

/** Returns what `raw`, a `NoticeLimit`, comes to by the actor's office's calendar and clock. @throws ProblemError `invalid` */
export function limitToday(
  { profiles, clock }: Pick<Office, 'profiles' | 'clock'>,
  { officeId }: Actor,
  raw: unknown,
): Promise<LimitToday> {
  const limit = parseAtDoor(noticeLimitSchema, raw, 'invalid')
  const { calendar, timeZone } = profiles.of(officeId)
  const today = plainDateIn(timeZone, clock.now())
  const ends = answerByOn(calendar, limit, today)
  const fault = faultOfDate(calendar, limit, today)
  return Promise.resolve({
    date: ends?.date ?? null,
    trace: ends?.trace ?? [],
    fault: fault ? { path: 'limit', ...fault.said } : null,
  })
}
