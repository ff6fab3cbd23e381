/** Lets an approved refund begin: the bank's job, a person's task, or the payer's deposit at once. */
import { formatMoney, streamOf } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { scheduleJob } from '../../work/jobs.ts'
import { refused } from '../refusals.ts'
import { changeRefund, setAside, type Refund, type Step } from './change-refund.ts'
import { callFinance } from './finance-tasks.ts'
import { moveRefundJob } from './move-refund.ts'
import { settleRefund } from './settle-refund.ts'
import { payoutTask } from './task-kinds.ts'

/**
 * Begins an approved refund, in the caller's transaction.
 * @throws ProblemError `stale` where the deposit does not hold its money any more, or the payment has come to review
 */
export async function beginRefund(
  office: Office,
  session: ClientSession,
  refund: Refund,
  told: Pick<Step, 'by' | 'causedBy' | 'at'>,
): Promise<void> {
  const { _id, officeId, dossierId, orderNumber, amount, from, way } = refund
  const { at } = told
  if (from === 'deposit') await setAside(office, session, refund, told)
  switch (way) {
    case 'bank':
      await scheduleJob(office.store, session, {
        ...{ officeId, at, kind: moveRefundJob, subject: _id },
        processor: 'payments',
        runAt: at,
      })
      return
    case 'payout':
      await changeRefund(office, session, refund, { state: 'to-pay-out', ...told })
      callFinance(office, session, {
        ...{ officeId, at, kind: payoutTask, about: _id, causedBy: _id },
        stream: streamOf('dossier', dossierId),
        subject: `${orderNumber}: order a transfer of ${formatMoney(amount)} back to the payer.`,
      })
      return
    case 'deposit':
      if (
        !(await settleRefund(office, session, refund, { ...told, bankRefundReference: null, bankAt: null }))
      )
        throw refused('payment-in-review', 'verdict')
  }
}
