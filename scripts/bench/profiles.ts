/** How long an office profile takes to load in a process that has just started, beside reading and parsing the same JSON. */
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { root } from '../local/places.ts'
import { printFigures, timed } from './figures.ts'

const run = promisify(execFile)
const offices = join(root, 'processor', 'offices')
const starts = 7
const goalMs = 200

/** Times one load, and then the bare reading of every JSON file of the office and of the library of requests. */
const child = `
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
const { loadOfficeProfile } = await import(${JSON.stringify(join(root, 'processor/src/offices/load-profile.ts'))})
const [folder, library] = process.argv.slice(1)
const startedAt = performance.now()
const result = await loadOfficeProfile(folder)
const loadMs = performance.now() - startedAt
if (!result.ok) throw new Error(JSON.stringify(result.errors))
const bareAt = performance.now()
for (const at of [folder, library])
  for (const name of await readdir(at))
    if (name.endsWith('.json')) JSON.parse(await readFile(join(at, name), 'utf8'))
console.log(JSON.stringify({ loadMs, bareMs: performance.now() - bareAt }))
`
const timesSchema = z.object({ loadMs: z.number(), bareMs: z.number() })

/** Prints a line for each demo office. A goal that is missed is marked and fails nothing. */
export async function benchProfiles(): Promise<void> {
  const folders = (await readdir(offices)).filter((name) => !['terms', 'lists', 'requests'].includes(name))
  const figures = []
  for (const name of folders) {
    const times = []
    for (let start = 0; start < starts; start += 1) {
      const places = [join(offices, name), join(offices, 'requests')]
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', child, ...places])
      times.push(timesSchema.parse(JSON.parse(stdout)))
    }
    const loads = times.map(({ loadMs }) => loadMs)
    const baseline = times.map(({ bareMs }) => bareMs)
    figures.push(timed(`loading the profile of ${name}, cold`, loads, { goalMs, baseline }))
  }
  printFigures(figures)
}
