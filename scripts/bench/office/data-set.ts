/** Ten years of an office, 100,000 files: made once by a seeded generator, kept in the data folder, and used by every bench that needs a real size. */
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadOfficeProfiles } from '@lodge/processor'
import {
  bigOfficeVersion,
  fullSize,
  makeBigOffice,
  renewBigOffice,
} from '../../../processor/test-support/big-office/fill.ts'
import { databaseUri, startMongo, type LocalService } from '../../local/mongo.ts'
import { dataDir, root, toolsDir } from '../../local/places.ts'

const database = 'lodge'
const officeId = 'borovia'

export type DataSet = { uri: string; service: LocalService; description: string }

/** Starts MongoDB on the data set, which is made first where it is missing: that takes some minutes. */
export async function startDataSet(log: (line: string) => void): Promise<DataSet> {
  const folder = join(dataDir, 'bench', `office-${bigOfficeVersion}`)
  const marker = join(folder, 'complete.json')
  const isMade = existsSync(marker)
  if (!isMade) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const mongo = await startMongo({ dataDir: folder, toolsDir, log: () => undefined })
  const uri = databaseUri(mongo.uri, database)
  try {
    if (!isMade) await make(uri, marker, log)
    // A newer release may want further indexes.
    else await renewBigOffice(uri)
    const { dossiers, openTasks } = fullSize
    return {
      uri,
      service: mongo,
      description: `${(2 * dossiers).toLocaleString('en')} files, ${openTasks.toLocaleString('en')} open tasks, ${mongo.description}`,
    }
  } catch (error) {
    await mongo.stop()
    throw error
  }
}

async function make(uri: string, marker: string, log: (line: string) => void): Promise<void> {
  const loaded = await loadOfficeProfiles(join(root, 'processor', 'offices'))
  const profile = loaded.ok ? loaded.offices.find((one) => one.profile.id === officeId)?.profile : undefined
  if (!profile) throw new Error('The demo profiles are broken; run npm run profile:check.')
  log('making the data set, once …')
  const startedAt = Date.now()
  await makeBigOffice(uri, profile, fullSize, log)
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  await writeFile(marker, JSON.stringify({ ...fullSize, seconds }))
  log(`made in ${seconds} s`)
}
