/** Clears away what uploads left: those that nobody finished, and bytes that nothing names any more. */
import type { Office } from '../office.ts'
import { removeBytes } from './bytes.ts'
import { dropTemporaryFiles } from './complete-upload.ts'
import { dropUpload } from './upload-parts.ts'

const dayMs = 24 * 3_600_000
/** An unfinished upload that nobody touched for so long is given up. */
const staleAfterMs = 7 * dayMs
/** Stored bytes are named within moments; after a day without a name they never will be. */
const orphanAfterMs = dayMs
/** How far back orphans are looked for: every run that came before has seen the older ones. */
const orphanWindowMs = 60 * dayMs
const batch = 500

export type Dropped = { uploads: number; parts: number; documents: number }
type Swept = Pick<Office, 'store' | 'clock' | 'env'>

/** Parts whose upload is gone: a process was killed between the two. An upload's parts never come before its row. */
async function dropOrphanedParts({ store }: Swept): Promise<number> {
  const ids = (await store.uploadParts.collection.distinct('partsId')).filter((id) => typeof id === 'string')
  const named = new Set((await store.uploads.many({ partsId: { $in: ids } })).map(({ partsId }) => partsId))
  return store.uploadParts.remove({ partsId: { $in: ids.filter((id) => !named.has(id)) } })
}

/** Stored bytes without a document's row: a process was killed before it wrote one. */
async function dropOrphanedBytes({ store, clock }: Swept): Promise<number> {
  // GridFS dates its files by the machine's own clock.
  const before = clock.now().getTime() - clock.offsetMs - orphanAfterMs
  const within = { $lt: new Date(before), $gte: new Date(before - orphanWindowMs) }
  let dropped = 0
  let names: string[] = []
  const flush = async () => {
    const rows = await store.documents.many({ storedAs: { $in: names } })
    const named = new Set(rows.map(({ storedAs }) => storedAs))
    for (const name of names.filter((one) => !named.has(one))) {
      await removeBytes(store, name)
      dropped += 1
    }
    names = []
  }
  for await (const { filename } of store.bytes.find({ uploadDate: within })) {
    names.push(filename)
    if (names.length >= batch) await flush()
  }
  await flush()
  return dropped
}

/** Drops unfinished uploads older than 7 days and bytes without a name, of all offices. Returns how many; safe to repeat. */
export async function dropStaleUploads(office: Swept): Promise<Dropped> {
  const { store, clock } = office
  const stale = await store.uploads.many({
    updatedAt: { $lt: new Date(clock.now().getTime() - staleAfterMs) },
  })
  let uploads = 0
  for (const upload of stale) if (await dropUpload(store, upload)) uploads += 1
  const parts = await dropOrphanedParts(office)
  const documents = await dropOrphanedBytes(office)
  await dropTemporaryFiles(office)
  return { uploads, parts, documents }
}
