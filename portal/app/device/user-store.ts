/** The database of one user: encrypted rows and pieces of documents, and nothing else. */
import { Dexie, type Table } from 'dexie'
import { asDeviceError } from './device-error.ts'
import type { Chunk, Envelope, RowKind, Sealer } from './envelopes.ts'

/** What runs inside a transaction: nothing but these tables may be awaited in it. */
export type Tables = { rows: Table<Envelope, string>; chunks: Table<Chunk, string> }

/** Which tables a transaction holds; writing documents need not hold up whoever reads rows. */
type Scope = 'rows' | 'chunks' | 'both'
const tablesIn = { rows: ['rows'], chunks: ['chunks'], both: ['rows', 'chunks'] } as const satisfies Record<
  Scope,
  readonly string[]
>

export type UserStore = {
  readonly name: string
  readonly sealer: Sealer
  /** Device time, milliseconds since 1970: evidence, never a rule. */
  now(): number
  /** Runs `use` in one reading transaction. @throws DeviceError as `asDeviceError` says. */
  read<T>(use: (tables: Tables) => Promise<T>, scope?: Scope): Promise<T>
  /** Runs `use` in one writing transaction; resolved means on the disk (durability "strict" where the browser has it). */
  write<T>(use: (tables: Tables) => Promise<T>, scope?: Scope): Promise<T>
  close(): void
}

/** Rows of one kind below one parent, in the order of their ids. */
export const rowsOf = ({ rows }: Pick<Tables, 'rows'>, parent: string, kind: RowKind) =>
  rows.where('[parent+kind]').equals([parent, kind])

/** Every row below one parent. */
export const allBelow = ({ rows }: Pick<Tables, 'rows'>, parent: string) =>
  rows.where('[parent+kind]').between([parent, Dexie.minKey], [parent, Dexie.maxKey])

/**
 * Opens a user's database. `onClosed` is called once when it is closed from outside: deleted by a sign-out in another tab
 * or with the site's data, or outdated since a newer version of the program took it over. Versions of the schema only add; `fixtures/` keeps a recording of each released one.
 */
export async function openUserStore(
  name: string,
  sealer: Sealer,
  { onClosed, now = Date.now }: { onClosed: (because: 'deleted' | 'outdated') => void; now?: () => number },
): Promise<UserStore> {
  // No cache: it would show rows to live readers before they are committed.
  const db = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
  db.version(1).stores({ rows: 'id, kind, [parent+kind]', chunks: 'id' })
  let isOpen = true
  const close = (): void => {
    isOpen = false
    // Opened again after a deletion it would be an empty one, and take rows that nobody can read.
    db.close({ disableAutoOpen: true })
  }
  const shut = (because: 'deleted' | 'outdated'): void => {
    if (!isOpen) return
    close()
    onClosed(because)
  }
  db.on('versionchange', ({ newVersion }) =>
    shut(newVersion === null || newVersion === 0 ? 'deleted' : 'outdated'),
  )
  db.on('close', () => shut('deleted'))
  const run = async <T>(mode: 'r' | 'rw', use: (tables: Tables) => Promise<T>, scope: Scope): Promise<T> => {
    try {
      // The transaction's own tables: found by Dexie's zone, they would be others' after a few native awaits.
      return await db.transaction(mode, tablesIn[scope], (transaction) =>
        use({
          rows: transaction.table<Envelope, string>('rows'),
          chunks: transaction.table<Chunk, string>('chunks'),
        }),
      )
    } catch (error) {
      throw asDeviceError(error)
    }
  }
  try {
    await db.open()
  } catch (error) {
    throw asDeviceError(error)
  }
  return {
    name,
    sealer,
    now,
    read: (use, scope = 'rows') => run('r', use, scope),
    write: (use, scope = 'rows') => run('rw', use, scope),
    close,
  }
}
