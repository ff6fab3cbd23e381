/** What routes read from requests, parsed at the door. */
import { idempotencyKeySchema, parseAtDoor, ProblemError } from '@lodge/shared-types'
import { z } from 'zod'

/** Returns the JSON body, unparsed by any schema yet. @throws ProblemError malformed-request. */
export async function jsonBody(request: Request): Promise<unknown> {
  try {
    const body: unknown = await request.json()
    return body
  } catch (cause) {
    throw new ProblemError('malformed-request', 'The body is not JSON.', { cause })
  }
}

/** Returns the fields of a posted form by `schema`. A field that comes twice is refused. */
export async function formFields<S extends z.ZodType>(request: Request, schema: S): Promise<z.infer<S>> {
  const fields = [...new URLSearchParams(await request.text())].filter(([name]) => name !== 'csrf')
  if (new Set(fields.map(([name]) => name)).size !== fields.length)
    throw new ProblemError('malformed-request', 'A field came twice.')
  return parseAtDoor(schema, Object.fromEntries(fields))
}

/** Returns the Idempotency-Key header. @throws ProblemError malformed-request when it is missing or malformed. */
export const idempotencyKey = (request: Request): string =>
  parseAtDoor(z.object({ 'Idempotency-Key': idempotencyKeySchema }), {
    'Idempotency-Key': request.headers.get('idempotency-key'),
  })['Idempotency-Key']

const pageSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'Pages are counted from 1.')
  .transform(Number)
  .prefault('1')

/** Returns the page of a list that the address asks for, from 1. */
export const pageNumber = (request: Request): number =>
  parseAtDoor(pageSchema, new URL(request.url).searchParams.get('page') ?? undefined)
