/** A refund that has succeeded: what of its money is not told yet moves, and the refund ends, in the caller's transaction. */
import { foldDossier, streamOf } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { readStream } from '../../store/streams.ts'
import { changeRefund, type Refund } from './change-refund.ts'
import { releaseFinance } from './finance-tasks.ts'
import { planRefund } from './plan-payment.ts'
import { knownRefund, recordPayment, refundsOfAttempt } from './record-payment.ts'
import { scheduleRecheck } from './recheck-attempt.ts'
import { payoutTask } from './task-kinds.ts'

export type RefundSuccess = {
  bankRefundReference: string | null
  bankAt: Date | null
  by: string
  causedBy: string
  at: Date
}

/**
 * Ends a refund as succeeded. Of money that the bank gave back only what it was not heard to give back before moves now. Returns
 * undefined, with nothing done, while the payment is in review.
 */
export async function settleRefund(
  office: Office,
  session: ClientSession,
  refund: Refund,
  { bankRefundReference, bankAt, by, causedBy, at }: RefundSuccess,
): Promise<Refund | undefined> {
  const { _id: refundId, officeId, dossierId, attemptId, orderId, driverId } = refund
  const attempt = await office.store.attempts.one({ _id: attemptId, officeId }, { session })
  const history = await readStream(office.store, officeId, streamOf('dossier', dossierId), { session })
  const state = foldDossier(history).attempts.find((one) => one.attemptId === attemptId)
  if (!attempt || !state) throw new Error(`The attempt ${attemptId} of the refund ${refundId} is missing`)
  if (state.status === 'review') return undefined
  const refunds = (await refundsOfAttempt(office, session, attempt)).map(knownRefund)
  const planned = planRefund(history, state, refunds, {
    refund: knownRefund(refund),
    facts: { orderId, driverId, bankAt, knownAt: at, amount: attempt.amount },
  })
  if (planned) {
    const told = await recordPayment(office, session, { attempt, history, by, causedBy, at, ...planned })
    if (told.length === 0) throw new Error(`The payment ${attemptId} (${state.status}) takes no refund`)
    await scheduleRecheck(office, session, { officeId, attemptId, cause: refundId, at })
  }
  await releaseFinance(office, session, { officeId, kind: payoutTask, about: refundId, at })
  return changeRefund(office, session, refund, {
    ...{ state: 'succeeded', by, causedBy, at },
    set: { bankRefundReference },
  })
}
