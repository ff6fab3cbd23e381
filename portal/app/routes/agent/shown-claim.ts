/** What an agent sees of a claim: never who decided it. */
import type { FileClaim } from '@lodge/processor'

export const shownClaim = ({ _id, fileNumber, state, reason, fileId, askedAt, decidedAt }: FileClaim) => ({
  claimId: _id,
  fileNumber,
  state,
  reason,
  fileId,
  askedAt,
  decidedAt,
})
