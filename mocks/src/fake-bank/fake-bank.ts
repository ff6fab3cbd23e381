/** A bank of its own over real HTTP: interface for merchants, payment page, ledger, callbacks, and faults on request. */
import type https from 'node:https'
import type { CallbackRow } from '../deliveries.ts'
import { sendJson, serve } from '../web-server.ts'
import { adminRoutes } from './admin-routes.ts'
import { createBank } from './bank.ts'
import { openBooks } from './books.ts'
import type { PaymentRow, Posting } from './books.ts'
import { createBankDeliveries } from './callbacks.ts'
import type { CallbackKey } from './callbacks.ts'
import { deskRoutes } from './desk-routes.ts'
import { createFaults } from './faults.ts'
import { onlyHere } from './guard.ts'
import { merchantRoutes } from './merchant-routes.ts'
import { payerRoutes } from './payer-routes.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export type FakeBankOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly host?: string
  /** Where the books are kept; without it they live in memory only. */
  readonly dataDir?: string
  readonly apiKey: string
  /** Keys that sign callbacks; the last one does. */
  readonly callbackSecrets: readonly [CallbackKey, ...CallbackKey[]]
  /** How browsers reach the bank, where that is not its own address. */
  readonly publicUrl?: string
  readonly tls?: https.ServerOptions
  readonly now?: () => Date
  readonly expiryMs?: number
  /** How late a late callback is. */
  readonly lateMs?: number
  /** Waits between deliveries of a callback that nobody acknowledges. */
  readonly retryWaitsMs?: readonly number[]
  readonly onFailure?: (error: unknown) => void
}

export type FakeBank = {
  readonly url: string
  readonly ledger: () => readonly Posting[]
  readonly payments: () => readonly PaymentRow[]
  readonly callbacks: () => readonly CallbackRow[]
  readonly stop: () => Promise<void>
}

/** Starts the bank and returns once it listens. `stop` closes connections, ends deliveries and closes the books. */
export async function startFakeBank(options: FakeBankOptions): Promise<FakeBank> {
  const {
    now = () => new Date(),
    retryWaitsMs = [
      second,
      5 * second,
      30 * second,
      2 * minute,
      10 * minute,
      ...Array.from({ length: 72 }, () => hour),
    ],
    onFailure = console.error,
  } = options
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((listener) => listener())
  const books = openBooks(options.dataDir, tell)
  const faults = createFaults()
  const keys = [...options.callbackSecrets]
  const [firstKey] = options.callbackSecrets
  const deliveries = createBankDeliveries({
    books,
    faults,
    key: () => keys.at(-1) ?? firstKey,
    now,
    retryWaitsMs,
    onSending: tell,
  })
  const onChange = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const bank = createBank({
    books,
    now,
    expiryMs: options.expiryMs ?? 30 * minute,
    lateMs: options.lateMs ?? 20 * second,
    onCallback: deliveries.plan,
  })
  const server = await serve({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    ...(options.tls ? { tls: options.tls } : {}),
    onFailure,
    routes: [
      ...merchantRoutes({
        bank,
        faults,
        apiKey: options.apiKey,
        publicUrl: () => options.publicUrl ?? server.url,
      }),
      ...payerRoutes({ bank, books }),
      ['GET', /^\/healthz$/, ({ response }) => sendJson(response, 200, { ok: true })],
      ...onlyHere([
        ...deskRoutes({ bank, books, deliveries, onChange }),
        ...adminRoutes({ bank, books, faults, deliveries, keys, refuseFor: (ms) => server.refuseFor(ms) }),
      ]),
    ],
  })
  const ticking = setInterval(() => bank.doWhatIsDue(), second).unref()
  return {
    url: server.url,
    ledger: () => [...books.ledger],
    payments: () => [...books.payments.values()],
    callbacks: () => [...books.callbacks.values()],
    async stop() {
      clearInterval(ticking)
      await server.stop()
      await deliveries.stop()
      books.close()
    },
  }
}
