/** The schema of a legal date. */
import { z } from 'zod'
import { isPlainDate } from './plain-date.ts'
import { says } from './says.ts'

/** A day such as `2026-02-28`; it must exist in the calendar. */
export const plainDateSchema = z.string().refine(isPlainDate, says('date'))
