/** Money that comes into a deposit from outside: over the desk, or by a transfer under the deposit's own reference. */
import type { Money } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import { changeDeposit } from './deposits.ts'
import { bankAccount, depositAccount, transfer } from './journal-lines.ts'

export type TopUp = {
  officeId: string
  accountId: string
  amount: Money
  /** Whose money it is at the bank: the driver's, such as `bank-transfer` or `counter`. */
  driverId: string
  /** What people know it by, such as a receipt's number. */
  about: string
  by: string
  /** Unique in the journal: the same cause is booked once. */
  causedBy: string
  at: Date
}

/** Credits a deposit and books it, in the caller's transaction. @throws on a cause that is booked already */
export async function topUpDeposit(
  office: Pick<Office, 'store' | 'clock' | 'env' | 'profiles'>,
  session: ClientSession,
  { officeId, accountId, amount, driverId, about, by, causedBy, at }: TopUp,
): Promise<void> {
  const entryId = uuidv7()
  const lines = transfer(bankAccount(driverId), depositAccount(accountId), amount)
  await changeDeposit(office, session, {
    ...{ officeId, accountId, entryId, about, by, causedBy, at },
    change: amount,
    kind: 'top-up',
  })
  office.store.journal.add([{ _id: entryId, officeId, at, causedBy, text: 'deposit top-up', lines }], session)
}
