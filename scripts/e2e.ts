/**
 * `npm run e2e -- --headless-api`: files dossiers over HTTP while broker, processors and portal are killed at seeded moments,
 * then compares the client's journal with the database and the bank's ledger.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadOfficeProfiles } from '@lodge/processor'
import { tariffOn } from '@lodge/shared-types'
import { check } from './e2e/checker.ts'
import { makeClient } from './e2e/client.ts'
import { openJournal, readJournal } from './e2e/journal.ts'
import { startSystem, type BrokerKind, type System } from './e2e/system.ts'
import { root } from './local/places.ts'
import { buildPortal } from './local/portal-build.ts'
import { ensurePackages } from './local/system-packages.ts'

const { values } = parseArgs({
  options: {
    'headless-api': { type: 'boolean', default: true },
    dossiers: { type: 'string', default: '200' },
    clients: { type: 'string', default: '8' },
    broker: { type: 'string', default: 'both' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '12' },
    verbose: { type: 'boolean', default: false },
  },
})

/** A small seeded generator (mulberry32): the same seed kills the same victims after the same waits. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function killAtRandom(
  system: System,
  kills: number,
  seed: number,
  isOver: () => boolean,
): Promise<string[]> {
  const random = randomOf(seed)
  const killed: string[] = []
  while (killed.length < kills && !isOver()) {
    await pause(500 + random() * 2_500)
    const victim = system.victims[Math.floor(random() * system.victims.length)]
    if (victim === undefined || isOver()) break
    await system.kill(victim)
    killed.push(victim)
  }
  return killed
}

/** Runs the proof on one broker. Returns whether nothing was lost, doubled, reordered or miscounted. */
async function prove(broker: BrokerKind): Promise<boolean> {
  const [dossiers, clients, kills, seed] = [values.dossiers, values.clients, values.kills, values.seed].map(
    Number,
  )
  if (!dossiers || !clients || kills === undefined || seed === undefined)
    throw new Error('Give whole numbers to --dossiers, --clients, --kills and --seed.')
  const folder = await mkdtemp(join(tmpdir(), 'lodge-e2e-'))
  const path = join(folder, 'journal.jsonl')
  const journal = openJournal(path)
  const log = values.verbose ? (line: string) => console.log(line) : () => undefined
  console.log(
    `${broker}: starting MongoDB, ${broker === 'rabbitmq' ? 'RabbitMQ, two processors and' : ''} the portal …`,
  )
  const system = await startSystem(broker, log)
  if (values.verbose) console.log(system.mongoUri)
  try {
    const profiles = await loadOfficeProfiles(join(root, 'processor', 'offices'))
    if (!profiles.ok) throw new Error('The demo profiles are broken; run npm run profile:check.')
    const today = new Date().toISOString().slice(0, 10)
    const clientOf = (officeId: 'borovia' | 'sahil') => {
      const tariff = tariffOn(
        profiles.offices.find(({ profile }) => profile.id === officeId)?.profile.tariffs ?? [],
        today,
      )
      const signIn = system.signIns.find((one) => one.office === officeId && one.role === 'agent')
      if (!tariff || !signIn) throw new Error(`The demo office ${officeId} has no tariff or no agent`)
      return makeClient({
        portal: system.portal,
        bank: system.bank,
        officeId,
        email: signIn.email,
        password: signIn.password,
        tariff,
        journal,
        patienceMs: 120_000,
      })
    }
    const startedAt = Date.now()
    const failures: string[] = []
    let next = 1
    let done = 0
    let isOver = false
    const killing = killAtRandom(system, kills, seed, () => isOver)
    const worker = async (number: number): Promise<void> => {
      const agents = { borovia: clientOf('borovia'), sahil: clientOf('sahil') }
      while (next <= dossiers) {
        const mine = next
        next += 1
        const officeId = mine % 4 === 3 ? 'sahil' : 'borovia'
        try {
          await agents[officeId].file(number, seed * 100_000 + mine)
        } catch (error) {
          failures.push(`dossier ${mine}: ${error instanceof Error ? error.message : String(error)}`)
        }
        done += 1
        if (done % 25 === 0)
          console.log(
            `${broker}: ${done}/${dossiers} after ${((Date.now() - startedAt) / 1000).toFixed(0)} s`,
          )
      }
    }
    await Promise.all(Array.from({ length: clients }, (_, index) => worker(index)))
    isOver = true
    const killed = await killing
    const seconds = (Date.now() - startedAt) / 1000
    // Messages and views may still be on their way: what is promised is that they arrive.
    let verdict = await check(readJournal(path), system.mongoUri, system.bank)
    for (let waits = 0; waits < 20 && verdict.left.length > 0; waits += 1) {
      await pause(1_000)
      verdict = await check(readJournal(path), system.mongoUri, system.bank)
    }
    const faults = [
      ...failures,
      ...verdict.lost,
      ...verdict.doubled,
      ...verdict.order,
      ...verdict.money,
      ...verdict.left,
    ]
    console.log(
      `${broker}: ${verdict.dossiers} dossiers, ${verdict.files} files in ${seconds.toFixed(0)} s; killed ${killed.length} times (${killed.join(', ')})\n` +
        `${broker}: failed ${failures.length}, lost ${verdict.lost.length}, doubled ${verdict.doubled.length}, order ${verdict.order.length}, money ${verdict.money.length}, left over ${verdict.left.length}`,
    )
    for (const fault of faults.slice(0, 40)) console.log(`  - ${fault}`)
    return faults.length === 0 && verdict.dossiers === dossiers
  } finally {
    journal.close()
    await system.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const inspection = await ensurePackages(['qpdf'], (line) => console.log(line))
if (!inspection.here) {
  console.error(`Documents cannot be inspected here: ${inspection.why}. Run: ${inspection.command}`)
  process.exit(1)
}
const build = await buildPortal((line) => console.log(line))
if (!build.ok) {
  console.error(build.output)
  process.exit(1)
}
const brokers: BrokerKind[] =
  values.broker === 'both'
    ? ['rabbitmq', 'in-process']
    : [values.broker === 'rabbitmq' ? 'rabbitmq' : 'in-process']
let isProven = true
for (const broker of brokers) isProven = (await prove(broker)) && isProven
console.log(isProven ? 'Proven: nothing lost, doubled or reordered; money 0.' : 'Not proven: see above.')
process.exit(isProven ? 0 : 1)
