/** Says which parts of a text a query has found, for showing them. */
import { foldText, withoutArticle } from './fold-text.ts'

/** A part of a text, in UTF-16 units: from `from` up to, not with, `to`. */
export type TextSpan = { from: number; to: number }

/** A word as it is written: with its marks, tatweel, and an English possessive. */
const written = /[\p{L}\p{N}\p{M}\u0640\p{Cf}]+(?:['’]s\b)?/gu

/** Returns how many UTF-16 units of `word` hold what folds to at least `length` letters, marks behind them included. */
function unitsFor(word: string, length: number): number {
  let units = 0
  for (const letter of word) {
    if (foldText(word.slice(0, units)).length >= length && !/^[\p{M}\u0640\p{Cf}]/u.test(letter)) break
    units += letter.length
  }
  return units
}

/** Returns the beginnings of words in `text` that `words`, folded, have found, in the text's order. */
export function markWords(text: string, words: readonly string[]): TextSpan[] {
  return [...text.matchAll(written)].flatMap(({ 0: word, index }) => {
    const folded = foldText(word)
    const bare = withoutArticle(folded)
    const lengths = words.flatMap((query) => {
      if (folded.startsWith(query)) return [query.length]
      const rest = [query, withoutArticle(query)].find((one) => bare.startsWith(one))
      return rest === undefined ? [] : [folded.length - bare.length + rest.length]
    })
    return lengths.length === 0 ? [] : [{ from: index, to: index + unitsFor(word, Math.max(...lengths)) }]
  })
}
