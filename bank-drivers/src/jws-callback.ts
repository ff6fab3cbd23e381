/** Verifies callbacks signed with a detached JWS over the raw body (RFC 7515, RFC 7797): one algorithm, keys from the configuration. */
import { errors, flattenedVerify, importJWK } from 'jose'
import { z } from 'zod'
import { jsonOf } from './answer.ts'
import type { CallbackRejection, RawCallback, Verification } from './contract.ts'

export const jwsHeader = 'jws-signature'

/** Never read from the message: `none`, and a public key taken for a shared one, have no chance. */
const algorithm = 'EdDSA'

/** A bank's public key (JWK). A private one, with its member `d`, is refused: it has no business here. */
const jwsPublicKeySchema = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  /** 32 bytes. */
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  alg: z.literal(algorithm).optional(),
  use: z.literal('sig').optional(),
})
export type JwsPublicKey = z.infer<typeof jwsPublicKeySchema>

/** One key, or two while the bank changes it. */
export const jwsPublicKeysSchema = z
  .array(jwsPublicKeySchema)
  .min(1)
  .max(2)
  .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
    message: 'Give each key an id (kid) of its own.',
  })

const detachedPattern = /^([A-Za-z0-9_-]{1,2000})\.\.([A-Za-z0-9_-]{0,200})$/

/** Exactly these members: an extension, or a key that the message brings along, is refused. */
const headerSchema = z.strictObject({
  alg: z.string(),
  kid: z.string(),
  b64: z.literal(false),
  crit: z.tuple([z.literal('b64')]),
  aud: z.string(),
  iat: z.unknown(),
  jti: z.unknown(),
})
const algorithmSchema = z.object({ alg: z.string() })
/** Seconds since 1970, from 2001 to 2286. */
const instantSchema = z.number().int().min(1_000_000_000).max(9_999_999_999)
const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

const rejected = (reason: CallbackRejection): Verification => ({ verified: false, reason })

/**
 * Returns whether the callback was signed with one of `keys` for `recipient` (its `aud`; the keys are the same for every client
 * of the bank). `eventId` is its `jti`, `at` its `iat`; says nothing about its age.
 */
export async function verifyJwsCallback(
  { body, headers }: RawCallback,
  keys: readonly JwsPublicKey[],
  recipient: string,
): Promise<Verification> {
  const sent = headers.get(jwsHeader) ?? ''
  if (sent === '') return rejected('missing-signature')
  const [, head = '', signature = ''] = detachedPattern.exec(sent) ?? []
  const claimed = jsonOf(Buffer.from(head, 'base64url'))
  const named = algorithmSchema.safeParse(claimed)
  if (named.success && named.data.alg !== algorithm) return rejected('algorithm-not-allowed')
  const header = headerSchema.safeParse(claimed)
  if (!header.success || signature === '') return rejected('malformed-signature')
  const { kid, aud, iat, jti } = header.data
  const eventId = idSchema.safeParse(jti)
  if (!eventId.success) return rejected('malformed-id')
  const seconds = instantSchema.safeParse(iat)
  if (!seconds.success) return rejected('malformed-timestamp')
  const jwk = keys.find((one) => one.kid === kid)
  if (!jwk) return rejected('unknown-key')
  try {
    const key = await importJWK({ kty: jwk.kty, crv: jwk.crv, x: jwk.x }, algorithm)
    await flattenedVerify({ protected: head, payload: body, signature }, key, { algorithms: [algorithm] })
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return rejected('signature-mismatch')
    if (error instanceof errors.JOSEError) return rejected('malformed-signature')
    throw error
  }
  if (aud !== recipient) return rejected('other-recipient')
  return { verified: true, eventId: eventId.data, at: new Date(seconds.data * 1000), keyId: kid }
}
