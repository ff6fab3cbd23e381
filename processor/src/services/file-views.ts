/** The views of the file list that a person has named: kept with the user, shown as tabs on every device. */
import {
  addressOfFileList,
  fileListIn,
  parseAtDoor,
  plainLine,
  ProblemError,
  saying,
  type Actor,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../office.ts'

/** `address` is the query of the list's address, without `?`. */
export type SavedFileView = { id: string; name: string; address: string }

const maxViews = 20
const newViewSchema = z.object({ name: plainLine(40), address: z.string().max(2_000) })

type Parts = Pick<Office, 'store'>

/** Returns the actor's named views, in the order of their tabs. */
export async function listFileViews({ store }: Parts, actor: Actor): Promise<SavedFileView[]> {
  const user = await store.users.one({ _id: actor.who.id, officeId: actor.officeId })
  return user?.fileViews ?? []
}

/**
 * Keeps a view under a name; the same name again replaces it. Repeating it changes nothing.
 * @throws ProblemError `invalid` without a name or beyond 20 views.
 */
export async function saveFileView({ store }: Parts, actor: Actor, wish: unknown): Promise<SavedFileView> {
  const { name, address } = parseAtDoor(newViewSchema, wish, 'invalid')
  const own = { _id: actor.who.id, officeId: actor.officeId }
  // A view has no page of its own.
  const kept = addressOfFileList({ ...fileListIn(new URLSearchParams(address)), page: 1 })
  return store.transaction(async (session) => {
    const user = await store.users.one(own, { session })
    if (!user) throw new ProblemError('not-found')
    const views = user.fileViews ?? []
    const known = views.find((view) => view.name === name)
    if (!known && views.length >= maxViews)
      throw new ProblemError('invalid', undefined, {
        errors: [{ path: 'name', ...saying('too-many-views', { max: maxViews }) }],
      })
    const saved = { id: known?.id ?? uuidv7(), name, address: kept }
    const fileViews = known ? views.map((view) => (view.id === saved.id ? saved : view)) : [...views, saved]
    await store.users.update(own, { $set: { fileViews } }, { session })
    return saved
  })
}

/** Forgets a view; one that is not there is forgotten already. */
export async function deleteFileView({ store }: Parts, actor: Actor, viewId: string): Promise<void> {
  const own = { _id: actor.who.id, officeId: actor.officeId }
  await store.users.update(own, { $pull: { fileViews: { id: viewId } } })
}
