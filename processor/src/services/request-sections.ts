/** What a request holds beside its people, mark, goods and priorities, section by section, as its document prints it. */
import {
  askedOfItem,
  askedPages,
  atPath,
  personSchema,
  rulesOf,
  textIn,
  type FormDefinition,
  type FormField,
  type FormList,
  type Language,
  type OfficeProfile,
  type Request,
} from '@lodge/shared-types'
import { valueInWords } from './notices/entry-in-words.ts'

type Telling = { profile: OfficeProfile; language: Language }
/** What an entry is called, and its lines. */
export type PrintedEntry = { label: string; values: readonly string[] }
export type PrintedSection = { title: string; rows: PrintedEntry[] }

/** What documents print in blocks of their own. */
const apart = [
  'applicants',
  'agent',
  'goodsAndServices',
  'priorities',
  'documents',
  'signature',
  'ownReference',
  'mark.text',
  'mark.imageSha256',
]
const isApart = (path: string): boolean =>
  apart.some((one) => path === one || path.startsWith(`${one}.`)) || path.endsWith('Sha256')

/** No person reads on after so much of one entry; the request itself is kept whole. */
const maxItems = 200

const isAsked = (field: FormField): boolean => field.kind !== 'document' && !isApart(field.name)

function factOf(field: FormField, value: unknown, telling: Telling, form: FormDefinition): PrintedEntry[] {
  const text = value === undefined || value === null ? '' : valueInWords(value, field.name, telling, form)
  return text === '' ? [] : [{ label: textIn(field.label, telling.language), values: [text] }]
}

function itemLines(list: FormList, item: unknown, telling: Telling, form: FormDefinition): string[] {
  const person = personSchema.safeParse(item)
  if (person.success) return [valueInWords(person.data, list.path, telling, form)]
  const read = (path: string): unknown => atPath(item, path)
  const asked = askedOfItem(list.fields, read, rulesOf(form, telling.profile)).filter(isAsked)
  return asked.flatMap((field) => {
    const value = read(field.name)
    if (value === undefined || value === null) return []
    const text = valueInWords(value, `${list.path}.0.${field.name}`, telling, form)
    return text === '' ? [] : [`${textIn(field.label, telling.language)}: ${text}`]
  })
}

function factsOfList(
  list: FormList,
  request: Request,
  telling: Telling,
  form: FormDefinition,
): PrintedEntry[] {
  const items = atPath(request, list.path)
  if (list.into !== undefined || isApart(list.path) || !Array.isArray(items)) return []
  return items.slice(0, maxItems).flatMap((item: unknown, place) => {
    const lines = itemLines(list, item, telling, form)
    const label = `${textIn(list.itemName, telling.language)} ${place + 1}`
    return lines.length === 0 ? [] : [{ label, values: lines }]
  })
}

/** Returns the sections of a request that have anything to print. */
export function printedSections(request: Request, form: FormDefinition, telling: Telling): PrintedSection[] {
  const read = (path: string): unknown => atPath(request, path)
  const asked = askedPages(form, read, rulesOf(form, telling.profile))
  return form.sections.flatMap((section) => {
    const rows = section.pages.flatMap((page): PrintedEntry[] => {
      const found = asked.find((one) => one.page === page)
      if (!found) return []
      if (page.list) return factsOfList(page.list, request, telling, form)
      return found.fields.filter(isAsked).flatMap((field) => factOf(field, read(field.name), telling, form))
    })
    return rows.length === 0 ? [] : [{ title: textIn(section.title, telling.language), rows }]
  })
}
