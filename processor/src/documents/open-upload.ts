/** The creation of an upload: what is announced is checked against the office's rules before a byte is taken. */
import {
  documentRoleSchema,
  mediaTypeSchema,
  parseAtDoor,
  ProblemError,
  sha256Schema,
  type OfficeProfile,
} from '@lodge/shared-types'
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Row } from '../store/rows.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { refusedDocument, type UploadOffice } from './complete-upload.ts'
import { extensionOf, safeFileName } from './inspection/file-name.ts'
import { kinds } from './inspection/media-type.ts'
import { refuse } from './inspection/refusals.ts'
import type { AccountSpace } from './upload-lease.ts'
import { dropUpload } from './upload-parts.ts'

/** What the client says in Upload-Metadata and Upload-Length. */
const announcementSchema = z.object({
  sha256: sha256Schema,
  filename: z.string(),
  filetype: z.string(),
  role: documentRoleSchema,
  size: z.number().int().nonnegative(),
})

/** What an account may have begun and not finished at one time. */
export const quota = { uploads: 50, bytes: 200 * 1024 * 1024 } as const

/** An unfinished upload that nobody touched for so long makes room when the account's quota is used up. */
const restsForMs = 24 * 3_600_000

export type Announced = Pick<Row<'uploads'>, 'sha256' | 'fileName' | 'mediaType' | 'role' | 'size'>

const inMegabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`

/**
 * Returns what is announced, if the office takes such a document.
 * @throws ProblemError 422 `invalid` or `document-refused`, 413 `too-large`, 415 `unsupported-media-type`.
 */
export function checkAnnouncement(
  { documents }: OfficeProfile,
  metadata: unknown,
  length: string | null,
): Announced {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(metadata)
  const { sha256, filename, filetype, role, size } = parseAtDoor(
    announcementSchema,
    { ...given, size: Number(length ?? NaN) },
    'invalid',
  )
  const rules = documents.roles[role]
  if (!rules) {
    const message = `This office takes no documents as "${role}".`
    throw new ProblemError('invalid', message, {
      errors: [{ path: 'role', code: 'role-not-taken', message }],
    })
  }
  const mediaType = mediaTypeSchema.safeParse(filetype)
  if (!mediaType.success || !rules.mediaTypes.includes(mediaType.data))
    throw new ProblemError(
      'unsupported-media-type',
      `A document for this purpose is one of: ${rules.mediaTypes.join(', ')}. Export it as one of these and upload the result.`,
    )
  const limit = Math.min(rules.maxBytes, documents.maxDossierBytes)
  if (size > limit)
    throw new ProblemError(
      'too-large',
      `The document has ${inMegabytes(size)}; at most ${inMegabytes(limit)} are taken here. Save it with a lower image resolution, or split it.`,
    )
  if (size === 0) throw refusedDocument(refuse('empty'))
  const named = safeFileName(filename)
  if (!named.ok) throw refusedDocument(named)
  const extension = extensionOf(named.name)
  const { extensions, label } = kinds[mediaType.data]
  if (extension !== undefined && !extensions.includes(extension))
    throw refusedDocument(refuse('extension-mismatch', { found: label, extension, expected: extensions[0] }))
  return { sha256, fileName: named.name, mediaType: mediaType.data, role, size }
}

/**
 * Returns the id of an upload: the same for the same document, use and size in one account, so that it is found again after
 * any cut, from any device. Nobody outside the account can use it.
 */
export const uploadIdOf = (
  { officeId, accountId }: AccountSpace,
  { role, sha256, size, mediaType }: Announced,
): string =>
  createHash('sha256')
    .update(JSON.stringify([officeId, accountId, role, sha256, size, mediaType]))
    .digest('base64url')

/** Returns the account's document that is what `announced` says, if it has one. */
export const findDocument = (
  { store }: Pick<UploadOffice, 'store'>,
  { officeId, accountId }: AccountSpace,
  { role, sha256, size: bytes, mediaType }: Announced,
): Promise<Row<'documents'> | undefined> =>
  store.documents.one({ officeId, accountId, role, sha256, bytes, mediaType })

/** Returns what is used up of the account's quota, if it is more than all. */
async function excessOf({ store }: UploadOffice, space: AccountSpace): Promise<ProblemError | undefined> {
  const open = await store.uploads.many({ ...space })
  if (open.length > quota.uploads)
    return new ProblemError(
      'too-many-requests',
      `Your account has ${quota.uploads} unfinished uploads. Let some of them finish, or cancel them.`,
      { retryAfterS: 60 },
    )
  if (open.reduce((sum, { size }) => sum + size, 0) > quota.bytes)
    return new ProblemError(
      'too-large',
      `The unfinished uploads of your account would have more than ${inMegabytes(quota.bytes)}. Let some of them finish, or cancel them.`,
    )
  return undefined
}

/**
 * Begins the upload `id`, or takes up the one that was begun; only its name for people may then change.
 * @throws ProblemError 429 `too-many-requests` or 413 `too-large` when the account's quota is used up.
 */
export async function openUpload(
  office: UploadOffice,
  space: AccountSpace,
  id: string,
  announced: Announced,
): Promise<void> {
  const { store, clock } = office
  const now = clock.now()
  const row: Row<'uploads'> = {
    _id: id,
    ...space,
    ...announced,
    offset: 0,
    parts: [],
    partsId: randomUUID(),
    lockedBy: null,
    lockedUntil: null,
    releaseAsked: false,
    updatedAt: now,
  }
  try {
    await store.uploads.insert([row])
  } catch (error) {
    if (!isDuplicateKey(error, 'uploads')) throw error
    await store.uploads.update({ _id: id, ...space }, { $set: { fileName: row.fileName, updatedAt: now } })
    return
  }
  // Counted after the insert: of requests at the same time, the one that counts last sees them all.
  if (!(await excessOf(office, space))) return
  const resting = { ...space, updatedAt: { $lt: new Date(now.getTime() - restsForMs) } }
  for (const rested of await store.uploads.many(resting)) await dropUpload(store, rested)
  const excess = await excessOf(office, space)
  if (!excess) return
  await dropUpload(store, row)
  throw excess
}
