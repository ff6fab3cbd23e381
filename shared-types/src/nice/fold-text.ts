/** Makes texts that a person takes for the same equal: case, diacritics, Arabic letter forms, digits, punctuation. */

/** Letters that Unicode does not decompose, by what people type for them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  // Arabic: alef wasla, alef maksura, teh marbuta; then the Persian forms of yeh and kaf. Hamza falls with the marks.
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
  ی: 'ي',
  ک: 'ك',
}
const special = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')

// Combining marks (accents, tashkeel, hamza above or below), tatweel, and characters that only steer the display.
const dropped = /[\p{M}\u0640\p{Cf}]/gu
const arabicDigit = /[\u0660-\u0669\u06F0-\u06F9]/g
const separators = /[^\p{L}\p{N}]+/gu
const ascii = /^[\x20-\x7E]*$/

/** An English possessive is one word: "men’s" is found by "mens" and by "men's". */
const possessive = /['’]s\b/g

/** Returns lower-case words of letters and digits, one space apart; empty when the text has none. Folding twice is folding once. */
export function foldText(text: string): string {
  if (ascii.test(text))
    return text
      .toLowerCase()
      .replace(possessive, 's')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(dropped, '')
    .replace(special, (letter) => plainLetters[letter] ?? letter)
    .replace(arabicDigit, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(possessive, 's')
    .replace(separators, ' ')
    .trim()
}

/** An Arabic word's article, alone or with the letter that is written onto it. */
const article = /^(?:[وفبك]?ال|لل)(?=\p{L}{2})/u

/** Returns a folded word without its Arabic article; the word itself where it has none. */
export const withoutArticle = (word: string): string => word.replace(article, '')
