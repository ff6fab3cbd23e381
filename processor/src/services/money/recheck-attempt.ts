/** Asks the bank once how a payment stands after the office itself has changed something: its present word may hold more. */
import { keepsToBooks } from '@lodge/bank-drivers'
import { attemptAnswerOf } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { scheduleJob, type JobOutcome } from '../../work/jobs.ts'
import { queryAttempt } from '../payments/poll-attempt.ts'

export const recheckAttemptJob = 'recheck-attempt'

/** Has the bank asked once, after the caller's transaction. */
export const scheduleRecheck = (
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { officeId, attemptId, cause, at }: { officeId: string; attemptId: string; cause: string; at: Date },
): Promise<void> =>
  scheduleJob(store, session, {
    ...{ officeId, at, kind: recheckAttemptJob, processor: 'payments' },
    subject: `${attemptId}/${cause}`,
    runAt: at,
  })

/** @throws DriverError while the bank does not answer: the job is tried again, and calls a person in the end. */
export async function recheckAttempt({ subject }: { subject: string }, office: Office): Promise<JobOutcome> {
  const [attemptId = ''] = subject.split('/')
  const attempt = await office.store.attempts.one({ _id: attemptId })
  const driver = attempt && office.drivers.of(attempt.officeId, attempt.driverId)
  // What is still under way is polled as it is, and the office's own books know nothing new.
  if (
    attempt &&
    driver &&
    !keepsToBooks(driver.manifest) &&
    attemptAnswerOf[attempt.status] !== 'awaiting-confirmation'
  )
    await queryAttempt(office, driver, attempt)
  return 'done'
}
