/** Moves a refund at the bank: asks for it once, under its own key, and finds out what became of it. */
import { DriverError, type Driver, type RefundResult } from '@lodge/bank-drivers'
import { compareMoney } from '@lodge/shared-types'
import { errorText } from '../../log.ts'
import type { Office } from '../../office.ts'
import { raiseAlarm } from '../../work/alarm.ts'
import type { JobOutcome } from '../../work/jobs.ts'
import { pollDelayMs } from '../payments/poll-attempt.ts'
import { changeRefund, failRefund, type Refund } from './change-refund.ts'
import { isAtBank } from './refund-rules.ts'
import { settleRefund } from './settle-refund.ts'

export const moveRefundJob = 'move-refund'

/** Banks keep an idempotency key for a day at least: after that, a repeated call could be a second refund. */
const repeatForMs = 24 * 3_600_000

/** What is known of a refund at the bank. */
type RefundWord =
  | { outcome: 'pending' | 'succeeded'; bankRefundReference: string; bankAt: Date }
  | { outcome: 'failed' | 'unknown'; problem: string }
  /** The bank was certainly not reached: it is asked again, as if nothing had happened. */
  | { outcome: 'not-sent'; problem: string }

/** What a bank's answer says. One about another amount is no answer. */
function wordOf(
  refund: Refund,
  { outcome, bankRefundReference, bankAt, bankStatus, amount }: RefundResult,
): RefundWord {
  if (amount.currency !== refund.amount.currency || compareMoney(amount, refund.amount) !== 0)
    return { outcome: 'unknown', problem: 'amount-mismatch' }
  return outcome === 'pending' || outcome === 'succeeded'
    ? { outcome, bankRefundReference, bankAt }
    : { outcome, problem: bankStatus }
}

const passing: readonly string[] = ['rate', 'unavailable', 'auth']

/** What a call that failed amounts to. */
function wordOfFailure(error: unknown): RefundWord {
  if (!(error instanceof DriverError)) return { outcome: 'unknown', problem: 'driver-defect' }
  const problem = `${error.kind}:${error.code}`.slice(0, 200)
  if (error.sent === 'maybe') return { outcome: 'unknown', problem }
  return error.sent === 'no' && passing.includes(error.kind)
    ? { outcome: 'not-sent', problem }
    : { outcome: 'failed', problem }
}

/** Asks the bank to make the refund. The same key again is the same refund. */
async function send(
  office: Office,
  driver: Driver,
  refund: Refund,
  bankReference: string,
): Promise<RefundWord> {
  const { _id: refundId, idempotencyKey, amount } = refund
  if (!driver.refund) return { outcome: 'failed', problem: 'no-refunds' }
  try {
    return wordOf(refund, await driver.refund({ refundId, idempotencyKey, bankReference, amount }))
  } catch (error) {
    office.log.warn('refund-not-made', { refundId, error: errorText(error) })
    return wordOfFailure(error)
  }
}

/** Finds out what became of a refund that the bank may have; undefined where nothing new is known. */
async function find(
  office: Office,
  driver: Driver,
  refund: Refund,
  bankReference: string,
): Promise<RefundWord | undefined> {
  const { _id: refundId, bankRefundReference, sentAt, state } = refund
  try {
    const found = await driver.queryRefund?.({
      refundId,
      ...(bankRefundReference === null ? {} : { bankRefundReference }),
    })
    if (found?.found) return wordOf(refund, found)
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    office.log.warn('refund-query-failed', { refundId, error: error.code })
    return undefined
  }
  const mayRepeat =
    driver.manifest.capabilities.nativeIdempotency &&
    state !== 'pending' &&
    sentAt !== null &&
    office.clock.now().getTime() - sentAt.getTime() < repeatForMs
  return mayRepeat ? send(office, driver, refund, bankReference) : undefined
}

