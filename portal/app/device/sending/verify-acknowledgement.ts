/** Believes an acknowledgement only by the office's signature: a compact JWS (ES256) checked with the office's public keys. */
import { acknowledgementSchema, type Acknowledgement } from '@lodge/shared-types'
import { z } from 'zod'
import type { OfficeHttp } from './office-http.ts'
import { failed } from './problems.ts'

const headerSchema = z.object({
  alg: z.literal('ES256'),
  typ: z.literal('lodge-acknowledgement+jws'),
  kid: z.string(),
})
const keySchema = z.object({
  kid: z.string(),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
})
/** Keys of other kinds may stand beside ours. */
const keySetSchema = z.object({ keys: z.array(z.unknown()) })
type PublicKey = z.infer<typeof keySchema>

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(base64url)) throw new TypeError('This is not base64url')
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

const jsonOf = (base64url: string): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(base64url)))

/**
 * Returns what a compact JWS says, if one of `keys` has signed it.
 * @throws Error where it is not an acknowledgement, or not signed by any of them.
 */
export async function readSigned(jws: string, keys: readonly PublicKey[]): Promise<Acknowledgement> {
  const [header = '', payload = '', signature = '', ...more] = jws.split('.')
  if (more.length > 0) throw new TypeError('A compact JWS has three parts')
  const { kid } = headerSchema.parse(jsonOf(header))
  const key = keys.find((one) => one.kid === kid)
  if (!key) throw new Error(`The office has no key "${kid}"`)
  const { kty, crv, x, y } = key
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, false, ['verify'])
  const signed = new TextEncoder().encode(`${header}.${payload}`)
  if (!(await crypto.subtle.verify(algorithm, publicKey, bytesOf(signature), signed)))
    throw new Error('The signature is not the one of this key')
  return acknowledgementSchema.parse(jsonOf(payload))
}

/** What an acknowledgement must be about to be believed. */
type Expected = { dossierId: string; bodySha256: string }

/**
 * Returns the signed claims of an acknowledgement, when the office has signed them and they are about exactly what this
 * device has frozen; what stood beside the signature is never used.
 * @throws SendingError `not-genuine`; and whatever keeps the office's keys from being read.
 */
export type Verify = (jws: string, expected: Expected) => Promise<Acknowledgement>

/** Returns the verifier. The office's keys are read once, and again where those that are known do not fit. */
export function makeVerify(http: OfficeHttp, officeId: string): Verify {
  let known: readonly PublicKey[] = []

  async function readKeys(): Promise<readonly PublicKey[]> {
    const { keys } = await http.read(keySetSchema, `/o/${officeId}/.well-known/jwks.json`)
    return keys.flatMap((key) => keySchema.safeParse(key).data ?? [])
  }

  return async (jws, { dossierId, bodySha256 }) => {
    let claims = await readSigned(jws, known).catch(() => undefined)
    if (claims === undefined) {
      known = await readKeys()
      claims = await readSigned(jws, known).catch((error: unknown) => {
        throw failed('not-genuine', error)
      })
    }
    if (claims.officeId !== officeId || claims.dossierId !== dossierId || claims.bodySha256 !== bodySha256)
      throw failed('not-genuine', undefined, 'The acknowledgement is about another submission.')
    return claims
  }
}
