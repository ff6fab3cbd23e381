/** The only way a driver reaches its bank: an axios client frozen to one address, which says for each failure whether the bank may have acted. */
import http from 'node:http'
import https from 'node:https'
import axios, { AxiosError } from 'axios'
import { z } from 'zod'
import { jsonOf } from './answer.ts'
import { DriverError, refusedLocally } from './driver-error.ts'
import type { DriverFailure } from './driver-error.ts'
import type { DriverLogger, Redact } from './redaction.ts'

/** Own trust anchors and, for mutual TLS, our certificate; all PEM. */
export type DriverTls = { readonly ca?: string; readonly cert?: string; readonly key?: string }

export type DriverHttpOptions = {
  readonly baseUrl: string
  /** For the whole exchange: name look-up, connection, request and the last byte of the reply. */
  readonly timeoutMs?: number
  readonly maxReplyBytes?: number
  readonly tls?: DriverTls
  readonly signal?: AbortSignal
  /** Redacting already, as `openDriver` makes it. */
  readonly logger: DriverLogger
  readonly redact: Redact
}

/** What a bank's own error reply means; `undefined` where the reply does not speak the bank's language. */
export type Refusal = Omit<DriverFailure, 'retryAfterMs'>

export type DriverCall<S extends z.ZodType> = {
  readonly method: 'GET' | 'POST'
  /** Below the base URL, starting with `/`; parts that come from outside are percent-encoded by the driver. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: Readonly<Record<string, unknown>>
  /** In place of `json`, for a bank that speaks something else, such as a form or XML. */
  readonly body?: { readonly contentType: string; readonly text: string }
  /** Makes of a reply's bytes what `reply` and `refusal` look at, undefined for nonsense; as JSON unless told. */
  readonly read?: (bytes: Uint8Array) => unknown
  /** What a 2xx reply must look like. */
  readonly reply: S
  readonly refusal: (status: number, body: unknown) => Refusal | undefined
}

/** A file to fetch with GET, such as a statement. */
export type DriverDownload = Pick<DriverCall<z.ZodType>, 'path' | 'query' | 'headers' | 'refusal'> & {
  /** Media types in small letters, without parameters; a reply of another type is none of the bank's. */
  readonly contentTypes: readonly string[]
  readonly maxBytes: number
}

export type DriverHttp = {
  /** Returns the parsed 2xx reply. @throws DriverError for everything else. */
  readonly call: <S extends z.ZodType>(call: DriverCall<S>) => Promise<z.infer<S>>
  /** Returns the bytes of a 200 reply. @throws DriverError for everything else. */
  readonly download: (download: DriverDownload) => Promise<Uint8Array>
}

/** What goes over the wire, whatever is made of the reply. */
type WireCall = Omit<DriverCall<z.ZodType>, 'reply'>

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A base URL that a driver may be frozen to: https, or plain http on this machine only, without credentials or query. */
export const baseUrlSchema = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.canParse(text) && isSafeBase(new URL(text)), {
    message: 'Use an https address without user, query or fragment; plain http is for this machine only.',
  })

const isSafeBase = (url: URL): boolean =>
  (url.protocol === 'https:' || loopback.has(url.hostname)) &&
  [url.username, url.password, url.search, url.hash].every((part) => part === '')

/** Returns milliseconds from a Retry-After header in seconds; the date form and nonsense give undefined. */
const retryAfterMsOf = (header: unknown): number | undefined => {
  const seconds = z
    .string()
    .regex(/^\d{1,6}$/)
    .safeParse(header)
  return seconds.success ? Number(seconds.data) * 1000 : undefined
}

/** Returns the media type of a reply without its parameters. */
const mediaTypeOf = (header: unknown): string | undefined =>
  z.string().safeParse(header).data?.split(';')[0]?.trim().toLowerCase()

/**
 * An agent for one exchange that notes when its connection is open. Before that moment no byte of the request can have
 * left: for TLS it comes after the handshake and the check of the bank's certificate. Error codes alone cannot tell
 * (`ETIMEDOUT` and `EHOSTUNREACH` come before and after), and a kept-alive connection would blur it; hence one each.
 */
function watchedAgent(secure: boolean, tls: DriverTls) {
  const agent = secure
    ? new https.Agent({ ...tls, keepAlive: false, rejectUnauthorized: true, minVersion: 'TLSv1.2' })
    : new http.Agent({ keepAlive: false })
  const connect = agent.createConnection.bind(agent)
  const state = { opened: false }
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback)
    socket?.once(secure ? 'secureConnect' : 'connect', () => {
      state.opened = true
    })
    return socket
  }
  return { agent, hasOpened: () => state.opened }
}

/**
 * Returns a client that reaches nothing but `baseUrl`: no other host, no redirect, no proxy from the environment, no
 * compressed or oversize reply, a hard deadline. Errors and log lines carry the method, the path and the bank's code only.
 *
 * How `sent` is decided:
 * - the connection never opened (refused, no such name, wrong certificate, time-out or abort before): `no`;
 * - it opened, and then no whole reply came (time-out, reset, cut short, too large, abort): `maybe`;
 * - a whole reply came that is not the bank's word (5xx, redirect, HTML, wrong shape, 4xx of something in between): `maybe`;
 * - 429: `no`, a limiter turns calls away before they are looked at;
 * - any other 4xx in the bank's own words: as the driver's `refusal` says.
 */
