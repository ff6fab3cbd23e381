import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseStrictJson } from './strict-json.ts'

describe('strict JSON', () => {
  test('reads what JSON.parse reads', () =>
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const value: unknown = JSON.parse(text)
        expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual(value)
      }),
    ))
  test('refuses what JSON.parse refuses', () =>
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', 'x', '\n', '0', ':'),
        (text, at, char) => {
          const broken =
            text.slice(0, at % (text.length + 1)) + char + text.slice((at % (text.length + 1)) + 1)
          const refuses = (parse: (json: string) => unknown): boolean => {
            try {
              parse(broken)
              return false
            } catch {
              return true
            }
          }
          if (refuses(JSON.parse)) expect(refuses(parseStrictJson)).toBe(true)
        },
      ),
      { numRuns: 500 },
    ))

  test.each([
    ['{\n  "a": 1,\n  "b": 2,\n}', 'line 4, column 1: a member name in double quotes is expected, not "}"'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: "," or "}" is expected, not "\\""'],
    ['{"a" 1}', 'line 1, column 6: ":" is expected after "a", not "1"'],
    ['[1, 2', 'line 1, column 6: "," or "]" is expected, not the end of the file'],
    ['', 'line 1, column 1: a value is expected, not the end of the file'],
    ['{"a": NaN}', 'line 1, column 7: a value is expected, not "N"'],
    ['{"a": 1}\n{', 'line 2, column 1: nothing more is expected, but "{" follows'],
    ['{"a": 1,\r\n "a": 2}', 'line 2, column 2: "a" is there twice'],
    ['{"a": "x\ny"}', 'line 1, column 7: a value is expected, not "\\""'],
  ])('names line, column and reason of %j', (text, message) =>
    expect(() => parseStrictJson(text)).toThrow(message),
  )
  test('refuses bottomless nesting without running out of stack', () =>
    expect(() => parseStrictJson('['.repeat(200_000))).toThrow('nested deeper than 32'))
  test('keeps a member named __proto__ as data', () => {
    const value = parseStrictJson('{"__proto__": {"polluted": true}}')
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true}}')
    expect(value).not.toHaveProperty('polluted')
  })
})
