/** The application of a file as it stands, for whom the file belongs to: to begin a similar one from. */
import { ProblemError, type Actor, type ApplicationRequest } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { findRequest } from './file-request.ts'
import { ownRows } from './views.ts'

/**
 * Returns the application of a file with what was changed in it since.
 * @throws ProblemError `not-found` for a file that is not the actor's, and for one that was not filed online.
 */
export async function fileApplication(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  fileId: string,
): Promise<ApplicationRequest> {
  const { officeId } = actor
  const file = await store.files.one({ _id: fileId, ...ownRows(actor) })
  const current = file && (await findRequest(store, officeId, fileId))
  if (!current) throw new ProblemError('not-found', 'There is no such application among your files.')
  return current.request
}
