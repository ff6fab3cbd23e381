/** RabbitMQ 3.10 and later: quorum queues, confirmed and mandatory publishing, one connection each to publish and consume. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, ChannelModel, ConfirmChannel } from 'amqplib'
import type { ProcessorName } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { errorText, type Log } from '../log.ts'
import {
  BrokerAwayError,
  QueueFullError,
  TopologyMismatchError,
  UnroutableError,
  makeInHand,
  type Broker,
} from './broker.ts'
import { keepConnected } from './keep-connected.ts'
import { deliveryLimit, queuesOf, tierOf, type Topology } from './topology.ts'

const confirmTimeoutMs = 10_000

/** Declares everything; declaring what is there already with the same settings changes nothing. */
async function declare(channel: Channel, topology: Topology): Promise<void> {
  const quorum = { durable: true, arguments: { 'x-queue-type': 'quorum' } }
  await channel.assertExchange(topology.events, 'topic', { durable: true })
  await channel.assertExchange(topology.back, 'direct', { durable: true })
  await channel.assertExchange(topology.dead, 'direct', { durable: true })
  for (const { queue, parking, keys } of topology.processors) {
    await channel.assertQueue(parking, quorum)
    await channel.bindQueue(parking, topology.dead, parking)
    await channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': deliveryLimit,
        'x-dead-letter-exchange': topology.dead,
        'x-dead-letter-routing-key': parking,
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
        'x-max-length': topology.maxLength,
      },
    })
    await channel.bindQueue(queue, topology.back, queue)
    for (const key of keys) await channel.bindQueue(queue, topology.events, key)
  }
  for (const { exchange, queue, delayMs } of topology.tiers) {
    await channel.assertExchange(exchange, 'fanout', { durable: true })
    await channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-message-ttl': delayMs,
        'x-dead-letter-exchange': topology.back,
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    })
    await channel.bindQueue(queue, exchange, '')
  }
}

const isMismatch = (error: unknown): boolean =>
  error instanceof Error && /PRECONDITION[_-]FAILED|inequivalent arg/i.test(error.message)

/** Runs `work` on a channel of its own, so that its failure disturbs nothing else on the connection. */
async function onOwnChannel<T>(connection: ChannelModel, work: (channel: Channel) => Promise<T>): Promise<T> {
  const channel = await connection.createChannel()
  channel.on('error', () => undefined) // the call in hand is rejected with the same error
  const result = await work(channel)
  await channel.close()
  return result
}

/** The connection that consumes now, with the consumers that were started on it and their channels. */
type Consuming = { connection: ChannelModel; started: Set<ProcessorName>; channels: Set<Channel> }

const flushTimeoutMs = 1_000

/**
 * Opens the broker. When it cannot be reached now, the office starts all the same and goes on trying: wake-ups wait in the
 * outbox. No confirmation within `confirmWithinMs` counts as away.
 * @throws TopologyMismatchError when a queue exists with other settings.
 */
