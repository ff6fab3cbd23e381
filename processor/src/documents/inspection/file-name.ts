/** File names as they arrive from outside: made fit to be shown, or refused; a name never becomes a path. */
import { refuse, type Refusal } from './refusals.ts'

/** Most characters (UTF-16 units, as forms count them) in a file name. */
const maxFileNameLength = 200

const controls = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/u
// Embeddings, overrides and isolates: "gpj.exe" shown backwards reads "exe.jpg". Unicode TR 36, section 2.5.
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/u
// Marks that change nothing visible: direction marks, zero-width space, word joiner, byte order mark. The joiners U+200C and
// U+200D stay: Persian and Indic words need them.
const invisibleMarks = /[\u061C\u200B\u200E\u200F\u2060\uFEFF]/gu

/**
 * Returns the name to show for a document: NFC, trimmed, without invisible marks, runs of blanks as one. Refuses folders, control
 * characters, direction overrides, broken Unicode, and names that are empty or longer than `maxFileNameLength`.
 * True right-to-left names pass.
 */
export function safeFileName(given: string): { readonly ok: true; readonly name: string } | Refusal {
  if (!given.isWellFormed() || controls.test(given)) return refuse('file-name-has-controls')
  if (directionOverrides.test(given)) return refuse('file-name-has-direction-override')
  const name = given.replaceAll(invisibleMarks, '').normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
  if (/[/\\]/u.test(name) || name === '..') return refuse('file-name-has-path')
  if (/^[. ]*$/u.test(name)) return refuse('file-name-empty')
  if (name.length > maxFileNameLength) return refuse('file-name-too-long', { limit: maxFileNameLength })
  return { ok: true, name }
}

/** Returns what follows the last dot of a file name, in lower case; undefined where there is none. */
export function extensionOf(name: string): string | undefined {
  return /[^.]\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase()
}
