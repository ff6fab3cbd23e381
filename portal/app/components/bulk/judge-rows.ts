/** What becomes of each row of a table: a draft, something to correct, or nothing since it is here already. */
import {
  checkDraft,
  pagesOf,
  sentenceOf,
  startingValues,
  rights,
  type FileFacts,
  type FormDefinition,
  type FormValues,
  type Language,
  type PlainDate,
  type RequestType,
} from '@lodge/shared-types'
import { shownPaths } from '../../device/draft-rows.ts'
import { ownerOf, productOf } from '../../device/draft-owner.ts'
import { overStart } from '../filing/over-start.ts'
import { startOfRequest } from '../requests/begin-request.ts'
import { gateOfDraft } from '../requests/gate-of-draft.ts'
import type { GateHere } from '../requests/gate-here.ts'
import type { Subject } from '../requests/subject.ts'
import type { OfficeOfDraft } from '../requests/with-request-types.ts'
import { columnOfPath, type Column } from './columns.ts'
import { readRow, type CellFault } from './read-row.ts'
import type { TableRow } from './read-table.ts'

/** What is wrong with a row: at a column ('' for the row as a whole), as the checker of forms, a gate or this page says it. */
export type RowFault = { column: string } & (
  { sentence: string } | { code: CellFault['code'] | 'about' } | { gate: GateHere['reasons'][number] }
)

export type JudgedRow = {
  number: number
  /** What the row is called: its title, and the agent's own reference. */
  title: string
  ownReference: string
} & (
  | {
      verdict: 'good'
      digest: string
      values: FormValues
      /** The file of the account that it is about. */
      about?: string
      errorCount: number
      /** What only the draft can add: documents and images. */
      toAdd: readonly string[]
    }
  | { verdict: 'wrong'; faults: readonly RowFault[] }
  | { verdict: 'here'; draftId: string }
  | { verdict: 'repeated'; earlier: number }
)

export type TableFacts = {
  form: FormDefinition
  /** The kind of request about a file; undefined for an application. */
  type: RequestType | undefined
  office: OfficeOfDraft
  on: PlainDate
  language: Language
  find: (name: string) => Column | undefined
  /** The files of the account, as far as this device knows them. */
  own: { files: readonly FileFacts[]; asOf: number } | undefined
  /** Drafts on this device that were made of a row, by its digest. */
  here: ReadonlyMap<string, string>
}

