/** The job that signs an approved notice and issues it: nothing reaches the party before, and all of it happens at once. */
import {
  answerByOn,
  faultOfDate,
  plainDateIn,
  refusalOfAction,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import { createHash } from 'node:crypto'
import type { ClientSession } from 'mongodb'
import { putBytes, removeBytes } from '../documents/bytes.ts'
import type { Office } from '../office.ts'
import { noticeDocument } from '../receipts/notice-document.ts'
import { fileNameOf } from '../receipts/office-document.ts'
import { renderDocument } from '../receipts/render-document.ts'
import { signPdf } from '../receipts/sign-pdf.ts'
import { enterAction } from '../services/enter-action.ts'
import { noticeData } from '../services/notices/notice-data.ts'
import { digestOfNotice } from '../services/notices/notice-effects.ts'
import { actionOfNotice } from '../services/notices/notice-rules.ts'
import { returnNotice, type NoticeReturn } from '../services/notices/return-notice.ts'
import { standingOf } from '../services/standing.ts'
import type { Row } from '../store/rows.ts'
import type { JobOutcome } from '../work/jobs.ts'
import { scheduleLimitJobs } from './notice-limits.ts'

export { sealNoticeJob } from '../services/notices/start-sealing.ts'

type Notice = Row<'notices'>

/** The role of the signed document among those of its file. */
const noticeRole = 'notice'

/** Thrown where an approved notice must not be issued as it is. */
class NotIssuable extends Error {
  readonly why: NoticeReturn
  constructor(why: NoticeReturn) {
    super(`The notice cannot be issued: ${why}`)
    this.why = why
  }
}

/** Thrown inside the transaction where another process has issued the notice, or given it back. */
class OvertakenError extends Error {}

/**
 * Checks that what is about to be issued is what was approved, by all who had to.
 * @throws NotIssuable where it has changed; Error where it was never approved, which a person must look into
 */
async function mustBeApproved(
  office: Office,
  session: ClientSession | undefined,
  profile: OfficeProfile,
  notice: Notice,
): Promise<void> {
  const { _id, officeId, approvalId } = notice
  if (approvalId === null) {
    if (actionOfNotice(profile, notice).approvedBy.length > 0) throw new NotIssuable('changed')
    return
  }
  const approval = await office.store.approvals.one({ _id: approvalId, officeId }, { session })
  if (approval?.state !== 'approved' || approval.subjectId !== _id)
    throw new Error(`The notice ${_id} is to be signed, but the approval ${approvalId} was not given`)
  if ((await digestOfNotice(office, session, notice)) !== approval.digest) throw new NotIssuable('changed')
}

/** @throws NotIssuable where a chosen last day cannot be met any more; a period has not begun before the day of issue. */
function mustLeaveTime({ calendar }: OfficeProfile, { limit }: Notice, today: PlainDate): void {
  const fault = faultOfDate(calendar, limit, today)
  if (fault) throw new NotIssuable(fault.code === 'passed' ? 'limit-passed' : 'limit-closed')
}

/** The letter, rendered, signed and stored; it counts only once a row names its bytes. */
async function sealedLetter(office: Office, profile: OfficeProfile, notice: Notice, issuedAt: Date) {
  const { store, keys, log } = office
  const { _id, officeId, fileId } = notice
  const data = await noticeData(office, profile, notice, plainDateIn(profile.timeZone, issuedAt))
  const { bytes: unsigned, warnings } = await renderDocument(noticeDocument(data, issuedAt))
  for (const { kind } of warnings) log.warn('notice-drawing', { noticeId: _id, kind })
  const { privateKey, certificatePem } = keys.seal(officeId)
  const bytes = await signPdf(unsigned, {
    privateKey,
    certificatePem,
    signedAt: issuedAt,
    reason: `${data.title} ${data.fileNumber}`,
    location: data.office.name,
  })
  const file = await store.files.one({ _id: fileId, officeId })
  return {
    _id: `${_id}-${noticeRole}`,
    officeId,
    accountId: file?.accountId ?? null,
    fileId,
    role: noticeRole,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.byteLength,
    mediaType: 'application/pdf',
    fileName: fileNameOf(notice.template, data.fileNumber, 'pdf'),
    storedAs: await putBytes(store, bytes),
    createdAt: issuedAt,
  }
}

/** Issues the notice with its signed letter: document, notice, history and the jobs of its limit, all or nothing. */
async function issue(
  office: Office,
  session: ClientSession,
  profile: OfficeProfile,
  notice: Notice,
  letter: Row<'documents'>,
): Promise<void> {
  const { store } = office
  const { _id, officeId, fileId, rev, makerId, approvalId } = notice
  const action = actionOfNotice(profile, notice)
  const stands = await standingOf(store, profile, fileId, session, { apart: _id })
  if (refusalOfAction(action, stands.standing, action.roles) !== undefined)
    throw new NotIssuable('file-moved')
  await mustBeApproved(office, session, profile, notice)
  const issuedAt = letter.createdAt
  const limit = answerByOn(profile.calendar, notice.limit, plainDateIn(profile.timeZone, issuedAt))
  const answerBy = limit?.date ?? null
  const change = {
    state: 'issued',
    documentId: letter._id,
    issuedAt,
    answerBy,
    answerTrace: limit?.trace ?? [],
  }
  const isOurs = await store.notices.update(
    { _id, officeId, state: 'approved', rev },
    { $set: { ...change, updatedAt: issuedAt }, $inc: { rev: 1 } },
    { session },
  )
  if (!isOurs) throw new OvertakenError()
  await store.documents.insert([letter], { session })
  const { sha256, bytes, mediaType, role } = letter
  await enterAction(store, session, stands, {
    officeId,
    fileId,
    action,
    with: [
      {
        type: 'file.notice-issued',
        v: 1,
        data: { documentId: letter._id, role, sha256, bytes, mediaType, noticeId: _id, answerBy },
      },
    ],
    // The decision is its maker's; the office's own seal stands on the letter.
    by: `user:${makerId}`,
    causedBy: approvalId ?? _id,
    at: issuedAt,
  })
  if (answerBy !== null) await scheduleLimitJobs(store, session, profile, { ...notice, answerBy }, issuedAt)
}

/**
 * Signs and issues an approved notice. A repeat after a crash, or a second process at the same time, adds nothing twice; one that
 * can no longer be issued as it was approved goes back to its maker with a task.
 */
export async function sealNotice(job: { subject: string }, office: Office): Promise<JobOutcome> {
  const { store, clock, profiles } = office
  const notice = await store.notices.one({ _id: job.subject })
  if (!notice) throw new Error(`There is no notice ${job.subject}`)
  if (notice.state !== 'approved') return 'done'
  const profile = profiles.of(notice.officeId)
  const issuedAt = clock.now()
  let letter: Row<'documents'> | undefined
  try {
    mustLeaveTime(profile, notice, plainDateIn(profile.timeZone, issuedAt))
    await mustBeApproved(office, undefined, profile, notice)
    const made = await sealedLetter(office, profile, notice, issuedAt)
    letter = made
    await store.transaction((session) => issue(office, session, profile, notice, made))
  } catch (error) {
    // After any other failure the bytes stay: a commit of unknown outcome may name them.
    if (!(error instanceof NotIssuable) && !(error instanceof OvertakenError)) throw error
    if (letter) await removeBytes(store, letter.storedAs).catch(() => undefined)
    if (error instanceof NotIssuable) await returnNotice(office, notice, error.why)
    office.nudgeRelay()
    return 'done'
  }
  office.nudgeRelay()
  return 'done'
}
