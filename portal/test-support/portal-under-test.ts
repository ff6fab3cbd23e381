/** A whole portal for integration tests: its real program, with the built pages, on a real office with fake bank and mail. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { startTestOffice, until, type TestOffice } from '../../processor/test-support/test-office.ts'

const program = join(import.meta.dirname, '..', 'server', 'main.ts')

export type PortalUnderTest = {
  /** The same office in this process, without processors: those run in the portal. */
  office: TestOffice
  origin: string
  /** All that the program wrote. */
  output(): string
  /** A visitor with cookies of their own, who never follows redirects. */
  visitor(): Visitor
  /** Starts one more program with the same settings. */
  another(): Program
  /** Sends SIGTERM; returns the exit code. */
  stop(): Promise<number | null>
  end(): Promise<void>
}

type Program = { child: ChildProcess; output(): string }

type Wish = {
  method?: string
  json?: unknown
  body?: string
  form?: Record<string, string>
  headers?: Record<string, string>
}
export type Visitor = {
  go(path: string, wish?: Wish): Promise<Response>
  /** Signs in as a program does; state changes carry the CSRF token from then on. */
  signIn(email: string, password: string, officeId?: string): Promise<Response>
  cookie(): string
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port was given')
  return address.port
}

/** Runs the portal's program as the start command does. */
function run(variables: Record<string, string>): Program {
  let written = ''
  const child = spawn(process.execPath, [program], { env: variables, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()))
  return { child, output: () => written }
}

async function stopped({ child }: Program): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  child.kill('SIGTERM')
  await once(child, 'exit')
  return child.exitCode
}

/** Starts office and portal; `settings` go before the usual ones of both. Needs the portal's build. */
export async function startPortal(settings: Record<string, string> = {}): Promise<PortalUnderTest> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const office = await startTestOffice({ run: false, env: { PUBLIC_ORIGIN: origin, ...settings } })
  const variables = {
    ...Object.fromEntries(Object.entries(office.env).map(([name, value]) => [name, String(value)])),
    PORTAL_PORT: String(port),
    PORTAL_RATE_FACTOR: '100',
    NODE_ENV: 'production',
  }
  const portal = run(variables)
  await until(
    `the portal: ${portal.output()}`,
    async () => {
      if (portal.child.exitCode !== null) throw new Error(portal.output())
      return fetch(`${origin}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    },
    60_000,
  )
  return {
    office,
    origin,
    output: () => portal.output(),
    visitor: () => makeVisitor(origin),
    another: () => run(variables),
    stop: () => stopped(portal),
    async end() {
      await stopped(portal)
      await office.end()
    },
  }
}

function makeVisitor(origin: string): Visitor {
  const cookies = new Map<string, string>()
  let csrfToken = ''
  const cookie = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function go(path: string, wish: Wish = {}): Promise<Response> {
    const { json, form, headers = {} } = wish
    const method = wish.method ?? (json !== undefined || form ? 'POST' : 'GET')
    const fields = form && new URLSearchParams({ csrf: csrfToken, ...form }).toString()
    const body = fields ?? wish.body ?? (json === undefined ? undefined : JSON.stringify(json))
    const response = await fetch(new URL(path, origin), {
      method,
      redirect: 'manual',
      headers: {
        ...(cookies.size > 0 ? { cookie: cookie() } : {}),
        ...(method === 'GET' ? {} : { origin, 'x-csrf-token': csrfToken }),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  return {
    go,
    cookie,
    async signIn(email, password, officeId = 'borovia') {
      const response = await go(`/o/${officeId}/api/session`, { json: { email, password } })
      const facts = z.object({ csrfToken: z.string() }).safeParse(await response.clone().json())
      if (facts.success) csrfToken = facts.data.csrfToken
      return response
    },
  }
}
