/** Reconciliation's figures: the share of 10,000 made-up lines that a rule matches alone, none of them wrongly, and what a file takes. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { camt053 } from '../../processor/test-support/camt-files.ts'
import { matchedSchema } from '../../processor/test-support/match-statement.ts'
import { makePayments } from '../../processor/test-support/statement-payments.ts'
import { root } from '../local/places.ts'
import { percentile, printFigures } from './figures.ts'

const lines = 10_000
const seeds = [11, 12, 13] as const
const goals = { share: 0.95, ms: 2_000, mb: 150 }

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

/** Writes the statement of a seed, and what the office knows with the truth about each line. */
async function writeCase(folder: string, seed: number): Promise<{ statement: string; facts: string }> {
  const { known, payments } = makePayments(lines + 200, seed)
  // A statement is in one currency.
  const own = payments.filter(({ payment }) => payment.amount.currency === 'EUR').slice(0, lines)
  const [statement, facts] = [join(folder, `${seed}.xml`), join(folder, `${seed}.json`)]
  const bytes = camt053({
    ...{ id: `S${seed}`, sequence: seed, on: '2026-11-20', currency: 'EUR', openingMinor: 0n },
    entries: own.map(({ lineId, payment }) => {
      const [endToEnd] = payment.references
      const [reference] = payment.creditorReferences
      const { account } = payment.counterparty
      return {
        ...{ minor: payment.amount.amountMinor, servicer: lineId, payer: 'Somebody Müller & Søn' },
        ...(endToEnd === undefined ? {} : { endToEnd }),
        ...(reference === undefined ? {} : { reference }),
        ...(payment.text === '' ? {} : { text: payment.text }),
        ...(account === null ? {} : { payerAccount: account }),
        ...(payment.isReturn ? { returned: 'AC04' } : {}),
      }
    }),
  })
  await writeFile(statement, bytes)
  const rows = [
    ...known.orders.map((one) => ({ kind: 'order', ...one })),
    ...known.attempts.map((one) => ({ kind: 'attempt', ...one })),
    ...known.deposits.map((one) => ({ kind: 'deposit', ...one })),
    ...own.map(({ lineId, expected }) => ({ kind: 'truth', lineId, expected })),
  ]
  await writeFile(facts, rows.map((row) => JSON.stringify(row, asText)).join('\n'))
  return { statement, facts }
}

/** Measures and prints the figures: each file in a process of its own, as the worker that takes it in. */
export async function benchReconcile(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lodge-bench-'))
  const program = join(root, 'processor/test-support/match-statement.ts')
  try {
    const found = []
    for (const seed of seeds) {
      const { statement, facts } = await writeCase(folder, seed)
      // Left alone, Node lets its heap grow as it likes; a worker that shares its machine is held to 70 MB.
      const flags = ['--max-semi-space-size=2', '--max-old-space-size=70']
      const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, statement, facts])
      const result = matchedSchema.parse(JSON.parse(stdout))
      if (result.lines !== lines) throw new Error(`${result.lines} of ${lines} lines were read.`)
      found.push(result)
    }
    const share = Math.min(...found.map(({ matched, matchable }) => matched / matchable))
    const wrong = found.reduce((sum, { falseMatches }) => sum + falseMatches, 0)
    const ms = percentile(
      found.map((one) => one.ms),
      0.5,
    )
    const mb = Math.max(...found.map((one) => one.mb))
    printFigures([
      {
        what: `matched by rule of those that can be (${seeds.length} × ${lines} lines, least)`,
        measured: `${(share * 100).toFixed(2)} %`,
        goal: `≥ ${goals.share * 100} %`,
        isMet: share >= goals.share,
      },
      { what: 'false matches', measured: String(wrong), goal: '0', isMet: wrong === 0 },
      {
        what: `camt.053 of ${lines} entries read and matched (median)`,
        measured: `${ms.toFixed(0)} ms`,
        goal: `≤ ${goals.ms} ms`,
        isMet: ms <= goals.ms,
      },
      {
        what: 'memory of that process (most)',
        measured: `${mb.toFixed(0)} MB`,
        goal: `≤ ${goals.mb} MB`,
        isMet: mb <= goals.mb,
      },
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
