/** Parts of an office for tests of the machinery: a process with its own queues, streams with small events, a processor that records. */
import {
  streamOf,
  type DomainEvent,
  type NewEvent,
  type ProcessorName,
  type Stream,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { writeAudit } from '../src/audit.ts'
import { openInProcessBroker } from '../src/broker/in-process.ts'
import { makeTopology } from '../src/broker/topology.ts'
import type { Office } from '../src/office.ts'
import { appendEvents } from '../src/store/streams.ts'
import type { Store } from '../src/store/store.ts'
import type { Handling, Processor } from '../src/work/processor.ts'

/** One more process's worth of `office`, with in-process queues that it shares with nobody. */
export function aProcess(office: Office): Office {
  return { ...office, broker: openInProcessBroker(makeTopology('', office.env.RETRY_TIERS_MS)) }
}

export const aStream = (): Stream => streamOf('file', uuidv7())

/** An event that examination and status handle. */
export const attached = (): NewEvent => ({
  type: 'request.attached',
  v: 1,
  data: {
    requestId: uuidv7(),
    kind: 'refund',
    about: 'an attempt',
    submissionId: 's',
    onlineId: 'E-1',
    receivedAt: new Date(0),
  },
})
/** An event that examination skips and status handles. */
export const changed = (): NewEvent => ({ type: 'file.changed', v: 1, data: { fields: [] } })

/** Appends events to a stream of `borovia`, as a service would. */
export const append = (
  store: Store,
  stream: Stream,
  events: readonly NewEvent[],
  at = new Date(),
): Promise<DomainEvent[]> =>
  store.transaction((session) =>
    appendEvents(store, session, {
      officeId: 'borovia',
      stream,
      events,
      by: 'user:test',
      causedBy: null,
      at,
    }),
  )

/**
 * A processor whose effect is one audit row an event, stored in the step's own transaction. Its detail is
 * `<how many rows of the stream there are now>:<the event's seq>`. `before` runs first and may throw or wait.
 */
export const recorder = (
  name: ProcessorName,
  before: (event: DomainEvent, handling: Handling) => Promise<void> = () => Promise.resolve(),
  takes: Processor['takes'] = 'each',
): Processor => ({
  name,
  takes,
  async handle(events, handling) {
    for (const event of events) {
      await before(event, handling)
      const { office, session } = handling
      const count = await office.store.audit.count(
        { subject: event.stream, who: `processor:${name}` },
        { session },
      )
      await writeAudit(
        office,
        {
          officeId: event.officeId,
          who: `processor:${name}`,
          what: 'noted-file',
          subject: event.stream,
          detail: `${count + 1}:${event.seq}`,
        },
        session,
      )
    }
  },
})

/** Returns what a recorder did to a stream. */
export const recorded = async (store: Store, stream: Stream, name: ProcessorName): Promise<string[]> =>
  (await store.audit.many({ subject: stream, who: `processor:${name}` }, { sort: { detail: 1 } })).map(
    (row) => row.detail,
  )
