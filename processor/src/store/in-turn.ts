/** One process of this machine at a time, without anything that a killed process could leave behind. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const waitAtMostMs = 60_000
const lookAgainMs = 50

/** Returns a name that the system itself gives back when its holder ends; undefined where there is none. */
function lockName(name: string): string | undefined {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32)
  if (process.platform === 'linux') return `\0lodge-${hash}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\lodge-${hash}` : undefined
}

const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

async function hold(name: string): Promise<Server | undefined> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(name, resolve)
    })
    return server
  } catch (error) {
    if (isInUse(error)) return undefined
    throw error
  }
}

/** Runs `work` while no other process of this machine runs work of the same name; after a minute's wait it runs all the same. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = lockName(name)
  if (lock === undefined) return work()
  const giveUpAt = Date.now() + waitAtMostMs
  let held = await hold(lock)
  while (!held && Date.now() < giveUpAt) {
    await pause(lookAgainMs)
    held = await hold(lock)
  }
  try {
    return await work()
  } finally {
    held?.close()
  }
}
