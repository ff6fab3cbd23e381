/** Money that goes back over the desk on the day on which it was taken: one person proposes it, another approves it. */
import {
  digestOf,
  formatMoney,
  idempotencyKeySchema,
  isInFlight,
  money,
  parseAtDoor,
  plainText,
  ProblemError,
  streamOf,
  type Actor,
  type PaymentFacts,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { CashTaking } from '../../store/money-rows.ts'
import { requestApproval, type Approval } from '../approvals/request-approval.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { cashDayId, cashDriver, mustBeCashier, officeToday, touchCashDay } from './cash-day.ts'
import { changeDeposit } from './deposits.ts'
import { bankAccount, depositAccount, transfer } from './journal-lines.ts'
import { checkersOfMoney, standingOfAttempt } from './propose-refund.ts'
import { recordPayment, refundsOfAttempt } from './record-payment.ts'

const wishSchema = z.strictObject({
  takingId: z.string().max(64),
  reason: z.preprocess((text) => (text === '' ? undefined : text), plainText(1_000).optional()),
})
const answerSchema = z.object({ approvalId: z.string() })

async function takingOf(
  { store }: Pick<Office, 'store'>,
  session: ClientSession | undefined,
  officeId: string,
  takingId: string,
): Promise<CashTaking> {
  const row = await store.cash.one({ _id: takingId, officeId }, { session })
  if (row?.kind !== 'taking')
    throw new ProblemError('not-found', 'Nothing was taken at the desk under this number.')
  return row
}

const digestOfVoid = ({ _id, amount, state }: CashTaking): string =>
  digestOf({ takingId: _id, amount, state })

/** @throws ProblemError `stale` where it is another day, the day is closed, or it was given back before */
async function mustBeToday(office: Office, session: ClientSession, taking: CashTaking): Promise<void> {
  const { officeId, day, cashierId, state } = taking
  const row = await office.store.cash.one({ _id: cashDayId(officeId, day, cashierId) }, { session })
  const isOpen = row?.kind === 'day' && row.state === 'open'
  if (state === 'voided' || !isOpen || day !== officeToday(office, officeId))
    throw refused('cash-void-late', 'taking')
}

/** Proposes to give back what was taken over the desk today. @throws ProblemError `not-allowed`, `not-found`, `stale`, `invalid` */
export async function proposeCashVoid(
  office: Office,
  actor: Actor,
  { key, ...raw }: z.input<typeof wishSchema> & { key: unknown },
): Promise<{ approvalId: string }> {
  mustBeCashier(actor)
  const { officeId, who } = actor
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { takingId, reason } = wish
  if (reason === undefined) throw refused('reason-needed', 'reason')
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'void-cash',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const taking = await takingOf(office, session, officeId, takingId)
      await mustBeToday(office, session, taking)
      const order =
        taking.orderId === null
          ? undefined
          : await office.store.orders.one({ _id: taking.orderId, officeId }, { session })
      const approvalId = await requestApproval(office, session, {
        ...{ officeId, makerId: who.id, makerNote: reason, action: null, kind: 'cash-void' as const },
        stream: order ? streamOf('dossier', order.dossierId) : streamOf('account', taking.accountId),
        subjectId: takingId,
        title: `${taking.receiptNumber}: ${formatMoney(taking.amount)}`,
        digest: digestOfVoid(taking),
        checkers: checkersOfMoney(actor),
        at: office.clock.now(),
      })
      return { approvalId }
    },
  )
  return answer
}

type Told = { by: string; causedBy: string; at: Date }

/** The payment that was taken is returned: its order owes it again. */
async function returnPayment(
  office: Office,
  session: ClientSession,
  taking: CashTaking,
  attemptId: string,
  told: Told,
) {
  const { attempt, state, history } = await standingOfAttempt(office, session, taking.officeId, attemptId)
  const refunds = await refundsOfAttempt(office, session, attempt)
  const isWhole = state.order + state.deposit >= taking.amount.amountMinor && state.status === 'succeeded'
  if (!isWhole || refunds.some((one) => isInFlight(one.state))) throw refused('refund-too-much', 'verdict')
  const facts: PaymentFacts = {
    ...{ orderId: attempt.orderId, attemptId, driverId: attempt.driverId, status: 'returned' },
    ...{
      amount: attempt.amount,
      moved: taking.amount,
      bankAt: told.at,
      knownAt: told.at,
      reason: 'cash-void',
    },
  }
  await recordPayment(office, session, {
    attempt,
    history,
    ...told,
    command: { type: 'record-payment', facts },
  })
}

/** Money that came into a deposit goes out of it again. @throws ProblemError `stale` where it was spent meanwhile */
async function returnDeposit(office: Office, session: ClientSession, taking: CashTaking, told: Told) {
  const { _id, officeId, accountId, amount, receiptNumber } = taking
  const entryId = uuidv7()
  const isThere = await changeDeposit(office, session, {
    ...{ officeId, accountId, entryId, about: receiptNumber, kind: 'money-back', ...told },
    change: money(-amount.amountMinor, amount.currency),
  })
  if (!isThere) throw refused('deposit-short', 'verdict')
  const lines = transfer(depositAccount(accountId), bankAccount(cashDriver), amount)
  office.store.journal.add(
    [{ _id: entryId, officeId, at: told.at, causedBy: `cash-void:${_id}`, text: 'cash void', lines }],
    session,
  )
}

/** For the table of approvals: what was taken over the desk today goes back. */
export const cashVoidEffects = {
  async digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string> {
    return digestOfVoid(await takingOf(office, session, row.officeId, row.subjectId))
  },
  async approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const taking = await takingOf(office, session, row.officeId, row.subjectId)
    await mustBeToday(office, session, taking)
    await touchCashDay(office, session, taking)
    const told = { by: `user:${row.makerId}`, causedBy: row._id, at }
    await office.store.cash.update(
      { _id: taking._id, state: 'taken' },
      { $set: { state: 'voided', voidedAt: at } },
      { session },
    )
    if (taking.attemptId === null) await returnDeposit(office, session, taking, told)
    else await returnPayment(office, session, taking, taking.attemptId, told)
  },
  /** Nothing was done, so nothing is undone. */
  refused: (): Promise<void> => Promise.resolve(),
}
