/** Payments in review: one person proposes what becomes of their money, another approves it. */
import {
  digestOf,
  formatMoney,
  idempotencyKeySchema,
  missingOf,
  parseAtDoor,
  plainText,
  streamOf,
  type Actor,
  type AttemptState,
  type DomainEvent,
  type OrderState,
  type PaymentFacts,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import { reviewDecisions, type ReviewDecision } from '../../store/money-rows.ts'
import { requestApproval, type Approval } from '../approvals/request-approval.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { beginRefund } from './begin-refund.ts'
import { addRefund } from './change-refund.ts'
import { releaseFinance } from './finance-tasks.ts'
import { checkersOfMoney, mayMoveMoney, newRefund, standingOfAttempt } from './propose-refund.ts'
import { scheduleRecheck } from './recheck-attempt.ts'
import { recordPayment } from './record-payment.ts'
import { refusalOfReview, statusAfterReview, takenBy } from './review-rules.ts'
import { reviewTask } from './task-kinds.ts'

const wishSchema = z.strictObject({
  attemptId: z.string().max(64),
  decision: z.enum(reviewDecisions),
  reason: z.preprocess((text) => (text === '' ? undefined : text), plainText(1_000).optional()),
})
const answerSchema = z.object({ approvalId: z.string() })

/** What is approved: this decision about the payment and its order as they stand. */
const digestOfReview = (
  state: AttemptState,
  lacking: OrderState,
  decision: ReviewDecision | undefined,
): string => {
  const { attemptId, status, order, deposit, suspense } = state
  return digestOf({
    ...{ attemptId, status, order, deposit, missing: missingOf(lacking) },
    suspense: [...suspense],
    decision: decision ?? null,
  })
}

/**
 * Proposes what becomes of a payment in review. The same key again answers alike.
 * @throws ProblemError `not-allowed`, `not-found`; `stale` where it is not in review; `invalid` where the decision does not fit
 */
export async function proposeReview(
  office: Office,
  actor: Actor,
  { key, ...raw }: z.input<typeof wishSchema> & { key: unknown },
): Promise<{ approvalId: string }> {
  if (!mayMoveMoney(actor)) throw refused('wrong-role', 'decision')
  const { officeId, who } = actor
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { attemptId, decision, reason } = wish
  if (reason === undefined) throw refused('reason-needed', 'reason')
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'propose-review',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const standing = await standingOfAttempt(office, session, officeId, attemptId)
      const { attempt, state, order, orderNumber } = standing
      const refusal = refusalOfReview(state, decision)
      if (refusal !== undefined) throw refused(refusal, 'decision')
      const approvalId = await requestApproval(office, session, {
        ...{ officeId, makerId: who.id, makerNote: reason, action: null, kind: 'payment-review' as const },
        stream: streamOf('dossier', attempt.dossierId),
        subjectId: attemptId,
        title: `${orderNumber}: ${state.suspense.map(formatMoney).join(', ') || '–'}`,
        digest: digestOfReview(state, order, decision),
        review: { decision, suspense: [...state.suspense] },
        checkers: checkersOfMoney(actor),
        at: office.clock.now(),
      })
      return { approvalId }
    },
  )
  office.nudgeRelay()
  return answer
}

/** When the money in suspense came: that counts for dates, and not when people came round to it. */
function timesOf(
  history: readonly DomainEvent[],
  attemptId: string,
  now: Date,
): Pick<PaymentFacts, 'bankAt' | 'knownAt'> {
  const came = history.findLast(
    ({ type, data }) =>
      type === 'payment.doubted' &&
      'attemptId' in data &&
      data.attemptId === attemptId &&
      data.moved !== null,
  )
  return came?.type === 'payment.doubted'
    ? { bankAt: came.data.bankAt, knownAt: came.data.knownAt }
    : { bankAt: null, knownAt: now }
}

/** For the table of approvals: what becomes of a payment in review once a second person has approved it. */
export const reviewEffects = {
  async digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string> {
    const { officeId, subjectId, review } = row
    const { state, order } = await standingOfAttempt(office, session, officeId, subjectId)
    return digestOfReview(state, order, review?.decision)
  },
  async approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const { _id, officeId, subjectId: attemptId, review, makerId, makerNote } = row
    if (!review) throw new Error(`The approval ${_id} names no decision`)
    const { decision } = review
    const standing = await standingOfAttempt(office, session, officeId, attemptId)
    const { attempt, state, history } = standing
    const refusal = refusalOfReview(state, decision)
    if (refusal !== undefined) throw refused(refusal, 'verdict')
    const taken = takenBy(state, decision)
    const told = { by: `user:${makerId}`, causedBy: _id, at }
    const facts: PaymentFacts = {
      ...{ attemptId, orderId: attempt.orderId, driverId: attempt.driverId, amount: attempt.amount },
      status: statusAfterReview(state, history, taken),
      moved: taken,
      ...timesOf(history, attemptId, at),
      reason: decision,
    }
    await recordPayment(office, session, {
      ...{ attempt, history, ...told },
      command: { type: 'review-payment', facts },
    })
    await releaseFinance(office, session, { officeId, kind: reviewTask, about: attemptId, at })
    await scheduleRecheck(office, session, { officeId, attemptId, cause: _id, at })
    const [amount] = state.suspense
    if (decision !== 'refund' || !amount) return
    const driver = office.drivers.of(officeId, attempt.driverId)
    const canRefund = driver?.refund !== undefined && driver.manifest.capabilities.refund !== 'none'
    const reason = makerNote ?? decision
    const way = canRefund ? ('bank' as const) : ('payout' as const)
    const refund = newRefund(
      standing,
      { amount, way, reason, makerId, from: 'suspense', requestId: null, state: 'approved' },
      at,
    )
    await addRefund(office, session, refund, told)
    await beginRefund(office, session, refund, told)
  },
  /** Nothing was done, so nothing is undone: the payment is still in review. */
  refused: (): Promise<void> => Promise.resolve(),
}
