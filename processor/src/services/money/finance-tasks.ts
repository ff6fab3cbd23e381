/** What finance is called for, and what it is no longer called for. */
import type { Stream } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { newTask } from '../../work/new-task.ts'

type Call = {
  officeId: string
  kind: string
  stream: Stream
  /** The attempt, refund or order. */
  about: string
  subject: string
  causedBy: string
  at: Date
}

/** Opens a task for finance, in the caller's transaction. */
export function callFinance(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { at, ...call }: Call,
): void {
  store.tasks.add([newTask({ ...call, role: 'finance', openedAt: at })], session)
}

/** Ends the tasks of a kind about something that is settled. */
export async function releaseFinance(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { officeId, kind, about, at }: Pick<Call, 'officeId' | 'kind' | 'about' | 'at'>,
): Promise<void> {
  await store.tasks.updateMany(
    { officeId, about, kind, state: { $ne: 'done' } },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )
}
