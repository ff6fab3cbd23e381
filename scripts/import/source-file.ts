/** Files that the importers of lists read and write: an edition as others publish it, and a list that is not there yet. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { EditionFault } from '../../processor/src/offices/edition-files.ts'
import { readText, WrongCall } from '../wrong-call.ts'

/** The largest edition that is read. */
const maxFileBytes = 64 * 1024 * 1024

/** Returns the text of an edition and whether it is JSON or CSV. @throws WrongCall. */
export async function readSource(file: string): Promise<{ text: string; format: 'json' | 'csv' }> {
  const ending = extname(file).toLowerCase()
  if (ending !== '.json' && ending !== '.csv') throw new WrongCall(`${file} is neither .json nor .csv.`)
  const bytes = await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
  if (bytes > maxFileBytes)
    throw new WrongCall(`${file} has ${bytes} bytes; at most ${maxFileBytes} are read.`)
  return { text: await readText(file), format: ending === '.json' ? 'json' : 'csv' }
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
