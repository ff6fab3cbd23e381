/** The built browser files: read once into memory, served precompressed, hashed names cached for good. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { IncomingMessage, ServerResponse } from 'node:http'

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

type Asset = {
  readonly mediaType: string
  readonly cacheControl: string
  readonly etag: string
  readonly plain: Buffer
  readonly encoded: ReadonlyMap<string, Buffer>
}

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
      // Only Vite's own folder has a content hash in every name.
      cacheControl: path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=3600',
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
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
