/** Reads editions of code lists that others publish: JSON with `entries`, or CSV; by line. */
import { entryFaults, codeEntrySchema, type CodeEntry, type CodeListName } from '@lodge/shared-types'
import { z } from 'zod'
import { csvRecordsIn, jsonIn, linesOfEntries, type EditionFault } from './edition-files.ts'

export type ReadCodes = { ok: true; entries: CodeEntry[] } | { ok: false; faults: EditionFault[] }

/** One entry as the file has it. */
type Raw = { line: number; entry: unknown }

const columns = ['code', 'en', 'fr', 'ar', 'minorUnits'] as const

function rawOfJson(text: string): (Raw | EditionFault)[] {
  const content = jsonIn(text)
  if ('fault' in content) return [content.fault]
  const parsed = z.object({ entries: z.array(z.unknown()) }).safeParse(content.value)
  if (!parsed.success)
    return [
      {
        line: 1,
        message: 'The file has no list "entries", such as {"entries": [{"code": "06", "en": "…"}]}.',
      },
    ]
  const lines = linesOfEntries(text, ['entries'])
  return parsed.data.entries.map((entry, index) => ({ line: lines[index] ?? 1, entry }))
}

function rawOfCsv(text: string): (Raw | EditionFault)[] {
  const records = csvRecordsIn(text)
  if ('fault' in records) return [records.fault]
  const hasHeader = records[0]?.cells[0]?.trim().toLowerCase() === 'code'
  return records.slice(hasHeader ? 1 : 0).map(({ line, cells }): Raw | EditionFault => {
    if (cells.length > columns.length)
      return {
        line,
        message: 'A row has a code, at most three names and minor units; quote names with a comma.',
      }
    const named = columns.flatMap((name, at) => {
      const cell = cells[at]?.trim() ?? ''
      if (cell === '' && name !== 'code' && name !== 'en') return []
      return [[name, name === 'minorUnits' && /^\d$/.test(cell) ? Number(cell) : cell] as const]
    })
    return { line, entry: Object.fromEntries(named) }
  })
}

/**
 * Reads the codes of a list: JSON as `{"entries": [{"code": "06-01", "en": "Seats"}]}`, or CSV as
 * `code,en[,fr][,ar][,minorUnits]`, with or without that header. Returns them in the file's order, or every fault with its line.
 */
export function readCodes(list: CodeListName, text: string, format: 'json' | 'csv'): ReadCodes {
  const faults: EditionFault[] = []
  const read: { line: number; entry: CodeEntry }[] = []
  for (const raw of format === 'json' ? rawOfJson(text) : rawOfCsv(text)) {
    if (!('entry' in raw)) {
      faults.push(raw)
      continue
    }
    const parsed = codeEntrySchema.safeParse(raw.entry)
    if (parsed.success) read.push({ line: raw.line, entry: parsed.data })
    else
      for (const { path, message } of parsed.error.issues)
        faults.push({ line: raw.line, message: `${path.join('.')}${path.length > 0 ? ': ' : ''}${message}` })
  }
  const entries = read.map(({ entry }) => entry)
  for (const { index, member, message } of entryFaults(list, entries))
    faults.push({ line: read[index]?.line ?? 1, message: `${member}: ${message}` })
  if (faults.length > 0) return { ok: false, faults: faults.sort((a, b) => a.line - b.line) }
  if (entries.length === 0)
    return { ok: false, faults: [{ line: 1, message: 'There is no code in the file.' }] }
  return { ok: true, entries }
}

/** Returns a code list as the text of its file: one code a line, so that a change shows. */
export function codeFileText({
  entries,
  ...head
}: {
  list: CodeListName
  version: string
  edition: string
  source: string
  entries: readonly CodeEntry[]
}): string {
  const lines = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  )
  const rows = entries.map((entry) => {
    const members = Object.entries(entry).map(
      ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    )
    return `    { ${members.join(', ')} }`
  })
  return `{\n${lines.join('')}  "entries": [\n${rows.join(',\n')}\n  ]\n}\n`
}
