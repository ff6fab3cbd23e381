/** Temporary folders for the data of local services; what a killed run left in its own is ended and removed. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { endMongo } from './mongo.ts'
import { identify, stillRuns } from './processes.ts'
import { endBroker } from './rabbit.ts'

const prefix = 'lodge-services-'

const mongoFolder = (path: string): string => join(path, 'mongo')
const rabbitFolder = (path: string): string => join(path, 'rabbit')

export type TemporaryFolder = {
  readonly mongo: string
  readonly rabbit: string
  readonly remove: () => void
}

/**
 * A temporary folder for the data of local services, after ending and removing what killed runs left in theirs.
 * @returns a folder for each service, and how to remove them once the services have ended
 */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const base = realpathSync(tmpdir())
  await sweep(base)
  const path = mkdtempSync(join(base, prefix))
  writeFileSync(join(path, 'owner.json'), JSON.stringify(identify(process.pid)))
  return { mongo: mongoFolder(path), rabbit: rabbitFolder(path), remove: () => removeFolder(path) }
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

async function sweep(base: string): Promise<void> {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(prefix))) {
    const path = join(base, name)
    if (hasOwner(path)) continue
    await endMongo(mongoFolder(path))
    await endBroker(rabbitFolder(path))
    removeFolder(path)
  }
}

const ownerSchema = z.object({ pid: z.number().int(), born: z.string() })

/** A folder without an owner's note is just being made, or another user's: hands off. */
function hasOwner(path: string): boolean {
  try {
    return stillRuns(ownerSchema.parse(JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8'))))
  } catch {
    return true
  }
}
