/** Seals the audit log: a job gives each row its place and hash in the chain of its office and day. */
import { chainStart, linkHash, type Canonical } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import type { JobOutcome } from './jobs.ts'

export const sealAuditJob = 'seal-audit'
const everyMs = 60_000
/** Rows younger than this may still be joined by earlier ones of other processes. */
const settleMs = 10_000
const pageSize = 1_000
/** Said by type, so that an index of the unsealed alone answers. */
const unsealed = { seq: { $type: 'null' } } as const

/** What is sealed of a row: everything but the database's own id order. */
export const sealable = ({ _id, ...row }: Row<'audit'>): { [key: string]: Canonical } => ({ id: _id, ...row })

async function sealDay(
  office: Pick<Office, 'store'>,
  officeId: string,
  day: string,
  before: Date,
): Promise<number> {
  const { store } = office
  const last = await store.audit.one({ officeId, day, seq: { $type: 'number' } }, { sort: { seq: -1 } })
  const rows = await store.audit.many(
    { officeId, day, at: { $lte: before }, ...unsealed },
    { sort: { at: 1, _id: 1 }, limit: pageSize },
  )
  let seq = last?.seq ?? 0
  let prevHash = last?.hash ?? chainStart
  for (const row of rows) {
    seq += 1
    const hash = linkHash(sealable({ ...row, seq, prevHash }))
    // A second sealer meets the unique index on the place, or finds the row sealed: it stops, and the next run goes on.
    const isMine = await store.audit.update({ _id: row._id, ...unsealed }, { $set: { seq, prevHash, hash } })
    if (!isMine) return 0
    prevHash = hash
  }
  return rows.length
}

/** Seals what waits, day by day; runs as one job across all processes. */
export async function sealAudit(_job: unknown, office: Office): Promise<JobOutcome> {
  const { store, clock } = office
  const before = new Date(clock.now().getTime() - settleMs)
  const open = await store.audit.collection
    .aggregate<{ _id: { officeId: string; day: string } }>([
      { $match: { at: { $lte: before }, ...unsealed } },
      { $group: { _id: { officeId: '$officeId', day: '$day' } } },
    ])
    .toArray()
  for (const { _id } of open) while ((await sealDay(office, _id.officeId, _id.day, before)) === pageSize);
  return { runAt: new Date(clock.now().getTime() + everyMs) }
}
