/** The wire of uploads: node's request as a web request for tus, tus's answer as node's, and refusals as problem JSON. */
import { problemCatalogue, ProblemError, toProblem, type ProblemCode } from '@lodge/shared-types'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'

const methods: readonly (string | undefined)[] = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Returns the request for tus: its path and the headers that the protocol knows, and for PATCH its body.
 * @throws ProblemError `method-not-allowed`, and `not-found` for a creation below `path`.
 */
export function webRequest(req: IncomingMessage, path: string): Request {
  const { pathname } = new URL(req.url ?? '', 'http://lodge.invalid')
  const method = req.method ?? ''
  if (!methods.includes(method)) throw new ProblemError('method-not-allowed')
  if (method === 'POST' && pathname.replace(/\/$/, '') !== path) throw new ProblemError('not-found')
  const headers = new Headers()
  const known =
    method === 'PATCH' ? /^(tus-resumable|upload-.+|content-(type|length))$/ : /^(tus-resumable|upload-.+)$/
  for (const [name, value] of Object.entries(req.headers))
    if (typeof value === 'string' && known.test(name)) headers.set(name, value)
  const url = new URL(pathname, 'http://lodge.invalid')
  if (method !== 'PATCH') return new Request(url, { method, headers })
  // `duplex` is fetch's word for a body that streams; the DOM's types do not know it.
  const init = { method, headers, body: bodyOf(req), duplex: 'half' }
  return new Request(url, init)
}

/** Returns the body as a stream that may be given up without closing the connection; a cut is an error of the stream. */
function bodyOf(req: IncomingMessage): ReadableStream<Uint8Array> {
  const body = new PassThrough()
  const cut = () => {
    if (!req.complete) body.destroy(new Error('The connection was cut.'))
  }
  req.once('error', cut).once('close', cut).pipe(body)
  const pieces: AsyncIterator<Buffer> = body[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
  })
}

/** Returns the answer that carries a problem; `status` where the protocol's own differs from the catalogue's. */
export function problemResponse(
  error: ProblemError,
  status: number = problemCatalogue[error.code].status,
): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'tus-resumable': '1.0.0' })
  if (error.retryAfterS !== undefined) headers.set('retry-after', String(error.retryAfterS))
  return new Response(JSON.stringify({ ...toProblem(error), status }), { status, headers })
}

/** The problem behind each status that tus itself refuses with; another is a malformed request. */
const codes: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  409: 'stale',
  410: 'not-found',
  413: 'too-large',
  500: 'internal',
}

/** Returns tus's answer with a plain-text refusal turned into a problem; the protocol's headers stay. */
async function withProblem(response: Response): Promise<Response> {
  if (response.ok || response.headers.get('content-type') === 'application/problem+json') return response
  const { status } = response
  const text = status >= 500 ? '' : (await response.text()).trim()
  const code = codes[status] ?? 'malformed-request'
  const problem = problemResponse(new ProblemError(code, text === '' ? undefined : text), status)
  if (status === 412) problem.headers.set('tus-version', '1.0.0')
  return problem
}

/** What still arrives after a refusal is let run off for so long: a client that is cut while sending never reads why. */
const runOffMs = 1_000

/** Writes the answer. A body that the client is still sending after `runOffMs` costs it the connection. */
export async function answer(req: IncomingMessage, res: ServerResponse, given: Response): Promise<void> {
  const response = await withProblem(given)
  const body = Buffer.from(await response.arrayBuffer())
  if (!req.complete && !req.destroyed) {
    req.unpipe()
    req.resume()
    await finished(req, { writable: false, signal: AbortSignal.timeout(runOffMs) }).catch(() => undefined)
  }
  if (!req.complete) res.setHeader('connection', 'close')
  for (const [name, value] of response.headers)
    if (
      !/^(access-control-.*|connection|content-length)$/.test(name) &&
      !(name === 'content-type' && body.length === 0)
    )
      res.setHeader(name, value)
  res.setHeader('cache-control', 'no-store')
  if (response.status !== 204) res.setHeader('content-length', body.length)
  res.writeHead(response.status).end(body)
}
