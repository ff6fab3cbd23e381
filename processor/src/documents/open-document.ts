/** Opening a stored document: who may read it, and its bytes. */
import { ProblemError, staffRoles, type Actor, type Role } from '@lodge/shared-types'
import type { Readable } from 'node:stream'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { streamBytes } from './bytes.ts'

export type OpenDocument = {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
  /** Ends with an error when the bytes cannot be read to the end. */
  readonly stream: Readable
}

const staff: readonly Role[] = staffRoles

/**
 * A document of a file is for the account that owns the file, and for the one whose request brought it; one that no file has
 * taken, for the account that sent it.
 */
async function isOwner(
  { store }: Pick<Office, 'store'>,
  { officeId, accountId }: Actor,
  document: Row<'documents'>,
) {
  if (accountId === undefined) return false
  if (document.fileId === null) return document.accountId === accountId
  const { requestId } = document
  if (requestId !== undefined && (await store.fileRequests.one({ _id: requestId, officeId, accountId })))
    return true
  return (await store.files.one({ _id: document.fileId, officeId, accountId })) !== undefined
}

/**
 * Returns a document that the actor may read: staff any of their office, agents and applicants those of their account.
 * @throws ProblemError `not-found`, the same for one that is not there and one that is not theirs.
 */
export async function openDocument(
  office: Pick<Office, 'store'>,
  actor: Actor,
  documentId: string,
): Promise<OpenDocument> {
  const document = await office.store.documents.one({ _id: documentId, officeId: actor.officeId })
  const mayRead =
    document && (actor.roles.some((role) => staff.includes(role)) || (await isOwner(office, actor, document)))
  if (!mayRead) throw new ProblemError('not-found', 'There is no such document, or it is not yours.')
  const { fileName, mediaType, bytes, sha256, storedAs } = document
  return { fileName, mediaType, bytes, sha256, stream: streamBytes(office.store, storedAs) }
}
