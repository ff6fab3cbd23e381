/** A row that cannot be read (damaged, or of a newer version) never hides the others, and is never passed over in silence. */
import { DeviceError } from './device-error.ts'
import { readDraftBody } from './draft-rows.ts'
import type { RowKind } from './envelopes.ts'
import { readDossierRow, readProgress } from './outbox-bodies.ts'
import type { UserStore } from './user-store.ts'

/** Returns what `read` makes of each row, without those that it finds unreadable. @throws what else it throws. */
export async function readable<Row, T>(rows: readonly Row[], read: (row: Row) => Promise<T>): Promise<T[]> {
  const found = await Promise.all(
    rows.map(async (row) => {
      try {
        return [await read(row)]
      } catch (error) {
        if (error instanceof DeviceError && error.code === 'unreadable') return []
        throw error
      }
    }),
  )
  return found.flatMap((one) => one)
}

/** The kinds that lists are made of. */
const listed = {
  draft: readDraftBody,
  template: readDraftBody,
  dossier: readDossierRow,
  progress: readProgress,
} as const satisfies Partial<Record<RowKind, (body: unknown) => unknown>>

/** Returns how many drafts, templates and dossiers are missing in the lists, since a row of theirs cannot be read. */
export async function countUnreadable(store: UserStore): Promise<number> {
  let unreadable = 0
  for (const [kind, decode] of Object.entries(listed)) {
    const rows = await store.read((tables) => tables.rows.where('kind').equals(kind).toArray())
    const found = await readable(rows, async (row) => decode(await store.sealer.open(row)))
    unreadable += rows.length - found.length
  }
  return unreadable
}
