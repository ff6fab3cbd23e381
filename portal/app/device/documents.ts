/** Documents on the device: encrypted in chunks of 1 MB, stored once for each content, read by ranges. */
import type { DraftDocument } from '@lodge/shared-types'
import { members, number, text } from './decode.ts'
import { DeviceError } from './device-error.ts'
import { fileNameOf, mediaTypeOf } from './document-file.ts'
import { documentIdOf, dropUnheld, leaseHolder, takeHold, useId } from './document-uses.ts'
import { documentsIn, readChangeBody, readFieldBody } from './draft-rows.ts'
import type { Envelope } from './envelopes.ts'
import { readable } from './readable-rows.ts'
import { requireSpace } from './storage-space.ts'
import { rowsOf, type UserStore } from './user-store.ts'

export type Documents = {
  /**
   * Takes a file: hashes, encrypts and stores it, a chunk at a time. What its first bytes say is its media type; its name
   * loses paths and direction marks. `onProgress` hears how many bytes are stored.
   * @throws DeviceError `no-space` (nothing of it is kept), `empty-document`, `document-type`, `document-unreadable`.
   */
  add(file: Blob, onProgress?: (storedBytes: number, totalBytes: number) => void): Promise<DraftDocument>
  /** Returns the whole document, or undefined where it is not on this device. */
  open(sha256: string): Promise<Blob | undefined>
  /** Returns `length` bytes from `offset` on, fewer at the end. @throws DeviceError `document-missing`. */
  read(sha256: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  /** Deletes documents that no draft, journal or dossier names; returns how many. Done where a document would not fit. */
  dropUnused(): Promise<number>
  /** Deletes what a crash left of a document that was being taken. Called when a device opens. */
  sweep(): Promise<void>
}

/** 1 MB, as the design sets it; the size is in each document's row, so that it may change. */
const chunkBytes = 1024 * 1024
/** How long a document stays that was added and never named by a draft. */
const leaseMs = 24 * 60 * 60_000

type DocumentBody = { sha256: string; bytes: number; chunkBytes: number; chunks: string }

const readBody = (value: unknown): DocumentBody => {
  const body = members(value)
  return {
    sha256: text(body.sha256),
    bytes: number(body.bytes),
    chunkBytes: number(body.chunkBytes),
    chunks: text(body.chunks),
  }
}

const chunkId = (chunks: string, index: number): string => `${chunks}/${String(index).padStart(6, '0')}`

async function bytesOf(file: Blob, start: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(start, start + chunkBytes).arrayBuffer())
  } catch (cause) {
    throw new DeviceError('document-unreadable', 'The file could not be read to its end.', { cause })
  }
}

