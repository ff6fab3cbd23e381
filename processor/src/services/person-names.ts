/** The people behind ids: staff see each other and the agents by name; nobody else is told one. */
import type { Office } from '../office.ts'

export type NamedPerson = { name: string; isStaff: boolean }

/** Returns the users of an office among `userIds`, by id; ids of nobody are left out. One query, none for no ids. */
export async function personNames(
  store: Pick<Office['store'], 'users'>,
  officeId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return new Map()
  const users = await store.users.many({ _id: { $in: ids }, officeId })
  return new Map(
    users.map(({ _id, displayName, accountId }) => [_id, { name: displayName, isStaff: accountId === null }]),
  )
}

const prefix = 'user:'

/** Returns the users among those who did something, by the name that events and audit rows have for them, such as `user:…`. */
export async function doersIn(
  store: Pick<Office['store'], 'users'>,
  officeId: string,
  doers: readonly string[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  const userIds = doers.flatMap((who) => (who.startsWith(prefix) ? [who.slice(prefix.length)] : []))
  const people = await personNames(store, officeId, userIds)
  return new Map([...people].map(([userId, person]) => [prefix + userId, person]))
}
