/** What a browser loads before a drafting page can be used; a first visit may come over a slow link to a small phone. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { isLanguage, languages, type Language } from '@lodge/shared-types'
import { draftingAddresses, type ShellName } from '../app/shell/drafting-addresses.ts'
import { chunksOf, readClientManifest, routeModule, routeTableFile } from './client-manifest.ts'

/** Scripts of a drafting page with the words of one language, as sent (gzip). */
const maxBytes = 170_000
/** They check and price drafts before they show anything; elsewhere that comes after the page. */
const checkFirst: ReadonlySet<ShellName> = new Set(['cart', 'sending'])
const maxBytesToCheck = 180_000
const limitOf = (name: ShellName): number => (checkFirst.has(name) ? maxBytesToCheck : maxBytes)

export type PageWeight = { name: ShellName; language: Language; gzipBytes: number; maxBytes: number }

/** Returns the weight of every drafting page in every language, the heaviest first. */
export function weighDraftingPages(buildFolder: string): PageWeight[] {
  const manifest = readClientManifest(buildFolder)
  const weights = new Map<string, number>()
  const weightOf = (file: string): number => {
    const bytes =
      weights.get(file) ?? gzipSync(readFileSync(join(buildFolder, 'client', file)), { level: 9 }).length
    weights.set(file, bytes)
    return bytes
  }
  const filesOf = (module: string, language: Language): Set<string> => {
    const modules = [
      'app/entry.client.tsx',
      `app/messages/every-page.${language}.ts`,
      routeModule('root.tsx'),
      routeModule('routes/local-layout.tsx'),
      routeModule(module),
    ]
    const chunks = chunksOf(manifest, modules, { isLater: false })
    return new Set([...chunks.map(({ file }) => file), routeTableFile(buildFolder)])
  }
  return draftingAddresses
    .flatMap(({ name, module }) =>
      Object.keys(languages)
        .filter(isLanguage)
        .map((language) => {
          const files = [...filesOf(module, language)]
          const gzipBytes = files.reduce((sum, file) => sum + weightOf(file), 0)
          return { name, language, gzipBytes, maxBytes: limitOf(name) }
        }),
    )
    .toSorted((one, other) => other.gzipBytes - one.gzipBytes)
}
