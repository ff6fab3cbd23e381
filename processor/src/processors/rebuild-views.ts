/** The job that makes file views anew whose listing is older than this release: views are derived, so nothing is lost. */
import { streamOf } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { readStream } from '../store/streams.ts'
import type { JobOutcome } from '../work/jobs.ts'
import { fileFacts, listingVersion } from './file-listing.ts'
import { viewFile } from './status.ts'

export const rebuildViewsJob = 'rebuild-views'

const pageSize = 200
const everyMs = 24 * 3_600_000

/** Makes outdated file views anew, then looks again after a day: an older process may have written some meanwhile. */
export async function rebuildViews(_job: unknown, office: Office): Promise<JobOutcome> {
  const { store, clock } = office
  // Absent counts as null, which sorts and compares before every number.
  const outdated = {
    kind: 'file',
    $or: [{ listingVersion: null }, { listingVersion: { $lt: listingVersion } }],
  }
  for (let after = ''; ;) {
    const views = await store.views.many(
      { ...outdated, _id: { $gt: after } },
      { sort: { _id: 1 }, limit: pageSize },
    )
    for (const { _id, officeId, id, seq } of views) {
      const history = await readStream(store, officeId, streamOf('file', id))
      const { accountId } = viewFile(history, clock.now()) ?? { accountId: null }
      const facts = await fileFacts(store, { officeId, fileId: id, accountId })
      const view = facts && viewFile(history, clock.now(), facts)
      // A newer event is the status processor's: it has made, or will make, the view from it.
      if (view?.seq === seq) await store.views.update({ _id, seq, ...outdated }, { $set: view })
    }
    const last = views.at(-1)
    if (!last) return { runAt: new Date(clock.now().getTime() + everyMs) }
    after = last._id
  }
}
