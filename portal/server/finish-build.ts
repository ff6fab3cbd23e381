/**
 * Finishes a build of the browser files: refuses pages that are too heavy, forgets assets of builds before the last
 * three, compresses the rest.
 * Assets of earlier builds stay, because a tab opened before an update asks for them (the office takes clients
 * two versions old).
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { readClientManifest, routeTableFile } from './client-manifest.ts'
import { weighDraftingPages } from './page-weight.ts'

const build = join(import.meta.dirname, '..', 'build')
const client = join(build, 'client')
const assets = join(client, 'assets')
const historyFile = join(build, 'asset-builds.json')
const keptBuilds = 3

const historySchema = z.array(z.array(z.string()))

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Returns the names of this build's assets, then those of the builds before it. */
function buildsWithNewest(): string[][] {
  const made = Object.values(readClientManifest(build)).flatMap(({ file, css = [], assets: more = [] }) => [
    file,
    ...css,
    ...more,
  ])
  const newest = [...new Set([...made, routeTableFile(build)])].toSorted()
  const before = existsSync(historyFile) ? historySchema.parse(readJson(historyFile)) : []
  return [newest, ...before.filter((names) => names.join() !== newest.join())].slice(0, keptBuilds)
}

const pages = weighDraftingPages(build)
const tooHeavy = pages.filter(({ gzipBytes, maxBytes }) => gzipBytes > maxBytes)
if (tooHeavy.length > 0) {
  const told = tooHeavy.map(
    ({ name, language, gzipBytes, maxBytes }) => `${name} (${language}): ${gzipBytes}, at most ${maxBytes}`,
  )
  throw new Error(`Drafting pages load too many bytes of scripts:\n${told.join('\n')}`)
}

const builds = buildsWithNewest()
const kept = new Set(builds.flat())
for (const name of readdirSync(assets)) {
  const original = `assets/${name.replace(/\.(?:br|gz)$/, '')}`
  if (!kept.has(original)) rmSync(join(assets, name))
}
writeFileSync(historyFile, JSON.stringify(builds))

const compressible = /\.(?:css|html|m?js|json|svg|ttf|txt|webmanifest)$/
let count = 0
for (const entry of readdirSync(client, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (!entry.isFile() || !compressible.test(path) || (path.startsWith(assets) && existsSync(`${path}.br`)))
    continue
  const bytes = readFileSync(path)
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  )
  count += 1
}
const [heaviest] = pages
if (heaviest)
  console.log(
    `The heaviest drafting page, ${heaviest.name} (${heaviest.language}), loads ${heaviest.gzipBytes} bytes of scripts.`,
  )
console.log(`Compressed ${count} files; kept the assets of ${builds.length} build(s).`)
