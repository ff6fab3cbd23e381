/** Runs vitest and reads its numbers from the report that it writes. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../local/places.ts'
import { runProgram } from '../local/programs.ts'
import { nothing, type Tally } from './tally.ts'

/** The projects of vitest.config.ts. */
export const testKinds = ['unit', 'integration', 'browser'] as const
export type TestKind = (typeof testKinds)[number]

/** The kinds among the test files that vitest's arguments choose: a path argument chooses the files whose path holds it. */
export function kindsOfTest(args: readonly string[]): TestKind[] {
  const paths = args.filter((arg, index) => !arg.startsWith('-') && !takesValue(args[index - 1]))
  const files = globSync('*/**/*.test.{ts,tsx}', {
    cwd: root,
    exclude: (name) => /(^|[/])(node_modules|build|dist)$/.test(name),
  })
  const chosen = files.filter(
    (file) => paths.length === 0 || paths.some((path) => file.includes(pathPart(path))),
  )
  return testKinds.filter((kind) => chosen.some((file) => kindOf(file) === kind))
}

function kindOf(file: string): TestKind {
  if (/[.]integration[.]test[.]tsx?$/.test(file)) return 'integration'
  return /[.]browser[.]test[.]tsx?$/.test(file) ? 'browser' : 'unit'
}

function takesValue(flag: string | undefined): boolean {
  return flag !== undefined && ['-t', '--testNamePattern', '--reporter', '--bail', '--retry'].includes(flag)
}

/** `./a/b.test.ts:12` chooses `a/b.test.ts`. */
function pathPart(argument: string): string {
  return argument
    .replace(`${root}/`, '')
    .replace(/^[.][/]/, '')
    .replace(/:\d+$/, '')
}

/** Of vitest's JSON report, what is counted here. */
const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

/** Runs these kinds of test, showing vitest's output, and counts every test. */
export async function runTests(
  kinds: readonly TestKind[],
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'lodge-report-'))
  const reportFile = join(folder, 'report.json')
  try {
    const { code } = await runProgram(
      join(root, 'node_modules', '.bin', 'vitest'),
      [
        'run',
        ...kinds.map((kind) => `--project=${kind}`),
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
        ...args,
      ],
      { cwd: root, env: { ...process.env, ...env }, shown: true },
    )
    return tallyOf(existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : null, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The numbers of a report. A file that could not even be loaded counts as one failure, and so does a run that failed
 * without any failed test (an unhandled rejection, a crash, no test found).
 */
export function tallyOf(report: string | null, exitCode: number | null): Tally {
  if (report === null) return { ...nothing, failed: 1 }
  const parsed = reportSchema.parse(JSON.parse(report))
  const brokenFiles = parsed.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = parsed.numFailedTests + brokenFiles
  return {
    passed: parsed.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || !parsed.success) ? 1 : failed,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  }
}
