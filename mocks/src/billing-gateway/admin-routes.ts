/** Levers for tests: what the service holds, and what shall go wrong next. Not part of its interface. */
import { moneySchema } from '@lodge/shared-types'
import { z } from 'zod'
import type { Deliveries } from '../deliveries.ts'
import { parseBody, readJson, sendJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { Billing } from './billing.ts'
import { channelSchema } from './books.ts'
import type { Books } from './books.ts'
import { noticeModeSchema, statusSchema } from './desk-routes.ts'
import { callFaultSchema, noticeFaultSchema } from './faults.ts'
import type { Faults } from './faults.ts'
import type { NoticeKey, Spoilt } from './notice-signature.ts'
import { refusal } from './wire.ts'

const collectSchema = z.strictObject({
  channel: channelSchema.default('branch'),
  /** Else the bill's total. */
  amount: moneySchema.optional(),
  notice: noticeModeSchema.default('once'),
})
const resendSchema = z.strictObject({ times: z.number().int().min(1).max(1000).default(1) })
const batchSchema = z.strictObject({
  bills: z.array(z.string()).min(1),
  extraItems: z.array(z.unknown()).default([]),
})
const keySchema = z.strictObject({ id: z.string().min(1), seed: z.string().min(16) })

/** Returns the routes under /admin. */
export function adminRoutes(parts: {
  readonly billing: Billing
  readonly books: Books
  readonly faults: Faults
  readonly deliveries: Deliveries<Spoilt>
  /** Keys that sign notices; the last one does. */
  readonly keys: NoticeKey[]
}): Route[] {
  const { billing, books, faults, deliveries, keys } = parts
  const json = (status: number, work: (body: unknown, name: string) => unknown): Route[2] => {
    return async ({ request, response, params }: Exchange) => {
      const body = request.method === 'POST' ? await readJson(request) : {}
      sendJson(response, status, (await work(body, params[0] ?? '')) ?? {})
    }
  }
  return [
    ['GET', /^\/admin\/bills$/, json(200, () => ({ bills: [...books.bills.values()] }))],
    ['GET', /^\/admin\/movements$/, json(200, () => ({ movements: [...books.movements.values()] }))],
    ['GET', /^\/admin\/notices$/, json(200, () => ({ notices: [...books.notices.values()] }))],
    [
      'POST',
      /^\/admin\/bills\/([^/]+)\/collect$/,
      json(200, (body, number) => {
        const { channel, amount, notice } = parseBody(collectSchema, body)
        return billing.collect(number, channel, { ...(amount ? { amount } : {}), notice })
      }),
    ],
    ['POST', /^\/admin\/bills\/([^/]+)\/begin$/, json(200, (_body, number) => billing.begin(number))],
    ['POST', /^\/admin\/bills\/([^/]+)\/expire$/, json(200, (_body, number) => billing.expire(number))],
    ['POST', /^\/admin\/bills\/([^/]+)\/reverse$/, json(200, (_body, number) => billing.reverse(number))],
    [
      'POST',
      /^\/admin\/bills\/([^/]+)\/status$/,
      json(200, (body, number) =>
        billing.setStatus(number, parseBody(z.strictObject({ status: statusSchema }), body).status),
      ),
    ],
    [
      'POST',
      /^\/admin\/resend\/([^/]+)$/,
      json(200, async (body, id) => {
        if (!books.notices.has(id)) throw refusal('unknown-notice')
        const statuses: number[] = []
        for (let left = parseBody(resendSchema, body).times; left > 0; left -= 1)
          statuses.push(await deliveries.deliver(id))
        return { statuses }
      }),
    ],
    [
      'POST',
      /^\/admin\/notices$/,
      json(201, (body) => {
        const { bills, extraItems } = parseBody(batchSchema, body)
        return billing.tell(bills, extraItems)
      }),
    ],
    ['POST', /^\/admin\/faults$/, json(201, (body) => faults.addCall(parseBody(callFaultSchema, body)))],
    [
      'POST',
      /^\/admin\/notice-faults$/,
      json(201, (body) => faults.addNotice(parseBody(noticeFaultSchema, body))),
    ],
    [
      'POST',
      /^\/admin\/keys$/,
      json(201, (body) => {
        const key = parseBody(keySchema, body)
        keys.push(key)
        return { signsWith: key.id }
      }),
    ],
    ['POST', /^\/admin\/close-day$/, json(200, () => billing.closeDay())],
  ]
}
