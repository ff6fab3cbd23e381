/** A refund's steps: its row, its event, and what is set aside out of a deposit for it, in the caller's transaction. */
import { formatMoney, mayFollowRefund, money, streamOf, type RefundState } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents } from '../../store/streams.ts'
import { refused } from '../refusals.ts'
import { changeDeposit } from './deposits.ts'
import { callFinance, releaseFinance } from './finance-tasks.ts'
import { asideAccount, depositAccount, transfer } from './journal-lines.ts'
import { payoutTask } from './task-kinds.ts'

export type Refund = Row<'refunds'>

export type Step = {
  state: RefundState
  /** Why, where the state says not enough. */
  problem?: string | null
  set?: Partial<Pick<Refund, 'bankRefundReference' | 'payout' | 'sentAt'>>
  by: string
  causedBy: string
  at: Date
}

/** Appends the event of the state that a refund has. */
async function tellRefund(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  refund: Refund,
  { by, causedBy, at }: Pick<Step, 'by' | 'causedBy' | 'at'>,
): Promise<void> {
  const { _id: refundId, officeId, dossierId, attemptId, orderId, amount, from, way, state, problem } = refund
  await appendEvents(store, session, {
    ...{ officeId, by, causedBy, at },
    stream: streamOf('dossier', dossierId),
    events: [
      {
        type: 'refund.changed',
        v: 1,
        data: { refundId, attemptId, orderId, amount, from, way, state, reason: problem },
      },
    ],
  })
}

/** Stores a refund and tells that it is there. */
export async function addRefund(
  office: Pick<Office, 'store'>,
  session: ClientSession,
  refund: Refund,
  told: Pick<Step, 'by' | 'causedBy' | 'at'>,
): Promise<void> {
  await office.store.refunds.insert([refund], { session })
  await tellRefund(office, session, refund, told)
}

/**
 * Moves a refund to its next state and tells it. Returns it as it is then.
 * @throws ProblemError `stale` where it has moved on meanwhile, or the table of its states does not allow the step.
 */
export async function changeRefund(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  refund: Refund,
  { state, problem = null, set = {}, ...told }: Step,
): Promise<Refund> {
  const { _id, officeId } = refund
  const change = { ...set, state, problem: problem?.slice(0, 200) ?? null, updatedAt: told.at }
  const isMoved =
    mayFollowRefund(refund.state, state) &&
    (await store.refunds.update({ _id, officeId, state: refund.state }, { $set: change }, { session }))
  if (!isMoved) throw refused('refund-elsewhere', 'refund')
  const after = { ...refund, ...change }
  await tellRefund({ store }, session, after, told)
  return after
}

type Parts = Pick<Office, 'store' | 'clock' | 'env' | 'profiles'>

/** Takes a refund of deposit money out of the deposit, so that nothing else can spend it. @throws ProblemError `stale` */
export async function setAside(
  office: Parts,
  session: ClientSession,
  refund: Refund,
  { by, at }: Pick<Step, 'by' | 'at'>,
): Promise<void> {
  const { _id, officeId, accountId, amount, orderNumber } = refund
  const entryId = uuidv7()
  const isThere = await changeDeposit(office, session, {
    ...{ officeId, accountId, entryId, by, at },
    change: money(-amount.amountMinor, amount.currency),
    kind: 'set-aside',
    about: orderNumber,
    causedBy: _id,
  })
  if (!isThere) throw refused('deposit-short', 'amount')
  const lines = transfer(depositAccount(accountId), asideAccount, amount)
  const text = 'refund set aside'
  office.store.journal.add([{ _id: entryId, officeId, at, causedBy: `aside:${_id}`, text, lines }], session)
  await office.store.refunds.update(
    { _id, officeId },
    { $set: { asideMinor: amount.amountMinor } },
    { session },
  )
}

/** Gives back to the deposit what was set aside for a refund that came to nothing. */
async function releaseAside(
  office: Parts,
  session: ClientSession,
  refund: Refund,
  { by, at }: Pick<Step, 'by' | 'at'>,
): Promise<void> {
  const { _id, officeId, accountId, amount, asideMinor, orderNumber } = refund
  if (asideMinor === 0n) return
  const entryId = uuidv7()
  const change = money(asideMinor, amount.currency)
  await changeDeposit(office, session, {
    ...{ officeId, accountId, entryId, change, by, at },
    kind: 'released',
    about: orderNumber,
    causedBy: _id,
  })
  const lines = transfer(asideAccount, depositAccount(accountId), change)
  const text = 'refund released'
  office.store.journal.add(
    [{ _id: entryId, officeId, at, causedBy: `released:${_id}`, text, lines }],
    session,
  )
  await office.store.refunds.update({ _id, officeId }, { $set: { asideMinor: 0n } }, { session })
}

/** Ends a refund that came to nothing: what was set aside for it is the payer's again, and finance has to know. */
export async function failRefund(
  office: Parts,
  session: ClientSession,
  refund: Refund,
  step: Omit<Step, 'state'>,
): Promise<Refund> {
  const { _id, officeId, dossierId, orderNumber, amount } = refund
  const { at } = step
  const after = await changeRefund(office, session, refund, { ...step, state: 'failed' })
  await releaseAside(office, session, refund, step)
  await releaseFinance(office, session, { officeId, kind: payoutTask, about: _id, at })
  callFinance(office, session, {
    ...{ officeId, kind: 'alarm', about: _id, at, causedBy: `failed:${_id}` },
    stream: streamOf('dossier', dossierId),
    subject: `${orderNumber}: the refund of ${formatMoney(amount)} failed (${step.problem ?? 'no reason'}); nothing went back.`,
  })
  return after
}
