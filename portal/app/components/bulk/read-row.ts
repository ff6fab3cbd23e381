/** Turns the cells of one row into the values of a draft: by what the form asks there, never by how a cell looks. */
import {
  choicesOf,
  type FieldValue,
  type FormDefinition,
  type FormField,
  type FormOffice,
  type FormValues,
  pagesOf,
} from '@lodge/shared-types'
import { splitTerms } from '../filing/split-terms.ts'
import type { Column } from './columns.ts'
import { isNote, type Cell } from './read-table.ts'

/** What the cell itself makes impossible; everything else is told by the checker of forms. */
export type CellFault = { column: string; code: 'formula' | 'yes-or-no' | 'one-value' }

type FindColumn = (name: string) => Column | undefined

/** Returns the names among `columns` that the form does not know. */
export const unknownAmong = (columns: readonly string[], find: FindColumn): string[] =>
  columns.filter((name) => !isNote(name) && !find(name))

const agreed = new Set(['yes', 'true', '1', 'x', 'نعم'])
const declined = new Set(['no', 'false', '0', 'لا'])

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Returns the answer that a cell means: its value, or the words in which a person reads it, in any language. */
function answerIn(field: FormField, text: string, office: FormOffice): string {
  const choices = choicesOf(field, office)
  const meant = folded(text)
  const found =
    choices.find(({ value }) => folded(value) === meant) ??
    choices.find(({ label }) => Object.values(label).some((one) => folded(one) === meant))
  return found?.value ?? text
}

const linesIn = (cell: string): string[] =>
  cell
    .split(/[\n\r;\u061b\uff1b]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')

type ReadCell = { value: FieldValue | undefined } | { code: CellFault['code'] }
type Kind = FormField['kind']

const numberKinds: ReadonlySet<Kind> = new Set(['class-number', 'number', 'person-number'])
const choiceKinds: ReadonlySet<Kind> = new Set(['choice', 'mark-kind', 'mark-type', 'branch', 'language'])

function readDeclaration(cell: string): ReadCell {
  const said = folded(cell)
  if (agreed.has(said)) return { value: true }
  return declined.has(said) ? { value: undefined } : { code: 'yes-or-no' }
}

/** Returns what a cell of one value says in answer to a field. */
function readOne(field: FormField, cell: string | number | boolean, office: FormOffice): ReadCell {
  const text = String(cell)
  if (field.kind === 'declaration') return readDeclaration(text)
  if (field.kind === 'terms') return { value: splitTerms(text) }
  if (field.kind === 'lines' || field.kind === 'designs') return { value: linesIn(text) }
  if (numberKinds.has(field.kind)) return { value: /^\d{1,6}$/.test(text) ? Number(text) : text }
  if (field.kind === 'country') return { value: text.toUpperCase() }
  if (choiceKinds.has(field.kind))
    return { value: answerIn(field, cell === true ? 'yes' : cell === false ? 'no' : text, office) }
  return { value: text }
}

const isLines = (cell: Cell): cell is readonly string[] => Array.isArray(cell)

/** Returns what a cell says in answer to a field; a cell without a field is a number of something. */
function readCell(field: FormField | undefined, cell: Cell, office: FormOffice): ReadCell {
  if (isLines(cell)) {
    const takesLines = field?.kind === 'terms' || field?.kind === 'lines' || field?.kind === 'designs'
    return takesLines ? { value: cell } : { code: 'one-value' }
  }
  if (typeof cell === 'object') return { code: 'formula' }
  return field ? readOne(field, cell, office) : { value: String(cell) }
}

/** Whoever fills in what a question decides about has answered it. */
function decided(form: FormDefinition, values: FormValues): [string, FieldValue][] {
  const isUnder = (member: string): boolean =>
    [...values.keys()].some((path) => path.startsWith(`${member}.`))
  return pagesOf(form).flatMap((page) =>
    (page.fields ?? []).flatMap((field): [string, FieldValue][] =>
      field.kind === 'choice' &&
      field.decides !== undefined &&
      !values.has(field.name) &&
      isUnder(field.decides)
        ? [[field.name, 'yes']]
        : [],
    ),
  )
}

/** Returns the values that a row gives, with what its cells make impossible. Names that are not found are passed over. */
export function readRow(
  form: FormDefinition,
  office: FormOffice,
  cells: ReadonlyMap<string, Cell>,
  find: FindColumn,
): { values: FormValues; faults: CellFault[] } {
  const values = new Map<string, FieldValue>()
  const faults: CellFault[] = []
  for (const [name, cell] of cells) {
    const column = isNote(name) ? undefined : find(name)
    if (!column) continue
    const read = readCell(column.field, cell, office)
    if ('code' in read) faults.push({ column: name, code: read.code })
    else if (read.value !== undefined) {
      if (column.item) values.set(column.item.path, { at: column.item.at })
      values.set(column.path, read.value)
    }
  }
  for (const [path, value] of decided(form, values)) values.set(path, value)
  return { values, faults }
}
