/** The checks that need no running program: style, rules, boundaries, types, and the portal's build. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../local/places.ts'
import { buildPortal, hasPortal } from '../local/portal-build.ts'
import { runProgram, type Log } from '../local/programs.ts'

export type StaticCheck = {
  /** For `--only`. */
  readonly name: string
  readonly title: string
  readonly run: (log: Log) => Promise<{ ok: boolean; output: string }>
}

const workerConfig = 'portal/app/service-worker/tsconfig.json'

/** Every check that applies to the checkout as it is, the longest first. */
export function staticChecks(): StaticCheck[] {
  const packages = ['shared-types', 'bank-drivers', 'processor', 'mocks', 'portal', 'scripts']
  const boundaries = [
    '--config',
    '.dependency-cruiser.cjs',
    ...packages.filter((name) => existsSync(join(root, name))),
  ]
  return [
    command('lint', 'rules (eslint)', 'eslint', '.'),
    command('types', 'types (tsc)', 'tsc', '--noEmit'),
    ...(existsSync(join(root, 'portal', 'tsconfig.json')) && hasPortal()
      ? [
          command(
            'portal-types',
            "the portal's types (tsc)",
            'tsc',
            '--noEmit',
            '-p',
            'portal/tsconfig.json',
          ),
          command('worker-types', "the service worker's types (tsc)", 'tsc', '--noEmit', '-p', workerConfig),
        ]
      : []),
    ...(hasPortal() ? [{ name: 'build', title: "the portal's build", run: buildPortal }] : []),
    command('format', 'style (prettier)', 'prettier', '--check', '.'),
    command('boundaries', 'who may import whom (dependency-cruiser)', 'depcruise', ...boundaries),
  ]
}

function command(name: string, title: string, program: string, ...args: string[]): StaticCheck {
  const path = join(root, 'node_modules', '.bin', program)
  return {
    name,
    title,
    run: async () => {
      const { code, output } = await runProgram(path, args, { cwd: root })
      return { ok: code === 0, output }
    },
  }
}
