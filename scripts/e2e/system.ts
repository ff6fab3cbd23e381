/** The whole system as processes of its own that can be killed at any moment and come back. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { databaseUri, startMongo } from '../local/mongo.ts'
import { root, toolsDir } from '../local/places.ts'
import { freePort } from '../local/ports.ts'
import { LocalSetupError, signalGroup, type Log } from '../local/programs.ts'
import { brokerProcesses, startRabbit } from '../local/rabbit.ts'
import { temporaryFolder } from '../local/temporary-folder.ts'
import { startChild, untilReady, type Child } from '../start/child.ts'
import { loadDemo, writeDriverFiles } from '../start/demo.ts'
import { demoBank } from '../start/programs.ts'
import type { DemoSignIn } from '../start/summary.ts'

export type BrokerKind = 'rabbitmq' | 'in-process'
export type Victim = 'broker' | 'processor-1' | 'processor-2' | 'portal'

export type System = {
  portal: string
  bank: string
  mongoUri: string
  signIns: readonly DemoSignIn[]
  victims: readonly Victim[]
  /** Kills at once, without a chance to clean up, and starts again. Resolves when the new one has been started. */
  kill(victim: Victim): Promise<void>
  stop(): Promise<void>
}

/** Quicker than production where waiting proves nothing; every rule stays the same. */
const timings = {
  RETRY_TIERS_MS: '1000,3000,10000,30000',
  SWEEP_EVERY_MS: '2000',
  SWEEP_LAG_MS: '5000',
  JOB_LEASE_MS: '10000',
  PAYMENT_POLL_PERCENT: '20',
  PORTAL_RATE_FACTOR: '10000',
  LOG_LEVEL: 'warn',
}

/** Starts everything in temporary folders. `log` gets every line of every program. */
export async function startSystem(
  broker: BrokerKind,
  log: Log,
  variables: Readonly<Record<string, string>> = {},
): Promise<System> {
  const folder = await temporaryFolder()
  const quiet: Log = () => undefined
  const mongo = await startMongo({ dataDir: folder.mongo, toolsDir, log: quiet })
  const rabbit = broker === 'rabbitmq' ? await startRabbit({ dataDir: folder.rabbit, log: quiet }) : null
  if (broker === 'rabbitmq' && rabbit === null) throw new LocalSetupError('RabbitMQ cannot be had here.')
  const signal = new AbortController().signal
  const files = join(folder.mongo, '..', 'lodge')
  await mkdir(files, { recursive: true })

  const [portalPort, bankPort, smtpPort, mailPort, firstPort, secondPort] = await Promise.all(
    Array.from({ length: 6 }, () => freePort()),
  )
  const portal = `http://127.0.0.1:${portalPort}`
  const bank = `http://127.0.0.1:${bankPort}`
  const drivers = { drivers: join(files, 'drivers.json'), secrets: join(files, 'driver-secrets.json') }
  await writeDriverFiles(drivers, { bank })
  const mongoUri = databaseUri(mongo.uri, 'lodge')
  const office = {
    LODGE_MODE: 'demo',
    MONGODB_URI: mongoUri,
    AMQP_URL: rabbit?.url ?? 'in-process',
    PUBLIC_ORIGIN: portal,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    OFFICE_KEYS_DIR: join(files, 'keys'),
    DRIVERS_FILE: drivers.drivers,
    DRIVER_SECRETS_FILE: drivers.secrets,
    UPLOAD_TEMP_DIR: join(files, 'uploads'),
    PORTAL_PORT: String(portalPort),
    NODE_ENV: 'production',
    ...timings,
    ...variables,
  }
  const signIns = await loadDemo(office, join(files, 'sign-ins.json'))

  const running = new Map<string, Child>()
  const start = (name: string, script: string, env: Record<string, string>): Child => {
    const child = startChild({ name, script: join(root, script), cwd: root, env, log })
    running.set(name, child)
    return child
  }
  const mocks = start('mocks', 'mocks/src/main.ts', {
    FAKE_BANK_PORT: String(bankPort),
    BILLING_SERVICE_PORT: '0',
    TRANSFER_BANK_PORT: '0',
    MAIL_SMTP_PORT: String(smtpPort),
    MAIL_HTTP_PORT: String(mailPort),
    MOCKS_DATA_DIR: join(files, 'mocks'),
    CARD_GATEWAY_API_KEY: demoBank.apiKey,
    CARD_GATEWAY_CALLBACK_KEY_ID: demoBank.callbackKeyId,
    CARD_GATEWAY_CALLBACK_SECRET: demoBank.callbackSecret,
  })
  await untilReady(mocks, `${bank}/healthz`, signal)
  const starters: Record<Exclude<Victim, 'broker'>, () => Child> = {
    'processor-1': () =>
      start('processor-1', 'processor/src/main.ts', { ...office, PROCESSOR_PORT: String(firstPort) }),
    'processor-2': () =>
      start('processor-2', 'processor/src/main.ts', { ...office, PROCESSOR_PORT: String(secondPort) }),
    portal: () => start('portal', 'portal/server/main.ts', office),
  }
  const victims: Victim[] = rabbit ? ['broker', 'processor-1', 'processor-2', 'portal'] : ['portal']
  if (rabbit) {
    await untilReady(starters['processor-1'](), `http://127.0.0.1:${firstPort}/readyz`, signal)
    await untilReady(starters['processor-2'](), `http://127.0.0.1:${secondPort}/readyz`, signal)
  }
  await untilReady(starters.portal(), `${portal}/readyz`, signal)

  let currentBroker = rabbit
  const killBroker = async (): Promise<void> => {
    if (!currentBroker) return
    for (const pid of brokerProcesses(folder.rabbit)) process.kill(pid, 'SIGKILL')
    await currentBroker.stop()
    const { port } = new URL(currentBroker.url)
    currentBroker = await startRabbit({ dataDir: folder.rabbit, log: quiet, port: Number(port) })
  }

  return {
    portal,
    bank,
    mongoUri,
    signIns,
    victims,
    async kill(victim) {
      if (victim === 'broker') return killBroker()
      const child = running.get(victim)
      if (child?.pid === undefined) return
      signalGroup(child.pid, 'SIGKILL')
      await child.died
      await pause(200)
      starters[victim]()
    },
    async stop() {
      const deadline = Date.now() + 9_000
      for (const name of ['portal', 'processor-2', 'processor-1', 'mocks'])
        await running.get(name)?.stop(deadline)
      await currentBroker?.stop()
      const client = new MongoClient(mongoUri)
      await client
        .db()
        .dropDatabase()
        .catch(() => undefined)
      await client.close()
      await mongo.stop()
      folder.remove()
    },
  }
}
