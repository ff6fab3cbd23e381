/** The thread in which cases run; see supervised-run.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { driverManifestSchema } from '../manifest.ts'
import { kitCases } from './cases.ts'
import { loadBankSide, loadDriver, UnusableModule } from './load-driver.ts'
import { runCases } from './run-cases.ts'
import { assignmentSchema, type News } from './supervised-run.ts'

const tell = (news: News): void => parentPort?.postMessage(news)

async function work(): Promise<void> {
  const { module, bankSide, seed, ids } = assignmentSchema.parse(workerData)
  const factory = await loadDriver(module)
  const startBankSide = bankSide === undefined ? undefined : await loadBankSide(bankSide)
  const { data } = driverManifestSchema.safeParse(factory.manifest)
  const { id, version, kind, capabilities, secrets } = data ?? {}
  tell({
    kind: 'manifest',
    ...(id && version && kind && capabilities && secrets
      ? { facts: { id, version, kind, capabilities, secrets } }
      : {}),
  })
  await runCases({
    factory,
    startBankSide,
    seed,
    cases: kitCases.filter((one) => ids.includes(one.id)),
    onStart: (one) => tell({ kind: 'started', id: one.id }),
    onResult: (result) => tell({ kind: 'result', result }),
  })
  tell({ kind: 'done' })
}

try {
  await work()
} catch (error) {
  if (!(error instanceof UnusableModule)) throw error
  tell({ kind: 'unusable', message: error.message })
}
