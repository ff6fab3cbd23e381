/**
 * Who uses which document, by rows that say no more than ids: a draft, a dossier, or for a day whoever has just added it.
 * A document that nobody uses is dropped.
 */
import type { Envelope, Sealer } from './envelopes.ts'
import type { Tables, UserStore } from './user-store.ts'

/** Holds a document between its adding and the first draft that names it. */
export const leaseHolder = 'taken'

/** Returns the row id of a document: the same for the same content, and telling nothing of it. */
export const documentIdOf = async (sealer: Sealer, sha256: string): Promise<string> =>
  `document:${await sealer.nameFor(sha256)}`

export const useId = (holder: string, documentId: string): string => `${holder}@${documentId}`
/** Returns the document in a use row's id. */
export const documentOfUse = (id: string): string => id.slice(id.lastIndexOf('@') + 1)

/** A use to put, and the lease that it replaces. */
export type Hold = { row: Envelope; lease: string }

/** Returns the row by which `holder` (a draft's or dossier's id) uses a document. */
export async function takeHold(
  { sealer, now }: Pick<UserStore, 'sealer' | 'now'>,
  holder: string,
  documentId: string,
): Promise<Hold> {
  const head = {
    id: useId(holder, documentId),
    kind: 'use',
    parent: holder,
    rev: 1,
    updatedAt: now(),
  } as const
  return { row: await sealer.seal(head, {}), lease: useId(leaseHolder, documentId) }
}

/** Inside a transaction over both tables: deletes those of `documentIds` that nobody uses; returns how many. */
export async function dropUnheld({ rows, chunks }: Tables, documentIds: Iterable<string>): Promise<number> {
  const uses = await rows.where('kind').equals('use').primaryKeys()
  const held = new Set(uses.map(documentOfUse))
  const unheld = [...new Set(documentIds)].filter((id) => !held.has(id))
  // Asking for nothing would leave the transaction without a request, and the browser ends it then.
  if (unheld.length === 0) return 0
  const documents = (await rows.bulkGet(unheld)).filter((row) => row !== undefined)
  // The parent of a document is the name of its chunks.
  for (const { parent } of documents) await chunks.where('id').startsWith(`${parent}/`).delete()
  await rows.bulkDelete(documents.map(({ id }) => id))
  return documents.length
}
