/** Delivers the bank's callbacks: signed anew each time, repeated until the receiver says that it has them. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Books, CallbackRow } from './books.ts'
import type { CallbackFault, Faults } from './faults.ts'

export type CallbackKey = { readonly id: string; readonly value: string }

type Outgoing = { headers: Record<string, string>; body: Buffer }

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
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-key-id': key.id,
      'webhook-signature': `v1,${macOf(key.value, id, timestamp, body)}`,
    },
  }
}

/** What a dishonest or broken sender makes of a callback. */
const spoilers: Record<
  Exclude<CallbackFault, 'drop'>,
  (key: CallbackKey, id: string, at: number, text: string) => Outgoing
> = {
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
    body.writeUInt8(body.readUInt8(body.length - 2) ^ 1, body.length - 2)
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

export type Deliveries = {
  /** Plans a callback's next delivery. */
  readonly plan: (id: string) => void
  /** Delivers at once, whatever its state. Returns the receiver's HTTP status, 0 when there was none. */
  readonly deliver: (id: string) => Promise<number>
  readonly stop: () => Promise<void>
}

/** Returns the delivery of the callbacks in the books; those that a restart left waiting are planned at once. */
export function createDeliveries(options: {
  readonly books: Books
  readonly faults: Faults
  readonly key: () => CallbackKey
  readonly now: () => Date
  readonly retryWaitsMs: readonly number[]
}): Deliveries {
  const { books, faults, key, now, retryWaitsMs } = options
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<number>>()
  const ending = new AbortController()

  async function post(row: CallbackRow): Promise<{ status: number; note: string }> {
    const fault = faults.takeCallback()
    if (fault === 'drop') return { status: 0, note: 'dropped on purpose' }
    const at = Math.floor(now().getTime() / 1000)
    const make = fault ? spoilers[fault] : signedCallback
    const { headers, body } = make(key(), row.id, at, row.body)
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(10_000), ending.signal])
      const reply = await fetch(row.url, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
        redirect: 'manual',
        signal,
      })
      const text = await reply.text()
      const accepted = reply.status === 200 && isAcknowledgement(text)
      return { status: reply.status, note: accepted ? 'accepted' : (fault ?? 'not acknowledged') }
    } catch (error) {
      return { status: 0, note: error instanceof Error ? error.message : 'no answer' }
    }
  }

  async function attempt(id: string): Promise<number> {
    const before = books.callbacks.get(id)
    if (!before) return 0
    const { status, note } = await post(before)
    // An abort is the bank's own end, not the receiver's fault: the callback stays due.
    if (ending.signal.aborted) return status
    const row = books.callbacks.get(id) ?? before
    const deliveries = [...row.deliveries, { at: now().toISOString(), status, note }]
    const accepted = deliveries.filter((delivery) => delivery.note === 'accepted').length
    const wait = note === 'accepted' ? 0 : retryWaitsMs[deliveries.length - 1]
    const state = accepted >= row.wanted ? 'delivered' : wait === undefined ? 'given-up' : 'waiting'
    const dueAt = new Date(now().getTime() + (wait ?? 0)).toISOString()
    books.commit({ callback: { ...row, deliveries, state, dueAt } })
    plan(id)
    return status
  }

  function deliver(id: string): Promise<number> {
    const run = attempt(id)
    running.add(run)
    return run.finally(() => running.delete(run))
  }

  function plan(id: string): void {
    const row = books.callbacks.get(id)
    clearTimeout(timers.get(id))
    timers.delete(id)
    if (row?.state !== 'waiting' || ending.signal.aborted) return
    const wait = Math.max(0, Date.parse(row.dueAt) - now().getTime())
    timers.set(
      id,
      setTimeout(() => void deliver(id), Math.min(wait, 2 ** 31 - 1)),
    )
  }

  for (const id of books.callbacks.keys()) plan(id)
  return {
    plan,
    deliver,
    async stop() {
      ending.abort()
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.allSettled(running)
    },
  }
}
