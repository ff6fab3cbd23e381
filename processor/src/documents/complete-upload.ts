/** Turns an upload whose bytes are all there into a document, once hash, type and content are good; else refuses it. */
import { ProblemError } from '@lodge/shared-types'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { putBytes, removeBytes } from './bytes.ts'
import { inspectDocument, type InspectedDocument, type InspectionSettings } from './inspect.ts'
import { refuse, type Refusal } from './inspection/refusals.ts'
import { dropUpload, readParts } from './upload-parts.ts'

export type UploadOffice = Pick<Office, 'store' | 'clock' | 'env' | 'log' | 'profiles'>
type Upload = Row<'uploads'>

/** Returns a refusal as the problem that the sender gets: cause and remedy, with the refusal's own code in `errors`. */
export function refusedDocument({ code, message, remedy }: Refusal): ProblemError {
  const text = `${message} ${remedy}`
  return new ProblemError('document-refused', text, { errors: [{ path: 'document', code, message: text }] })
}

/** Copies the upload to `path`, compares its hash and inspects it. */
async function examine(
  { store, profiles }: UploadOffice,
  upload: Upload,
  path: string,
  settings: InspectionSettings,
): Promise<InspectedDocument | Refusal> {
  const hash = createHash('sha256')
  await pipeline(
    async function* () {
      for await (const part of readParts(store, upload)) {
        hash.update(part)
        yield part
      }
    },
    createWriteStream(path, { mode: 0o600, flags: 'wx' }),
  )
  if (hash.digest('hex') !== upload.sha256) return refuse('wrong-hash')
  const { fileName, mediaType, role } = upload
  const rules = profiles.of(upload.officeId).documents.roles[role]
  if (!rules) return refuse('type-not-allowed', { found: mediaType, allowed: 'none' })
  return inspectDocument({ path, declared: { fileName, mediaType, role }, rules }, settings)
}

/** Moves the examined bytes to their place and writes the document's row, under the upload's id. */
async function keep(
  { store, clock }: UploadOffice,
  { _id, officeId, accountId, role, sha256 }: Upload,
  path: string,
  { fileName, mediaType, bytes }: InspectedDocument,
): Promise<void> {
  const storedAs = await putBytes(store, createReadStream(path))
  const own = { _id, officeId, accountId, fileId: null, role, sha256 }
  try {
    await store.documents.insert([{ ...own, bytes, mediaType, fileName, storedAs, createdAt: clock.now() }])
  } catch (error) {
    // Only then is it certain that no row names the bytes; those of other failures are swept later.
    if (!isDuplicateKey(error, 'documents')) throw error
    await removeBytes(store, storedAs)
  }
}

/**
 * Makes the upload a document of its account. Safe to repeat after a crash at any point, and by two at once: the document's
 * row, unique by its id, makes it count; only then does the upload go. `token` has the lease.
 * @throws ProblemError `document-refused` (the upload is gone then), or `unavailable` (it can be completed later).
 */
export async function completeUpload(
  office: UploadOffice,
  upload: Upload,
  token: string,
  settings: InspectionSettings = {},
): Promise<void> {
  const { store } = office
  if (await store.documents.one({ _id: upload._id })) {
    await dropUpload(store, upload, token)
    return
  }
  const folder = office.env.UPLOAD_TEMP_DIR
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  try {
    const outcome = await examine(office, upload, path, settings)
    if (outcome.ok) await keep(office, upload, path, outcome)
    await dropUpload(store, upload, token)
    if (!outcome.ok) throw refusedDocument(outcome)
  } finally {
    await rm(path, { force: true })
  }
}

/** No examination takes this long: an older file is what a killed process left. */
const leftoverAfterMs = 3_600_000

/** Removes the temporary files that killed processes left on this machine. */
export async function dropTemporaryFiles({ env }: Pick<Office, 'env'>, now = Date.now()): Promise<void> {
  const names = await readdir(env.UPLOAD_TEMP_DIR).catch(() => [])
  for (const name of names) {
    const path = join(env.UPLOAD_TEMP_DIR, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() && found.mtimeMs < now - leftoverAfterMs) await rm(path, { force: true })
  }
}
