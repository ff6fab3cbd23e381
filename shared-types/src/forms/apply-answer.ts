/** What an answer changes in an application: the differences of two requests, and a request with changes entered. Pure. */
import {
  atPath,
  isSameValue,
  isUnder,
  memberAt,
  roleInPath,
  type AnswerChange,
  type RequestValue,
} from './paths-of-request.ts'
import { isList, isRecord } from './read-path.ts'

/** What decides about documents is not compared: they are named apart from the changes. */
const notCompared = new Set(['documents', 'requestId', 'formVersion', 'kind'])

const isObject = (
  value: RequestValue | undefined,
): value is { readonly [name: string]: RequestValue | undefined } => isRecord(value)

function differences(
  before: RequestValue | undefined,
  after: RequestValue | undefined,
  path: string,
  found: AnswerChange[],
): void {
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`)
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    for (const name of names)
      if (path !== '' || !notCompared.has(name)) differences(before[name], after[name], under(name), found)
  } else if (isList(before) && isList(after) && before.length === after.length && before.every(isObject))
    before.forEach((item, place) => {
      differences(item, after[place], under(String(place)), found)
    })
  else if (!isSameValue(before, after)) found.push({ path, before: before ?? null, after: after ?? null })
}

/**
 * Returns what differs, field by field, in the order of the request; a list that has become longer or shorter, or that holds
 * lines, is one difference. Documents are not compared.
 */
export function differencesOf(before: RequestValue, after: RequestValue): AnswerChange[] {
  const found: AnswerChange[] = []
  differences(before, after, '', found)
  return found
}

function withValue(holder: unknown, [name = '', ...rest]: readonly string[], value: RequestValue): unknown {
  const next = rest.length === 0 ? value : withValue(memberAt(holder, name) ?? {}, rest, value)
  if (isList(holder)) return holder.map((item, place) => (String(place) === name ? next : item))
  const others = isRecord(holder) ? Object.entries(holder).filter(([key]) => key !== name) : []
  return Object.fromEntries(next === null ? others : [...others, [name, next]])
}

/** Returns the documents of a request after an answer: each once, and of images of the mark the one that the mark names. */
function documentsAfter(request: unknown, answered: readonly unknown[]): unknown[] {
  const before = atPath(request, 'documents')
  const image = atPath(request, 'mark.imageSha256')
  const all = new Map<string, unknown>()
  for (const document of [...(isList(before) ? before : []), ...answered]) {
    const role = memberAt(document, 'role')
    const sha256 = memberAt(document, 'sha256')
    if (role !== 'mark-image' || image === sha256) all.set(`${String(role)} ${String(sha256)}`, document)
  }
  return [...all.values()]
}

/**
 * Returns an application with the changes of an answer entered and its documents added. It may be no valid application:
 * whoever enters it checks it.
 */
export function applyAnswer(
  request: unknown,
  changes: readonly AnswerChange[],
  documents: readonly unknown[] = [],
): unknown {
  const changed = changes.reduce<unknown>(
    (before, { path, after }) => withValue(before, path.split('.'), after),
    request,
  )
  return isRecord(changed) ? { ...changed, documents: documentsAfter(changed, documents) } : changed
}

/** What answering a field opens beside it: who attaches a power says so. */
const opensToo: Readonly<Record<string, readonly string[]>> = {
  'documents.power-of-attorney': ['agent.power', 'agent.note'],
  'documents.mark-image': ['mark.imageSha256'],
}

/** Documents that may come with any answer. */
const alwaysTaken: readonly string[] = ['translation', 'priority-certificate', 'other']

/** Returns what answering a field opens beside it. */
export const openedBy = (field: string): readonly string[] =>
  (Object.hasOwn(opensToo, field) ? opensToo[field] : undefined) ?? []

/** Returns whether an answer may change what stands at `path`, where the notice names `fields`. */
export const mayChange = (path: string, fields: readonly string[]): boolean =>
  isUnder(path, [...fields, ...fields.flatMap(openedBy)])

/** Returns whether an answer may bring a document of this role, where the notice names `fields`. */
export const mayBring = (role: unknown, fields: readonly string[]): boolean =>
  alwaysTaken.some((taken) => taken === role) ||
  fields.some((field) => roleInPath(field) === role) ||
  (role === 'mark-image' && mayChange('mark.imageSha256', fields)) ||
  (role === 'power-of-attorney' && mayChange('agent.power', fields))
