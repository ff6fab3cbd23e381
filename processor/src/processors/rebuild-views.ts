/** The job that makes file views anew whose listing is older than this release: views are derived, so nothing is lost. */
import { streamOf } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { isStoreAway } from '../store/transaction.ts'
import type { JobOutcome } from '../work/jobs.ts'
import { fileFacts, listingVersion } from './file-listing.ts'
import { viewFile } from './status.ts'

export const rebuildViewsJob = 'rebuild-views'

const pageSize = 200
const everyMs = 24 * 3_600_000

// Absent counts as null, which sorts and compares before every number.
const outdated = {
  kind: 'file',
  $or: [{ listingVersion: null }, { listingVersion: { $lt: listingVersion } }],
}

async function rebuildOne({ store, clock }: Office, { _id, officeId, id, seq }: Row<'views'>): Promise<void> {
  const history = await readStream(store, officeId, streamOf('file', id))
  const { accountId } = viewFile(history, clock.now()) ?? { accountId: null }
  const facts = await fileFacts(store, { officeId, fileId: id, accountId })
  const view = facts && viewFile(history, clock.now(), facts)
  // A newer event is the status processor's: it has made, or will make, the view from it.
  if (view?.seq === seq) await store.views.update({ _id, seq, ...outdated }, { $set: view })
}

/**
 * Makes outdated file views anew, then looks again after a day: an older process may have written some meanwhile.
 * @throws Error naming the first view that cannot be made, once all others are: the job is tried again, and a person is told.
 */
export async function rebuildViews(_job: unknown, office: Office): Promise<JobOutcome> {
  const failed: { id: string; cause: unknown }[] = []
  for (let after = ''; ;) {
    const views = await office.store.views.many(
      { ...outdated, _id: { $gt: after } },
      { sort: { _id: 1 }, limit: pageSize },
    )
    for (const view of views)
      await rebuildOne(office, view).catch((cause: unknown) => {
        if (isStoreAway(cause)) throw cause
        failed.push({ id: view.id, cause })
      })
    const last = views.at(-1)
    if (!last) break
    after = last._id
  }
  const [first] = failed
  if (first)
    throw new Error(`${failed.length} view(s) cannot be made anew; the first is of the file ${first.id}`, {
      cause: first.cause,
    })
  return { runAt: new Date(office.clock.now().getTime() + everyMs) }
}
