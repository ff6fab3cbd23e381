/** Stops a payment that waits for its payer, so that a printed slip does not block a card. Money that comes all the same is late money. */
import { DriverError, idempotencyKeyOf, isCancelledHere, type Driver } from '@lodge/bank-drivers'
import { attemptAnswerOf, nameOfActor, ProblemError, type Actor } from '@lodge/shared-types'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { refused } from '../refusals.ts'
import { applyNews } from './apply-news.ts'
import { mayBeStopped, waitsForPayer } from './may-be-stopped.ts'
import { queryAttempt } from './poll-attempt.ts'
import { startedOf, type StartedPayment } from './start-payment.ts'

type Attempt = Row<'attempts'>

/** The bank's present word; the attempt as it is where the bank does not answer. */
const asked = (office: Office, driver: Driver, attempt: Attempt): Promise<Attempt> =>
  queryAttempt(office, driver, attempt).catch((error: unknown) => {
    if (!(error instanceof DriverError)) throw error
    office.log.warn('query-failed', { attemptId: attempt._id, error: error.code })
    return attempt
  })

/** Has the bank stop the payment, where it can; what it says then is applied. */
async function stopAtBank(office: Office, driver: Driver, attempt: Attempt): Promise<Attempt> {
  const { _id: attemptId, bankReference } = attempt
  if (!driver.cancel || bankReference === null) throw refused('cancel-too-late', 'payment')
  const idempotencyKey = idempotencyKeyOf(attemptId, 'cancel')
  try {
    const found = await driver.cancel({ attemptId, bankReference, idempotencyKey })
    if (!found.found) return await asked(office, driver, attempt)
    const by = `driver:${driver.manifest.id}`
    return (await applyNews(office, attemptId, { ...found, by, causedBy: attemptId })) ?? attempt
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    office.log.warn('cancel-failed', { attemptId, error: error.code })
    // Whether it was stopped is not known, or it was too late: the bank says which.
    return asked(office, driver, attempt)
  }
}

/**
 * Stops a payment of the actor's own account, or for staff of finance any. What the bank already knows counts first. Safe to repeat:
 * a payment that has ended is returned as it is.
 * @throws ProblemError `not-found`; `stale` where it can no longer be stopped
 */
export async function cancelPayment(
  office: Office,
  actor: Actor,
  { dossierId, attemptId }: { dossierId: string; attemptId: string },
): Promise<StartedPayment> {
  const { officeId, accountId, roles } = actor
  const isFinance = roles.includes('finance')
  const whose = isFinance ? {} : { accountId: accountId ?? '' }
  const attempt = await office.store.attempts.one({ _id: attemptId, officeId, dossierId, ...whose })
  const driver = attempt && office.drivers.of(officeId, attempt.driverId)
  if (!attempt || !driver) throw new ProblemError('not-found')
  const before = waitsForPayer(attempt) ? await asked(office, driver, attempt) : attempt
  if (attemptAnswerOf[before.status] !== 'awaiting-confirmation') return startedOf(before)
  if (!mayBeStopped(driver, before)) throw refused('cancel-too-late', 'payment')
  const by = nameOfActor(actor)
  const after = isCancelledHere(driver.manifest)
    ? await applyNews(office, attemptId, {
        ...{ outcome: 'cancelled', bankReference: null, bankStatus: 'cancelled-here', amount: null },
        ...{ bankAt: null, by, causedBy: attemptId },
      })
    : await stopAtBank(office, driver, before)
  if (!after || attemptAnswerOf[after.status] === 'awaiting-confirmation')
    throw refused('cancel-too-late', 'payment')
  await writeAudit(office, { officeId, who: by, what: 'cancelled-payment', subject: `dossier:${dossierId}` })
  return startedOf(after)
}
