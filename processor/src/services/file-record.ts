/** The record of a file for staff: its request in every version, what each changed, and its parties as they were. */
import {
  differencesOf,
  formFor,
  ProblemError,
  type Actor,
  type Person,
  type ApplicationRequest,
  type Language,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { requestVersions } from './file-request.ts'
import { valueShown, type InEachLanguage } from './notices/entry-in-words.ts'
import { printedSections, type PrintedSection } from './request-sections.ts'
import { isStaff } from './views.ts'

export type RecordVersion = {
  version: number
  at: Date
  /** The request or decision that changed it; null for the record as filed. */
  causedBy: string | null
}

export type FileRecord = {
  versions: RecordVersion[]
  /** Null for a file that was filed on paper: the office has no request of it here. */
  shown:
    | (RecordVersion & {
        request: ApplicationRequest
        /** What the application holds beside people, mark, goods and priorities. */
        sections: Readonly<Record<Language, PrintedSection[]>>
      })
    | null
  /** What the shown version changed in the one before; empty for the first. */
  differences: { path: string; before: InEachLanguage; after: InEachLanguage }[]
  parties: {
    partyId: string
    role: 'applicant' | 'agent'
    /** Oldest first. */
    versions: { version: number; person: Person }[]
  }[]
}

/**
 * Returns the record of a file in one version, the latest where none is named.
 * @throws ProblemError `not-found` for others than staff, a file of another office, and a version that there is not.
 */
export async function fileRecord(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  actor: Actor,
  { fileId, version }: { fileId: string; version?: number | undefined },
): Promise<FileRecord> {
  const { officeId } = actor
  const notThere = new ProblemError('not-found', 'There is no such file at this office.')
  if (!isStaff(actor)) throw notThere
  const [file, all, partyRows] = await Promise.all([
    store.files.one({ _id: fileId, officeId }),
    requestVersions(store, officeId, fileId),
    store.parties.many({ officeId, fileId }),
  ])
  if (!file) throw notThere
  const ordered = all.toSorted((one, other) => one.version - other.version)
  const at = version === undefined ? ordered.length - 1 : ordered.findIndex((one) => one.version === version)
  const shown = ordered[at]
  if (!shown && version !== undefined)
    throw new ProblemError('not-found', 'The record of this file has no such version.')
  const before = ordered[at - 1]
  const changes = shown && before ? differencesOf(before.request, shown.request) : []
  const profile = profiles.of(officeId)
  const form = shown ? formFor(shown.request, profile) : undefined
  const sections = (language: Language): PrintedSection[] =>
    shown && form ? printedSections(shown.request, form, { profile, language }) : []
  const rows = partyRows.toSorted(
    (one, other) => one.partyId.localeCompare(other.partyId) || one.version - other.version,
  )
  return {
    versions: ordered.map(({ version: number, at: since, causedBy }) => ({
      version: number,
      at: since,
      causedBy,
    })),
    shown: shown ? { ...shown, sections: { en: sections('en'), ar: sections('ar') } } : null,
    differences: changes.map((change) => ({
      path: change.path,
      before: valueShown(profile, change.before, change.path),
      after: valueShown(profile, change.after, change.path),
    })),
    parties: [...new Set(rows.map(({ partyId }) => partyId))].flatMap((partyId) => {
      const own = rows.filter((row) => row.partyId === partyId)
      const [first] = own
      if (!first) return []
      return [
        {
          partyId,
          role: first.role,
          versions: own.map((row) => ({ version: row.version, person: row.person })),
        },
      ]
    }),
  }
}
