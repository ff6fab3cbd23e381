/** Rows as they are stored: what finds them in the clear, what they say encrypted and bound to where they stand. */
import { DeviceError } from './device-error.ts'

export type RowKind =
  | 'user'
  | 'draft'
  | 'template'
  | 'field'
  | 'change'
  | 'undone'
  | 'document'
  | 'use'
  | 'address'
  | 'notice'
  | 'own-files'
  | 'dossier'
  | 'dossier-body'
  | 'progress'

/** The part in the clear: ids, kinds, counters and times; never anything that a person typed. */
export type RowHead = { id: string; kind: RowKind; parent: string; rev: number; updatedAt: number }

/** One row. `v` is the version of the envelope and of the body's shape. */
export type Envelope = RowHead & {
  v: number
  keyId: string
  iv: Uint8Array<ArrayBuffer>
  body: ArrayBuffer
}

/** A piece of a document. */
export type Chunk = { id: string; keyId: string; iv: Uint8Array<ArrayBuffer>; body: ArrayBuffer }

const envelopeVersion = 1

const utf8 = new TextEncoder()
const utf8Text = new TextDecoder()
const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Encrypts and decrypts for one user. None of it may run inside a database transaction, which would end meanwhile. */
export type Sealer = {
  readonly keyId: string
  seal(head: RowHead, body: unknown): Promise<Envelope>
  /** Returns the body as JSON gives it. @throws DeviceError `unreadable`: another key, a changed or moved row, a newer version. */
  open(row: Envelope): Promise<unknown>
  sealChunk(id: string, bytes: BufferSource): Promise<Chunk>
  openChunk(chunk: Chunk): Promise<ArrayBuffer>
  /** Returns a name for something that must not show, such as a document's hash: equal for equal input, and only here. */
  nameFor(secret: string): Promise<string>
}

/** The keys that are derived from a user's data key. */
export type RowKeys = { keyId: string; rows: CryptoKey; names: CryptoKey }

/** Big integers are written as decimal strings; lone surrogates survive as JSON escapes them. */
const jsonOf = (body: unknown): string =>
  JSON.stringify(body, (_, member: unknown) => (typeof member === 'bigint' ? member.toString() : member))

export function makeSealer({ keyId, rows, names }: RowKeys): Sealer {
  const encrypt = async (bytes: BufferSource, place: string) => {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const algorithm = { name: 'AES-GCM', iv, additionalData: utf8.encode(place) }
    return { keyId, iv, body: await crypto.subtle.encrypt(algorithm, rows, bytes) }
  }
  const decrypt = async (sealed: Omit<Chunk, 'id'>, place: string): Promise<ArrayBuffer> => {
    if (sealed.keyId !== keyId)
      throw new DeviceError('unreadable', 'A row on this device is under another key.')
    const algorithm = { name: 'AES-GCM', iv: sealed.iv, additionalData: utf8.encode(place) }
    try {
      return await crypto.subtle.decrypt(algorithm, rows, sealed.body)
    } catch (cause) {
      throw new DeviceError('unreadable', 'A row on this device was changed, or is under another key.', {
        cause,
      })
    }
  }
  const placeOf = ({ id, kind, rev }: RowHead): string => `${id}|${kind}|${rev}`
  return {
    keyId,
    async seal(head, body) {
      const { id, kind, parent, rev, updatedAt } = head
      const sealed = await encrypt(utf8.encode(jsonOf(body)), placeOf(head))
      return { id, v: envelopeVersion, kind, parent, rev, updatedAt, ...sealed }
    },
    async open(row) {
      if (row.v !== envelopeVersion)
        throw new DeviceError(
          'unreadable',
          `A row on this device has version ${row.v}; this program reads ${envelopeVersion}.`,
        )
      const body: unknown = JSON.parse(utf8Text.decode(await decrypt(row, placeOf(row))))
      return body
    },
    sealChunk: async (id, bytes) => ({ id, ...(await encrypt(bytes, id)) }),
    openChunk: (chunk) => decrypt(chunk, chunk.id),
    nameFor: async (secret) => hex(await crypto.subtle.sign('HMAC', names, utf8.encode(secret))),
  }
}
