/**
 * Recordings of what a released version stored in a browser, as JSON, so that later versions prove that they still read it.
 * A browser's device key cannot be recorded, so the recording holds one made for it.
 */
import { Dexie } from 'dexie'

const base64 = (bytes: ArrayBuffer | Uint8Array): string =>
  Buffer.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)).toString('base64')

/** Bytes are written as `{"$buffer"}` or `{"$bytes"}`, a key as `{"$key"}`, big integers as `{"$integer"}`. */
async function written(value: unknown): Promise<unknown> {
  if (value instanceof ArrayBuffer) return { $buffer: base64(value) }
  if (value instanceof Uint8Array) return { $bytes: base64(value) }
  if (value instanceof CryptoKey) return { $key: base64(await crypto.subtle.exportKey('raw', value)) }
  if (typeof value === 'bigint') return { $integer: value.toString() }
  if (Array.isArray(value)) return Promise.all(value.map(written))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(async ([name, member]) => [name, await written(member)] as const)
  return Object.fromEntries(await Promise.all(members))
}

const bytesOf = (text: unknown): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(String(text), 'base64'))

async function asItWas(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(asItWas))
  if (typeof value !== 'object' || value === null) return value
  if ('$buffer' in value) return bytesOf(value.$buffer).buffer
  if ('$bytes' in value) return bytesOf(value.$bytes)
  if ('$integer' in value) return BigInt(String(value.$integer))
  if ('$key' in value)
    return crypto.subtle.importKey('raw', bytesOf(value.$key), 'AES-GCM', false, ['wrapKey', 'unwrapKey'])
  const members = Object.entries(value).map(async ([name, member]) => [name, await asItWas(member)] as const)
  return Object.fromEntries(await Promise.all(members))
}

export type Recording = {
  name: string
  version: number
  stores: Record<string, string>
  rows: Record<string, unknown[]>
}

/**
 * Returns what a database holds, with its schema as Dexie writes it. Keys must be extractable for that, so whoever makes a
 * new recording has `generateKey` make such keys.
 */
export async function record(name: string, { isSchemaOnly = false } = {}): Promise<Recording> {
  const db = await new Dexie(name).open()
  const tables = await Promise.all(
    db.tables.map(async (table) => ({
      name: table.name,
      store: [table.schema.primKey.src, ...table.schema.indexes.map(({ src }) => src)].join(', '),
      rows: isSchemaOnly ? [] : await Promise.all((await table.toArray()).map(written)),
    })),
  )
  db.close()
  return {
    name,
    version: db.verno,
    stores: Object.fromEntries(tables.map((table) => [table.name, table.store])),
    rows: Object.fromEntries(tables.map((table) => [table.name, table.rows])),
  }
}

/** Lays a recording down as the databases of this browser. */
export async function replay(recordings: readonly Recording[]): Promise<void> {
  for (const { name, version, stores, rows } of recordings) {
    const db = new Dexie(name)
    db.version(version).stores(stores)
    await db.open()
    for (const [table, recorded] of Object.entries(rows))
      await db.table(table).bulkPut(await Promise.all(recorded.map(asItWas)))
    db.close()
  }
}
