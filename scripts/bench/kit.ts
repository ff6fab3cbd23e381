/** How long the driver kit takes for each driver: a bank's developer runs it after every change. */
import { kitCases, loadBankSide, loadDriver, runCases } from '../../bank-drivers/src/kit/kit.ts'
import { printFigures, type Figure } from './figures.ts'

const ids = ['card-gateway', 'billing-gateway', 'bank-transfer', 'deposit-account', 'counter']
const goalMs = 20_000

/** Runs every case that applies, for each driver; prints the time, the number of cases, and the slowest of them. */
export async function benchKit(): Promise<void> {
  const figures: Figure[] = []
  for (const id of ids) {
    const [factory, startBankSide] = await Promise.all([
      loadDriver(id),
      loadBankSide(new URL(`../../mocks/src/bank-sides/${id}.ts`, import.meta.url).href),
    ])
    const began = performance.now()
    const results = await runCases({ factory, startBankSide, seed: 1, cases: kitCases })
    const tookMs = performance.now() - began
    const run = results.filter(({ outcome }) => outcome !== 'skipped')
    const slowest = run.toSorted((a, b) => b.tookMs - a.tookMs)[0]
    const most = slowest ? `, at most ${slowest.tookMs} ms (${slowest.id})` : ''
    figures.push({
      what: `${id}: ${run.length} cases${most}`,
      measured: `${(tookMs / 1000).toFixed(2)} s`,
      goal: `≤ ${goalMs / 1000} s`,
      isMet: tookMs <= goalMs,
    })
  }
  printFigures(figures)
}
