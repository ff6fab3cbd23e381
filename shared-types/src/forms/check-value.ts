/** Checks one value against the kind of its field. */
import { isListed } from '../code-lists/code-list.ts'
import { currencyExponents } from '../money.ts'
import { isPlainDate } from '../plain-date.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { saying, type Saying } from '../sentences.ts'
import {
  isAmount,
  isCountryCode,
  isEmail,
  isEntryNumber,
  isLocarnoClass,
  isNiceClass,
  isPhone,
  isSeen,
  isSha256,
  normaliseText,
  textFault,
} from '../value-rules.ts'
import type { Choice, FormField, FormOffice } from './form.ts'
import { isList, isRecord } from './read-path.ts'

/** Whether nothing was entered: no value, a box that is not ticked, text that shows nothing, or an empty list. */
export function isMissing(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true
  if (typeof value === 'string') return !isSeen(value)
  return isList(value) && value.length === 0
}

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

const isWhole = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max

function designsFault(value: unknown, facts: FileFacts | undefined): Saying | undefined {
  if (!isList(value)) return saying('wrong-type')
  if (value.length > 100) return saying('too-many-entries', { max: 100 })
  const isThere = (number: unknown): boolean =>
    typeof number === 'string' &&
    (facts ? facts.designs.includes(number) : /^[1-9]\d{0,3}$/.test(number)) &&
    value.indexOf(number) === value.lastIndexOf(number)
  return value.every(isThere) ? undefined : saying('no-such-design')
}

/** Returns the names of a file's people of one kind, in their order; undefined where they are not known. */
export const peopleAmong = (
  facts: FileFacts,
  among: Extract<FormField, { kind: 'person-number' }>['among'],
): readonly string[] | undefined =>
  ({
    applicants: facts.owners,
    inventors: facts.inventors,
    designers: facts.designers,
    creators: facts.inventors ?? facts.designers,
  })[among]

function locarnoFault(value: string, { listedCodes }: FormOffice): Saying | undefined {
  if (!isLocarnoClass(value)) return saying('locarno')
  const codes = listedCodes?.locarno
  return codes && !isListed('locarno', codes, value) ? saying('locarno-unlisted', { code: value }) : undefined
}

/** A view of a request has its kind and the SHA-256 of its image, and nothing else. */
function viewsFault(
  { options, max }: Extract<FormField, { kind: 'views' }>,
  value: unknown,
): Saying | undefined {
  if (!isList(value)) return saying('wrong-type')
  if (value.length > max) return saying('too-many-entries', { max })
  const isWhole = (view: unknown): boolean => {
    if (!isRecord(view) || Object.keys(view).length !== 2) return false
    const { kind, sha256 } = view
    return options.some((option) => option.value === kind) && typeof sha256 === 'string' && isSha256(sha256)
  }
  return value.every(isWhole) ? undefined : saying('views')
}

/** Fields whose value is no text. */
const otherKinds = [
  'class-number',
  'number',
  'person-number',
  'declaration',
  'designs',
  'views',
  'lines',
  'terms',
] as const

type TextField = Exclude<FormField, { kind: (typeof otherKinds)[number] }>
const isTextField = (field: FormField): field is TextField => !otherKinds.some((kind) => kind === field.kind)

/** Returns what is wrong with a value that is text. */
function textValueFault(
  field: TextField,
  value: string,
  office: FormOffice,
  facts: FileFacts | undefined,
): Saying | undefined {
  const marks = office.requests['trademark-application']
  const isOption = (options: readonly Choice[]): boolean => options.some((option) => option.value === value)
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
      return office.branches.some(({ id }) => id === value) ? undefined : saying('branch')
    case 'language':
      return office.languages.some((one) => one === value) ? undefined : saying('language')
    case 'mark-kind':
      return isOption(field.options) && marks?.markKinds.some((one) => one === value)
        ? undefined
        : saying('mark-kind')
    case 'mark-type':
      return isOption(field.options) && marks?.markTypes.some((one) => one === value)
        ? undefined
        : saying('mark-type')
    case 'amount': {
      const { currency } = office
      const decimals = currencyExponents[currency]
      return isAmount(value, decimals) ? undefined : saying('amount', { currency, decimals })
    }
    case 'locarno':
      return locarnoFault(value, office)
    case 'entry': {
      const isThere =
        facts?.entries.some(({ list, no }) => no === value && field.lists.includes(list)) ?? true
      return isEntryNumber(value) && isThere ? undefined : saying('register-entry')
    }
    case 'choice':
    case 'document-role':
      return isOption(field.options) ? undefined : saying('choice')
    // It stands for the fields of a person, which are asked instead of it.
    case 'person':
      return saying('wrong-type')
    case 'document':
      return undefined
  }
}

/**
 * Returns what is wrong with a value that is not missing, of `facts` as far as they are known. Documents are not checked
 * here: a request names them in a list of its own.
 */
export function valueFault(
  field: FormField,
  value: unknown,
  office: FormOffice,
  facts?: FileFacts,
): Saying | undefined {
  if (isTextField(field))
    return typeof value === 'string' ? textValueFault(field, value, office, facts) : saying('wrong-type')
  switch (field.kind) {
    case 'class-number':
      return typeof value === 'number' && isNiceClass(value) ? undefined : saying('class-number')
    case 'number': {
      const { min, max } = field
      return isWhole(value, min, max) ? undefined : saying('number', { min, max })
    }
    case 'person-number': {
      const people = facts && peopleAmong(facts, field.among)
      return isWhole(value, 1, people?.length ?? 1000) ? undefined : saying('no-such-person')
    }
    case 'declaration':
      return value === true ? undefined : saying('missing')
    case 'designs':
      return designsFault(value, facts)
    case 'views':
      return viewsFault(field, value)
    case 'lines':
      return isList(value) ? linesFault(value, field.max, field.maxLines) : saying('wrong-type')
    case 'terms':
      return isList(value) ? termsFault(value, field.max) : saying('wrong-type')
  }
}
