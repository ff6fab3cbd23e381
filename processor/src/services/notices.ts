/** Notices: an officer writes what a party must put right, another approves it, and only then is it signed and sent. */
import { parseAtDoor, plainDateIn, ProblemError, streamOf, translated, type Actor } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../office.ts'
import { requestApproval } from './approvals/request-approval.ts'
import { withdrawApproval } from './approvals.ts'
import { allowedAction } from './decisions.ts'
import { currentRequest } from './file-request.ts'
import { auditNotice } from './notices/audit-notice.ts'
import { draftChangeSchema, noticeStepSchema } from './notices/notice-change.ts'
import { digestOfNotice } from './notices/notice-effects.ts'
import { noticeChanged, noticeClosed } from './notices/notice-refusals.ts'
import {
  actionOfNotice,
  checklistOf,
  faultsOf,
  gapsOf,
  mayWrite,
  templateOf,
} from './notices/notice-rules.ts'
import { closeReturnedTask } from './notices/return-notice.ts'
import { findNotice, type Notice } from './notices/staff-notice.ts'
import { startSealing } from './notices/start-sealing.ts'
import { refused } from './refusals.ts'

export { draftNotice } from './notices/draft-notice.ts'
export { noticeEffects } from './notices/notice-effects.ts'
export { noticeDigest } from './notices/notice-rules.ts'
export {
  noticesOf,
  previewNotice,
  staffNotice,
  type Notice,
  type StaffNotice,
} from './notices/staff-notice.ts'

/** Returns the notice if the actor may write on it in one of `states`, and has seen it as it is. */
async function toWrite(
  office: Office,
  session: ClientSession,
  actor: Actor,
  { noticeId, seenRev, states }: { noticeId: string; seenRev: number; states: readonly Notice['state'][] },
): Promise<Notice> {
  const notice = await findNotice(office, actor, noticeId, session)
  const profile = office.profiles.of(notice.officeId)
  if (!mayWrite(actor, actionOfNotice(profile, notice))) throw refused('wrong-role', 'action')
  if (!states.includes(notice.state)) throw noticeClosed()
  if (notice.rev !== seenRev) throw await noticeChanged(office.store, profile, notice)
  return notice
}

/** Stores a notice's change; the transaction runs again where another was first, and then finds what that one left. */
async function keep(
  { store: { notices }, clock }: Office,
  session: ClientSession,
  { _id, officeId, rev, state }: Notice,
  change: Partial<Notice>,
): Promise<Notice> {
  const $set = { ...change, updatedAt: clock.now() }
  const after = await notices.take({ _id, officeId, rev, state }, { $set, $inc: { rev: 1 } }, { session })
  if (!after) throw noticeClosed()
  return after
}

/**
 * Changes a draft; whoever writes it last is its maker. A new language also turns the checklist's own texts that nobody has
 * changed. `raw`: { seenRev, language?, note?, deficiencies?, limit? }
 * @throws ProblemError `stale` with who wrote it meanwhile, or when it is no draft any more; `invalid` for each wrong entry, such
 * as a limit on a closed day, with the next working day
 */
export async function updateNotice(
  office: Office,
  actor: Actor,
  noticeId: string,
  raw: unknown,
): Promise<Notice> {
  const { seenRev, ...wish } = parseAtDoor(draftChangeSchema, raw, 'invalid')
  const { profiles, clock } = office
  return office.store.transaction(async (session) => {
    const notice = await toWrite(office, session, actor, { noticeId, seenRev, states: ['draft'] })
    const profile = profiles.of(notice.officeId)
    const template = templateOf(profile, notice)
    const request = await currentRequest(office.store, notice.officeId, notice.fileId, session)
    const language = wish.language ?? notice.language
    const written = wish.deficiencies ?? notice.deficiencies
    const checklist = checklistOf(profile, template)
    const change = {
      language,
      deficiencies: checklist ? translated(checklist, written, notice.language, language) : written,
      note: wish.note ?? notice.note,
      limit: wish.limit ?? notice.limit,
      makerId: actor.who.id,
    }
    const today = plainDateIn(profile.timeZone, clock.now())
    const errors = faultsOf(profile, template, change, request, today)
    if (errors.length > 0) throw new ProblemError('invalid', undefined, { errors })
    await auditNotice(office, session, actor, 'changed-notice', notice)
    return keep(office, session, notice, change)
  })
}

