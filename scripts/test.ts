/**
 * `npm test`: every check of the repository, the static ones beside the start of the services that the tests need.
 * Goes on after a failure, so that one run shows everything. Last line: `N passed, N failed, N skipped`.
 *
 *   npm test                          everything
 *   npm test -- --only types,unit     some checks, by name
 *   npm test -- processor -t receipt  tests alone; the arguments go to vitest
 */
import { endRunningPrograms } from './local/programs.ts'
import { whenOrphaned } from './local/processes.ts'
import { staticChecks } from './test/static-checks.ts'
import { prepareServices } from './test/services.ts'
import { kindsOfTest, runTests, testKinds } from './test/vitest.ts'
import { addTallies, nothing, sentence, type Tally } from './test/tally.ts'

const interrupted = new AbortController()
function interrupt(): void {
  interrupted.abort()
  endRunningPrograms()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
whenOrphaned(interrupt)

const log = (line: string): void => console.log(line)

/** `--only a,b` names checks; whatever else is given goes to vitest. */
function parseArguments(args: readonly string[]): { only: ReadonlySet<string> | null; forVitest: string[] } {
  const at = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='))
  if (at < 0) return { only: args.length === 0 ? null : new Set(testKinds), forVitest: [...args] }
  const inline = args[at]?.split('=')[1]
  const names = (inline ?? args[at + 1] ?? '').split(',').filter((name) => name !== '')
  const known = [...staticChecks().map((check) => check.name), ...testKinds]
  const unknown = names.filter((name) => !known.includes(name))
  if (names.length === 0 || unknown.length > 0) {
    console.error(`--only takes names of checks, separated by commas: ${known.join(', ')}.`)
    process.exit(2)
  }
  return { only: new Set(names), forVitest: args.toSpliced(at, inline === undefined ? 2 : 1) }
}

const { only, forVitest } = parseArguments(process.argv.slice(2))
const isWanted = (name: string): boolean => only === null || only.has(name)
const kinds = kindsOfTest(forVitest).filter(isWanted)
const wantedButAbsent = only !== null && testKinds.some((kind) => only.has(kind)) && kinds.length === 0

let total: Tally = nothing
const preparing = prepareServices(kinds, log, interrupted.signal)
try {
  const checks = staticChecks().filter((check) => isWanted(check.name))
  const [fromChecks, services] = await Promise.all([runInPairs(checks), preparing])
  total = addTallies(fromChecks, services.tally)
  if (!interrupted.signal.aborted && (services.kinds.length > 0 || wantedButAbsent)) {
    total = addTallies(total, await runTests(services.kinds, forVitest, services.env))
  }
} catch (error) {
  console.error(error)
  total = addTallies(total, { ...nothing, failed: 1 })
} finally {
  await preparing.then((services) => services.stop()).catch(() => undefined)
}
if (interrupted.signal.aborted) {
  console.error('Interrupted.')
  process.exit(130)
}
console.log(sentence(total))
process.exit(total.failed > 0 ? 1 : 0)

/** Two at a time: the smallest machine that this is meant for has two processors. */
async function runInPairs(checks: ReturnType<typeof staticChecks>): Promise<Tally> {
  const waiting = [...checks]
  let tally = nothing
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (interrupted.signal.aborted) return
      const startedAt = Date.now()
      const { ok, output } = await check.run(log)
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
      log(`${ok ? 'ok    ' : 'FAILED'} ${check.title} (${seconds} s)`)
      if (!ok) log(output.trimEnd().replaceAll(/^/gm, '       '))
      tally = addTallies(tally, { ...nothing, [ok ? 'passed' : 'failed']: 1 })
    }
  }
  await Promise.all([work(), work()])
  return tally
}
