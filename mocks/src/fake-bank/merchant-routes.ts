/** The bank's interface for merchants, as docs/wire/card-gateway.md describes it, with the faults that tests ask for. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type http from 'node:http'
import { z } from 'zod'
import { readJson, sendJson, toJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { Bank } from './bank.ts'
import type { ApiFault, Faults, Operation } from './faults.ts'
import {
  createPaymentSchema,
  createRefundSchema,
  parseRequest,
  paymentOut,
  refundOut,
  refusal,
} from './wire.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

type Answer = { readonly status: number; readonly body: unknown; readonly paymentId?: string }

/** Sends an answer as a fault would have it. */
function spoil({ kind, location }: ApiFault, { response }: Exchange, { status, body }: Answer): void {
  const json = toJson(body)
  const send = (code: number, headers: http.OutgoingHttpHeaders, text: string) =>
    response.writeHead(code, headers).end(text)
  const type = { 'content-type': 'application/json' }
  switch (kind) {
    case 'error-500':
      return void send(500, type, '{"error":{"code":"failure","message":"The bank has a bad day."}}')
    case 'timeout':
      return
    case 'truncated':
      response.writeHead(status, { ...type, 'content-length': Buffer.byteLength(json) })
      response.write(json.slice(0, json.length / 2), () => response.destroy())
      return
    case 'html':
      return void send(200, { 'content-type': 'text/html' }, '<!doctype html><title>Maintenance</title>')
    case 'html-403':
      return void send(403, { 'content-type': 'text/html' }, '<!doctype html><title>Forbidden</title>')
    case 'oversized':
      return void send(status, type, json + ' '.repeat(3_000_000))
    case 'foreign-redirect':
      return void send(307, { location }, '')
    case 'other-amount':
      return void send(status, type, json.replace(/"value":"(\d+)"/, '"value":"1$1"'))
    case 'foreign-page':
      return void send(
        status,
        type,
        json.replace(/"page_url":"[^"]*"/, '"page_url":"https://elsewhere.example/pay"'),
      )
    case 'reset':
    case 'reset-before':
      return void response.socket?.resetAndDestroy()
    case 'rate-limited':
      return void send(
        429,
        { ...type, 'retry-after': '7' },
        '{"error":{"code":"too-many-requests","message":"Slow down."}}',
      )
    case 'declined':
    case 'unauthorised':
      throw refusal(kind)
  }
}

const beforeWork: ReadonlySet<ApiFault['kind']> = new Set([
  'rate-limited',
  'declined',
  'unauthorised',
  'reset-before',
])

/** Returns the routes under /v1. */
export function merchantRoutes(parts: {
  readonly bank: Bank
  readonly faults: Faults
  readonly apiKey: string
  readonly publicUrl: () => string
}): Route[] {
  const { bank, faults, publicUrl } = parts
  const expectedKey = digest(`Bearer ${parts.apiKey}`)

  const api =
    (operation: Operation, work: (exchange: Exchange) => Promise<Answer> | Answer): Route[2] =>
    async (exchange) => {
      if (!timingSafeEqual(digest(exchange.request.headers.authorization ?? ''), expectedKey))
        throw refusal('unauthorised')
      const fault = faults.takeApi(operation)
      const nothing = { status: 200, body: {} }
      if (fault && beforeWork.has(fault.kind)) {
        spoil(fault, exchange, nothing)
        return
      }
      const answer = await work(exchange)
      if (fault?.charge && answer.paymentId !== undefined) bank.pay(answer.paymentId, 'approve')
      if (fault) spoil(fault, exchange, answer)
      else sendJson(exchange.response, answer.status, answer.body)
    }

  const keyOf = ({ request }: Exchange): string => {
    const key = z
      .string()
      .regex(/^[\x21-\x7e]{1,128}$/)
      .safeParse(request.headers['idempotency-key'])
    if (!key.success) throw refusal('malformed')
    return key.data
  }
  const first = ({ params }: Exchange): string => params[0] ?? ''
  const reference = ({ url }: Exchange): string => {
    const wanted = url.searchParams.get('reference')
    if (wanted === null) throw refusal('malformed')
    return wanted
  }

  return [
    [
      'POST',
      /^\/v1\/payments$/,
      api('create-payment', async (exchange) => {
        const request = parseRequest(createPaymentSchema, await readJson(exchange.request))
        const { row, isNew } = bank.create(request, keyOf(exchange))
        return { status: isNew ? 201 : 200, body: paymentOut(row, publicUrl()), paymentId: row.id }
      }),
    ],
    [
      'GET',
      /^\/v1\/payments$/,
      api('query', (exchange) => ({
        status: 200,
        body: { payments: bank.byReference(reference(exchange)).map((row) => paymentOut(row, publicUrl())) },
      })),
    ],
    [
      'GET',
      /^\/v1\/payments\/([^/]+)$/,
      api('query', (exchange) => ({
        status: 200,
        body: paymentOut(bank.payment(first(exchange)), publicUrl()),
      })),
    ],
    [
      'POST',
      /^\/v1\/payments\/([^/]+)\/cancel$/,
      api('cancel', (exchange) => {
        keyOf(exchange)
        return { status: 200, body: paymentOut(bank.cancel(first(exchange)), publicUrl()) }
      }),
    ],
    [
      'POST',
      /^\/v1\/payments\/([^/]+)\/refunds$/,
      api('refund', async (exchange) => {
        const request = parseRequest(createRefundSchema, await readJson(exchange.request))
        const { row, isNew } = bank.refund(first(exchange), request, keyOf(exchange))
        return { status: isNew ? 201 : 200, body: refundOut(row) }
      }),
    ],
    [
      'GET',
      /^\/v1\/refunds$/,
      api('query', (exchange) => ({
        status: 200,
        body: { refunds: bank.refundsByReference(reference(exchange)).map(refundOut) },
      })),
    ],
    [
      'GET',
      /^\/v1\/refunds\/([^/]+)$/,
      api('query', (exchange) => ({ status: 200, body: refundOut(bank.refundById(first(exchange))) })),
    ],
  ]
}
