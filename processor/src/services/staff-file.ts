/** One file as the office's staff see it: where it stands, who must act, and all that was done, by whom. Other offices have none of it. */
import {
  foldFile,
  outlookOf,
  ProblemError,
  streamOf,
  type Actor,
  type BusinessProcess,
  type FileStatus,
  type Localized,
  type OfficeProfile,
  type PlainDate,
  type TraceStep,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { fileFacts } from '../processors/file-listing.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { personNames, type NamedPerson } from './person-names.ts'
import { processSteps, type ProcessStep } from './process-steps.ts'
import { staffHistory, usersOf, type StaffHistoryLine } from './staff-history.ts'
import { mayWorkOn } from './task-access.ts'
import { isStaff } from './views.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'clock'>

/** More of a kind than a file ever has; nothing reads without a bound. */
const mostRows = 500

export type StaffTask = {
  taskId: string
  kind: string
  /** The office's words for it; null for kinds that every office has, such as `approval`. */
  label: Localized | null
  role: Row<'tasks'>['role']
  subject: string
  state: Row<'tasks'>['state']
  holder: { userId: string; name: string } | null
  /** Whether the actor may take it now, and give it back. */
  mayTake: boolean
  mayReturn: boolean
  claimedAt: Date | null
  openedAt: Date
  due: PlainDate | null
  closedAt: Date | null
  about: string | null
}

export type StaffApproval = {
  approvalId: string
  kind: Row<'approvals'>['kind']
  title: string
  state: Row<'approvals'>['state']
  maker: string
  makerNote: string | null
  openedAt: Date
  closedAt: Date | null
  /** Each role in its order, with its verdict once it is given. */
  checks: {
    role: Row<'approvals'>['checkers'][number]
    verdict: 'approve' | 'refuse' | null
    by: string | null
    reason: string | null
    at: Date | null
  }[]
}

export type StaffNotice = {
  noticeId: string
  title: Localized | null
  state: Row<'notices'>['state']
  maker: string
  documentId: string | null
  createdAt: Date
  issuedAt: Date | null
  answerBy: PlainDate | null
  answeredAt: Date | null
}

export type StaffDocument = {
  documentId: string
  role: string
  fileName: string
  mediaType: string
  bytes: number
  sha256: string
  createdAt: Date
}

export type StaffFile = {
  fileId: string
  /** Of the last event that is in this view. */
  seq: number
  fileNumber: string
  st13: string
  onlineId: string
  right: string
  kind: string
  branch: string
  ownReference: string | null
  dossierId: string
  status: FileStatus
  process: BusinessProcess
  st27: string
  filingDate: PlainDate | null
  trace: readonly TraceStep[]
  subtype: string | null
  /** The mark's words; empty for a figure without any. */
  summary: string
  owners: readonly string[]
  /** Who files it: an agent's name; empty where no account holds the file. */
  fileOwner: string
  markImage: StaffDocument | null
  steps: ProcessStep[]
  /** Who must act, where the file stands in the office's words, and by which day where one is set. */
  next: {
    who: 'office' | 'party' | 'nobody'
    text: Localized | null
    by: PlainDate | null
    holders: string[]
  }
  documents: StaffDocument[]
  tasks: StaffTask[]
  approvals: StaffApproval[]
  notices: StaffNotice[]
  history: StaffHistoryLine[]
  noteCount: number
  messageCount: number
}

const nameIn = (names: ReadonlyMap<string, NamedPerson>, userId: string): string =>
  names.get(userId)?.name ?? userId

function shownTask(
  profile: OfficeProfile,
  names: ReadonlyMap<string, NamedPerson>,
  actor: Actor,
  row: Row<'tasks'>,
): StaffTask {
  const { _id, kind, role, subject, state, claimedBy, claimedAt, openedAt, due, closedAt, about } = row
  const isHeld = state !== 'done' && claimedBy !== null
  return {
    ...{ taskId: _id, kind, role, subject, state, claimedAt, openedAt, due, closedAt, about },
    label: profile.tasks.find((rule) => rule.kind === kind)?.label ?? null,
    holder: claimedBy === null ? null : { userId: claimedBy, name: nameIn(names, claimedBy) },
    mayTake: state === 'open' && mayWorkOn(actor.roles, row),
    mayReturn: isHeld && (claimedBy === actor.who.id || actor.roles.includes('administrator')),
  }
}

function shownApproval(names: ReadonlyMap<string, NamedPerson>, row: Row<'approvals'>): StaffApproval {
  const { _id, kind, title, state, makerId, makerNote, openedAt, closedAt, checkers, verdicts } = row
  return {
    ...{ approvalId: _id, kind, title, state, makerNote, openedAt, closedAt },
    maker: nameIn(names, makerId),
    checks: checkers.map((role, index) => {
      const given = verdicts[index]
      return {
        role,
        verdict: given?.verdict ?? null,
        by: given ? nameIn(names, given.userId) : null,
        reason: given?.reason ?? null,
        at: given?.at ?? null,
      }
    }),
  }
}

const shownNotice = (
  profile: OfficeProfile,
  names: ReadonlyMap<string, NamedPerson>,
  row: Row<'notices'>,
): StaffNotice => {
  const { _id, template, state, makerId, documentId, createdAt, issuedAt, answerBy, answeredAt } = row
  return {
    ...{ noticeId: _id, state, documentId, createdAt, issuedAt, answerBy, answeredAt },
    title: profile.notices.find(({ code }) => code === template)?.title ?? null,
    maker: nameIn(names, makerId),
  }
}

const shownDocument = (row: Row<'documents'>): StaffDocument => {
  const { _id, role, fileName, mediaType, bytes, sha256, createdAt } = row
  return { documentId: _id, role, fileName, mediaType, bytes, sha256, createdAt }
}

/** The first open task to fall due tells by when the office must act; after the limit of a notice it is the office's turn. */
function nextOf(
  profile: OfficeProfile,
  {
    status,
    answerBy,
    hasLapsed,
  }: { status: FileStatus; answerBy: PlainDate | undefined; hasLapsed: boolean },
  tasks: readonly StaffTask[],
): StaffFile['next'] {
  const outlook = outlookOf(profile.workflow, status)
  const open = tasks.filter(({ state }) => state !== 'done')
  const who = hasLapsed ? 'office' : answerBy === undefined ? (outlook?.who ?? 'office') : 'party'
  const due = open.flatMap((task) => (task.due === null ? [] : [task.due])).toSorted()
  return {
    who,
    text: outlook?.plain ?? null,
    by: who === 'party' ? (answerBy ?? null) : who === 'office' ? (due[0] ?? null) : null,
    holders: [...new Set(open.flatMap(({ holder }) => (holder ? [holder.name] : [])))],
  }
}

/**
 * Returns a file of the actor's office for its staff: eight queries at once, then two.
 * @throws ProblemError `not-found` for others than staff, and for a file of another office.
 */
export async function staffFileView(
  { store, profiles }: Parts,
  actor: Actor,
  fileId: string,
): Promise<StaffFile> {
  const { officeId } = actor
  const notThere = new ProblemError('not-found', 'There is no such file at this office.')
  if (!isStaff(actor)) throw notThere
  const profile = profiles.of(officeId)
  const stream = streamOf('file', fileId)
  const limit = mostRows
  const [file, view, events, taskRows, noticeRows, approvalRows, documentRows, noteCount] = await Promise.all(
    [
      store.files.one({ _id: fileId, officeId }),
      store.views.one({ officeId, kind: 'file', id: fileId }),
      readStream(store, officeId, stream),
      store.tasks.many({ officeId, stream }, { limit }),
      store.notices.many({ officeId, fileId }, { sort: { createdAt: 1 }, limit }),
      store.approvals.many({ officeId, stream }, { sort: { openedAt: 1 }, limit }),
      store.documents.many({ officeId, fileId }, { limit }),
      store.fileNotes.count({ officeId, fileId }),
    ],
  )
  const state = foldFile(events)
  const { received, status, process, st27, accountId } = state
  if (!file || !received || !status || !process || !st27) throw notThere
  // The listing comes a moment after the file: until then its rows are asked themselves.
  const listing =
    (view?.kind === 'file' ? view.listing : undefined) ??
    (await fileFacts(store, { officeId, fileId, accountId }))
  const userIds = [
    ...usersOf(events),
    ...taskRows.flatMap(({ claimedBy }) => (claimedBy === null ? [] : [claimedBy])),
    ...noticeRows.map(({ makerId }) => makerId),
    ...approvalRows.flatMap(({ makerId, verdicts }) => [makerId, ...verdicts.map(({ userId }) => userId)]),
  ]
  // What was said of the dossier before there was a file belongs to the file's register too.
  const streams = [stream, streamOf('dossier', file.dossierId)]
  const [names, messageCount] = await Promise.all([
    personNames(store, officeId, userIds),
    store.messages.count({ officeId, stream: { $in: streams } }),
  ])
  const tasks = taskRows
    .map((row) => shownTask(profile, names, actor, row))
    .toSorted((one, other) => one.openedAt.getTime() - other.openedAt.getTime())
  const documents = documentRows
    .map(shownDocument)
    .toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
  const hasLapsed = noticeRows.find(({ _id }) => _id === state.openNotice)?.state === 'lapsed'
  const { fileNumber, st13, onlineId, right, kind, branch, ownReference, dossierId } = file
  return {
    ...{ fileId, fileNumber, st13, onlineId, right, kind, branch, ownReference, dossierId },
    ...{ status, process, st27 },
    seq: events.at(-1)?.seq ?? 0,
    filingDate: state.filingDate ?? null,
    trace: state.filingDateTrace,
    subtype: listing?.subtype ?? null,
    summary: listing?.summary ?? '',
    owners: listing?.owners ?? [],
    fileOwner: listing?.fileOwner ?? '',
    markImage: documents.findLast(({ role }) => role === 'mark-image') ?? null,
    steps: processSteps(events, profile.timeZone),
    next: nextOf(profile, { status, answerBy: state.answerBy, hasLapsed }, tasks),
    documents,
    tasks,
    approvals: approvalRows.map((row) => shownApproval(names, row)),
    notices: noticeRows.map((row) => shownNotice(profile, names, row)),
    history: staffHistory(profile, events, { names, approvals: approvalRows, notices: noticeRows }),
    noteCount,
    messageCount,
  }
}
