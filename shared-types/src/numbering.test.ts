import { describe, expect, test } from 'vitest'
import { formatNumber, formatSt13, numberPatternSchema } from './numbering.ts'

const parts = { office: 'borovia', branch: 'BT', right: 'D', year: 2022, seq: 11 }

describe('a number pattern', () => {
  test.each([
    ['{branch}-{right}-{year}-{seq}', 'BT-D-2022-11'],
    ['E-{right}-{year}-{seq}', 'E-D-2022-11'],
    ['{branch}-RBN-{year}-{seq}', 'BT-RBN-2022-11'],
    ['{right}/{year}/{seq:6}', 'D/2022/000011'],
    ['{office}.{year}.{seq:1}', 'borovia.2022.11'],
    ['{seq}-{year}-{seq}', '11-2022-11'],
  ])('%s makes %s', (pattern, number) => {
    expect(numberPatternSchema.safeParse(pattern).success).toBe(true)
    expect(formatNumber(pattern, parts)).toBe(number)
  })
  test('padding never cuts a number off', () =>
    expect(formatNumber('{year}/{seq:2}', { ...parts, seq: 12_345 })).toBe('2022/12345'))

  test.each([
    ['{year}', 'A number pattern needs {seq}.'],
    ['{seq}', 'A number pattern needs {year}, for the sequence starts anew each year.'],
    ['{yaer}-{seq}', '{yaer} is not a part of a number; use {office} {branch} {right} {year} {seq}.'],
    ['{Year}-{year}-{seq}', 'Outside the braces use letters, digits, "-", "/" and "." only.'],
    ['{year} {seq}', 'Outside the braces use letters, digits, "-", "/" and "." only.'],
    ['{year}-{seq', 'A number pattern needs {seq}.'],
    ['{year}-{seq}<b>', 'Outside the braces use letters, digits, "-", "/" and "." only.'],
    ['{toString}-{year}-{seq}', 'Outside the braces use letters, digits, "-", "/" and "." only.'],
  ])('%s is refused: %s', (pattern, message) =>
    expect(numberPatternSchema.safeParse(pattern).error?.issues.map((issue) => issue.message)).toContain(
      message,
    ),
  )
})

describe('a WIPO ST.13 number', () => {
  const st13 = { st3: 'XB', right: 'TM', year: 2026, branchOrdinal: 1, seq: 33 } as const
  test('is office, type, year and nine digits: 17 characters', () => {
    expect(formatSt13(st13)).toBe('XB502026010000033')
    expect(formatSt13(st13)).toHaveLength(17)
  })
  test('differs between branches for the same sequence', () =>
    expect(formatSt13({ ...st13, branchOrdinal: 2 })).not.toBe(formatSt13(st13)))
  test('takes the largest branch and sequence', () =>
    expect(formatSt13({ ...st13, branchOrdinal: 99, seq: 9_999_999 })).toBe('XB502026999999999'))
  test.each([{ seq: 10_000_000 }, { branchOrdinal: 100 }, { year: 12_026 }, { seq: -1 }, { seq: 1.5 }])(
    'is refused where %j does not fit, for it would be another file’s',
    (wrong) => expect(() => formatSt13({ ...st13, ...wrong })).toThrow(RangeError),
  )
})
