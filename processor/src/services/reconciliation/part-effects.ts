/** What each part of a matched line does, and the other side of its entry; nothing is done where it cannot be done any more. */
import { money, type Currency } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { LinePart } from '../../domain/matching/matching-terms.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { changeDeposit, depositBalance } from '../money/deposits.ts'
import {
  bankAccount,
  credit,
  debit,
  depositAccount,
  payoutAccount,
  type JournalLine,
} from '../money/journal-lines.ts'
import { releaseFinance } from '../money/finance-tasks.ts'
import { settleRefund } from '../money/settle-refund.ts'
import { bankFeesAccount, otherAccount, suspenseOfLine } from './line-journal.ts'
import type { Line } from './line-rows.ts'
import { suspenseOldTask } from './task-kinds.ts'
import { mayReturn, returnMoney, settleAttempt, takeOrderMoney, type Told } from './take-order-money.ts'

/** `part` is as it is kept with the line: an attempt that was opened on the spot is named in it. */
export type Effect = { part: LinePart; lines: JournalLine[] }
type Work = {
  office: Office
  session: ClientSession
  line: Line
  told: Told
  /** The driver by which payers transfer to the account; null where nobody is asked to. */
  payTo: string | null
}
/** Ends what finance was called for because a line was in suspense for too long. */
export const noLongerSuspense = (
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { officeId, _id }: Pick<Line, 'officeId' | '_id'>,
  at: Date,
): Promise<void> => releaseFinance({ store }, session, { officeId, kind: suspenseOldTask, about: _id, at })

type Part<K extends LinePart['kind']> = Extract<LinePart, { kind: K }>

const simple = (part: LinePart, account: string, currency: Currency): Effect => ({
  part,
  lines: [credit(account, part.amountMinor, currency)],
})

async function intoOrder(
  { office, session, line, told, payTo }: Work,
  part: Part<'order'>,
): Promise<Effect | undefined> {
  if (payTo === null) return undefined
  const attemptId = await takeOrderMoney(office, session, part, { ...told, driverId: payTo })
  return simple({ ...part, attemptId }, bankAccount(payTo), line.amount.currency)
}

async function settle(
  { office, session, line, told }: Work,
  part: Part<'settled'>,
): Promise<Effect | undefined> {
  const { officeId } = line
  const attempt = await office.store.attempts.one({ _id: part.attemptId, officeId }, { session })
  if (!attempt) return undefined
  if (part.amountMinor > 0n) await settleAttempt(office, session, attempt, told)
  return simple(part, bankAccount(attempt.driverId), line.amount.currency)
}

async function intoDeposit({ office, session, line, told }: Work, part: Part<'deposit'>): Promise<Effect> {
  const { officeId, amount } = line
  const { accountId, orderId } = part
  const order =
    orderId === null ? undefined : await office.store.orders.one({ _id: orderId, officeId }, { session })
  await changeDeposit(office, session, {
    ...{ officeId, accountId, by: told.by, at: told.at },
    change: money(part.amountMinor, amount.currency),
    entryId: line._id,
    kind: order ? 'over-payment' : 'top-up',
    about: order?.orderNumber ?? told.bankReference.slice(0, 100),
    causedBy: line._id,
  })
  return simple(part, depositAccount(accountId), amount.currency)
}

async function payRefund(
  { office, session, line, told }: Work,
  part: Part<'refund'>,
): Promise<Effect | undefined> {
  const { officeId, amount } = line
  const refund = await office.store.refunds.one({ _id: part.refundId, officeId }, { session })
  if (!refund) return undefined
  if (refund.state === 'pending') {
    const { bankAt, by, at } = told
    const bankRefundReference = refund.payout?.reference ?? told.bankReference
    const proof = { bankRefundReference, bankAt, by, causedBy: line._id, at }
    if (!(await settleRefund(office, session, refund, proof))) return undefined
  } else if (refund.state !== 'succeeded') return undefined
  return simple(part, payoutAccount, amount.currency)
}

