/** Levers for tests and demonstrations: what the bank holds, and what shall go wrong next. Not part of the bank's interface. */
import { z } from 'zod'
import { parseBody, readJson, sendJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { Bank } from './bank.ts'
import type { Books } from './books.ts'
import type { BankDeliveries, CallbackKey } from './callbacks.ts'
import { apiFaultSchema, callbackFaultSchema } from './faults.ts'
import type { Faults } from './faults.ts'
import { refusal } from './wire.ts'

const resendSchema = z.strictObject({ times: z.number().int().min(1).max(1000).default(1) })

const batchSchema = z.strictObject({
  paymentIds: z.array(z.string()).min(1),
  extraItems: z.array(z.unknown()).default([]),
})

const keySchema = z.strictObject({ id: z.string().min(1), value: z.string().min(16) })

const statusSchema = z.strictObject({ status: z.string().min(1).max(64) })
const refuseSchema = z.strictObject({ ms: z.number().int().min(1).max(3_600_000) })

/** Returns the routes under /admin. */
export function adminRoutes(parts: {
  readonly bank: Bank
  readonly books: Books
  readonly faults: Faults
  readonly deliveries: BankDeliveries
  /** Keys that sign callbacks; the last one does. */
  readonly keys: CallbackKey[]
  readonly refuseFor: (ms: number) => Promise<void>
}): Route[] {
  const { bank, books, faults, deliveries, keys, refuseFor } = parts
  const first = ({ params }: Exchange): string => params[0] ?? ''
  const json = (status: number, work: (body: unknown, exchange: Exchange) => unknown): Route[2] => {
    return async (exchange) => {
      const body = exchange.request.method === 'POST' ? await readJson(exchange.request) : {}
      sendJson(exchange.response, status, (await work(body, exchange)) ?? {})
    }
  }
  return [
    ['GET', /^\/admin\/ledger$/, json(200, () => ({ postings: books.ledger, balances: balancesOf(books) }))],
    ['GET', /^\/admin\/payments$/, json(200, () => ({ payments: [...books.payments.values()] }))],
    ['GET', /^\/admin\/callbacks$/, json(200, () => ({ callbacks: [...books.callbacks.values()] }))],
    [
      'POST',
      /^\/admin\/resend\/([^/]+)$/,
      json(200, async (body, exchange) => {
        const id = first(exchange)
        if (!books.callbacks.has(id)) throw refusal('not-found')
        const statuses: number[] = []
        for (let left = parseBody(resendSchema, body).times; left > 0; left -= 1)
          statuses.push(await deliveries.deliver(id))
        return { statuses }
      }),
    ],
    [
      'POST',
      /^\/admin\/callbacks$/,
      json(201, (body) => {
        const { paymentIds, extraItems } = parseBody(batchSchema, body)
        return bank.sendBatch(paymentIds, extraItems)
      }),
    ],
    ['POST', /^\/admin\/faults$/, json(201, (body) => faults.addApi(parseBody(apiFaultSchema, body)))],
    [
      'POST',
      /^\/admin\/callback-faults$/,
      json(201, (body) => faults.addCallback(parseBody(callbackFaultSchema, body))),
    ],
    [
      'POST',
      /^\/admin\/refuse$/,
      async ({ request, response }) => {
        const { ms } = parseBody(refuseSchema, await readJson(request))
        response.once('finish', () => void refuseFor(ms))
        sendJson(response, 202, {})
      },
    ],
    ['DELETE', /^\/admin\/faults$/, json(200, () => faults.clear())],
    [
      'POST',
      /^\/admin\/keys$/,
      json(201, (body) => {
        const key = parseBody(keySchema, body)
        keys.push(key)
        return { signsWith: key.id }
      }),
    ],
    [
      'POST',
      /^\/admin\/payments\/([^/]+)\/capture$/,
      json(200, (_body, exchange) => bank.captureLate(first(exchange))),
    ],
    [
      'POST',
      /^\/admin\/payments\/([^/]+)\/charge-back$/,
      json(200, (_body, exchange) => bank.chargeBack(first(exchange))),
    ],
    [
      'POST',
      /^\/admin\/payments\/([^/]+)\/status$/,
      json(200, (body, exchange) => bank.setStatus(first(exchange), parseBody(statusSchema, body).status)),
    ],
  ]
}

/** Returns each account's balance in minor units, by account and currency. */
function balancesOf(books: Books): Record<string, bigint> {
  const balances: Record<string, bigint> = {}
  const add = (account: string, amountMinor: bigint) => {
    balances[account] = (balances[account] ?? 0n) + amountMinor
  }
  for (const { debit, credit, amount } of books.ledger) {
    add(`${debit} ${amount.currency}`, -amount.amountMinor)
    add(`${credit} ${amount.currency}`, amount.amountMinor)
  }
  return balances
}
