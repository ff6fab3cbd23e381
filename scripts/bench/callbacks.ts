/**
 * How soon a bank's callback is answered at 200 a second, while the processor applies them; beside one durable insert of the same
 * bytes by the bare driver.
 */
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { aDossier } from '@lodge/mocks'
import { makeLog, officeEnvSchema, openOffice, parseEnv } from '@lodge/processor'
import { canonicalJson, tariffOn, type Actor } from '@lodge/shared-types'
import { MongoClient, WriteConcern } from 'mongodb'
import { databaseUri, startMongo } from '../local/mongo.ts'
import { root, toolsDir } from '../local/places.ts'
import { freePort } from '../local/ports.ts'
import { buildPortal } from '../local/portal-build.ts'
import { startRabbit } from '../local/rabbit.ts'
import { temporaryFolder } from '../local/temporary-folder.ts'
import { startChild, untilReady } from '../start/child.ts'
import { writeDriverFiles } from '../start/demo.ts'
import { demoBank } from '../start/programs.ts'
import { percentile, printFigures } from './figures.ts'

const perSecond = 200
const seconds = 30
const warmUpSeconds = 5
const goalMs = 50
const officeId = 'borovia'

/** Sends one after the other by the clock, whether or not the one before was answered. Returns the waits, from when each was due. */
async function byTheClock(send: () => Promise<void>): Promise<number[]> {
  const startedAt = performance.now()
  const waits: Promise<number>[] = []
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const dueAt = startedAt + (at * 1_000) / perSecond
    const early = dueAt - performance.now()
    if (early > 1) await pause(early)
    waits.push(send().then(() => performance.now() - dueAt))
  }
  return (await Promise.all(waits)).slice(perSecond * warmUpSeconds)
}

