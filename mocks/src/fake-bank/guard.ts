/** Keeps the levers of the mock for people and programs on this machine: nobody else, and no other site's page. */
import type http from 'node:http'
import { HttpRefusal } from '../web-server.ts'
import type { Route } from '../web-server.ts'

const isLoopbackAddress = (address: string | undefined): boolean =>
  address !== undefined && (address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address))

/** A page of another site that has its name resolve to this machine comes with that name. */
function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return hostname === 'localhost' || hostname === '[::1]' || isLoopbackAddress(hostname)
}

/** Browsers say where a request was made; programs say nothing, and may. */
function isOwnPage({ headers, method }: http.IncomingMessage): boolean {
  if (method === 'GET') return true
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin, host } = headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

/** Returns the routes, open to this machine only. @throws HttpRefusal 403 in their handlers. */
export const onlyHere = (routes: readonly Route[]): Route[] =>
  routes.map(([method, pattern, handle]) => [
    method,
    pattern,
    (exchange) => {
      const { request } = exchange
      if (isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHost(request.headers.host)) {
        if (isOwnPage(request)) return handle(exchange)
      }
      const message = 'The desk of this mock is open on its own machine only, under http://127.0.0.1.'
      throw new HttpRefusal(403, { error: { code: 'not-from-here', message } })
    },
  ])
