/** The office's own money over real HTTP, for drivers of kind `deposit` and `counter`: deposits, cash desk, and faults on request. */
import { setTimeout as pause } from 'node:timers/promises'
import { onlyHere } from '../fake-bank/guard.ts'
import { HttpRefusal, parseBody, readJson, sendJson, serve } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import { booksFaultSchema, createBooksFaults } from './faults.ts'
import type { BooksOperation } from './faults.ts'
import { createLedger, LedgerRefusal } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { creditSchema, debitSchema, depositSchema, takingSchema } from './wire.ts'

export type OfficeBooksOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly host?: string
  readonly now?: () => Date
  readonly onFailure?: (error: unknown) => void
}

export type FakeOfficeBooks = {
  readonly url: string
  /** The ledger itself, to fill deposits, let cashiers take money, and see the truth. */
  readonly ledger: Ledger
  readonly stop: () => Promise<void>
}

const refused = (code: string, status: number, message: string) =>
  new HttpRefusal(status, { error: { code, message } })

/** Starts the books and returns once they listen. */
export async function startOfficeBooks(options: OfficeBooksOptions = {}): Promise<FakeOfficeBooks> {
  const { now = () => new Date(), onFailure = console.error } = options
  const ledger = createLedger(now)
  const faults = createBooksFaults()

  const books =
    (operation: BooksOperation, work: (exchange: Exchange) => unknown): Route[2] =>
    async (exchange) => {
      const fault = faults.take(operation)
      const cut = (): void => void exchange.response.socket?.resetAndDestroy()
      if (fault?.kind === 'refused') throw refused('closed', 503, 'The books are closed; nothing was done.')
      if (fault?.kind === 'lost-before') {
        cut()
        return
      }
      const answer =
        fault?.kind === 'insufficient'
          ? { taken: false, reason: 'insufficient' }
          : await Promise.resolve(exchange)
              .then(work)
              .catch((error: unknown) => {
                throw error instanceof LedgerRefusal ? refused(error.code, 422, error.message) : error
              })
      if (fault?.kind === 'slow') await pause(fault.ms)
      if (fault?.kind === 'lost-after') cut()
      else sendJson(exchange.response, 200, answer)
    }
  const first = ({ params }: Exchange): string => params[0] ?? ''
  const found = (operation: BooksOperation, look: (id: string) => unknown) =>
    books(operation, (exchange) => ({ entry: look(first(exchange)) }))
  const lever =
    (work: (body: unknown) => unknown): Route[2] =>
    async ({ request, response }) => {
      sendJson(response, 200, work(await readJson(request)) ?? {})
    }

  const server = await serve({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onFailure,
    routes: onlyHere([
      [
        'POST',
        /^\/debits$/,
        books('debit', async ({ request }) => ledger.debit(parseBody(debitSchema, await readJson(request)))),
      ],
      ['GET', /^\/debits\/([^/]+)$/, found('find-debit', ledger.debitOf)],
      [
        'POST',
        /^\/credits$/,
        books('credit', async ({ request }) =>
          ledger.credit(parseBody(creditSchema, await readJson(request))),
        ),
      ],
      ['GET', /^\/credits\/([^/]+)$/, found('find-credit', ledger.creditOf)],
      ['GET', /^\/taken\/([^/]+)$/, found('find-taken', ledger.takenOf)],
      [
        'POST',
        /^\/admin\/deposits$/,
        lever((body) => {
          const { accountId, amount } = parseBody(depositSchema, body)
          ledger.deposit(accountId, amount)
        }),
      ],
      [
        'POST',
        /^\/admin\/taken$/,
        lever((body) => {
          const { attemptId, asked, amount } = parseBody(takingSchema, body)
          ledger.take(attemptId, asked, amount)
        }),
      ],
      ['POST', /^\/admin\/faults$/, lever((body) => faults.add(parseBody(booksFaultSchema, body)))],
      ['DELETE', /^\/admin\/faults$/, lever(() => faults.clear())],
      ['GET', /^\/admin\/ledger$/, lever(() => ({ movements: ledger.movements() }))],
    ]),
  })
  return { url: server.url, ledger, stop: () => server.stop() }
}
