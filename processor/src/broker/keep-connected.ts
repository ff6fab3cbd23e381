/** One connection to RabbitMQ that comes back by itself and never leaves a socket behind. */
import { Socket } from 'node:net'
import amqp, { type ChannelModel } from 'amqplib'
import { errorText, type Log } from '../log.ts'

/** Notices a broker that has stopped answering after 12 s. */
const heartbeatS = 4
const connectTimeoutMs = 10_000
const closeTimeoutMs = 1_500
const maxPauseMs = 5_000

export type KeptConnection = {
  /** Connects and sets up, once. @throws whatever stopped it */
  connect(): Promise<void>
  /** Goes on trying in the background until it is connected. */
  connectLater(): void
  isUp(): boolean
  /** Whether the broker takes nothing from this connection now: its memory or disk is short. */
  isBlocked(): boolean
  /** Ends `connection`, where it has not ended yet; a new one takes its place. */
  recycle(connection: ChannelModel, why: unknown): void
  close(): Promise<void>
}

/** amqplib only half-closes, which leaves the socket of a peer that is silent open for ever. */
function destroySocket({ connection }: ChannelModel): void {
  if ('stream' in connection && connection.stream instanceof Socket)
    connection.stream.destroy(new Error('closed by this side'))
}

/** Says goodbye and waits a moment for the answer; what is closed already is as good as closed. */
async function end(connection: ChannelModel): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, closeTimeoutMs)))
  await Promise.race([connection.close().catch(() => undefined), late])
  clearTimeout(timer)
  destroySocket(connection)
}

/**
 * Keeps a connection named `name`; `setUp` runs on each new one and opens its channels. A channel that closes must recycle
 * its connection, since a channel alone does not come back (a double ack closes one).
 */
export function keepConnected(
  url: string,
  name: string,
  log: Log,
  setUp: (connection: ChannelModel) => Promise<void>,
): KeptConnection {
  const address = new URL(url)
  address.searchParams.set('heartbeat', String(heartbeatS))
  const ended = new WeakSet<ChannelModel>()
  let current: ChannelModel | undefined
  let isBlocked = false
  let isClosing = false
  let timer: NodeJS.Timeout | undefined

  const endOnce = async (connection: ChannelModel): Promise<void> => {
    if (ended.has(connection)) return
    ended.add(connection)
    await end(connection)
  }
  const recycle = (connection: ChannelModel, why: unknown): void => {
    void endOnce(connection)
    // While it is still being set up, `connect` fails and is tried again.
    if (current !== connection) return
    current = undefined
    if (isClosing) return
    log.warn('broker-away', { connection: name, error: errorText(why) })
    schedule(1)
  }
  const connect = async (): Promise<void> => {
    const fresh = await amqp.connect(address.toString(), {
      timeout: connectTimeoutMs,
      noDelay: true,
      clientProperties: { connection_name: name },
    })
    isBlocked = false
    fresh.on('error', (why: unknown) => recycle(fresh, why))
    fresh.on('close', (why: unknown) => recycle(fresh, why ?? 'closed'))
    fresh.on('blocked', (why: unknown) => {
      isBlocked = true
      log.warn('broker-blocked', { connection: name, error: errorText(why) })
    })
    fresh.on('unblocked', () => {
      isBlocked = false
    })
    try {
      await setUp(fresh)
      if (isClosing || ended.has(fresh)) throw new Error('the connection ended while it was set up')
      current = fresh
    } catch (error) {
      await endOnce(fresh)
      throw error
    }
  }
  const schedule = (attempt: number): void => {
    clearTimeout(timer)
    if (!isClosing)
      timer = setTimeout(() => void tryConnect(attempt), Math.min(maxPauseMs, 200 * 2 ** attempt))
  }
  const tryConnect = async (attempt: number): Promise<void> => {
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
    connectLater: () => schedule(1),
    isUp: () => current !== undefined,
    isBlocked: () => isBlocked,
    recycle,
    async close() {
      isClosing = true
      clearTimeout(timer)
      const last = current
      current = undefined
      if (last) await endOnce(last)
    },
  }
}
