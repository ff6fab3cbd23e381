/** The office's books with the same doubts as a line to a bank: a call is lost before it has an effect, or its answer after. */
import type { OfficeBooks } from '../books.ts'
import { DriverError } from '../driver-error.ts'

export type BooksFault = 'lost' | 'no-answer'

export type FaultyBooks = {
  readonly books: OfficeBooks
  readonly calls: () => number
  /** The keys under which money was moved. */
  readonly keys: () => readonly string[]
  /** Spoils the n-th call from now on. */
  readonly plan: (fault: BooksFault, onCall?: number) => void
}

const lostInDoubt = (): DriverError =>
  new DriverError({
    kind: 'unavailable',
    sent: 'maybe',
    code: 'books-unavailable',
    message: 'The books of the office did not answer.',
  })

/** Returns `books` behind faults that a case plans. */
export function spoilBooks(books: OfficeBooks): FaultyBooks {
  let calls = 0
  const keys: string[] = []
  const plans: { left: number; fault: BooksFault }[] = []
  const through =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls += 1
      for (const plan of plans) plan.left -= 1
      const at = plans.findIndex(({ left }) => left === 0)
      const fault = at < 0 ? undefined : plans.splice(at, 1)[0]?.fault
      if (fault === 'lost') throw lostInDoubt()
      const result = await work(...args)
      if (fault === 'no-answer') throw lostInDoubt()
      return result
    }
  return {
    books: Object.freeze<OfficeBooks>({
      debitDeposit: through((debit) => {
        keys.push(debit.key)
        return books.debitDeposit(debit)
      }),
      findDebit: through(books.findDebit),
      creditDeposit: through((credit) => {
        keys.push(credit.key)
        return books.creditDeposit(credit)
      }),
      findCredit: through(books.findCredit),
      findTaken: through(books.findTaken),
    }),
    calls: () => calls,
    keys: () => [...keys],
    plan: (fault, onCall = 1) => void plans.push({ left: onCall, fault }),
  }
}
