/** A post-filing request in the office's hands: its row, what its party sent, its type, and who decides about it. */
import {
  deciding,
  ProblemError,
  type OfficeProfile,
  type PostFilingRequest,
  type RequestType,
  type Role,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { requestsOfBody } from '../file-request.ts'

export type FileRequestRow = Row<'fileRequests'>

/** Returns what the party sent, word for word. */
export async function sentRequest(
  store: Pick<Store, 'submissions'>,
  { _id, officeId, submissionId }: FileRequestRow,
  session?: ClientSession,
): Promise<PostFilingRequest> {
  const submission = await store.submissions.one({ _id: submissionId, officeId }, { session })
  const request = submission && requestsOfBody(submission.bodyJson).find((one) => one.requestId === _id)
  if (request?.kind !== 'post-filing') throw new Error(`The request ${_id} is not in its submission`)
  return request
}

/** @throws ProblemError `invalid` where the office's profile no longer has this type */
export function typeOf({ requestTypes }: OfficeProfile, { type }: FileRequestRow): RequestType {
  const found = requestTypes.find((one) => one.type === type)
  if (!found)
    throw new ProblemError('invalid', `The office's profile no longer has the request type "${type}".`)
  return found
}

export type Deciders = {
  /** The office's own rule decides, unless there is something for a person to look at. */
  isByRule: boolean
  /** Who grants or refuses it. */
  roles: readonly Role[]
  approvedBy: readonly Role[]
}

/** Returns who decides about a request. What the rule cannot grant is for whoever has tasks about requests. */
export function decidersOf(profile: OfficeProfile, type: RequestType): Deciders {
  const { grantedBy, approvedBy } = deciding(type, profile.postFiling)
  if (grantedBy !== 'rule') return { isByRule: false, roles: grantedBy, approvedBy }
  const roles = profile.tasks.flatMap(({ requests, role }) => (requests === true ? [role] : []))
  return { isByRule: true, roles: [...new Set(roles)], approvedBy }
}

/** The kinds of tasks by which requests are decided. */
export const decidingKinds = ({ tasks }: Pick<OfficeProfile, 'tasks'>): string[] =>
  tasks.flatMap(({ kind, requests }) => (requests === true ? [kind] : []))
