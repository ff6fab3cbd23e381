/**
 * `prepack` and `postpack` of the packages that are used outside of the repository (docs/decisions/0025-packages-are-packed-from-sources.md).
 * Inside, Node runs the TypeScript sources; below `node_modules` it refuses them, so a packed package holds JavaScript and declarations.
 *
 *   node pack-package.ts emit      writes dist/ and a package.json that points to it; the true one is put aside
 *   node pack-package.ts restore   puts everything back
 *   node pack-package.ts watch     puts everything back after a while, in case nobody else did
 */
import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifestFile = 'package.json'
const aside = 'package.json.unpacked'
const output = 'dist'
/** Longer than npm takes between `prepack` and `postpack`. */
const patienceMs = 15_000

const manifestSchema = z.looseObject({
  exports: z.record(z.string(), z.string().regex(/^\.\/src\/.*\.ts$/)),
  scripts: z.record(z.string(), z.string()).optional(),
})

/** What is not for others: tests, and the seeded bugs. */
const isOurs = (file: string): boolean => /\.test\.ts$|\/test-support\/|^src\/kit\/mutants\//.test(file)

/** Relative imports of TypeScript, in code and in declarations. */
const withJsEndings = (code: string): string =>
  code.replaceAll(/((?:\bfrom|\bimport)\s*\(?\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2')

/** Writes the sources as JavaScript: the very lines that run inside the repository, without their types. */
function emitCode(): void {
  for (const file of globSync('src/**/*').filter((one) => /\.[a-z]+$/.test(one) && !isOurs(one))) {
    const target = join(output, file.slice('src/'.length).replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    if (file.endsWith('.ts'))
      writeFileSync(target, withJsEndings(stripTypeScriptTypes(readFileSync(file, 'utf8'))))
    else cpSync(file, target)
  }
}

/** Writes the declarations; npm puts the compiler of the repository on the path. Types of other packages of ours come from their sources here, from their own declarations there. */
function emitTypes(): void {
  const work = join(output, '.types')
  mkdirSync(work, { recursive: true })
  const compilerOptions = {
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, allowImportingTsExtensions: true },
    ...{ rootDir: root, outDir: 'out' },
  }
  const exclude = ['../../src/**/*.test.ts', '../../src/kit/mutants']
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['../../src'], exclude }
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(config))
  const { status, stdout } = spawnSync('tsc', ['-p', join(work, 'tsconfig.json')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The declarations could not be made:\n${stdout}`)
  const made = join(work, 'out', process.cwd().slice(root.length).replace(/^\//, ''), 'src')
  for (const file of globSync('**/*.d.ts', { cwd: made })) {
    mkdirSync(dirname(join(output, file)), { recursive: true })
    writeFileSync(join(output, file), withJsEndings(readFileSync(join(made, file), 'utf8')))
  }
  rmSync(work, { recursive: true })
}

/** The package.json of the tarball: the same, pointing to what was emitted. */
function packedManifest(text: string): string {
  const { exports, scripts: _ours, ...rest } = manifestSchema.parse(JSON.parse(text))
  const packed = Object.fromEntries(
    Object.entries(exports).map(([name, source]) => {
      const path = source.replace('./src/', './dist/').replace(/\.ts$/, '')
      return [name, { types: `${path}.d.ts`, default: `${path}.js` }]
    }),
  )
  return `${JSON.stringify({ ...rest, exports: packed, engines: { node: '>=20.11' } }, null, 2)}\n`
}

function restore(): void {
  if (existsSync(aside)) renameSync(aside, manifestFile)
  rmSync(output, { recursive: true, force: true })
}

function emit(): void {
  restore()
  emitCode()
  // Only for a test of the code: a package without declarations is not for others.
  if (process.env['LODGE_PACK_TYPES'] !== 'no') emitTypes()
  for (const file of ['LICENSE', 'docs/bank-drivers.md'].filter((one) => existsSync(join(root, one))))
    cpSync(join(root, file), join(output, file.replace('docs/', '')))
  const text = readFileSync(manifestFile, 'utf8')
  const packed = packedManifest(text)
  // Last, so that the package points to its sources nearly all the time; and never half written.
  writeFileSync(`${aside}.new`, text)
  renameSync(`${aside}.new`, aside)
  writeFileSync(`${manifestFile}.new`, packed)
  renameSync(`${manifestFile}.new`, manifestFile)
  spawn(process.execPath, [fileURLToPath(import.meta.url), 'watch'], {
    detached: true,
    stdio: 'ignore',
  }).unref()
}

/** npm may be interrupted between its two scripts: then nobody else puts the package back. */
async function watch(): Promise<void> {
  for (let waited = 0; waited < patienceMs && existsSync(aside); waited += 250) await pause(250)
  if (existsSync(aside)) restore()
}

const commands = new Map<string, () => void | Promise<void>>([
  ['emit', emit],
  ['restore', restore],
  ['watch', watch],
])
const command = commands.get(process.argv[2] ?? '')
if (!command) throw new Error('Say emit, restore or watch.')
await command()
