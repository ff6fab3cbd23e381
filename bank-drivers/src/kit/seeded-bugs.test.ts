/** The kit finds the bugs that were seeded into our drivers, each by the case that should. `npm run kit:matrix` runs all cases on each. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mutants } from './mutants/all-mutants.ts'

const verdictSchema = z.object({ id: z.string(), isFoundAsNamed: z.boolean(), why: z.string() })

/** One process for all: each bug is loaded beside the true source, so that no file is changed. */
function judged(): ReadonlyMap<string, z.infer<typeof verdictSchema>> {
  const script = path.join(import.meta.dirname, '../../../scripts/kit-matrix.ts')
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', script, '--named', '--json'], {
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  })
  if (stdout === '') throw new Error(stderr)
  return new Map(
    z
      .array(verdictSchema)
      .parse(JSON.parse(stdout))
      .map((one) => [one.id, one]),
  )
}

describe('the kit finds', () => {
  const verdicts = judged()
  test('at least forty seeded bugs', () => expect(mutants.length).toBeGreaterThanOrEqual(40))
  test.each(mutants.map(({ driver, id, says, foundBy }) => [driver, says, foundBy, id] as const))(
    'in %s that %s, by %s',
    (_driver, _says, _foundBy, id) => expect(verdicts.get(id)).toMatchObject({ id, isFoundAsNamed: true }),
  )
})