/** Prints the figure; every callback must have been acknowledged and stored once. */
export async function benchCallbacks(): Promise<void> {
  const log = (line: string): void => console.log(`  ${line}`)
  const build = await buildPortal(log)
  if (!build.ok) throw new Error(`The portal cannot be built: ${build.output}`)
  const folder = await temporaryFolder()
  const files = await mkdtemp(join(tmpdir(), 'lodge-bench-'))
  const quiet = (): void => undefined
  const stops: (() => Promise<unknown>)[] = []
  try {
    const mongo = await startMongo({ dataDir: folder.mongo, toolsDir, log: quiet })
    stops.push(() => mongo.stop())
    const rabbit = await startRabbit({ dataDir: folder.rabbit, log: quiet })
    if (rabbit) stops.push(() => rabbit.stop())
    const [bankPort, portalPort, processorPort] = await Promise.all(
      Array.from({ length: 3 }, () => freePort()),
    )
    const bank = `http://127.0.0.1:${bankPort}`
    const origin = `http://127.0.0.1:${portalPort}`
    const drivers = { drivers: join(files, 'drivers.json'), secrets: join(files, 'driver-secrets.json') }
    await writeDriverFiles(drivers, { bank })
    const variables = {
      LODGE_MODE: 'demo',
      MONGODB_URI: databaseUri(mongo.uri, 'callbacks'),
      AMQP_URL: rabbit?.url ?? 'in-process',
      PUBLIC_ORIGIN: origin,
      SMTP_URL: 'smtp://127.0.0.1:9',
      OFFICE_KEYS_DIR: join(files, 'keys'),
      DRIVERS_FILE: drivers.drivers,
      DRIVER_SECRETS_FILE: drivers.secrets,
      UPLOAD_TEMP_DIR: join(files, 'uploads'),
      PORTAL_PORT: String(portalPort),
      PROCESSOR_PORT: String(processorPort),
      HOLD_JOBS: 'send-message,seal-receipt,seal-dossier-document,poll-attempt',
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
    }
    const start = async (name: string, script: string, env: Record<string, string>, ready: string) => {
      const child = startChild({ name, script: join(root, script), cwd: root, env, log: quiet })
      stops.push(() => child.stop(Date.now() + 9_000))
      await untilReady(child, ready, new AbortController().signal)
    }
    await start(
      'mocks',
      'mocks/src/main.ts',
      {
        FAKE_BANK_PORT: String(bankPort),
        BILLING_SERVICE_PORT: '0',
        TRANSFER_BANK_PORT: '0',
        MAIL_SMTP_PORT: '0',
        MAIL_HTTP_PORT: '0',
        CARD_GATEWAY_API_KEY: demoBank.apiKey,
        CARD_GATEWAY_CALLBACK_KEY_ID: demoBank.callbackKeyId,
        CARD_GATEWAY_CALLBACK_SECRET: demoBank.callbackSecret,
      },
      `${bank}/healthz`,
    )
    const open = await openOffice(parseEnv(officeEnvSchema, variables), 'lodge-bench', makeLog('error'))
    stops.push(() => open.close())
    await start('processor', 'processor/src/main.ts', variables, `http://127.0.0.1:${processorPort}/readyz`)
    await start('portal', 'portal/server/main.ts', variables, `${origin}/readyz`)

    const agent: Actor = {
      officeId,
      accountId: 'bench',
      who: { kind: 'user', id: 'bench-user' },
      roles: ['agent'],
    }
    const tariff = tariffOn(open.office.profiles.of(officeId).tariffs, new Date().toISOString().slice(0, 10))
    if (!tariff) throw new Error('The demo office has no tariff.')
    const body = aDossier({ seed: 1, count: 1, tariff })
    const wire: unknown = JSON.parse(canonicalJson(body))
    const { acknowledgement } = await open.services.submitDossier(agent, {
      key: randomUUID(),
      body: wire,
    })
    const { attemptId } = await open.services.startPayment(agent, {
      key: randomUUID(),
      dossierId: body.dossierId,
      orderId: acknowledgement.order.orderId,
      driverId: 'card-gateway',
      language: 'en',
    })
    const attempt = await open.office.store.attempts.one({ _id: attemptId })
    const { amount, bankReference } = attempt ?? {}
    if (!amount || !bankReference) throw new Error('The bank has not taken the attempt.')
    const sum = { value: amount.amountMinor.toString(), currency: amount.currency }
    const none = { ...sum, value: '0' }
    const bytesOf = (id: string): string => {
      const at = new Date().toISOString()
      const payment = {
        ...{ id: bankReference, merchant: 'lodge-demo', reference: attemptId, status: 'NEW' },
        ...{ amount: sum, captured: none, refunded: none, charged_back: none },
      }
      return JSON.stringify({
        merchant: 'lodge-demo',
        events: [{ id: `${id}-1`, type: 'payment.updated', occurred_at: at, payment }],
      })
    }
    const send = async (): Promise<void> => {
      const id = randomUUID()
      const text = bytesOf(id)
      const timestamp = Math.floor(Date.now() / 1_000).toString()
      const mac = createHmac('sha256', demoBank.callbackSecret)
        .update(`${id}.${timestamp}.${text}`)
        .digest('base64')
      const answer = await fetch(`${origin}/o/${officeId}/callbacks/card-gateway`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-key-id': demoBank.callbackKeyId,
          'webhook-signature': `v1,${mac}`,
        },
        body: text,
      })
      const words = await answer.text()
      if (answer.status !== 200) throw new Error(`A callback was answered ${answer.status}: ${words}`)
    }
    log(`${perSecond} callbacks a second for ${seconds} s …`)
    const waits = await byTheClock(send)
    const stored = await open.office.store.callbacks.collection.countDocuments({ officeId })
    if (stored !== perSecond * seconds)
      throw new Error(`${stored} of ${perSecond * seconds} callbacks are stored.`)
    const unread = await open.office.store.callbacks.collection.countDocuments({ state: 'stored' })

    const client = new MongoClient(mongo.uri)
    stops.push(() => client.close())
    const bare = client.db('bare').collection('callbacks')
    await client.db('bare').createCollection('callbacks')
    const baseline = await byTheClock(async () => {
      await bare.insertOne(
        { body: bytesOf(randomUUID()) },
        { writeConcern: new WriteConcern('majority', undefined, true) },
      )
    })
    const written = (values: readonly number[]): string =>
      [0.5, 0.99].map((share) => `${percentile(values, share).toFixed(1)} ms`).join(' / ')
    const p99 = percentile(waits, 0.99)
    printFigures([
      {
        what: `callback answered, ${perSecond} a second (${waits.length}; p50 / p99), ${unread} not yet applied`,
        measured: written(waits),
        goal: `p99 ≤ ${goalMs} ms`,
        isMet: p99 <= goalMs,
        baseline: written(baseline),
        ratio: (percentile(waits, 0.5) / percentile(baseline, 0.5)).toFixed(1),
      },
    ])
  } finally {
    for (const stop of stops.toReversed()) await stop()
    folder.remove()
    await rm(files, { recursive: true, force: true })
  }
}
