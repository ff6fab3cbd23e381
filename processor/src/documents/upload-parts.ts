/** The bytes of unfinished uploads, in parts: an upload counts only parts that are stored. */
import { ProblemError } from '@lodge/shared-types'
import { Binary } from 'mongodb'
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

type Upload = Row<'uploads'>

/** Bytes that are held in memory before they are stored; a killed process loses no more of a document. */
const partBytes = 1024 * 1024

/** Groups what arrives into parts; when the stream breaks, what came before is the last part. */
async function* partsOf(stream: Readable): AsyncGenerator<Buffer> {
  const pieces: AsyncIterable<Buffer> = stream
  let waiting: Buffer[] = []
  let length = 0
  const gathered = () => {
    const part = Buffer.concat(waiting, length)
    waiting = []
    length = 0
    return part
  }
  try {
    for await (const piece of pieces) {
      waiting.push(piece)
      length += piece.length
      if (length >= partBytes) yield gathered()
    }
  } catch (error) {
    if (length > 0) yield gathered()
    throw error
  }
  if (length > 0) yield gathered()
}

/**
 * Appends a stream to an upload that `token` has the lease of: a part is stored, then counted by one conditional write. No
 * transaction: one that a killed process leaves open would lock the upload for a minute. Returns the upload as it is then.
 * @throws ProblemError `stale` when another request took the lease over; the stream's own error, after storing what arrived.
 */
export async function appendParts(
  { store, clock }: Pick<Office, 'store' | 'clock'>,
  upload: Upload,
  token: string,
  stream: Readable,
): Promise<Upload> {
  const { _id: uploadId, officeId, partsId } = upload
  let at = upload
  for await (const bytes of partsOf(stream)) {
    const _id = randomUUID()
    await store.uploadParts.insert([{ _id, officeId, partsId, bytes: new Binary(bytes) }])
    const grown = { offset: at.offset + bytes.length, updatedAt: clock.now() }
    const isOurs = await store.uploads.update(
      { _id: uploadId, partsId, lockedBy: token, offset: at.offset },
      { $set: grown, $push: { parts: _id } },
    )
    if (!isOurs) {
      await store.uploadParts.remove({ _id })
      throw new ProblemError('stale', 'Another request took this upload over.')
    }
    at = { ...at, ...grown, parts: [...at.parts, _id] }
  }
  return at
}

/** Yields the bytes of an upload in order, one part in memory at a time. */
export async function* readParts(
  store: Pick<Store, 'uploadParts'>,
  upload: Upload,
): AsyncGenerator<Uint8Array> {
  for (const _id of upload.parts) {
    const part = await store.uploadParts.one({ _id })
    if (!part) throw new Error(`The part ${_id} of the upload ${upload._id} is gone`)
    yield part.bytes.value()
  }
}

/**
 * Removes an upload with its parts, if it still is as `upload` says and its lease is the caller's or nobody's.
 * Returns whether it was removed.
 */
export async function dropUpload(
  store: Pick<Store, 'uploads' | 'uploadParts'>,
  { _id, partsId, updatedAt }: Upload,
  token?: string,
): Promise<boolean> {
  const lease =
    token === undefined ? { updatedAt, $expr: { $lte: ['$lockedUntil', '$$NOW'] } } : { lockedBy: token }
  if ((await store.uploads.remove({ _id, partsId, ...lease })) === 0) return false
  await store.uploadParts.remove({ partsId })
  return true
}
