/** Histories for tests: makes stored events out of new ones, chained as a store would chain them. */
import { chainStart, linkHash } from './hash-chain.ts'
import { eventSchema, type DomainEvent, type NewEvent } from './events.ts'
import { streamOf, type Stream } from './ids.ts'

const at = new Date('2026-11-20T08:00:00Z')

/** Returns `history` with `news` appended: numbered, dated and chained. */
export function append(
  history: readonly DomainEvent[],
  news: readonly NewEvent[],
  stream: Stream = streamOf('dossier', 'd1'),
): DomainEvent[] {
  return news.reduce<DomainEvent[]>(
    (events, event) => {
      const link = {
        eventId: `00000000-0000-7000-8000-${String(events.length + 1).padStart(12, '0')}`,
        officeId: 'testland',
        stream,
        seq: events.length + 1,
        at,
        by: 'processor:test',
        causedBy: null,
        prevHash: events.at(-1)?.hash ?? chainStart,
        ...event,
      }
      return [...events, eventSchema.parse({ ...link, hash: linkHash(link) })]
    },
    [...history],
  )
}
