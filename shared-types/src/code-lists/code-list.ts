/** Versioned lists of codes that others publish: what forms offer by name, and what the checker holds a code against. */
import type { Language } from '../languages.ts'

type Form = {
  /** The list in words, for files and messages. */
  name: string
  /** What a code of it looks like. */
  pattern: RegExp
  example: string
  /** Between the parts of a code of several levels; the code before the last one is the code's parent. */
  separator?: string
}

/** The lists that an office chooses an edition of, each with the form of its codes. Nice has a mechanism of its own: its terms. */
export const codeForms = {
  locarno: {
    name: 'Locarno Classification',
    pattern: /^(?:0[1-9]|[12]\d|3[0-2])(?:-\d{2})?$/,
    example: '06 or 06-01',
    separator: '-',
  },
  vienna: {
    name: 'Vienna Classification',
    pattern: /^(?:[1-9]|[12]\d)(?:\.[1-9]\d?){0,2}$/,
    example: '3, 3.7 or 3.7.16',
    separator: '.',
  },
  st3: { name: 'WIPO Standard ST.3', pattern: /^[A-Z]{2}$/, example: 'EG' },
  languages: { name: 'ISO 639-1 languages', pattern: /^[a-z]{2}$/, example: 'ar' },
  currencies: { name: 'ISO 4217 currencies', pattern: /^[A-Z]{3}$/, example: 'KWD' },
} as const satisfies Record<string, Form>

export type CodeListName = keyof typeof codeForms

export const isCodeListName = (name: string): name is CodeListName => Object.hasOwn(codeForms, name)

/** One code with its names; `minorUnits` are the decimal digits of a currency. */
export type CodeEntry = { code: string; en: string; fr?: string; ar?: string; minorUnits?: number }

export type CodeList = {
  list: CodeListName
  /** What profiles and addresses name, such as `locarno-15`; a list that changes takes a new one. */
  version: string
  /** The edition that the list follows, in words. */
  edition: string
  /** Where its codes and names come from, in words. */
  source: string
  entries: readonly CodeEntry[]
}

/** Returns the code that `code` is part of: `06` of `06-01`, `3.7` of `3.7.16`; undefined for one of the first level. */
export function parentOf(list: CodeListName, code: string): string | undefined {
  const { separator }: Form = codeForms[list]
  const at = separator === undefined ? -1 : code.lastIndexOf(separator)
  return at < 0 ? undefined : code.slice(0, at)
}

/** Returns the name of a code in `language`, in English where it has none. */
export const codeNameIn = (entry: CodeEntry, language: Language): string => entry[language] ?? entry.en

/** The codes of an office's lists that its checker holds entries against. */
export type ListedCodes = { locarno?: readonly string[]; vienna?: readonly string[] }

export const checkedLists = ['locarno', 'vienna'] as const satisfies readonly (keyof ListedCodes)[]
export type CheckedList = (typeof checkedLists)[number]

export const codesOf = ({ entries }: CodeList): string[] => entries.map(({ code }) => code)

type Known = { codes: ReadonlySet<string>; withParts: ReadonlySet<string> }
const knownOf = new WeakMap<readonly string[], Known>()

function know(list: CheckedList, codes: readonly string[]): Known {
  const known = knownOf.get(codes)
  if (known) return known
  const made = {
    codes: new Set(codes),
    withParts: new Set(codes.flatMap((code) => parentOf(list, code) ?? [])),
  }
  knownOf.set(codes, made)
  return made
}

/**
 * Whether a list has `code`. Where it does not go as deep (a Vienna list that ends with divisions), it has every code below
 * the last that it names.
 */
export function isListed(list: CheckedList, codes: readonly string[], code: string): boolean {
  const known = know(list, codes)
  if (known.codes.has(code)) return true
  const parent = parentOf(list, code)
  return parent !== undefined && !known.withParts.has(parent) && isListed(list, codes, parent)
}
