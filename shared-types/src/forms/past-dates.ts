/** Checks dates of a request that lie in the past, and reads the lists that hold them. */
import { lastDayOfPeriod } from '../open-days.ts'
import { isPlainDate } from '../plain-date.ts'
import { saying } from '../sentences.ts'
import type { Checking } from './check-request.ts'
import { atPath } from './paths-of-request.ts'
import { isList } from './read-path.ts'

type Request = Readonly<Record<string, unknown>>

/** So many entries of a list are looked at; that there are too many is said where the list is checked. */
const maxRead = 1_000

/** Returns the entries at a path, none where there is no list. */
export function entriesAt(request: Request, path: string): readonly unknown[] {
  const list = atPath(request, path)
  return isList(list) ? list.slice(0, maxRead) : []
}

/** What is said of a date that has not come, and of one that is longer ago than so many months. */
type Limit = {
  months: number
  late: 'priority-late' | 'priority-late-year' | 'exhibition-late'
  future: 'priority-future' | 'date-future'
}

/** Says of the date at `path` that it has not come yet, or is too long ago; what is no date is said elsewhere. */
export function checkPastDate(
  request: Request,
  path: string,
  { office, on, add }: Checking,
  limit?: Limit,
): void {
  const date = atPath(request, path)
  if (typeof date !== 'string' || !isPlainDate(date)) return
  if (date > on) add(path, saying(limit?.future ?? 'date-future'))
  else if (limit) {
    const { months, late } = limit
    if (lastDayOfPeriod(office.calendar, date, { count: months, unit: 'months' }) < on)
      add(path, saying(late))
  }
}
