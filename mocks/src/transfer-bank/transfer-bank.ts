/** A bank for transfers over real HTTP: payers' pages, accounts that add up, statements in ISO 20022 fetched by cursor, and faults. */
import { onlyHere } from '../fake-bank/guard.ts'
import { serve } from '../web-server.ts'
import { adminRoutes } from './admin-routes.ts'
import type { BankClient } from './accounts.ts'
import { createTransferBank } from './bank.ts'
import type { TransferBank } from './bank.ts'
import { openTransferBooks } from './books.ts'
import type { Line, Published } from './books.ts'
import { clientRoutes } from './client-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { createFetchFaults } from './faults.ts'
import { payerRoutes } from './payer-routes.ts'

export type TransferBankOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly host?: string
  /** Where the books are kept; without it they live in memory only. */
  readonly dataDir?: string
  readonly clients: readonly BankClient[]
  readonly now?: () => Date
  readonly onFailure?: (error: unknown) => void
}

export type FakeTransferBank = {
  readonly url: string
  /** The bank itself, for tests that need no HTTP to have something booked. */
  readonly bank: TransferBank
  readonly lines: () => readonly Line[]
  readonly files: () => readonly Published[]
  readonly stop: () => Promise<void>
}

/** Starts the bank and returns once it listens. */
export async function startTransferBank(options: TransferBankOptions): Promise<FakeTransferBank> {
  const { clients, now = () => new Date(), onFailure = console.error } = options
  const books = openTransferBooks(clients, options.dataDir)
  const faults = createFetchFaults()
  const bank = createTransferBank({ books, clients, now })
  const server = await serve({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onFailure,
    routes: [
      ...clientRoutes({ books, clients, faults }),
      ...payerRoutes(bank),
      ...onlyHere([...deskRoutes({ bank, books, clients }), ...adminRoutes({ bank, books, faults })]),
    ],
  })
  return {
    url: server.url,
    bank,
    lines: () => [...books.lines],
    files: () => [...books.files],
    async stop() {
      await server.stop()
      books.close()
    },
  }
}
