/** Holds the documents that a dossier names against what its account has uploaded. */
import { saying, type FieldError, type OfficeProfile, type SubmissionBody } from '@lodge/shared-types'
import type { Office } from '../office.ts'

/**
 * Returns one entry for each document that is not in the account's own space, checked, and what the request says of it;
 * one of another account is as unknown as one of nobody's.
 */
export async function checkDocuments(
  { store }: Pick<Office, 'store'>,
  accountId: string,
  body: SubmissionBody,
  profile: OfficeProfile,
): Promise<FieldError[]> {
  const wanted = body.requests.flatMap((request, r) =>
    request.documents.map((document, d) => ({ document, path: `requests.${r}.documents.${d}` })),
  )
  if (wanted.length === 0) return []
  const sha256 = [...new Set(wanted.map(({ document }) => document.sha256))]
  const rows = await store.documents.many({
    officeId: profile.id,
    accountId,
    sha256: { $in: sha256 },
  })
  const errors = wanted.flatMap(({ document, path }): FieldError[] => {
    const stored = rows.filter((row) => row.sha256 === document.sha256)
    if (stored.length === 0)
      return [{ path, ...saying('document-not-uploaded', { fileName: document.fileName }) }]
    return stored.some(
      (row) =>
        row.bytes === document.bytes && row.mediaType === document.mediaType && row.role === document.role,
    )
      ? []
      : [{ path, ...saying('document-differs', { fileName: document.fileName }) }]
  })
  const total = wanted.reduce((sum, { document }) => sum + document.bytes, 0)
  if (total > profile.documents.maxDossierBytes)
    errors.push({
      path: 'requests',
      ...saying('dossier-size', { maxMib: Math.floor(profile.documents.maxDossierBytes / 1_048_576) }),
    })
  return errors
}
