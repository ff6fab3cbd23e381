/** Reads editions of the Nice Classification that others publish: JSON with goods and services, or CSV; by line. */
import {
  repeatedKeys,
  termClassSchema,
  termIdSchema,
  termKey,
  termTextSchema,
  type TermRow,
} from '@lodge/shared-types'
import { z } from 'zod'
import { csvRecordsIn, jsonIn, linesOfEntries, type EditionFault } from './edition-files.ts'

export type ReadEdition = { ok: true; rows: TermRow[] } | { ok: false; faults: EditionFault[] }

/** One entry as the file has it; `number` is the edition's own, which synonyms share. */
type Entry = { line: number; classNumber: unknown; number?: string; texts: readonly (string | undefined)[] }

const officialSchema = z.object({
  goods: z.array(z.object({ number: z.string(), description: z.string() })),
  services: z.array(z.object({ number: z.string(), description: z.string() })),
})

function entriesOfJson(text: string): Entry[] | EditionFault[] {
  const content = jsonIn(text)
  if ('fault' in content) return [content.fault]
  const lines = linesOfEntries(text, ['goods', 'services'])
  const parsed = officialSchema.safeParse(content.value)
  if (!parsed.success) {
    const goods = z.object({ goods: z.array(z.unknown()) }).safeParse(content.value)
    return parsed.error.issues.map(({ path: [list, index, member], message }) => {
      const before = list === 'services' && goods.success ? goods.data.goods.length : 0
      const line = typeof index === 'number' ? (lines[before + index] ?? 1) : 1
      return {
        line,
        message: `${[list, member].filter((part) => part !== undefined).join(': ')}: ${message}`,
      }
    })
  }
  return [...parsed.data.goods, ...parsed.data.services].map(({ number, description }, index) => ({
    line: lines[index] ?? 1,
    // The first two digits of a basic number are the class.
    classNumber: /^\d{6}$/.test(number) ? Number(number.slice(0, 2)) : number,
    number,
    texts: [description],
  }))
}

function entriesOfCsv(text: string): Entry[] | EditionFault[] {
  const records = csvRecordsIn(text)
  if ('fault' in records) return [records.fault]
  const hasHeader = records[0]?.cells[0]?.trim().toLowerCase() === 'class'
  return records.slice(hasHeader ? 1 : 0).map(({ line, cells: [classText = '', ...rest] }) => ({
    line,
    classNumber: /^\d{1,2}$/.test(classText.trim()) ? Number(classText) : classText,
    texts: rest.map((cell) => (cell.trim() === '' ? undefined : cell)),
  }))
}

/** Returns the entry's texts and class, or what is wrong with them. */
function checkEntry({ line, classNumber, number, texts }: Entry): { row?: TermRow; faults: EditionFault[] } {
  const faults: EditionFault[] = []
  const check = <T>(schema: z.ZodType<T>, value: unknown, what: string): T | undefined => {
    const parsed = schema.safeParse(value)
    if (!parsed.success)
      faults.push({ line, message: `${what}: ${parsed.error.issues[0]?.message ?? 'this is wrong'}` })
    return parsed.data
  }
  if (texts.length > 3)
    faults.push({ line, message: 'A row has a class and at most three texts; quote texts with a comma.' })
  const id = number === undefined ? '' : check(termIdSchema, number, 'number')
  const inClass = check(
    typeof classNumber === 'string'
      ? z.never(`"${classNumber.slice(0, 40)}" names no class.`)
      : termClassSchema,
    classNumber,
    'class',
  )
  const [en, fr, ar] = [
    check(termTextSchema, texts[0] ?? '', 'term'),
    texts[1] === undefined ? null : check(termTextSchema, texts[1], 'French'),
    texts[2] === undefined ? null : check(termTextSchema, texts[2], 'Arabic'),
  ]
  if (faults.length > 0 || id === undefined || inClass === undefined || en === undefined) return { faults }
  if (ar !== null && ar !== undefined) return { row: [id, inClass, en, fr ?? null, ar], faults }
  return { row: fr === null || fr === undefined ? [id, inClass, en] : [id, inClass, en, fr], faults }
}

/** Gives every row an id of its own: its basic number, counted on for synonyms, else class and count. */
function withIds(rows: readonly TermRow[]): TermRow[] {
  const uses = new Map<string, number>()
  return rows.map(([number, classNumber, ...texts]) => {
    const stem = number === '' ? String(classNumber).padStart(2, '0') : number
    const use = (uses.get(stem) ?? 0) + 1
    uses.set(stem, use)
    const id = number === '' ? `${stem}-${String(use).padStart(4, '0')}` : use === 1 ? stem : `${stem}-${use}`
    return [id, classNumber, ...texts]
  })
}

/**
 * Reads an edition: JSON as `{"goods": [{"number": "010001", "description": "…"}], "services": […]}`, English only, or CSV
 * as `class,term[,fr][,ar]`, with or without that header. Returns the rows of a term list, or every fault with its line.
 */
export function readEdition(text: string, format: 'json' | 'csv'): ReadEdition {
  const entries = format === 'json' ? entriesOfJson(text) : entriesOfCsv(text)
  const checked: { row: TermRow; line: number }[] = []
  const faults: EditionFault[] = []
  for (const entry of entries) {
    if ('message' in entry) {
      faults.push(entry)
      continue
    }
    const { row, faults: found } = checkEntry(entry)
    faults.push(...found)
    if (row !== undefined) checked.push({ row, line: entry.line })
  }
  for (const { index, earlier } of repeatedKeys(checked.map(({ row }) => termKey(row[1], row[2])))) {
    const [twice, first] = [checked[index], checked[earlier]]
    if (twice !== undefined && first !== undefined)
      faults.push({
        line: twice.line,
        message: `"${twice.row[2]}" is in class ${twice.row[1]} already: line ${first.line}.`,
      })
  }
  if (faults.length > 0) return { ok: false, faults: faults.sort((a, b) => a.line - b.line) }
  if (checked.length === 0)
    return { ok: false, faults: [{ line: 1, message: 'There is no term in the file.' }] }
  return { ok: true, rows: withIds(checked.map(({ row }) => row)) }
}

/** Returns a term list as the text of its file: one term a line, so that a change shows. */
export function termFileText(file: { version: string; edition: string; terms: readonly TermRow[] }): string {
  const rows = file.terms.map((row) => `    [${row.map((cell) => JSON.stringify(cell)).join(', ')}]`)
  return `{\n  "version": ${JSON.stringify(file.version)},\n  "edition": ${JSON.stringify(file.edition)},\n  "terms": [\n${rows.join(',\n')}\n  ]\n}\n`
}
