/** The audit log: who did what to operational rows; sealed into a hash chain per office and day by a job. */
import { plainDateIn } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from './office.ts'

type Entry = { officeId: string; who: string; what: string; subject: string; detail?: string }

/** Writes one audit row, in the caller's transaction where there is one. */
export async function writeAudit(
  office: Pick<Office, 'store' | 'clock'>,
  entry: Entry,
  session?: ClientSession,
): Promise<void> {
  const at = office.clock.now()
  const row = {
    _id: uuidv7(),
    ...entry,
    detail: entry.detail ?? '',
    at,
    day: plainDateIn('UTC', at),
    seq: null,
    prevHash: null,
    hash: null,
  }
  await office.store.audit.insert([row], { session })
}
