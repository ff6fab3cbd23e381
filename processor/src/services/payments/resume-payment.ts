/** Takes a payment up again that is under way, where the answer with the bank's page was lost. It never starts a second one. */
import { ProblemError, type Actor } from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { repeatInitiate } from './initiate-attempt.ts'
import { startedOf, type StartedPayment } from './start-payment.ts'

/**
 * Returns the attempt as it is, with the bank's page where the bank gives it again. Safe to repeat.
 * @throws ProblemError `not-found` for an attempt that is not the actor's.
 */
export async function resumePayment(
  office: Office,
  { officeId, accountId }: Actor,
  { dossierId, attemptId }: { dossierId: string; attemptId: string },
): Promise<StartedPayment> {
  const attempt =
    accountId === undefined
      ? undefined
      : await office.store.attempts.one({ _id: attemptId, officeId, accountId, dossierId })
  if (!attempt) throw new ProblemError('not-found')
  return startedOf(await repeatInitiate(office, attempt))
}
