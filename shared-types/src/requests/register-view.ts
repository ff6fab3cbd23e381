/** The register of a file as it was on a day: its record, its entries, its status and its dates. Pure. */
import type { DomainEvent } from '../events.ts'
import { evolveFile, noFile } from '../file.ts'
import type { BusinessProcess, FileStatus } from '../legal-status.ts'
import { plainDateIn, type PlainDate } from '../plain-date.ts'
import type { ApplicationRequest, Right } from '../request-kinds.ts'
import { fileDatesOf, type DateOffice, type FileDates } from './file-dates.ts'
import { emptyRest, type RegisterEntry, type RegisterRest } from './register.ts'

/** The register from `at` on, until the next version; `causedBy` is what changed it, null for the application as filed. */
export type RegisterVersion = {
  version: number
  at: Date
  causedBy: string | null
  application: ApplicationRequest
  rest: RegisterRest
}

export type RegisterView = {
  on: PlainDate
  status: FileStatus
  process: BusinessProcess
  st27: string
  /** Dates as they were known on that day. */
  dates: FileDates
  /** Null for a file that was filed on paper. */
  record: Pick<RegisterVersion, 'version' | 'at' | 'causedBy' | 'application'> | null
  rest: RegisterRest
  /** Every entry that there was, in force and ended. */
  entries: readonly RegisterEntry[]
}

/**
 * Returns the register as it stood at the end of a day of the office's own clock; undefined for a day before the file was there.
 * `versions` are in their order.
 */
export function registerView(
  file: { right: Right; history: readonly DomainEvent[]; versions: readonly RegisterVersion[] },
  on: PlainDate,
  office: DateOffice,
): RegisterView | undefined {
  const wasThere = ({ at }: { at: Date }): boolean => plainDateIn(office.timeZone, at) <= on
  const history = file.history.filter(wasThere)
  const { status, process, st27 } = history.reduce(evolveFile, noFile)
  if (status === undefined || process === undefined || st27 === undefined) return undefined
  // The first version is that of the submission, which may have been received before the file was there.
  const version = file.versions.findLast(wasThere) ?? file.versions[0]
  const rest = version?.rest ?? emptyRest
  const record = version && {
    version: version.version,
    at: version.at,
    causedBy: version.causedBy,
    application: version.application,
  }
  const dates = fileDatesOf(history, { application: version?.application, rest, right: file.right }, office)
  return { on, status, process, st27, dates, record: record ?? null, rest, entries: rest.entries }
}
