/** The network between a browser and the portal: an HTTP proxy that can be away, be slow, be cut and lose answers. */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What went over the link: a request that began, and how much of its body was carried. */
export type Carried = { method: string; path: string; bodyBytes: number }

export type Link = {
  /** What browsers open; the portal behind must have it as its public origin. */
  readonly origin: string
  /** Everything that was carried so far, in order; entries grow while their bodies come. */
  readonly carried: readonly Carried[]
  /** Sends what comes to this port of the same machine. */
  leadTo(port: number): void
  /** Like a server that is not there: open connections break, new ones are refused. Resolves when nothing listens. */
  away(): Promise<void>
  /** Listens again on the same port. */
  back(): Promise<void>
  /** Breaks what is under way, and goes on listening. */
  cut(): void
  /** Carries at most so many bits a second, both directions and all connections together; undefined: as fast as it goes. */
  slowTo(bitsPerSecond: number | undefined): void
  /** After the portal has answered a request for which `loses` says so, the connection breaks before a byte of the answer. */
  loseAnswers(loses: (method: string, path: string) => boolean): void
  stop(): Promise<void>
}

export async function startLink(): Promise<Link> {
  const sockets = new Set<Socket>()
  const carried: Carried[] = []
  let target = 0
  let bytesPerMs: number | undefined
  let freeAt = 0
  let loses: (method: string, path: string) => boolean = () => false

  /** Waits until the link has room for so many bytes more. */
  async function take(bytes: number): Promise<void> {
    if (bytesPerMs === undefined) return
    const now = performance.now()
    freeAt = Math.max(now, freeAt) + bytes / bytesPerMs
    await pause(freeAt - now)
  }

  /** Carries a body in pieces that fit the pace; `count` hears of each. */
  async function carry(
    from: IncomingMessage,
    to: NodeJS.WritableStream,
    count: (bytes: number) => void,
  ): Promise<void> {
    for await (const chunk of from) {
      if (!Buffer.isBuffer(chunk)) continue
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        const piece = chunk.subarray(at, at + pieceBytes)
        await take(piece.length)
        count(piece.length)
        to.write(piece)
      }
    }
    to.end()
  }

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = request
    const entry: Carried = { method, path: url, bodyBytes: 0 }
    carried.push(entry)
    const onward = ask({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      if (loses(method, url)) {
        answer.resume()
        answer.on('end', () => request.socket.destroy())
        return
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      carry(answer, response, () => undefined).catch(() => response.destroy())
    })
    const end = (): void => void onward.destroy()
    request.on('error', end)
    response.on('close', end)
    onward.on('error', () => request.socket.destroy())
    carry(request, onward, (bytes) => (entry.bodyBytes += bytes)).catch(end)
  }

  const server = createServer(pass)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const away = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    cut()
    return closed
  }
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://localhost:${port}`,
    carried,
    leadTo: (to) => void (target = to),
    away,
    back: () => listen(port),
    cut,
    slowTo: (bitsPerSecond) =>
      void (bytesPerMs = bitsPerSecond === undefined ? undefined : bitsPerSecond / 8_000),
    loseAnswers: (which) => void (loses = which),
    stop: () => (server.listening ? away() : Promise.resolve()),
  }
}

/** Small enough for an even pace at any speed that is used here. */
const pieceBytes = 4_096
