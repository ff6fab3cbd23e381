/** Which connections to a server this process holds: an office that is closed leaves none behind. */
import { subscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'

const sockets = new Set<Socket>()

subscribe('net.client.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return
  const { socket } = message
  if (!(socket instanceof Socket)) return
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
})

/** Returns the ports of the servers that a MongoDB or AMQP address names. */
export function portsOf(uri: string): number[] {
  const servers = /^[^/]+\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? ''
  const usual = uri.startsWith('amqp') ? 5672 : 27017
  return servers.split(',').map((server) => Number(/:(\d+)$/.exec(server)?.[1] ?? usual))
}

/** Returns how many connections of this process to any of `ports` are open, by local and remote port. */
export const openTo = (ports: readonly number[]): string[] =>
  [...sockets]
    .filter(({ remotePort }) => remotePort !== undefined && ports.includes(remotePort))
    .map(({ localPort, remotePort }) => `${localPort} → ${remotePort}`)
