/** The code by which an entry of an office profile is named elsewhere. */
import { z } from 'zod'

export const codeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'A code is lower case with hyphens.')
