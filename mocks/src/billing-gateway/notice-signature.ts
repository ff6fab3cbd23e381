/** How the service signs its notices (docs/wire/billing-gateway.md), and what a dishonest or broken sender makes of one. */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto'
import { z } from 'zod'
import type { Outgoing } from '../deliveries.ts'

/** A signing key, made from a text so that a demo needs no files. */
export type NoticeKey = { readonly id: string; readonly seed: string }

/** What stands before the 32 bytes of an Ed25519 private key (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKeyOf = ({ seed }: NoticeKey) =>
  createPrivateKey({
    key: Buffer.concat([pkcs8Head, createHash('sha256').update(seed).digest()]),
    format: 'der',
    type: 'pkcs8',
  })

const publicKeySchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })

/** Returns the public half of a key as the service's terms publish it. */
export const publicNoticeKey = (key: NoticeKey) => ({
  ...publicKeySchema.parse(createPublicKey(privateKeyOf(key)).export({ format: 'jwk' })),
  kid: key.id,
})

/** `at` is in seconds since 1970. */
export type Notice = {
  readonly id: string
  readonly biller: string
  readonly at: number
  readonly text: string
}

type Signer = (bytes: Buffer) => Buffer
const ed25519 =
  (key: NoticeKey): Signer =>
  (bytes) =>
    sign(null, bytes, privateKeyOf(key))

const headerOf = (key: NoticeKey, { id, biller, at }: Notice) => ({
  ...{ alg: 'EdDSA', kid: key.id, b64: false, crit: ['b64'] },
  ...{ aud: biller, iat: at, jti: id },
})

function send(header: unknown, text: string, signer: Signer): Outgoing {
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const body = Buffer.from(text)
  const signature = signer(Buffer.concat([Buffer.from(`${head}.`), body])).toString('base64url')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'NationalBilling-Notices/1',
      'jws-signature': `${head}..${signature}`,
    },
  }
}

/** Returns the request as the wire wants it. */
export const signedNotice = (key: NoticeKey, notice: Notice): Outgoing =>
  send(headerOf(key, notice), notice.text, ed25519(key))

const hour = 3600
const attacker: NoticeKey = { id: 'attacker', seed: 'a seed that the attacker made up' }

const spoilers = {
  'bad-signature'(key, notice) {
    return send(headerOf(key, notice), notice.text, (bytes) => {
      const signature = ed25519(key)(bytes)
      signature.writeUInt8(signature.readUInt8(0) ^ 1, 0)
      return signature
    })
  },
  'missing-signature'(key, notice) {
    const { body, headers } = signedNotice(key, notice)
    const { 'jws-signature': _left, ...rest } = headers
    return { body, headers: rest }
  },
  'algorithm-none': (key, notice) =>
    send({ ...headerOf(key, notice), alg: 'none' }, notice.text, () => Buffer.alloc(0)),
  // Takes the public key, which everybody has, for a shared one.
  'key-confusion': (key, notice) =>
    send({ ...headerOf(key, notice), alg: 'HS256' }, notice.text, (bytes) =>
      createHmac('sha256', Buffer.from(publicNoticeKey(key).x, 'base64url'))
        .update(bytes)
        .digest(),
    ),
  'wrong-algorithm'(key, notice) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return send({ ...headerOf(key, notice), alg: 'ES256' }, notice.text, (bytes) =>
      sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    )
  },
  'attacker-key': (key, notice) => send(headerOf(key, notice), notice.text, ed25519(attacker)),
  'embedded-key': (key, notice) =>
    send({ ...headerOf(key, notice), jwk: publicNoticeKey(attacker) }, notice.text, ed25519(attacker)),
  'unknown-key': (key, notice) => signedNotice({ ...key, id: 'nbs-unknown' }, notice),
  'unknown-extension': (key, notice) =>
    send({ ...headerOf(key, notice), crit: ['b64', 'ext'], ext: true }, notice.text, ed25519(key)),
  'other-biller': (key, notice) => signedNotice(key, { ...notice, biller: 'another-biller' }),
  stale: (key, notice) => signedNotice(key, { ...notice, at: notice.at - hour }),
  future: (key, notice) => signedNotice(key, { ...notice, at: notice.at + hour }),
  'tampered-body'(key, notice) {
    const { body, headers } = signedNotice(key, notice)
    // The lowest bit of the first digit of what was paid, where there is one: 520.00 becomes 420.00.
    const digit = /"paid":"/.exec(notice.text)
    const place = digit
      ? Buffer.byteLength(notice.text.slice(0, digit.index + digit[0].length))
      : body.length - 2
    body.writeUInt8(body.readUInt8(place) ^ 1, place)
    return { body, headers }
  },
  'wrong-content-type'(key, notice) {
    const { body, headers } = signedNotice(key, notice)
    return { body, headers: { ...headers, 'content-type': 'text/plain' } }
  },
  oversized: (key, notice) => signedNotice(key, { ...notice, text: notice.text + ' '.repeat(2_000_000) }),
} as const satisfies Record<string, (key: NoticeKey, notice: Notice) => Outgoing>

export type Spoilt = keyof typeof spoilers
export const isSpoilt = (name: string): name is Spoilt => Object.hasOwn(spoilers, name)
export const spoiltNames = Object.keys(spoilers).filter(isSpoilt)

/** Returns the request as it would come from somebody who is not the service, or from a service that is broken. */
export const spoiltNotice = (kind: Spoilt, key: NoticeKey, notice: Notice): Outgoing =>
  spoilers[kind](key, notice)
