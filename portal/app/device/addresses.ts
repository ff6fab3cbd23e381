/** The address book of one user: persons to fill in forms with. */
import type { FormValues } from '@lodge/shared-types'
import { listOf, members, text } from './decode.ts'
import { readFieldValue } from './draft-rows.ts'
import { readable } from './readable-rows.ts'
import { rowsOf, type UserStore } from './user-store.ts'

/** A person's fields by paths below an item of a form, such as `name`, `address.city`. */
export type AddressEntry = { id: string; name: string; values: FormValues }

export type Addresses = {
  /** By name. */
  list(): Promise<AddressEntry[]>
  /** Saves a person under `id`, or as a new one; returns the id. */
  save(person: { id?: string; values: FormValues }): Promise<string>
  remove(id: string): Promise<void>
}

const readValues = (body: unknown): FormValues =>
  new Map(
    listOf((entry) => {
      const { path, value } = members(entry)
      return [text(path), readFieldValue(value)] as const
    })(members(body).values),
  )

export function makeAddresses(store: UserStore): Addresses {
  const { sealer } = store
  const idOf = (id: string): string => `address:${id}`
  return {
    async list() {
      const rows = await store.read((tables) => rowsOf(tables, '', 'address').toArray())
      const entries = await readable(rows, async (row) => {
        const values = readValues(await sealer.open(row))
        const name = values.get('name')
        return { id: row.id.slice(idOf('').length), name: typeof name === 'string' ? name : '', values }
      })
      return entries.sort((one, other) => one.name.localeCompare(other.name))
    },
    async save({ id = crypto.randomUUID(), values }) {
      const rowId = idOf(id)
      const known = await store.read(({ rows }) => rows.get(rowId))
      const head = {
        id: rowId,
        kind: 'address',
        parent: '',
        rev: (known?.rev ?? 0) + 1,
        updatedAt: store.now(),
      } as const
      const row = await sealer.seal(head, {
        values: [...values].map(([path, value]) => ({ path, value })),
      })
      await store.write(({ rows }) => rows.put(row))
      return id
    },
    remove: (id) => store.write(({ rows }) => rows.delete(idOf(id))),
  }
}
