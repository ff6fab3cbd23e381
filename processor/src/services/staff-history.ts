/** The history of a file in full, for staff: each fact with what it says, who did it by name, on whose approval, and why. Pure. */
import type { DomainEvent, FileStatus, Localized, OfficeProfile, PlainDate } from '@lodge/shared-types'
import type { Row } from '../store/rows.ts'
import type { NamedPerson } from './person-names.ts'
import { isPartysDeed, type Doer } from './timeline.ts'

export type StaffHistoryLine = {
  eventId: string
  seq: number
  type: DomainEvent['type']
  at: Date
  by: { kind: Doer; name: string | null }
  /** What the office did, in its own words, for `file.acted`. */
  action: Localized | null
  /** What the fact says, as far as people read it. */
  facts: {
    status: FileStatus | null
    st27: string | null
    nationalCode: string | null
    filingDate: PlainDate | null
    answerBy: PlainDate | null
    onlineId: string | null
    /** The names of what changed in the request. */
    changed: string[]
  }
  document: { documentId: string; role: string } | null
  noticeId: string | null
  /** What whoever proposed it said to those who approve. */
  note: string | null
  approvedBy: { name: string; reason: string | null; at: Date }[]
  /** The beginning of the link's hash: two copies of a history can be compared by it. */
  hashPrefix: string
}

/** Returns the users whom a history names. */
export const usersOf = (history: readonly DomainEvent[]): string[] =>
  history.flatMap(({ by }) => (by.startsWith('user:') ? [by.slice('user:'.length)] : []))

type Known = {
  names: ReadonlyMap<string, NamedPerson>
  approvals: readonly Row<'approvals'>[]
  notices: readonly Row<'notices'>[]
}

type Rules = Pick<OfficeProfile, 'workflow'>

function doerOf(profile: Rules, event: DomainEvent, names: Known['names']): StaffHistoryLine['by'] {
  const { by } = event
  if (by.startsWith('processor:'))
    return { kind: isPartysDeed(profile, event) ? 'account' : 'system', name: null }
  if (by.startsWith('driver:')) return { kind: 'bank', name: null }
  const person = by.startsWith('user:') ? names.get(by.slice('user:'.length)) : undefined
  return { kind: person?.isStaff ? 'office' : 'account', name: person?.name ?? null }
}

/** A decision names the approval, or the notice, that it came from; the notice names its approval. */
function approvalOf(event: DomainEvent, { approvals, notices }: Known): Row<'approvals'> | undefined {
  const noticeId = event.type === 'file.notice-issued' ? event.data.noticeId : event.causedBy
  const { approvalId = null } = notices.find(({ _id }) => _id === noticeId) ?? {}
  const isOfIt = ({ _id, subjectId }: Row<'approvals'>): boolean =>
    _id === approvalId || (event.causedBy !== null && [_id, subjectId].includes(event.causedBy))
  return approvals.find((approval) => approval.state === 'approved' && isOfIt(approval))
}

/** The names of what changed; the request as a whole is named only where no part of it is. */
function changedIn(names: readonly string[]): string[] {
  const parts = names.filter((name) => name !== 'request')
  return parts.length === 0 ? [...names] : parts
}

const factsOf = (event: DomainEvent): StaffHistoryLine['facts'] => ({
  status: event.type === 'file.acted' || event.type === 'file.received' ? event.data.status : null,
  st27: event.type === 'file.acted' || event.type === 'file.received' ? event.data.st27 : null,
  nationalCode: event.type === 'file.acted' ? event.data.nationalCode : null,
  filingDate: event.type === 'file.date-accorded' ? event.data.filingDate : null,
  answerBy:
    event.type === 'file.notice-issued' || event.type === 'file.notice-extended' ? event.data.answerBy : null,
  onlineId: event.type === 'request.attached' ? event.data.onlineId : null,
  changed: event.type === 'file.changed' ? changedIn(event.data.fields.map(({ name }) => name)) : [],
})

/** Returns the lines of a file's history, oldest first. */
export function staffHistory(
  profile: Rules,
  history: readonly DomainEvent[],
  known: Known,
): StaffHistoryLine[] {
  return history.map((event): StaffHistoryLine => {
    const { eventId, seq, type, at, data, hash } = event
    const approval =
      type === 'file.acted' || type === 'file.notice-issued' ? approvalOf(event, known) : undefined
    const code = type === 'file.acted' ? event.data.action : undefined
    return {
      ...{ eventId, seq, type, at },
      by: doerOf(profile, event, known.names),
      action: profile.workflow.actions.find((action) => action.code === code)?.label ?? null,
      facts: factsOf(event),
      document: 'documentId' in data ? { documentId: data.documentId, role: data.role } : null,
      noticeId: type === 'file.notice-issued' ? event.data.noticeId : null,
      note: approval?.makerNote ?? null,
      approvedBy: (approval?.verdicts ?? []).map(({ userId, reason, at: decidedAt }) => ({
        name: known.names.get(userId)?.name ?? userId,
        reason,
        at: decidedAt,
      })),
      hashPrefix: hash.slice(0, 12),
    }
  })
}
