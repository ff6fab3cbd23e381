/** A value of a form as a person reads it. */
import {
  choicesOf,
  countryName,
  niceClasses,
  type FieldValue,
  type FormField,
  type Language,
  type PublicProfile,
} from '@lodge/shared-types'
import type { Words } from '../../messages/en.ts'
import { dateInWords } from '../../office-time.ts'
import { linesOf, textOf } from './value-text.ts'

/** As many terms as a person reads through. */
const termsShown = 20

export type Telling = { words: Words; language: Language; profile: PublicProfile }

const isList = (value: FieldValue | undefined): value is Extract<FieldValue, readonly unknown[]> =>
  Array.isArray(value)

/** Returns what the views show, in their order. */
function viewsInWords(
  { options }: Extract<FormField, { kind: 'views' }>,
  value: FieldValue | undefined,
  language: Language,
): string | undefined {
  if (!isList(value) || value.length === 0) return undefined
  return value
    .map((view, at) => {
      const shown = typeof view === 'string' ? undefined : options.find((one) => one.value === view.kind)
      return `${at + 1}. ${shown?.label[language] ?? '…'}`
    })
    .join('\n')
}

/** Returns what was answered, or undefined for no answer. */
export function valueInWords(
  field: FormField,
  value: FieldValue | undefined,
  { words, language, profile }: Telling,
): string | undefined {
  const text = textOf(value)
  switch (field.kind) {
    case 'line':
    case 'text':
    case 'email':
    case 'phone':
      return text === '' ? undefined : text
    case 'lines':
      return linesOf(value).length === 0 ? undefined : linesOf(value).join('\n')
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateInWords(text, words) : text === '' ? undefined : text
    case 'country':
      return text === '' ? undefined : countryName(text, language, profile)
    case 'choice':
    case 'mark-kind':
    case 'mark-type':
    case 'document-role':
    case 'branch':
    case 'language':
      return choicesOf(field, profile).find((choice) => choice.value === text)?.label[language]
    case 'class-number': {
      const about = niceClasses.find(({ number }) => number === value)
      return about && `${words.drafting.classes.classTag(about.number)} · ${about.title[language]}`
    }
    case 'terms': {
      const terms = linesOf(value)
      if (terms.length === 0) return undefined
      const more = terms.length - termsShown
      const shown = terms.slice(0, termsShown).join('; ')
      return more > 0 ? `${shown}; ${words.drafting.check.moreTerms(more)}` : shown
    }
    case 'number':
    case 'locarno':
    case 'entry':
    case 'person-number':
      return text === '' ? undefined : text
    case 'amount':
      return text === '' ? undefined : `${text} ${profile.currency}`
    case 'declaration':
      return value === true ? words.drafting.check.declared : undefined
    case 'designs':
      return linesOf(value).length === 0 ? undefined : linesOf(value).join(', ')
    case 'views':
      return viewsInWords(field, value, language)
    case 'person':
      return undefined
    case 'document':
      return typeof value === 'object' && value !== null && 'fileName' in value ? value.fileName : undefined
  }
}
