/** The office's prepaid accounts for the driver kit: the fake books, with a full account of each currency. */
import type { Currency, Money } from '@lodge/shared-types'
import { money } from '@lodge/shared-types'
import { officeBooksAt } from '../office-books/client.ts'
import type { BooksFailure } from '../office-books/client.ts'
import { startOfficeBooks } from '../office-books/office-books.ts'

const currencies: readonly Currency[] = [
  ...(['BGN', 'CHF', 'EUR', 'GBP', 'JPY', 'USD'] as const),
  ...(['BHD', 'JOD', 'KWD', 'OMR', 'TND'] as const),
]
const plenty = 10n ** 12n

type Request = { readonly attemptId: string; readonly accountId: string; readonly amount: Money }

/** Starts the books; see `bank-side.ts` of the kit, whose shape it has. */
export async function startBankSide({
  now,
  driverError,
}: {
  readonly now: () => Date
  readonly driverError: (failure: BooksFailure) => Error
}) {
  const books = await startOfficeBooks({ now, onFailure: () => undefined })
  for (const currency of currencies) books.ledger.deposit('kit-account', money(plenty, currency))
  return {
    baseUrl: undefined,
    agreement: () => ({ config: {}, secrets: {} }),
    books: officeBooksAt(books.url, { fail: driverError }),
    documentedStatuses: [],
    undocumentedStatus: 'FROZEN-BY-COURT',
    pay: () => Promise.resolve(),
    declineAtOnce({ accountId, amount: { currency } }: Request) {
      const { amountMinor } = books.ledger.balanceOf(accountId, currency)
      books.ledger.deposit(accountId, money(-amountMinor, currency))
      return Promise.resolve()
    },
    movements: () => books.ledger.movements(),
    stop: () => books.stop(),
  }
}