/** What left a deposit in the bank's hands; what the payer has spent meanwhile is owed. */
async function outOfDeposit(
  { office, session, line, told }: Work,
  { accountId, amountMinor, orderId }: Part<'deposit'>,
): Promise<JournalLine[]> {
  const { officeId, amount } = line
  const { currency } = amount
  const order =
    orderId === null ? undefined : await office.store.orders.one({ _id: orderId, officeId }, { session })
  const held = await depositBalance(office, session, { officeId, accountId, currency })
  const taken = held < amountMinor ? held : amountMinor
  await changeDeposit(office, session, {
    ...{ officeId, accountId, by: told.by, at: told.at },
    change: money(-taken, currency),
    entryId: line._id,
    kind: 'money-back',
    about: order?.orderNumber ?? told.bankReference.slice(0, 100),
    causedBy: line._id,
  })
  return [
    debit(depositAccount(accountId), taken, currency),
    debit(`owed:${accountId}`, amountMinor - taken, currency),
  ]
}

/** Takes back what an earlier line did; undefined, with nothing done, where that cannot be taken back any more. */
async function undo(work: Work, part: Part<'undo'>): Promise<Effect | undefined> {
  const { office, session, line, told } = work
  const { store } = office
  const { officeId, amount } = line
  const { currency } = amount
  const original = await store.statementLines.one({ _id: part.lineId, officeId }, { session })
  if (!original || original.undoneBy !== null || original.approvalId !== null) return undefined
  const attempts: (Row<'attempts'> | undefined)[] = []
  for (const one of original.parts)
    attempts.push(
      (one.kind === 'order' || one.kind === 'settled') && one.attemptId !== null
        ? await store.attempts.one({ _id: one.attemptId, officeId }, { session })
        : undefined,
    )
  const isPossible = original.parts.every(({ kind }, index) => {
    const attempt = attempts[index]
    return kind === 'deposit' || (attempt !== undefined && mayReturn(attempt))
  })
  if (original.state !== 'suspense' && !isPossible) return undefined
  const lines: JournalLine[] = []
  if (original.state === 'suspense') {
    lines.push(credit(suspenseOfLine(original._id), part.amountMinor, currency))
    await noLongerSuspense(office, session, original, told.at)
  }
  for (const [index, one] of original.parts.entries()) {
    const attempt = attempts[index]
    if (one.kind === 'deposit') lines.push(...(await outOfDeposit(work, one)))
    else if (attempt) {
      await returnMoney(office, session, attempt, money(one.amountMinor, currency), told, line.returnReason)
      lines.push(debit(bankAccount(attempt.driverId), one.amountMinor, currency))
    }
  }
  await store.statementLines.update(
    { _id: original._id },
    {
      $set: {
        undoneBy: line._id,
        ...(original.state === 'suspense'
          ? { state: 'matched', rule: 'return', why: null, suggestion: null }
          : {}),
      },
    },
    { session },
  )
  return { part, lines }
}

async function sendBack(
  { office, session, line }: Work,
  part: Part<'send-back'>,
): Promise<Effect | undefined> {
  const isOurs = await office.store.statementLines.update(
    { _id: part.lineId, officeId: line.officeId, undoneBy: null, payoutReference: { $type: 'string' } },
    { $set: { undoneBy: line._id } },
    { session },
  )
  return isOurs ? simple(part, payoutAccount, line.amount.currency) : undefined
}

/**
 * Lets one part of a line take effect. Returns undefined, with nothing done, where it cannot any more: the line is then a person's.
 */
export function effectOf(work: Work, part: LinePart): Promise<Effect | undefined> {
  const { currency } = work.line.amount
  switch (part.kind) {
    case 'order':
      return intoOrder(work, part)
    case 'settled':
      return settle(work, part)
    case 'deposit':
      return intoDeposit(work, part)
    case 'refund':
      return payRefund(work, part)
    case 'send-back':
      return sendBack(work, part)
    case 'undo':
      return undo(work, part)
    case 'bank-fee':
      return Promise.resolve(simple(part, bankFeesAccount, currency))
    case 'other':
      return Promise.resolve(simple(part, otherAccount, currency))
  }
}