export function createDriverHttp(options: DriverHttpOptions): DriverHttp {
  const { timeoutMs = 15_000, maxReplyBytes = 1_000_000, tls = {}, logger, redact } = options
  const base = new URL(baseUrlSchema.parse(options.baseUrl))
  const basePath = base.pathname.replace(/\/$/, '')
  const secure = base.protocol === 'https:'
  const client = axios.create({
    allowAbsoluteUrls: false,
    baseURL: base.origin,
    decompress: false,
    maxBodyLength: 256_000,
    maxContentLength: maxReplyBytes,
    maxRedirects: 0,
    proxy: false,
    responseType: 'arraybuffer',
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
    headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'lodge-driver' },
  })

  /** Returns the address below the base, or refuses one that would leave it. */
  function addressOf(path: string, query: Readonly<Record<string, string>>): string {
    const url = URL.canParse(basePath + path, base.origin) ? new URL(basePath + path, base.origin) : undefined
    const inside = url?.origin === base.origin && url.pathname.startsWith(`${basePath}/`)
    if (!url || !inside || !path.startsWith('/') || /[\\?#]|\/\/|\.\./.test(path))
      throw refusedLocally('foreign-address', 'The driver asked for an address outside its declared host.')
    url.search = new URLSearchParams(query).toString()
    return url.pathname + url.search
  }

  async function exchange(call: WireCall, url: string, more: { readonly maxContentLength?: number } = {}) {
    const body = call.json ? { contentType: 'application/json', text: JSON.stringify(call.json) } : call.body
    const { agent, hasOpened } = watchedAgent(secure, tls)
    const deadline = AbortSignal.timeout(timeoutMs)
    try {
      const reply = await client.request<unknown>({
        method: call.method,
        url,
        headers: { ...(body ? { 'content-type': body.contentType } : {}), ...call.headers },
        ...(body ? { data: Buffer.from(body.text) } : {}),
        signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
        ...(secure ? { httpsAgent: agent } : { httpAgent: agent }),
        ...more,
      })
      return {
        status: reply.status,
        headers: reply.headers,
        body: z.instanceof(Uint8Array).parse(reply.data),
      }
    } catch (error) {
      const network = error instanceof AxiosError ? (error.code ?? 'NETWORK') : 'NETWORK'
      const code = deadline.aborted ? 'ETIMEDOUT' : network
      const detail = redact(error instanceof Error ? error.message : 'unknown failure')
      throw new DriverError(
        hasOpened()
          ? {
              kind: 'unavailable',
              sent: 'maybe',
              code,
              message: `The bank's answer did not arrive whole (${code}).`,
            }
          : { kind: 'unavailable', sent: 'no', code, message: `The bank could not be reached (${code}).` },
        // The original error holds the request with its credentials, so only its words are kept.
        new Error(detail),
      )
    } finally {
      agent.destroy()
    }
  }

  function failureOf(call: Pick<WireCall, 'refusal'>, status: number, body: unknown, retryAfter: unknown) {
    const doubtful = (code: string, message: string): DriverFailure => ({
      kind: 'unavailable',
      sent: 'maybe',
      code,
      message,
    })
    const retryAfterMs = retryAfterMsOf(retryAfter)
    const patience = retryAfterMs === undefined ? {} : { retryAfterMs }
    if (status === 429)
      return {
        kind: 'rate',
        sent: 'no',
        code: 'too-many-requests',
        message: 'The bank asks us to wait before the next call.',
        ...patience,
      } satisfies DriverFailure
    if (status >= 300 && status < 400)
      return doubtful(
        'redirected',
        `The bank's server answered with a redirect (${status}), which is never followed.`,
      )
    if (status >= 400 && status < 500)
      return (
        call.refusal(status, body) ??
        doubtful('foreign-refusal', `Something on the way to the bank refused the call (${status}).`)
      )
    if (status >= 500)
      return { ...doubtful('server-error', `The bank's server failed (${status}).`), ...patience }
    return doubtful('unreadable-reply', `The bank's reply (${status}) is not what its interface promises.`)
  }

  /** Returns the error for a reply that is not what was asked for, having noted it. */
  function failed(
    call: WireCall,
    { status, headers, body }: Awaited<ReturnType<typeof exchange>>,
  ): DriverError {
    const failure = failureOf(call, status, (call.read ?? jsonOf)(body), headers['retry-after'])
    logger.warn('The bank did not do as asked.', {
      method: call.method,
      path: call.path,
      status,
      code: failure.code,
      sent: failure.sent,
    })
    return new DriverError({ ...failure, code: redact(failure.code), message: redact(failure.message) })
  }

  return {
    async call(call) {
      const reply = await exchange(call, addressOf(call.path, call.query ?? {}))
      if (reply.status >= 200 && reply.status < 300) {
        const parsed = call.reply.safeParse((call.read ?? jsonOf)(reply.body))
        if (parsed.success) return parsed.data
      }
      throw failed(call, reply)
    },
    async download({ contentTypes, maxBytes, ...wanted }) {
      const call = {
        method: 'GET',
        ...wanted,
        headers: { accept: contentTypes.join(', '), ...wanted.headers },
      } as const
      const reply = await exchange(call, addressOf(call.path, call.query ?? {}), {
        maxContentLength: maxBytes,
      })
      const type = mediaTypeOf(reply.headers['content-type'])
      if (reply.status === 200 && type !== undefined && contentTypes.includes(type)) return reply.body
      throw failed(call, reply)
    },
  }
}
