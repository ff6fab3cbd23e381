/** Delivers the bank's callbacks: signed anew each time, repeated until the receiver says that it has them. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Books, CallbackRow, Delivery } from './books.ts'
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
      'user-agent': 'HarbourBank-Callbacks/1',
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

/** How much of a body and of how many deliveries is kept, so that a callback repeated for days stays small in the books. */
const keptCharacters = 2000
const keptInFull = 20
const readBytes = 65_536

/** Returns the beginning of an answer, at most 64 kB; the rest is not waited for. */
async function beginningOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = body?.getReader()
  while (reader && size < readBytes) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    size += value.length
  }
  await reader?.cancel()
  return Buffer.concat(parts).subarray(0, readBytes).toString('utf8')
}

const shortened = (delivery: Delivery): Delivery => {
  const { request: _request, answer: _answer, ...rest } = delivery
  return rest
}

/** A delivery whose answer is still awaited. */
export type Sending = {
  readonly callback: string
  readonly at: string
  readonly fault?: CallbackFault | undefined
}

export type Deliveries = {
  /** Plans a callback's next delivery. */
  readonly plan: (id: string) => void
  /**
   * Delivers at once, whatever its state. With a fault it is a trial: told in the books, and no try of the bank's own.
   * Returns the receiver's HTTP status, 0 when there was none.
   */
  readonly deliver: (id: string, trial?: CallbackFault) => Promise<number>
  /** Keeps a waiting callback back until somebody delivers it. */
  readonly hold: (id: string) => void
  /** What is under way now. */
  readonly sending: () => readonly Sending[]
  readonly stop: () => Promise<void>
}

/**
 * Returns the delivery of the callbacks in the books; those that a restart left waiting are planned at once.
 * `onSending` hears of each delivery when it starts.
 */
export function createDeliveries(options: {
  readonly books: Books
  readonly faults: Faults
  readonly key: () => CallbackKey
  readonly now: () => Date
  readonly retryWaitsMs: readonly number[]
  readonly onSending?: () => void
}): Deliveries {
  const { books, faults, key, now, retryWaitsMs, onSending } = options
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<number>>()
  const underWay = new Set<Sending>()
  const ending = new AbortController()

  async function post(row: CallbackRow, fault: CallbackFault | undefined): Promise<Delivery> {
    const at = now().toISOString()
    const named = fault ? { fault } : {}
    if (fault === 'drop') return { at, status: 0, note: 'dropped on purpose', ...named }
    const make = fault ? spoilers[fault] : signedCallback
    const { headers, body } = make(key(), row.id, Math.floor(Date.parse(at) / 1000), row.body)
    const sent = body.toString('utf8')
    const request = {
      headers,
      ...(sent === row.body ? {} : { body: sent.trimEnd().slice(0, keptCharacters) }),
    }
    const began = performance.now()
    const facts = () => ({ at, tookMs: Math.round(performance.now() - began), ...named, request })
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(10_000), ending.signal])
      const reply = await fetch(row.url, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
        redirect: 'manual',
        signal,
      })
      const text = await beginningOf(reply)
      const accepted = reply.status === 200 && isAcknowledgement(text)
      const note = accepted ? 'accepted' : (fault ?? 'not acknowledged')
      const answer = { headers: Object.fromEntries(reply.headers), body: text.slice(0, keptCharacters) }
      return { ...facts(), status: reply.status, note, answer }
    } catch (error) {
      return { ...facts(), status: 0, note: error instanceof Error ? error.message : 'no answer' }
    }
  }

  async function attempt(id: string, trial?: CallbackFault): Promise<number> {
    const before = books.callbacks.get(id)
    if (!before) return 0
    const fault = trial ?? faults.takeCallback()
    const mark = { callback: id, at: now().toISOString(), fault }
    underWay.add(mark)
    onSending?.()
    const delivery = await post(before, fault)
    underWay.delete(mark)
    // An abort is the bank's own end, not the receiver's fault: the callback stays due.
    if (ending.signal.aborted) return delivery.status
    const row = books.callbacks.get(id) ?? before
    const older = row.deliveries.map((one, index) =>
      index <= row.deliveries.length - keptInFull ? shortened(one) : one,
    )
    const deliveries = [...older, trial ? { ...delivery, isTrial: true } : delivery]
    if (trial) {
      books.commit({ callback: { ...row, deliveries } })
      return delivery.status
    }
    const tries = deliveries.filter(({ isTrial }) => isTrial !== true)
    const accepted = tries.filter(({ note }) => note === 'accepted').length
    const wait = delivery.note === 'accepted' ? 0 : retryWaitsMs[tries.length - 1]
    const wasHeld = before.state !== 'held' && row.state === 'held'
    const next = wasHeld ? 'held' : wait === undefined ? 'given-up' : 'waiting'
    const state = accepted >= row.wanted ? 'delivered' : next
    const dueAt = new Date(now().getTime() + (wait ?? 0)).toISOString()
    books.commit({ callback: { ...row, deliveries, state, dueAt } })
    plan(id)
    return delivery.status
  }

  function deliver(id: string, trial?: CallbackFault): Promise<number> {
    const run = attempt(id, trial)
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
    hold(id) {
      const row = books.callbacks.get(id)
      if (row?.state !== 'waiting') return
      books.commit({ callback: { ...row, state: 'held' } })
      plan(id)
    },
    sending: () => [...underWay],
    async stop() {
      ending.abort()
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.allSettled(running)
    },
  }
}
