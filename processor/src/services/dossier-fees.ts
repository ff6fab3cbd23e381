/** The fees of dossiers for those of the office who look after them: orders to be found, and one dossier's in full. */
import {
  ProblemError,
  streamOf,
  type Actor,
  type Money,
  type OrderStatus,
  type Role,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { mayOverride } from './fee-overrides.ts'
import { paymentsOfDossier, type FilePayments } from './file-payments.ts'
import { personNames } from './person-names.ts'
import { isStaff, pageNumber, type Page } from './views.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'drivers'>

/** Who looks at fees. */
const feeRoles: readonly Role[] = ['finance', 'registrar', 'administrator']

function mustLookAtFees({ roles }: Actor): void {
  if (!feeRoles.some((role) => roles.includes(role)))
    throw new ProblemError('not-allowed', 'Only finance, registrars and administrators look at fees.')
}

export type OrderLine = {
  orderId: string
  dossierId: string
  orderNumber: string
  status: OrderStatus
  total: Money
  received: Money
  openedAt: Date
}

/** A lower total that waits for a second person. */
export type WaitingOverride = {
  approvalId: string
  orderId: string
  total: Money
  told: string
  makerName: string
}

export type DossierFees = FilePayments & {
  /** What `proposeFeeOverride` must have seen. */
  seq: number
  mayOverride: boolean
  overrides: WaitingOverride[]
}

const pageSize = 50

const lineOf = ({
  _id,
  dossierId,
  orderNumber,
  status,
  total,
  received,
  openedAt,
}: Row<'orders'>): OrderLine => ({
  orderId: _id,
  ...{ dossierId, orderNumber, status, total, received, openedAt },
})

/**
 * Returns one page of the office's orders, the latest number first; with `search`, the order of this number, or those of the
 * submission of this number. @throws ProblemError `not-allowed`
 */
export async function listOrders(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  { search, page }: { search: string; page: number },
): Promise<Page<OrderLine>> {
  mustLookAtFees(actor)
  const { officeId } = actor
  const number = search.trim().slice(0, 100)
  const submission =
    number === '' ? undefined : await store.submissions.one({ officeId, submissionNumber: number })
  const filter = {
    officeId,
    ...(submission ? { dossierId: submission.dossierId } : number === '' ? {} : { orderNumber: number }),
  }
  const total = await store.orders.count(filter)
  const at = Math.min(pageNumber(page), Math.max(1, Math.ceil(total / pageSize)))
  const rows = await store.orders.many(filter, {
    sort: { orderNumber: -1 },
    limit: pageSize,
    skip: (at - 1) * pageSize,
  })
  return { rows: rows.map(lineOf), total, page: at, pageSize }
}

/** Returns the order whose total an approval is about, to whoever may look at that. @throws ProblemError `not-found` */
export async function orderOfOverride(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  orderId: string,
): Promise<OrderLine> {
  const order = isStaff(actor)
    ? await store.orders.one({ _id: orderId, officeId: actor.officeId })
    : undefined
  if (!order) throw new ProblemError('not-found', 'There is no such order at this office.')
  return lineOf(order)
}

/** Returns the fees of one dossier with what of them waits for approval. @throws ProblemError `not-allowed`, `not-found` */
export async function dossierFees(office: Parts, actor: Actor, dossierId: string): Promise<DossierFees> {
  mustLookAtFees(actor)
  const { officeId } = actor
  const history = await readStream(office.store, officeId, streamOf('dossier', dossierId))
  if (history.length === 0) throw new ProblemError('not-found', 'There is no such dossier at this office.')
  const payments = await paymentsOfDossier(office, { officeId, dossierId, history })
  const subjectId = { $in: payments.orders.map(({ orderId }) => orderId) }
  const waiting = await office.store.approvals.many({ officeId, subjectId, state: 'waiting' })
  const names = await personNames(
    office.store,
    officeId,
    waiting.map(({ makerId }) => makerId),
  )
  return {
    ...payments,
    seq: history.at(-1)?.seq ?? 0,
    mayOverride: mayOverride(actor),
    overrides: waiting.flatMap(({ _id, subjectId: orderId, fee, makerId }) =>
      fee ? [{ approvalId: _id, orderId, ...fee, makerName: names.get(makerId)?.name ?? '' }] : [],
    ),
  }
}
