/** `npm run terms:import -- --file <path> --version <v> [--edition <words>] [--out <folder>]`: makes a term list of an edition. */
import { termListSchema, termVersionSchema } from '@lodge/shared-types'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { readEdition, termFileText } from '../processor/src/offices/term-editions.ts'
import { root } from './local/places.ts'

const usage =
  'Usage: npm run terms:import -- --file <edition.json or .csv> --version <name> [--edition <words>] [--out <folder>]'

/** What the caller can put right; its message is one or more plain sentences. */
class WrongCall extends Error {}

type Call = { file: string; version: string; edition: string; out: string }

function readCall(args: string[]): Call {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ args, options: { file: text, version: text, edition: text, out: text } })
    const { file, version, edition, out = join(root, 'processor', 'offices', 'terms') } = values
    if (file === undefined || version === undefined)
      throw new WrongCall(`Give --file and --version.\n${usage}`)
    const named = termVersionSchema.safeParse(version)
    if (!named.success) throw new WrongCall(`--version ${version}: ${named.error.issues[0]?.message ?? ''}`)
    return { file, version, edition: edition ?? `Nice Classification, ${version}`, out }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new WrongCall(`${error.message.replace(/\.$/, '')}.\n${usage}`)
  }
}

/** The largest edition that is read. */
const maxFileBytes = 64 * 1024 * 1024

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > maxFileBytes)
      throw new WrongCall(`${file} has ${size} bytes; at most ${maxFileBytes} are read.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    if (error instanceof TypeError) throw new WrongCall(`${file} is not UTF-8 text.`)
    if (error instanceof Error && 'code' in error)
      throw new WrongCall(
        error.code === 'ENOENT'
          ? `There is no file ${file}.`
          : `${file} cannot be read (${String(error.code)}).`,
      )
    throw error
  }
}

/** Writes a file that is not there yet: a list that people have used stays what it was. */
async function writeNew(path: string, text: string): Promise<void> {
  const there = await readFile(path, 'utf8').catch(() => undefined)
  if (there === text) return
  if (there !== undefined)
    throw new WrongCall(`${path} is there with other content; a changed list needs a --version of its own.`)
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new WrongCall(
        `${path} cannot be written (${String(error.code)}); make the folder, or name another by --out.`,
      )
    throw error
  }
}

const mostFaultsShown = 20

async function importTerms(args: string[]): Promise<void> {
  const { file, version, edition, out } = readCall(args)
  const format = { '.json': 'json', '.csv': 'csv' } as const
  const ending = extname(file).toLowerCase()
  if (ending !== '.json' && ending !== '.csv')
    throw new WrongCall(`${file} is neither .json nor .csv.\n${usage}`)
  const read = readEdition(await readText(file), format[ending])
  if (!read.ok) {
    const shown = read.faults
      .slice(0, mostFaultsShown)
      .map(({ line, message }) => `${file}:${line}: ${message}`)
    const more = read.faults.length - shown.length
    if (more > 0) shown.push(`… and ${more} more.`)
    throw new WrongCall(`${shown.join('\n')}\n${read.faults.length} error(s); nothing was written.`)
  }
  const list = { version, edition, terms: read.rows }
  const parsed = termListSchema.safeParse(list)
  if (!parsed.success) throw new WrongCall(parsed.error.issues.map(({ message }) => message).join('\n'))
  const path = join(out, `${version}.json`)
  await writeNew(path, termFileText(list))
  const { coverage, terms } = parsed.data
  const classes = new Set(terms.map((term) => term.classNumber)).size
  console.log(
    `${relative(process.cwd(), path)}: ${terms.length} terms in ${classes} classes, ${coverage.fr} in French, ${coverage.ar} in Arabic.`,
  )
  console.log(`An office offers it once its office.json says "termsVersion": "${version}".`)
}

try {
  await importTerms(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof WrongCall)) throw error
  console.error(error.message)
  process.exitCode = 1
}
