/** Exchanges and queues as data: the same on every broker. */
import { processorNames, type ProcessorName } from '@lodge/shared-types'
import { handledEvents } from '../processors/handles.ts'

/** After this many redeliveries by the broker itself a message goes to the parking lot. */
export const deliveryLimit = 20
const maxLength = 100_000

export const retryTiers = ['5s', '1m', '15m', '2h'] as const

export type Topology = ReturnType<typeof makeTopology>

/**
 * Returns the topology's names and definitions. `prefix` keeps several systems apart on one broker; `retryTiersMs` are the
 * four delays of the retry queues.
 */
export function makeTopology(prefix: string, retryTiersMs: readonly number[]) {
  const name = (local: string) => `${prefix}${local}`
  return {
    events: name('lodge.events'),
    /** Brings a message whose retry delay is over back to the queue that its routing key names. */
    back: name('lodge.back'),
    dead: name('lodge.dead'),
    tiers: retryTiers.map((tier, index) => ({
      exchange: name(`lodge.retry.${tier}`),
      queue: name(`r.${tier}`),
      delayMs: retryTiersMs[index] ?? 7_200_000,
    })),
    processors: processorNames.map((processor) => ({
      processor,
      queue: name(`p.${processor}`),
      parking: name(`dead.${processor}`),
      /** Routing keys that wake the processor. */
      keys: [
        ...handledEvents[processor].map((type) => `event.${type}`),
        `callback.${processor}`,
        `job.${processor}`,
      ],
    })),
    maxLength,
  }
}

/** Returns the definition of one processor's queues. */
export function queuesOf(topology: Topology, processor: ProcessorName): Topology['processors'][number] {
  const found = topology.processors.find((one) => one.processor === processor)
  if (!found) throw new Error(`No queue is defined for the processor ${processor}`)
  return found
}

/** Returns the definition of retry tier 0–3. @throws RangeError for any other number. */
export function tierOf(topology: Topology, tier: number): Topology['tiers'][number] {
  const found = topology.tiers[tier]
  if (!found) throw new RangeError(`There is no retry tier ${tier}`)
  return found
}
