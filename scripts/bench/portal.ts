/** The portal's figures, taken in a real browser on the real system: weight, cold start, saving, searching, sending. */
import { findChromium } from '../local/chromium.ts'
import { buildPortal } from '../local/portal-build.ts'
import { printFigures, type Figure } from './figures.ts'
import { measureColdStart } from './portal/cold-start.ts'
import { measureJudging } from './portal/judging.ts'
import { measureKeystrokes } from './portal/keystrokes.ts'
import { measureSizes } from './portal/sizes.ts'
import { makeStand, type Stand } from './portal/stand.ts'
import { measureTermSearch } from './portal/term-search.ts'
import { measureUpload } from './portal/upload.ts'

const parts: Readonly<Record<string, (stand: Stand) => Promise<Figure[]>>> = {
  sizes: measureSizes,
  'cold-start': measureColdStart,
  keystrokes: measureKeystrokes,
  judging: measureJudging,
  'term-search': measureTermSearch,
  upload: measureUpload,
}

/** Runs the parts that are named, or all, and prints a line for each figure. A goal that is missed is marked and fails nothing. */
export async function benchPortal(only: readonly string[] = []): Promise<void> {
  const unknown = only.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined)
    throw new Error(
      `The portal's benchmark has no part "${unknown}"; it has: ${Object.keys(parts).join(', ')}.`,
    )
  const log = (line: string): void => console.log(line)
  process.env.CHROMIUM_PATH = await findChromium(log)
  const build = await buildPortal(log)
  if (!build.ok) throw new Error(`The portal cannot be built: ${build.output}`)
  console.log('  starting the system, and an agent with a draft …')
  const stand = await makeStand()
  const figures: Figure[] = []
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (only.length > 0 && !only.includes(name)) continue
      console.log(`  measuring ${name} …`)
      figures.push(...(await measure(stand)))
    }
  } finally {
    // What was measured until something failed is worth seeing.
    printFigures(figures)
    await stand.end()
  }
}
