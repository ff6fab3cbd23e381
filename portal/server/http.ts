/** The HTTP edge on plain node:http: every request passes its door's checks here before anything parses it. */
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { problemCatalogue, ProblemError, toProblem, type Language } from '@lodge/shared-types'
import type { Log, OfficeServices, Session } from '@lodge/processor'
import { languageCookie } from './language-cookie.ts'
import { languageIn, sessionTokenIn } from './cookies.ts'
import { addressOf, changesState, doorOf, properAddress, seenPath, type Door } from './doors.ts'
import type { Visited } from './edge-context.ts'
import { checkCsrfToken, checkOrigin, csrfField, csrfHeader } from './own-origin.ts'
import { createRateLimits, limitOf } from './rate-limit.ts'
import { headersOf, webRequest, writeResponse } from './remix-bridge.ts'
import { announcedBytes, checkDepth, checkMediaType, hasBody, mediaTypeOf, readBody } from './request-body.ts'
import { secretHeaders, withoutSecret } from './secret-addresses.ts'
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts'
import { noSignedOutCookie, signedOutIn } from './signed-out-cookie.ts'
import { serveAsset, type StaticAssets } from './static-assets.ts'
import { addressBehind, languageFor } from './visitor.ts'

export type EdgeOptions = {
  readonly publicOrigin: string
  readonly proxyHops: number
  readonly rateFactor: number
  readonly services: Pick<
    OfficeServices,
    'callbackLimit' | 'profile' | 'receiveCallback' | 'resumeSession' | 'signOut' | 'uploads'
  >
  readonly assets: StaticAssets
  /** Remix's request handler. */
  readonly render: (request: Request, context: Visited) => Promise<Response>
  readonly log: Pick<Log, 'info' | 'error'>
  /** How long headers and bodies may take. */
  readonly timeouts?: { readonly headersMs: number; readonly bodyMs: number }
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data']
/** A body may take its time for each piece of this size. */
const quickBytes = 4 * 1024 * 1024

/** What is known of a request as it passes the edge. */
type Visit = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  readonly nonce: string
  readonly address: string
}

/** Whose callback it is, by the address that the bank was given. */
function callbackAddress(path: string): { officeId: string; driverId: string } {
  const [, , officeId = '', , driverId = ''] = path.split('/')
  return { officeId, driverId }
}

const failureText = (error: unknown): string =>
  withoutSecret(error instanceof Error ? (error.stack ?? error.message) : String(error))

/** Whether an error only says that the visitor went away before the answer was through. */
const isDeparture = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' ||
    ('code' in error && ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code))))

/** Signing in makes the session whose token later forms carry; Origin alone guards it. */
const signsIn = (path: string, method: string): boolean =>
  method === 'POST' && /\/(?:sign-in|api\/session)$/i.test(path)

