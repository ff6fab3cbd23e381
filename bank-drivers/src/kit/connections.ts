/** Watches which addresses this process connects to, so that a driver that goes around its frozen client is found out. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'

const channel = 'net.client.socket'
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1', 'localhost'])

export type ConnectionWatch = {
  /** Addresses outside this machine, by name or number. */
  readonly foreign: () => readonly string[]
  readonly end: () => void
}

/** Starts to watch; every kind of client of Node goes through a socket. */
export function watchConnections(): ConnectionWatch {
  const foreign = new Set<string>()
  const look = (message: unknown): void => {
    const socket: unknown =
      typeof message === 'object' && message !== null && 'socket' in message ? message.socket : undefined
    if (!(socket instanceof Socket)) return
    socket.once('lookup', (_error: Error | null, address: string, _family: string | number, host: string) => {
      if (!loopback.has(address) || !loopback.has(host)) foreign.add(host)
    })
    socket.once('connectionAttempt', (address: string) => {
      if (!loopback.has(address)) foreign.add(address)
    })
  }
  subscribe(channel, look)
  return { foreign: () => [...foreign], end: () => void unsubscribe(channel, look) }
}
