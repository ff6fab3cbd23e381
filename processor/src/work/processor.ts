/** What a processor is: the events it handles, in one transaction with its cursor. */
import type { DomainEvent, NewEvent, OfficeProfile, ProcessorName, Stream } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../office.ts'

/** Thrown for a message that can never be handled: it is parked at once, with an alarm. */
export class PoisonError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PoisonError'
  }
}

export type Handling = {
  office: Office
  profile: OfficeProfile
  session: ClientSession
  at: Date
  /** The whole stream as it is in this transaction, with events after those in hand where there are any. */
  history: readonly DomainEvent[]
  /** Appends events caused by the one in hand, with their wake-ups. */
  append(stream: Stream, events: readonly NewEvent[], newStream?: 'new'): Promise<DomainEvent[]>
}

export type Processor = {
  name: ProcessorName
  /** `each`: one event a transaction. `batch`: all that wait, where only the last state counts. */
  takes: 'each' | 'batch'
  /** Handles events in order. It may run more than once before it commits, and has no effect but through the session. */
  handle(events: readonly [DomainEvent, ...DomainEvent[]], handling: Handling): Promise<void>
  /** Handles a stored callback; must be safe to repeat. */
  callback?(callbackId: string, office: Office): Promise<void>
}
