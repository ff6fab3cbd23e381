/** What a shell command does with a wrong call: plain sentences instead of a stack, and an exit code that says so. */
import { readFile } from 'node:fs/promises'

/** What the caller can put right; its message is one or more plain sentences. */
export class WrongCall extends Error {}

/** Returns what `parse` reads from the command line. @throws WrongCall with the usage for an option that is not known. */
export function readArguments<T>(usage: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new WrongCall(`${error.message.replace(/\.$/, '')}.\n${usage}`)
  }
}

/** Returns the text of a file. @throws WrongCall where it is not there, cannot be read or is not UTF-8. */
export async function readText(file: string): Promise<string> {
  try {
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

/** Runs a command; what the caller can put right is printed without a stack, and the exit code is 1. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof WrongCall)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
