/** Asks the bank how an attempt stands: by the clock, and when the payer comes back. */
import { DriverError, type Driver } from '@lodge/bank-drivers'
import { attemptAnswerOf, ProblemError, type AttemptStatus } from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { raiseAlarm } from '../../work/alarm.ts'
import type { JobOutcome } from '../../work/jobs.ts'
import { applyNews } from './apply-news.ts'

export const pollAttemptJob = 'poll-attempt'

/** A bank that has said so often that it does not know the attempt never will: a late success would still be taken. */
const notFoundLimit = 3

/** Returns the wait before poll number `polls`, in milliseconds, by the driver's manifest. */
export function pollDelayMs(office: Pick<Office, 'env'>, driver: Driver, polls: number): number {
  const waits = driver.manifest.polling.waitsMs
  return ((waits[Math.min(polls, waits.length - 1)] ?? 60_000) * office.env.PAYMENT_POLL_PERCENT) / 100
}

const asksBank = (status: AttemptStatus): boolean =>
  attemptAnswerOf[status] === 'awaiting-confirmation' && status !== 'review'

/** Queries the bank once and applies its answer. @throws DriverError when the bank does not answer. */
export async function queryAttempt(
  office: Office,
  driver: Driver,
  attempt: Row<'attempts'>,
): Promise<Row<'attempts'>> {
  if (!driver.manifest.capabilities.query) return attempt
  const found = await driver.query({
    attemptId: attempt._id,
    ...(attempt.bankReference === null ? {} : { bankReference: attempt.bankReference }),
  })
  const asked = { by: `driver:${driver.manifest.id}`, causedBy: attempt._id }
  if (found.found) return (await applyNews(office, attempt._id, { ...found, ...asked })) ?? attempt
  const isLost =
    attempt.polls + 1 >= notFoundLimit && (attempt.status === 'submitting' || attempt.status === 'unknown')
  if (!isLost) return attempt
  const news = {
    outcome: 'failed' as const,
    bankReference: null,
    bankStatus: 'not-found',
    amount: null,
    bankAt: null,
    reason: 'bank-does-not-know',
  }
  return (await applyNews(office, attempt._id, { ...news, ...asked })) ?? attempt
}

/** Queries the bank once; a bank that does not answer leaves the attempt as it is. */
const askOnce = (office: Office, driver: Driver, attempt: Row<'attempts'>): Promise<Row<'attempts'>> =>
  queryAttempt(office, driver, attempt).catch((error: unknown) => {
    if (!(error instanceof DriverError)) throw error
    office.log.warn('query-failed', { attemptId: attempt._id, error: error.code })
    return attempt
  })

/**
 * Ends an attempt whose time is over where nobody else would say so: the driver cannot be asked, or it is the payer's slip or way to
 * the desk. Money that comes all the same is late money.
 */
async function expireHere(
  office: Office,
  driver: Driver,
  { _id, status, expiresAt }: Row<'attempts'>,
): Promise<Row<'attempts'> | undefined> {
  const { capabilities, kind } = driver.manifest
  const isOurs = !capabilities.query || kind === 'reference' || kind === 'counter'
  const isOver = expiresAt !== null && expiresAt <= office.clock.now()
  const waits = status === 'awaiting-funds' || status === 'partially-funded' || status === 'action-required'
  if (!isOurs || !isOver || !waits) return undefined
  return applyNews(office, _id, {
    ...{ outcome: 'expired', bankReference: null, bankStatus: 'expired-here', amount: null },
    ...{ bankAt: null, by: 'processor:payments', causedBy: _id },
  })
}

/** The recurring question about one attempt, until it is settled or the driver's patience ends. */
export async function pollAttempt(
  job: { subject: string; createdAt: Date },
  office: Office,
): Promise<JobOutcome> {
  const { store, clock } = office
  const attempt = await store.attempts.one({ _id: job.subject })
  const driver = attempt && office.drivers.of(attempt.officeId, attempt.driverId)
  if (!attempt || !driver || !asksBank(attempt.status)) return 'done'
  const now = await askOnce(office, driver, attempt)
  const after = (await expireHere(office, driver, now)) ?? now
  const polls = attempt.polls + 1
  await store.attempts.update({ _id: attempt._id }, { $set: { polls } })
  if (!asksBank(after.status)) return 'done'
  if (clock.now().getTime() - job.createdAt.getTime() > driver.manifest.polling.giveUpAfterMs) {
    const what = `The payment attempt ${attempt._id} is still open after all polls; a statement or a person must resolve it.`
    await raiseAlarm(office, { officeId: attempt.officeId, key: `poll-over:${attempt._id}`, what })
    return 'done'
  }
  return { runAt: new Date(clock.now().getTime() + pollDelayMs(office, driver, polls)) }
}

/**
 * The payer is back from the bank. What the address says is a hint only: the bank is asked.
 * Returns the dossier and what the payer is told.
 * @throws ProblemError `not-found` for an attempt that is not known in this office.
 */
export async function returnFromBank(
  office: Office,
  { officeId, attemptId }: { officeId: string; attemptId: string },
) {
  const attempt = await office.store.attempts.one({ _id: attemptId, officeId })
  const driver = attempt && office.drivers.of(officeId, attempt.driverId)
  if (!attempt || !driver) throw new ProblemError('not-found')
  const { status } = asksBank(attempt.status) ? await askOnce(office, driver, attempt) : attempt
  return { dossierId: attempt.dossierId, answer: attemptAnswerOf[status] }
}
