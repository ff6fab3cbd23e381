/** The spine's figures: dossiers a second from acceptance to lodging against the bare driver, and how soon a callback becomes a receipt. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { aDossier } from '@lodge/mocks'
import { makeLog, officeEnvSchema, openOffice, parseEnv, type OpenOffice } from '@lodge/processor'
import { canonicalJson, pageOf, tariffOn, type Actor } from '@lodge/shared-types'
import { BSON, MongoClient, WriteConcern, type Document } from 'mongodb'
import { databaseUri, startMongo } from '../local/mongo.ts'
import { root, toolsDir } from '../local/places.ts'
import { freePort } from '../local/ports.ts'
import { startRabbit } from '../local/rabbit.ts'
import { temporaryFolder } from '../local/temporary-folder.ts'
import { startChild, untilReady } from '../start/child.ts'
import { writeDriverFiles } from '../start/demo.ts'
import { demoBank } from '../start/programs.ts'
import { percentile } from './figures.ts'
import { makeRecorder, type Recorded, type Recorder } from './recorder.ts'

const dossiers = 150
const receipts = 60
const atOnce = 16

const agent: Actor = {
  officeId: 'borovia',
  accountId: 'bench',
  who: { kind: 'user', id: 'bench' },
  roles: ['agent'],
}

/** Runs `work` for 0 … count-1, `width` at once. */
async function spread(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) {
      const mine = next
      next += 1
      await work(mine)
    }
  }
  await Promise.all(Array.from({ length: width }, one))
}

async function until(what: string, check: () => Promise<boolean>, everyMs = 10): Promise<void> {
  const giveUpAt = Date.now() + 120_000
  while (!(await check())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for: ${what}`)
    await pause(everyMs)
  }
}

/** Files and pays one dossier of two requests. Returns how long acceptance took, and when the bank was told to capture. */
async function fileAndPay(
  open: OpenOffice,
  bank: string,
  seed: number,
): Promise<{ dossierId: string; acceptMs: number; paidAt: number }> {
  const profile = open.services.profile('borovia')
  const tariff = profile && tariffOn(profile.tariffs, new Date().toISOString().slice(0, 10))
  if (!tariff) throw new Error('The demo office has no tariff for today.')
  const body = aDossier({ seed, count: 2, tariff })
  const wire: unknown = JSON.parse(canonicalJson(body))
  const startedAt = performance.now()
  const { acknowledgement } = await open.services.submitDossier(agent, {
    key: `bench-submit-key-${seed}`,
    body: wire,
  })
  const acceptMs = performance.now() - startedAt
  const { nextAction } = await open.services.startPayment(agent, {
    key: `bench-payment-key-${seed}`,
    dossierId: body.dossierId,
    orderId: acknowledgement.order.orderId,
    driverId: 'card-gateway',
    language: 'en',
  })
  const paymentId = new URL(pageOf(nextAction) ?? '').pathname.split('/').at(-1) ?? ''
  const paidAt = performance.now()
  const answer = await fetch(`${bank}/pay/${paymentId}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card: 'approve' }),
  })
  await answer.body?.cancel()
  return { dossierId: body.dossierId, acceptMs, paidAt }
}

/** Writes the final rows of a run again with the bare driver, in the same transactions, into collections of the same indexes. */
async function writeBare(
  uri: string,
  from: string,
  committed: readonly Recorded[],
): Promise<{ seconds: number; differences: string[] }> {
  const client = new MongoClient(uri, { useBigInt64: true })
  try {
    const source = client.db(from)
    const target = client.db(`${from}-bare`)
    const names = [...new Set(committed.flatMap((rows) => rows.map((row) => row.collection)))]
    const finals = new Map<string, Document>()
    for (const name of names) {
      await target.createCollection(name)
      for (const { key, name: called, unique, partialFilterExpression } of await source
        .collection(name)
        .indexes())
        if (called !== '_id_')
          await target.collection(name).createIndexes([
            {
              key,
              unique: unique === true,
              ...(partialFilterExpression ? { partialFilterExpression } : {}),
            },
          ])
      for (const row of await source.collection(name).find().toArray())
        finals.set(`${name}|${String(row._id)}`, row)
    }
    // A row counts in the transaction that first wrote it, in its last form.
    const written = new Set<string>()
    const work = committed.flatMap((rows) => {
      const fresh = rows.flatMap(({ collection, ids }) => {
        const keys = [...new Set(ids.map((id) => `${collection}|${String(id)}`))].filter(
          (key) => finals.has(key) && !written.has(key),
        )
        for (const key of keys) written.add(key)
        const documents = keys.flatMap((key) => finals.get(key) ?? [])
        return documents.length === 0 ? [] : [{ collection, documents }]
      })
      return fresh.length === 0 ? [] : [fresh]
    })
    const startedAt = performance.now()
    await spread(work.length, atOnce, async (index) => {
      await client.withSession((session) =>
        session.withTransaction(
          async () => {
            for (const { collection, documents } of work[index] ?? [])
              await target.collection(collection).insertMany(documents, { session })
          },
          { readConcern: { level: 'snapshot' }, writeConcern: new WriteConcern('majority', undefined, true) },
        ),
      )
    })
    const seconds = (performance.now() - startedAt) / 1000
    const differences: string[] = []
    for (const name of names) {
      const rows = new Map(
        (await target.collection(name).find().toArray()).map((row) => [String(row._id), row]),
      )
      const wanted = [...written].filter((key) => key.startsWith(`${name}|`)).map((key) => finals.get(key))
      const isEqual =
        wanted.length === rows.size &&
        wanted.every(
          (row) =>
            row &&
            Buffer.compare(BSON.serialize(row), BSON.serialize(rows.get(String(row['_id'])) ?? {})) === 0,
        )
      if (!isEqual) differences.push(name)
    }
    return { seconds, differences }
  } finally {
    await client.close()
  }
}

