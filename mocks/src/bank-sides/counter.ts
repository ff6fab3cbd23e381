/** The office's cash desk for the driver kit: the fake books, and a cashier who takes what is given. */
import type { Money } from '@lodge/shared-types'
import { officeBooksAt } from '../office-books/client.ts'
import type { BooksFailure } from '../office-books/client.ts'
import { startOfficeBooks } from '../office-books/office-books.ts'

type Request = { readonly attemptId: string; readonly amount: Money }

/** Starts the books; see `bank-side.ts` of the kit, whose shape it has. */
export async function startBankSide({
  now,
  driverError,
}: {
  readonly now: () => Date
  readonly driverError: (failure: BooksFailure) => Error
}) {
  const books = await startOfficeBooks({ now, onFailure: () => undefined })
  return {
    baseUrl: undefined,
    agreement: () => ({ config: { payWithinDays: 14, timeZone: 'Europe/Sofia' }, secrets: {} }),
    books: officeBooksAt(books.url, { fail: driverError }),
    documentedStatuses: [],
    undocumentedStatus: 'IN-THE-SAFE',
    takesOtherSums: true,
    pay({ attemptId, amount: asked }: Request, amount: Money) {
      books.ledger.take(attemptId, asked, amount)
      return Promise.resolve()
    },
    movements: () => books.ledger.movements(),
    stop: () => books.stop(),
  }
}
