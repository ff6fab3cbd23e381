/** Finds codes of a list as a person types: by the code itself, or by words of its names and of what it is part of. */
import type { Language } from '../languages.ts'
import { foldText, withoutArticle } from '../nice/fold-text.ts'
import { codeNameIn, parentOf, type CodeEntry, type CodeList } from './code-list.ts'

/** A code that was found, with its name and that of what it is part of in the language asked for. */
export type CodeHit = { code: string; name: string; partOf: string | undefined }

const wordsOf = (text: string): string[] => foldText(text).split(' ').map(withoutArticle)

const namesOf = ({ en, fr = '', ar = '' }: CodeEntry): string => `${en} ${fr} ${ar}`

/** For each list, the words of every entry's own names, and with those of its parents. */
const folded = new WeakMap<CodeList, { own: string[]; all: string[] }[]>()

function foldedOf(list: CodeList): { own: string[]; all: string[] }[] {
  const known = folded.get(list)
  if (known) return known
  const byCode = new Map(list.entries.map((entry) => [entry.code, wordsOf(namesOf(entry))]))
  const made = list.entries.map(({ code }) => {
    const own = byCode.get(code) ?? []
    const all = [...own]
    for (let at = parentOf(list.list, code); at !== undefined; at = parentOf(list.list, at))
      all.push(...(byCode.get(at) ?? []))
    return { own, all }
  })
  folded.set(list, made)
  return made
}

/** Returns the entry of a code with the names to show, or undefined where the list has no such code. */
export function showCode(list: CodeList, code: string, language: Language): CodeHit | undefined {
  const nameOf = (wanted: string | undefined): string | undefined => {
    const entry = list.entries.find((one) => one.code === wanted)
    return entry && codeNameIn(entry, language)
  }
  const name = nameOf(code)
  return name === undefined ? undefined : { code, name, partOf: nameOf(parentOf(list.list, code)) }
}

/**
 * Returns at most `limit` codes of the list's last level, those first that begin with what was typed, then those that have
 * all of its words in their own names, then those whose class has some of them. Nothing for a query without letters or digits.
 */
export function findCodes(
  list: CodeList,
  query: string,
  { language, limit }: { language: Language; limit: number },
): CodeHit[] {
  const typed = query.trim()
  const words = wordsOf(typed.slice(0, 200))
  if (words[0] === '') return []
  const withParts = new Set(list.entries.map(({ code }) => parentOf(list.list, code)))
  const begins = (names: readonly string[]): boolean =>
    words.every((word) => names.some((name) => name.startsWith(word)))
  const found: { code: string; rank: number }[] = []
  for (const [index, { own, all }] of foldedOf(list).entries()) {
    const code = list.entries[index]?.code ?? ''
    if (withParts.has(code)) continue
    const rank = code.startsWith(typed) ? 0 : begins(own) ? 1 : begins(all) ? 2 : undefined
    if (rank !== undefined) found.push({ code, rank })
  }
  return found
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .flatMap(({ code }) => showCode(list, code, language) ?? [])
}
