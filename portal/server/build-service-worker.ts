/**
 * Builds the service worker and gives it the list of what drafting needs offline: the documents, the modules of drafting
 * pages with all that these import, their styles, and the icons.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { injectManifest } from 'workbox-build'
import { draftingAddresses } from '../app/shell/drafting-addresses.ts'
import { readClientManifest, routeTableFile, type ClientManifest } from './client-manifest.ts'

const portal = join(import.meta.dirname, '..')
const buildFolder = join(portal, 'build')
const clientFolder = join(buildFolder, 'client')
const bundleFolder = join(buildFolder, '.service-worker')
const maxBrotliBytes = 1.5 * 1024 * 1024

/** Returns the files of a module and of all that it imports, now or later. */
function filesOf(manifest: ClientManifest, modules: readonly string[]): string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no module "${name}".`)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next)
  }
  for (const name of modules) visit(name)
  return [...files]
}

/** Routes are entries under a query of their own. */
const routeModule = (module: string): string => `app/${module}?__remix-build-client-route`

const needed = [
  ...filesOf(readClientManifest(buildFolder), [
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
const { count, warnings } = await injectManifest({
  swSrc: join(bundleFolder, 'service-worker.js'),
  swDest: join(clientFolder, 'service-worker.js'),
  globDirectory: clientFolder,
  globPatterns: needed,
  // Vite's own files have their content's hash in the name.
  dontCacheBustURLsMatching: /^assets\//,
  maximumFileSizeToCacheInBytes: maxBrotliBytes,
})
rmSync(bundleFolder, { recursive: true })
if (warnings.length > 0) throw new Error(warnings.join('\n'))
const bytes = readFileSync(join(clientFolder, 'service-worker.js')).length
console.log(`Service worker: ${bytes} bytes; it keeps ${count} files.`)
