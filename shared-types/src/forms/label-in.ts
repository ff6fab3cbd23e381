/** What the paths of a request are called by the form that it is in. */
import { textIn, type Language } from '../languages.ts'
import { pagesOf, type FormDefinition, type FormField, type Words } from './form.ts'
import { atPath, roleInPath } from './paths-of-request.ts'

/** What holds several fields of a form, by its path without what stands before it in the request. */
const groups: Readonly<Record<string, Words>> = {
  address: { en: 'Address', ar: 'العنوان' },
  'agent.person.address': { en: 'Address', ar: 'العنوان' },
  'person.address': { en: 'Address', ar: 'العنوان' },
  request: { en: 'Application', ar: 'الطلب' },
  agent: { en: 'Agent', ar: 'الوكيل' },
  'agent.person': { en: 'Agent', ar: 'الوكيل' },
  mark: { en: 'Mark', ar: 'العلامة' },
  invention: { en: 'Invention', ar: 'الاختراع' },
  'invention.earlierFiling': { en: 'Earlier application', ar: 'الطلب السابق' },
  exhibition: { en: 'Exhibition', ar: 'المعرض' },
  pct: { en: 'International application', ar: 'الطلب الدولي' },
  parent: { en: 'Parent application', ar: 'الطلب الأصلي' },
  signature: { en: 'Signature', ar: 'التوقيع' },
  documents: { en: 'Documents', ar: 'المستندات' },
}

/** An entry that is known by its place alone: the number of a class is another number than its place. */
const entry: Words = { en: 'entry', ar: 'البند' }

const own = (words: Readonly<Record<string, Words>>, name: string): Words | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined

const isFieldAt = (field: FormField, path: string): boolean =>
  field.name === path ||
  (field.kind === 'document' && 'at' in field && field.at === path && field.writesSha256 === true)

/** Returns the labels of a path's groups and of its field, from the outermost inwards. */
function labelsWithin(path: string, fields: readonly FormField[]): Words[] {
  const parts = path.split('.')
  const holders = parts
    .slice(0, -1)
    .flatMap((_, index) => own(groups, parts.slice(0, index + 1).join('.')) ?? [])
  const last = fields.find((field) => isFieldAt(field, path))?.label ?? own(groups, path)
  return last ? [...holders, last] : holders
}

function documentLabel(form: FormDefinition, role: string): Words | undefined {
  const fields = pagesOf(form).flatMap((page) => page.fields ?? page.list.fields)
  const named = fields.find((field) => field.kind === 'document' && 'role' in field && field.role === role)
  const option = fields
    .flatMap((field) => (field.kind === 'document-role' ? field.options : []))
    .find(({ value }) => value === role)
  return named?.label ?? option?.label
}

/** Returns the name of an item of a list: "Applicant 1"; of a class by its own number, where the request tells it. */
function itemLabel(path: string, itemName: Words, title: Words, place: number, request: unknown): Words {
  if (path !== 'goodsAndServices') {
    const at = String(place + 1)
    return { en: `${itemName.en} ${at}`, ar: `${itemName.ar} ${at}` }
  }
  const classNumber = atPath(request, `${path}.${place}.classNumber`)
  return typeof classNumber === 'number'
    ? { en: `${itemName.en} ${classNumber}`, ar: `${itemName.ar} ${classNumber}` }
    : { en: `${title.en}, ${entry.en} ${place + 1}`, ar: `${title.ar}، ${entry.ar} ${place + 1}` }
}

function labelsOf(form: FormDefinition, path: string, request: unknown): Words[] {
  const role = roleInPath(path)
  const document = role === undefined ? undefined : documentLabel(form, role)
  if (document) return [document]
  for (const { list, title } of pagesOf(form)) {
    if (!list || (path !== list.path && !path.startsWith(`${list.path}.`))) continue
    const [place, ...rest] = path.slice(list.path.length + 1).split('.')
    if (place === undefined || !/^\d+$/.test(place)) return [title]
    const item = itemLabel(list.path, list.itemName, title, Number(place), request)
    return rest.length === 0 ? [item] : [item, ...labelsWithin(rest.join('.'), list.fields)]
  }
  return labelsWithin(
    path,
    pagesOf(form).flatMap(({ fields }) => fields ?? []),
  )
}

/**
 * Returns what a path of a request in `form` is called: `applicants.0.address.city` is "Applicant 1 · Address · Town or city".
 * A class is named by its number where `request` is given. A path that the form does not know is its own name.
 */
export function labelIn(form: FormDefinition, path: string, language: Language, request?: unknown): string {
  const labels = labelsOf(form, path, request).map((words) => textIn(words, language))
  const once = labels.filter((label, index) => label !== labels[index - 1])
  return once.length === 0 ? path : once.join(' · ')
}
