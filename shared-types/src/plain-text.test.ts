import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emailSchema, plainLine, plainText } from './plain-text.ts'

const takes = (text: string): boolean => plainText(100).safeParse(text).success

describe('text as people type it', () => {
  test.each([
    ['an override', 'abc\u202Efdp.exe'],
    ['an embedding', '\u202Bنص\u202C'],
    ['a zero-width no-break space', 'a\uFEFFb'],
    ['a null', 'a\u0000b'],
    ['an escape', 'a\u001B[31mb'],
    ['a C1 control', 'a\u0085b'],
    ['a lone surrogate', 'a\uD83Db'],
    ['nothing but spaces', ' \u00A0 '],
    ['nothing that shows', '\u200B\u200D'],
    ['nothing', ''],
    ['too much', 'x'.repeat(101)],
  ])('is refused with %s', (_, text) => expect(takes(text)).toBe(false))

  test.each([
    ['isolates around a number', 'رقم \u2068BT-TM-2026-11\u2069'],
    ['direction marks', 'AL BADR \u200Eالبدر\u200F'],
    ['a joiner inside a word', 'می\u200Cخواهم'],
    ['an emoji of several parts', '👩\u200D⚖️'],
    ['tab and line feed', 'a\tb\nc'],
  ])('keeps %s', (_, text) => expect(plainText(100).parse(text)).toBe(text))

  test('is trimmed and composed', () => expect(plainText(100).parse('  Zoe\u0308  ')).toBe('Zoë'))
  test('has line feeds, however a form sends its line ends', () =>
    expect(plainText(100).parse('a\r\nb\rc')).toBe('a\nb\nc'))
  test('may be empty only where that is said', () => {
    expect(plainText(10, 0).parse('  ')).toBe('')
    expect(plainText(10).safeParse('  ').error?.issues[0]?.message).toBe('This must not be empty.')
  })
  test('is measured after composing, so that what was taken is taken again', () => {
    // U+0958 composes to two characters.
    expect(plainText(1).safeParse('\u0958').success).toBe(false)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const taken = plainText(100).safeParse(text)
        if (taken.success) expect(plainText(100).parse(taken.data)).toBe(taken.data)
      }),
    )
  })
})

describe('characters that turn the reading direction', () => {
  test.each(['202A', '202B', '202C', '202D', '202E'])('U+%s, an embedding or override, is refused', (code) =>
    expect(takes(`a${String.fromCodePoint(Number.parseInt(code, 16))}b`)).toBe(false),
  )
  test.each(['2066', '2067', '2068', '2069', '200E', '200F', '061C'])(
    'U+%s, an isolate or mark, is kept',
    (code) => expect(takes(`a${String.fromCodePoint(Number.parseInt(code, 16))}b`)).toBe(true),
  )
})

describe('one line', () => {
  test.each(['a\nb', 'a\r\nb', 'a\tb', 'a\u2028b', 'a\u2029b'])('%j is refused', (text) =>
    expect(plainLine(100).safeParse(text).success).toBe(false),
  )
  test('a line end behind the text is trimmed', () => expect(plainLine(100).parse('a\r\n')).toBe('a'))
})

describe('an e-mail address', () => {
  test.each(['name@example.org', "o'connor+ip@mail.example.co.uk", 'a@b.cd', 'X-1_2@3.example'])(
    '%s is taken',
    (address) => expect(emailSchema.parse(address)).toBe(address.toLowerCase()),
  )
  test.each([
    'a@example.org\r\nBcc: victim@example.org',
    'a@example.org\nSubject: x',
    'a\r\n@example.org',
    'a@example.org\r\n',
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    '<a@example.org>',
    'Name <a@example.org>',
    '"a b"@example.org',
    'a@b@example.org',
    'a(comment)@example.org',
    'a@[127.0.0.1]',
    'a@localhost',
    'a@-example.org',
    'a@example..org',
    'a@exämple.org',
    'a @example.org',
    'a@example.org\u0000',
    '@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
    '',
  ])('%j is refused', (address) => expect(emailSchema.safeParse(address).success).toBe(false))
})
