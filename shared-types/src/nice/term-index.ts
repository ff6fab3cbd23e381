/** Finds goods and services as a person types, and says whether a text is one of the list and in the right class. */
import { foldText, withoutArticle } from './fold-text.ts'
import { markWords, type TextSpan } from './mark-words.ts'
import { termLanguages, type Term, type TermLanguage, type TermList } from './term-list.ts'

/** A term that was found: what to show in the language asked for (English where it lacks), and what to mark in it. */
export type TermHit = {
  term: Term
  classNumber: number
  text: string
  language: TermLanguage
  marks: readonly TextSpan[]
  /** Where only another language has the words: that text and its marks. */
  foundIn?: { language: TermLanguage; text: string; marks: readonly TextSpan[] }
}

export type TermQuery = { language: TermLanguage; classNumber?: number; limit: number }

export type TermVerdict =
  | { verdict: 'validated'; term: Term }
  | { verdict: 'wrongly-classified'; classes: readonly number[] }
  | { verdict: 'non-existent' }

export type TermIndex = {
  readonly list: TermList
  /** Returns at most `limit` terms, the best first; nothing for a query without letters or digits. */
  search(query: string, options: TermQuery): TermHit[]
  /** Compares `text` in any language of the list; case, diacritics, Arabic letter forms and punctuation do not count. */
  verdict(classNumber: number, text: string): TermVerdict
  /** Returns the terms of one class in the list's order. */
  termsOf(classNumber: number): readonly Term[]
}

/** One text of a term: as verdicts compare it, and as ranking does, without Arabic articles. */
type Entry = { term: Term; language: TermLanguage; folded: string; phrase: string }

/** No text of a list is longer, and no person searches with more words; what is beyond finds nothing. */
const longestText = 1000
const mostWords = 40

const foldedOrNothing = (text: string): string => (text.length > longestText ? '' : foldText(text))

const phraseOf = (folded: string): string => folded.split(' ').map(withoutArticle).join(' ')

const entriesOf = (list: TermList): Entry[] =>
  list.terms.flatMap((term) =>
    termLanguages.flatMap((language) => {
      const folded = foldText(term[language] ?? '')
      return folded === ''
        ? []
        : [{ term, language, folded, phrase: language === 'ar' ? phraseOf(folded) : folded }]
    }),
  )

/** Returns the words of all entries in order, each with the entries that have it. */
function vocabularyOf(entries: readonly Entry[]): { words: string[]; entriesOf: number[][] } {
  const having = new Map<string, number[]>()
  const add = (word: string, entry: number): void => {
    const known = having.get(word)
    if (known === undefined) having.set(word, [entry])
    else if (known.at(-1) !== entry) known.push(entry)
  }
  entries.forEach(({ folded, language }, entry) => {
    for (const word of folded.split(' ')) {
      add(word, entry)
      if (language === 'ar') add(withoutArticle(word), entry)
    }
  })
  const words = [...having.keys()].sort()
  return { words, entriesOf: words.map((word) => having.get(word) ?? []) }
}

