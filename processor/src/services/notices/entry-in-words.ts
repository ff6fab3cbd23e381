/** What an entry of a request says, as people read it: countries by name, choices by their words, no codes. */
import {
  addressSchema,
  applicationForms,
  atPath,
  countryName,
  labelOfPath,
  markSchema,
  nameOf,
  pagesOf,
  personSchema,
  roleInPath,
  textIn,
  valueAt,
  valueInLine,
  wordsOfMark,
  type Address,
  type FormDefinition,
  type FormField,
  type Language,
  type Mark,
  type OfficeProfile,
} from '@lodge/shared-types'
import { z } from 'zod'
import { documentLanguages } from '../../receipts/labels.ts'
import { noticeWords } from '../../receipts/notice-words.ts'

type Telling = { profile: OfficeProfile; language: Language }

/** Returns an address as an envelope has it, line by line. */
export function addressLines(
  { lines, city, postalCode, country }: Address,
  { profile, language }: Telling,
): string[] {
  return [...lines, [postalCode, city].filter(Boolean).join(' '), countryName(country, language, profile)]
}

/** Returns a mark by its words; one without any says so. */
const markInWords = (mark: Mark, language: Language): string =>
  wordsOfMark(mark) ?? noticeWords[language].markWithoutWords

/** Returns the field of the form that asks for an entry: a field of a list is named without the item. */
function fieldAt(path: string, forms: readonly FormDefinition[]): FormField | undefined {
  for (const page of forms.flatMap(pagesOf)) {
    const [list, fields] = page.list ? [`${page.list.path}.`, page.list.fields] : ['', page.fields]
    if (!path.startsWith(list)) continue
    const name = list === '' ? path : path.slice(list.length).replace(/^\d+\./, '')
    const found = fields.find((field) => field.name === name)
    if (found) return found
  }
  return undefined
}

/** What is ticked, and what is not. */
const yesOrNo = { en: { yes: 'Yes', no: 'No' }, ar: { yes: 'نعم', no: 'لا' } } as const

const codeSchema = z.string().min(1)
const termsSchema = z.array(z.string())

function codeInWords(field: FormField | undefined, code: string, { profile, language }: Telling): string {
  if (field?.kind === 'country') return countryName(code, language, profile)
  if (field?.kind === 'branch') {
    const branch = profile.branches.find(({ id }) => id === code)
    return branch ? textIn(branch.name, language) : code
  }
  const options = field && 'options' in field ? field.options : []
  const option = options.find(({ value }) => value === code)
  return option ? textIn(option.label, language) : code
}

/**
 * Returns a value that stands, stood or is to stand at a path of a request, for a person who reads `language`; by the form of
 * the request where it is given, else by that of the application that has such a path.
 */
export function valueInWords(value: unknown, path: string, telling: Telling, form?: FormDefinition): string {
  const { listSeparator } = documentLanguages[telling.language].labels
  const person = personSchema.safeParse(value)
  if (person.success)
    return [nameOf(person.data), ...addressLines(person.data.address, telling)].join(listSeparator)
  const address = addressSchema.safeParse(value)
  if (address.success) return addressLines(address.data, telling).join(listSeparator)
  const mark = markSchema.safeParse(value)
  if (mark.success) return markInWords(mark.data, telling.language)
  const terms = termsSchema.safeParse(value)
  if (terms.success) return terms.data.join(listSeparator)
  if (typeof value === 'boolean') return yesOrNo[telling.language][value ? 'yes' : 'no']
  const code = codeSchema.safeParse(value)
  return code.success
    ? codeInWords(fieldAt(path, form ? [form] : applicationForms), code.data, telling)
    : valueInLine(value)
}

/** Returns what stands at a path of a request, for a person who reads `language`; empty where nothing does. */
export const entryInWords = (request: unknown, path: string, telling: Telling): string =>
  roleInPath(path) === undefined ? valueInWords(atPath(request, path), path, telling) : valueAt(request, path)

/** What people read, in each language. */
export type InEachLanguage = Readonly<Record<Language, string>>

/** Returns a value of a request as its readers see it; empty where there is none. */
export const valueShown = (profile: OfficeProfile, value: unknown, path: string): InEachLanguage => ({
  en: valueInWords(value, path, { profile, language: 'en' }),
  ar: valueInWords(value, path, { profile, language: 'ar' }),
})

/** An entry of a request, as it is called and as it stands; empty where nothing does. */
export type EntryShown = { path: string; label: InEachLanguage; value: InEachLanguage }

/** Returns an entry of a request as its readers see it. */
export function entryShown(profile: OfficeProfile, request: unknown, path: string): EntryShown {
  const inLanguage = (language: Language): string => entryInWords(request, path, { profile, language })
  return {
    path,
    label: { en: labelOfPath(path, 'en', request), ar: labelOfPath(path, 'ar', request) },
    value: { en: inLanguage('en'), ar: inLanguage('ar') },
  }
}
