/** What the office asks of a message broker: RabbitMQ and the in-process broker are the two that answer. */
import type { ProcessorName, WakeUp } from '@lodge/shared-types'

/** Thrown when no queue takes a wake-up: the topology is broken, and the wake-up stays in the outbox. */
export class UnroutableError extends Error {
  constructor(routingKey: string) {
    super(`No queue takes "${routingKey}": a binding is missing`)
    this.name = 'UnroutableError'
  }
}

/** Thrown when the broker did not confirm in time or cannot be reached; the wake-up stays in the outbox. */
export class BrokerAwayError extends Error {
  constructor(what: string, cause?: unknown) {
    super(`The message broker does not answer (${what})`, { cause })
    this.name = 'BrokerAwayError'
  }
}

/** Thrown when a queue that should take a wake-up is full: others may have room, and the wake-up stays in the outbox. */
export class QueueFullError extends Error {
  constructor(routingKey: string) {
    super(`A queue for "${routingKey}" is full`)
    this.name = 'QueueFullError'
  }
}

/** Thrown at start when a queue exists with other settings: a person must look before anything runs. */
export class TopologyMismatchError extends Error {
  constructor(cause: unknown) {
    super(
      `The broker has a queue or exchange of Lodge's with other settings: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'Delete it on the broker (its messages are only wake-ups and come again), or set QUEUE_PREFIX.',
      { cause },
    )
    this.name = 'TopologyMismatchError'
  }
}

export type QueueDepth = { queue: string; messages: number; consumers: number }

export type Broker = {
  /** Resolves when every bound queue has the wake-up for good. @throws UnroutableError, QueueFullError, BrokerAwayError */
  publish(routingKey: string, wakeUp: WakeUp): Promise<void>
  /** Wakes one processor alone: what the sweeper does. @throws UnroutableError, BrokerAwayError */
  wake(processor: ProcessorName, wakeUp: WakeUp): Promise<void>
  /** Brings `raw` back to the processor after the delay of retry tier 0–3. @throws UnroutableError, BrokerAwayError */
  retry(processor: ProcessorName, tier: number, raw: Uint8Array): Promise<void>
  /** Puts `raw` into the processor's parking lot. @throws UnroutableError, BrokerAwayError */
  park(processor: ProcessorName, raw: Uint8Array, reason: string): Promise<void>
  /** Brings what is in the processor's parking lot back to its queue; returns how much that was. @throws BrokerAwayError */
  unpark(processor: ProcessorName): Promise<number>
  /** Calls `handle` for each message, at most `prefetch` at once, and acknowledges when it resolves; where it rejects, the
   * message stays unacknowledged and comes again after the connection ends. */
  consume(
    processor: ProcessorName,
    prefetch: number,
    handle: (raw: Uint8Array) => Promise<void>,
  ): Promise<void>
  /** Declares missing exchanges, queues and bindings again. @throws BrokerAwayError, TopologyMismatchError */
  repair(): Promise<void>
  depths(): Promise<QueueDepth[]>
  isUp(): boolean
  /** Stops taking messages and waits for those in hand, at most `drainMs`; then closes. */
  close(drainMs?: number): Promise<void>
}

/** Keeps count of work in hand so that closing can wait for it; work that fails is just no longer in hand. */
export function makeInHand() {
  const work = new Set<Promise<void>>()
  return {
    add(one: Promise<void>): void {
      const tracked = one
        .catch(() => undefined)
        .finally(() => {
          work.delete(tracked)
        })
      work.add(tracked)
    },
    async drained(withinMs: number): Promise<void> {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)))
      while (work.size > 0) {
        const outcome = await Promise.race([
          Promise.allSettled(work).then(() => 'done' as const),
          late.then(() => 'late' as const),
        ])
        if (outcome === 'late') break
      }
      clearTimeout(timer)
    },
  }
}
