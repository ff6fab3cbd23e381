/** One post-filing request in full: what its party sent, and for staff what granting it would change and whether they may. */
import {
  actionOf,
  atPath,
  dateNames,
  formFor,
  labelOfPath,
  ProblemError,
  registerLabel,
  type Actor,
  type DomainEvent,
  type EffectTask,
  type FieldError,
  type Localized,
  type OfficeProfile,
  type PostFilingRequest,
  type RegisterRest,
  type Role,
} from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { readStream } from '../../store/streams.ts'
import type { RequestVersion } from '../file-request.ts'
import { valueShown, type InEachLanguage } from '../notices/entry-in-words.ts'
import { printedSections, type PrintedSection } from '../request-sections.ts'
import { eventsSince } from '../standing.ts'
import { isStaff } from '../views.ts'
import { streamOfRequest } from './decide-request.ts'
import { entryText } from './entry-lines.ts'
import { planOf } from './grant-request.ts'
import { lineOf, type FileRequestLine } from './request-lines.ts'
import { decidersOf, sentRequest, typeOf, type FileRequestRow } from './request-of.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'clock'>

/** One part of the register that granting a request would change. */
export type PlannedChange = {
  path: string
  label: InEachLanguage
  before: InEachLanguage
  after: InEachLanguage
}

/** What granting a request would do now. */
export type Plan = {
  changes: PlannedChange[]
  actions: { code: string; label: Localized }[]
  tasks: readonly EffectTask[]
  /** A new file would be made of a part of this one. */
  splits: boolean
}

export type FileRequestView = FileRequestLine & {
  /** What the party sent, entry by entry, as documents print it. */
  sections: Readonly<Record<'en' | 'ar', PrintedSection[]>>
  signature: PostFilingRequest['signature']
  documents: { documentId: string; role: string; fileName: string; mediaType: string; bytes: number }[]
  /** For staff alone: null to everybody else. */
  deciding: {
    /** What `decideFileRequest` must have seen. */
    seq: number
    roles: readonly Role[]
    approvedBy: readonly Role[]
    /** Whether the actor may decide now. */
    mayDecide: boolean
    /** The approval that it waits for; null for none. */
    approvalId: string | null
    /** What granting it would do; null once it is decided, where it is about no file, and where it cannot be granted. */
    plan: Plan | null
    /** Why it cannot be granted as the register stands. */
    faults: readonly FieldError[]
  } | null
}

/** What stands at a path of the register, application and all that is beside it. */
function valueIn({ application, rest }: { application: unknown; rest: RegisterRest }, path: string): unknown {
  const [first = '', second = ''] = path.split('.')
  if (first === 'flags') return rest.flags.includes(second) ? '✓' : undefined
  if (first === 'dates')
    return dateNames.flatMap((name) => (name === second ? (rest.dates[name] ?? []) : []))[0]
  if (first === 'correspondence') return rest.correspondence ?? undefined
  const value = atPath(application, path)
  return first === 'documents' && Array.isArray(value)
    ? value.map((one: unknown) => atPath(one, 'fileName'))
    : value
}

/** What stands at a path of the register as people read it; empty where nothing does. */
function partShown(
  profile: OfficeProfile,
  record: { application: unknown; rest: RegisterRest },
  path: string,
): InEachLanguage {
  const [first, no] = path.split('.')
  const value = valueIn(record, path)
  if (first === 'entries') {
    const entry = record.rest.entries.find((one) => one.no === no)
    return entry ? entryText(profile, entry) : { en: '', ar: '' }
  }
  if (path === 'agent') return valueShown(profile, atPath(value, 'person'), path)
  const { correspondence } = record.rest
  if (path !== 'correspondence' || !correspondence) return valueShown(profile, value, path)
  const address = valueShown(profile, correspondence.address, path)
  const inLines = (language: 'en' | 'ar'): string =>
    [correspondence.name, address[language], correspondence.email].filter(Boolean).join('\n')
  return { en: inLines('en'), ar: inLines('ar') }
}

