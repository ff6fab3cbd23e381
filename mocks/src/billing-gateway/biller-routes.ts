/** The service's interface for billers, as docs/wire/billing-gateway.md describes it, with the faults that tests ask for. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readBody, sendJson, toJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { Billing } from './billing.ts'
import type { Books } from './books.ts'
import { billerOf } from './call-signature.ts'
import type { Biller } from './call-signature.ts'
import type { CallFault, Faults } from './faults.ts'
import { billOut, createBillSchema, parseRequest, refusal } from './wire.ts'

type Answer = { readonly status: number; readonly body: unknown }
type Asked = {
  readonly biller: string
  readonly idempotencyKey: string
  /** What the path names. */
  readonly name: string
  readonly query: URLSearchParams
  readonly body: Buffer
}

const mostFiles = 50
const keyPattern = /^[\x21-\x7e]{1,128}$/

/** Sends an answer as a fault would have it. */
function spoil(kind: CallFault, { response }: Exchange, { status, body }: Answer): void {
  const json = toJson(body)
  const type = { 'content-type': 'application/json' }
  switch (kind) {
    case 'silence':
      return
    case 'error-500':
      response.writeHead(500, type).end('{"code":"failure","text":"Out of order."}')
      return
    case 'html':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Maintenance</title>')
      return
    case 'other-amount':
      response.writeHead(status, type).end(json.replace(/"total":"/, '"total":"1'))
      return
    case 'foreign-page':
      response
        .writeHead(status, type)
        .end(json.replace(/"pay_url":"[^"]*"/, '"pay_url":"https://elsewhere.example/pay"'))
      return
    case 'rate-limited':
      response
        .writeHead(429, { ...type, 'retry-after': '7' })
        .end('{"code":"too-many-requests","text":"Slow down."}')
      return
    case 'suspended':
      throw refusal('biller-suspended')
  }
}

/** Returns the routes under /v1. */
export function billerRoutes(parts: {
  readonly billing: Billing
  readonly books: Books
  readonly faults: Faults
  readonly billers: readonly Biller[]
  readonly publicUrl: () => string
  readonly now: () => Date
}): Route[] {
  const { billing, books, faults, billers, publicUrl, now } = parts

  const api =
    (work: (asked: Asked) => Answer): Route[2] =>
    async (exchange) => {
      const { request, response, url, params } = exchange
      const body = await readBody(request)
      const idempotencyKey = z.string().safeParse(request.headers['idempotency-key']).data ?? ''
      const authorization = request.headers.authorization ?? ''
      const { method = '', url: target = '' } = request
      const biller = billerOf({ method, target, idempotencyKey, authorization, body }, billers, now())
      const fault = faults.takeCall()
      if (fault === 'suspended' || fault === 'rate-limited') {
        spoil(fault, exchange, { status: 200, body: {} })
        return
      }
      if (method === 'POST' && !keyPattern.test(idempotencyKey)) throw refusal('malformed')
      const answer = work({ biller, idempotencyKey, body, name: params[0] ?? '', query: url.searchParams })
      if (fault) spoil(fault, exchange, answer)
      else sendJson(response, answer.status, answer.body)
    }

  const ownBill = ({ biller, name }: Asked) => {
    const row = billing.bill(name)
    if (row.biller !== biller) throw refusal('unknown-bill')
    return row
  }

  return [
    [
      'POST',
      /^\/v1\/bills$/,
      api(({ biller, idempotencyKey, body }) => {
        const request = parseRequest(createBillSchema, jsonOf(body))
        const { row, isNew } = billing.create(biller, request, idempotencyKey)
        return { status: isNew ? 201 : 200, body: billOut(row, publicUrl()) }
      }),
    ],
    [
      'GET',
      /^\/v1\/bills$/,
      api(({ biller, query }) => {
        const reference = query.get('reference')
        if (reference === null) throw refusal('malformed')
        const bills = billing.byReference(biller, reference).map((row) => billOut(row, publicUrl()))
        return { status: 200, body: { bills } }
      }),
    ],
    [
      'GET',
      /^\/v1\/bills\/([^/]+)$/,
      api((asked) => ({ status: 200, body: billOut(ownBill(asked), publicUrl()) })),
    ],
    [
      'POST',
      /^\/v1\/bills\/([^/]+)\/cancel$/,
      api(({ biller, name }) => ({ status: 200, body: billOut(billing.cancel(biller, name), publicUrl()) })),
    ],
    [
      'GET',
      /^\/v1\/settlements$/,
      api(({ biller, query }) => {
        const after = query.get('after') ?? '0'
        if (!/^\d{1,9}$/.test(after)) throw refusal('malformed')
        const found = books.settlements
          .filter((one) => one.biller === biller && one.sequence > Number(after))
          .slice(0, mostFiles)
        const settlements = found.map(({ id, name, file }) => ({
          id,
          name,
          sha256: createHash('sha256').update(file).digest('hex'),
          bytes: Buffer.byteLength(file),
        }))
        return { status: 200, body: { settlements, next: String(found.at(-1)?.sequence ?? after) } }
      }),
    ],
    [
      'GET',
      /^\/v1\/settlements\/([^/]+)$/,
      async (exchange) => {
        const { request, response, params } = exchange
        const { method = '', url: target = '' } = request
        const authorization = request.headers.authorization ?? ''
        const call = { method, target, idempotencyKey: '', authorization, body: await readBody(request) }
        const biller = billerOf(call, billers, now())
        const found = books.settlements.find((one) => one.id === params[0] && one.biller === biller)
        if (!found) throw refusal('unknown-settlement')
        response.writeHead(200, { 'content-type': 'application/xml' }).end(found.file)
      },
    ],
  ]
}

/** @throws HttpRefusal 400. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw refusal('malformed')
  }
}
