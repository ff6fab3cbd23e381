/** The row that says whose device this is. */
import { roles, type Role } from '@lodge/shared-types'
import { listOf, members, oneOf, text, type Decoder } from './decode.ts'
import { readable } from './readable-rows.ts'
import type { UserStore } from './user-store.ts'

/** Who works on this device, as `GET /o/<office>/api/session` tells. */
export type SessionFacts = {
  id: string
  accountId: string | null
  displayName: string
  language: string
  roles: readonly Role[]
}

const userRowId = 'user'
/** As many rows tell whether the key is the right one. */
const sample = 20

const readSessionFacts: Decoder<SessionFacts> = (value) => {
  const facts = members(value)
  return {
    id: text(facts.id),
    accountId: facts.accountId === null ? null : text(facts.accountId),
    displayName: text(facts.displayName),
    language: text(facts.language),
    roles: listOf(oneOf(roles))(facts.roles),
  }
}

/** Keeps newer facts about the user. */
export async function keepUser(store: UserStore, session: SessionFacts): Promise<void> {
  const known = await store.read(({ rows }) => rows.get(userRowId))
  const rev = (known?.rev ?? 0) + 1
  const row = await store.sealer.seal(
    { id: userRowId, kind: 'user', parent: '', rev, updatedAt: store.now() },
    session,
  )
  await store.write(({ rows }) => rows.put(row))
}

/**
 * Returns the user; undefined where none is known, or where this one row is damaged: a sign-in writes it anew.
 * @throws DeviceError `unreadable` where no other row opens either: the key is not the one of this store.
 */
export async function readUser(store: UserStore): Promise<SessionFacts | undefined> {
  const row = await store.read(({ rows }) => rows.get(userRowId))
  if (!row) return undefined
  try {
    return readSessionFacts(await store.sealer.open(row))
  } catch (error) {
    const others = await store.read(({ rows }) => rows.where('kind').notEqual('user').limit(sample).toArray())
    const opened = await readable(others, (other) => store.sealer.open(other))
    if (opened.length === 0 && others.length > 0) throw error
    return undefined
  }
}
