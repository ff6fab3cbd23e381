/** The office's figures, taken on ten years of files: lists and pages under twenty users, one winner of a claim, and how soon an owner sees an act. */
import { buildPortal } from '../local/portal-build.ts'
import { printFigures, type Figure } from './figures.ts'
import { measureClaims } from './office/claims.ts'
import { measurePages } from './office/pages.ts'
import { makeStand, type Stand } from './office/stand.ts'
import { measureVisible } from './office/visible.ts'

const parts: Readonly<Record<string, (stand: Stand) => Promise<Figure[]>>> = {
  pages: measurePages,
  claims: measureClaims,
  visible: measureVisible,
}

/** Runs the parts that are named, or all, and prints a line for each figure. A goal that is missed is marked and fails nothing. */
export async function benchOffice(only: readonly string[] = []): Promise<void> {
  const unknown = only.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined)
    throw new Error(
      `The office's benchmark has no part "${unknown}"; it has: ${Object.keys(parts).join(', ')}.`,
    )
  const log = (line: string): void => console.log(`  ${line}`)
  const build = await buildPortal(log)
  if (!build.ok) throw new Error(`The portal cannot be built: ${build.output}`)
  const stand = await makeStand(20, log)
  log(stand.description)
  const figures: Figure[] = []
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (only.length > 0 && !only.includes(name)) continue
      log(`measuring ${name} …`)
      figures.push(...(await measure(stand)))
    }
  } finally {
    printFigures(figures)
    await stand.end()
  }
}
