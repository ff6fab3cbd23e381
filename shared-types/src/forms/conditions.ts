/** What of a form is asked, given what was answered and what the office's rules are. */
import { applicationRulesOf, pagesOf, pathOfField } from './form.ts'
import type {
  Choice,
  Condition,
  FieldValue,
  FormDefinition,
  FormField,
  FormOffice,
  FormPage,
  FormValues,
  OfficeRule,
} from './form.ts'
import { isList } from './read-path.ts'

/** Returns the value at a path: of the request on a page, of the item in a list. */
export type ReadValue = (path: string) => unknown
export type OfficeRules = Readonly<Record<OfficeRule, boolean>>

/** Returns what the office decides for a form; it asks for nothing about a right for which it takes no applications. */
export const rulesOf = (form: Pick<FormDefinition, 'right'>, office: FormOffice): OfficeRules =>
  applicationRulesOf(form, office) ?? { agentRequired: false, priorities: false }

function holds(when: Condition | undefined, read: ReadValue, rules: OfficeRules): boolean {
  if (when === undefined) return true
  if ('any' in when) return when.any.some((one) => holds(one, read, rules))
  if ('all' in when) return when.all.every((one) => holds(one, read, rules))
  if ('rule' in when) return rules[when.rule] === when.is
  const value = read(when.path)
  return typeof value === 'string' && when.isOneOf.includes(value)
}

/** Reads what is carried and what was asked so far: an answer to a question that is no longer asked decides nothing. */
function makeAsking(read: ReadValue, rules: OfficeRules, carried: readonly string[] = []) {
  const asked = new Set<string>(carried)
  const readAsked: ReadValue = (path) => (asked.has(path) ? read(path) : undefined)
  return {
    isAsked: (when: Condition | undefined): boolean => holds(when, readAsked, rules),
    fieldsOf: (fields: readonly FormField[]): FormField[] =>
      fields.filter((field) => {
        const isAsked = holds(field.when, readAsked, rules)
        if (isAsked) asked.add(field.name)
        return isAsked
      }),
  }
}

/** A page that is asked, with those of its own fields that are; the fields of a list are asked for each item. */
export type AskedPage = { page: FormPage; fields: FormField[] }

/** Returns the pages that are asked, in the order of the form; a condition looks at what stands before it. */
export function askedPages(form: FormDefinition, read: ReadValue, rules: OfficeRules): AskedPage[] {
  const asking = makeAsking(read, rules, form.carries)
  return pagesOf(form).flatMap((page) =>
    asking.isAsked(page.when) ? [{ page, fields: asking.fieldsOf(page.fields ?? []) }] : [],
  )
}

/** Returns the fields of one item that are asked. */
export const askedOfItem = (fields: readonly FormField[], read: ReadValue, rules: OfficeRules): FormField[] =>
  makeAsking(read, rules).fieldsOf(fields)

const reading =
  (values: FormValues): ReadValue =>
  (path) =>
    values.get(path)

/** Returns the pages of a draft that are asked, with their fields. */
export const visiblePages = (form: FormDefinition, values: FormValues, office: FormOffice): AskedPage[] =>
  askedPages(form, reading(values), rulesOf(form, office))

/** An optional document of a kind that the office does not take is not asked. */
const isTaken = (field: FormField, office: FormOffice): boolean =>
  (field.kind !== 'document' && field.kind !== 'views') ||
  field.level !== 'O' ||
  !('role' in field) ||
  office.documents.roles[field.role] !== undefined

/** Returns the fields of a page, or of one item of its list, that are asked, in the order of the form. */
export function visibleFields(
  form: FormDefinition,
  page: FormPage,
  values: FormValues,
  office: FormOffice,
  itemId?: string,
): FormField[] {
  const asked = visiblePages(form, values, office).find((one) => one.page.id === page.id)
  if (!asked) return []
  const { list } = asked.page
  if (!list) return asked.fields.filter((field) => isTaken(field, office))
  if (itemId === undefined) return []
  const read: ReadValue = (name) => values.get(`${list.path}.${itemId}.${name}`)
  return askedOfItem(list.fields, read, rulesOf(form, office)).filter((field) => isTaken(field, office))
}

