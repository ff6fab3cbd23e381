/** When a day begins: the first instant of a legal date in a time zone. */
import { plainDateIn, type PlainDate } from './plain-date.ts'

const minute = 60_000
/** Clocks of the world are at most so far from UTC. */
const furthest = 26 * 60 * minute

/** Returns the first minute of `date` in an IANA time zone; where clocks are put forward at midnight, it is later than 00:00. */
export function startOfDay(timeZone: string, date: PlainDate): Date {
  const middle = Date.parse(`${date}T00:00:00Z`)
  let [before, from] = [middle - furthest, middle + furthest]
  while (from - before > minute) {
    const between = before + Math.floor((from - before) / 2 / minute) * minute
    if (plainDateIn(timeZone, new Date(between)) < date) before = between
    else from = between
  }
  return new Date(from)
}
