/**
 * `npm run kit:matrix [-- --named] [--driver <id>] [--mutant <id>] [--json]`: spoils our drivers by seeded bugs and tells which cases
 * find them. Without `--named` each bug meets every case, with it only the case that should find it.
 */
import { parseArgs } from 'node:util'
import { casesLike, loadBankSide, loadDriver, runCases } from '../bank-drivers/src/kit/kit.ts'
import { mutants } from '../bank-drivers/src/kit/mutants/all-mutants.ts'
import type { Mutant } from '../bank-drivers/src/kit/mutants/mutant.ts'
import { loadMutantsOnRequest, mutantUrl } from '../bank-drivers/src/kit/mutants/spoilt-sources.ts'

const { values } = parseArgs({
  options: {
    named: { type: 'boolean', default: false },
    driver: { type: 'string' },
    mutant: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

type Verdict = {
  readonly id: string
  readonly foundBy: string
  /** Whether the case that should find it does. */
  readonly isFoundAsNamed: boolean
  /** Cases that failed, of those that were run. */
  readonly found: readonly string[]
  /** What the named case says of it. */
  readonly why: string
}

async function judge(mutant: Mutant): Promise<Verdict> {
  const [factory, startBankSide] = await Promise.all([
    loadDriver(mutantUrl(mutant)),
    loadBankSide(new URL(`../mocks/src/bank-sides/${mutant.driver}.ts`, import.meta.url).href),
  ])
  const cases = casesLike(values.named ? mutant.foundBy : undefined)
  if (!cases.some(({ id }) => id === mutant.foundBy))
    throw new Error(`The mutant ${mutant.id} names the case ${mutant.foundBy}, which does not exist.`)
  const results = await runCases({ factory, startBankSide, seed: 7, cases })
  const named = results.find(({ id }) => id === mutant.foundBy)
  return {
    id: mutant.id,
    foundBy: mutant.foundBy,
    isFoundAsNamed: named?.outcome === 'failed',
    found: results.flatMap(({ id, outcome }) => (outcome === 'failed' ? [id] : [])),
    why: named && named.outcome !== 'passed' ? named.why : '',
  }
}

loadMutantsOnRequest(mutants)
const wanted = mutants.filter(
  ({ id, driver }) =>
    (values.mutant === undefined || id === values.mutant) &&
    (values.driver === undefined || driver === values.driver),
)
const verdicts: Verdict[] = []
for (const mutant of wanted) {
  const verdict = await judge(mutant)
  verdicts.push(verdict)
  if (values.json) continue
  const mark = verdict.isFoundAsNamed ? 'found ' : verdict.found.length > 0 ? 'other ' : 'MISSED'
  console.log(`${mark} ${mutant.driver}/${mutant.id}: ${mutant.says}`)
  console.log(`       ${mutant.foundBy}: ${verdict.why || 'kept'}`)
  if (!values.named) console.log(`       found by ${verdict.found.length} cases: ${verdict.found.join(', ')}`)
}
const found = verdicts.filter((one) => one.found.length > 0).length
const asNamed = verdicts.filter((one) => one.isFoundAsNamed).length
if (values.json) console.log(JSON.stringify(verdicts))
else
  console.log(
    `${found} of ${verdicts.length} seeded bugs found (${((100 * found) / Math.max(1, verdicts.length)).toFixed(1)} %), ${asNamed} by the case that should`,
  )
process.exit(asNamed === verdicts.length ? 0 : 1)
