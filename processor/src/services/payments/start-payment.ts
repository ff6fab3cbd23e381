/** Starts a payment: the attempt and its key are stored before the bank is called. */
import type { Driver } from '@lodge/bank-drivers'
import {
  attemptStatusSchema,
  decideDossier,
  foldDossier,
  missingOf,
  nameOfActor,
  ProblemError,
  streamOf,
  type Actor,
  type Language,
  type Money,
  type NextAction,
  type PaymentFacts,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import { asRefusal, isDuplicateKey } from '../../store/transaction.ts'
import { scheduleJob } from '../../work/jobs.ts'
import { answerOnce } from '../commands.ts'
import { offeredMethods } from '../payment-methods.ts'
import { initiateAttempt, repeatInitiate } from './initiate-attempt.ts'
import { pollAttemptJob, pollDelayMs } from './poll-attempt.ts'

const answerSchema = z.object({ attemptId: z.string() })

export type StartedPayment = {
  attemptId: string
  status: z.infer<typeof attemptStatusSchema>
  nextAction: NextAction | null
  reason: string | null
}

type Start = { key: unknown; dossierId: string; orderId: string; driverId: string; language: Language }

/** What is told of an attempt. */
export const startedOf = ({ _id, status, nextAction, reason }: Row<'attempts'>): StartedPayment => ({
  attemptId: _id,
  status,
  nextAction,
  reason,
})

/** @throws ProblemError `stale` when nothing is left to pay, `invalid` when the driver does not take this amount. */
function mustBePayable(driver: Driver, amount: Money): void {
  // The money is there, and fees is about to say so.
  if (amount.amountMinor <= 0n)
    throw new ProblemError('stale', 'This order is paid already; nothing is to be paid again.')
  const limits = driver.manifest.currencies[amount.currency]
  if (!limits || amount.amountMinor < limits.minMinor || amount.amountMinor > limits.maxMinor)
    throw new ProblemError(
      'invalid',
      'This way of paying does not take this amount or currency; choose another.',
    )
}

/** Stores the attempt with its event and the polling that heals a lost answer; two at once for one order cannot be. */
async function storeAttempt(office: Office, actor: Actor, accountId: string, start: Start, driver: Driver) {
  const { store, clock } = office
  const { officeId } = actor
  const { dossierId, orderId, driverId } = start
  const stream = streamOf('dossier', dossierId)
  return answerOnce(
    office,
    {
      actor,
      operation: 'start-payment',
      key: start.key,
      body: { dossierId, orderId, driverId },
      answer: answerSchema,
    },
    async (session) => {
      const history = await readStream(store, officeId, stream, { session })
      const state = foldDossier(history)
      if (state.submission?.accountId !== accountId) throw new ProblemError('not-found')
      const order = state.orders.find((one) => one.orderId === orderId)
      if (!order) throw new ProblemError('not-found', 'This dossier has no such order.')
      const amount = missingOf(order)
      const at = clock.now()
      const attemptId = uuidv7()
      const facts: PaymentFacts = {
        orderId,
        attemptId,
        driverId,
        status: 'submitting',
        amount,
        moved: null,
        bankAt: null,
        knownAt: at,
        reason: null,
      }
      const events = decideDossier({ type: 'start-attempt', facts }, state)
      mustBePayable(driver, amount)
      const row: Row<'attempts'> = {
        _id: attemptId,
        officeId,
        accountId,
        dossierId,
        orderId,
        driverId,
        status: 'submitting',
        active: true,
        amount,
        bankReference: null,
        nextAction: null,
        reason: null,
        language: start.language,
        polls: 0,
        expiresAt: null,
        rev: 0,
        createdAt: at,
        updatedAt: at,
      }
      await store.attempts.insert([row], { session })
      await appendEvents(store, session, {
        officeId,
        stream,
        events,
        by: nameOfActor(actor),
        causedBy: null,
        at,
        after: history.at(-1),
      })
      const runAt = new Date(at.getTime() + pollDelayMs(office, driver, 0))
      await scheduleJob(store, session, {
        officeId,
        kind: pollAttemptJob,
        processor: 'payments',
        subject: attemptId,
        runAt,
        at,
      })
      return { attemptId }
    },
  )
}

/**
 * Starts paying an order through one driver. The same key again answers with the attempt as it is now; only where the
 * bank's answer was lost is the bank asked again, under the attempt's own key, so that it takes no second payment.
 * @throws ProblemError `not-found`, `stale` (paid, not agreed), `payment-in-progress`, `invalid`, `unavailable`.
 */
export async function startPayment(office: Office, actor: Actor, start: Start): Promise<StartedPayment> {
  const { store } = office
  const { officeId, accountId } = actor
  const isOffered = offeredMethods(office, officeId).some(({ driverId }) => driverId === start.driverId)
  const driver = isOffered ? office.drivers.of(officeId, start.driverId) : undefined
  if (!driver || accountId === undefined)
    throw new ProblemError('not-found', 'This office has no such way of paying.')
  const { repeated, answer } = await storeAttempt(office, actor, accountId, start, driver).catch(
    (error: unknown) => {
      if (isDuplicateKey(error, 'attempts')) throw new ProblemError('payment-in-progress')
      throw asRefusal(error)
    },
  )
  const { attemptId } = answer
  const attempt = await store.attempts.one({ _id: attemptId, accountId })
  if (!attempt) throw new ProblemError('not-found')
  if (repeated) return startedOf(await repeatInitiate(office, attempt))
  return startedOf(await initiateAttempt(office, driver, attempt, start.language))
}