/** Applies what is known of a refund, in one transaction. Returns it as it is afterwards. */
async function applyRefundWord(
  office: Office,
  refundId: string,
  word: RefundWord,
): Promise<Refund | undefined> {
  const { store, clock } = office
  const after = await store.transaction(async (session) => {
    const refund = await store.refunds.one({ _id: refundId }, { session })
    if (!refund || !isAtBank(refund)) return refund
    const at = clock.now()
    const told = { by: `driver:${refund.driverId}`, causedBy: refundId, at }
    switch (word.outcome) {
      case 'succeeded':
        // While the payment is in review the refund waits with it.
        return (
          (await settleRefund(office, session, refund, {
            ...told,
            bankRefundReference: word.bankRefundReference,
            bankAt: word.bankAt,
          })) ?? refund
        )
      case 'failed':
        return failRefund(office, session, refund, { ...told, problem: word.problem })
      case 'pending':
        return refund.state === 'pending'
          ? refund
          : changeRefund(office, session, refund, {
              ...{ state: 'pending', ...told },
              set: { bankRefundReference: word.bankRefundReference },
            })
      case 'unknown':
        return refund.state === 'unknown'
          ? refund
          : changeRefund(office, session, refund, { state: 'unknown', problem: word.problem, ...told })
      case 'not-sent':
        return refund
    }
  })
  office.nudgeRelay()
  return after
}

/**
 * Stores that the bank is about to be asked, before it is. Returns undefined while another refund of the payment is at the bank: of
 * one at a time it is certain whose money went back, also where the bank told before it answered.
 */
async function begin(office: Office, refund: Refund): Promise<Refund | undefined> {
  const { store, clock } = office
  const { _id, officeId, attemptId, driverId } = refund
  const at = clock.now()
  const told = { by: `driver:${driverId}`, causedBy: _id, at }
  return store.transaction(async (session) => {
    const others = await store.refunds.many({ officeId, attemptId, way: 'bank' }, { session })
    if (others.some(isAtBank)) return undefined
    await store.attempts.update({ _id: attemptId, officeId }, { $inc: { rev: 1 } }, { session })
    return changeRefund(office, session, refund, { state: 'submitting', ...told, set: { sentAt: at } })
  })
}

/** The recurring step of one refund, until it has ended or the driver's patience does. */
export async function moveRefund(
  job: { subject: string; createdAt: Date },
  office: Office,
): Promise<JobOutcome> {
  const { store, clock } = office
  const refund = await store.refunds.one({ _id: job.subject })
  const attempt = refund && (await store.attempts.one({ _id: refund.attemptId, officeId: refund.officeId }))
  const driver = attempt && office.drivers.of(attempt.officeId, attempt.driverId)
  if (!refund || !attempt || !['approved', 'submitting', 'pending', 'unknown'].includes(refund.state))
    return 'done'
  if (!driver) throw new Error(`The driver ${refund.driverId} is no longer configured for ${refund.officeId}`)
  const reference = attempt.bankReference ?? attempt._id
  const again = (polls: number): JobOutcome => ({
    runAt: new Date(clock.now().getTime() + pollDelayMs(office, driver, polls)),
  })
  const begun = refund.state === 'approved' ? await begin(office, refund) : undefined
  if (refund.state === 'approved' && !begun) return again(0)
  const word = begun
    ? await send(office, driver, begun, reference)
    : await find(office, driver, refund, reference)
  const after = word ? await applyRefundWord(office, refund._id, word) : (begun ?? refund)
  if (!after || !isAtBank(after)) return 'done'
  const polls = refund.polls + 1
  await store.refunds.update({ _id: refund._id }, { $set: { polls } })
  if (clock.now().getTime() - job.createdAt.getTime() > driver.manifest.polling.giveUpAfterMs) {
    const what = `The refund ${refund._id} (${after.state}) is still open after all polls; a statement or a person must resolve it.`
    await raiseAlarm(office, { officeId: refund.officeId, key: `refund-over:${refund._id}`, what })
    return 'done'
  }
  return again(polls)
}
