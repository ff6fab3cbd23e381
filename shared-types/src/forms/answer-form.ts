/** The form of an answer to a notice: the application as it stands, to be changed where the office asks, with text and signature. */
import { differencesOf, openedBy } from './apply-answer.ts'
import { assembleRequest } from './assemble-request.ts'
import type { AnswerContent } from './check-answer.ts'
import {
  pagesOf,
  type FieldValue,
  type FormDefinition,
  type FormField,
  type FormOffice,
  type FormPage,
} from './form.ts'
import { atPath, isValue, roleInPath, type RequestValue } from './paths-of-request.ts'
import { isList, isRecord } from './read-path.ts'
import { documentsPage, signaturePage } from './completion-pages.ts'

/** What the party writes in their own words. */
export const textPage: FormPage = {
  id: 'answer',
  title: { en: 'What you want to say', ar: 'ما تود قوله' },
  fields: [
    {
      name: 'answer.text',
      kind: 'text',
      max: 10_000,
      level: 'O',
      label: { en: 'To the office', ar: 'إلى المكتب' },
      hint: {
        en: 'Such as why you see it differently, or what your documents show.',
        ar: 'مثل سبب اختلاف رأيك، أو ما تثبته مستنداتك.',
      },
    },
  ],
}

const own: readonly FormPage[] = [documentsPage, signaturePage]

/** The pages of the application, without those that the answer has itself. */
const applicationPagesOf = (form: FormDefinition): readonly FormPage[] =>
  pagesOf(form).filter(({ id }) => own.every((page) => page.id !== id))

/** The version of the form of an answer, whatever application it is about. */
export const answerFormVersion = 'r33-1'

const made = new WeakMap<FormDefinition, FormDefinition>()

/** Returns the form of an answer about an application of form `application`; the same for the same. */
export function answerFormFor(application: FormDefinition): FormDefinition {
  const before = made.get(application)
  if (before) return before
  const form: FormDefinition = {
    version: answerFormVersion,
    request: 'response-to-office-action',
    right: application.right,
    title: { en: 'Answer to a notice', ar: 'رد على إشعار' },
    sections: [
      { id: 'application', title: application.title, pages: applicationPagesOf(application) },
      { id: 'answer', title: { en: 'Your answer', ar: 'ردك' }, pages: [textPage, ...own] },
    ],
  }
  made.set(application, form)
  return form
}

const itemIdAt = (place: number): string => `i${place}`

/** Returns a value as a form holds it; documents and views of an application are not on the device, and have none. */
function held(value: unknown): FieldValue | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return isList(value) ? value.filter((line) => typeof line === 'string') : undefined
}

function* heldFields(
  fields: readonly FormField[],
  holder: unknown,
  prefix: string,
): Generator<[string, FieldValue]> {
  for (const field of fields) {
    if (field.kind === 'document' || field.kind === 'views') continue
    const decided = field.kind === 'choice' ? field.decides : undefined
    const value =
      decided === undefined
        ? held(atPath(holder, field.name))
        : atPath(holder, decided) === undefined
          ? 'no'
          : 'yes'
    if (value !== undefined) yield [prefix + field.name, value]
  }
}

/** Returns an application of form `form` as its values, but for its documents and its signature: an answer has its own. */
export function valuesOfApplication(form: FormDefinition, application: unknown): Map<string, FieldValue> {
  const values = new Map<string, FieldValue>()
  for (const { fields, list } of applicationPagesOf(form)) {
    if (fields) for (const [path, value] of heldFields(fields, application, '')) values.set(path, value)
    if (!list) continue
    const items = atPath(application, list.path)
    for (const [place, item] of (isList(items) ? items : []).entries()) {
      const at = `${list.path}.${itemIdAt(place)}`
      values.set(at, { at: place + 1 })
      for (const [path, value] of heldFields(list.fields, item, `${at}.`)) values.set(path, value)
    }
  }
  return values
}

const without = (request: Readonly<Record<string, unknown>>, names: readonly string[]): RequestValue => {
  const rest = Object.fromEntries(Object.entries(request).filter(([name]) => !names.includes(name)))
  return isValue(rest) ? rest : null
}

/** What an assembled request of this form has beside the application. */
const besides = ['answer', 'signature', 'documents', 'requestId', 'kind', 'formVersion']

export type AssembledAnswer = {
  /** As it is checked, and sent. */
  content: AnswerContent
  signature: { name?: unknown; capacity?: unknown }
  /** Returns the device's path for a path in the application. */
  pathOf: (path: string, code?: string) => string
}

/** What an answer is about: an application, and the form in which that is. */
export type Answered = { form: FormDefinition; application: unknown; office: FormOffice }

/** Returns what an answer changes in `application`, and what it says and brings. */
export function assembleAnswer(
  values: ReadonlyMap<string, FieldValue>,
  { form, application, office, requestId }: Answered & { requestId: string },
): AssembledAnswer {
  const how = { requestId, office }
  const answerForm = answerFormFor(form)
  // Both by the same way: only what was changed by hand differs.
  const before = assembleRequest(answerForm, valuesOfApplication(form, application), how).request
  const { request, pathOf } = assembleRequest(answerForm, values, how)
  const changes = differencesOf(without(before, besides), without(request, besides)).map(
    ({ path, after }) => {
      const now = atPath(application, path)
      return { path, before: isValue(now) ? (now ?? null) : null, after }
    },
  )
  const text = atPath(request, 'answer.text')
  const { documents, signature } = request
  return {
    content: {
      ...(typeof text === 'string' ? { text } : {}),
      changes,
      documents: isList(documents) ? documents : [],
    },
    signature: isRecord(signature) ? signature : {},
    pathOf,
  }
}

/** Where a field that a notice names is asked for: a page, the item of its list, and the names of the fields; a list as a whole has none. */
export type AskedPlace = { page: FormPage; itemId?: string; names: readonly string[] }

const areOnOneLine = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)

/** Whether a path of the application (of the item, in a list) is about a field. */
const isAbout = (path: string, field: FormField): boolean => {
  if (field.kind !== 'document') return areOnOneLine(field.name, path)
  if (!('role' in field)) return false
  return (
    roleInPath(path) === field.role ||
    (field.writesSha256 === true && field.at !== undefined && areOnOneLine(field.at, path))
  )
}

/** Returns where on the form of an application a field stands that a notice names; nothing for one that it does not have. */
export function placesOf(path: string, form: FormDefinition, application: unknown): AskedPlace[] {
  const paths = [path, ...openedBy(path)]
  return applicationPagesOf(form).flatMap((page): AskedPlace[] => {
    if (page.fields) {
      const names = page.fields
        .filter((field) => paths.some((one) => isAbout(one, field)))
        .map(({ name }) => name)
      return names.length === 0 ? [] : [{ page, names }]
    }
    const { list } = page
    const items = atPath(application, list.path)
    const role = roleInPath(path)
    if (path === list.path) return [{ page, names: [] }]
    return (isList(items) ? items : []).flatMap((_, place): AskedPlace[] => {
      const at = `${list.path}.${place}`
      const isWhole = path === at
      const rest = path.startsWith(`${at}.`) ? path.slice(at.length + 1) : undefined
      const isAsked = (field: FormField): boolean =>
        isWhole ||
        (rest !== undefined && isAbout(rest, field)) ||
        (role !== undefined && isAbout(path, field))
      const names = list.fields.filter(isAsked).map(({ name }) => name)
      return names.length === 0 ? [] : [{ page, itemId: itemIdAt(place), names }]
    })
  })
}
