/** The dates of a file that windows and fees count from: found from its history, its priorities and the office's terms. Pure. */
import type { DomainEvent } from '../events.ts'
import { evolveFile, noFile } from '../file.ts'
import { addMonths, plainDateIn, type PlainDate } from '../plain-date.ts'
import type { ApplicationRequest, Right } from '../request-kinds.ts'
import { shifted } from './gate.ts'
import { dateNames, type DateName } from './file-facts.ts'
import type { PostFilingRules } from './post-filing-rules.ts'
import type { RegisterRest } from './register.ts'

/** What dates are counted by at an office. */
export type DateOffice = { timeZone: string; postFiling: PostFilingRules }

export type FileDates = Partial<Record<DateName, PlainDate>>

/** Returns the earliest day of priority that an application claims; undefined where it claims none. */
const earliestPriority = (application: ApplicationRequest | undefined): PlainDate | undefined =>
  application?.priorities.map(({ date }) => date).toSorted()[0]

/** PT and UM are kept in force by annuities, year by year from the filing date. */
export const hasAnnuities = (right: Right): boolean => right === 'PT' || right === 'UM'

/** Returns the day on which the annuity of a year is due: that of the third year two years after the filing date. */
export const annuityDueOn = (filing: PlainDate, year: number): PlainDate => addMonths(filing, 12 * (year - 1))

/**
 * Returns the year, from 1, for which the annuity on `due` is: whole years since the filing date, and one more.
 * The due date itself moves with every annuity that is paid.
 */
export function annuityYearOf(filing: PlainDate, due: PlainDate): number {
  let year = 1
  while (annuityDueOn(filing, year) < due) year += 1
  return year
}

/**
 * Returns the dates of a file as its history and register tell them. A date that a request has moved (`rest.dates`) stands
 * before one that follows from the history.
 */
export function fileDatesOf(
  history: readonly DomainEvent[],
  record: { application: ApplicationRequest | undefined; rest: RegisterRest; right: Right },
  { timeZone, postFiling }: DateOffice,
): FileDates {
  const { application, rest, right } = record
  const state = history.reduce(evolveFile, noFile)
  const day = (event: DomainEvent | undefined): PlainDate | undefined =>
    event && plainDateIn(timeZone, event.at)
  const became = (...statuses: string[]) =>
    history.filter((event) => event.type === 'file.acted' && statuses.includes(event.data.status))
  const filing = state.filingDate
  const registration = day(became('Registered')[0])
  const term = Object.hasOwn(postFiling.terms, right) ? postFiling.terms[right] : undefined
  const termFrom = term?.from === 'registration' ? registration : filing
  const isInForce = registration !== undefined
  const known: Partial<Record<DateName, PlainDate | undefined>> = {
    filing,
    entitlement: [earliestPriority(application), filing].flatMap((one) => one ?? []).toSorted()[0],
    publication: day(became('Published')[0]),
    registration,
    expiry: isInForce && term && termFrom ? shifted(termFrom, term, 1) : undefined,
    'annuity-due': filing && hasAnnuities(right) ? annuityDueOn(filing, postFiling.firstAnnuity) : undefined,
    lapse: day(became('Expired').at(-1)),
    decision: day(became('Rejected', 'Abandoned').at(-1)),
    'deferred-until': deferredUntil(application, filing),
    'notice-limit': state.answerBy,
    ...rest.dates,
  }
  const dates: FileDates = {}
  for (const [name, date] of Object.entries(known))
    if (date !== undefined && isDateName(name)) dates[name] = date
  return dates
}

const isDateName = (name: string): name is DateName => dateNames.some((one) => one === name)

/** Publication of designs is deferred from the priority date, or from the filing date where there is none. */
function deferredUntil(
  application: ApplicationRequest | undefined,
  filing: PlainDate | undefined,
): PlainDate | undefined {
  if (application?.kind !== 'design-application' || application.deferMonths === undefined) return undefined
  const from = earliestPriority(application) ?? filing
  return from === undefined ? undefined : addMonths(from, application.deferMonths)
}
