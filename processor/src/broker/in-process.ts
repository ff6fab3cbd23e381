/** The broker inside one process (smqp), for machines without RabbitMQ; its messages do not outlive the process. */
import { Broker as Smqp } from 'smqp'
import { UnroutableError, makeInHand, type Broker } from './broker.ts'
import { queuesOf, tierOf, type Topology } from './topology.ts'

const keep = { durable: true, autoDelete: false }

/** Returns a broker whose queues live in memory; what a stop loses, the sweeper publishes again. */
export function openInProcessBroker(topology: Topology): Broker {
  const smqp = new Smqp()
  let isOpen = true
  const inHand = makeInHand()
  const returns = { count: 0 }
  smqp.on('return', () => {
    returns.count += 1
  })

  const declare = (): void => {
    smqp.assertExchange(topology.events, 'topic', keep)
    smqp.assertExchange(topology.back, 'direct', keep)
    smqp.assertExchange(topology.dead, 'direct', keep)
    for (const { queue, parking, keys } of topology.processors) {
      smqp.assertQueue(queue, { ...keep, maxLength: topology.maxLength })
      smqp.assertQueue(parking, keep)
      for (const key of keys) smqp.bindQueue(queue, topology.events, key)
      smqp.bindQueue(queue, topology.back, queue)
      smqp.bindQueue(parking, topology.dead, parking)
    }
    for (const { exchange, queue, delayMs } of topology.tiers) {
      smqp.assertExchange(exchange, 'fanout', keep)
      smqp.assertQueue(queue, { ...keep, messageTtl: delayMs, deadLetterExchange: topology.back })
      smqp.bindQueue(queue, exchange, '#')
    }
  }
  declare()

  // smqp looks at expiry only when asked.
  const shortest = Math.min(...topology.tiers.map((tier) => tier.delayMs))
  const expiry = setInterval(
    () => {
      for (const tier of topology.tiers) smqp.getQueue(tier.queue)?.evictExpired()
    },
    Math.max(10, Math.min(500, shortest / 4)),
  )

  const send = (
    exchange: string,
    routingKey: string,
    raw: Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<void> => {
    const before = returns.count
    smqp.publish(exchange, routingKey, Buffer.from(raw), { mandatory: true, headers })
    return returns.count === before ? Promise.resolve() : Promise.reject(new UnroutableError(routingKey))
  }

  return {
    publish: (routingKey, wakeUp) => send(topology.events, routingKey, Buffer.from(JSON.stringify(wakeUp))),
    wake: (processor, wakeUp) =>
      send(topology.back, queuesOf(topology, processor).queue, Buffer.from(JSON.stringify(wakeUp))),
    retry: (processor, tier, raw) =>
      send(tierOf(topology, tier).exchange, queuesOf(topology, processor).queue, raw),
    park: (processor, raw, reason) =>
      send(topology.dead, queuesOf(topology, processor).parking, raw, { reason }),
    async unpark(processor) {
      const { queue, parking } = queuesOf(topology, processor)
      const parked = smqp.getQueue(parking)
      const count = parked?.messageCount ?? 0
      for (let moved = 0; moved < count; moved += 1) {
        const message = smqp.get(parking)
        const content: unknown = message.content
        await send(
          topology.back,
          queue,
          content instanceof Uint8Array ? content : Buffer.from(String(content)),
        )
        message.ack()
      }
      return count
    },
    consume(processor, prefetch, handle) {
      smqp.consume(
        queuesOf(topology, processor).queue,
        (_key, message) => {
          if (!isOpen) return
          const content: unknown = message.content
          const raw = content instanceof Uint8Array ? content : Buffer.from(String(content))
          // A turn of the event loop between publisher and consumer, as over a network.
          inHand.add(
            new Promise<void>((resolve) => setImmediate(resolve))
              .then(() => handle(raw))
              .then(() => message.ack()),
          )
        },
        { prefetch, consumerTag: `${processor}-consumer` },
      )
      return Promise.resolve()
    },
    repair() {
      declare()
      return Promise.resolve()
    },
    depths: () =>
      Promise.resolve(
        smqp.getStats().queues.map(({ name, messageCount, consumerCount }) => ({
          queue: name,
          messages: messageCount,
          consumers: consumerCount,
        })),
      ),
    isUp: () => isOpen,
    async close(drainMs = 8_000) {
      isOpen = false
      clearInterval(expiry)
      await inHand.drained(drainMs)
    },
  }
}