export function makeDocuments(store: UserStore, { locks }: { locks: LockManager }): Documents {
  const { sealer } = store
  /** Held while chunks exist that no document names yet, so that no other tab sweeps them away. */
  const takingLock = `lodge-documents-${store.name}`
  /** Uploads read a chunk in several parts. */
  let lastChunk: { id: string; bytes: ArrayBuffer } | undefined

  async function find(sha256: string): Promise<DocumentBody | undefined> {
    const id = await documentIdOf(sealer, sha256)
    const row = await store.read(({ rows }) => rows.get(id))
    return row && readBody(await sealer.open(row))
  }

  async function readChunk(document: DocumentBody, index: number): Promise<ArrayBuffer> {
    const id = chunkId(document.chunks, index)
    if (lastChunk?.id === id) return lastChunk.bytes
    const chunk = await store.read(({ chunks }) => chunks.get(id), 'chunks')
    if (!chunk) throw new DeviceError('document-missing', 'A part of the document is not on this device.')
    const bytes = await sealer.openChunk(chunk)
    lastChunk = { id, bytes }
    return bytes
  }

  const dropChunks = (name: string): Promise<number> =>
    store.write(({ chunks }) => chunks.where('id').startsWith(`${name}/`).delete(), 'chunks')

  /** Stores the chunks under `name`; returns the hash of exactly what was stored. */
  async function storeChunks(file: Blob, name: string, onProgress: (storedBytes: number) => void) {
    const { runningHash } = await import('./running-hash.ts')
    const hash = runningHash()
    for (let start = 0; start < file.size; start += chunkBytes) {
      const bytes = await bytesOf(file, start)
      if (bytes.length !== Math.min(chunkBytes, file.size - start))
        throw new DeviceError('document-unreadable', 'The file became shorter while it was read.')
      hash.update(bytes)
      const chunk = await sealer.sealChunk(chunkId(name, start / chunkBytes), bytes)
      await store.write(({ chunks }) => chunks.put(chunk), 'chunks')
      onProgress(start + bytes.length)
    }
    return hash.digest()
  }

  async function take(file: Blob, onProgress: (storedBytes: number) => void): Promise<string> {
    const name = crypto.randomUUID()
    try {
      const hash = await storeChunks(file, name, onProgress)
      const id = await documentIdOf(sealer, hash)
      const body: DocumentBody = { sha256: hash, bytes: file.size, chunkBytes, chunks: name }
      const head = { id, kind: 'document', parent: name, rev: 1, updatedAt: store.now() } as const
      const [row, lease] = await Promise.all([sealer.seal(head, body), takeHold(store, leaseHolder, id)])
      await store.write(async ({ rows, chunks }) => {
        await rows.put(lease.row)
        // The same content is stored once: whoever came second forgets what they stored.
        if (await rows.get(id)) await chunks.where('id').startsWith(`${name}/`).delete()
        else await rows.put(row)
      }, 'both')
      return hash
    } catch (error) {
      // Where not even that works, the next opening sweeps.
      await dropChunks(name).catch(() => undefined)
      throw error
    }
  }

  /** Deletes uses that drafts have no more; a draft that changes meanwhile keeps its. */
  async function dropStaleUses(): Promise<void> {
    const uses = await store.read(({ rows }) => rows.where('kind').equals('use').toArray())
    const stale: Envelope[] = uses.filter(
      ({ parent, updatedAt }) => parent === leaseHolder && Math.abs(store.now() - updatedAt) > leaseMs,
    )
    const holders = new Set(uses.map(({ parent }) => parent))
    for (const holder of holders) {
      const found = await store.read(async (tables) => {
        const draft = await tables.rows.get(holder)
        if (draft?.kind !== 'draft') return undefined
        const [fields, done, undone] = await Promise.all([
          rowsOf(tables, holder, 'field').toArray(),
          rowsOf(tables, holder, 'change').toArray(),
          rowsOf(tables, holder, 'undone').toArray(),
        ])
        return { fields, journal: [...done, ...undone] }
      })
      if (!found) continue
      const values = await readable([...found.fields, ...found.journal], async (row) => {
        const body = await sealer.open(row)
        if (row.kind === 'field') return [readFieldBody(body).value]
        return readChangeBody(body).patches.map(({ patch }) =>
          patch.kind === 'value' ? patch.value : undefined,
        )
      })
      // Nobody knows what a row names that cannot be read: its draft keeps all.
      if (values.length < found.fields.length + found.journal.length) continue
      const shas = new Set(
        values
          .flat()
          .flatMap(documentsIn)
          .map(({ sha256 }) => sha256),
      )
      const named = new Set(
        await Promise.all([...shas].map(async (sha) => useId(holder, await documentIdOf(sealer, sha)))),
      )
      stale.push(...uses.filter(({ id, parent }) => parent === holder && !named.has(id)))
    }
    await store.write(async ({ rows }) => {
      const now = await rows.bulkGet(stale.map(({ id }) => id))
      const unmoved = stale.filter((use, index) => {
        const current = now[index]
        return current !== undefined && isSameSealing(current, use)
      })
      await rows.bulkDelete(unmoved.map(({ id }) => id))
    })
  }

  async function dropUnused(): Promise<number> {
    await dropStaleUses()
    return store.write(async (tables) => {
      const all = await tables.rows.where('kind').equals('document').primaryKeys()
      return dropUnheld(tables, all)
    }, 'both')
  }

  /** @throws DeviceError `no-space` where `bytes` do not fit even without what nobody uses any more. */
  const makeRoom = (bytes: number): Promise<void> =>
    requireSpace(bytes).catch(async () => {
      await dropUnused()
      await requireSpace(bytes)
    })

  const dropOrphans = (): Promise<void> =>
    store.write(async ({ rows, chunks }) => {
      const documents = await rows.where('kind').equals('document').toArray()
      const named = new Set(documents.map(({ parent }) => parent))
      const ids = await chunks.toCollection().primaryKeys()
      await chunks.bulkDelete(ids.filter((id) => !named.has(id.slice(0, id.indexOf('/')))))
    }, 'both')

  return {
    async add(file, onProgress = () => undefined) {
      if (file.size === 0) throw new DeviceError('empty-document', 'The file is empty.')
      const mediaType = mediaTypeOf(await bytesOf(file.slice(0, 16), 0))
      if (!mediaType) throw new DeviceError('document-type', 'The file is of no kind that offices take.')
      await makeRoom(file.size)
      const hash = await locks.request(takingLock, { mode: 'shared' }, () =>
        take(file, (stored) => onProgress(stored, file.size)),
      )
      return { sha256: hash, fileName: fileNameOf(file, mediaType), mediaType, bytes: file.size }
    },
    async open(hash) {
      const document = await find(hash)
      if (!document) return undefined
      const parts: Blob[] = []
      // A Blob each: the browser may move it out of memory while the next is decrypted.
      for (let index = 0; index * document.chunkBytes < document.bytes; index += 1)
        parts.push(new Blob([await readChunk(document, index)]))
      const [first] = parts
      const type = first ? mediaTypeOf(new Uint8Array(await first.slice(0, 16).arrayBuffer())) : undefined
      return new Blob(parts, type ? { type } : {})
    },
    async read(hash, offset, length) {
      const document = await find(hash)
      if (!document) throw new DeviceError('document-missing', 'The document is not on this device.')
      const end = Math.min(document.bytes, offset + length)
      const bytes = new Uint8Array(Math.max(0, end - offset))
      for (let at = offset; at < end;) {
        const index = Math.floor(at / document.chunkBytes)
        const start = index * document.chunkBytes
        const part = new Uint8Array(await readChunk(document, index)).subarray(at - start, end - start)
        bytes.set(part, at - offset)
        at += part.length
      }
      return bytes
    },
    dropUnused,
    async sweep() {
      await locks.request(takingLock, { ifAvailable: true }, async (lock) => {
        if (lock) await dropOrphans()
      })
    },
  }
}

const isSameSealing = (one: Envelope, other: Envelope): boolean =>
  one.iv.every((byte, index) => byte === other.iv[index])