const isItem = (value: FieldValue): value is { at: number } =>
  typeof value === 'object' && value !== null && !isList(value) && 'at' in value

/** Returns the ids of a list's items, in their order. */
export function itemsOf(values: FormValues, listPath: string): string[] {
  const prefix = `${listPath}.`
  const items: { id: string; at: number }[] = []
  for (const [path, value] of values) {
    if (!path.startsWith(prefix) || !isItem(value)) continue
    const id = path.slice(prefix.length)
    if (!id.includes('.')) items.push({ id, at: value.at })
  }
  return items.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
}

const languageNames = {
  en: { en: 'English', ar: 'الإنجليزية' },
  ar: { en: 'Arabic', ar: 'العربية' },
} as const

/**
 * Returns the choices that a field offers at an office: its branches and languages, the kinds of mark and of document that
 * it takes, or the field's own options. A field that offers none has none.
 */
export function choicesOf(field: FormField, office: FormOffice): readonly Choice[] {
  if (field.kind === 'branch')
    return office.branches.map(({ id, name }) => ({
      value: id,
      label: { en: name.en, ar: name.ar ?? name.en },
    }))
  if (field.kind === 'language')
    return office.languages.map((language) => ({ value: language, label: languageNames[language] }))
  const marks = office.requests['trademark-application']
  if (field.kind === 'mark-kind') {
    const taken: readonly string[] = marks?.markKinds ?? []
    return field.options.filter(({ value }) => taken.includes(value))
  }
  if (field.kind === 'mark-type') {
    const taken: readonly string[] = marks?.markTypes ?? []
    return field.options.filter(({ value }) => taken.includes(value))
  }
  if (field.kind === 'document-role')
    return field.options.filter(({ value }) => office.documents.roles[value] !== undefined)
  return field.kind === 'choice' || field.kind === 'views' ? field.options : []
}

/**
 * Returns the first values of a new draft: what was chosen before it was opened, and otherwise the office's first branch,
 * its first language, of a mark the kind where the office takes only one, and the type that nearly all marks have.
 */
export function startingValues(
  form: FormDefinition,
  office: FormOffice,
  chosen: { markKind?: string; branch?: string; language?: string; ownReference?: string },
): Map<string, FieldValue> {
  const asks = (path: string): boolean =>
    form.carries?.includes(path) === true ||
    pagesOf(form).some(({ fields }) => fields?.some(({ name }) => name === path))
  const marks = office.requests['trademark-application']
  const [onlyKind, anotherKind] = marks?.markKinds ?? []
  const [firstType] = marks?.markTypes ?? []
  const values: [string, string | undefined][] = [
    ['branch', chosen.branch ?? office.branches[0]?.id],
    ['language', chosen.language ?? office.languages[0]],
    ['mark.kind', chosen.markKind ?? (anotherKind === undefined ? onlyKind : undefined)],
    ['mark.type', marks?.markTypes.find((type) => type === 'individual') ?? firstType],
    ['ownReference', chosen.ownReference],
  ]
  return new Map(
    values.flatMap(([path, value]) => (value === undefined || !asks(path) ? [] : [[path, value] as const])),
  )
}

/** Returns the device's paths of everything that a page asks, its items' fields included. */
export function pathsOfPage(
  form: FormDefinition,
  page: FormPage,
  values: FormValues,
  office: FormOffice,
): string[] {
  const { list } = page
  if (!list) return visibleFields(form, page, values, office).map((field) => pathOfField(page, field))
  return itemsOf(values, list.path).flatMap((itemId) =>
    visibleFields(form, page, values, office, itemId).map((field) => pathOfField(page, field, itemId)),
  )
}
