/** The built browser files: read once into memory, served precompressed, hashed names cached for good. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { IncomingMessage, ServerResponse } from 'node:http'

const mediaTypes: Readonly<Record<string, string>> = {
  '.bcmap': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pfb': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

type Asset = {
  readonly mediaType: string
  readonly cacheControl: string
  readonly etag: string
  /** The sources of a document's inline scripts, for its content security policy. */
  readonly scripts: readonly string[]
  readonly plain: Buffer
  readonly encoded: ReadonlyMap<string, Buffer>
}

/** Only Vite's own folder has a content hash in every name. What a new build replaces under the same name is asked for anew. */
function cacheControlOf(path: string): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  return path === '/service-worker.js' || path.endsWith('.html') ? 'no-cache' : 'public, max-age=3600'
}

/** Returns a source expression (CSP Level 3, 2.3.1) for each inline script of a document. */
const scriptHashes = (html: string): string[] =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )

export type StaticAssets = ReadonlyMap<string, Asset>

/**
 * Returns every file below `folder` by its path, with the `.br` and `.gz` that the build laid beside it.
 * Files with a type that we do not serve are left out.
 */
export function loadAssets(folder: string): StaticAssets {
  const files = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const assets = new Map<string, Asset>()
  for (const file of files) {
    const mediaType = mediaTypes[extname(file)]
    const path = `/${relative(folder, file).split(sep).join('/')}`
    if (mediaType === undefined || path.startsWith('/.')) continue
    const plain = readFileSync(file)
    const encodings = [
      ['br', `${file}.br`],
      ['gzip', `${file}.gz`],
    ] as const
    assets.set(path, {
      mediaType,
      cacheControl: cacheControlOf(path),
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      scripts: path.endsWith('.html') ? scriptHashes(plain.toString()) : [],
      plain,
      encoded: new Map(
        encodings.flatMap(([name, at]) => (files.has(at) ? [[name, readFileSync(at)] as const] : [])),
      ),
    })
  }
  return assets
}

/** Answers with an asset: 304 where the browser has it, else the smallest encoding that it takes. */
export function serveAsset(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('cache-control', asset.cacheControl)
  response.setHeader('etag', asset.etag)
  response.setHeader('vary', 'Accept-Encoding')
  if (request.headers['if-none-match'] === asset.etag) {
    response.writeHead(304).end()
    return
  }
  const accepted = request.headers['accept-encoding'] ?? ''
  const encoding = ['br', 'gzip'].find(
    (name) => asset.encoded.has(name) && new RegExp(`\\b${name}\\b`).test(accepted),
  )
  const bytes = (encoding === undefined ? undefined : asset.encoded.get(encoding)) ?? asset.plain
  if (encoding !== undefined) response.setHeader('content-encoding', encoding)
  response.setHeader('content-type', asset.mediaType)
  response.setHeader('content-length', bytes.length)
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : bytes)
}