const textAt = (values: FormValues, path: string): string => {
  const value = values.get(path)
  return typeof value === 'string' ? value : ''
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Returns what tells one row from every other: the same for the same request with the same values, in any order of columns. */
async function digestOf({ request, type }: FormDefinition, values: FormValues): Promise<string> {
  const entries = [...values].sort(([one], [other]) => (one < other ? -1 : 1))
  const text = JSON.stringify([request, type ?? '', entries])
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

/** Returns what a row's request is about; undefined where the row does not say it. */
function subjectOf(
  { about }: RequestType,
  values: FormValues,
  files: readonly FileFacts[],
): Subject | undefined {
  if (about === 'order' || about === 'attempt') {
    const number = textAt(values, about === 'order' ? 'orderNumber' : 'attemptId')
    return number === '' ? undefined : { kind: 'money', number }
  }
  const fileNumber = textAt(values, 'fileNumber')
  const file = files.find((one) => one.fileNumber === fileNumber)
  if (file) return { kind: 'own', file }
  const right = rights.find((one) => one === textAt(values, 'right').toUpperCase())
  return fileNumber !== '' && right ? { kind: 'number', fileNumber, right } : undefined
}

/** Returns the notice that a row means: the one it names, or the only one that waits. */
function noticeOf({ about }: RequestType, values: FormValues, subject: Subject) {
  if (about !== 'notice' || subject.kind !== 'own') return {}
  const { notices } = subject.file
  const named = textAt(values, 'noticeId')
  const found = notices.find(({ noticeId }) => noticeId === named)
  const notice = found ?? (named === '' && notices.length === 1 ? notices[0] : undefined)
  return notice ? { notice } : {}
}

/** Whether a path is one at which the draft takes a document or images. */
function isOfDocument(form: FormDefinition, path: string): boolean {
  return pagesOf(form).some((page) => {
    const papers = (page.fields ?? page.list.fields).filter(
      ({ kind }) => kind === 'document' || kind === 'views',
    )
    if (!page.list) return papers.some(({ name }) => name === path)
    const { list } = page
    return (
      path.startsWith(`${list.path}.`) &&
      papers.some(({ name }) => path.slice(list.path.length + 1).replace(/^[^.]+\./, '') === name)
    )
  })
}

const titleOf = (values: FormValues): string =>
  shownPaths.titles.map((path) => textAt(values, path)).find((text) => text !== '') ??
  (productOf(values) || ownerOf(values))

/** Judges one row that is neither here nor repeated. */
function judgeRow(
  rowValues: FormValues,
  { form, type, office, on, language, own }: TableFacts,
): { values: FormValues; about?: string; errorCount: number; toAdd: string[]; faults: RowFault[] } {
  const subject = type && subjectOf(type, rowValues, own?.files ?? [])
  if (type && !subject)
    return {
      ...{ values: rowValues, errorCount: 1, toAdd: [] },
      faults: [
        {
          column:
            type.about === 'order' ? 'orderNumber' : type.about === 'attempt' ? 'attemptId' : 'fileNumber',
          code: 'about',
        },
      ],
    }
  const start =
    type && subject
      ? startOfRequest(form, { type, ...noticeOf(type, rowValues, subject) }, subject, office)
      : startingValues(form, office, {})
  const values = overStart(start, rowValues, form)
  const file = subject?.kind === 'own' ? subject.file : undefined
  const { errors } = checkDraft(form, values, office, on, { requestId: crypto.randomUUID(), facts: file })
  const toAdd: string[] = []
  const faults: RowFault[] = []
  for (const error of errors) {
    const sentence = sentenceOf(error, language)
    if (isOfDocument(form, error.path)) toAdd.push(sentence)
    else faults.push({ column: columnOfPath(error.path), sentence })
  }
  const gate = gateOfDraft(form, values, office, on, { file, asOf: own?.asOf })
  if (gate?.verdict === 'blocked')
    faults.push(...gate.reasons.map((reason) => ({ column: 'fileNumber', gate: reason })))
  return {
    ...{ values, errorCount: errors.length, toAdd, faults },
    ...(file ? { about: file.fileId } : {}),
  }
}

/** Judges the rows of a table, in their order. Nothing is made yet. */
export async function judgeRows(rows: readonly TableRow[], facts: TableFacts): Promise<JudgedRow[]> {
  const { form, office, find, here } = facts
  const read = await Promise.all(
    rows.map(async ({ number, cells }) => {
      const { values, faults } = readRow(form, office, cells, find)
      return { number, values, faults, digest: await digestOf(form, values) }
    }),
  )
  const first = new Map<string, number>()
  return read.map(({ number, values: rowValues, faults: ofCells, digest }): JudgedRow => {
    const named = { number, title: titleOf(rowValues), ownReference: textAt(rowValues, 'ownReference') }
    const draftId = here.get(digest)
    if (draftId !== undefined) return { ...named, verdict: 'here', draftId }
    const earlier = first.get(digest)
    if (ofCells.length === 0 && earlier !== undefined) return { ...named, verdict: 'repeated', earlier }
    if (ofCells.length === 0) first.set(digest, number)
    const { values, about, errorCount, toAdd, faults } = judgeRow(rowValues, facts)
    // What cannot be read is told once, not also as missing.
    const unread = new Set(ofCells.map(({ column }) => column))
    const all = [...ofCells, ...faults.filter(({ column }) => !unread.has(column))]
    return all.length > 0
      ? { ...named, verdict: 'wrong', faults: all }
      : {
          ...named,
          ...{ verdict: 'good', digest, values, errorCount, toAdd },
          ...(about === undefined ? {} : { about }),
        }
  })
}
