/** Identifiers: their shapes, and the stream names built from them. */
import { z } from 'zod'
import { says } from './says.ts'
import { isSha256 } from './value-rules.ts'

/** An office's id: the first path segment of every address that outlives a session, such as `borovia`. */
export const officeIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, 'An office id is lower case, such as "borovia".')
export const uuidSchema = z.uuid().transform((id) => id.toLowerCase())
export const sha256Schema = z.string().refine(isSha256, says('sha256'))

/** Chosen by the client for one act; the same key again gets the first answer. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\w-]{16,100}$/, 'An idempotency key has 16 to 100 letters, digits, "-" or "_".')

export const streamKinds = ['dossier', 'file', 'account'] as const
export type StreamKind = (typeof streamKinds)[number]

/** A history: `dossier:<id>`, `file:<id>` or `account:<id>`. */
export const streamSchema = z.templateLiteral([z.enum(streamKinds), ':', z.string().regex(/^[\w-]{1,64}$/)])
export type Stream = z.infer<typeof streamSchema>

export const streamOf = (kind: StreamKind, id: string): Stream => `${kind}:${id}`
/** Returns the id behind the colon of a stream's name. */
export const idOfStream = (stream: Stream): string => stream.slice(stream.indexOf(':') + 1)
