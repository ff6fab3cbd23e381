/** What the build says about the browser files that it made. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { shellFile } from '../app/shell/shell-files.ts'

const names = z.array(z.string()).optional()
const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), css: names, assets: names, imports: names, dynamicImports: names }),
)
/** Each module's chunk by the module's path below `portal`. */
export type ClientManifest = z.infer<typeof manifestSchema>

export const readClientManifest = (buildFolder: string): ClientManifest =>
  manifestSchema.parse(JSON.parse(readFileSync(join(buildFolder, '.vite', 'client-manifest.json'), 'utf8')))

/** Routes are entries under a query of their own. */
export const routeModule = (module: string): string => `app/${module}?__remix-build-client-route`

/** Returns the chunks of modules with all that they import at once, and with `isLater` what they import when it is needed. */
export function chunksOf(
  manifest: ClientManifest,
  modules: readonly string[],
  { isLater }: { isLater: boolean },
): ClientManifest[string][] {
  const chunks = new Map<string, ClientManifest[string]>()
  const visit = (name: string): void => {
    if (chunks.has(name)) return
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no module "${name}".`)
    chunks.set(name, chunk)
    for (const next of [...(chunk.imports ?? []), ...(isLater ? (chunk.dynamicImports ?? []) : [])])
      visit(next)
  }
  for (const name of modules) visit(name)
  return [...chunks.values()]
}

/** Returns Remix's own list of routes, which it writes beside Vite's files; each document of this build names it. */
export function routeTableFile(buildFolder: string): string {
  const document = readFileSync(join(buildFolder, 'client', shellFile('drafts', 'en')), 'utf8')
  const [file] = /assets\/manifest-[\w-]+\.js/.exec(document) ?? []
  if (file === undefined) throw new Error('The documents of this build name no list of routes.')
  return file
}
