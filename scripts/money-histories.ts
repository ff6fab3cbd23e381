/** Plays random histories of money against a bank's own ledger: `npm run money:histories -- [how many] [--seed s]`. */
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { aHistory, play, type History } from '../processor/test-support/money-histories/histories.ts'

/** Returns a whole number above zero, or ends with a sentence. */
function wholeNumber(text: string, what: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  console.error(`Lodge: ${what} is a whole number above zero, not "${text}".`)
  process.exit(2)
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } })
const numRuns = wholeNumber(positionals[0] ?? '100000', 'How many histories')
const seed = wholeNumber(values.seed ?? String(1 + (Date.now() % 1_000_000_000)), 'The seed')

/** What went wrong in a history. */
function faultOf(history: History): string {
  try {
    play(history)
    return 'nothing, played again'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

console.log(`Playing ${numRuns} histories of money, seed ${seed} …`)
const startedAt = performance.now()
let steps = 0
const outcome = fc.check(
  fc.property(aHistory, (history) => {
    steps += play(history).happened.length
  }),
  { numRuns, seed },
)
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
if (outcome.failed) {
  console.error(
    `A history breaks an invariant (seed ${seed}, after ${outcome.numRuns}, shrunk ${outcome.numShrinks} times):`,
  )
  for (const history of outcome.counterexample ?? []) console.error(faultOf(history))
  process.exit(1)
}
console.log(
  `${outcome.numRuns} histories with ${steps} steps in ${seconds} s: 0 double charges, 0 lost minor units, every invariant after every step.`,
)
