/** The call that opens a payment at the bank: made when an attempt starts, and again under the same key when its answer was lost. */
import { DriverError, idempotencyKeyOf, type Driver, type InitiateResult } from '@lodge/bank-drivers'
import {
  compareMoney,
  creditorReferenceOf,
  feeNameIn,
  foldDossier,
  isZero,
  money,
  streamOf,
  textIn,
  type Language,
  type NextAction,
} from '@lodge/shared-types'
import { errorText } from '../../log.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { applyNews } from './apply-news.ts'
import type { News } from './follow-news.ts'

type Attempt = Row<'attempts'>

/** The driver's first call has ended by then, with or without an answer. */
const callEndsMs = 30_000

/** Asks the bank to take the attempt. Repeated in the same language it says the same, so that the bank's key holds. */
async function initiate(
  office: Office,
  driver: Driver,
  attempt: Attempt,
  language: Language,
): Promise<InitiateResult> {
  const { env, store } = office
  const { _id: attemptId, officeId, accountId, orderId, driverId, amount } = attempt
  const order = await store.orders.one({ _id: orderId, officeId })
  if (!order) throw new Error(`The order ${orderId} of attempt ${attemptId} is missing`)
  const label = textIn(office.profiles.of(officeId).name, language)
  const creditorReference = creditorReferenceOf(order.orderNumber)
  // An order from before references were kept: statements find it by what its payer is given now.
  if (order.creditorReference !== creditorReference)
    await store.orders.update({ _id: orderId, officeId }, { $set: { creditorReference } })
  return driver.initiate({
    attemptId,
    idempotencyKey: idempotencyKeyOf(attemptId, 'initiate'),
    amount,
    // A bank takes no lines below zero, such as what the office has taken off.
    lines:
      isZero(order.received) && order.lines.every(({ amountMinor }) => amountMinor >= 0n)
        ? order.lines.map((line) => ({
            label: feeNameIn(line, language),
            amount: money(line.amountMinor, order.total.currency),
          }))
        : [{ label, amount }],
    description: `${label} ${order.orderNumber}`,
    orderNumber: order.orderNumber,
    creditorReference,
    accountId,
    returnUrl: `${env.PUBLIC_ORIGIN}/o/${officeId}/payments/${attemptId}/return`,
    callbackUrl: `${env.PUBLIC_ORIGIN}/o/${officeId}/callbacks/${driverId}`,
    language,
  })
}

type Asked = { news: Omit<News, 'causedBy'>; nextAction: NextAction | null; expiresAt: Date | null }

const newsOf = (
  driver: Driver,
  { outcome, bankReference, bankStatus, nextAction, expiresAt }: InitiateResult,
): Asked => ({
  news: {
    outcome,
    bankReference,
    bankStatus,
    amount: null,
    bankAt: null,
    by: `driver:${driver.manifest.id}`,
  },
  nextAction: nextAction ?? null,
  expiresAt: expiresAt ?? null,
})

/** What a call that failed amounts to; `sent: maybe` is unknown until a query tells. */
function newsOfFailure({ log }: Pick<Office, 'log'>, driver: Driver, error: unknown): Asked {
  const known = error instanceof DriverError ? error : undefined
  const outcome = known && known.sent !== 'maybe' ? 'failed' : 'unknown'
  const reason = known ? `${known.kind}:${known.code}`.slice(0, 200) : 'driver-defect'
  const by = `driver:${driver.manifest.id}`
  log.warn('payment-not-started', { driverId: driver.manifest.id, reason, error: errorText(error) })
  return {
    news: { outcome, bankReference: null, bankStatus: reason, amount: null, bankAt: null, by, reason },
    nextAction: null,
    expiresAt: null,
  }
}

/**
 * Applies what the bank answered, with the address of its page: not to an attempt that has ended meanwhile, for another may be
 * under way. Returns the attempt as it is afterwards.
 */
async function take(
  office: Office,
  attempt: Attempt,
  { news, nextAction, expiresAt }: Asked,
): Promise<Attempt> {
  const { _id } = attempt
  const after = await applyNews(office, _id, { ...news, causedBy: _id }, async (session) => {
    const told = { ...(nextAction ? { nextAction } : {}), ...(expiresAt ? { expiresAt } : {}) }
    if (Object.keys(told).length > 0)
      await office.store.attempts.update({ _id, active: true }, { $set: told }, { session })
  })
  return after ?? attempt
}

/** Makes an attempt's first call to the bank. */
export async function initiateAttempt(
  office: Office,
  driver: Driver,
  attempt: Attempt,
  language: Language,
): Promise<Attempt> {
  const asked = await initiate(office, driver, attempt, language).then(
    (result) => newsOf(driver, result),
    (error: unknown) => newsOfFailure(office, driver, error),
  )
  return take(office, attempt, asked)
}

/** Whether the payer's next step is wanted, such as the bank's page, and never came: the call's answer was lost, or overtaken by other news. */
export function lacksBankPage(
  { clock, drivers }: Pick<Office, 'clock' | 'drivers'>,
  { officeId, driverId, status, active, nextAction, language, updatedAt }: Attempt,
): boolean {
  const manifest = drivers.of(officeId, driverId)?.manifest
  if (!active || nextAction !== null || language === undefined) return false
  // A deposit is debited at once: there is nothing to lead a payer to.
  if (!manifest || manifest.kind === 'deposit' || !manifest.capabilities.nativeIdempotency) return false
  const hasEnded = clock.now().getTime() - updatedAt.getTime() > callEndsMs
  const waits = status === 'action-required' || status === 'awaiting-funds'
  return status === 'unknown' || waits || (status === 'submitting' && hasEnded)
}

/** Whether money is missing still: an earlier attempt may have brought it, late. */
async function isOwed({ store }: Office, { officeId, dossierId, orderId }: Attempt): Promise<boolean> {
  const history = await readStream(store, officeId, streamOf('dossier', dossierId))
  const order = foldDossier(history).orders.find((one) => one.orderId === orderId)
  return order !== undefined && order.status !== 'cancelled' && compareMoney(order.total, order.received) > 0
}

/**
 * Makes the call of an attempt that lacks the bank's page once more, under the same key: the bank takes it as the one that it
 * has, or as the first. A call that fails again changes nothing: it says nothing about the first one. Nobody is led to pay
 * what is paid already.
 */
export async function repeatInitiate(office: Office, attempt: Attempt): Promise<Attempt> {
  if (attempt.active && !(await isOwed(office, attempt))) return { ...attempt, nextAction: null }
  const driver = office.drivers.of(attempt.officeId, attempt.driverId)
  if (!driver || attempt.language === undefined || !lacksBankPage(office, attempt)) return attempt
  try {
    return await take(
      office,
      attempt,
      newsOf(driver, await initiate(office, driver, attempt, attempt.language)),
    )
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    office.log.warn('payment-not-resumed', { attemptId: attempt._id, error: error.code })
    return attempt
  }
}
