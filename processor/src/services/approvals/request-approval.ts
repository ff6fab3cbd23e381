/** Asking for approval: the row, sealed by the subject's digest, and the task of whoever decides next. */
import { idOfStream, nextChecker, type ApprovalKind, type Role, type Stream } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import { newTask } from '../../work/new-task.ts'
import { refused } from '../refusals.ts'

export type Approval = Row<'approvals'>
type Parts = Pick<Office, 'store' | 'clock'>

/** The kind of the task that an approval opens for the role whose verdict is next. */
export const approvalTask = 'approval'

export type ApprovalWish = {
  officeId: string
  kind: ApprovalKind
  /** A notice's id; for an action the file's id: one approval of a subject waits at a time. */
  subjectId: string
  /** Null for what is about no file and no dossier. */
  stream: Stream | null
  /** What a person sees in lists, such as a file number. */
  title: string
  /** Of the subject as it is to be approved. */
  digest: string
  /** The action that takes effect with the approval; null for none. */
  action: string | null
  /** What an order is to come to instead, and what whoever pays is told of it. */
  fee?: NonNullable<Approval['fee']>
  /** What is to become of a payment in review. */
  review?: NonNullable<Approval['review']>
  /** Where money of a statement's line is to go. */
  match?: NonNullable<Approval['match']>
  makerId: string
  makerNote: string | null
  /** Roles in the order in which they decide; never empty. */
  checkers: readonly Role[]
  at: Date
}

/** Returns the cause of the next checker's task: each checker has one of their own. */
export const causeOfTask = ({ _id, verdicts }: Pick<Approval, '_id' | 'verdicts'>): string =>
  verdicts.length === 0 ? _id : `${_id}/${verdicts.length}`

/** Opens the task of the next checker; none where all have decided. */
export async function openApprovalTask(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  approval: Approval,
  at: Date,
): Promise<void> {
  const role = nextChecker(approval)
  if (role === undefined) return
  const { _id, officeId, stream, title } = approval
  const file = stream && (await store.files.one({ _id: idOfStream(stream), officeId }, { session }))
  const task = newTask({
    officeId,
    kind: approvalTask,
    role,
    subject: title,
    causedBy: causeOfTask(approval),
    about: _id,
    openedAt: at,
    ...(stream ? { stream } : {}),
    ...(file ? { branch: file.branch } : {}),
  })
  store.tasks.add([task], session)
}

/**
 * Asks for the approval of a subject and opens the task of the first checker, in the caller's transaction. Returns its id.
 * @throws ProblemError `approval-awaited` when an approval of the same subject waits already
 */
export async function requestApproval(
  office: Parts,
  session: ClientSession,
  wish: ApprovalWish,
): Promise<string> {
  const { at, checkers, ...asked } = wish
  if (checkers.length === 0) throw new RangeError(`Nobody is to approve the ${wish.kind} ${wish.subjectId}`)
  const approval: Approval = {
    _id: uuidv7(),
    ...asked,
    checkers: [...checkers],
    verdicts: [],
    state: 'waiting',
    openedAt: at,
    closedAt: null,
  }
  try {
    await office.store.approvals.insert([approval], { session })
  } catch (error) {
    if (isDuplicateKey(error, 'approvals')) throw refused('approval-awaited', 'action')
    throw error
  }
  await openApprovalTask(office, session, approval, at)
  const entry = { officeId: wish.officeId, who: `user:${wish.makerId}`, subject: `approval:${approval._id}` }
  await writeAudit(office, { ...entry, what: 'asked-approval', detail: wish.title }, session)
  return approval._id
}
