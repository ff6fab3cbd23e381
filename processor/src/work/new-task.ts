/** A piece of work for a person of the office, as it is when it is opened. */
import type { PlainDate, Role, Stream } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import type { Row } from '../store/rows.ts'

type NewTask = {
  officeId: string
  kind: string
  role: Role
  /** What a person sees in the list: a file number, or for an alarm what happened. */
  subject: string
  /** The event, claim, approval or alarm that opens it: the same one opens one task of a kind. */
  causedBy: string
  openedAt: Date
  stream?: Stream
  due?: PlainDate
  branch?: string
  about?: string
  /** The user to whom it goes at once; nobody where this is not given. */
  holder?: string | undefined
}

/** Returns the row of a new task: held by `holder` where there is one, else open to everyone of the role. */
export function newTask({ stream, due, branch, about, holder, ...task }: NewTask): Row<'tasks'> {
  return {
    _id: uuidv7(),
    ...task,
    stream: stream ?? null,
    state: holder === undefined ? 'open' : 'claimed',
    claimedBy: holder ?? null,
    claimedAt: holder === undefined ? null : task.openedAt,
    due: due ?? null,
    branch: branch ?? null,
    about: about ?? null,
    closedAt: null,
    rev: 0,
  }
}
