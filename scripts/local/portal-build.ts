/** Builds the portal where its sources have changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.ts'
import { lastLine, runProgram, type Log } from './programs.ts'

/** What the bundles are made from: the portal, and what its browser code imports. */
const inputs = ['portal/**/*', 'shared-types/src/**/*', 'package-lock.json', 'tsconfig.json']
const ignored = /(^|[/])(node_modules|build|[.]cache)([/]|$)|[.]test[.]tsx?$/
const output = join(root, 'portal', 'build')
const stampFile = join(output, '.lodge-sources')

export type BuildOutcome = { readonly ok: boolean; readonly summary: string; readonly output: string }

/** Whether there is a portal to build. */
export function hasPortal(): boolean {
  return existsSync(join(root, 'portal', 'vite.config.ts'))
}

/** Builds the portal, or finds it up to date. Never throws; a failed build keeps its output. */
export async function buildPortal(log: Log): Promise<BuildOutcome> {
  const stamp = hashSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return { ok: true, summary: 'up to date', output: '' }
  }
  rmSync(stampFile, { force: true })
  const result = await runProgram('npm', ['run', 'build', '-w', '@lodge/portal'], {
    cwd: root,
    log,
    stillRunning: '  building the portal',
  })
  if (result.code !== 0) return { ok: false, summary: lastLine(result.output), output: result.output }
  writeFileSync(stampFile, stamp)
  return { ok: true, summary: 'built', output: result.output }
}

function hashSources(): string {
  const hash = createHash('sha256')
  const files = globSync(inputs, {
    cwd: root,
    exclude: (name) => ignored.test(name),
    withFileTypes: false,
  }).sort()
  for (const file of files) {
    if (ignored.test(file)) continue
    const content = readIfFile(join(root, file))
    if (content !== null) hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function readIfFile(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
