/** Status groups of a file, business processes, and WIPO ST.27 categories of events. */
import { z } from 'zod'

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
export const fileStatusSchema = z.enum(fileStatuses)

export const businessProcesses = [
  'filed',
  'capture-and-formality',
  'publish',
  'pre-grant-challenge',
  'grant',
  'post-grant-challenge',
] as const
export type BusinessProcess = (typeof businessProcesses)[number]
export const businessProcessSchema = z.enum(businessProcesses)

/**
 * A WIPO ST.27 key event: a category letter and two digits. `<category>00` with the national code is allowed where the
 * numeric key event is not known (WIPO ST.96 V4_0 KeyEventCodeType); nothing is invented.
 */
export const st27Schema = z
  .string()
  .regex(/^[A-HK-NP-WY]\d\d$/, 'A ST.27 key event is a category letter and two digits, such as A00.')
