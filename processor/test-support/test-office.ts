/** A whole office for integration tests: own database and queues on the real MongoDB and broker, with fake bank and mail sink. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { startFakeBank, startMailSink, type FakeBank, type MailSink } from '@lodge/mocks'
import type { Actor, Role } from '@lodge/shared-types'
import amqp from 'amqplib'
import { MongoClient } from 'mongodb'
import { makeTopology } from '../src/broker/topology.ts'
import { environment, officeEnvSchema, parseEnv, type OfficeEnv } from '../src/env.ts'
import { makeLog } from '../src/log.ts'
import { openOffice, type OpenOffice } from '../src/open-office.ts'
import { openTo, portsOf } from './open-sockets.ts'

const apiKey = 'test-api-key-0123456789'
const callbackKey = { id: 'k1', value: 'test-callback-key-0123456789' }

export type TestOffice = OpenOffice & {
  env: OfficeEnv
  bank: FakeBank
  mail: MailSink
  lines: string[]
  /** An agent of `account` at an office. */
  agent(officeId?: string, accountId?: string): Actor
  staff(roles: readonly Role[], officeId?: string): Actor
  /** Opens one more process's worth of the same office, in this process. */
  another(overrides?: Record<string, string>): Promise<OpenOffice>
  end(): Promise<void>
}

export type BrokerKind = 'rabbitmq' | 'in-process'

/** Returns a variable that `npm test` sets. */
export const required = (name: string): string => {
  const value = environment()[name]
  if (value === undefined)
    throw new Error(`${name} is not set: run the tests by npm test, which starts what they need.`)
  return value
}

let count = 0
/** Offices of this process that have not ended: only after the last one can a leaked connection be told. */
let running = 0

/** Fails when a connection to MongoDB or the broker outlives the last office of this process. */
async function nothingLeaks(env: OfficeEnv): Promise<void> {
  running -= 1
  if (running > 0) return
  const ports = [...portsOf(env.MONGODB_URI), ...(env.AMQP_URL === 'in-process' ? [] : portsOf(env.AMQP_URL))]
  await until(
    `the closing of every connection (${openTo(ports).join(', ')})`,
    () => Promise.resolve(openTo(ports).length === 0),
    3_000,
  )
}

/** A name that no other test run uses. */
export const freshName = (): string => `t${process.pid}-${Date.now().toString(36)}-${(count += 1)}`

export function databaseUri(name: string): string {
  const uri = new URL(required('TEST_MONGODB_URI'))
  uri.pathname = `/${name}`
  return uri.toString()
}

/** Removes what a test left on the broker under `prefix`. */
export async function removeQueues(amqpUrl: string, prefix: string): Promise<void> {
  const connection = await amqp.connect(amqpUrl)
  const channel = await connection.createChannel()
  const topology = makeTopology(prefix, [1, 1, 1, 1])
  for (const { queue, parking } of topology.processors) {
    await channel.deleteQueue(queue)
    await channel.deleteQueue(parking)
  }
  for (const { queue, exchange } of topology.tiers) {
    await channel.deleteQueue(queue)
    await channel.deleteExchange(exchange)
  }
  for (const name of [topology.events, topology.back, topology.dead]) await channel.deleteExchange(name)
  await connection.close()
}

