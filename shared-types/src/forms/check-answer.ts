/** The one checker of an answer to a notice: the device runs it before it sends, the office before it takes the answer. */
import type { PlainDate } from '../plain-date.ts'
import type { FieldError } from '../problem.ts'
import { saying } from '../sentences.ts'
import { applyAnswer, mayBring, mayChange } from './apply-answer.ts'
import { documentErrors } from './check-documents.ts'
import { checkRequest } from './check-request.ts'
import type { FormDefinition, FormOffice } from './form.ts'
import { labelIn } from './label-in.ts'
import { atPath, isSameValue, isValue, type AnswerChange } from './paths-of-request.ts'
import { isRecord } from './read-path.ts'

/** What an answer says, as far as it is checked. */
export type AnswerContent = {
  text?: string | undefined
  changes: readonly AnswerChange[]
  /** References to documents; one that is not whole is complained about. */
  documents: readonly unknown[]
}

/** What an answer is held against. */
export type AnswerGround = {
  /** The fields that the notice names. */
  fields: readonly string[]
  /** The form of the application (`formFor`); undefined where there is no application. */
  form: FormDefinition | undefined
  /** The application as it stands; null where the file has none, so that nothing of it can be changed. */
  request: unknown
  office: FormOffice
  /** The office-local day on which the application was received: by its rules it is checked. */
  filedOn: PlainDate
}

/**
 * Returns what would be wrong in the application after the changes, and was not before, with its path in the application.
 */
export function errorsAfterAnswer(
  { changes, documents }: Pick<AnswerContent, 'changes' | 'documents'>,
  { form, request, office, filedOn }: Pick<AnswerGround, 'form' | 'request' | 'office' | 'filedOn'>,
): FieldError[] {
  if (!form) return []
  const check = (raw: unknown): FieldError[] => checkRequest(raw, form, { office, on: filedOn })
  const known = new Set(check(request).map(({ path, code }) => `${path} ${code}`))
  return check(applyAnswer(request, changes, documents)).filter(
    ({ path, code }) => !known.has(`${path} ${code}`),
  )
}

/** Whether one of two paths stands at or below the other. */
const areOnOneLine = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)

/** An error of an answer; `at`: where it is in the application, where it is in it. */
type Fault = FieldError & { at?: string }

function faultsOfChange(
  { path: at, before }: AnswerChange,
  index: number,
  changes: readonly AnswerChange[],
  { form, fields, request }: AnswerGround,
): Fault[] {
  const path = `changes.${index}`
  const told = { field: form ? labelIn(form, at, 'en', request) : at }
  if (!mayChange(at, fields)) return [{ path, at, ...saying('answer-elsewhere', told) }]
  if (changes.some((other, place) => place < index && areOnOneLine(other.path, at)))
    return [{ path, at, ...saying('answer-twice', told) }]
  const now = atPath(request, at)
  return isValue(now) && isSameValue(now, before) ? [] : [{ path, at, ...saying('answer-stale', told) }]
}

/** Returns one fault for each thing to put right in an answer. */
export function faultsOfAnswer(answer: AnswerContent, ground: AnswerGround): Fault[] {
  const { text, changes, documents } = answer
  if (text === undefined && changes.length === 0 && documents.length === 0)
    return [{ path: 'text', ...saying('answer-empty') }]
  const missing = { role: saying('missing'), document: saying('missing') }
  const faults = [
    ...changes.flatMap((change, index) => faultsOfChange(change, index, changes, ground)),
    ...documentErrors(documents, ground.office, missing),
    ...documents.flatMap((document, index): Fault[] => {
      const role = isRecord(document) ? document['role'] : undefined
      const isTaken = role === undefined || mayBring(role, ground.fields)
      return isTaken ? [] : [{ path: `documents.${index}.role`, ...saying('document-role') }]
    }),
  ]
  if (faults.length > 0 || ground.request === null) return faults
  return errorsAfterAnswer(answer, ground).map(({ path: at, ...said }) => {
    const index = changes.findIndex((change) => areOnOneLine(change.path, at))
    return { path: index === -1 ? 'changes' : `changes.${index}.after`, at, ...said }
  })
}

/** Returns one entry for each thing to put right in an answer, with its path in the request R33. */
export const checkAnswer = (answer: AnswerContent, ground: AnswerGround): FieldError[] =>
  faultsOfAnswer(answer, ground).map(({ at: _, ...error }) => error)
