/** What the office's figures are taken on: portal and processor as processes of their own, on the big data set, with staff signed in. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeLog, officeEnvSchema, openOffice, parseEnv, type OpenOffice } from '@lodge/processor'
import { z } from 'zod'
import { root } from '../../local/places.ts'
import { freePort } from '../../local/ports.ts'
import { startRabbit } from '../../local/rabbit.ts'
import { temporaryFolder } from '../../local/temporary-folder.ts'
import { startChild, untilReady } from '../../start/child.ts'
import { writeDriverFiles } from '../../start/demo.ts'
import { startDataSet } from './data-set.ts'

const password = 'a long enough one'
const sessionSchema = z.object({ user: z.object({ id: z.string() }) })
export const officeId = 'borovia'

/** A member of staff with a session: what they ask for, with the time that the answer took. */
export type Visitor = {
  userId: string
  get(path: string): Promise<{ status: number; text: string; ms: number }>
}
export type Stand = {
  description: string
  origin: string
  /** The office in this process, without processors: for the bare query beside each figure, and for what staff do. */
  office: OpenOffice
  staff: readonly Visitor[]
  end(): Promise<void>
}

async function signIn(origin: string, email: string): Promise<Visitor> {
  const response = await fetch(`${origin}/o/${officeId}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status}`)
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { user } = sessionSchema.parse(await response.json())
  return {
    userId: user.id,
    async get(path) {
      const startedAt = performance.now()
      const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' })
      const text = await answer.text()
      return { status: answer.status, text, ms: performance.now() - startedAt }
    },
  }
}

/** Starts everything; needs the portal's build. `staffCount` officers sign in, registrars and examiners at once. */
export async function makeStand(staffCount: number, log: (line: string) => void): Promise<Stand> {
  const files = await mkdtemp(join(tmpdir(), 'lodge-bench-office-'))
  const folder = await temporaryFolder()
  const stops: (() => Promise<unknown>)[] = [
    () => rm(files, { recursive: true, force: true }),
    () => {
      folder.remove()
      return Promise.resolve()
    },
  ]
  const end = async (): Promise<void> => {
    for (const stop of stops.toReversed()) await stop()
  }
  try {
    const data = await startDataSet(log)
    stops.push(() => data.service.stop())
    const rabbit = await startRabbit({ dataDir: folder.rabbit, log: () => undefined })
    if (!rabbit) throw new Error('RabbitMQ cannot be had here; the big data set needs it.')
    stops.push(() => rabbit.stop())
    const [portalPort, processorPort] = await Promise.all([freePort(), freePort()])
    const origin = `http://localhost:${portalPort}`
    const drivers = { drivers: join(files, 'drivers.json'), secrets: join(files, 'driver-secrets.json') }
    await writeDriverFiles(drivers, { bank: 'http://127.0.0.1:9' })
    const variables = {
      LODGE_MODE: 'demo',
      MONGODB_URI: data.uri,
      AMQP_URL: rabbit.url,
      PUBLIC_ORIGIN: origin,
      SMTP_URL: 'smtp://127.0.0.1:9',
      OFFICE_KEYS_DIR: join(files, 'keys'),
      DRIVERS_FILE: drivers.drivers,
      DRIVER_SECRETS_FILE: drivers.secrets,
      UPLOAD_TEMP_DIR: join(files, 'uploads'),
      PORTAL_PORT: String(portalPort),
      PORTAL_RATE_FACTOR: '100000',
      HOLD_JOBS: 'send-message',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    }
    const office = await openOffice(parseEnv(officeEnvSchema, variables), 'lodge-bench', makeLog('warn'))
    stops.push(() => office.close())
    await sayAllIsSwept(office)
    for (let index = 1; index <= staffCount; index += 1)
      await office.services.addUser({
        officeId,
        email: `bench-${index}@office.example`,
        password,
        displayName: `Bench ${index}`,
        language: 'en',
        accountId: null,
        roles: ['formality-examiner', 'registrar'],
      })
    const signal = new AbortController().signal
    const quiet = (): void => undefined
    const start = async (name: string, script: string, env: Record<string, string>, ready: string) => {
      const child = startChild({ name, script: join(root, script), cwd: root, env, log: quiet })
      stops.push(() => child.stop(Date.now() + 9_000))
      await untilReady(child, ready, signal)
    }
    await start(
      'processor',
      'processor/src/main.ts',
      { ...variables, PROCESSOR_PORT: String(processorPort) },
      `http://127.0.0.1:${processorPort}/readyz`,
    )
    await start('portal', 'portal/server/main.ts', variables, `${origin}/readyz`)
    const staff: Visitor[] = []
    for (let index = 1; index <= staffCount; index += 1)
      staff.push(await signIn(origin, `bench-${index}@office.example`))
    return { description: data.description, origin, office, staff, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** The data set is whole: nothing in it waits for a processor, so the sweeper begins at this moment. */
async function sayAllIsSwept({ office: { store } }: OpenOffice): Promise<void> {
  const at = new Date()
  await store.jobs.replace(
    { _id: 'sweep|system|all' },
    {
      _id: 'sweep|system|all',
      ...{
        officeId: 'system',
        kind: 'sweep',
        processor: 'status',
        subject: 'all',
        state: 'ready',
        runAt: at,
      },
      ...{ leasedUntil: null, leaseId: null, attempts: 0, lastError: null },
      memo: JSON.stringify({ sweptTo: at, fullAt: at }),
      createdAt: at,
      updatedAt: at,
    },
  )
}