/** The HTTP door that a bank calls; the portal's own is tested with the portal. */
function callbackDoor(open: () => OpenOffice | undefined): Server {
  return createServer((request, response) => {
    const [, officeId, driverId] = /^\/o\/([^/]+)\/callbacks\/([^/]+)$/.exec(request.url ?? '') ?? []
    void buffer(request).then(async (rawBody) => {
      const services = open()?.services
      if (!services || officeId === undefined || driverId === undefined) {
        response.writeHead(404).end()
        return
      }
      const headers = new Headers(
        Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const answer = await services.receiveCallback({ officeId, driverId, headers, rawBody })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
}

/** The drivers that talk to no bank. */
const ofTheOffice = (timeZone: string) => ({
  'deposit-account': {},
  counter: { payWithinDays: 14, timeZone },
})

/** Starts an office with quick timings. `run: false` leaves its processors off. */
export async function startTestOffice(
  options: { broker?: BrokerKind; run?: boolean; env?: Record<string, string> } = {},
): Promise<TestOffice> {
  const name = freshName()
  const folder = await mkdtemp(join(tmpdir(), 'lodge-test-'))
  const bank = await startFakeBank({
    apiKey,
    callbackSecrets: [callbackKey],
    retryWaitsMs: [200, 400, 800],
    lateMs: 1_500,
  })
  const mail = await startMailSink({})
  const opened: OpenOffice[] = []
  const door = callbackDoor(() => opened[0])
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const card = { baseUrl: bank.url, merchantId: 'lodge-demo' }
  const secret = {
    'api-key': { current: { id: 'a1', value: apiKey } },
    'callback-key': { current: callbackKey },
  }
  const drivers = join(folder, 'drivers.json')
  const secrets = join(folder, 'driver-secrets.json')
  await writeFile(
    drivers,
    JSON.stringify({
      borovia: { 'card-gateway': card, ...ofTheOffice('Europe/Sofia') },
      sahil: { 'card-gateway': card, ...ofTheOffice('Asia/Kuwait') },
    }),
  )
  await writeFile(
    secrets,
    JSON.stringify({ borovia: { 'card-gateway': secret }, sahil: { 'card-gateway': secret } }),
  )
  const variables = {
    LODGE_MODE: 'demo',
    MONGODB_URI: databaseUri(name),
    AMQP_URL: (options.broker ?? 'in-process') === 'rabbitmq' ? required('TEST_AMQP_URL') : 'in-process',
    QUEUE_PREFIX: `${name}.`,
    PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
    OFFICE_KEYS_DIR: join(folder, 'keys'),
    DRIVERS_FILE: drivers,
    DRIVER_SECRETS_FILE: secrets,
    UPLOAD_TEMP_DIR: join(folder, 'uploads'),
    SMTP_URL: `smtp://127.0.0.1:${mail.smtpPort}`,
    RETRY_TIERS_MS: '100,150,200,300',
    RELAY_POLL_MS: '50',
    SWEEP_EVERY_MS: '300',
    SWEEP_LAG_MS: '1500',
    JOB_POLL_MS: '50',
    JOB_LEASE_MS: '2000',
    PAYMENT_POLL_PERCENT: '5',
    LOG_LEVEL: 'debug',
    ...options.env,
  }
  const env = parseEnv(officeEnvSchema, variables)
  const lines: string[] = []
  const log = makeLog('debug', (line) => void lines.push(line))
  const open = await openOffice(env, name, log)
  opened.push(open)
  running += 1
  if (options.run ?? true) await open.run()
  const others: OpenOffice[] = []
  return {
    ...open,
    env,
    bank,
    mail,
    lines,
    agent: (officeId = 'borovia', accountId = 'account-1') => ({
      officeId,
      accountId,
      who: { kind: 'user', id: `user-of-${accountId}` },
      roles: ['agent'],
    }),
    staff: (roles, officeId = 'borovia') => ({
      officeId,
      accountId: undefined,
      who: { kind: 'user', id: `staff-${roles.join('-')}` },
      roles,
    }),
    async another(overrides = {}) {
      const one = await openOffice(
        parseEnv(officeEnvSchema, { ...variables, ...overrides }),
        `${name}-${others.length}`,
        log,
      )
      others.push(one)
      return one
    },
    async end() {
      for (const other of others) await other.close(2_000).catch(() => undefined)
      await open.close(3_000)
      door.closeAllConnections()
      door.close()
      await bank.stop()
      await mail.stop()
      const client = new MongoClient(env.MONGODB_URI)
      await client.db().dropDatabase()
      await client.close()
      if (env.AMQP_URL !== 'in-process') await removeQueues(env.AMQP_URL, env.QUEUE_PREFIX)
      await rm(folder, { recursive: true, force: true })
      await nothingLeaks(env)
    },
  }
}

/** Waits until `check` gives something, or fails with what it was waiting for. */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false>,
  withinMs = 15_000,
): Promise<T> {
  const giveUpAt = Date.now() + withinMs
  for (;;) {
    const found = await check()
    if (found !== undefined && found !== false) return found
    if (Date.now() > giveUpAt) throw new Error(`Waited ${withinMs} ms in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}
