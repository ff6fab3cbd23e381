/** The register of a file as staff read it: as of any day, in words, with what changed since another day. */
import {
  changesBetween,
  dateNames,
  dateWords,
  flagText,
  formFor,
  listWords,
  ProblemError,
  type Actor,
  type ApplicationRequest,
  type BusinessProcess,
  type DateName,
  type FileStatus,
  type Language,
  type Localized,
  type OfficeProfile,
  type PlainDate,
  type RegisterEntry,
  type RegisterRest,
  type RegisterView,
} from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { valueShown, type InEachLanguage } from '../notices/entry-in-words.ts'
import { printedSections, type PrintedSection } from '../request-sections.ts'
import { isStaff } from '../views.ts'
import { entryLines } from './entry-lines.ts'
import { changesShown, type PlannedChange } from './file-request-view.ts'
import { registerOfFile } from './register-of-file.ts'
import { fileRequests } from './request-lines.ts'

type Lines = PrintedSection['rows']

/** The request that made or changed something; null for what no request of this file did. */
export type MadeBy = { requestId: string; title: Localized; onlineId: string } | null

export type EntryInWords = Pick<RegisterEntry, 'no' | 'list' | 'state' | 'since' | 'until'> & {
  label: InEachLanguage
  lines: Readonly<Record<Language, Lines>>
  madeBy: MadeBy
  changedBy: MadeBy
}

/** The register as it stood at the end of a day. */
export type RegisterInWords = {
  on: PlainDate
  status: FileStatus
  process: BusinessProcess
  st27: string
  dates: { name: DateName; label: InEachLanguage; day: PlainDate }[]
  flags: InEachLanguage[]
  /** Where letters go; null where they go to the agent or the owner. */
  correspondence: InEachLanguage | null
  parent: RegisterRest['parent']
  /** Null for a file that was filed on paper. */
  record: {
    version: number
    at: Date
    causedBy: MadeBy
    application: ApplicationRequest
    /** What the application holds beside people, mark, goods and priorities. */
    sections: Readonly<Record<Language, PrintedSection[]>>
  } | null
  entries: EntryInWords[]
  /** With which day it is compared, and all that has changed since the end of it; null where there is nothing before. */
  since: { on: PlainDate; status: FileStatus; changes: PlannedChange[] } | null
}

export type StaffRegister = {
  fileNumber: string
  today: PlainDate
  /** The days on which the register has changed, the first one first. */
  days: readonly PlainDate[]
  on: PlainDate
  /** Null for a day before the file was there. */
  shown: RegisterInWords | null
}

const inEach = <T>(tell: (language: Language) => T): Readonly<Record<Language, T>> => ({
  en: tell('en'),
  ar: tell('ar'),
})

/** The dates that follow from the history are the register's as much as those that a request has moved. */
const withDates = ({ rest, dates }: RegisterView): RegisterRest => ({ ...rest, dates })

function changesIn(profile: OfficeProfile, before: RegisterView, after: RegisterView): PlannedChange[] {
  if (!before.record || !after.record) return []
  const one = { application: before.record.application, rest: withDates(before) }
  const other = { application: after.record.application, rest: withDates(after) }
  return changesShown(profile, changesBetween(one, other), one, other)
}

type Making = { profile: OfficeProfile; madeBy: (requestId: string | null) => MadeBy }

function entryInWords(entry: RegisterEntry, { profile, madeBy }: Making): EntryInWords {
  const { no, list, state, since, until } = entry
  return {
    ...{ no, list, state, since, until },
    label: listWords[list],
    lines: inEach((language) => entryLines(profile, entry, language)),
    madeBy: madeBy(entry.madeBy),
    changedBy: madeBy(entry.changedBy),
  }
}

function inWords(view: RegisterView, before: RegisterView | null, making: Making): RegisterInWords {
  const { profile, madeBy } = making
  const { on, status, process, st27, dates, rest, record } = view
  const form = record ? formFor(record.application, profile) : undefined
  return {
    ...{ on, status, process, st27 },
    dates: dateNames.flatMap((name) => {
      const day = dates[name]
      return day === undefined ? [] : [{ name, label: dateWords[name], day }]
    }),
    flags: rest.flags.map((flag) => inEach((language) => flagText(flag, language))),
    correspondence: rest.correspondence && valueShown(profile, rest.correspondence.address, 'correspondence'),
    parent: rest.parent,
    record: record && {
      version: record.version,
      at: record.at,
      causedBy: madeBy(record.causedBy),
      application: record.application,
      sections: inEach((language) =>
        form ? printedSections(record.application, form, { profile, language }) : [],
      ),
    },
    entries: view.entries.map((entry) => entryInWords(entry, making)),
    since: before && { on: before.on, status: before.status, changes: changesIn(profile, before, view) },
  }
}

/**
 * Returns the register of a file at the end of an office-local day, today's where none is given, compared with that of the day
 * `since`; where none is given, with that before its last change.
 * @throws ProblemError `not-found` for others than staff, and for a file of another office; `invalid` for what is no day
 */
export async function staffRegister(
  office: Pick<Office, 'store' | 'profiles' | 'clock'>,
  actor: Actor,
  { fileId, on, since }: { fileId: string; on?: string | undefined; since?: string | undefined },
): Promise<StaffRegister> {
  if (!isStaff(actor)) throw new ProblemError('not-found', 'There is no such file at this office.')
  const profile = office.profiles.of(actor.officeId)
  const { view, days, today, fileNumber } = await registerOfFile(office, actor, { fileId, on })
  const shownOn = on ?? today
  const compared = since ?? days.filter((day) => day <= shownOn).at(-2)
  const [before, lines] = await Promise.all([
    view && compared !== undefined ? registerOfFile(office, actor, { fileId, on: compared }) : null,
    fileRequests(office, actor, fileId),
  ])
  const madeBy = (requestId: string | null): MadeBy => {
    const line = lines.find((one) => one.requestId === requestId)
    return line ? { requestId: line.requestId, title: line.title, onlineId: line.onlineId } : null
  }
  return {
    ...{ fileNumber, today, days },
    on: shownOn,
    shown: view && inWords(view, before?.view ?? null, { profile, madeBy }),
  }
}
