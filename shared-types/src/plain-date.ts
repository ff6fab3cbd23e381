/** Legal dates: days of the Gregorian calendar without a time or a zone. */
const msPerDay = 86_400_000

type Parts = { year: number; month: number; day: number }

const pad = (value: number, width: number): string => String(value).padStart(width, '0')
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

function partsOf(date: string): Parts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
    ? { year, month, day }
    : undefined
}

/** A day such as `2026-02-28`. */
export type PlainDate = string

/** Says whether `text` is a day of the calendar, written YYYY-MM-DD. */
export const isPlainDate = (text: string): text is PlainDate => partsOf(text) !== undefined

function mustBe(date: PlainDate): Parts {
  const parts = partsOf(date)
  if (!parts) throw new RangeError(`"${date}" is not a day of the calendar`)
  return parts
}

/** @throws RangeError for a day outside the years 1000 to 9999. */
const inRange = (date: string): PlainDate => {
  mustBe(date)
  return date
}

const fromEpochDay = (epochDay: number): PlainDate =>
  inRange(new Date(epochDay * msPerDay).toISOString().replace(/T.*$/, ''))
const toEpochDay = (date: PlainDate): number => {
  const { year, month, day } = mustBe(date)
  return Date.UTC(year, month - 1, day) / msPerDay
}

export const addDays = (date: PlainDate, days: number): PlainDate => fromEpochDay(toEpochDay(date) + days)
/** Returns the days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: PlainDate, b: PlainDate): number => toEpochDay(b) - toEpochDay(a)
/** Returns the day of the week: 0 Sunday … 6 Saturday. */
export const weekdayOf = (date: PlainDate): number => (((toEpochDay(date) + 4) % 7) + 7) % 7
export const yearOf = (date: PlainDate): number => mustBe(date).year

/** Returns the same day number `months` later, or that month's last day where there is no such number. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = mustBe(date)
  const index = year * 12 + (month - 1) + months
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return inRange(`${pad(y, 4)}-${pad(m, 2)}-${pad(Math.min(day, daysIn(y, m)), 2)}`)
}

/** Making a formatter costs fifty times what using one does; a system knows a handful of zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterIn(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}

/**
 * Returns the day that it is at `instant` in an IANA time zone, such as `Asia/Kuwait`.
 * @throws RangeError for a zone that is not known.
 */
export function plainDateIn(timeZone: string, instant: Date): PlainDate {
  const parts = formatterIn(timeZone).formatToParts(instant)
  const part = (type: 'year' | 'month' | 'day'): string => parts.find((p) => p.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}
