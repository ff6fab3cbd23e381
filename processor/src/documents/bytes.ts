/** The bytes of documents, in GridFS behind these three functions. */
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Store } from '../store/store.ts'

/** Stores bytes under a new name; they count only once a `documents` row names it. Returns the name. */
export async function putBytes(store: Pick<Store, 'bytes'>, bytes: Uint8Array | Readable): Promise<string> {
  const storedAs = randomUUID()
  await pipeline(
    bytes instanceof Readable ? bytes : Readable.from([Buffer.from(bytes)]),
    store.bytes.openUploadStream(storedAs),
  )
  return storedAs
}

/** Returns a stream of stored bytes; it ends with an error when they are gone. */
export const streamBytes = (store: Pick<Store, 'bytes'>, storedAs: string): Readable =>
  store.bytes.openDownloadStreamByName(storedAs)

export const readBytes = async (store: Pick<Store, 'bytes'>, storedAs: string): Promise<Uint8Array> =>
  buffer(streamBytes(store, storedAs))

/** Removes stored bytes; removing what is gone already is no error. */
export async function removeBytes(store: Pick<Store, 'bytes'>, storedAs: string): Promise<void> {
  for await (const { _id } of store.bytes.find({ filename: storedAs })) await store.bytes.delete(_id)
}