/** Returns each path with what stands there before and after, in words. */
export function changesShown(
  profile: OfficeProfile,
  paths: readonly string[],
  before: { application: unknown; rest: RegisterRest },
  after: { application: unknown; rest: RegisterRest },
): PlannedChange[] {
  const label = (path: string, language: 'en' | 'ar'): string =>
    registerLabel(path, language) ?? labelOfPath(path, language, before.application)
  return paths.map((path) => ({
    path,
    label: { en: label(path, 'en'), ar: label(path, 'ar') },
    before: partShown(profile, before, path),
    after: partShown(profile, after, path),
  }))
}

function planShown(
  profile: OfficeProfile,
  before: RequestVersion,
  result: NonNullable<Awaited<ReturnType<typeof planOf>>>['result'],
): Plan {
  const from = { application: before.request, rest: before.rest }
  return {
    changes: changesShown(profile, result.changed, from, result),
    actions: result.actions.flatMap((code) => {
      const action = actionOf(profile.workflow, code)
      return action ? [{ code, label: action.label }] : []
    }),
    tasks: result.tasks,
    splits: result.split !== undefined,
  }
}

async function decidingOf(
  office: Parts,
  actor: Actor,
  row: FileRequestRow,
  history: readonly DomainEvent[],
): Promise<FileRequestView['deciding']> {
  const { store, profiles, clock } = office
  const { officeId } = row
  const profile = profiles.of(officeId)
  const { roles, approvedBy } = decidersOf(profile, typeOf(profile, row))
  const waits = await store.approvals.one({ officeId, subjectId: row._id, state: 'waiting' })
  const isOpen = row.state === 'waiting'
  let plan: Plan | null = null
  let faults: readonly FieldError[] = []
  if (isOpen)
    try {
      const planned = await planOf(office, undefined, { row, history, at: clock.now() })
      plan = planned ? planShown(profile, planned.before, planned.result) : null
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      faults =
        error.errors.length > 0 ? error.errors : [{ path: '', code: error.code, message: error.message }]
    }
  return {
    seq: eventsSince(history, 0).at(-1)?.seq ?? 0,
    ...{ roles, approvedBy, plan, faults },
    mayDecide: isOpen && !waits && roles.some((role) => actor.roles.includes(role)),
    approvalId: waits?._id ?? null,
  }
}

/**
 * Returns one request: to staff once it has come to its file, to the account that filed it, and to the one that holds the file.
 * @throws ProblemError `not-found` for everybody else
 */
export async function fileRequest(office: Parts, actor: Actor, requestId: string): Promise<FileRequestView> {
  const { store, profiles } = office
  const { officeId, accountId } = actor
  const row = await store.fileRequests.one({ _id: requestId, officeId })
  const holds = async (fileId: string): Promise<boolean> =>
    accountId !== undefined && (await store.files.one({ _id: fileId, officeId, accountId })) !== undefined
  const maySee =
    row &&
    (isStaff(actor)
      ? row.state !== 'filed'
      : row.accountId === accountId ||
        (row.state !== 'filed' && row.fileId !== null && (await holds(row.fileId))))
  if (!maySee) throw new ProblemError('not-found', 'There is no such request, or it is not yours.')
  const profile = profiles.of(officeId)
  const request = await sentRequest(store, row)
  const form = formFor(request, profile)
  const printed = (language: 'en' | 'ar'): PrintedSection[] =>
    form ? printedSections(request, form, { profile, language }) : []
  const documents = await store.documents.many({ officeId, requestId })
  return {
    ...lineOf(profile, row),
    sections: { en: printed('en'), ar: printed('ar') },
    signature: request.signature,
    documents: documents.map(({ _id, role, fileName, mediaType, bytes }) => ({
      documentId: _id,
      ...{ role, fileName, mediaType, bytes },
    })),
    deciding: isStaff(actor)
      ? await decidingOf(
          office,
          actor,
          row,
          await readStream(store, officeId, await streamOfRequest(office, row)),
        )
      : null,
  }
}
