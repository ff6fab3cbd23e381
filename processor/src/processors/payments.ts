/** Payments: turns stored callbacks into payment events, asking the bank first where it can be asked. */
import { DriverError, type Driver, type DriverEvent } from '@lodge/bank-drivers'
import { compareMoney } from '@lodge/shared-types'
import { errorText } from '../log.ts'
import type { Office } from '../office.ts'
import { applyNews } from '../services/payments/apply-news.ts'
import type { News } from '../services/payments/follow-news.ts'
import type { Row } from '../store/rows.ts'
import { isStoreAway } from '../store/transaction.ts'
import { raiseAlarm } from '../work/alarm.ts'
import { PoisonError, type Processor } from '../work/processor.ts'

/** An unmatched callback is looked at again for this long. */
const unmatchedForMs = 30 * 24 * 3_600_000
const unmatchedEveryMs = 3_600_000
const maxAttempts = 8

/** Finds the attempt that a bank's fact is about, by our reference where the bank repeats it, else by the bank's. */
async function attemptOf(
  office: Office,
  callback: Row<'callbacks'>,
  { attemptId, bankReference }: DriverEvent,
): Promise<Row<'attempts'> | undefined> {
  const { officeId, driverId } = callback
  const named = attemptId === undefined ? { bankReference } : { _id: attemptId }
  return office.store.attempts.one({ officeId, driverId, ...named })
}

/** What goes back is told in all by the event itself, whatever the bank's present word is about. */
const isMoneyBack = ({ outcome }: Pick<News, 'outcome'>): boolean =>
  outcome === 'refunded' || outcome === 'charged-back'

/**
 * The bank's present word where it can be asked, else the signed event; where the two name different money, a person looks. Money
 * that the event says went back counts beside another present word: a charge-back does not undo the refund before it.
 */
async function newsOf(
  driver: Driver,
  attempt: Row<'attempts'>,
  event: DriverEvent,
  callbackId: string,
): Promise<News[]> {
  const source = { by: `driver:${driver.manifest.id}`, causedBy: callbackId }
  const told: News = {
    outcome: event.outcome,
    bankReference: event.bankReference,
    bankStatus: event.bankStatus,
    amount: event.amount,
    bankAt: event.bankAt,
    ...source,
  }
  if (!driver.manifest.capabilities.query) return [told]
  const asked = await driver
    .query({ attemptId: attempt._id, bankReference: event.bankReference })
    .catch((error: unknown) => {
      if (error instanceof DriverError) return undefined
      throw error
    })
  if (!asked?.found) return [told]
  const { outcome, bankReference, bankStatus, amount, bankAt } = asked
  const differs =
    event.outcome === 'succeeded' &&
    (event.amount.currency !== attempt.amount.currency || compareMoney(event.amount, attempt.amount) !== 0)
  const present: News = {
    ...{ outcome, bankReference, bankStatus, amount, bankAt, ...source },
    ...(differs ? { doubt: 'amount-mismatch' } : {}),
  }
  return isMoneyBack(told) && told.outcome !== outcome && isMoneyBack(present) ? [told, present] : [present]
}

async function apply(office: Office, callback: Row<'callbacks'>): Promise<'applied' | 'unmatched'> {
  const { officeId, driverId } = callback
  const driver = office.drivers.of(officeId, driverId)
  if (!driver) throw new Error(`The driver ${driverId} is no longer configured for ${officeId}`)
  const { events, rejected } = driver.translateCallback(callback.body.value())
  if (rejected.length > 0)
    await raiseAlarm(office, {
      officeId,
      key: `callback-items:${callback._id}`,
      what: `${rejected.length} item(s) of a callback of ${driverId} could not be read: ${rejected.map((one) => one.reason).join('; ')}`.slice(
        0,
        400,
      ),
    })
  let isMatched = true
  for (const event of events) {
    const attempt = await attemptOf(office, callback, event)
    if (!attempt) isMatched = false
    else
      for (const news of await newsOf(driver, attempt, event, callback._id))
        await applyNews(office, attempt._id, news)
  }
  return isMatched ? 'applied' : 'unmatched'
}

export const payments: Processor = {
  name: 'payments',
  takes: 'each',
  handle: () => Promise.resolve(),
  async callback(callbackId, office) {
    const { store, clock } = office
    const callback = await store.callbacks.one({ _id: callbackId })
    if (!callback) throw new PoisonError(`no callback is stored under ${callbackId}`)
    if (callback.state === 'applied' || callback.state === 'parked') return
    const now = clock.now()
    try {
      const state = await apply(office, callback)
      const isOver = state === 'unmatched' && now.getTime() - callback.receivedAt.getTime() > unmatchedForMs
      if (state === 'unmatched')
        await raiseAlarm(office, {
          officeId: callback.officeId,
          key: `unmatched:${callbackId}`,
          what: `A callback of ${callback.driverId} names a payment that is not known here.`,
        })
      await store.callbacks.update(
        { _id: callbackId },
        {
          $set: {
            state: isOver ? 'parked' : state,
            tryAt: new Date(now.getTime() + unmatchedEveryMs),
            lastError: null,
          },
        },
      )
    } catch (error) {
      if (isStoreAway(error)) throw error
      const attempts = callback.attempts + 1
      const isOver = attempts >= maxAttempts
      const delayMs = office.env.RETRY_TIERS_MS[Math.min(3, Math.floor((attempts - 1) / 2))] ?? 0
      await store.callbacks.update(
        { _id: callbackId },
        {
          $set: {
            attempts,
            state: isOver ? 'parked' : 'stored',
            tryAt: new Date(now.getTime() + delayMs),
            lastError: errorText(error),
          },
        },
      )
      if (isOver)
        await raiseAlarm(office, {
          officeId: callback.officeId,
          key: `callback:${callbackId}`,
          what: `A callback of ${callback.driverId} cannot be applied: ${errorText(error)}`,
        })
    }
  },
}
