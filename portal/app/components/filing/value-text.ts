/** Values of a form as text, for entries and names. */
import type { FieldValue } from '@lodge/shared-types'

/** Returns a value as text; empty for what has none. */
export const textOf = (value: FieldValue | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

const isLines = (value: FieldValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((line) => typeof line === 'string')

/** Returns the lines of a value that has several. */
export const linesOf = (value: FieldValue | undefined): readonly string[] => (isLines(value) ? value : [])
