/** A TCP proxy in front of a real server, which can cut, stall, refuse, count and speak for either side. */
import { createConnection, createServer, type Socket } from 'node:net'

type Pair = { client: Socket; server: Socket }

export type Proxy = {
  port: number
  /** How many connections are open now. */
  open(): number
  /** How many connections there have been. */
  total(): number
  /** Breaks every open connection. */
  cut(): void
  /** Lets nothing through any more: in both directions, or only what the server says. */
  stall(what: 'all' | 'answers'): void
  resume(): void
  /** Turns new connections away, until `accept`. */
  refuse(): void
  accept(): void
  /** Puts bytes of one's own into the `index`th open connection. */
  say(to: 'client' | 'server', index: number, bytes: Uint8Array): void
  stop(): Promise<void>
}

export async function startProxy(target: { host: string; port: number }): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let count = 0
  let stalled: 'all' | 'answers' | undefined
  let isRefusing = false

  const hold = ({ client, server }: Pair): void => {
    if (stalled === 'all') client.pause()
    if (stalled !== undefined) server.pause()
  }
  const listener = createServer((client) => {
    if (isRefusing) {
      client.destroy()
      return
    }
    count += 1
    const server = createConnection(target.port, target.host)
    const pair = { client, server }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true)
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', end)
      from.on('close', end)
    }
    hold(pair)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    open: () => pairs.size,
    total: () => count,
    cut() {
      for (const { client, server } of pairs) {
        client.destroy()
        server.destroy()
      }
    },
    stall(what) {
      stalled = what
      pairs.forEach(hold)
    },
    resume() {
      stalled = undefined
      for (const { client, server } of pairs) {
        client.resume()
        server.resume()
      }
    },
    refuse: () => void (isRefusing = true),
    accept: () => void (isRefusing = false),
    say(to, index, bytes) {
      const pair = [...pairs][index]
      if (!pair) throw new Error(`There is no open connection ${index}`)
      pair[to].write(bytes)
    },
    async stop() {
      for (const { client, server } of pairs) {
        client.destroy()
        server.destroy()
      }
      await new Promise<void>((resolve) => listener.close(() => resolve()))
    },
  }
}
