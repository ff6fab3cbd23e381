/** Levers for tests and demonstrations: transfers of every kind, the ends of days, and faults. Not part of the bank's interface. */
import { moneySchema } from '@lodge/shared-types'
import { z } from 'zod'
import { HttpRefusal, parseBody, readJson, sendJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import { payers } from './accounts.ts'
import type { Party } from './accounts.ts'
import type { TransferBank } from './bank.ts'
import type { TransferBooks } from './books.ts'
import { fetchFaultSchema } from './faults.ts'
import type { FetchFaults } from './faults.ts'
import { paySlip, waysToPay } from './mishaps.ts'

const partySchema = z.strictObject({
  name: z.string().min(1).max(140),
  account: z.string().min(1).max(34),
  bic: z.string().default('COBADEFFXXX'),
})
const words = {
  reference: z.string().max(35).nullable().default(null),
  text: z.string().max(140).default(''),
  endToEndId: z.string().max(35).nullable().default(null),
}
const orderSchema = z.strictObject({
  from: partySchema.optional(),
  to: z.string(),
  amount: moneySchema,
  ...words,
  fee: z.strictObject({ amount: moneySchema, how: z.enum(['deducted', 'separate']) }).optional(),
})
const batchSchema = z.strictObject({ orders: z.array(orderSchema).min(1).max(10_000) })
const payOutSchema = z.strictObject({ from: z.string(), to: partySchema, amount: moneySchema, ...words })
const returnSchema = z.strictObject({
  reason: z
    .string()
    .regex(/^[A-Z0-9]{4}$/)
    .default('AC04'),
  part: moneySchema.optional(),
})
const slipSchema = z.strictObject({
  from: partySchema.optional(),
  account: z.string(),
  reference: z.string(),
  amount: moneySchema,
  as: z.enum(waysToPay).default('exact'),
})
const trafficSchema = z.strictObject({ account: z.string(), count: z.number().int().min(1).max(10_000) })

/** Returns the payer that was named, else the first who has an account in this currency. */
const payerFor = (currency: string, named?: Party): Party =>
  named ?? payers.find((payer) => payer.currency === currency) ?? payers[0]

const orderFrom = ({ from, fee, ...order }: z.infer<typeof orderSchema>) => ({
  ...order,
  from: payerFor(order.amount.currency, from),
  ...(fee ? { fee } : {}),
})

/** Returns the routes under /admin. */
export function adminRoutes({
  bank,
  books,
  faults,
}: {
  readonly bank: TransferBank
  readonly books: TransferBooks
  readonly faults: FetchFaults
}): Route[] {
  const first = ({ params }: Exchange): string => params[0] ?? ''
  const lever =
    (status: number, work: (body: unknown, exchange: Exchange) => unknown): Route[2] =>
    async (exchange) => {
      const body = exchange.request.method === 'POST' ? await readJson(exchange.request) : {}
      sendJson(exchange.response, status, (await work(body, exchange)) ?? {})
    }
  const published = (kind: 'statement' | 'notification') => ({
    files: bank.publish(kind).map(({ id, name, client }) => ({ id, name, client })),
  })
  return [
    ['GET', /^\/admin\/lines$/, lever(200, () => ({ lines: books.lines, balanced: bank.isBalanced() }))],
    ['GET', /^\/admin\/files$/, lever(200, () => ({ files: books.files }))],
    [
      'POST',
      /^\/admin\/transfers$/,
      lever(201, (body) => ({ lines: bank.transfer(orderFrom(parseBody(orderSchema, body))) })),
    ],
    [
      'POST',
      /^\/admin\/batches$/,
      lever(201, (body) => {
        const [head, ...rest] = parseBody(batchSchema, body).orders.map(orderFrom)
        if (!head)
          throw new HttpRefusal(400, { error: { code: 'malformed', message: 'Name one order or more.' } })
        return { lines: bank.batch([head, ...rest]) }
      }),
    ],
    [
      'POST',
      /^\/admin\/slips$/,
      lever(201, (body) => {
        const { from, as, ...slip } = parseBody(slipSchema, body)
        return { lines: paySlip(bank, { ...slip, from: payerFor(slip.amount.currency, from) }, as) }
      }),
    ],
    [
      'POST',
      /^\/admin\/pay-outs$/,
      lever(201, (body) => ({ lines: bank.payOut(parseBody(payOutSchema, body)) })),
    ],
    [
      'POST',
      /^\/admin\/lines\/([^/]+)\/return$/,
      lever(201, (body, exchange) => {
        const { reason, part } = parseBody(returnSchema, body)
        return { lines: bank.giveBack(first(exchange), { reason, ...(part ? { part } : {}) }) }
      }),
    ],
    [
      'POST',
      /^\/admin\/lines\/([^/]+)\/reverse$/,
      lever(201, (_body, exchange) => ({ lines: bank.reverse(first(exchange)) })),
    ],
    [
      'POST',
      /^\/admin\/traffic$/,
      lever(201, (body) => {
        const { account, count } = parseBody(trafficSchema, body)
        return { lines: bank.otherTraffic(account, count) }
      }),
    ],
    ['POST', /^\/admin\/notify$/, lever(201, () => published('notification'))],
    ['POST', /^\/admin\/close-day$/, lever(201, () => published('statement'))],
    ['POST', /^\/admin\/faults$/, lever(201, (body) => faults.add(parseBody(fetchFaultSchema, body)))],
    ['DELETE', /^\/admin\/faults$/, lever(200, () => faults.clear())],
  ]
}