/** Returns the place of the first of the sorted `words` that is not before `word`. */
function placeOf(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((words[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return low
}

/** What counts more is multiplied by what nothing below it can reach. */
const rankWeight = 1_000_000
const placeWeight = 1_000
const upTo = (value: number): number => Math.min(value, placeWeight - 1)

/**
 * Returns how far a matching entry is from what was asked, the least first: the same text, a text that begins with the
 * phrase, a text that holds it, a text with all the words; then the earlier place, the shorter text, the asked language.
 */
function distanceOf({ phrase: text, language }: Entry, phrase: string, asked: TermLanguage): number {
  const phraseAt = ` ${text}`.indexOf(` ${phrase}`)
  const rank = text === phrase ? 0 : phraseAt === 0 ? 1 : phraseAt > 0 ? 2 : 3
  const [firstWord = ''] = phrase.split(' ', 1)
  // A word that is found with its article only has no place of its own.
  const wordAt = phraseAt >= 0 ? phraseAt : ` ${text}`.indexOf(` ${firstWord}`)
  const place = upTo(wordAt < 0 ? placeWeight : wordAt)
  return rank * rankWeight + place * placeWeight + upTo(text.length) + (language === asked ? 0 : 0.5)
}

/** Returns the index over `list`. It holds the folded texts and their words: 3 to 4 MB for 9,000 terms. */
export function makeTermIndex(list: TermList): TermIndex {
  const entries = entriesOf(list)
  const vocabulary = vocabularyOf(entries)
  const termsByText = new Map<string, Term[]>()
  for (const { folded, term } of entries) {
    const known = termsByText.get(folded)
    if (known === undefined) termsByText.set(folded, [term])
    else known.push(term)
  }
  /** For each entry, how many words of the query it has, in their order; cleared by each search. */
  const has = new Uint8Array(entries.length)

  /** Counts on the entries that have the earlier words those with a word that begins with `word`. */
  const narrow = (word: string, earlier: number): void => {
    const bare = withoutArticle(word)
    for (const start of bare === word ? [word] : [word, bare])
      for (let at = placeOf(vocabulary.words, start); at < vocabulary.words.length; at += 1) {
        if (!vocabulary.words[at]?.startsWith(start)) break
        for (const entry of vocabulary.entriesOf[at] ?? [])
          if (has[entry] === earlier) has[entry] = earlier + 1
      }
  }

  /** Returns the best entry of each of the `limit` best terms. */
  function bestOf(phrase: string, words: readonly string[], options: TermQuery): Entry[] {
    const best: { entry: Entry; distance: number }[] = []
    has.forEach((count, at) => {
      const entry = entries[at]
      if (count !== words.length || entry === undefined) return
      if (options.classNumber !== undefined && entry.term.classNumber !== options.classNumber) return
      const distance = distanceOf(entry, phrase, options.language)
      const last = best.at(-1)
      if (best.length >= options.limit && last !== undefined && last.distance <= distance) return
      const same = best.findIndex((other) => other.entry.term === entry.term)
      if (same >= 0) {
        if ((best[same]?.distance ?? 0) <= distance) return
        best.splice(same, 1)
      }
      const after = best.findIndex((other) => other.distance > distance)
      best.splice(after < 0 ? best.length : after, 0, { entry, distance })
      if (best.length > options.limit) best.pop()
    })
    return best.map(({ entry }) => entry)
  }

  return {
    list,
    search(query, options) {
      const folded = foldedOrNothing(query)
      const words = [...new Set(folded.split(' '))]
      if (folded === '' || words.length > mostWords || options.limit < 1) return []
      has.fill(0)
      words.forEach(narrow)
      return bestOf(phraseOf(folded), words, options).map(({ term, language }) =>
        showHit(term, language, words, options.language),
      )
    },
    verdict(classNumber, text) {
      const terms = termsByText.get(foldedOrNothing(text)) ?? []
      const term = terms.find((one) => one.classNumber === classNumber)
      if (term !== undefined) return { verdict: 'validated', term }
      const classes = [...new Set(terms.map((one) => one.classNumber))].sort((a, b) => a - b)
      return classes.length > 0 ? { verdict: 'wrongly-classified', classes } : { verdict: 'non-existent' }
    },
    termsOf: (classNumber) => list.terms.filter((term) => term.classNumber === classNumber),
  }
}

function showHit(term: Term, found: TermLanguage, words: readonly string[], asked: TermLanguage): TermHit {
  const shown = term[asked] === undefined ? 'en' : asked
  const text = term[shown] ?? term.en
  const foundText = term[found] ?? term.en
  return {
    term,
    classNumber: term.classNumber,
    text,
    language: shown,
    marks: shown === found ? markWords(text, words) : [],
    ...(shown === found
      ? {}
      : { foundIn: { language: found, text: foundText, marks: markWords(foundText, words) } }),
  }
}
