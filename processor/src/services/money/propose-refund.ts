/** Giving money back: one person proposes it, another approves it; what is spoken for nobody else can give back. */
import { idempotencyKeyOf, type Driver } from '@lodge/bank-drivers'
import {
  digestOf,
  foldDossier,
  formatMoney,
  idempotencyKeySchema,
  money,
  nameOfActor,
  parseAmount,
  parseAtDoor,
  plainText,
  ProblemError,
  refundableOf,
  refundFroms,
  refundWays,
  streamOf,
  type Actor,
  type AttemptState,
  type Currency,
  type DomainEvent,
  type Money,
  type OrderState,
  type RefundFrom,
  type RefundWay,
  type Role,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { requestApproval, type Approval } from '../approvals/request-approval.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { beginRefund } from './begin-refund.ts'
import { addRefund, changeRefund, type Refund } from './change-refund.ts'
import { knownRefund, refundsOfAttempt } from './record-payment.ts'
import { refusalOfRefund } from './refund-rules.ts'

/** Who proposes what becomes of money; the other of the two approves it. */
const moneyMakers: readonly Role[] = ['finance', 'registrar']
export const mayMoveMoney = ({ roles }: Pick<Actor, 'roles'>): boolean =>
  moneyMakers.some((role) => roles.includes(role))
export const checkersOfMoney = ({ roles }: Pick<Actor, 'roles'>): Role[] =>
  roles.includes('finance') ? ['registrar'] : ['finance']

const wishSchema = z.strictObject({
  attemptId: z.string().max(64),
  amount: z.string().max(40),
  from: z.enum(refundFroms),
  way: z.enum(refundWays),
  reason: z.preprocess((text) => (text === '' ? undefined : text), plainText(1_000).optional()),
  requestId: z.string().max(64).optional(),
})

function amountIn(text: string, currency: Currency): Money {
  try {
    const amount = parseAmount(text, currency)
    if (amount.amountMinor > 0n) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw refused('refund-amount', 'amount')
}

type Standing = {
  attempt: Row<'attempts'>
  state: AttemptState
  order: OrderState
  orderNumber: string
  history: readonly DomainEvent[]
}

/** Returns an attempt as its history has it. @throws ProblemError `not-found` */
export async function standingOfAttempt(
  { store }: Pick<Office, 'store'>,
  session: ClientSession | undefined,
  officeId: string,
  attemptId: string,
): Promise<Standing> {
  const attempt = await store.attempts.one({ _id: attemptId, officeId }, { session })
  if (!attempt) throw new ProblemError('not-found', 'There is no such payment at this office.')
  const stream = streamOf('dossier', attempt.dossierId)
  const history = await readStream(store, officeId, stream, session ? { session } : {})
  const { attempts, orders } = foldDossier(history)
  const state = attempts.find((one) => one.attemptId === attemptId)
  const order = orders.find((one) => one.orderId === attempt.orderId)
  if (!state || !order) throw new Error(`The history of the attempt ${attemptId} is missing`)
  return { attempt, state, order, history, orderNumber: order.orderNumber }
}

/** @throws ProblemError where the driver, or nobody, can give this much back this way */
function mustBePossible(
  driver: Driver | undefined,
  { attempt, state }: Pick<Standing, 'attempt' | 'state'>,
  { from, way, amount }: { from: RefundFrom; way: RefundWay; amount: Money },
): void {
  if (way === 'deposit' && (from === 'deposit' || amount.currency !== attempt.amount.currency))
    throw refused('refund-no-way', 'way')
  if (way !== 'bank') return
  const can = driver?.manifest.capabilities.refund ?? 'none'
  if (can === 'none' || !driver?.refund) throw refused('refund-no-way', 'way')
  const all = [money(state.order + state.deposit, attempt.amount.currency), ...state.suspense]
    .filter((one) => one.currency === amount.currency)
    .reduce((sum, one) => sum + one.amountMinor, 0n)
  if (can === 'full' && all !== amount.amountMinor) throw refused('refund-whole-only', 'amount')
}

const answerSchema = z.object({ refundId: z.string(), approvalId: z.string() })

export type RefundWish = z.input<typeof wishSchema> & { key: unknown }

/** Returns a new refund's row. */
export const newRefund = (
  { attempt, orderNumber }: Pick<Standing, 'attempt' | 'orderNumber'>,
  refund: Pick<Refund, 'amount' | 'from' | 'way' | 'reason' | 'requestId' | 'state' | 'makerId'>,
  at: Date,
): Refund => {
  const { _id: attemptId, officeId, accountId, dossierId, orderId, driverId } = attempt
  const _id = uuidv7()
  return {
    ...{ _id, officeId, accountId, dossierId, orderId, orderNumber, attemptId, driverId },
    ...refund,
    bookedMinor: 0n,
    asideMinor: 0n,
    idempotencyKey: idempotencyKeyOf(_id, 'refund'),
    bankRefundReference: null,
    payout: null,
    problem: null,
    polls: 0,
    sentAt: null,
    createdAt: at,
    updatedAt: at,
  }
}

/** What is approved: this refund of the payment as it stands. */
const digestOfRefund = ({ _id, amount, from, way, reason }: Refund, state: AttemptState): string => {
  const { attemptId, status, order, deposit, suspense } = state
  return digestOf({
    ...{ refundId: _id, amount, from, way, reason },
    attempt: { attemptId, status, order, deposit, suspense: [...suspense] },
  })
}

/**
 * Proposes to give back money of one payment. `amount` is a plain decimal in the currency of what is given back; `from` says out of
 * which of its places, and `way` how. Its amount is reserved from now on. The same key again answers alike.
 * @throws ProblemError `not-allowed`, `not-found`; `stale` where so much is not there; `invalid` with what is to be put right
 */
export async function proposeRefund(
  office: Office,
  actor: Actor,
  { key, ...raw }: RefundWish,
): Promise<{ refundId: string; approvalId: string }> {
  if (!mayMoveMoney(actor)) throw refused('wrong-role', 'amount')
  const { officeId, who } = actor
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { attemptId, from, way, reason, requestId = null } = wish
  if (reason === undefined) throw refused('reason-needed', 'reason')
  const { store, clock } = office
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'propose-refund',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const at = clock.now()
      const standing = await standingOfAttempt(office, session, officeId, attemptId)
      const { attempt, state, orderNumber } = standing
      const refusal = refusalOfRefund(state)
      if (refusal !== undefined) throw refused(refusal, 'attempt')
      if (requestId !== null && !(await store.fileRequests.one({ _id: requestId, officeId }, { session })))
        throw new ProblemError('not-found', 'There is no such request at this office.')
      const currency = (from === 'suspense' && state.suspense[0]?.currency) || attempt.amount.currency
      const amount = amountIn(wish.amount, currency)
      mustBePossible(office.drivers.of(officeId, attempt.driverId), standing, { from, way, amount })
      const refunds = (await refundsOfAttempt(office, session, attempt)).map(knownRefund)
      if (amount.amountMinor > refundableOf(state, from, currency, refunds))
        throw refused('refund-too-much', 'amount')
      // Of two at once, one writes this row first, and the other one looks again.
      await store.attempts.update({ _id: attemptId, officeId }, { $inc: { rev: 1 } }, { session })
      const refund = newRefund(
        standing,
        { amount, from, way, reason, requestId, state: 'proposed', makerId: who.id },
        at,
      )
      await addRefund(office, session, refund, { by: nameOfActor(actor), causedBy: refund._id, at })
      const approvalId = await requestApproval(office, session, {
        ...{ officeId, at, makerNote: reason, makerId: who.id, action: null, kind: 'refund' as const },
        stream: streamOf('dossier', attempt.dossierId),
        subjectId: refund._id,
        title: `${orderNumber}: ${formatMoney(amount)}`,
        digest: digestOfRefund(refund, state),
        checkers: checkersOfMoney(actor),
      })
      return { refundId: refund._id, approvalId }
    },
  )
  office.nudgeRelay()
  return answer
}

