/** An edge on a port of its own for tests: a route that echoes stands behind it, and one known session. */
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Session } from '@lodge/processor'
import { createEdge, type EdgeOptions } from './http.ts'

export const sessionToken = 'a-session-token-of-some-length'
const csrfToken = 'the-csrf-token-of-the-session'

const session: Session = {
  officeId: 'borovia',
  userId: 'user-1',
  accountId: 'account-1',
  roles: ['agent'],
  displayName: 'Ana Agent',
  language: 'en',
  csrfToken,
  actor: {
    officeId: 'borovia',
    accountId: 'account-1',
    who: { kind: 'user', id: 'user-1' },
    roles: ['agent'],
  },
  expiresAt: new Date('2030-01-01T00:00:00Z'),
}

/** What reached the route behind the edge. */
type Reached = {
  method: string
  path: string
  body: string
  user: string | undefined
  refusal: string | undefined
}

/** Returns an edge that listens, what reached its route, the sessions that it ended, and the lines that it logged. */
export async function edgeUnderTest(changes: Partial<EdgeOptions> = {}, roles: Session['roles'] = ['agent']) {
  const ofRoles = { ...session, roles, actor: { ...session.actor, roles } }
  const reached: Reached[] = []
  const logged: string[] = []
  const ended: string[] = []
  const write = (event: string, fields: object = {}): void =>
    void logged.push(JSON.stringify({ event, ...fields }))
  const edge = createEdge({
    publicOrigin: 'http://localhost:3000',
    proxyHops: 0,
    rateFactor: 1000,
    services: {
      callbackLimit: (_, driverId) => (driverId === 'card-gateway' ? 100 : undefined),
      profile: () => undefined,
      receiveCallback: ({ officeId, driverId, rawBody }) => {
        const body = Buffer.from(rawBody).toString()
        const path = `/o/${officeId}/callbacks/${driverId}`
        reached.push({ method: 'POST', path, body, user: undefined, refusal: undefined })
        return Promise.resolve({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'kept' })
      },
      resumeSession: (token) => Promise.resolve(token === sessionToken ? ofRoles : undefined),
      signOut: (token) => Promise.resolve(void ended.push(token)),
      uploads: {
        handle: (_, response) => {
          response.writeHead(204).end()
          return Promise.resolve()
        },
      },
    },
    assets: new Map(),
    render: async (request, context) => {
      reached.push({
        method: request.method,
        path: new URL(request.url).pathname,
        body: await request.text(),
        user: context.session?.userId,
        refusal: context.refusal?.code,
      })
      if (context.refusal)
        return new Response(`<h1>${context.refusal.title}</h1>`, {
          status: context.refusal.status,
          headers: { 'content-type': 'text/html' },
        })
      return Response.json({ nonce: context.nonce })
    },
    log: { info: write, error: write },
    timeouts: { headersMs: 400, bodyMs: 400 },
    ...changes,
  })
  await new Promise<void>((resolve) => edge.server.listen(0, '127.0.0.1', resolve))
  const { port } = addressOfServer(edge.server.address())
  return { ...edge, port, url: `http://127.0.0.1:${port}`, reached, logged, ended }
}

function addressOfServer(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address
}

/** Sends bytes as they are and returns all that comes back until the server hangs up. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (answer += chunk))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

/** The headers that our own pages and programs send with a state change. */
export const own = {
  origin: 'http://localhost:3000',
  cookie: `__Host-lodge-session=${sessionToken}`,
  'x-csrf-token': csrfToken,
}
