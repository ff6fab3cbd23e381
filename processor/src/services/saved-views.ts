/** The views of a list that a person has named: kept with the user, shown as tabs on every device. One shelf for each list. */
import {
  addressOfFileList,
  addressOfTaskList,
  fileListIn,
  parseAtDoor,
  plainLine,
  ProblemError,
  saying,
  taskListIn,
  type Actor,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../office.ts'

/** `address` is the query of the list's address, without `?`. */
export type SavedView = { id: string; name: string; address: string }

/** Where views are kept, and how an address is brought into its shortest form; a view has no page of its own. */
const shelves = {
  fileViews: (asked) => addressOfFileList({ ...fileListIn(asked), page: 1 }),
  taskViews: (asked) => addressOfTaskList({ ...taskListIn(asked), page: 1 }),
} as const satisfies Record<string, (asked: URLSearchParams) => string>
type Shelf = keyof typeof shelves

const maxViews = 20
const newViewSchema = z.object({ name: plainLine(40), address: z.string().max(2_000) })

type Parts = Pick<Office, 'store'>

const ownRow = (actor: Actor) => ({ _id: actor.who.id, officeId: actor.officeId })

/** Returns the services of one shelf: the actor's views in the order of their tabs, keeping one, and forgetting one. */
const viewsOn = (shelf: Shelf) => ({
  list: async ({ store }: Parts, actor: Actor): Promise<SavedView[]> =>
    (await store.users.one(ownRow(actor)))?.[shelf] ?? [],

  /**
   * Keeps a view under a name; the same name again replaces it. Repeating it changes nothing.
   * @throws ProblemError `invalid` without a name or beyond 20 views.
   */
  save: async ({ store }: Parts, actor: Actor, wish: unknown): Promise<SavedView> => {
    const { name, address } = parseAtDoor(newViewSchema, wish, 'invalid')
    const kept = shelves[shelf](new URLSearchParams(address))
    return store.transaction(async (session) => {
      const user = await store.users.one(ownRow(actor), { session })
      if (!user) throw new ProblemError('not-found')
      const views = user[shelf] ?? []
      const known = views.find((view) => view.name === name)
      if (!known && views.length >= maxViews)
        throw new ProblemError('invalid', undefined, {
          errors: [{ path: 'name', ...saying('too-many-views', { max: maxViews }) }],
        })
      const saved = { id: known?.id ?? uuidv7(), name, address: kept }
      const all = known ? views.map((view) => (view.id === saved.id ? saved : view)) : [...views, saved]
      await store.users.update(ownRow(actor), { $set: { [shelf]: all } }, { session })
      return saved
    })
  },

  /** Forgets a view; one that is not there is forgotten already. */
  remove: async ({ store }: Parts, actor: Actor, viewId: string): Promise<void> => {
    await store.users.update(ownRow(actor), { $pull: { [shelf]: { id: viewId } } })
  },
})

export const fileViews = viewsOn('fileViews')
export const taskViews = viewsOn('taskViews')
