/** Files of editions that others publish, JSON or CSV, read so that every fault has the line that it is on. */
import { readCsv } from '@lodge/shared-types'
import { JsonFault, parseStrictJson } from './strict-json.ts'

/** One thing to put right, with the line of the file, counted from 1. */
export type EditionFault = { line: number; message: string }

/** Returns what JSON text holds, or where it is none. */
export function jsonIn(text: string): { value: unknown } | { fault: EditionFault } {
  try {
    return { value: parseStrictJson(text) }
  } catch (error) {
    if (error instanceof JsonFault)
      return { fault: { line: error.line, message: `This is not JSON; ${error.message}.` } }
    throw error
  }
}

/** Returns the records of CSV text, or where it is none. */
export function csvRecordsIn(
  text: string,
): readonly { line: number; cells: readonly string[] }[] | { fault: EditionFault } {
  const read = readCsv(text)
  const message = 'A quotation mark is open, or stands inside a cell without quotes.'
  return read.ok ? read.records : { fault: { line: read.line, message } }
}

/** Returns the lines on which the objects of the top-level lists `names` begin, in the order of `names`. */
export function linesOfEntries(text: string, names: readonly string[]): number[] {
  const lines = new Map<string, number[]>(names.map((name) => [name, []]))
  let [depth, line, at, list] = [0, 1, 0, '']
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    for (; at < index; at += 1) if (text.charAt(at) === '\n') line += 1
    if (token === '{' && depth === 2) lines.get(list)?.push(line)
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    else if (depth === 1) list = token.slice(1, -1)
  }
  return names.flatMap((name) => lines.get(name) ?? [])
}
