/** RabbitMQ 3.10 and later: quorum queues, confirmed and mandatory publishing, one connection each to publish and consume. */
import amqp, { type Channel, type ChannelModel, type ConfirmChannel } from 'amqplib'
import type { ProcessorName } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { errorText, type Log } from '../log.ts'
import { BrokerAwayError, TopologyMismatchError, UnroutableError, makeInHand, type Broker } from './broker.ts'
import { deliveryLimit, queuesOf, type Topology } from './topology.ts'

const heartbeatS = 4
const confirmTimeoutMs = 10_000
const connectTimeoutMs = 10_000

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

/** Closing what is closed already throws: that is as good as closed. */
async function closeQuietly(connection: ChannelModel | undefined): Promise<void> {
  try {
    await connection?.close()
  } catch {
    return
  }
}

/**
 * A connection that comes back: `onConnect` runs on each new one. A closed channel closes its connection, since amqplib does
 * not bring back a channel alone (a double ack gives one).
 */
function keepConnected(
  url: string,
  name: string,
  log: Log,
  onConnect: (connection: ChannelModel) => Promise<void>,
) {
  let connection: ChannelModel | undefined
  let isClosing = false
  let timer: NodeJS.Timeout | undefined

  const lost = (gone: ChannelModel | undefined, why: unknown): void => {
    if (connection !== gone || isClosing) return
    connection = undefined
    log.warn('broker-away', { connection: name, error: errorText(why) })
    schedule(1)
  }
  const schedule = (attempt: number): void => {
    timer = setTimeout(() => void attemptConnect(attempt), Math.min(5_000, 200 * 2 ** attempt))
  }
  const connect = async (): Promise<void> => {
    const fresh = await amqp.connect(url, {
      timeout: connectTimeoutMs,
      clientProperties: { connection_name: name },
    })
    fresh.on('error', () => undefined) // always followed by 'close'
    fresh.on('close', (why: unknown) => lost(fresh, why ?? 'closed'))
    try {
      await onConnect(fresh)
      connection = fresh
    } catch (error) {
      await closeQuietly(fresh)
      throw error
    }
  }
  const attemptConnect = async (attempt: number): Promise<void> => {
    try {
      await connect()
      log.info('broker-connected', { connection: name })
    } catch (error) {
      if (isClosing) return
      if (attempt % 5 === 1) log.warn('broker-away', { connection: name, error: errorText(error) })
      schedule(attempt + 1)
    }
  }
  return {
    connect,
    retryLater: (): void => schedule(1),
    isUp: () => connection !== undefined,
    recycle(why: string): void {
      const old = connection
      lost(old, why)
      void closeQuietly(old)
    },
    async close(): Promise<void> {
      isClosing = true
      clearTimeout(timer)
      await closeQuietly(connection)
    },
  }
}

/**
 * Opens the broker. When it cannot be reached now, the office starts all the same and goes on trying: wake-ups wait in the
 * outbox.
 * @throws TopologyMismatchError when a queue exists with other settings.
 */
export async function openRabbit(url: string, topology: Topology, log: Log): Promise<Broker> {
  const withHeartbeat = new URL(url)
  withHeartbeat.searchParams.set('heartbeat', String(heartbeatS))
  const address = withHeartbeat.toString()
  const inHand = makeInHand()
  const consumers = new Map<ProcessorName, { prefetch: number; handle: (raw: Uint8Array) => Promise<void> }>()
  const returned = new Set<string>()
  let publisher: ConfirmChannel | undefined
  let consuming: ChannelModel | undefined
  let isStopping = false

  const publishing = keepConnected(address, 'lodge-publish', log, async (connection) => {
    const channel = await connection.createConfirmChannel()
    channel.on('error', () => undefined)
    channel.on('close', () => {
      if (publisher === channel) publishing.recycle('the publishing channel closed')
    })
    channel.on(
      'return',
      (message: { properties: { messageId?: unknown } }) =>
        void returned.add(String(message.properties.messageId)),
    )
    await declare(channel, topology)
    publisher = channel
  })

  const startConsumer = async (connection: ChannelModel, processor: ProcessorName): Promise<void> => {
    const consumer = consumers.get(processor)
    if (!consumer || isStopping) return
    const channel = await connection.createChannel()
    channel.on('error', () => undefined)
    let isOpen = true
    channel.on('close', () => {
      isOpen = false
      if (consuming === connection && !isStopping) subscription.recycle(`the channel of ${processor} closed`)
    })
    await channel.prefetch(consumer.prefetch)
    await channel.consume(queuesOf(topology, processor).queue, (message) => {
      if (!message) {
        subscription.recycle(`the broker cancelled the consumer of ${processor}`)
        return
      }
      if (isStopping) return // unacknowledged: another process gets it
      inHand.add(
        consumer.handle(message.content).then(
          () => {
            if (isOpen) channel.ack(message)
          },
          () => undefined,
        ),
      )
    })
  }
  const subscription = keepConnected(address, 'lodge-consume', log, async (connection) => {
    consuming = connection
    for (const processor of consumers.keys()) await startConsumer(connection, processor)
  })

  for (const connection of [publishing, subscription]) {
    try {
      await connection.connect()
    } catch (error) {
      if (isMismatch(error)) {
        await publishing.close()
        await subscription.close()
        throw new TopologyMismatchError(error)
      }
      log.warn('broker-away', { error: errorText(error) })
      connection.retryLater()
    }
  }

  const send = async (
    exchange: string,
    routingKey: string,
    raw: Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<void> => {
    const channel = publisher
    if (!channel || !publishing.isUp()) throw new BrokerAwayError('not connected')
    const messageId = uuidv7()
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new BrokerAwayError('no confirmation in time'))
        if (publisher === channel) publishing.recycle('no confirmation in time')
      }, confirmTimeoutMs)
      const done = (error: unknown): void => {
        clearTimeout(timer)
        if (error) reject(new BrokerAwayError('publishing was refused', error))
        else resolve()
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
      send(topology.tiers[tier]?.exchange ?? '', queuesOf(topology, processor).queue, raw),
    park: (processor, raw, reason) =>
      send(topology.dead, queuesOf(topology, processor).parking, raw, { reason: reason.slice(0, 200) }),
    async consume(processor, prefetch, handle) {
      consumers.set(processor, { prefetch, handle })
      if (consuming && subscription.isUp()) await startConsumer(consuming, processor)
    },
    async repair() {
      if (publisher && publishing.isUp()) await declare(publisher, topology)
    },
    async depths() {
      const channel = publisher
      if (!channel || !publishing.isUp()) throw new BrokerAwayError('not connected')
      const names = topology.processors
        .flatMap(({ queue, parking }) => [queue, parking])
        .concat(topology.tiers.map((tier) => tier.queue))
      const depths = []
      for (const name of names) {
        const { queue, messageCount, consumerCount } = await channel.checkQueue(name)
        depths.push({ queue, messages: messageCount, consumers: consumerCount })
      }
      return depths
    },
    isUp: () => publishing.isUp() && subscription.isUp(),
    async close(drainMs = 8_000) {
      isStopping = true
      await inHand.drained(drainMs)
      await subscription.close()
      await publishing.close()
    },
  }
}
