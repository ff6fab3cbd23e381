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
  const anyOf = (words: readonly string[]): string => `(?:${words.map(literal).join('|')})`
  const parts: Readonly<Record<string, string>> = {
    office: literal(profile.st3),
    branch: anyOf(profile.branches.map(({ code }) => code)),
    right: '[A-Z]{1,3}',
    year: '(?:19|20)\\d{2}',
    seq: '\\d{1,9}',
  }
  const form = profile.numbering.file
    .split(/(\{[a-z]+(?::\d)?\})/)
    .map((part) => {
      const [, name = '', width] = /^\{([a-z]+)(?::(\d))?\}$/.exec(part) ?? []
      if (name === '') return literal(part)
      return name === 'seq' && width !== undefined ? `\\d{${width},9}` : (parts[name] ?? literal(part))
    })
    .join('')
  // Digits of another script, and signs that only steer the display, are no other number.
  const written = text
    .normalize('NFKC')
    .replace(/\p{Cf}|\s/gu, '')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .toUpperCase()
  return new RegExp(`^${form}$`).test(written) ? written : undefined
}
