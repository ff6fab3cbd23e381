/** The bank's callbacks: how they are signed, honestly or not, and what counts as received. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { createDeliveries } from '../deliveries.ts'
import type { Deliveries, Outgoing } from '../deliveries.ts'
import type { Books } from './books.ts'
import type { CallbackFault, Faults } from './faults.ts'

export type CallbackKey = { readonly id: string; readonly value: string }

const macOf = (key: string, id: string, timestamp: string, body: Buffer, algorithm = 'sha256'): string =>
  createHmac(algorithm, key).update(`${id}.${timestamp}.`).update(body).digest('base64')

/** Returns the request as docs/wire/card-gateway.md wants it. `at` is in seconds since 1970. */
export function signedCallback(key: CallbackKey, id: string, at: number, text: string): Outgoing {
  const body = Buffer.from(text)
  const timestamp = at.toString()
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'HarbourBank-Callbacks/1',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-key-id': key.id,
      'webhook-signature': `v1,${macOf(key.value, id, timestamp, body)}`,
    },
  }
}

type Spoilt = Exclude<CallbackFault, 'drop'>

/** What a dishonest or broken sender makes of a callback. */
const spoilers: Record<Spoilt, (key: CallbackKey, id: string, at: number, text: string) => Outgoing> = {
  'bad-signature'(key, id, at, text) {
    const { body, headers } = signedCallback(key, id, at, text)
    const mac = Buffer.from(headers['webhook-signature']?.slice(3) ?? '', 'base64')
    mac.writeUInt8(mac.readUInt8(0) ^ 1, 0)
    return { body, headers: { ...headers, 'webhook-signature': `v1,${mac.toString('base64')}` } }
  },
  'missing-signature'(key, id, at, text) {
    const { body, headers } = signedCallback(key, id, at, text)
    const { 'webhook-signature': _left, ...rest } = headers
    return { body, headers: rest }
  },
  'algorithm-none'(key, id, at, text) {
    const { body, headers } = signedCallback(key, id, at, text)
    return { body, headers: { ...headers, 'webhook-signature': 'none,' } }
  },
  'wrong-algorithm'(key, id, at, text) {
    const { body, headers } = signedCallback(key, id, at, text)
    const mac = macOf(key.value, id, at.toString(), body, 'sha1')
    return { body, headers: { ...headers, 'webhook-signature': `v0,${mac}` } }
  },
  'attacker-key': (key, id, at, text) =>
    signedCallback({ id: key.id, value: 'a-key-that-the-attacker-made-up' }, id, at, text),
  'unknown-key': (key, id, at, text) => signedCallback({ id: 'k-unknown', value: key.value }, id, at, text),
  stale: (key, id, at, text) => signedCallback(key, id, at - 3600, text),
  future: (key, id, at, text) => signedCallback(key, id, at + 3600, text),
  'tampered-body'(key, id, at, text) {
    const { body, headers } = signedCallback(key, id, at, text)
    // The lowest bit of the first digit of what was captured, where there is one: 52000 becomes 42000.
    const digit = /"captured":\{"value":"/.exec(text)
    const place = digit ? Buffer.byteLength(text.slice(0, digit.index + digit[0].length)) : body.length - 2
    body.writeUInt8(body.readUInt8(place) ^ 1, place)
    return { body, headers }
  },
  'wrong-content-type'(key, id, at, text) {
    const { body, headers } = signedCallback(key, id, at, text)
    return { body, headers: { ...headers, 'content-type': 'text/plain' } }
  },
  oversized: (key, id, at, text) => signedCallback(key, id, at, text + ' '.repeat(2_000_000)),
}

const acknowledgementSchema = z.object({ received: z.literal(true) })

const isAcknowledgement = (text: string): boolean => {
  try {
    return acknowledgementSchema.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

export type BankDeliveries = Deliveries<Spoilt>

/** Returns the delivery of the callbacks in the bank's books. */
export function createBankDeliveries(options: {
  readonly books: Books
  readonly faults: Faults
  readonly key: () => CallbackKey
  readonly now: () => Date
  readonly retryWaitsMs: readonly number[]
  readonly onSending?: () => void
}): BankDeliveries {
  const { books, faults, key, ...rest } = options
  return createDeliveries<Spoilt>({
    ...rest,
    rows: books.callbacks,
    keep: (callback) => books.commit({ callback }),
    takeFault: faults.takeCallback,
    sign: ({ id, body }, at, fault) =>
      (fault ? spoilers[fault] : signedCallback)(key(), id, Math.floor(at.getTime() / 1000), body),
    isAcknowledgement,
  })
}
