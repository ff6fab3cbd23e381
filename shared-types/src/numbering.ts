/** Numbers that an office gives: patterns as data, such as `{branch}-{right}-{year}-{seq}` for `BT-D-2022-11`. */
import { z } from 'zod'
import type { Right } from './submission.ts'

const placeholders = ['office', 'branch', 'right', 'year', 'seq'] as const
type Placeholder = (typeof placeholders)[number]
const placeholderPattern = /\{([a-z]+)(?::(\d))?\}/g

const isPlaceholder = (name: string): name is Placeholder => placeholders.some((known) => known === name)

/** A number pattern: letters, digits and `-/.`, with `{office} {branch} {right} {year} {seq}`; `{seq:6}` pads with zeros. */
export const numberPatternSchema = z
  .string()
  .max(80)
  .superRefine((pattern, context) => {
    const names = [...pattern.matchAll(placeholderPattern)].map((match) => match[1] ?? '')
    const unknown = names.find((name) => !isPlaceholder(name))
    if (unknown)
      context.addIssue({
        code: 'custom',
        message: `{${unknown}} is not a part of a number; use ${placeholders.map((p) => `{${p}}`).join(' ')}.`,
      })
    if (!names.includes('seq')) context.addIssue({ code: 'custom', message: 'A number pattern needs {seq}.' })
    if (!names.includes('year'))
      context.addIssue({
        code: 'custom',
        message: 'A number pattern needs {year}, for the sequence starts anew each year.',
      })
    if (!/^[A-Za-z0-9/.-]*$/.test(pattern.replaceAll(placeholderPattern, '')))
      context.addIssue({
        code: 'custom',
        message: 'Outside the braces use letters, digits, "-", "/" and "." only.',
      })
  })

export type NumberParts = { office: string; branch: string; right: string; year: number; seq: number }

/** Returns the number that `pattern` makes of its parts. */
export const formatNumber = (pattern: string, parts: NumberParts): string =>
  pattern.replaceAll(placeholderPattern, (whole, name: string, width?: string) =>
    isPlaceholder(name) ? String(parts[name]).padStart(Number(width ?? 0), '0') : whole,
  )

/** WIPO ST.13 codes of the type of right, as the common databases use them. */
const st13TypeOf = { PT: '10', UM: '20', TM: '50', DS: '70' } as const satisfies Record<Right, string>

/**
 * Returns the WIPO ST.13 application number: office (ST.3), type of right, year and a nine-digit serial number, here two
 * digits of the branch and seven of its sequence, so that branches never collide.
 * @throws RangeError when year, branch or sequence have more digits than their place.
 */
export const formatSt13 = (parts: {
  st3: string
  right: Right
  year: number
  branchOrdinal: number
  seq: number
}): string => {
  const digits = [
    String(parts.year).padStart(4, '0'),
    String(parts.branchOrdinal).padStart(2, '0'),
    String(parts.seq).padStart(7, '0'),
  ].join('')
  if (!/^\d{13}$/.test(digits))
    throw new RangeError(`"${digits}" does not fit the 13 digits of an ST.13 number after its type`)
  return `${parts.st3}${st13TypeOf[parts.right]}${digits}`
}