/** Returns the server, not yet listening, and how to end it: no new connections, what is under way finishes. */
export function createEdge(options: EdgeOptions) {
  const { publicOrigin, services, assets, render, log } = options
  const timeouts = options.timeouts ?? { headersMs: 10_000, bodyMs: 15_000 }
  const limits = createRateLimits(options.rateFactor, () => performance.now())
  let isDraining = false

  const languageOf = (request: IncomingMessage, url: URL, session: Session | undefined): Language =>
    languageFor({
      asked: url.searchParams.get('lang'),
      chosen: languageIn(request.headers.cookie),
      ofUser: session?.language,
      accepted: request.headers['accept-language'],
      ofOffice: services.profile(/^\/o\/([^/.]+)/.exec(url.pathname)?.[1] ?? '')?.languages[0],
    })

  function contextOf(visit: Visit, more: Partial<Visited>): Visited {
    const { requestId, nonce } = visit
    const nothing = { session: undefined, token: undefined, language: 'en', refusal: undefined } as const
    const reportFailure = (error: unknown): void =>
      log.error('failure', { requestId, error: failureText(error) })
    return { requestId, nonce, reportFailure, ...nothing, ...more }
  }

  /** How many bytes are read before a route runs; undefined where the body streams on. */
  function capOf(door: Door, path: string): number | undefined {
    if (door.maxBodyBytes === 'streamed') return undefined
    if (door.maxBodyBytes !== 'by-driver') return door.maxBodyBytes
    const { officeId, driverId } = callbackAddress(path)
    const maxBytes = services.callbackLimit(officeId, driverId)
    if (maxBytes === undefined) throw new ProblemError('not-found')
    return maxBytes
  }

  /** Reads and checks the body; a streamed one stays unread. `csrfToken` is what a state change must carry. */
  async function passBody(
    { request, response }: Visit,
    door: Door,
    path: string,
    csrfToken: string | undefined,
  ) {
    checkMediaType(request, door.bodies)
    const isForm = formTypes.includes(mediaTypeOf(request))
    if (csrfToken !== undefined && !isForm) checkCsrfToken(csrfHeader(request), csrfToken)
    const maxBytes = capOf(door, path)
    if (maxBytes === undefined) return undefined
    if (request.headers.expect !== undefined && announcedBytes(request) <= maxBytes) response.writeContinue()
    const body = hasBody(request)
      ? await readBody(request, { maxBytes, timeoutMs: timeouts.bodyMs * Math.ceil(maxBytes / quickBytes) })
      : new Uint8Array()
    if (csrfToken !== undefined && isForm)
      checkCsrfToken(await csrfField(body, request.headers['content-type'] ?? ''), csrfToken)
    if (mediaTypeOf(request) === 'application/json') checkDepth(body)
    return body
  }

  /** Returns the session of a request, unless its person has signed out on this device without a network: then it ends here. */
  async function resume(
    { request, response }: Visit,
    token: string | undefined,
  ): Promise<Session | undefined> {
    const session = token === undefined ? undefined : await services.resumeSession(token)
    const signedOut = signedOutIn(request.headers.cookie)
    const isOver = signedOut.some(
      ({ officeId, userId }) => officeId === session?.officeId && userId === session.userId,
    )
    if (token !== undefined && isOver) await services.signOut(token)
    for (const who of signedOut) response.appendHeader('set-cookie', noSignedOutCookie(who))
    return isOver ? undefined : session
  }

  async function enter(visit: Visit, url: URL, door: Door, path: string): Promise<void> {
    const { request, response, address } = visit
    const method = request.method ?? 'GET'
    const isChange = changesState(method)
    if (!door.methods.includes(method)) {
      response.setHeader('allow', door.methods.join(', '))
      throw new ProblemError('method-not-allowed')
    }
    if (door.name !== 'callback') limits.take('address', address)
    if (isChange && door.ownOriginOnly) checkOrigin(request, publicOrigin)
    const better =
      door.problems === 'page' && !isChange ? properAddress(request.headers.host, url) : undefined
    if (better !== undefined) {
      response.writeHead(307, { location: better, 'cache-control': 'no-store' }).end()
      return
    }
    const token = door.takesSession ? sessionTokenIn(request.headers.cookie) : undefined
    const session = door.takesSession ? await resume(visit, token) : undefined
    limits.take(limitOf(door.name, isChange, path), session?.accountId ?? session?.userId ?? address)
    if (isChange && door.bodiesOf !== undefined && session?.roles.includes(door.bodiesOf) !== true)
      throw new ProblemError(session ? 'not-found' : 'not-signed-in')
    const needsToken = isChange && door.ownOriginOnly && !signsIn(path, method)
    const body = await passBody(visit, door, path, needsToken ? session?.csrfToken : undefined)
    if (door.name === 'upload') {
      if (!session || path.split('/')[2] !== session.officeId)
        throw new ProblemError(session ? 'not-found' : 'not-signed-in')
      if (request.headers.expect !== undefined) response.writeContinue()
      await services.uploads.handle(request, response, session.actor)
      return
    }
    if (door.name === 'callback') {
      // A bank is answered in its own words, by the service alone: no page stands behind this address.
      const headers = headersOf(request)
      const rawBody = body ?? new Uint8Array()
      const answer = await services.receiveCallback({ ...callbackAddress(path), headers, rawBody })
      response.writeHead(answer.status, answer.headers).end(answer.body)
      return
    }
    const language = languageOf(request, url, session)
    if (door.problems === 'page' && url.searchParams.has('lang'))
      response.appendHeader('set-cookie', languageCookie(language))
    const context = contextOf(visit, { session, token: session && token, language })
    const answer = await render(webRequest(request, response, url, isChange ? body : undefined), context)
    if (answer.status === 405 && !answer.headers.has('allow')) response.setHeader('allow', 'GET, HEAD')
    await writeResponse(answer, request, response)
  }

  /** Answers with a problem: JSON for programs, a page with the same facts for people. */
  async function refuse(visit: Visit, error: unknown, url: URL | undefined, asJson: boolean): Promise<void> {
    const { request, response, requestId } = visit
    if (!(error instanceof ProblemError) && !isDeparture(error))
      log.error('failure', { requestId, error: failureText(error) })
    if (response.headersSent) {
      response.destroy()
      return
    }
    const problem = toProblem(error instanceof ProblemError ? error : new ProblemError('internal'))
    if (problem.retryAfterS !== undefined) response.setHeader('retry-after', problem.retryAfterS)
    // A body that was not read must not be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close')
    if (asJson || !url) {
      response.setHeader('content-type', 'application/problem+json')
      response.setHeader('cache-control', 'no-store')
      response.writeHead(problem.status).end(request.method === 'HEAD' ? undefined : JSON.stringify(problem))
      return
    }
    const language = languageOf(request, url, undefined)
    const page = new Request(new URL('/refused', publicOrigin), { headers: { accept: 'text/html' } })
    await writeResponse(
      await render(page, contextOf(visit, { language, refusal: problem })),
      request,
      response,
    )
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const [requestId, nonce] = [randomUUID(), randomBytes(16).toString('base64url')]
    const visit = { request, response, requestId, nonce, address: addressBehind(request, options.proxyHops) }
    const method = request.method ?? 'GET'
    let path = '(unreadable)'
    response.setHeader('x-request-id', requestId)
    for (const [name, value] of Object.entries(securityHeaders(nonce, publicOrigin)))
      response.setHeader(name, value)
    if (isDraining) response.setHeader('connection', 'close')
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt)
      const status = response.writableFinished ? response.statusCode : 499
      log.info('request', { requestId, method, path: withoutSecret(path), status, ms })
    })
    let url: URL | undefined
    let asJson = false
    try {
      url = addressOf(request.url ?? '/', publicOrigin)
      const asset = assets.get(url.pathname)
      const seen = seenPath(url.pathname)
      path = seen.path
      for (const [name, value] of Object.entries(secretHeaders(path))) response.setHeader(name, value)
      const door = doorOf(path)
      asJson = door.problems === 'json' || seen.isData
      if (asset && !changesState(method)) {
        if (asset.scripts.length > 0)
          response.setHeader('content-security-policy', contentSecurityPolicy(asset.scripts, publicOrigin))
        serveAsset(asset, request, response)
      } else await enter(visit, url, door, path)
    } catch (error) {
      await refuse(visit, error, url, asJson).catch((again: unknown) => {
        log.error('failure', { requestId, error: failureText(again) })
        if (response.headersSent) response.destroy()
        else response.writeHead(500, { 'content-type': 'text/plain' }).end(problemCatalogue.internal.title)
      })
    }
  }

  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: timeouts.headersMs,
    // Bodies have their own time, door by door: an upload may take long as long as it moves.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(1000, timeouts.headersMs),
    keepAliveTimeout: 15_000,
    noDelay: true,
  })
  server.maxHeadersCount = 100
  server.setTimeout(60_000)
  server.on('request', (request, response) => void receive(request, response))
  server.on('checkContinue', (request, response) => void receive(request, response))
  server.on('clientError', refuseUnreadable)

  return {
    server,
    /** Ends the server within `graceMs`: answers what is under way and closes each connection after its answer. */
    async close(graceMs: number): Promise<void> {
      isDraining = true
      // Answers tell their connections to close before the listener goes, so that nobody is cut off between requests.
      await wait(Math.min(250, graceMs / 10))
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const sweeping = setInterval(() => server.closeIdleConnections(), 50)
      const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearInterval(sweeping)
      clearTimeout(deadline)
    },
  }
}

/** Answers what is not HTTP, or comes too slowly, with one line and hangs up. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
