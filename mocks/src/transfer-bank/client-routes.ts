/** The bank's interface for clients, as docs/wire/bank-transfer.md describes it: a list of files by cursor, and each file. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type http from 'node:http'
import { sendJson, toJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { BankClient } from './accounts.ts'
import type { Published, TransferBooks } from './books.ts'
import type { FetchFault, FetchFaults } from './faults.ts'
import { refusal } from './refusals.ts'

const pageSize = 20
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

type Reply = { readonly type: string; readonly body: string }

/** Sends a reply as a fault would have it. */
function spoil(fault: FetchFault, { response }: Exchange, { type, body }: Reply): void {
  const send = (status: number, headers: http.OutgoingHttpHeaders, text: string) =>
    response.writeHead(status, headers).end(text)
  const json = { 'content-type': 'application/json' }
  switch (fault) {
    case 'error-500':
      return void send(500, json, '{"error":{"code":"failure","message":"The bank has a bad day."}}')
    case 'timeout':
      return
    case 'truncated':
      response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
      response.write(body.slice(0, body.length / 2), () => response.destroy())
      return
    case 'html':
      return void send(200, { 'content-type': 'text/html' }, '<!doctype html><title>Maintenance</title>')
    case 'oversized':
      return void send(200, { 'content-type': type }, body + ' '.repeat(60_000_000))
    case 'foreign-redirect':
      return void send(307, { location: 'https://elsewhere.example/v1/statements' }, '')
    case 'reset':
      return void response.socket?.resetAndDestroy()
    case 'rate-limited':
      return void send(
        429,
        { ...json, 'retry-after': '7' },
        '{"error":{"code":"too-many-requests","message":"Slow down."}}',
      )
    case 'unauthorised':
      throw refusal('unauthorised')
    case 'altered':
      return void send(
        200,
        { 'content-type': type },
        body.replace(/\d(?=<\/Amt>)/, (digit) => (digit === '1' ? '2' : '1')),
      )
  }
}

const listed = ({ id, format, name, xml, at }: Published) => ({
  id,
  format,
  name,
  bytes: Buffer.byteLength(xml),
  sha256: sha256(xml).toString('hex'),
  created_at: at,
})

/** Returns the routes under /v1. */
export function clientRoutes({
  books,
  clients,
  faults,
}: {
  readonly books: TransferBooks
  readonly clients: readonly BankClient[]
  readonly faults: FetchFaults
}): Route[] {
  /** @throws HttpRefusal 401 */
  function clientOf({ request }: Exchange): BankClient {
    const given = sha256(request.headers.authorization ?? '')
    const client = clients.find(({ secret }) => timingSafeEqual(given, sha256(`Bearer ${secret}`)))
    if (!client) throw refusal('unauthorised')
    return client
  }
  const answering =
    (
      operation: 'list' | 'file',
      work: (exchange: Exchange, files: readonly Published[]) => Reply,
    ): Route[2] =>
    (exchange) => {
      const client = clientOf(exchange)
      const reply = work(
        exchange,
        books.files.filter((file) => file.client === client.id),
      )
      const fault = faults.take(operation)
      if (fault) spoil(fault, exchange, reply)
      else exchange.response.writeHead(200, { 'content-type': reply.type }).end(reply.body)
    }
  /** A cursor says how many files its client has seen. */
  const cursorAt = (seen: number): string => `c${seen}`
  function seenAt(cursor: string | null, known: number): number {
    const seen = cursor === null ? 0 : Number(/^c(\d{1,9})$/.exec(cursor)?.[1] ?? -1)
    if (seen < 0 || seen > known) throw refusal('unknown-cursor')
    return seen
  }

  return [
    [
      'GET',
      /^\/v1\/statements$/,
      answering('list', ({ url }, files) => {
        const seen = seenAt(url.searchParams.get('after'), files.length)
        const page = files.slice(seen, seen + pageSize)
        const body = { statements: page.map(listed), cursor: cursorAt(seen + page.length) }
        return { type: 'application/json', body: toJson(body) }
      }),
    ],
    [
      'GET',
      /^\/v1\/statements\/([^/]+)$/,
      answering('file', ({ params }, files) => {
        const file = files.find(({ id }) => id === params[0])
        if (!file) throw refusal('not-found')
        return { type: 'application/xml', body: file.xml }
      }),
    ],
    ['GET', /^\/healthz$/, ({ response }) => sendJson(response, 200, { ok: true })],
  ]
}
