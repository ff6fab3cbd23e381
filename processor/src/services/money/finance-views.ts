/** What finance looks at: payments in review, refunds, what can still be given back, and what somebody at the desk wants to pay. */
import {
  activeAttempt,
  foldDossier,
  money,
  parseCreditorReference,
  creditorReferenceOf,
  missingOf,
  ProblemError,
  refundableOf,
  refundFroms,
  refundStates,
  streamOf,
  type Actor,
  type AttemptStatus,
  type Money,
  type OrderStatus,
  type RefundFrom,
  type RefundState,
  type RefundWay,
} from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { isStaff, pageNumber, type Page } from '../views.ts'
import type { Refund } from './change-refund.ts'
import { mayMoveMoney, standingOfAttempt } from './propose-refund.ts'
import { knownRefund, refundsOfAttempt } from './record-payment.ts'
import { refusalOfReview, type ReviewRefusal } from './review-rules.ts'
import { reviewDecisions, type ReviewDecision } from '../../store/money-rows.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'drivers'>
const pageSize = 50

function mustLookAtMoney(actor: Actor): void {
  if (!isStaff(actor) || (!mayMoveMoney(actor) && !actor.roles.includes('administrator')))
    throw new ProblemError('not-allowed', 'Only finance, registrars and administrators look at money.')
}

export type ReviewLine = {
  attemptId: string
  dossierId: string
  orderId: string
  driverId: string
  amount: Money
  reason: string | null
  since: Date
}

const reviewLine = ({
  _id,
  dossierId,
  orderId,
  driverId,
  amount,
  reason,
  updatedAt,
}: Row<'attempts'>): ReviewLine => ({
  ...{ attemptId: _id, dossierId, orderId, driverId, amount, reason, since: updatedAt },
})

/** Returns one page of payments in review, those that have waited longest first. @throws ProblemError `not-allowed` */
export async function listReviews(
  { store }: Parts,
  actor: Actor,
  { page }: { page: number },
): Promise<Page<ReviewLine>> {
  mustLookAtMoney(actor)
  const filter = { officeId: actor.officeId, status: 'review' }
  const at = pageNumber(page)
  const total = await store.attempts.count(filter)
  const rows = await store.attempts.many(filter, {
    ...{ sort: { updatedAt: 1 }, limit: pageSize, skip: (at - 1) * pageSize },
  })
  return { rows: rows.map(reviewLine), total, page: at, pageSize }
}

export type Review = ReviewLine & {
  orderNumber: string
  status: AttemptStatus
  /** Money that waits for the decision. */
  suspense: readonly Money[]
  /** What the order lacks: so much of it would go there, the rest to the payer's deposit. */
  missing: Money
  decisions: Readonly<Record<ReviewDecision, ReviewRefusal | null>>
  /** A decision that waits for a second person. */
  approvalId: string | null
}

/** Returns a payment in review with what can be decided about it. @throws ProblemError `not-allowed`, `not-found` */
export async function reviewOf(office: Parts, actor: Actor, attemptId: string): Promise<Review> {
  mustLookAtMoney(actor)
  const { officeId } = actor
  const { attempt, state, order, orderNumber } = await standingOfAttempt(
    office,
    undefined,
    officeId,
    attemptId,
  )
  const waiting = await office.store.approvals.one({ officeId, subjectId: attemptId, state: 'waiting' })
  const refusals = reviewDecisions.map(
    (decision) => [decision, refusalOfReview(state, decision) ?? null] as const,
  )
  const [take, refund, nothing, keep] = refusals.map(([, refusal]) => refusal)
  return {
    ...reviewLine(attempt),
    ...{ orderNumber, status: state.status, suspense: state.suspense, missing: missingOf(order) },
    decisions: {
      take: take ?? null,
      refund: refund ?? null,
      'nothing-came': nothing ?? null,
      keep: keep ?? null,
    },
    approvalId: waiting?._id ?? null,
  }
}

/** Returns the refunds of a dossier, to whoever it belongs and to staff. @throws ProblemError `not-found`, `not-allowed` */
export async function refundsOf(
  { store }: Parts,
  actor: Actor,
  { dossierId }: { dossierId: string },
): Promise<Omit<Refund, 'idempotencyKey'>[]> {
  const { officeId, accountId } = actor
  if (isStaff(actor)) mustLookAtMoney(actor)
  else if (accountId === undefined) throw new ProblemError('not-found')
  const whose = isStaff(actor) ? {} : { accountId }
  const rows = await store.refunds.many({ officeId, dossierId, ...whose }, { sort: { createdAt: 1 } })
  return rows.map(({ idempotencyKey: _key, ...shown }) => shown)
}

