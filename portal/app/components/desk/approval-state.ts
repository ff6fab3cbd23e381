/** What the states of an approval mean to a person, for their colour. */
import type { ApprovalState } from '@lodge/shared-types'
import type { Meaning } from '../notice.tsx'

export const meaningOfApproval = {
  waiting: 'attention',
  approved: 'good',
  refused: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<ApprovalState, Meaning>
