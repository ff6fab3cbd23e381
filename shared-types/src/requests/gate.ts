/** The gate of a request: whether it may be filed about a file on a day, and if not, why. Pure: device and server run it alike. */
import { lastDayOfPeriod, openDayOnOrAfter } from '../open-days.ts'
import type { Calendar } from '../calendar.ts'
import { addDays, addMonths, type PlainDate } from '../plain-date.ts'
import type { DateName, FileFacts } from './file-facts.ts'
import { gateSaying, type GateReason } from './gate-words.ts'
import type { FixedSpan, PostFilingRules } from './post-filing-rules.ts'
import type { Bound, GateWindow, RequestType, Span } from './request-type.ts'

/** What a gate asks of an office; a whole profile and a public one both are this. */
export type GateOffice = { calendar: Calendar; postFiling: PostFilingRules }

export type GateSituation = {
  /** The office-local day on which it is filed. */
  on: PlainDate
  office: GateOffice
  /** The file is in the account of whoever files. */
  isOwn: boolean
  /** Whoever files has opposed the file. */
  isOpponent?: boolean
  /** The notice that the request is about; without one, the one whose limit ends first. */
  noticeId?: string | undefined
  /** Of a request about an order or an attempt: how that stands. */
  moneyState?: string | undefined
}

/** `warning`: it is outside of its gate, and the office takes it and looks at it. */
export type GateVerdict = { verdict: 'open' | 'warning' | 'blocked'; reasons: GateReason[] }

/** Returns the span that an office gives under a name; undefined where it has none under it. */
export const spanOf = (span: Span, periods: PostFilingRules['periods']): FixedSpan | undefined =>
  'period' in span ? (Object.hasOwn(periods, span.period) ? periods[span.period] : undefined) : span

/** Returns the day so much before or after another, whether the office is open on it or not. */
export function shifted(date: PlainDate, { count, unit }: FixedSpan, towards: 1 | -1): PlainDate {
  if (unit === 'days') return addDays(date, towards * count)
  return addMonths(date, towards * count * (unit === 'years' ? 12 : 1))
}

/** A day that a bound comes to, or the date that the file does not have. */
export type BoundDay = { day: PlainDate } | { missing: DateName }

/** Returns the first or last day that a bound allows. */
export function dayOfBound(
  bound: Bound,
  which: 'from' | 'to',
  dates: FileFacts['dates'],
  { calendar, postFiling: { periods } }: GateOffice,
): BoundDay {
  const date = dates[bound.date]
  if (date === undefined) return { missing: bound.date }
  const back = bound.back && spanOf(bound.back, periods)
  const plus = bound.plus && spanOf(bound.plus, periods)
  // A profile whose periods are not there is not loaded: this is for one that a device has from before.
  if ((bound.back && !back) || (bound.plus && !plus)) return { missing: bound.date }
  const begun = back ? shifted(date, back, -1) : date
  if (which === 'from') return { day: plus ? shifted(begun, plus, 1) : begun }
  // PCT Rule 80.5: a time limit never ends on a day on which the office is closed.
  return {
    day: plus ? lastDayOfPeriod(calendar, begun, plus) : openDayOnOrAfter(calendar, begun).date,
  }
}

/** Returns why a window is not open on a day, both of its ends included; undefined where it is. */
function closedWindow(
  window: GateWindow,
  dates: FileFacts['dates'],
  { on, office }: GateSituation,
): GateReason | undefined {
  const from = window.from && dayOfBound(window.from, 'from', dates, office)
  const to = window.to && dayOfBound(window.to, 'to', dates, office)
  for (const bound of [from, to])
    if (bound && 'missing' in bound)
      return window.ifUnknown === 'open'
        ? undefined
        : gateSaying('gate-date-unknown', { date: bound.missing })
  if (from && 'day' in from && on < from.day) return gateSaying('gate-early', { from: from.day })
  if (to && 'day' in to && on > to.day) return gateSaying('gate-late', { to: to.day })
  return undefined
}

/** Of several windows that are closed the one that opens next tells most; else the last that has ended. */
function mostTelling(reasons: readonly GateReason[]): GateReason[] {
  const told = (code: GateReason['code'], name: string): GateReason[] =>
    reasons
      .filter((reason) => reason.code === code)
      .toSorted((one, other) =>
        String(one.params?.[name] ?? '').localeCompare(String(other.params?.[name] ?? '')),
      )
  const next = told('gate-early', 'from')[0] ?? told('gate-late', 'to').at(-1) ?? reasons[0]
  return next ? [next] : []
}

