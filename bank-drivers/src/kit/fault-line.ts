/** The line between driver and bank: an HTTP proxy of the kit's own that passes calls on, and spoils those that a case names. */
import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { certificateForAnotherHost, certificateForThisMachine } from './certificates.ts'

/**
 * `lost`: nothing reaches the bank, and no answer comes. `rate` (429), `sorry` (503) and `html-404` come in place of the bank. All
 * others spoil the answer after the bank did its work. `rewrite` changes a text in the answer wherever it stands.
 */
export type Fault =
  | {
      readonly kind:
        'lost' | 'rate' | 'html-404' | 'no-answer' | 'cut' | 'html' | 'oversized' | 'error-500' | 'redirect'
    }
  | { readonly kind: 'rewrite'; readonly changes: readonly (readonly [from: string, to: string])[] }

export type LineCall = {
  readonly method: string
  /** With its query: what would stand in the logs of every machine between. */
  readonly url: string
  /** The bank's HTTP status; undefined where the call never reached it. */
  status: number | undefined
}

export type Plan = {
  /** Which call from now on, 1 unless told. */
  readonly onCall?: number
  /** Happens once the bank has acted and before its answer goes out. */
  readonly meanwhile?: () => Promise<void>
}

export type FaultLine = {
  readonly url: string
  readonly calls: readonly LineCall[]
  /** The fault for a call to come; without a fault the call only meets what happens meanwhile. */
  readonly plan: (fault: Fault | undefined, plan?: Plan) => void
  /** How often somebody followed a redirect to a host that is not the bank's. */
  readonly foreignVisits: () => number
  /** Resolves once no call is under way between line and bank, also where nobody waits for its answer any more. */
  readonly settled: () => Promise<void>
  /** How many answers were rewritten: a rewriting that finds nothing to change does not count. */
  readonly rewritten: () => number
  readonly stop: () => Promise<void>
}

type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer }

async function bytesOf(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  stream.on('data', (chunk: Uint8Array) => void chunks.push(chunk))
  await new Promise<void>((resolve, reject) => {
    stream.on('end', resolve)
    stream.on('error', reject)
    stream.on('close', () => reject(new Error('The connection was closed before all had come.')))
  })
  return Buffer.concat(chunks)
}

/** Headers that are about one connection, not about the message. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'content-length'])
const ofMessage = (headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)))

/** Passes a call on. @throws Error when the bank cannot be reached. */
async function passOn(target: URL, request: http.IncomingMessage, body: Buffer): Promise<Answer> {
  const secure = target.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? https : http).request(
      target,
      {
        method: request.method ?? 'GET',
        headers: { ...ofMessage(request.headers), 'content-length': body.length },
        agent: false,
        ...(secure ? { rejectUnauthorized: false } : {}),
      },
      (answer) => {
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const listen = (server: http.Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('The server has no TCP port.'))
      else resolve(address.port)
    })
  })

const close = (server: http.Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/**
 * Opens the line to the bank at `bankUrl`. `tls`: with a certificate that is right for this machine, or one for another host; plain
 * HTTP without it. The path of `bankUrl` is kept.
 */
export async function openFaultLine(bankUrl: string, tls?: 'right' | 'wrong'): Promise<FaultLine> {
  const bank = new URL(bankUrl)
  const calls: LineCall[] = []
  const plans: { left: number; fault: Fault | undefined; meanwhile: Plan['meanwhile'] }[] = []
  const silent = new Set<Socket>()
  const underWay = new Set<Promise<void>>()
  let foreignVisits = 0
  let rewritten = 0

  const foreign = http.createServer((_request, response) => {
    foreignVisits += 1
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })

  function spoil(fault: Fault, { status, headers, body }: Answer, response: http.ServerResponse): void {
    const send = (code: number, extra: http.OutgoingHttpHeaders, text: string | Buffer): void => {
      response.writeHead(code, extra).end(text)
    }
    const type = { 'content-type': headers['content-type'] ?? 'application/json' }
    switch (fault.kind) {
      case 'lost':
      case 'no-answer':
        if (response.socket) silent.add(response.socket)
        return
      case 'rate':
        send(429, { ...type, 'retry-after': '7' }, '{"message":"Slow down."}')
        return
      case 'html-404':
        send(404, { 'content-type': 'text/html' }, '<!doctype html><title>Not here</title>')
        return
      case 'cut':
        response.writeHead(status, { ...type, 'content-length': body.length + 64 })
        response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy())
        return
      case 'html':
        send(200, { 'content-type': 'text/html' }, '<!doctype html><title>Maintenance</title>')
        return
      case 'oversized':
        send(status, ofMessage(headers), Buffer.concat([body, Buffer.alloc(3_000_000, ' ')]))
        return
      case 'error-500':
        send(500, type, '{"message":"The bank has a bad day."}')
        return
      case 'redirect':
        send(307, { location: `http://127.0.0.1:${foreignPort}${bank.pathname}` }, '')
        return
      case 'rewrite': {
        const before = body.toString('utf8')
        const after = fault.changes.reduce((text, [from, to]) => text.replaceAll(from, to), before)
        if (after !== before) rewritten += 1
        send(status, ofMessage(headers), after)
        return
      }
    }
  }

  async function handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const call: LineCall = { method: request.method ?? 'GET', url: request.url ?? '/', status: undefined }
    calls.push(call)
    for (const plan of plans) plan.left -= 1
    const at = plans.findIndex(({ left }) => left === 0)
    const { fault, meanwhile } = (at < 0 ? undefined : plans.splice(at, 1)[0]) ?? {}
    const nothing: Answer = { status: 200, headers: {}, body: Buffer.alloc(0) }
    const body = await bytesOf(request)
    if (fault?.kind === 'lost' || fault?.kind === 'rate' || fault?.kind === 'html-404') {
      spoil(fault, nothing, response)
      return
    }
    const answer = await passOn(new URL(call.url, bank.origin), request, body)
    call.status = answer.status
    await meanwhile?.()
    if (fault) spoil(fault, answer, response)
    else
      response
        .writeHead(answer.status, { ...ofMessage(answer.headers), 'content-length': answer.body.length })
        .end(answer.body)
  }

  const answer: http.RequestListener = (request, response) => {
    const work = handle(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else response.writeHead(502, { 'content-type': 'text/plain' }).end('The bank side cannot be reached.')
    })
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }
  const certificate = tls === 'wrong' ? certificateForAnotherHost : certificateForThisMachine
  const server = tls === undefined ? http.createServer(answer) : https.createServer(certificate, answer)
  const [port, foreignPort] = await Promise.all([listen(server), listen(foreign)])
  const path = bank.pathname.replace(/\/$/, '')

  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${path}`,
    calls,
    plan: (fault, { onCall = 1, meanwhile } = {}) => void plans.push({ left: onCall, fault, meanwhile }),
    foreignVisits: () => foreignVisits,
    rewritten: () => rewritten,
    settled: async () => {
      await Promise.all(underWay)
    },
    async stop() {
      for (const socket of silent) socket.destroy()
      await Promise.all([close(server), close(foreign)])
    },
  }
}
