/** MongoDB, RabbitMQ and Chromium for one run of the tests, on temporary data that is removed afterwards. */
import { findChromium } from '../local/chromium.ts'
import { startMongo, type LocalService } from '../local/mongo.ts'
import { toolsDir } from '../local/places.ts'
import type { Log } from '../local/programs.ts'
import { startRabbit } from '../local/rabbit.ts'
import { ensurePackages } from '../local/system-packages.ts'
import { temporaryFolder } from '../local/temporary-folder.ts'
import { addTallies, nothing, type Tally } from './tally.ts'
import type { TestKind } from './vitest.ts'

export type TestServices = {
  /** The kinds of test that can run with what could be had. */
  readonly kinds: TestKind[]
  /** A kind that cannot run counts as one skip; under CI as one failure, since a skipped check proves nothing there. */
  readonly tally: Tally
  readonly env: Record<string, string>
  readonly stop: () => Promise<void>
}

/** Prepares what these kinds of test need. Never throws: what cannot be had is said, counted, and its tests are left out. */
export async function prepareServices(
  kinds: readonly TestKind[],
  log: Log,
  signal: AbortSignal,
): Promise<TestServices> {
  const isCi = process.env.CI === 'true'
  if (kinds.length === 0) return { kinds: [], tally: nothing, env: {}, stop: () => Promise.resolve() }
  await tools(log)
  const needsServices = kinds.some((kind) => kind !== 'unit')
  if (!needsServices) return { kinds: [...kinds], tally: nothing, env: {}, stop: () => Promise.resolve() }

  const folder = await temporaryFolder()
  const running: LocalService[] = []
  const env: Record<string, string> = {}
  const missing: string[] = []
  const have = async (name: string, get: () => Promise<string | null>): Promise<void> => {
    try {
      const description = await get()
      if (description === null) missing.push(name)
      else log(`${name}: ${description}`)
    } catch (error) {
      log(error instanceof Error ? error.message : String(error))
      missing.push(name)
    }
  }
  // Chromium first and alone: two installations at once would only wait for each other.
  if (kinds.includes('browser')) {
    await have('Chromium', async () => (env.CHROMIUM_PATH = await findChromium(log)))
  }
  await have('RabbitMQ', async () => {
    const rabbit = await startRabbit({ dataDir: folder.rabbit, log, signal })
    if (rabbit === null) return null
    running.push(rabbit)
    env.TEST_AMQP_URL = rabbit.url
    return rabbit.description
  })
  await have('MongoDB', async () => {
    const mongo = await startMongo({
      dataDir: folder.mongo,
      toolsDir,
      log,
      testCommands: true,
      signal,
    })
    running.push(mongo)
    env.TEST_MONGODB_URI = mongo.uri
    return mongo.description
  })

  const cannotRun = (kind: TestKind): boolean =>
    kind !== 'unit' && missing.some((name) => name !== 'Chromium' || kind === 'browser')
  let tally = nothing
  for (const kind of kinds.filter(cannotRun)) {
    log(`${isCi ? 'FAILED' : 'SKIPPED'} the ${kind} tests: no ${missing.join(', no ')} (see above)`)
    tally = addTallies(tally, isCi ? { ...nothing, failed: 1 } : { ...nothing, skipped: 1 })
  }
  return {
    kinds: kinds.filter((kind) => !cannotRun(kind)),
    tally,
    env,
    stop: async () => {
      await Promise.allSettled(running.map((service) => service.stop()))
      folder.remove()
    },
  }
}

/** Programs that single tests call; such a test says by itself what it misses. */
async function tools(log: Log): Promise<void> {
  const outcome = await ensurePackages(['pdftotext', 'qpdf', 'dockerCompose'], log)
  if (!outcome.here)
    log(`Some tests will miss a program (${outcome.why}). To have it, run: ${outcome.command}`)
}
