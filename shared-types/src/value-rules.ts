/** What a single value must be like: the rules that schemas at the doors and the form checker share. */
import { saying, type Saying } from './sentences.ts'

// Control characters but tab and line feed; bidi embeddings and overrides (isolates and marks stay: true right-to-left text uses them).
// Zero-width no-break space too; line endings are made one line feed first, as HTML forms send CR LF.
const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\uFEFF]/u
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u
const lineEnds = /[\t\n\u2028\u2029]/u

/** Returns text as it is kept: one kind of line end, composed (NFC), trimmed. */
export const normaliseText = (text: string): string => text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim()

/** Whether text that was normalised shows at least one character. */
export const isSeen = (text: string): boolean => seen.test(text)

/**
 * Returns what is wrong with text that was normalised: its length in UTF-16 units, characters that deceive a reader, and,
 * for a line, tabs and line ends. Undefined means that it can be taken. Length comes first: it is cheap on a pasted book.
 */
export function textFault(
  text: string,
  { max, min = 1, isLine = false }: { max: number; min?: number; isLine?: boolean },
): Saying | undefined {
  if (text.length > max) return saying('too-long', { max })
  if (!text.isWellFormed()) return saying('broken-character')
  if (forbidden.test(text)) return saying('control-characters')
  if (text.length < min || (min > 0 && !isSeen(text))) return saying('empty')
  return isLine && lineEnds.test(text) ? saying('one-line') : undefined
}

const emailPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/

/** Whether `address` is an e-mail address in the strict syntax that cannot smuggle a second recipient or a header. */
export const isEmail = (address: string): boolean => address.length <= 254 && emailPattern.test(address)

/** Whether `number` is written as telephone numbers are. */
export const isPhone = (number: string): boolean => /^[+0-9 ()/.-]{3,30}$/.test(number) && /\d/.test(number)

/** Whether `code` has the shape of a two-letter code of WIPO ST.3 (ISO 3166 for states). */
export const isCountryCode = (code: string): boolean => /^[A-Z]{2}$/.test(code)

/** Whether `digest` is a SHA-256 in lower-case hexadecimal digits. */
export const isSha256 = (digest: string): boolean => /^[0-9a-f]{64}$/.test(digest)

/** Whether `name`, a line already, is a file's name: no path, and nothing that turns its ending round. */
export const isFileName = (name: string): boolean =>
  !/[/\\\u061C\u200E\u200F\u2066-\u2069]/u.test(name) && name !== '.' && name !== '..'

export const maxFileName = 200

/** Whether `classNumber` is a class of the Nice Classification. */
export const isNiceClass = (classNumber: number): boolean =>
  Number.isInteger(classNumber) && classNumber >= 1 && classNumber <= 45

/**
 * Whether `code` is a class and subclass of the Locarno Classification, such as `06-01`; its classes go from 1 to 32. Subclass
 * 00 stands for a class that is not divided: 31, and 32 in older editions.
 */
export const isLocarnoClass = (code: string): boolean =>
  /^(?:(?:0[1-9]|[12]\d|3[0-2])-(?:0[1-9]|[1-9]\d)|3[12]-00)$/.test(code)

/** Whether `code` is a category, division or section of the Vienna Classification, such as `3.7.16`; it has 29 categories. */
export const isViennaCode = (code: string): boolean => /^(?:[1-9]|[12]\d)(?:\.[1-9]\d?){0,2}$/.test(code)

/** Whether `number` is that of an entry of a register, such as `L-1`. */
export const isEntryNumber = (number: string): boolean => /^[A-Z]-[1-9]\d{0,4}$/.test(number)

/** Whether `amount` is a sum as a plain decimal with at most `decimals` places, such as `1200.50`; never less than zero. */
export const isAmount = (amount: string, decimals: number): boolean =>
  new RegExp(decimals === 0 ? '^\\d{1,15}$' : `^\\d{1,15}(?:\\.\\d{1,${decimals}})?$`).test(amount)
