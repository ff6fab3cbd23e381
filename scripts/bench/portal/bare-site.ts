/** A site that does nothing but what is measured: one static page that opens offline, and what the term search is made of. */
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, normalize } from 'node:path'
import ts from 'typescript'
import { root } from '../../local/places.ts'

/** What the bare page shows in its only field. */
export const bareValue = 'KAROO'

const page = `<!doctype html><html lang="en"><title>Bare</title><input id="field" value="${bareValue}">
<script>navigator.serviceWorker.register('/worker.js')</script></html>`
const worker = `
addEventListener('install', (event) => event.waitUntil(caches.open('bare').then((cache) => cache.add('/'))))
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))))
`

const require = createRequire(join(root, 'portal', 'package.json'))
const source = join(root, 'shared-types', 'src')

/** Returns a module of shared-types as browsers read it. */
function moduleAt(path: string): string | undefined {
  const file = normalize(join(source, path))
  if (!file.startsWith(source) || !file.endsWith('.ts')) return undefined
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  }
  return ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText
}

export type BareSite = {
  port: number
  origin: string
  /** Nothing listens any more. */
  stop(): Promise<void>
}

/** Starts the site on a port of its own; what is posted to it is read and counted as received. */
export async function startBareSite(): Promise<BareSite> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://any.invalid').pathname
    const send = (type: string, body: string | undefined): void => {
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': type,
        // Clocks of such pages count in 5 µs instead of 100.
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      })
      response.end(body)
    }
    if (request.method === 'POST') {
      request.resume()
      request.on('end', () => send('text/plain', 'received'))
    } else if (path === '/') send('text/html', page)
    else if (path === '/worker.js') send('text/javascript', worker)
    else if (path.startsWith('/shared-types/'))
      send('text/javascript', moduleAt(path.slice('/shared-types/'.length)))
    else send('text/plain', undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    origin: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Returns Dexie's source, to be run inside a page of ours whose policy loads nothing from elsewhere. */
export const dexieSource = (): string => readFileSync(require.resolve('dexie/dist/dexie.min.js'), 'utf8')
