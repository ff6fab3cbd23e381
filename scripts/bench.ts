/** `npm run bench [name]`: measures, and prints ratios against a baseline of the same run. Never a test: machines differ. */
import { benchSpine } from './bench/spine.ts'

const benches: Readonly<Record<string, () => Promise<void>>> = { spine: benchSpine }

const wanted = process.argv[2]
const chosen = wanted === undefined ? Object.keys(benches) : [wanted]
for (const name of chosen) {
  const bench = benches[name]
  if (!bench) {
    console.error(`There is no benchmark "${name}"; there are: ${Object.keys(benches).join(', ')}.`)
    process.exit(1)
  }
  console.log(`Benchmark ${name}`)
  await bench()
}
process.exit(0)
