/** Grants or refuses a post-filing request, in the caller's transaction: its effects on the register, and the events that tell of them. */
import {
  actedBy,
  actionOf,
  applyEffects,
  EffectRefusal,
  fileDatesOf,
  foldFile,
  lastDayOfPeriod,
  plainDateIn,
  ProblemError,
  rightOf,
  type DomainEvent,
  type EffectResult,
  type FileState,
  type FixedSpan,
  type NewEvent,
  type OfficeProfile,
  type PostFilingRequest,
  type RequestType,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { enterVersion } from '../enter-version.ts'
import { currentRequest, type RequestVersion } from '../file-request.ts'
import { extendNotice } from '../notices/extend-notice.ts'
import { refused } from '../refusals.ts'
import { newSecretCode } from '../secret-code.ts'
import { decidingKinds, sentRequest, typeOf, type FileRequestRow } from './request-of.ts'
import { splitFile } from './split-file.ts'

export type Deciding = {
  row: FileRequestRow
  /** Of the file, or of the dossier whose order or attempt it is about. */
  history: readonly DomainEvent[]
  /** Who grants or refuses: `user:…` or `processor:…`. */
  by: string
  /** What was said to the party; null for nothing. */
  reason: string | null
  at: Date
}

/** Says to whoever decides why a request cannot be granted as it stands. */
const asProblem = (error: unknown): unknown =>
  error instanceof EffectRefusal
    ? new ProblemError('invalid', error.said.message, { errors: [{ path: 'outcome', ...error.said }] })
    : error

type Planned = {
  type: RequestType
  request: PostFilingRequest
  file: Row<'files'>
  state: FileState
  current: RequestVersion
  result: EffectResult
  notice: Row<'notices'> | undefined
}

async function plan(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession | undefined,
  { row, history, at }: Pick<Deciding, 'row' | 'history' | 'at'>,
  fileId: string,
): Promise<Planned> {
  const { officeId } = row
  const profile = profiles.of(officeId)
  const type = typeOf(profile, row)
  const request = await sentRequest(store, row, session)
  const file = await store.files.one({ _id: fileId, officeId }, { session })
  const state = foldFile(history)
  if (!file || state.status === undefined) throw new ProblemError('not-found')
  const current = await currentRequest(store, officeId, fileId, session)
  const notice =
    row.about === null ? undefined : await store.notices.one({ _id: row.about, officeId }, { session })
  const { request: application, rest } = current
  const right = rightOf[application.kind]
  const result = applyEffects(
    type,
    request,
    { application, rest },
    {
      on: plainDateIn(profile.timeZone, at),
      status: state.status,
      office: profile,
      dates: fileDatesOf(history, { application, rest, right }, profile),
      extensions: notice?.extensions ?? 0,
    },
  )
  return { type, request, file, state, current, result, notice }
}

/** Returns the events of the actions that a request takes, one after the other. @throws ProblemError `wrong-status` */
function actionEvents(
  { workflow }: Pick<OfficeProfile, 'workflow'>,
  { state, result }: Pick<Planned, 'state' | 'result'>,
): NewEvent[] {
  let status = state.status
  return result.actions.map((code) => {
    const action = actionOf(workflow, code)
    if (!action || status === undefined) throw refused('unknown-action', 'outcome')
    if (!action.from.includes(status)) throw refused('wrong-status', 'outcome')
    const event = actedBy(action, status)
    if (event.type === 'file.acted') status = event.data.status
    return event
  })
}

/** Whether a granted request gives the right to other people, as a transfer does. */
const changesHands = ({ effects }: RequestType, { changed }: EffectResult): boolean =>
  effects.some((effect) => effect.do === 'set' && effect.member === 'applicants') &&
  changed.some((path) => path === 'applicants' || path.startsWith('applicants.'))

async function versionEvents(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { type, file, current, result }: Planned,
  { row, at }: Deciding,
): Promise<NewEvent[]> {
  if (result.changed.length === 0) return []
  const isSold = changesHands(type, result)
  // Who asks for a right to be theirs holds the file once it is.
  const accountId = isSold && !row.isOwn ? row.accountId : file.accountId
  // Whoever followed the file by its secret address did so for the owner before.
  if (isSold)
    await store.files.update(
      { _id: file._id, officeId: file.officeId },
      { $set: { accountId, followCode: newSecretCode() } },
      { session },
    )
  return [
    await enterVersion(store, session, {
      file,
      before: current,
      after: result.application,
      rest: result.rest,
      paths: result.changed,
      causedBy: row._id,
      accountId,
      at,
    }),
  ]
}

async function extensionEvents(
  office: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  notice: Row<'notices'> | undefined,
  span: FixedSpan,
  { row, at }: Deciding,
): Promise<NewEvent[]> {
  const profile = office.profiles.of(row.officeId)
  const before = notice?.answerBy
  if (!notice || !before) throw refused('notice-not-waiting', 'outcome')
  const answerBy = lastDayOfPeriod(profile.calendar, before, span)
  await extendNotice(office, session, { notice, answerBy, at })
  return [{ type: 'file.notice-extended', v: 1, data: { noticeId: notice._id, answerBy } }]
}

/** An action ends what was asked of the party; one that leaves the status as it is does not. */
async function endNotice(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { state, file }: Planned,
  acted: readonly NewEvent[],
  at: Date,
): Promise<void> {
  const moves = acted.some((event) => event.type === 'file.acted' && event.data.status !== state.status)
  if (!moves || state.openNotice === undefined) return
  await store.notices.update(
    { _id: state.openNotice, officeId: file.officeId, state: 'issued' },
    { $set: { state: 'withdrawn', updatedAt: at }, $inc: { rev: 1 } },
    { session },
  )
}

/** Marks a request as decided and closes the work on it. @throws ProblemError `stale` where somebody else was first */
async function settle(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  { row, by, reason, at }: Deciding,
  decided: Pick<FileRequestRow, 'state' | 'tasks' | 'newFileId'>,
): Promise<NewEvent> {
  const { _id, officeId, rev, type } = row
  const isFirst = await store.fileRequests.update(
    { _id, officeId, rev, state: 'waiting' },
    { $set: { ...decided, decidedAt: at, decidedBy: by, reason }, $inc: { rev: 1 } },
    { session },
  )
  if (!isFirst) throw refused('request-decided', 'outcome')
  const kind = { $in: decidingKinds(profiles.of(officeId)) }
  await store.tasks.updateMany(
    { officeId, about: _id, kind, state: { $ne: 'done' } },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )
  const outcome = decided.state === 'granted' ? 'granted' : 'refused'
  const reasonId = reason === null ? null : `reason:${_id}`
  return { type: 'request.decided', v: 1, data: { requestId: _id, type, outcome, reasonId } }
}

/**
 * Grants a request: enters what it changes, takes its actions, opens a file for what it splits off. Returns the events for the
 * history that it is about, which the caller appends.
 * @throws ProblemError `invalid` with why it cannot be granted as the register stands; `stale` where it is decided already
 */
export async function grantRequest(
  office: Office,
  session: ClientSession,
  deciding: Deciding,
): Promise<NewEvent[]> {
  const { row, history, by, at } = deciding
  const profile = office.profiles.of(row.officeId)
  if (row.fileId === null) {
    // About an order or an attempt: no register changes, and all that it does is work for the office.
    const tasks = typeOf(profile, row).effects.flatMap((effect) =>
      effect.do === 'task' ? [effect.task] : [],
    )
    return [await settle(office, session, deciding, { state: 'granted', tasks, newFileId: null })]
  }
  try {
    const planned = await plan(office, session, deciding, row.fileId)
    const { result, file, notice } = planned
    const acted = actionEvents(profile, planned)
    // Whatever may still refuse comes before anything is written.
    const extended = result.extendLimitBy
      ? await extensionEvents(office, session, notice, result.extendLimitBy, deciding)
      : []
    const changed = await versionEvents(office, session, planned, deciding)
    await endNotice(office, session, planned, acted, at)
    const last = acted.at(-1)
    const after = last?.type === 'file.acted' ? last.data : undefined
    const state = after ? { ...foldFile(history), ...after } : foldFile(history)
    const made = result.split
      ? await splitFile(office, session, { parent: file, row, split: result.split, state, by, at })
      : undefined
    const decided = await settle(office, session, deciding, {
      state: 'granted',
      tasks: result.tasks,
      newFileId: made?.fileId ?? null,
    })
    return [decided, ...changed, ...extended, ...acted]
  } catch (error) {
    throw asProblem(error)
  }
}

/** Refuses a request. Returns the event for the history that it is about, which the caller appends. */
export const refuseRequest = async (
  office: Office,
  session: ClientSession,
  deciding: Deciding,
): Promise<NewEvent[]> => [
  await settle(office, session, deciding, { state: 'refused', tasks: [], newFileId: null }),
]

/**
 * Returns what granting a request would change now, by path, without changing anything; nothing for one that is about no file.
 * @throws ProblemError `invalid` with why it cannot be granted as the register stands
 */
export async function planOf(
  office: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession | undefined,
  deciding: Pick<Deciding, 'row' | 'history' | 'at'>,
): Promise<{ before: RequestVersion; result: EffectResult } | undefined> {
  if (deciding.row.fileId === null) return undefined
  try {
    const planned = await plan(office, session, deciding, deciding.row.fileId)
    actionEvents(office.profiles.of(deciding.row.officeId), planned)
    return { before: planned.current, result: planned.result }
  } catch (error) {
    throw asProblem(error)
  }
}