async function subjectOf(
  office: Office,
  session: ClientSession | undefined,
  { officeId, subjectId }: Approval,
) {
  const refund = await office.store.refunds.one({ _id: subjectId, officeId }, { session })
  if (!refund) throw new Error(`The refund ${subjectId} is missing`)
  return { refund, ...(await standingOfAttempt(office, session, officeId, refund.attemptId)) }
}

/** For the table of approvals: money that goes back once a second person has approved it. */
export const refundEffects = {
  async digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string> {
    const { refund, state } = await subjectOf(office, session, row)
    return digestOfRefund(refund, state)
  },
  async approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const { refund, attempt, state } = await subjectOf(office, session, row)
    const { amount, from, way } = refund
    const refusal = refusalOfRefund(state)
    if (refusal !== undefined) throw refused(refusal, 'verdict')
    const others = (await refundsOfAttempt(office, session, attempt)).filter(({ _id }) => _id !== refund._id)
    if (amount.amountMinor > refundableOf(state, from, amount.currency, others.map(knownRefund)))
      throw refused('refund-too-much', 'verdict')
    mustBePossible(
      office.drivers.of(refund.officeId, attempt.driverId),
      { attempt, state },
      { from, way, amount },
    )
    const told = { by: `user:${row.makerId}`, causedBy: row._id, at }
    const approved = await changeRefund(office, session, refund, { state: 'approved', ...told })
    await beginRefund(office, session, approved, told)
  },
  async refused(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const { refund } = await subjectOf(office, session, row)
    const state = row.state === 'withdrawn' ? 'withdrawn' : 'refused'
    await changeRefund(office, session, refund, { state, by: `user:${row.makerId}`, causedBy: row._id, at })
  },
}
