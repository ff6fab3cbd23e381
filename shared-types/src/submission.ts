/** A dossier as the client submits it, and what a quote must look like. */
import { z } from 'zod'
import { feeLineSchema } from './fee-line.ts'
import { uuidSchema } from './ids.ts'
import { moneySchema } from './money-schema.ts'
import { plainLine } from './plain-text.ts'
import { responseRequestSchema } from './response-request.ts'
import { patentRequestSchema } from './patent-request.ts'
import { designRequestSchema } from './design-request.ts'
import { postFilingRequestSchema } from './requests/post-filing-request.ts'
import { says } from './says.ts'
import { trademarkRequestSchema } from './trademark-request.ts'

/** Any request of a dossier, told apart by `kind`; which post-filing request one is stands in its `type`. */
export const requestSchema = z.discriminatedUnion('kind', [
  trademarkRequestSchema,
  patentRequestSchema,
  designRequestSchema,
  responseRequestSchema,
  postFilingRequestSchema,
])
export type Request = z.infer<typeof requestSchema>
export type RequestKind = Request['kind']

export * from './request-kinds.ts'

/**
 * What the agent saw when they submitted, line by line where the client tells it. It never sets a price: where the office's
 * total differs, the agent is asked, and `quoteDifferencesOf` shows why.
 */
export const quoteSchema = z.strictObject({
  tariffVersion: z.string().max(40),
  total: moneySchema,
  lines: z.array(z.strictObject(feeLineSchema.shape)).max(2000).optional(),
})

/** The most requests of one dossier. */
export const maxRequests = 100

/** The frozen dossier: what is hashed, stored and never changed again. */
export const submissionBodySchema = z
  .strictObject({
    dossierId: uuidSchema,
    ownReference: plainLine(60).optional(),
    quote: quoteSchema,
    requests: z
      .array(requestSchema)
      // Before every other check: a list that is too long is not looked into.
      .max(maxRequests)
      .refine((requests) => requests.length > 0, says('no-requests')),
  })
  .superRefine((body, context) => {
    const ids = body.requests.map((request) => request.requestId)
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index)
        context.addIssue({
          code: 'custom',
          ...says('request-twice'),
          path: ['requests', index, 'requestId'],
        })
    })
  })
export type SubmissionBody = z.infer<typeof submissionBodySchema>