/**
 * Asks for the approval of a notice exactly as it is; one whose action needs none goes to signing at once. Whoever asks vouches
 * for it as its maker. `raw`: { seenRev, note? }, the note for the checker.
 * @throws ProblemError as `updateNotice` does; `invalid` for what it still lacks; why the action cannot be taken now
 */
export async function askApproval(
  office: Office,
  actor: Actor,
  noticeId: string,
  raw: unknown,
): Promise<Notice> {
  const { seenRev, note } = parseAtDoor(noticeStepSchema, raw, 'invalid')
  const { profiles, clock } = office
  const asked = await office.store.transaction(async (session) => {
    const notice = await toWrite(office, session, actor, { noticeId, seenRev, states: ['draft'] })
    const { officeId, fileId } = notice
    const profile = profiles.of(officeId)
    const at = clock.now()
    const { action, state } = await allowedAction(office, session, actor, { fileId, code: notice.action })
    const template = templateOf(profile, notice)
    const request = await currentRequest(office.store, officeId, fileId, session)
    const today = plainDateIn(profile.timeZone, at)
    const errors = [...gapsOf(template, notice), ...faultsOf(profile, template, notice, request, today)]
    if (errors.length > 0) throw new ProblemError('invalid', undefined, { errors })
    await closeReturnedTask(office.store, session, notice, at)
    const change = { makerId: actor.who.id, returned: null }
    if (action.approvedBy.length === 0) {
      await startSealing(office.store, session, notice, at)
      await auditNotice(office, session, actor, 'approved-notice', notice)
      return keep(office, session, notice, { ...change, state: 'approved', approvalId: null })
    }
    const approvalId = await requestApproval(office, session, {
      officeId,
      kind: 'notice',
      subjectId: noticeId,
      stream: streamOf('file', fileId),
      title: state.received?.fileNumber ?? fileId,
      digest: await digestOfNotice(office, session, notice),
      action: notice.action,
      makerId: actor.who.id,
      makerNote: note === undefined || note === '' ? null : note,
      checkers: action.approvedBy,
      at,
    })
    return keep(office, session, notice, { ...change, state: 'waiting', approvalId })
  })
  office.nudgeRelay()
  return asked
}

/**
 * Withdraws a notice that nobody has approved: a draft, or one that waits, for which its maker takes the approval back too.
 * `raw`: { seenRev }
 * @throws ProblemError `stale` as `updateNotice` does; `not-allowed` for another's notice that waits
 */
export async function withdrawNotice(
  office: Office,
  actor: Actor,
  noticeId: string,
  raw: unknown,
): Promise<Notice> {
  const { seenRev } = parseAtDoor(noticeStepSchema, raw, 'invalid')
  const end = (rev: number): Promise<Notice> =>
    office.store.transaction(async (session) => {
      const notice = await toWrite(office, session, actor, { noticeId, seenRev: rev, states: ['draft'] })
      await closeReturnedTask(office.store, session, notice, office.clock.now())
      await auditNotice(office, session, actor, 'withdrew-notice', notice)
      return keep(office, session, notice, { state: 'withdrawn' })
    })
  const notice = await office.store.transaction((session) =>
    toWrite(office, session, actor, { noticeId, seenRev, states: ['draft', 'waiting'] }),
  )
  if (notice.state === 'draft' || notice.approvalId === null) return end(seenRev)
  if (notice.makerId !== actor.who.id) throw refused('not-your-decision', 'notice')
  // A stop between the two leaves a draft: nothing is lost, and withdrawing it again ends it.
  await withdrawApproval(office, actor, notice.approvalId)
  return end(seenRev + 1)
}