/** Runs the benchmark on a MongoDB and a RabbitMQ of its own, and prints its figures. */
export async function benchSpine(): Promise<void> {
  const folder = await temporaryFolder()
  const files = await mkdtemp(join(tmpdir(), 'lodge-bench-'))
  const quiet = (): void => undefined
  const mongo = await startMongo({ dataDir: folder.mongo, toolsDir, log: quiet })
  const rabbit = await startRabbit({ dataDir: folder.rabbit, log: quiet })
  const [bankPort, smtpPort, mailPort, doorPort, processorPort] = await Promise.all(
    Array.from({ length: 5 }, () => freePort()),
  )
  const bank = `http://127.0.0.1:${bankPort}`
  const mocks = startChild({
    name: 'mocks',
    script: join(root, 'mocks/src/main.ts'),
    cwd: root,
    env: {
      FAKE_BANK_PORT: String(bankPort),
      BILLING_SERVICE_PORT: '0',
      TRANSFER_BANK_PORT: '0',
      MAIL_SMTP_PORT: String(smtpPort),
      MAIL_HTTP_PORT: String(mailPort),
      CARD_GATEWAY_API_KEY: demoBank.apiKey,
      CARD_GATEWAY_CALLBACK_KEY_ID: demoBank.callbackKeyId,
      CARD_GATEWAY_CALLBACK_SECRET: demoBank.callbackSecret,
    },
    log: quiet,
  })
  await untilReady(mocks, `${bank}/healthz`, new AbortController().signal)
  const drivers = { drivers: join(files, 'drivers.json'), secrets: join(files, 'driver-secrets.json') }
  await writeDriverFiles(drivers, { bank })
  const variablesOf = (database: string): Record<string, string> => ({
    LODGE_MODE: 'demo',
    MONGODB_URI: databaseUri(mongo.uri, database),
    AMQP_URL: rabbit?.url ?? 'in-process',
    QUEUE_PREFIX: `${database}.`,
    PUBLIC_ORIGIN: `http://127.0.0.1:${doorPort}`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    OFFICE_KEYS_DIR: join(files, 'keys'),
    DRIVERS_FILE: drivers.drivers,
    DRIVER_SECRETS_FILE: drivers.secrets,
    UPLOAD_TEMP_DIR: join(files, 'uploads'),
    PROCESSOR_PORT: String(processorPort),
    LOG_LEVEL: 'error',
  })
  const openHere = (database: string, more: Record<string, string> = {}, onCommand?: Recorder['onCommand']) =>
    openOffice(
      parseEnv(officeEnvSchema, { ...variablesOf(database), ...more }),
      'lodge-bench',
      makeLog('error'),
      { onCommand },
    )
  /** The processor as a program of its own, as in production. */
  const startProcessor = async (database: string, more: Record<string, string> = {}) => {
    const child = startChild({
      name: 'processor',
      script: join(root, 'processor/src/main.ts'),
      cwd: root,
      env: { ...variablesOf(database), ...more },
      log: quiet,
    })
    await untilReady(child, `http://127.0.0.1:${processorPort}/readyz`, new AbortController().signal)
    return child
  }
  let open: OpenOffice | undefined
  const door = createServer((request, response) => {
    void buffer(request).then(async (rawBody) => {
      const headers = new Headers(
        Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const answer = await open?.services.receiveCallback({
        officeId: 'borovia',
        driverId: 'card-gateway',
        headers,
        rawBody,
      })
      response.writeHead(answer?.status ?? 503, answer?.headers ?? {}).end(answer?.body)
    })
  })
  await new Promise<void>((resolve) => door.listen(doorPort, '127.0.0.1', resolve))
  try {
    const recorder = makeRecorder()
    const isLodged = async (office: OpenOffice, count: number): Promise<boolean> =>
      (await office.office.store.events.collection.countDocuments({ type: 'dossier.lodged' })) >= count
    const viewsShown = async (office: OpenOffice, count: number): Promise<boolean> =>
      (await office.office.store.views.collection.countDocuments({ kind: 'dossier', status: 'lodged' })) >=
      count

    // What follows lodging (receipts, mails) is held back while lodging is timed; the receipts have a figure of their own below.
    const hold = { HOLD_JOBS: 'seal-receipt,seal-dossier-document,send-message' }
    const warmUp = 30
    const fileAll = async (office: OpenOffice, count: number, from: number): Promise<number[]> => {
      const accepts: number[] = []
      await spread(count, atOnce, async (index) => {
        const { acceptMs } = await fileAndPay(office, bank, from + index)
        accepts.push(acceptMs)
      })
      return accepts
    }

    // Timed: this process takes in and pays, one processor does the rest. The first dossiers warm both up.
    open = await openHere('bench-lodge')
    let processor = await startProcessor('bench-lodge', hold)
    const lodge = open
    await fileAll(lodge, warmUp, 900_000)
    await until('the warm-up', () => viewsShown(lodge, warmUp))
    await pause(500)
    const startedAt = performance.now()
    const accepts = await fileAll(lodge, dossiers, 1)
    await until('every dossier lodged', () => isLodged(lodge, warmUp + dossiers), 20)
    const lodgeSeconds = (performance.now() - startedAt) / 1000
    await until('every view shown', () => viewsShown(lodge, warmUp + dossiers), 50)
    await processor.stop(Date.now() + 9_000)
    await open.close()

    // Recorded: the same again in one process that notes what each transaction stores; then that by the bare driver.
    open = await openHere('bench-recorded', hold, recorder.onCommand)
    await open.run()
    const recorded = open
    await fileAll(recorded, dossiers, 1)
    await until('every view shown', () => viewsShown(recorded, dossiers), 50)
    await pause(1_000)
    await open.close()
    const bare = await writeBare(mongo.uri, 'bench-recorded', recorder.committed)

    // Receipts: the whole way, sealing included, with little load.
    open = await openHere('bench-receipts')
    processor = await startProcessor('bench-receipts')
    const whole = open
    await fileAll(whole, 4, 700_000)
    const waits: number[] = []
    await spread(receipts, 2, async (index) => {
      const { dossierId, paidAt } = await fileAndPay(whole, bank, 500_000 + index)
      await until(
        'the receipts',
        async () => (await whole.office.store.files.collection.countDocuments({ dossierId })) === 2,
      )
      const fileIds = (await whole.office.store.files.many({ dossierId })).map(
        (file) => `${file._id}-filing-receipt`,
      )
      await until(
        'the receipts',
        async () =>
          (await whole.office.store.documents.collection.countDocuments({ _id: { $in: fileIds } })) === 2,
      )
      waits.push(performance.now() - paidAt)
    })

    await processor.stop(Date.now() + 9_000)
    const perSecond = dossiers / lodgeSeconds
    const barePerSecond = dossiers / bare.seconds
    const rows: [string, string][] = [
      ['broker', rabbit ? 'RabbitMQ' : 'in-process'],
      ['dossiers (2 requests each), one processor', String(dossiers)],
      ['accept → lodged, with payment', `${perSecond.toFixed(1)} dossiers/s`],
      [
        'the same rows in the same transactions, bare driver',
        `${barePerSecond.toFixed(1)} dossiers/s (${recorder.committed.length} transactions)`,
      ],
      [
        'rows equal in each collection',
        bare.differences.length === 0 ? 'yes' : `no: ${bare.differences.join(', ')}`,
      ],
      ['ratio (goal 0.5 or more)', (perSecond / barePerSecond).toFixed(2)],
      [
        `accept p50 / p95, ${atOnce} at once`,
        `${percentile(accepts, 0.5).toFixed(0)} / ${percentile(accepts, 0.95).toFixed(0)} ms`,
      ],
      [
        'payment → signed receipts p50 / p95, 2 at once (goal p95 2000)',
        `${percentile(waits, 0.5).toFixed(0)} / ${percentile(waits, 0.95).toFixed(0)} ms`,
      ],
    ]
    const width = Math.max(...rows.map(([label]) => label.length))
    for (const [label, value] of rows) console.log(`  ${label.padEnd(width)}  ${value}`)
    if (bare.differences.length > 0)
      throw new Error('The bare driver did not write the same rows: the ratio means nothing.')
  } finally {
    await open?.close().catch(() => undefined)
    door.closeAllConnections()
    door.close()
    await mocks.stop(Date.now() + 5_000)
    await rabbit?.stop()
    await mongo.stop()
    folder.remove()
    await rm(files, { recursive: true, force: true })
  }
}
