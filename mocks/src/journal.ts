/** An append-only journal: one fsynced line per change, from which a mock rebuilds everything after a restart. */
import fs from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { toJson } from './web-server.ts'

export type Journal<E> = {
  /** Keeps the entry, and then applies it. */
  readonly append: (entry: E) => void
  readonly close: () => void
}

/** Returns the whole lines of the journal, having cut off a last line that a crash left unfinished. */
function readLines(file: number): string[] {
  const text = fs.readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) fs.ftruncateSync(file, Buffer.byteLength(whole))
  return whole.split('\n').filter((line) => line !== '')
}

/**
 * Opens the journal in `dataDir`, or in memory only, and applies what it holds. What changes together is one entry: after a
 * crash either all of it is there or none. @throws ZodError when the file was written by something else.
 */
export function openJournal<S extends z.ZodType>(
  dataDir: string | undefined,
  name: string,
  schema: S,
  apply: (entry: z.infer<S>) => void,
): Journal<z.infer<S>> {
  if (dataDir !== undefined) fs.mkdirSync(dataDir, { recursive: true })
  const file = dataDir === undefined ? undefined : fs.openSync(path.join(dataDir, name), 'a+')
  if (file !== undefined) for (const line of readLines(file)) apply(schema.parse(JSON.parse(line)))
  return {
    append(entry) {
      if (file !== undefined) {
        fs.writeSync(file, `${toJson(entry)}\n`)
        fs.fsyncSync(file)
      }
      apply(entry)
    },
    close() {
      if (file !== undefined) fs.closeSync(file)
    },
  }
}