/** Returns one page of the office's refunds, the latest first; of one state where that is given. */
export async function listRefunds(
  { store }: Parts,
  actor: Actor,
  { state, page }: { state?: RefundState; page: number },
): Promise<Page<Omit<Refund, 'idempotencyKey'>>> {
  mustLookAtMoney(actor)
  const states = state === undefined ? [...refundStates] : [state]
  const filter = { officeId: actor.officeId, state: { $in: states } }
  const at = pageNumber(page)
  const total = await store.refunds.count(filter)
  const rows = await store.refunds.many(filter, {
    ...{ sort: { createdAt: -1 }, limit: pageSize, skip: (at - 1) * pageSize },
  })
  return { rows: rows.map(({ idempotencyKey: _key, ...shown }) => shown), total, page: at, pageSize }
}

export type Refundable = {
  attemptId: string
  inReview: boolean
  /** What can still be given back, by where it is. */
  amounts: { from: RefundFrom; amount: Money }[]
  ways: RefundWay[]
}

/** Returns what of one payment can still be given back, and how. @throws ProblemError `not-allowed`, `not-found` */
export async function refundable(office: Parts, actor: Actor, attemptId: string): Promise<Refundable> {
  mustLookAtMoney(actor)
  const { officeId } = actor
  const { attempt, state } = await standingOfAttempt(office, undefined, officeId, attemptId)
  const refunds = (await refundsOfAttempt(office, undefined, attempt)).map(knownRefund)
  const driver = office.drivers.of(officeId, attempt.driverId)
  const canBank = driver?.refund !== undefined && driver.manifest.capabilities.refund !== 'none'
  return {
    attemptId,
    inReview: state.status === 'review',
    amounts: refundFroms
      .map((from) => {
        const currency = (from === 'suspense' && state.suspense[0]?.currency) || attempt.amount.currency
        return { from, amount: money(refundableOf(state, from, currency, refunds), currency) }
      })
      .filter(({ amount }) => amount.amountMinor > 0n),
    ways: [...(canBank ? (['bank'] as const) : []), 'payout', 'deposit'],
  }
}

export type Payable =
  | {
      kind: 'order'
      orderId: string
      dossierId: string
      accountId: string
      orderNumber: string
      status: OrderStatus
      total: Money
      missing: Money
      /** A payment that is under way, and what has to be stopped before the desk can take money. */
      underWay: { attemptId: string; driverId: string; status: AttemptStatus } | null
    }
  | { kind: 'deposit'; accountId: string; number: string; balance: Money }

/** Finds an order by its reference, also one from before references were kept, and keeps it then. */
async function orderByReference(
  { store }: Parts,
  officeId: string,
  creditorReference: string,
): Promise<Row<'orders'> | undefined> {
  const known = await store.orders.one({ officeId, creditorReference })
  if (known) return known
  for await (const row of store.orders.stream({ officeId, creditorReference: null })) {
    const own = creditorReferenceOf(row.orderNumber)
    await store.orders.update({ _id: row._id, officeId }, { $set: { creditorReference: own } })
    if (own === creditorReference) return row
  }
  return undefined
}

/** Returns what somebody who comes with a number or a creditor reference wants to pay: an order, or a deposit. Cashiers and their like only. */
export async function findPayable(office: Parts, actor: Actor, text: string): Promise<Payable[]> {
  mustLookAtMoney(actor)
  const { store } = office
  const { officeId } = actor
  const number = text.trim().slice(0, 100)
  const reference = parseCreditorReference(number)
  const order =
    reference === undefined
      ? await store.orders.one({ officeId, orderNumber: number })
      : await orderByReference(office, officeId, reference)
  const deposits = await store.deposits.many(
    reference === undefined ? { officeId, number } : { officeId, creditorReference: reference },
    { limit: 10 },
  )
  const found: Payable[] = deposits.map((row) => ({
    ...{ kind: 'deposit', accountId: row.accountId, number: row.number, balance: row.balance },
  }))
  if (!order) return found
  const { _id: orderId, dossierId, accountId, orderNumber } = order
  const state = foldDossier(await readStream(store, officeId, streamOf('dossier', dossierId)))
  const owing = state.orders.find((one) => one.orderId === orderId)
  if (!owing) return found
  const waiting = activeAttempt(state, orderId)
  return [
    {
      ...{ kind: 'order', orderId, dossierId, accountId, orderNumber },
      ...{ status: owing.status, total: owing.total, missing: missingOf(owing) },
      underWay: waiting
        ? { attemptId: waiting.attemptId, driverId: waiting.driverId, status: waiting.status }
        : null,
    },
    ...found,
  ]
}
