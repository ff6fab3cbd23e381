/** One order of the office as the money pages need it: its dossier's fees, refunds, and what can be given back. */
import { creditorReferenceOf, ProblemError, type Actor } from '@lodge/shared-types'
import type { Args } from '../../../edge/answers.server.ts'

type Services = Args['context']['services']

/** States of a payment whose money can be there. */
const moneyStates = [
  'succeeded',
  'succeeded-late',
  'settled',
  'partially-refunded',
  'partially-funded',
  'charged-back',
  'returned',
  'failed',
  'cancelled',
  'expired',
]

/** Returns the order with its dossier's fees and refunds. @throws ProblemError `not-found` */
export async function orderParts(services: Services, actor: Actor, orderId: string) {
  const { dossierId } = await services.orderOfOverride(actor, orderId)
  const [fees, refunds] = await Promise.all([
    services.dossierFees(actor, dossierId),
    services.refundsOf(actor, { dossierId }),
  ])
  const order = fees.orders.find((one) => one.orderId === orderId)
  if (!order) throw new ProblemError('not-found')
  return { order, fees, refunds: refunds.filter((one) => one.orderId === orderId) }
}

/** Returns the order's payments of which something can still be given back, with how much from where. */
export async function refundablesOf(
  services: Services,
  actor: Actor,
  attempts: readonly { attemptId: string; status: string }[],
) {
  const all = await Promise.all(
    attempts
      .filter(({ status }) => moneyStates.includes(status))
      .map(({ attemptId }) => services.refundable(actor, attemptId)),
  )
  return all.filter(({ amounts, inReview }) => !inReview && amounts.length > 0)
}

/**
 * Returns the lines of statements that name the order by its RF reference, or one of its payments by the bank's; each once, the
 * latest first.
 */
export async function linesAbout(
  services: Services,
  actor: Actor,
  { orderNumber, attempts }: { orderNumber: string; attempts: readonly { bankReference: string | null }[] },
) {
  const references = [
    creditorReferenceOf(orderNumber),
    ...attempts.flatMap(({ bankReference }) => bankReference ?? []),
  ]
  const lists = await Promise.all(
    references.map((reference) => services.matchingList(actor, { reference, page: 1 })),
  )
  return [...new Map(lists.flatMap(({ rows }) => rows).map((line) => [line._id, line])).values()]
}
