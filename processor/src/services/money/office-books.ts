/** The office's own books, as the drivers of deposits and of the cash desk see them: kept in MongoDB, one entry for each attempt or refund. */
import { DriverError, type BookEntry, type OfficeBooks } from '@lodge/bank-drivers'
import { addMoney, money, type Money } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import { changeDeposit, depositId } from './deposits.ts'
import { bankAccount, depositAccount, transfer } from './journal-lines.ts'

type Parts = Pick<Office, 'store' | 'clock' | 'env' | 'profiles'>

const debitOf = (attemptId: string): string => `deposit-debit:${attemptId}`
const creditOf = (refundId: string): string => `deposit-credit:${refundId}`

/** The entry of a journal row: what it moved, whichever way. */
function entryOf(row: Row<'journal'> | undefined): BookEntry | undefined {
  const line = row?.lines.find(({ account }) => account.startsWith('deposit:'))
  if (!row || !line) return undefined
  const { amountMinor, currency } = line
  return {
    entryId: row._id,
    amount: money(amountMinor < 0n ? -amountMinor : amountMinor, currency),
    at: row.at,
  }
}

/** Nothing is known of what a failed call did: it is asked again. */
async function orUnknown<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof DriverError) throw error
    throw new DriverError(
      {
        kind: 'unavailable',
        sent: 'maybe',
        code: 'books-away',
        message: 'The books of the office cannot be reached; ask again what they hold.',
      },
      error instanceof Error ? error : undefined,
    )
  }
}

/** Returns the books of one office. The clearing account `bank:<driver>` is at zero once the payment itself is booked. */
export function makeBooks(parts: Parts, officeId: string): OfficeBooks {
  const { store, clock } = parts
  const find = async (causedBy: string, session?: ClientSession): Promise<BookEntry | undefined> =>
    entryOf(await store.journal.one({ officeId, causedBy }, { session }))

  /** Moves a deposit once for each cause; returns undefined where it does not hold enough. */
  async function move(
    attemptId: string,
    causedBy: string,
    change: Money,
    kind: 'payment' | 'refund',
  ): Promise<BookEntry | 'insufficient' | 'no-account'> {
    const work = (): Promise<BookEntry | 'insufficient' | 'no-account'> =>
      store.transaction(async (session) => {
        const before = await find(causedBy, session)
        if (before) return before
        const attempt = await store.attempts.one({ _id: attemptId, officeId }, { session })
        if (!attempt) return 'no-account'
        const { accountId, driverId, orderId } = attempt
        // A payment that has ended meanwhile takes nothing any more: of the two, one writes this row first.
        const isWanted =
          kind === 'refund' ||
          (await store.attempts.update(
            { _id: attemptId, officeId, active: true },
            { $inc: { rev: 1 } },
            { session },
          ))
        if (!isWanted) return 'no-account'
        const { currency } = change
        const isOut = change.amountMinor < 0n
        const at = clock.now()
        const entryId = uuidv7()
        const order = await store.orders.one({ _id: orderId, officeId }, { session })
        const isMoved = await changeDeposit(parts, session, {
          ...{ officeId, accountId, change, entryId, kind, at },
          about: order?.orderNumber ?? orderId,
          by: `driver:${driverId}`,
          causedBy: attemptId,
        })
        if (!isMoved) return 'insufficient'
        const amount = money(isOut ? -change.amountMinor : change.amountMinor, currency)
        const lines = isOut
          ? transfer(depositAccount(accountId), bankAccount(driverId), amount)
          : transfer(bankAccount(driverId), depositAccount(accountId), amount)
        await store.journal.insert([{ _id: entryId, officeId, at, causedBy, text: kind, lines }], { session })
        return { entryId, amount, at }
      })
    try {
      return await work()
    } catch (error) {
      // The same call twice at once: what the other one booked is the answer.
      if (isDuplicateKey(error, 'journal')) return work()
      throw error
    }
  }

  return Object.freeze<OfficeBooks>({
    debitDeposit: ({ attemptId, accountId, amount }) =>
      orUnknown(
        (async () => {
          const attempt = await store.attempts.one({ _id: attemptId, officeId, accountId })
          if (!attempt) return { taken: false, reason: 'no-account' } as const
          const _id = depositId({ officeId, accountId, currency: amount.currency })
          const hasHistory = await store.events.one({ officeId, stream: `account:${accountId}` })
          if (!hasHistory && !(await store.deposits.one({ _id })))
            return { taken: false, reason: 'no-account' } as const
          const entry = await move(
            attemptId,
            debitOf(attemptId),
            money(-amount.amountMinor, amount.currency),
            'payment',
          )
          return typeof entry === 'string'
            ? ({ taken: false, reason: entry } as const)
            : ({ taken: true, entry } as const)
        })(),
      ),
    findDebit: (attemptId) => orUnknown(find(debitOf(attemptId))),
    creditDeposit: ({ refundId, attemptId, amount }) =>
      orUnknown(
        (async () => {
          const entry = await move(attemptId, creditOf(refundId), amount, 'refund')
          if (typeof entry === 'string') throw new Error(`The attempt ${attemptId} is not known here`)
          return entry
        })(),
      ),
    findCredit: (refundId) => orUnknown(find(creditOf(refundId))),
    findTaken: (attemptId) =>
      orUnknown(
        (async () => {
          const rows = await store.cash.many({ officeId, attemptId, state: 'taken' })
          const takings = rows.filter((row) => row.kind === 'taking')
          const attempt = await store.attempts.one({ _id: attemptId, officeId })
          const [first, ...more] = takings
          if (!first || !attempt) return undefined
          const amount = more.map((one) => one.amount).reduce(addMoney, first.amount)
          return { entryId: first.receiptNumber, amount, at: first.at, asked: attempt.amount }
        })(),
      ),
  })
}
