/** RFC 8785 canonical JSON and SHA-256 over it; big integers and dates are written as strings. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What can be written canonically: JSON, plus bigint (decimal string) and Date (ISO 8601 in UTC with milliseconds). */
export type Canonical =
  | null
  | boolean
  | number
  | string
  | bigint
  | Date
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined }

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value)

/**
 * Returns the canonical JSON text of `value` (RFC 8785): members sorted by UTF-16 code units, no white space,
 * members that are undefined left out.
 * @throws RangeError for a number that is not finite, or text with a lone surrogate.
 */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return `"${value.toString()}"`
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('A number that is not finite has no canonical JSON')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('Text with a lone surrogate has no canonical JSON')
    return JSON.stringify(value)
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${canonicalJson(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

/** Returns the lower-case hexadecimal SHA-256 of text (as UTF-8) or bytes. */
export const sha256Hex = (input: string | Uint8Array): string =>
  bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input))

/** Returns the SHA-256 of the canonical JSON of `value`. */
export const digestOf = (value: Canonical): string => sha256Hex(canonicalJson(value))
