/** What an entry of a request says, as a letter writes it: countries by name, choices by their words, no codes. */
import {
  addressSchema,
  atPath,
  countryName,
  markSchema,
  nameOf,
  pagesOf,
  personSchema,
  textIn,
  trademarkForm,
  valueAt,
  type Address,
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
export const markInWords = (mark: Mark, language: Language): string =>
  mark.kind === 'word' ? mark.text : (mark.verbalElements ?? noticeWords[language].markWithoutWords)

/** Returns the field of the form that asks for an entry: a field of a list is named without the item. */
function fieldAt(path: string): FormField | undefined {
  for (const page of pagesOf(trademarkForm)) {
    const [list, fields] = page.list ? [`${page.list.path}.`, page.list.fields] : ['', page.fields]
    if (!path.startsWith(list)) continue
    const name = list === '' ? path : path.slice(list.length).replace(/^\d+\./, '')
    const found = fields.find((field) => field.name === name)
    if (found) return found
  }
  return undefined
}

const codeSchema = z.string().min(1)
const termsSchema = z.array(z.string())

function codeInWords(field: FormField | undefined, code: string, { profile, language }: Telling): string {
  switch (field?.kind) {
    case 'country':
      return countryName(code, language, profile)
    case 'choice':
    case 'mark-kind':
    case 'document-role': {
      const option = field.options.find(({ value }) => value === code)
      return option ? textIn(option.label, language) : code
    }
    case 'branch': {
      const branch = profile.branches.find(({ id }) => id === code)
      return branch ? textIn(branch.name, language) : code
    }
    case undefined:
    case 'line':
    case 'text':
    case 'email':
    case 'phone':
    case 'date':
    case 'lines':
    case 'language':
    case 'terms':
    case 'class-number':
    case 'document':
      return code
  }
}

/** Returns what stands at a path of a request, for a person who reads `language`; empty where nothing does. */
export function entryInWords(request: unknown, path: string, telling: Telling): string {
  const value = atPath(request, path)
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
  const code = codeSchema.safeParse(value)
  return code.success ? codeInWords(fieldAt(path), code.data, telling) : valueAt(request, path)
}
