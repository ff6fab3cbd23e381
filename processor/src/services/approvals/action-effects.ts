/** An action as the subject of an approval: what it is sealed by, and that it is taken once it is approved. */
import { actionOf, digestOf, idOfStream, refusalOfAction, type OfficeProfile } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { enterAction } from '../enter-action.ts'
import { refused } from '../refusals.ts'
import { standingOf } from '../standing.ts'
import type { Approval } from './request-approval.ts'

/**
 * Returns the digest of an action on a file that stands at `seq`, with what the office's workflow says that it does: another
 * when the file moves on, and when the workflow becomes another.
 */
export const actionDigest = (
  { workflow }: Pick<OfficeProfile, 'workflow'>,
  fileId: string,
  code: string,
  seq: number,
): string => digestOf({ fileId, code, action: actionOf(workflow, code) ?? null, seq })

export const actionEffects = {
  /** Returns the digest of the action as it would be proposed now. */
  async digestNow(
    { store, profiles }: Office,
    session: ClientSession | undefined,
    row: Approval,
  ): Promise<string> {
    const profile = profiles.of(row.officeId)
    const { seq } = await standingOf(store, profile, row.subjectId, session)
    return actionDigest(profile, row.subjectId, row.action ?? '', seq)
  },
  /** Takes the action, as its maker's deed that the approval caused. @throws ProblemError when the file does not allow it now */
  async approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const { store, profiles } = office
    const profile = profiles.of(row.officeId)
    const stands = await standingOf(store, profile, row.subjectId, session, { apart: row._id })
    const action = actionOf(profile.workflow, row.action ?? '')
    const refusal = refusalOfAction(action, stands.standing, action?.roles ?? [])
    if (!action || refusal !== undefined) throw refused(refusal ?? 'unknown-action', 'action')
    await enterAction(store, session, stands, {
      officeId: row.officeId,
      fileId: row.subjectId,
      action,
      by: `user:${row.makerId}`,
      causedBy: row._id,
      at,
    })
  },
  /** Nothing was done, so nothing is undone: the maker's task is still theirs. */
  refused: (): Promise<void> => Promise.resolve(),
}

/** Returns the id of the file that an approval is about; null for one about no file. */
export const fileIdOf = ({ stream }: Pick<Approval, 'stream'>): string | null =>
  stream?.startsWith('file:') ? idOfStream(stream) : null
