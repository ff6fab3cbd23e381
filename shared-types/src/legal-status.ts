/** Status groups of a file, business processes, and WIPO ST.27 categories of events. */
import { z } from 'zod'
import { businessProcesses, fileStatuses } from './legal-statuses.ts'

export * from './legal-statuses.ts'

export const fileStatusSchema = z.enum(fileStatuses)

export const businessProcessSchema = z.enum(businessProcesses)

/**
 * A WIPO ST.27 key event: a category letter and two digits. `<category>00` with the national code is allowed where the
 * numeric key event is not known (WIPO ST.96 V4_0 KeyEventCodeType); nothing is invented.
 */
export const st27Schema = z
  .string()
  .regex(/^[A-HK-NP-WY]\d\d$/, 'A ST.27 key event is a category letter and two digits, such as A00.')
