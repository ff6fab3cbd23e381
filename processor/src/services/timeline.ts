/** The history of a dossier or a file as its owner reads it: what, when, by whom in kind, and the document that came with it. */
import { actionOf, type DomainEvent, type Localized, type OfficeProfile } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { doersIn } from './person-names.ts'

/** Who did it: the owner's side, a person of the office, the office by itself, or the bank. Never which person. */
export type Doer = 'account' | 'office' | 'system' | 'bank'

export type TimelineLine = {
  eventId: string
  seq: number
  type: DomainEvent['type']
  at: Date
  who: Doer
  document: { documentId: string; role: string } | null
  /** What the office did, in its own words, for `file.acted`. */
  action: Localized | null
}

const documentOf = (event: DomainEvent): TimelineLine['document'] =>
  'documentId' in event.data ? { documentId: event.data.documentId, role: event.data.role } : null

const labelOf = ({ workflow }: OfficeProfile, event: DomainEvent): Localized | null =>
  event.type === 'file.acted' ? (actionOf(workflow, event.data.action)?.label ?? null) : null

/**
 * Whether the owner's side did what the office's rules have put into the history: a request of theirs that was attached, and
 * the action that an answer alone brings about.
 */
export const isPartysDeed = ({ workflow }: Pick<OfficeProfile, 'workflow'>, event: DomainEvent): boolean =>
  event.type === 'request.attached' ||
  (event.type === 'file.acted' && actionOf(workflow, event.data.action)?.takenOn === 'answer')

/** Returns the lines of a history, oldest first. */
export async function timelineOf(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  officeId: string,
  history: readonly DomainEvent[],
): Promise<TimelineLine[]> {
  const people = await doersIn(
    store,
    officeId,
    history.map(({ by }) => by),
  )
  const profile = profiles.of(officeId)
  const doerOf = (event: DomainEvent): Doer => {
    const { by } = event
    if (by.startsWith('processor:')) return isPartysDeed(profile, event) ? 'account' : 'system'
    if (by.startsWith('driver:')) return 'bank'
    return people.get(by)?.isStaff ? 'office' : 'account'
  }
  return history.map((event) => ({
    eventId: event.eventId,
    seq: event.seq,
    type: event.type,
    at: event.at,
    who: doerOf(event),
    document: documentOf(event),
    action: labelOf(profile, event),
  }))
}
