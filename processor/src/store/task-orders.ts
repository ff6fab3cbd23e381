/** The indexes of the work list, one for each order: every filter of the list is answered within them, without the rows. */
import type { TaskSort } from '@lodge/shared-types'

/** What the list filters by; each index holds all of it. */
const filtered = { kind: 1, due: 1, claimedBy: 1, branch: 1, openedAt: 1, subject: 1 } as const

type Order = Readonly<Record<string, 1>>

/** A role and a state each have one point in an index, so that MongoDB merges them in order and sorts nothing. */
const orderBy = (fields: Order): Order => ({
  officeId: 1,
  role: 1,
  state: 1,
  ...fields,
  _id: 1,
  ...Object.fromEntries(Object.entries(filtered).filter(([name]) => !(name in fields))),
})

export const taskOrders = {
  due: orderBy({ due: 1 }),
  opened: orderBy({ openedAt: 1 }),
  file: orderBy({ subject: 1 }),
  kind: orderBy({ kind: 1, due: 1 }),
} as const satisfies Record<TaskSort, Order>

/** For what one person holds: few rows of many. */
export const heldOrder: Order = {
  officeId: 1,
  claimedBy: 1,
  due: 1,
  _id: 1,
  role: 1,
  state: 1,
  kind: 1,
  branch: 1,
  openedAt: 1,
  subject: 1,
}

/** Returns how rows sort in one of these orders, in either direction. */
export function taskSortOf(sort: TaskSort, isDescending: boolean): Record<string, 1 | -1> {
  const direction = isDescending ? -1 : 1
  const fields = { due: ['due'], opened: ['openedAt'], file: ['subject'], kind: ['kind', 'due'] }[sort]
  return Object.fromEntries([...fields, '_id'].map((field) => [field, direction]))
}
