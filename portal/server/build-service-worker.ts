/**
 * Builds the service worker and gives it the list of what drafting needs offline: the documents, the modules of drafting
 * pages with all that these import, their styles, and the icons.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'
import { injectManifest } from 'workbox-build'
import { draftingAddresses } from '../app/shell/drafting-addresses.ts'
import { chunksOf, readClientManifest, routeModule, routeTableFile } from './client-manifest.ts'

const portal = join(import.meta.dirname, '..')
const buildFolder = join(portal, 'build')
const clientFolder = join(buildFolder, 'client')
const bundleFolder = join(buildFolder, '.service-worker')
/** A first visit on a slow link brings all of it. */
const maxBrotliBytes = 1.5 * 1024 * 1024

/** Returns the files of modules and of all that these import, now or later. */
const filesOf = (modules: readonly string[]): string[] =>
  chunksOf(readClientManifest(buildFolder), modules, { isLater: true }).flatMap(
    ({ file, css = [], assets = [] }) => [file, ...css, ...assets],
  )

const needed = [
  ...filesOf([
    'app/entry.client.tsx',
    routeModule('root.tsx'),
    routeModule('routes/local-layout.tsx'),
    ...draftingAddresses.map(({ module }) => routeModule(module)),
  ]),
  routeTableFile(buildFolder),
  'shells/*.html',
  'icons/*.png',
  'favicon.svg',
  'manifest.webmanifest',
]

await build({
  configFile: false,
  root: portal,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    outDir: bundleFolder,
    emptyOutDir: true,
    target: 'es2022',
    copyPublicDir: false,
    rollupOptions: {
      input: join(portal, 'app', 'service-worker', 'service-worker.ts'),
      output: { format: 'iife', entryFileNames: 'service-worker.js' },
    },
  },
})
let brotliBytes = 0
const { count, warnings } = await injectManifest({
  swSrc: join(bundleFolder, 'service-worker.js'),
  swDest: join(clientFolder, 'service-worker.js'),
  globDirectory: clientFolder,
  globPatterns: needed,
  // Vite's own files have their content's hash in the name.
  dontCacheBustURLsMatching: /^assets\//,
  maximumFileSizeToCacheInBytes: maxBrotliBytes,
  manifestTransforms: [
    (manifest) => {
      brotliBytes = manifest.reduce(
        (sum, { url }) => sum + brotliCompressSync(readFileSync(join(clientFolder, url))).length,
        0,
      )
      return { manifest }
    },
  ],
})
rmSync(bundleFolder, { recursive: true })
if (warnings.length > 0) throw new Error(warnings.join('\n'))
if (brotliBytes > maxBrotliBytes)
  throw new Error(
    `What drafting keeps offline has ${brotliBytes} bytes as sent; ${maxBrotliBytes} are the most.`,
  )
const bytes = readFileSync(join(clientFolder, 'service-worker.js')).length
console.log(`Service worker: ${bytes} bytes; it keeps ${count} files, ${brotliBytes} bytes as sent.`)
