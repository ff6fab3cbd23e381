/** Checks one value against the kind of its field. */
import { isPlainDate } from '../plain-date.ts'
import { saying, type Saying } from '../sentences.ts'
import {
  isCountryCode,
  isEmail,
  isNiceClass,
  isPhone,
  isSeen,
  normaliseText,
  textFault,
} from '../value-rules.ts'
import type { FormField, FormOffice } from './form.ts'
import { isList } from './read-path.ts'

/** Whether nothing was entered: no value, text that shows nothing, or an empty list. */
export function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return !isSeen(value)
  return isList(value) && value.length === 0
}

const oneOf = (value: string, taken: readonly string[], fault: Saying): Saying | undefined =>
  taken.includes(value) ? undefined : fault

/** Returns the fault of the first line that has one. */
function linesFault(lines: readonly unknown[], max: number, maxLines: number): Saying | undefined {
  if (lines.length > maxLines) return saying('too-many-lines', { max: maxLines })
  for (const line of lines) {
    const fault =
      typeof line === 'string' ? textFault(normaliseText(line), { max, isLine: true }) : saying('wrong-type')
    if (fault) return fault
  }
  return undefined
}

const termFault = (term: unknown, max: number): Saying | undefined =>
  typeof term === 'string' ? textFault(normaliseText(term), { max, isLine: true }) : saying('wrong-type')

/** Returns one sentence about all the terms of a class, however many of them are wrong. */
function termsFault(terms: readonly unknown[], max: number): Saying | undefined {
  let [count, place] = [0, 0]
  let first: Saying | undefined
  for (const [index, term] of terms.entries()) {
    const fault = termFault(term, max)
    if (!fault) continue
    count += 1
    if (first) continue
    first = fault
    place = index + 1
  }
  if (!first) return undefined
  if (first.code === 'empty') return saying('terms-empty', { count, place })
  if (first.code === 'too-long') return saying('terms-too-long', { count, place, max })
  return saying('terms-characters', { count, place })
}

/**
 * Returns what is wrong with a value that is not missing. Documents are not checked here: a request names them in a list of
 * its own.
 */
export function valueFault(field: FormField, value: unknown, office: FormOffice): Saying | undefined {
  const rules = office.requests['trademark-application']
  if (field.kind === 'class-number')
    return typeof value === 'number' && isNiceClass(value) ? undefined : saying('class-number')
  if (field.kind === 'lines' || field.kind === 'terms') {
    if (!isList(value)) return saying('wrong-type')
    return field.kind === 'lines'
      ? linesFault(value, field.max, field.maxLines)
      : termsFault(value, field.max)
  }
  if (typeof value !== 'string') return saying('wrong-type')
  switch (field.kind) {
    case 'line':
    case 'text':
      return textFault(normaliseText(value), { max: field.max, isLine: field.kind === 'line' })
    case 'email':
      return isEmail(value) ? undefined : saying('email')
    case 'phone':
      return isPhone(value) ? undefined : saying('phone')
    case 'date':
      return isPlainDate(value) ? undefined : saying('date')
    case 'country':
      return isCountryCode(value) ? undefined : saying('country')
    case 'branch':
      return oneOf(
        value,
        office.branches.map(({ id }) => id),
        saying('branch'),
      )
    case 'language':
      return oneOf(value, office.languages, saying('language'))
    case 'mark-kind': {
      const known = field.options.some((option) => option.value === value)
      return known ? oneOf(value, rules.markKinds, saying('mark-kind')) : saying('mark-kind')
    }
    case 'choice':
    case 'document-role':
      return oneOf(
        value,
        field.options.map((option) => option.value),
        saying('choice'),
      )
    case 'document':
      return undefined
  }
}
