/** Post-filing requests as lists show them: those of a file, and those of an account. */
import { ProblemError, type Actor, type Localized, type OfficeProfile } from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { isStaff, ownRows } from '../views.ts'
import type { FileRequestRow } from './request-of.ts'

type Parts = Pick<Office, 'store' | 'profiles'>

export type FileRequestLine = Pick<
  FileRequestRow,
  | 'type'
  | 'fileId'
  | 'subject'
  | 'onlineId'
  | 'dossierId'
  | 'receivedAt'
  | 'lodgedAt'
  | 'state'
  | 'decidedAt'
  | 'reason'
  | 'newFileId'
> & {
  requestId: string
  /** Its number in the catalogue of requests, such as `R13`. */
  typeId: string
  title: Localized
  /** Why it was outside of its gate when it was filed; the office took it all the same. */
  warnings: FileRequestRow['gate']
}

/** More of a file than it ever has; nothing reads without a bound. */
const mostRows = 500

export function lineOf(
  { requestTypes }: Pick<OfficeProfile, 'requestTypes'>,
  row: FileRequestRow,
): FileRequestLine {
  const { _id, type, fileId, subject, onlineId, dossierId, receivedAt, lodgedAt } = row
  const { state, decidedAt, reason, newFileId, gate } = row
  const known = requestTypes.find((one) => one.type === type)
  return {
    ...{ type, fileId, subject, onlineId, dossierId, receivedAt, lodgedAt },
    ...{ state, decidedAt, reason, newFileId },
    requestId: _id,
    typeId: known?.id ?? '',
    title: known?.title ?? { en: type },
    warnings: gate,
  }
}

/**
 * Returns the post-filing requests of a file, the latest first: to staff all that have come to it, to others their own and, of
 * a file that they hold, those that others have made. @throws ProblemError `not-found` for a file that is not the actor's
 */
export async function fileRequests(
  { store, profiles }: Parts,
  actor: Actor,
  fileId: string,
): Promise<FileRequestLine[]> {
  const { officeId, accountId } = actor
  const file = await store.files.one({ _id: fileId, ...ownRows(actor) })
  if (!file) throw new ProblemError('not-found')
  const filter = isStaff(actor)
    ? { officeId, fileId, state: { $ne: 'filed' } }
    : { officeId, fileId, $or: [{ accountId }, { state: { $ne: 'filed' } }] }
  const rows = await store.fileRequests.many(filter, { sort: { receivedAt: -1 }, limit: mostRows })
  return rows.map((row) => lineOf(profiles.of(officeId), row))
}

/** Returns the post-filing requests that the actor's account has made, the latest first. @throws ProblemError `not-allowed` */
export async function ownRequests({ store, profiles }: Parts, actor: Actor): Promise<FileRequestLine[]> {
  const { officeId, accountId } = actor
  if (accountId === undefined)
    throw new ProblemError('not-allowed', 'Only agents have requests of their own.')
  const rows = await store.fileRequests.many(
    { officeId, accountId },
    { sort: { receivedAt: -1 }, limit: mostRows },
  )
  return rows.map((row) => lineOf(profiles.of(officeId), row))
}