function timeReasons(type: RequestType, facts: FileFacts, situation: GateSituation): GateReason[] {
  const { noticeId, office } = situation
  const reasons: GateReason[] = []
  let { dates } = facts
  if (type.about === 'notice') {
    const waiting = facts.notices.toSorted((one, other) => one.answerBy.localeCompare(other.answerBy))
    const notice = noticeId === undefined ? waiting[0] : waiting.find((one) => one.noticeId === noticeId)
    if (!notice) return [gateSaying('gate-no-notice')]
    dates = { ...dates, 'notice-limit': notice.answerBy }
    const max = office.postFiling.maxExtensions
    if (type.effects.some((effect) => effect.do === 'extend-limit') && notice.extensions >= max)
      reasons.push(gateSaying('gate-extensions', { max }))
  }
  const origin = facts.isInternational ? 'international' : 'national'
  const windows = type.gate.windows?.filter(({ of }) => of === undefined || of === origin) ?? []
  if (windows.length === 0) return reasons
  const closed = windows.map((window) => closedWindow(window, dates, situation))
  return closed.includes(undefined)
    ? reasons
    : [...reasons, ...mostTelling(closed.flatMap((reason) => reason ?? []))]
}

function flagReasons({ gate: { notWhile = [] } }: RequestType, { flags }: FileFacts): GateReason[] {
  return notWhile
    .filter((flag) => flags.includes(flag))
    .map((flag) => gateSaying(flag === 'transfer-blocked' ? 'gate-transfer-blocked' : 'gate-flag', { flag }))
}

function statusReasons({ gate: { statuses } }: RequestType, facts: FileFacts): GateReason[] {
  if (statuses === 'any') return []
  if (statuses === 'any-published') return facts.isPublished ? [] : [gateSaying('gate-unpublished')]
  if (!Array.isArray(statuses)) return []
  return statuses.includes(facts.status)
    ? []
    : [gateSaying('gate-status', { status: facts.status, statuses: statuses.join(', ') })]
}

/** Who may file it; a file of somebody else is named by its number, and must be published. */
function whoReasons({ gate: { by } }: RequestType, facts: FileFacts, situation: GateSituation): GateReason[] {
  if (by === 'party') return situation.isOwn ? [] : [gateSaying('gate-not-yours')]
  if (by === 'opponent') return situation.isOpponent ? [] : [gateSaying('gate-not-opponent')]
  return situation.isOwn || facts.isPublished ? [] : [gateSaying('gate-unpublished')]
}

const verdictOf = (
  never: readonly GateReason[],
  now: readonly GateReason[],
  severity: 'blocking' | 'warning',
): GateVerdict => {
  const reasons = [...never, ...now]
  if (reasons.length === 0) return { verdict: 'open', reasons }
  return { verdict: never.length > 0 || severity === 'blocking' ? 'blocked' : 'warning', reasons }
}

/**
 * Returns whether a request may be filed about a file as it is known, and every reason against it. What is outside of the
 * window or status is refused or only warned of, as the office's profile says; whose request it is never is a matter of that.
 * `facts` is left out for a request about an order or an attempt.
 */
export function gateOf(
  type: RequestType,
  facts: FileFacts | undefined,
  situation: GateSituation,
): GateVerdict {
  const { office, moneyState, isOwn } = situation
  const taken = Object.hasOwn(office.postFiling.types, type.type)
    ? office.postFiling.types[type.type]
    : undefined
  if (!taken) return verdictOf([gateSaying('gate-not-taken')], [], 'blocking')
  if (type.about === 'order' || type.about === 'attempt') {
    const { statuses } = type.gate
    const states: readonly string[] =
      typeof statuses === 'string' || Array.isArray(statuses)
        ? []
        : 'order' in statuses
          ? statuses.order
          : 'attempt' in statuses
            ? statuses.attempt
            : []
    const isState = moneyState === undefined || states.includes(moneyState)
    return verdictOf(
      isOwn ? [] : [gateSaying('gate-not-yours')],
      isState ? [] : [gateSaying('gate-money-state', { state: moneyState })],
      taken.severity,
    )
  }
  if (!facts) return verdictOf([gateSaying('gate-no-file')], [], 'blocking')
  if (!type.rights.includes(facts.right)) return verdictOf([gateSaying('gate-right')], [], 'blocking')
  return verdictOf(
    whoReasons(type, facts, situation),
    [...statusReasons(type, facts), ...flagReasons(type, facts), ...timeReasons(type, facts, situation)],
    taken.severity,
  )
}
