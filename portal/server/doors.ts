/** The doors of the edge: for each kind of address, what it takes and how it refuses, before anything is parsed. */
import { ProblemError, type Role } from '@lodge/shared-types'

type DoorRules = {
  readonly addresses: RegExp
  readonly methods: readonly string[]
  /** Media types of a body; `any` leaves bodies to what is behind the door. */
  readonly bodies: readonly string[] | 'any'
  /** The largest body in bytes that is read; `by-driver` as the bank's driver says; `streamed` is passed on as it comes. */
  readonly maxBodyBytes: number | 'by-driver' | 'streamed'
  readonly problems: 'json' | 'page'
  readonly takesSession: boolean
  /** Whether a state change must come from our own pages: Origin, and the session's CSRF token. */
  readonly ownOriginOnly: boolean
  /** Whose bodies are read at all; nobody else gets to fill our memory. */
  readonly bodiesOf?: Role
}

const megabyte = 1024 * 1024
const seeing = ['GET', 'HEAD'] as const

/** The first door whose addresses match; `page` takes the rest. Addresses match in any case, as routes do. */
const doors = {
  open: {
    addresses: /^\/(?:healthz|readyz|o\/[^/]+\/\.well-known(?:\/.*)?)$/i,
    methods: seeing,
    bodies: [],
    maxBodyBytes: 0,
    problems: 'json',
    takesSession: false,
    ownOriginOnly: true,
  },
  upload: {
    addresses: /^\/o\/[^/]+\/uploads(?:\/.*)?$/i,
    methods: [...seeing, 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
    bodies: 'any',
    maxBodyBytes: 'streamed',
    problems: 'json',
    takesSession: true,
    ownOriginOnly: true,
  },
  callback: {
    addresses: /^\/o\/[^/]+\/callbacks\/[^/]+$/i,
    methods: ['POST'],
    bodies: 'any',
    maxBodyBytes: 'by-driver',
    problems: 'json',
    takesSession: false,
    ownOriginOnly: false,
  },
  // RFC 8058: the recipient's mail provider calls it, from anywhere and without cookies; the secret address is the proof.
  'one-click': {
    addresses: /^\/o\/[^/]+\/mail\/[^/]+\/stop\/?$/i,
    methods: [...seeing, 'POST'],
    bodies: ['multipart/form-data', 'application/x-www-form-urlencoded'],
    maxBodyBytes: 4 * 1024,
    problems: 'json',
    takesSession: false,
    ownOriginOnly: false,
  },
  api: {
    addresses: /^\/o\/[^/]+\/api(?:\/.*)?$/i,
    methods: [...seeing, 'POST', 'PUT', 'PATCH', 'DELETE'],
    bodies: ['application/json'],
    maxBodyBytes: megabyte,
    problems: 'json',
    takesSession: true,
    ownOriginOnly: true,
  },
  // Bank statements: a form with a file in it, which also works without scripts.
  statement: {
    addresses: /^\/o\/[^/]+\/desk\/money\/statements\/upload\/?$/i,
    methods: [...seeing, 'POST'],
    bodies: ['multipart/form-data'],
    maxBodyBytes: 51 * megabyte,
    problems: 'page',
    takesSession: true,
    ownOriginOnly: true,
    bodiesOf: 'finance',
  },
  page: {
    addresses: /^/,
    methods: [...seeing, 'POST'],
    bodies: ['application/x-www-form-urlencoded'],
    maxBodyBytes: 256 * 1024,
    problems: 'page',
    takesSession: true,
    ownOriginOnly: true,
  },
} as const satisfies Record<string, DoorRules>

export type DoorName = keyof typeof doors
export type Door = DoorRules & { readonly name: DoorName }

const order = [
  'open',
  'upload',
  'callback',
  'one-click',
  'api',
  'statement',
  'page',
] as const satisfies readonly DoorName[]

/** Returns the door for a path. */
export function doorOf(path: string): Door {
  const name = order.find((one) => doors[one].addresses.test(path)) ?? 'page'
  return { ...doors[name], name }
}

/** Whether a request of this method may change something. */
export const changesState = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/**
 * Returns the address that a request line names, on the public origin.
 * @throws ProblemError not-found for forms that no address of Lodge has: percent-encoding, double slashes, another host.
 *   So door and route can never read the same path differently.
 */
export function addressOf(target: string, publicOrigin: string): URL {
  const [path = ''] = target.split('?')
  if (!/^\/(?!\/)[\w\-./~]*$/.test(path) || path.includes('//') || /(?:^|\/)\.\.?(?:\/|$)/.test(path))
    throw new ProblemError('not-found')
  return new URL(publicOrigin + target)
}

/** Returns the path that a person sees: client navigations ask for it with `.data` at its end. */
export function seenPath(pathname: string): { path: string; isData: boolean } {
  if (pathname === '/_root.data') return { path: '/', isData: true }
  const isData = pathname.endsWith('.data')
  return { path: isData ? pathname.slice(0, -'.data'.length) : pathname, isData }
}

/**
 * Returns where to send a visitor who came by another name of the same machine (127.0.0.1 for localhost),
 * so that cookies and Origin agree; undefined when the address is right or the machine is not local.
 */
export function properAddress(host: string | undefined, url: URL): string | undefined {
  const isLocal = (name: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(name)
  if (host === undefined || host === url.host || !isLocal(url.hostname)) return undefined
  const [, name = '', port = ''] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(host) ?? []
  return isLocal(name) && port === url.port ? url.href : undefined
}
