/** The audit log for administrators: who did what, and whether the sealed chain of a day is whole. */
import { parseAtDoor, plainDateIn, plainDateSchema, type Actor, type PlainDate } from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { checkAuditChain, type AuditFault } from '../work/check-audit.ts'
import { mustAdminister } from './operations.ts'
import { doersIn } from './person-names.ts'
import { pageNumber, type Page } from './views.ts'

const pageSize = 50

export type AuditFilter = {
  /** The day in UTC, as the chain counts them. */
  day?: PlainDate | undefined
  /** What was done, such as `claimed-task`. */
  what?: string | undefined
  /** Who did it, as rows name them, such as `user:…`. */
  who?: string | undefined
  /** What it was done to, such as `task:…`. */
  subject?: string | undefined
  page: number
}

export type AuditLine = {
  rowId: string
  at: Date
  day: PlainDate
  who: string
  /** The person's name, where a person did it. */
  name: string | null
  what: string
  subject: string
  detail: string
  /** The name of the person whom the detail names; null where it names none. */
  detailName: string | null
  /** The place in the day's chain; null until it is sealed. */
  seq: number | null
}

/**
 * Returns a page of the office's audit rows, the latest first.
 * @throws ProblemError `not-allowed` unless the actor is an administrator.
 */
export async function auditLog(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  { page, ...filter }: AuditFilter,
): Promise<Page<AuditLine>> {
  mustAdminister(actor)
  const { officeId } = actor
  const asked = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''),
  )
  const at = pageNumber(page)
  const rows = await store.audit.many(
    { officeId, ...asked },
    { sort: { at: -1, _id: -1 }, limit: pageSize, skip: (at - 1) * pageSize },
  )
  const total = await store.audit.count({ officeId, ...asked }, { limit: 10_000 })
  const names = await doersIn(
    store,
    officeId,
    rows.flatMap(({ who, detail }) => [who, detail]),
  )
  return {
    rows: rows.map(({ _id, who, at: doneAt, day, what, subject, detail, seq }) => ({
      rowId: _id,
      ...{ at: doneAt, day, who, what, subject, detail, seq },
      name: names.get(who)?.name ?? null,
      detailName: names.get(detail)?.name ?? null,
    })),
    total,
    page: at,
    pageSize,
  }
}

const daySchema = z.object({ day: plainDateSchema })
export type ChainCheck = { day: PlainDate; rows: number; unsealed: number; faults: readonly AuditFault[] }

/**
 * Checks the chain of one day: which rows were changed, deleted or moved since they were sealed.
 * @throws ProblemError `not-allowed` unless the actor is an administrator, `invalid` for what is no day.
 */
export async function checkAuditDay(
  office: Pick<Office, 'store' | 'clock'>,
  actor: Actor,
  day: string | undefined,
): Promise<ChainCheck> {
  mustAdminister(actor)
  const { officeId } = actor
  const { store, clock } = office
  const asked = parseAtDoor(daySchema, { day: day ?? plainDateIn('UTC', clock.now()) }, 'invalid').day
  const [faults, rows, unsealed] = await Promise.all([
    checkAuditChain(office, officeId, asked),
    store.audit.count({ officeId, day: asked }),
    store.audit.count({ officeId, day: asked, seq: { $type: 'null' } }),
  ])
  return { day: asked, rows, unsealed, faults }
}
