/** Files that the importers of lists read and write: an edition as others publish it, and a list that is not there yet. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { EditionFault } from '../../processor/src/offices/edition-files.ts'

/** What the caller can put right; its message is one or more plain sentences. */
export class WrongCall extends Error {}

/** The largest edition that is read. */
const maxFileBytes = 64 * 1024 * 1024

/** Returns the text of an edition and whether it is JSON or CSV. @throws WrongCall. */
export async function readSource(file: string): Promise<{ text: string; format: 'json' | 'csv' }> {
  const ending = extname(file).toLowerCase()
  if (ending !== '.json' && ending !== '.csv') throw new WrongCall(`${file} is neither .json nor .csv.`)
  try {
    const { size } = await stat(file)
    if (size > maxFileBytes)
      throw new WrongCall(`${file} has ${size} bytes; at most ${maxFileBytes} are read.`)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
    return { text, format: ending === '.json' ? 'json' : 'csv' }
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

const mostFaultsShown = 20

/** Returns what to throw where an edition has faults: each with file and line. */
export function wrongSource(file: string, faults: readonly EditionFault[]): WrongCall {
  const shown = faults.slice(0, mostFaultsShown).map(({ line, message }) => `${file}:${line}: ${message}`)
  const more = faults.length - shown.length
  if (more > 0) shown.push(`… and ${more} more.`)
  return new WrongCall(`${shown.join('\n')}\n${faults.length} error(s); nothing was written.`)
}

/** Writes a file that is not there yet: a list that people have used stays what it was. @throws WrongCall. */
export async function writeNew(path: string, text: string): Promise<void> {
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

/** Runs an importer; what the caller can put right is printed without a stack, and the exit code says so. */
export async function runImport(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof WrongCall)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
