/** Verifies callbacks signed with HMAC-SHA256 over `id.timestamp.body`; the algorithm is pinned and never read from the message. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RawCallback, Secret, SecretPair, Verification } from './contract.ts'

export const hmacHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-key-id', 'webhook-signature'] as const

/** Seconds since 1970, from 2001 to 2286. */
const timestampPattern = /^[1-9]\d{9}$/
/** No dot: it would let bytes move between id, timestamp and body under the same signature. */
const idPattern = /^[A-Za-z0-9_-]{1,64}$/
const signaturePattern = /^v1,([A-Za-z0-9+/]{43}=)$/

/** Key ids are public, so finding one need not take constant time. */
const keyById = ({ current, previous }: SecretPair, id: string): Secret | undefined =>
  [current, ...(previous ? [previous] : [])].find((key) => key.id === id)

/** Returns whether the callback was signed with one of `keys`; says nothing about its age. */
export function verifyHmacCallback({ body, headers }: RawCallback, keys: SecretPair): Verification {
  const [id, timestamp, keyId, signature] = hmacHeaders.map((name) => headers.get(name) ?? '')
  if (!signature) return { verified: false, reason: 'missing-signature' }
  if (!signature.startsWith('v1,')) return { verified: false, reason: 'algorithm-not-allowed' }
  const claimed = signaturePattern.exec(signature)?.[1]
  if (!claimed) return { verified: false, reason: 'malformed-signature' }
  if (!id || !idPattern.test(id)) return { verified: false, reason: 'malformed-id' }
  if (!timestamp || !timestampPattern.test(timestamp))
    return { verified: false, reason: 'malformed-timestamp' }
  const key = keyById(keys, keyId ?? '')
  if (!key) return { verified: false, reason: 'unknown-key' }

  const expected = createHmac('sha256', key.value).update(`${id}.${timestamp}.`).update(body).digest()
  // 43 base64 characters and a padding sign are always 32 bytes, so the lengths agree.
  return timingSafeEqual(expected, Buffer.from(claimed, 'base64'))
    ? { verified: true, eventId: id, at: new Date(Number(timestamp) * 1000), keyId: key.id }
    : { verified: false, reason: 'signature-mismatch' }
}
