/** Lists of goods and services under the Nice Classification: one edition each, in up to three languages. */

/** The languages in which a list may name a good or service; English is always there. */
export const termLanguages = ['en', 'fr', 'ar'] as const
export type TermLanguage = (typeof termLanguages)[number]

/** One good or service. `id` is the list's own: unique in it and never given to another term in a later one. */
export type Term = { id: string; classNumber: number; en: string; fr?: string; ar?: string }

export type TermList = {
  /** What drafts and addresses name, such as `lodge-2026`; a list that changes takes a new one. */
  version: string
  /** The edition of the classification that the list follows, in words, such as `Nice 12-2026`. */
  edition: string
  /** How many terms have a text in each language. */
  coverage: Readonly<Record<TermLanguage, number>>
  terms: readonly Term[]
}

/** One term as files and the wire hold it: id, class, English, French, Arabic; `null` or nothing where a language lacks. */
export type TermRow = readonly [
  id: string,
  classNumber: number,
  en: string,
  fr?: string | null,
  ar?: string | null,
]

/** A term list as files and the wire hold it. */
export type TermFile = { version: string; edition: string; terms: readonly TermRow[] }

/** Term lists are named in addresses: lower case, digits, dots and hyphens. */
export const termVersionPattern = /^[a-z0-9][a-z0-9.-]{0,39}$/

/** Thrown when what should be a term list is none; the message names the first row that is wrong, counted from 1. */
export class TermListFault extends Error {
  constructor(reason: string) {
    super(`This is not a list of goods and services: ${reason}`)
    this.name = 'TermListFault'
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

function readRow(row: unknown, at: number): Term {
  const [id, classNumber, en, fr, ar] = isList(row) ? row : []
  if (!isText(id) || !isText(en) || typeof classNumber !== 'number' || !Number.isInteger(classNumber))
    throw new TermListFault(`row ${at} is not [id, class, English, French, Arabic]`)
  if (classNumber < 1 || classNumber > 45) throw new TermListFault(`row ${at} names class ${classNumber}`)
  return { id, classNumber, en, ...(isText(fr) ? { fr } : {}), ...(isText(ar) ? { ar } : {}) }
}

/**
 * Returns the term list that a file or the office's answer holds. It looks at shapes alone, in a few milliseconds, since
 * the office has checked the texts when it took the list. @throws TermListFault.
 */
export function readTermList(value: unknown): TermList {
  if (typeof value !== 'object' || value === null) throw new TermListFault('there is no object')
  const { version, edition, terms: rows }: { version?: unknown; edition?: unknown; terms?: unknown } = value
  if (!isText(version) || !termVersionPattern.test(version)) throw new TermListFault('"version" is missing')
  if (!isText(edition)) throw new TermListFault('"edition" is missing')
  if (!isList(rows)) throw new TermListFault('"terms" is missing')
  const terms = rows.map((row, index) => readRow(row, index + 1))
  const having = (language: TermLanguage): number =>
    terms.reduce((count, term) => (term[language] === undefined ? count : count + 1), 0)
  return { version, edition, coverage: { en: terms.length, fr: having('fr'), ar: having('ar') }, terms }
}
