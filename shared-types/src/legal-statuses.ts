/** Status groups of a file and business processes by name, apart from their schemas: lists and gates need no more. */

export const fileStatuses = [
  'Filed',
  'Examined',
  'Published',
  'Opposed',
  'Registered',
  'Renewed',
  'Rejected',
  'Withdrawn',
  'Appealed',
  'Suspended',
  'Abandoned',
  'Converted',
  'Surrendered',
  'Invalidated',
  'Awaiting court action',
  'Expired',
  'Reinstated',
  'Inactive',
  'Pending',
] as const
export type FileStatus = (typeof fileStatuses)[number]

export const businessProcesses = [
  'filed',
  'capture-and-formality',
  'publish',
  'pre-grant-challenge',
  'grant',
  'post-grant-challenge',
] as const
export type BusinessProcess = (typeof businessProcesses)[number]
