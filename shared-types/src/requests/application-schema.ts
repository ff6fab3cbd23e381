/** The schema of any application: of what a file began with, and of what stands in the register after each change. */
import { z } from 'zod'
import { designRequestSchema } from '../design-request.ts'
import { patentRequestSchema } from '../patent-request.ts'
import { trademarkRequestSchema } from '../trademark-request.ts'

export const applicationSchema = z.discriminatedUnion('kind', [
  trademarkRequestSchema,
  patentRequestSchema,
  designRequestSchema,
])
