/** What a divided invention takes along, and which designs wait for their publication. Pure. */
import { z } from 'zod'
import { plainLine } from '../plain-text.ts'
import type { ApplicationRequest } from '../request-kinds.ts'
import { withDocuments } from './effect-members.ts'
import { designNumbersOf, designsIn, type FileRecord } from './effect-scope.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { PostFilingRequest } from './post-filing-request.ts'
import type { JsonValue } from './register.ts'

const partSchema = z.object({
  title: plainLine(500).optional(),
  claims: z.number().int().positive(),
  independentClaims: z.number().int().nonnegative().optional(),
  pages: z.number().int().nonnegative().optional(),
})

/**
 * Returns the application of a file that is divided from another: with its own title and claims, the documents that the request
 * brings, and the number of the file that it comes from.
 * @throws EffectRefusal for an application that is about no invention, and where the part has no claims
 */
export function withInvention(
  application: ApplicationRequest,
  value: JsonValue | undefined,
  { path, request }: { path: string; request: PostFilingRequest },
): ApplicationRequest {
  if (!('invention' in application))
    throw new EffectRefusal(effectSaying('effect-wrong-right', { member: 'invention' }))
  const part = partSchema.safeParse(value)
  if (!part.success) throw new EffectRefusal(effectSaying('effect-missing', { path }))
  const { invention } = application
  const { title = invention.title, claims, independentClaims, pages = invention.pages } = part.data
  const divided: ApplicationRequest = {
    ...application,
    invention: {
      ...invention,
      title,
      claims,
      independentClaims: independentClaims ?? Math.min(invention.independentClaims, claims),
      pages,
    },
    ...(request.fileNumber === undefined ? {} : { parent: { fileNumber: request.fileNumber } }),
  }
  return withDocuments(
    divided,
    request,
    request.documents.map(({ role }) => role),
  )
}

/** Returns a record in which some designs wait for their publication or no longer do. @throws EffectRefusal for a design that is not there */
export function withDesignsDeferred(
  record: FileRecord,
  value: JsonValue | undefined,
  path: string,
  is: boolean,
): ApplicationRequest {
  const { application } = record
  if (application.kind !== 'design-application')
    throw new EffectRefusal(effectSaying('effect-wrong-right', { member: 'designs' }))
  const named = designsIn(value, path)
  const numbers = designNumbersOf(record)
  const foreign = named.find((no) => !numbers.includes(no))
  if (foreign !== undefined) throw new EffectRefusal(effectSaying('effect-no-design', { no: foreign }))
  return {
    ...application,
    designs: application.designs.map((design, place) =>
      named.includes(numbers[place] ?? '') ? { ...design, deferred: is ? 'yes' : 'no' } : design,
    ),
  }
}
