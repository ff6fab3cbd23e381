/** A government billing service of its own over real HTTP: interface for billers, payer's pages, signed notices, payouts, a desk. */
import { z } from 'zod'
import { createDeliveries } from '../deliveries.ts'
import type { CallbackRow } from '../deliveries.ts'
import { onlyHere } from '../fake-bank/guard.ts'
import { sendJson, serve } from '../web-server.ts'
import { adminRoutes } from './admin-routes.ts'
import { billerRoutes } from './biller-routes.ts'
import { createBilling } from './billing.ts'
import type { Billing } from './billing.ts'
import { openBooks } from './books.ts'
import type { BillRow, MovementRow, SettlementRow } from './books.ts'
import type { Biller } from './call-signature.ts'
import { deskRoutes } from './desk-routes.ts'
import { createFaults } from './faults.ts'
import { publicNoticeKey, signedNotice, spoiltNotice } from './notice-signature.ts'
import type { NoticeKey, Spoilt } from './notice-signature.ts'
import { payerRoutes } from './payer-routes.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export type BillingServiceOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly host?: string
  /** Where the books are kept; without it they live in memory only. */
  readonly dataDir?: string
  readonly billers: readonly Biller[]
  /** Keys that sign notices; the last one does. */
  readonly noticeKeys: readonly [NoticeKey, ...NoticeKey[]]
  /** How browsers reach the service, where that is not its own address. */
  readonly publicUrl?: string
  readonly now?: () => Date
  /** How late a late notice is. */
  readonly lateMs?: number
  /** Waits between deliveries of a notice that nobody acknowledges. */
  readonly retryWaitsMs?: readonly number[]
  readonly onFailure?: (error: unknown) => void
}

export type BillingService = {
  readonly url: string
  /** What the service can do with its bills, without its doors. */
  readonly billing: Billing
  readonly bills: () => readonly BillRow[]
  readonly movements: () => readonly MovementRow[]
  readonly notices: () => readonly CallbackRow[]
  readonly settlements: () => readonly SettlementRow[]
  readonly stop: () => Promise<void>
}

const acknowledgementSchema = z.object({ status: z.literal('RECEIVED') })
const noticeSchema = z.object({ biller: z.string() })

function isAcknowledgement(text: string): boolean {
  try {
    return acknowledgementSchema.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/** Starts the service and returns once it listens. `stop` closes connections, ends deliveries and closes the books. */
export async function startBillingService(options: BillingServiceOptions): Promise<BillingService> {
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
  const books = openBooks(options.dataDir)
  const faults = createFaults()
  const keys = [...options.noticeKeys]
  const [firstKey] = options.noticeKeys
  const deliveries = createDeliveries<Spoilt>({
    rows: books.notices,
    keep: (notice) => books.commit({ notice }),
    takeFault: faults.takeNotice,
    sign({ id, body }, at, fault) {
      const { biller } = noticeSchema.parse(JSON.parse(body))
      const notice = { id, biller, at: Math.floor(at.getTime() / 1000), text: body }
      const key = keys.at(-1) ?? firstKey
      return fault ? spoiltNotice(fault, key, notice) : signedNotice(key, notice)
    },
    isAcknowledgement,
    now,
    retryWaitsMs,
  })
  const billing = createBilling({
    books,
    now,
    lateMs: options.lateMs ?? 20 * second,
    onNotice: deliveries.plan,
  })
  const server = await serve({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onFailure,
    routes: [
      ...billerRoutes({
        billing,
        books,
        faults,
        billers: options.billers,
        publicUrl: () => options.publicUrl ?? server.url,
        now,
      }),
      ...payerRoutes({ billing, books }),
      [
        'GET',
        /^\/\.well-known\/jwks\.json$/,
        ({ response }) => sendJson(response, 200, { keys: keys.slice(-2).map(publicNoticeKey) }),
      ],
      ['GET', /^\/healthz$/, ({ response }) => sendJson(response, 200, { ok: true })],
      ...onlyHere([
        ...deskRoutes({ billing, books, deliveries }),
        ...adminRoutes({ billing, books, faults, deliveries, keys }),
      ]),
    ],
  })
  const ticking = setInterval(() => billing.doWhatIsDue(), second).unref()
  return {
    url: server.url,
    billing,
    bills: () => [...books.bills.values()],
    movements: () => [...books.movements.values()],
    notices: () => [...books.notices.values()],
    settlements: () => [...books.settlements],
    async stop() {
      clearInterval(ticking)
      await server.stop()
      await deliveries.stop()
      books.close()
    },
  }
}
