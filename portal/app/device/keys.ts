/** Keys of the users of this device: a random data key each, wrapped so that only this browser can use it. */
import { Dexie, type Table } from 'dexie'
import { asDeviceError } from './device-error.ts'
import type { RowKeys } from './envelopes.ts'

/** No personal data: ids and keys alone. */
export type KeyRow = {
  officeId: string
  userId: string
  keyId: string
  /** Not extractable: neither this program nor a copy of the profile's files can read it as bytes. */
  deviceKey: CryptoKey
  wrapIv: Uint8Array<ArrayBuffer>
  wrappedKey: ArrayBuffer
  isCurrent: boolean
}

/** Somebody signed out here, and the server has not been told. */
export type PendingSignOut = { officeId: string; userId: string }
/** A database whose key is gone and whose deletion is not confirmed. */
type Leftover = { name: string }

type KeyStore = {
  db: Dexie
  keys: Table<KeyRow, [string, string]>
  signOuts: Table<PendingSignOut, string>
  leftovers: Table<Leftover, string>
}

/** Runs `use` with the key store open, and closes it again: it is needed seldom, and must not hold up a clean-up. */
export async function withKeyStore<T>(use: (store: KeyStore) => Promise<T>): Promise<T> {
  const db = new Dexie('lodge-keys', { chromeTransactionDurability: 'strict', cache: 'disabled' })
  db.version(1).stores({ keys: '[officeId+userId], officeId', signOuts: 'officeId', leftovers: 'name' })
  try {
    return await use({
      db,
      keys: db.table<KeyRow, [string, string]>('keys'),
      signOuts: db.table<PendingSignOut, string>('signOuts'),
      leftovers: db.table<Leftover, string>('leftovers'),
    })
  } catch (error) {
    throw asDeviceError(error)
  } finally {
    db.close()
  }
}

/** The user's database; its name holds ids only. */
export const databaseNameOf = ({ officeId, userId }: Pick<KeyRow, 'officeId' | 'userId'>): string =>
  `lodge-${officeId}-${userId}`

/** Returns a new data key for a user, wrapped by a new device key. */
export async function newKey(officeId: string, userId: string): Promise<KeyRow> {
  const { subtle } = crypto
  const deviceKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'wrapKey',
    'unwrapKey',
  ])
  const dataKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])
  const wrapIv = crypto.getRandomValues(new Uint8Array(12))
  const wrappedKey = await subtle.wrapKey('raw', dataKey, deviceKey, { name: 'AES-GCM', iv: wrapIv })
  const keyId = crypto.randomUUID()
  return { officeId, userId, keyId, deviceKey, wrapIv, wrappedKey, isCurrent: false }
}

/**
 * Returns the keys that a user's data key yields (HKDF, RFC 5869): one for rows, one for names. Another wrapping (a
 * passphrase, WebAuthn PRF) changes this function and the key row, never a row of data.
 * @throws OperationError when the device key is not the one that wrapped.
 */
export async function unlock({ keyId, deviceKey, wrapIv, wrappedKey }: KeyRow): Promise<RowKeys> {
  const { subtle } = crypto
  const wrapping = { name: 'AES-GCM', iv: wrapIv }
  const dataKey = await subtle.unwrapKey('raw', wrappedKey, deviceKey, wrapping, 'HKDF', false, ['deriveKey'])
  const derive = (purpose: string, algorithm: AesKeyGenParams | HmacKeyGenParams, usages: KeyUsage[]) =>
    subtle.deriveKey(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: new Uint8Array(),
        info: new TextEncoder().encode(`lodge device ${purpose}`),
      },
      dataKey,
      algorithm,
      false,
      usages,
    )
  const [rows, names] = await Promise.all([
    derive('rows', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
    derive('names', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']),
  ])
  return { keyId, rows, names }
}
