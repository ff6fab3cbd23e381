/** Money over the desk: for an order or into a deposit, with a numbered receipt, all in one transaction. */
import {
  activeAttempt,
  compareMoney,
  decideDossier,
  foldDossier,
  idempotencyKeySchema,
  missingOf,
  moneySchema,
  nameOfActor,
  parseAtDoor,
  plainText,
  ProblemError,
  streamOf,
  subtractMoney,
  type Actor,
  type Money,
  type PaymentFacts,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import { takeNumbers } from '../../store/counters.ts'
import type { CashTaking } from '../../store/money-rows.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { cashDriver, mustBeCashier, officeToday, touchCashDay } from './cash-day.ts'
import { openDeposit } from './deposits.ts'
import { recordPayment } from './record-payment.ts'
import { topUpDeposit } from './top-up.ts'

const takingMembers = {
  amount: moneySchema,
  means: z.enum(['cash', 'cheque']),
  chequeNumber: z.preprocess((text) => (text === '' ? undefined : text), plainText(40).optional()),
  /** What the payer gave in cash; the rest is their change. */
  tendered: moneySchema.optional(),
}
const orderWish = z.strictObject({ orderId: z.string().max(64), ...takingMembers })
const depositWish = z.strictObject({ accountId: z.string().max(64), ...takingMembers })
const answerSchema = z.object({
  takingId: z.string(),
  receiptNumber: z.string(),
  attemptId: z.string().nullable(),
})
export type Taken = z.infer<typeof answerSchema>

type Given = z.infer<typeof depositWish> | z.infer<typeof orderWish>

/** What is over of the cash that was given. @throws ProblemError `invalid` where it is less than the amount */
function changeOf({
  means,
  amount,
  tendered,
  chequeNumber,
}: Given): Pick<CashTaking, 'tendered' | 'change' | 'chequeNumber'> {
  if (means === 'cheque') {
    if (chequeNumber === undefined) throw refused('cheque-number', 'chequeNumber')
    return { tendered: null, change: null, chequeNumber }
  }
  if (tendered === undefined) return { tendered: null, change: null, chequeNumber: null }
  if (tendered.currency !== amount.currency || compareMoney(tendered, amount) < 0)
    throw refused('cash-tendered', 'tendered')
  return { tendered, change: subtractMoney(tendered, amount), chequeNumber: null }
}

/** Stores what was taken, under the next number of the office's cash receipts. */
async function addTaking(
  office: Office,
  session: ClientSession,
  actor: Actor,
  given: Given,
  about: Pick<CashTaking, 'attemptId' | 'orderId' | 'accountId' | 'about'>,
): Promise<CashTaking> {
  const { store, clock, env, profiles } = office
  const { officeId, who } = actor
  const { year, seq } = await takeNumbers(store, session, {
    ...{ officeId, branch: 'office', kind: 'cash-receipt', count: 1, clock },
    timeZone: profiles.of(officeId).timeZone,
    doubtMs: env.CLOCK_DOUBT_MS,
  })
  const day = officeToday(office, officeId)
  const taking: CashTaking = {
    _id: uuidv7(),
    kind: 'taking',
    ...{ officeId, cashierId: who.id, day, ...about },
    ...{ amount: given.amount, means: given.means, ...changeOf(given) },
    receiptNumber: `C-${year}-${String(seq).padStart(6, '0')}`,
    state: 'taken',
    at: clock.now(),
    voidedAt: null,
  }
  await touchCashDay(office, session, taking)
  await store.cash.insert([taking], { session })
  const entry = {
    officeId,
    who: nameOfActor(actor),
    what: 'took-cash' as const,
    subject: `cash:${taking._id}`,
  }
  await writeAudit(office, { ...entry, detail: taking.receiptNumber }, session)
  return taking
}

/** The attempt by which the desk is paid: the one that waits for it, or one that is made on the payer's behalf. */
async function attemptAtDesk(
  office: Office,
  session: ClientSession,
  actor: Actor,
  { orderId, amount }: { orderId: string; amount: Money },
) {
  const { store, clock } = office
  const { officeId } = actor
  const order = await store.orders.one({ _id: orderId, officeId }, { session })
  if (!order) throw new ProblemError('not-found', 'There is no such order at this office.')
  const { accountId, dossierId, orderNumber } = order
  const stream = streamOf('dossier', dossierId)
  const history = await readStream(store, officeId, stream, { session })
  const state = foldDossier(history)
  const owing = state.orders.find((one) => one.orderId === orderId)
  const missing = owing && missingOf(owing)
  if (!missing || missing.currency !== amount.currency || compareMoney(missing, amount) !== 0)
    throw refused('cash-not-exact', 'amount')
  const waiting = activeAttempt(state, orderId)
  if (waiting) {
    const attempt = await store.attempts.one({ _id: waiting.attemptId, officeId }, { session })
    const isForDesk = attempt?.driverId === cashDriver && compareMoney(attempt.amount, amount) === 0
    if (!isForDesk || attempt.status === 'review') throw refused('cash-elsewhere', 'order')
    return { attempt, history, orderNumber }
  }
  const at = clock.now()
  const attemptId = uuidv7()
  const facts: PaymentFacts = {
    ...{ orderId, attemptId, driverId: cashDriver, status: 'submitting', amount, moved: null },
    ...{ bankAt: null, knownAt: at, reason: null },
  }
  const events = decideDossier({ type: 'start-attempt', facts }, state)
  const attempt: Row<'attempts'> = {
    _id: attemptId,
    ...{ officeId, accountId, dossierId, orderId, driverId: cashDriver, status: 'submitting', active: true },
    ...{ amount, bankReference: null, nextAction: null, reason: null, polls: 0, expiresAt: null, rev: 0 },
    createdAt: at,
    updatedAt: at,
  }
  await store.attempts.insert([attempt], { session })
  const started = await appendEvents(store, session, {
    ...{ officeId, stream, events, at, by: nameOfActor(actor), causedBy: null },
    after: history.at(-1),
  })
  return { attempt, history: [...history, ...started], orderNumber }
}

/** @throws ProblemError `not-found` where the office has no cash desk */
function mustHaveDesk({ profiles, drivers }: Office, officeId: string): void {
  if (!profiles.of(officeId).payments.drivers.includes(cashDriver) || !drivers.of(officeId, cashDriver))
    throw new ProblemError('not-found', 'This office has no cash desk.')
}

/**
 * Takes exactly what an order lacks, in cash or by a cheque: the payment is confirmed with it. The same key again answers alike.
 * @throws ProblemError `not-allowed` for others than cashiers; `payment-in-progress` while another payment of the order is under
 * way; `stale` where the order lacks another amount or the cashier's day is closed; `invalid`
 */
export async function takeCash(
  office: Office,
  actor: Actor,
  { key, ...raw }: z.input<typeof orderWish> & { key: unknown },
): Promise<Taken> {
  mustBeCashier(actor)
  mustHaveDesk(office, actor.officeId)
  const wish = parseAtDoor(orderWish, raw, 'invalid')
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'take-cash',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const { attempt, history, orderNumber } = await attemptAtDesk(office, session, actor, wish)
      const { _id: attemptId, orderId, accountId, driverId, amount } = attempt
      const { _id, receiptNumber, at } = await addTaking(office, session, actor, wish, {
        ...{ attemptId, orderId, accountId, about: orderNumber },
      })
      const facts: PaymentFacts = {
        ...{ orderId, attemptId, driverId, status: 'succeeded', amount, moved: amount },
        ...{ bankAt: at, knownAt: at, reason: null },
      }
      await recordPayment(office, session, {
        ...{ attempt, history, at, by: nameOfActor(actor), causedBy: _id },
        command: { type: 'record-payment', facts },
        set: { bankReference: receiptNumber, nextAction: null },
      })
      return { takingId: _id, receiptNumber, attemptId }
    },
  )
  office.nudgeRelay()
  return answer
}

