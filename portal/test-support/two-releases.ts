/** A portal that is deployed anew while browsers are at it: the same pages, and after `deploy` another service worker. */
import { createServer, request as ask } from 'node:http'
import { once } from 'node:events'

export type Releases = {
  /** What browsers open; the portal behind must have it as its public origin. */
  readonly origin: string
  leadTo(port: number): void
  /** From now on the service worker is that of a later build: another text, and another list of what it keeps. */
  deploy(): void
  stop(): Promise<void>
}

/** Returns the worker of a later build: one document of its list has changed. */
function laterWorker(script: string): string {
  const [entry = '', before = ''] = /\{[^{}]*"?revision"?:"([0-9a-f]+)"[^{}]*\}/.exec(script) ?? []
  if (before === '') throw new Error('The service worker keeps no document')
  return script.replace(entry, entry.replace(before, before.slice(1) + before.slice(0, 1)))
}

export async function startReleases(): Promise<Releases> {
  let port = 0
  let isDeployed = false
  const server = createServer((request, response) => {
    const { method, url = '/', headers } = request
    const isWorker = url === '/service-worker.js'
    // The worker is changed on the way, so that it must come as plain text, and in full.
    const { 'accept-encoding': _, 'if-none-match': __, ...rest } = headers
    const onward = ask({ port, host: '127.0.0.1', method, path: url, headers: isWorker ? rest : headers })
    onward.on('error', () => response.destroy())
    onward.on('response', (answer) => {
      if (!isWorker || !isDeployed) {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
        return
      }
      let script = ''
      answer.setEncoding('utf8').on('data', (text: string) => (script += text))
      answer.on('end', () => {
        const { 'content-length': ___, etag: ____, ...kept } = answer.headers
        response.writeHead(answer.statusCode ?? 502, kept).end(laterWorker(script))
      })
    })
    request.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    origin: `http://localhost:${address.port}`,
    leadTo: (next) => void (port = next),
    deploy: () => void (isDeployed = true),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
