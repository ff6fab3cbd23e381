/** `npm run bench [name [part …]]`: measures, and prints ratios against a baseline of the same run. Never a test: machines differ. */
import { benchCallbacks } from './bench/callbacks.ts'
import { benchKit } from './bench/kit.ts'
import { benchOffice } from './bench/office.ts'
import { benchPortal } from './bench/portal.ts'
import { benchPrice } from './bench/price.ts'
import { benchProfiles } from './bench/profiles.ts'
import { benchReconcile } from './bench/reconcile.ts'
import { benchSpine } from './bench/spine.ts'
import { benchStatements } from './bench/statements.ts'
import { benchTerms } from './bench/terms.ts'

const benches: Readonly<Record<string, (parts: readonly string[]) => Promise<void>>> = {
  spine: benchSpine,
  portal: benchPortal,
  office: benchOffice,
  price: benchPrice,
  profiles: benchProfiles,
  terms: benchTerms,
  statements: benchStatements,
  kit: benchKit,
  reconcile: benchReconcile,
  callbacks: benchCallbacks,
}

const [, , wanted, ...parts] = process.argv
const chosen = wanted === undefined ? Object.keys(benches) : [wanted]
for (const name of chosen) {
  const bench = benches[name]
  if (!bench) {
    console.error(`There is no benchmark "${name}"; there are: ${Object.keys(benches).join(', ')}.`)
    process.exit(1)
  }
  console.log(`Benchmark ${name}`)
  await bench(parts)
}
process.exit(0)