export async function openRabbit(
  url: string,
  topology: Topology,
  log: Log,
  confirmWithinMs = confirmTimeoutMs,
): Promise<Broker> {
  const inHand = makeInHand()
  const consumers = new Map<ProcessorName, { prefetch: number; handle: (raw: Uint8Array) => Promise<void> }>()
  const returned = new Set<string>()
  let publisher: { connection: ChannelModel; channel: ConfirmChannel } | undefined
  let consuming: Consuming | undefined
  let isStopping = false

  const publishing = keepConnected(url, 'lodge-publish', log, async (connection) => {
    const channel = await connection.createConfirmChannel()
    channel.on('error', (why: unknown) => publishing.recycle(connection, why))
    channel.on('close', () => publishing.recycle(connection, 'the publishing channel closed'))
    channel.on(
      'return',
      (message: { properties: { messageId?: unknown } }) =>
        void returned.add(String(message.properties.messageId)),
    )
    await declare(channel, topology)
    returned.clear()
    publisher = { connection, channel }
  })

  const startConsumer = async (
    { connection, started, channels }: Consuming,
    processor: ProcessorName,
  ): Promise<void> => {
    const consumer = consumers.get(processor)
    if (!consumer || isStopping || started.has(processor)) return
    started.add(processor)
    const channel = await connection.createChannel()
    channel.on('error', (why: unknown) => subscription.recycle(connection, why))
    channels.add(channel)
    channel.on('close', () => {
      channels.delete(channel)
      if (!isStopping) subscription.recycle(connection, `the channel of ${processor} closed`)
    })
    await channel.prefetch(consumer.prefetch)
    await channel.consume(queuesOf(topology, processor).queue, (message) => {
      if (!message) {
        subscription.recycle(connection, `the broker cancelled the consumer of ${processor}`)
        return
      }
      if (isStopping) return // unacknowledged: another process gets it
      inHand.add(
        // Where the connection has ended meanwhile the ack throws, and the message comes again.
        consumer.handle(message.content).then(() => channel.ack(message)),
      )
    })
  }
  const subscription = keepConnected(url, 'lodge-consume', log, async (connection) => {
    // A queue that was deleted is there again before anyone consumes from it.
    await onOwnChannel(connection, (channel) => declare(channel, topology))
    consuming = { connection, started: new Set(), channels: new Set() }
    for (const processor of consumers.keys()) await startConsumer(consuming, processor)
  })

  for (const connection of [publishing, subscription]) {
    try {
      await connection.connect()
    } catch (error) {
      if (isMismatch(error)) {
        await Promise.all([publishing.close(), subscription.close()])
        throw new TopologyMismatchError(error)
      }
      log.warn('broker-away', { error: errorText(error) })
      connection.connectLater()
    }
  }

  const open = (): { connection: ChannelModel; channel: ConfirmChannel } => {
    if (!publisher || !publishing.isUp()) throw new BrokerAwayError('not connected')
    return publisher
  }

  const send = async (
    exchange: string,
    routingKey: string,
    raw: Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<void> => {
    const { connection, channel } = open()
    if (publishing.isBlocked()) throw new BrokerAwayError('its memory or disk is short')
    const messageId = uuidv7()
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new BrokerAwayError('no confirmation in time'))
        // A blocked broker will answer on this connection; a new one would be blocked as well.
        if (!publishing.isBlocked()) publishing.recycle(connection, 'no confirmation in time')
      }, confirmWithinMs)
      const done = (error: unknown): void => {
        clearTimeout(timer)
        if (!error) resolve()
        // A negative acknowledgement: a queue with `reject-publish` has reached its length.
        else if (error instanceof Error && error.message === 'message nacked')
          reject(new QueueFullError(routingKey))
        else reject(new BrokerAwayError('publishing was refused', error))
      }
      try {
        channel.publish(
          exchange,
          routingKey,
          Buffer.from(raw),
          { mandatory: true, persistent: true, messageId, headers },
          done,
        )
      } catch (error) {
        done(error)
      }
    })
    if (returned.delete(messageId)) throw new UnroutableError(routingKey)
  }

  return {
    publish: (routingKey, wakeUp) => send(topology.events, routingKey, Buffer.from(JSON.stringify(wakeUp))),
    wake: (processor, wakeUp) =>
      send(topology.back, queuesOf(topology, processor).queue, Buffer.from(JSON.stringify(wakeUp))),
    retry: (processor, tier, raw) =>
      send(tierOf(topology, tier).exchange, queuesOf(topology, processor).queue, raw),
    park: (processor, raw, reason) =>
      send(topology.dead, queuesOf(topology, processor).parking, raw, { reason: reason.slice(0, 200) }),
    unpark(processor) {
      const { queue, parking } = queuesOf(topology, processor)
      return onOwnChannel(open().connection, async (channel) => {
        const { messageCount } = await channel.checkQueue(parking)
        let moved = 0
        // As many as there were: what is parked again meanwhile stays.
        while (moved < messageCount) {
          const message = await channel.get(parking)
          if (!message) break
          // Published for good before it leaves the parking lot: at worst it is in both.
          await send(topology.back, queue, message.content)
          channel.ack(message)
          moved += 1
        }
        return moved
      })
    },
    async consume(processor, prefetch, handle) {
      consumers.set(processor, { prefetch, handle })
      if (!consuming) return
      // Where this fails the connection is recycled, and the next one starts the consumer.
      await startConsumer(consuming, processor).catch((error: unknown) =>
        log.warn('consumer-not-started', { processor, error: errorText(error) }),
      )
    },
    async repair() {
      await onOwnChannel(open().connection, (channel) => declare(channel, topology)).catch(
        (error: unknown) => {
          throw isMismatch(error) ? new TopologyMismatchError(error) : new BrokerAwayError('repairing', error)
        },
      )
    },
    depths: () =>
      onOwnChannel(open().connection, async (channel) => {
        const names = topology.processors
          .flatMap(({ queue, parking }) => [queue, parking])
          .concat(topology.tiers.map((tier) => tier.queue))
        const depths = []
        for (const name of names) {
          const { queue, messageCount, consumerCount } = await channel.checkQueue(name)
          depths.push({ queue, messages: messageCount, consumers: consumerCount })
        }
        return depths
      }),
    isUp: () => publishing.isUp() && !publishing.isBlocked() && subscription.isUp(),
    async close(drainMs = 8_000) {
      isStopping = true
      await inHand.drained(drainMs)
      // A connection's close overtakes the acks of its channels; a channel's own close does not.
      const flushed = [...(consuming?.channels ?? [])].map((channel) => channel.close())
      await Promise.race([Promise.allSettled(flushed), pause(flushTimeoutMs, undefined, { ref: false })])
      await Promise.all([subscription.close(), publishing.close()])
    },
  }
}
