/** The audit log: who did what to operational rows; sealed into a hash chain per office and day by a job. */
import { plainDateIn } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from './office.ts'

/** Every deed that is written: the portal has words for each, and what its row says besides. */
export type AuditDeed =
  | 'signed-in'
  | 'changed-password'
  | 'opened-account'
  | 'renewed-feed'
  | 'renewed-follow-link'
  | 'revoked-follow-link'
  | 'wants-mail-email'
  | 'wants-mail-none'
  | 'claimed-file'
  | 'confirmed-claim'
  | 'refused-claim'
  | 'claimed-task'
  | 'returned-task'
  | 'assigned-task'
  | 'closed-alarm'
  | 'noted-file'
  | 'answered-question'
  | 'commented-question'
  | 'decided-answer'
  | 'drafted-notice'
  | 'changed-notice'
  | 'approved-notice'
  | 'returned-notice'
  | 'withdrew-notice'
  | 'asked-approval'
  | 'approved-in-part-approval'
  | 'approved-approval'
  | 'refused-approval'
  | 'withdrawn-approval'
  | 'resent-message'
  | 'ran-jobs-now'
  | 'held-jobs'
  | 'released-jobs'
  | 'redrove-stream'
  | 'redrove-job'
  | 'redrove-callback'
  | 'redrove-parked-wake-ups'
  | 'granted-request'
  | 'refused-request'
  | 'overrode-fee'
  | 'imported-statement'
  | 'placed-suspense'
  | 'closed-day'
  | 'ordered-payout'
  | 'confirmed-payout'
  | 'failed-payout'
  | 'cancelled-payment'
  | 'took-cash'
  | 'closed-cash-day'

type Entry = { officeId: string; who: string; what: AuditDeed; subject: string; detail?: string }

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
