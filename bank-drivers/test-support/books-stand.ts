/** What the tests of drivers without a bank stand on: the office's books over HTTP, and a driver that is given them. */
import { officeBooksAt, startOfficeBooks } from '@lodge/mocks'
import type { FakeOfficeBooks } from '@lodge/mocks'
import { driverById, DriverError, openDriver } from '../src/index.ts'
import type { Driver, OfficeBooks } from '../src/index.ts'
import { logBook } from '../test-stand.ts'

export type BooksStand = {
  readonly books: FakeOfficeBooks
  /** `other`: what the books do otherwise. */
  readonly open: (config?: object, other?: Partial<OfficeBooks>) => Driver
}

/** Starts the books for drivers of this id. The client's type proves that the fake keeps the contract of `OfficeBooks`. */
export async function startBooksStand(driverId: string, now: () => Date): Promise<BooksStand> {
  const books = await startOfficeBooks({ now })
  const client: OfficeBooks = officeBooksAt(books.url, {
    fail: (failure) => new DriverError(failure),
    timeoutMs: 200,
  })
  return {
    books,
    open: (config = {}, other = {}) =>
      openDriver(driverById(driverId), config, {
        secret: () => undefined,
        books: { ...client, ...other },
        clock: { now },
        logger: logBook().logger,
      }),
  }
}
