/** What the status of a file means for its owner, as one of the four colours. */
import type { FileStatus } from '@lodge/shared-types'
import type { Meaning } from '../notice.tsx'

export const meaningOfStatus = {
  Filed: 'info',
  Examined: 'info',
  Published: 'info',
  Opposed: 'attention',
  Registered: 'good',
  Renewed: 'good',
  Rejected: 'wrong',
  Withdrawn: 'info',
  Appealed: 'attention',
  Suspended: 'attention',
  Abandoned: 'wrong',
  Converted: 'info',
  Surrendered: 'info',
  Invalidated: 'wrong',
  'Awaiting court action': 'attention',
  Expired: 'wrong',
  Reinstated: 'good',
  Inactive: 'info',
  Pending: 'attention',
} as const satisfies Record<FileStatus, Meaning>

/** Statuses after which the office does nothing more by itself. */
const ended: readonly FileStatus[] = [
  'Rejected',
  'Withdrawn',
  'Abandoned',
  'Converted',
  'Surrendered',
  'Invalidated',
  'Expired',
  'Inactive',
]
export const hasEnded = (status: FileStatus): boolean => ended.includes(status)
