/** The address book of one user: persons to fill in forms with. */
import type { FormValues } from '@lodge/shared-types'
import { listOf, members, text } from './decode.ts'
import { readFieldValue } from './draft-rows.ts'
import type { Envelope } from './envelopes.ts'
import { isSamePerson, merged, nameOfPerson } from './people-alike.ts'
import { readable } from './readable-rows.ts'
import { rowsOf, type UserStore } from './user-store.ts'

/** A person's fields by paths below an item of a form, such as `name`, `address.city`. */
export type AddressEntry = { id: string; name: string; values: FormValues }

export type Addresses = {
  /** By name. */
  list(): Promise<AddressEntry[]>
  /**
   * Saves a person under `id`, or as a new one; returns the id. Who is in the book already (the same name, address and
   * e-mail address) is not added again: that entry takes what is new.
   */
  save(person: { id?: string; values: FormValues }): Promise<string>
  /** Makes one of two, under the id of the first: what the later saved says goes first. Nothing where one of them is gone. */
  merge(id: string, otherId: string): Promise<void>
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

  async function list(): Promise<AddressEntry[]> {
    const rows = await store.read((tables) => rowsOf(tables, '', 'address').toArray())
    const entries = await readable(rows, async (row) => {
      const values = readValues(await sealer.open(row))
      return { id: row.id.slice(idOf('').length), name: nameOfPerson(values), values }
    })
    return entries.sort((one, other) => one.name.localeCompare(other.name))
  }

  function seal(rowId: string, known: Envelope | undefined, values: FormValues): Promise<Envelope> {
    const rev = (known?.rev ?? 0) + 1
    const head = { id: rowId, kind: 'address', parent: '', rev, updatedAt: store.now() } as const
    return sealer.seal(head, { values: [...values].map(([path, value]) => ({ path, value })) })
  }

  return {
    list,
    async save({ id, values }) {
      const same =
        id === undefined ? (await list()).find((one) => isSamePerson(one.values, values)) : undefined
      const savedAs = id ?? same?.id ?? crypto.randomUUID()
      const known = await store.read(({ rows }) => rows.get(idOf(savedAs)))
      const row = await seal(idOf(savedAs), known, same ? merged(same.values, values) : values)
      await store.write(({ rows }) => rows.put(row))
      return savedAs
    },
    async merge(id, otherId) {
      const [one, other] = await store.read(({ rows }) => rows.bulkGet([idOf(id), idOf(otherId)]))
      if (!one || !other || id === otherId) return
      const [earlier, later] = one.updatedAt <= other.updatedAt ? [one, other] : [other, one]
      const [before, after] = await Promise.all(
        [earlier, later].map(async (row) => readValues(await sealer.open(row))),
      )
      if (!before || !after) return
      const row = await seal(one.id, one, merged(before, after))
      await store.write(async ({ rows }) => {
        const [oneNow, otherNow] = await rows.bulkGet([one.id, other.id])
        // Whoever changed one of them meanwhile looks at both again.
        if (oneNow?.rev !== one.rev || otherNow?.rev !== other.rev) return
        await rows.put(row)
        await rows.delete(other.id)
      })
    },
    remove: (id) => store.write(({ rows }) => rows.delete(idOf(id))),
  }
}
