/** An action enters a file's history, and what was asked of the party before it is over. */
import { actedBy, streamOf, type NewEvent, type WorkflowAction } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Store } from '../store/store.ts'
import { appendEvents } from '../store/streams.ts'
import type { FileStanding } from './standing.ts'

type Entry = {
  officeId: string
  fileId: string
  action: WorkflowAction
  /** What happens with it, such as the notice by which it takes effect. */
  with?: readonly NewEvent[]
  by: string
  causedBy: string | null
  at: Date
}

/**
 * Appends the event of an action to the history that the caller has read in this transaction. A notice that still waited for
 * its answer, as it may when an application is withdrawn, is withdrawn with it: nobody is reminded, and nobody answers it.
 */
export async function enterAction(
  store: Store,
  session: ClientSession,
  { state, history }: Pick<FileStanding, 'state' | 'history'>,
  { officeId, fileId, action, with: more = [], by, causedBy, at }: Entry,
): Promise<void> {
  if (state.openNotice !== undefined)
    await store.notices.update(
      { _id: state.openNotice, officeId, state: 'issued' },
      { $set: { state: 'withdrawn', updatedAt: at }, $inc: { rev: 1 } },
      { session },
    )
  await appendEvents(store, session, {
    officeId,
    stream: streamOf('file', fileId),
    events: [actedBy(action, state.status ?? action.status), ...more],
    by,
    causedBy,
    at,
    after: history.at(-1),
  })
}
