/** Finds a MongoDB server to run: on the PATH, else MongoDB's own download, else a Windows build under Wine. */
import { DryMongoBinary, MongoBinary } from 'mongodb-memory-server-core'
import { findProgram, LocalSetupError, type Log } from './programs.ts'
import { findWineMongod } from './wine-mongod.ts'

/** The version that is downloaded; the Windows build of the fallback is the same. */
const version = '7.0.15'

export type Mongod = {
  /** An executable that takes mongod's arguments. */
  readonly path: string
  /** For the person at the terminal: what it is and where it came from. */
  readonly description: string
  /** It runs under Wine, which keeps helper processes that have to be ended as well. */
  readonly usesWine: boolean
}

/** One place to look. Resolves with the reason where it has none. */
export type MongodSource = {
  readonly name: string
  readonly find: () => Promise<Mongod | { readonly why: string }>
}

/** The places to look, in order of preference. `toolsDir` keeps what is downloaded. */
export function mongodSources(toolsDir: string, log: Log): MongodSource[] {
  return [
    { name: 'mongod on the PATH', find: () => Promise.resolve(onThePath()) },
    { name: "MongoDB's download", find: () => officialDownload(toolsDir, log) },
    { name: 'Windows build under Wine', find: () => findWineMongod(toolsDir, log) },
  ]
}

/**
 * The first MongoDB server that one of the sources has.
 * @throws LocalSetupError naming why each source has none, and what a person can do
 */
export async function findMongod(sources: readonly MongodSource[]): Promise<Mongod> {
  const reasons: string[] = []
  for (const source of sources) {
    const found = await source.find()
    if ('path' in found) return found
    reasons.push(`${source.name}: ${found.why}`)
  }
  throw new LocalSetupError(
    `No MongoDB found (${reasons.join('; ')}). Install MongoDB 7 or set MONGODB_URI to a replica set.`,
  )
}

function onThePath(): Mongod | { why: string } {
  const path = findProgram('mongod', ['/usr/local/bin', '/opt/homebrew/bin'])
  return path === null ? { why: 'none' } : { path, description: `the installed ${path}`, usesWine: false }
}

/** Asked with a short limit first: on a closed network the download itself would wait for minutes. */
async function officialDownload(toolsDir: string, log: Log): Promise<Mongod | { why: string }> {
  const options = { version, downloadDir: toolsDir }
  const describe = (path: string): Mongod => ({
    path,
    description: `MongoDB ${version} (downloaded)`,
    usesWine: false,
  })
  try {
    const kept = await DryMongoBinary.locateBinary(options)
    if (kept !== undefined) return describe(kept)
    const mirror = process.env.MONGOMS_DOWNLOAD_MIRROR ?? 'https://fastdl.mongodb.org'
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(4000) })
    log(`Downloading MongoDB ${version} (about 80 MB) …`)
    return describe(await withinMinutes(5, MongoBinary.getPath(options)))
  } catch (error) {
    return { why: unreachable(error) }
  }
}

function unreachable(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.name === 'TypeError' || error.name === 'TimeoutError'
    ? 'not reachable from here'
    : error.message
}

async function withinMinutes<Result>(minutes: number, work: Promise<Result>): Promise<Result> {
  const timer = AbortSignal.timeout(minutes * 60_000)
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) =>
      timer.addEventListener('abort', () => reject(new Error(`no end after ${minutes} minutes`))),
    ),
  ])
}
