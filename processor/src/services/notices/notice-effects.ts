/** What becomes of a notice when its approval is decided: it goes to signing, or back to its maker. */
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { currentRequest } from '../file-request.ts'
import { noticeDigest } from './notice-rules.ts'
import { openReturnedTask } from './return-notice.ts'
import { startSealing } from './start-sealing.ts'

type Subject = Pick<Row<'approvals'>, '_id' | 'officeId' | 'subjectId' | 'digest' | 'state'>

/** Returns the digest of a notice as it would be issued now. */
export async function digestOfNotice(
  office: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession | undefined,
  notice: Row<'notices'>,
): Promise<string> {
  const { officeId, fileId } = notice
  const { version } = await currentRequest(office.store, officeId, fileId, session)
  return noticeDigest(office.profiles.of(officeId), notice, version)
}

/** Returns the notice that waits for an approval. */
async function waitingFor(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { _id, officeId, subjectId }: Subject,
): Promise<Row<'notices'>> {
  const waiting = { _id: subjectId, officeId, state: 'waiting', approvalId: _id }
  const notice = await store.notices.one(waiting, { session })
  if (!notice) throw new Error(`The notice ${subjectId} does not wait for the approval ${_id}`)
  return notice
}

const move = (
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { _id, officeId }: Row<'notices'>,
  change: Partial<Row<'notices'>>,
): Promise<boolean> =>
  store.notices.update({ _id, officeId, state: 'waiting' }, { $set: change, $inc: { rev: 1 } }, { session })

/** For the table of approvals, by which every kind of subject says what it is now and what a decision does to it. */
export const noticeEffects = {
  /** Returns the digest of the notice as it is now: other than the approval's where anything has changed, such as a template. */
  async digestNow(
    office: Office,
    session: ClientSession | undefined,
    { officeId, subjectId }: Subject,
  ): Promise<string> {
    const notice = await office.store.notices.one({ _id: subjectId, officeId }, { session })
    if (!notice) throw new Error(`The notice ${subjectId} is missing`)
    return digestOfNotice(office, session, notice)
  },
  /** Approved by all: the notice is signed and issued by its job. */
  async approved(office: Office, session: ClientSession, approval: Subject, at: Date): Promise<void> {
    const notice = await waitingFor(office, session, approval)
    await move(office, session, notice, { state: 'approved', updatedAt: at })
    await startSealing(office.store, session, notice, at)
  },
  /**
   * Refused, withdrawn by its maker, or no longer what was to be approved: the notice is a draft again. A maker who did not
   * take it back themselves is told by a task.
   */
  async refused(office: Office, session: ClientSession, approval: Subject, at: Date): Promise<void> {
    const notice = await waitingFor(office, session, approval)
    const hasChanged = (await digestOfNotice(office, session, notice)) !== approval.digest
    const returned = hasChanged ? 'changed' : null
    await move(office, session, notice, { state: 'draft', returned, updatedAt: at })
    if (approval.state === 'refused' || hasChanged) await openReturnedTask(office, session, notice, at)
  },
}
