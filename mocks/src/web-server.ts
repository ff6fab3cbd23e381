/** A small HTTP server for the mocks: routes, capped bodies, JSON, HTML that is always escaped, and a clean end. */
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

export type Exchange = {
  readonly request: http.IncomingMessage
  readonly response: http.ServerResponse
  readonly url: URL
  /** What the route's pattern captured, decoded. */
  readonly params: readonly string[]
}
export type Route = readonly [
  method: string,
  pattern: RegExp,
  handle: (exchange: Exchange) => Promise<void> | void,
]

/** Thrown by a handler to answer with `status` and `body` instead. */
export class HttpRefusal extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super(`HTTP ${status}`)
    this.name = 'HttpRefusal'
    this.status = status
    this.body = body
  }
}

const maxBodyBytes = 1_000_000

/** Returns the request's body. @throws HttpRefusal 413 above 1 MB. */
export async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = z.instanceof(Uint8Array).parse(chunk)
    size += bytes.length
    if (size > maxBodyBytes)
      throw new HttpRefusal(413, { error: { code: 'too-large', message: 'At most 1 MB.' } })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Returns the request's JSON, an empty object for an empty body. @throws HttpRefusal 400. */
export async function readJson(request: http.IncomingMessage): Promise<unknown> {
  const body = await readBody(request)
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpRefusal(400, { error: { code: 'malformed', message: 'The body is not JSON.' } })
  }
}

/** Returns what `schema` makes of `value`. @throws HttpRefusal 400 that names the wrong members. */
export function parseBody<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new HttpRefusal(400, { error: { code: 'malformed', message: z.prettifyError(parsed.error) } })
}

/** Returns JSON in which whole numbers of any size (bigint) are decimal strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))

export function sendJson(response: http.ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(toJson(value))
}

/** Sends a page that runs no script and loads nothing, unless `allowed` names what its policy adds. */
export function sendHtml(response: http.ServerResponse, status: number, page: string, allowed = ''): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'${allowed && `; ${allowed}`}`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .end(page)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Returns `text` as harmless HTML text or attribute value. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** Returns a part of a path as it was meant; one that is wrongly encoded stays as it is, and will not be found. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

async function answer(routes: readonly Route[], exchange: Omit<Exchange, 'params'>): Promise<void> {
  const { request, response, url } = exchange
  for (const [method, pattern, handle] of routes) {
    const match = pattern.exec(url.pathname)
    if (!match || method !== request.method) continue
    await handle({ ...exchange, params: match.slice(1).map(decoded) })
    return
  }
  sendJson(response, 404, { error: { code: 'not-found', message: 'Nothing is known under this address.' } })
}

export type RunningServer = {
  readonly url: string
  /** Closes the port, so that connections are refused, for `ms`; the process goes on. */
  readonly refuseFor: (ms: number) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Serves `routes`; port 0 takes a free one. `onFailure` hears of handlers that broke, which answer 500. */
export async function serve(options: {
  readonly host: string
  readonly port: number
  readonly routes: readonly Route[]
  readonly tls?: https.ServerOptions
  readonly onFailure: (error: unknown) => void
}): Promise<RunningServer> {
  const { host, routes, tls, onFailure } = options
  const handle: http.RequestListener = (request, response) => {
    const target = request.url ?? '/'
    const url = URL.canParse(target, 'http://mock') ? new URL(target, 'http://mock') : new URL('http://mock/')
    answer(routes, { request, response, url }).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy()
      else if (error instanceof HttpRefusal) sendJson(response, error.status, error.body)
      else {
        onFailure(error)
        sendJson(response, 500, { error: { code: 'failure', message: 'The mock broke; see its log.' } })
      }
    })
  }
  const server = tls ? https.createServer(tls, handle) : http.createServer(handle)
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve(portOf(server.address()))
      })
    })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const port = await listen(options.port)
  let stopped = false
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async refuseFor(ms) {
      await close()
      setTimeout(() => {
        if (!stopped) listen(port).catch(onFailure)
      }, ms).unref()
    },
    async stop() {
      stopped = true
      if (server.listening) await close()
    },
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.')
  return address.port
}