/** Takes money into an account's deposit over the desk. @throws ProblemError as `takeCash` does */
export async function takeDeposit(
  office: Office,
  actor: Actor,
  { key, ...raw }: z.input<typeof depositWish> & { key: unknown },
): Promise<Taken> {
  mustBeCashier(actor)
  mustHaveDesk(office, actor.officeId)
  const { officeId } = actor
  const wish = parseAtDoor(depositWish, raw, 'invalid')
  const { accountId, amount } = wish
  if (amount.amountMinor <= 0n) throw refused('refund-amount', 'amount')
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'take-deposit',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const { store } = office
      if (!(await store.users.one({ officeId, accountId }, { session })))
        throw new ProblemError('not-found', 'There is no such account at this office.')
      const { number } = await openDeposit(office, session, {
        ...{ officeId, accountId, currency: amount.currency },
      })
      const taking = await addTaking(office, session, actor, wish, {
        ...{ attemptId: null, orderId: null, accountId, about: number },
      })
      const { _id, receiptNumber, at } = taking
      await topUpDeposit(office, session, {
        ...{ officeId, accountId, amount, at, driverId: cashDriver, about: receiptNumber },
        ...{ by: nameOfActor(actor), causedBy: `cash:${_id}` },
      })
      return { takingId: _id, receiptNumber, attemptId: null }
    },
  )
  office.nudgeRelay()
  return answer
}
