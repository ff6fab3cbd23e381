/** Payers' prepaid money: one row for each account and currency, moved together with the account's history. Never below zero. */
import {
  creditorReferenceOf,
  money,
  streamOf,
  type accountReasons,
  type Currency,
  type Money,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { takeNumbers } from '../../store/counters.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents, readStream } from '../../store/streams.ts'

export type Deposit = Row<'deposits'>
type Whose = { officeId: string; accountId: string; currency: Currency }
type Parts = Pick<Office, 'store' | 'clock' | 'env' | 'profiles'>

export const depositId = ({ officeId, accountId, currency }: Whose): string =>
  `${officeId}|${accountId}|${currency}`

/** What the account's history comes to: deposits from before there were rows are in it alone. */
async function balanceInHistory(
  { store }: Pick<Office, 'store'>,
  session: ClientSession | undefined,
  { officeId, accountId, currency }: Whose,
): Promise<bigint> {
  const history = await readStream(
    store,
    officeId,
    streamOf('account', accountId),
    session ? { session } : {},
  )
  return history.reduce((sum, { type, data }) => {
    if (!('entryId' in data) || data.amount.currency !== currency) return sum
    return type === 'account.debited' ? sum - data.amount.amountMinor : sum + data.amount.amountMinor
  }, 0n)
}

/** Returns what a deposit holds, in minor units; zero where there is none. */
export async function depositBalance(
  office: Pick<Office, 'store'>,
  session: ClientSession | undefined,
  whose: Whose,
): Promise<bigint> {
  const row = await office.store.deposits.one({ _id: depositId(whose) }, { session })
  return row ? row.balance.amountMinor : balanceInHistory(office, session, whose)
}

/** Returns an account's deposit in one currency, made where it was not there yet with what its history says it holds. */
export async function openDeposit(office: Parts, session: ClientSession, whose: Whose): Promise<Deposit> {
  const { store, clock, env, profiles } = office
  const { officeId, accountId, currency } = whose
  const _id = depositId(whose)
  const known = await store.deposits.one({ _id }, { session })
  if (known) return known
  const balance = money(await balanceInHistory(office, session, whose), currency)
  const { timeZone } = profiles.of(officeId)
  const { year, seq } = await takeNumbers(store, session, {
    ...{ officeId, branch: 'office', kind: 'deposit', timeZone, count: 1, clock },
    doubtMs: env.CLOCK_DOUBT_MS,
  })
  const number = `D-${year}-${String(seq).padStart(6, '0')}`
  const at = clock.now()
  const row: Deposit = {
    ...{ _id, officeId, accountId, number, balance },
    creditorReference: creditorReferenceOf(number),
    createdAt: at,
    updatedAt: at,
  }
  await store.deposits.insert([row], { session })
  return row
}

export type DepositChange = {
  officeId: string
  accountId: string
  /** Above zero for money that comes in, below for money that leaves. */
  change: Money
  /** The payment event or journal entry that it comes with. */
  entryId: string
  kind: (typeof accountReasons)[number]
  /** An order's number or a receipt's, as people know it. */
  about: string
  by: string
  causedBy: string
  at: Date
}

/**
 * Moves a deposit and appends what happened to the account's history, in the caller's transaction. The caller books it. Returns
 * false, with nothing done, where the deposit does not hold enough.
 */
export async function changeDeposit(
  office: Parts,
  session: ClientSession,
  { officeId, accountId, change, entryId, kind, about, by, causedBy, at }: DepositChange,
): Promise<boolean> {
  const { amountMinor, currency } = change
  if (amountMinor === 0n) return true
  const { _id } = await openDeposit(office, session, { officeId, accountId, currency })
  const isOut = amountMinor < 0n
  const moved = await office.store.deposits.update(
    { _id, ...(isOut ? { 'balance.amountMinor': { $gte: -amountMinor } } : {}) },
    { $inc: { 'balance.amountMinor': amountMinor }, $set: { updatedAt: at } },
    { session },
  )
  if (!moved) return false
  const amount = money(isOut ? -amountMinor : amountMinor, currency)
  await appendEvents(office.store, session, {
    ...{ officeId, by, causedBy, at },
    stream: streamOf('account', accountId),
    events: [
      {
        type: isOut ? 'account.debited' : 'account.credited',
        v: 1,
        data: { amount, entryId, reason: `${kind}: ${about}`.slice(0, 200), kind, about },
      },
    ],
  })
  return true
}
