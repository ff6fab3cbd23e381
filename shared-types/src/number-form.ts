/** Whether a number that a person types has the form of the office's own numbers. */
import type { OfficeProfile } from './office-profile.ts'

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/**
 * Returns the file number in the office's own writing, such as `BT-D-2022-11` for ` bt-d-2022-11 `, or undefined when no
 * file of the office can have it. Whether there is such a file is not said.
 */
export function fileNumberIn(
  profile: Pick<OfficeProfile, 'numbering' | 'branches' | 'st3'>,
  text: string,
): string | undefined {
  const parts: Readonly<Record<string, string>> = {
    office: literal(profile.st3),
    branch: profile.branches.map(({ code }) => literal(code)).join('|'),
    right: '[A-Z]{1,3}',
    year: '(?:19|20)\\d{2}',
  }
  const partOf = (placeholder: string): string => {
    const [, name = '', width = '1'] = /^\{([a-z]+)(?::(\d))?\}$/.exec(placeholder) ?? []
    // Zeros stand before a sequence up to its width and no further: a file has one number.
    return name === 'seq'
      ? `(?=\\d{${width}})(?!0\\d{${width}})\\d{1,9}`
      : (parts[name] ?? literal(placeholder))
  }
  // Every second piece is a placeholder.
  const pieces = profile.numbering.file.split(/(\{[^}]*\})/)
  const form = pieces.map((piece, at) => (at % 2 === 1 ? `(${partOf(piece)})` : literal(piece))).join('')
  // Digits of another script, and signs that only steer the display, are no other number.
  const written = text
    .normalize('NFKC')
    .replace(/\p{Cf}|\s/gu, '')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
  const found = new RegExp(`^${form}$`, 'i').exec(written)
  return found
    ? pieces.map((piece, at) => (at % 2 === 1 ? (found[(at + 1) / 2] ?? '').toUpperCase() : piece)).join('')
    : undefined
}
