/** Delivers callbacks: signed anew each time, repeated until the receiver says that it has them, and each try kept for the desk. */
import { z } from 'zod'

export type Outgoing = { headers: Record<string, string>; body: Buffer }

/** One attempt to deliver: `status` is the receiver's, 0 where there was none. */
const deliverySchema = z.object({
  at: z.string(),
  status: z.number(),
  note: z.string(),
  tookMs: z.number().optional(),
  fault: z.string().optional(),
  /** Made at the desk to see what happens; it does not count among the bank's own tries. */
  isTrial: z.boolean().optional(),
  request: z
    .object({
      headers: z.record(z.string(), z.string()),
      /** Where it is not the callback's own; its beginning. */
      body: z.string().optional(),
    })
    .optional(),
  /** `body` is its beginning. */
  answer: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }).optional(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const callbackRowSchema = z.object({
  id: z.string(),
  url: z.string(),
  body: z.string(),
  /** `held`: the bank lost it; only `resend` brings it back. */
  state: z.enum(['waiting', 'held', 'delivered', 'given-up']),
  dueAt: z.string(),
  /** How many accepted deliveries the bank wants; 2 for a callback that comes twice. */
  wanted: z.number().int(),
  deliveries: z.array(deliverySchema),
  /** The callback that this one repeats under an id of its own. */
  copyOf: z.string().optional(),
})
export type CallbackRow = z.infer<typeof callbackRowSchema>

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
  readonly fault?: string | undefined
}

/** `F` names the ways in which a callback may be spoilt. */
export type Deliveries<F extends string> = {
  /** Plans a callback's next delivery. */
  readonly plan: (id: string) => void
  /**
   * Delivers at once, whatever its state. With a fault it is a trial: told in the books, and no try of the bank's own.
   * Returns the receiver's HTTP status, 0 when there was none.
   */
  readonly deliver: (id: string, trial?: F) => Promise<number>
  /** Keeps a waiting callback back until somebody delivers it. */
  readonly hold: (id: string) => void
  /** What is under way now. */
  readonly sending: () => readonly Sending[]
  readonly stop: () => Promise<void>
}

/**
 * Returns the delivery of the callbacks in `rows`; those that a restart left waiting are planned at once.
 * `sign` is asked anew for each delivery; `onSending` hears of each when it starts.
 */
export function createDeliveries<F extends string>(options: {
  readonly rows: ReadonlyMap<string, CallbackRow>
  readonly keep: (row: CallbackRow) => void
  readonly takeFault: () => F | 'drop' | undefined
  readonly sign: (row: CallbackRow, at: Date, fault: F | undefined) => Outgoing
  readonly isAcknowledgement: (text: string) => boolean
  readonly now: () => Date
  readonly retryWaitsMs: readonly number[]
  readonly onSending?: (() => void) | undefined
}): Deliveries<F> {
  const { rows, keep, takeFault, sign, isAcknowledgement, now, retryWaitsMs, onSending } = options
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<number>>()
  const underWay = new Set<Sending>()
  const ending = new AbortController()

  async function post(row: CallbackRow, fault: F | 'drop' | undefined): Promise<Delivery> {
    const at = now().toISOString()
    const named = fault ? { fault } : {}
    if (fault === 'drop') return { at, status: 0, note: 'dropped on purpose', ...named }
    const { headers, body } = sign(row, new Date(at), fault)
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

  async function attempt(id: string, trial?: F): Promise<number> {
    const before = rows.get(id)
    if (!before) return 0
    const fault = trial ?? takeFault()
    const mark = { callback: id, at: now().toISOString(), fault }
    underWay.add(mark)
    onSending?.()
    const delivery = await post(before, fault)
    underWay.delete(mark)
    // An abort is the bank's own end, not the receiver's fault: the callback stays due.
    if (ending.signal.aborted) return delivery.status
    const row = rows.get(id) ?? before
    const older = row.deliveries.map((one, index) =>
      index <= row.deliveries.length - keptInFull ? shortened(one) : one,
    )
    const deliveries = [...older, trial ? { ...delivery, isTrial: true } : delivery]
    if (trial) {
      keep({ ...row, deliveries })
      return delivery.status
    }
    const tries = deliveries.filter(({ isTrial }) => isTrial !== true)
    const accepted = tries.filter(({ note }) => note === 'accepted').length
    const wait = delivery.note === 'accepted' ? 0 : retryWaitsMs[tries.length - 1]
    const wasHeld = before.state !== 'held' && row.state === 'held'
    const next = wasHeld ? 'held' : wait === undefined ? 'given-up' : 'waiting'
    const state = accepted >= row.wanted ? 'delivered' : next
    const dueAt = new Date(now().getTime() + (wait ?? 0)).toISOString()
    keep({ ...row, deliveries, state, dueAt })
    plan(id)
    return delivery.status
  }

  function deliver(id: string, trial?: F): Promise<number> {
    const run = attempt(id, trial)
    running.add(run)
    return run.finally(() => running.delete(run))
  }

  function plan(id: string): void {
    const row = rows.get(id)
    clearTimeout(timers.get(id))
    timers.delete(id)
    if (row?.state !== 'waiting' || ending.signal.aborted) return
    const wait = Math.max(0, Date.parse(row.dueAt) - now().getTime())
    timers.set(
      id,
      setTimeout(() => void deliver(id), Math.min(wait, 2 ** 31 - 1)),
    )
  }

  for (const id of rows.keys()) plan(id)
  return {
    plan,
    deliver,
    hold(id) {
      const row = rows.get(id)
      if (row?.state !== 'waiting') return
      keep({ ...row, state: 'held' })
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
