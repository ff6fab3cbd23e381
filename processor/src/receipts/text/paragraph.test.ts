/** Line breaking and direction, seen from the glyphs that come out. */
import { expect, test } from 'vitest'
import { layOutParagraph, type Line, type ParagraphOptions, type Phrase } from './paragraph.ts'

const laidOut = (phrase: Phrase, changes: Partial<ParagraphOptions> = {}) =>
  layOutParagraph(phrase, {
    size: 10,
    width: 200,
    weight: 'regular',
    direction: 'auto',
    language: 'en',
    onProblem: (kind, text) => expect.unreachable(`${kind}: ${text}`),
    ...changes,
  })

/** The text of a line as the eye meets it, from left to right. */
const seen = (line: Line | undefined) =>
  line?.runs.flatMap((run) => run.glyphs.map((glyph) => glyph.text)).join('')

test('lines break at blanks and after hyphens and slashes, and none is wider than allowed', () => {
  const lines = laidOut(
    'navigation apparatus and/or measuring instruments for ship-borne use in coastal waters',
    { width: 90 },
  )
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) expect(line.width).toBeLessThanOrEqual(90)
  expect(lines.map(seen).join(' ')).toContain('navigation apparatus')
})

test('a word longer than the line is cut between letters and loses none of them', () => {
  const lines = laidOut('x'.repeat(500))
  for (const line of lines) expect(line.width).toBeLessThanOrEqual(200)
  expect(lines.map(seen).join('')).toBe('x'.repeat(500))
})

test('accents and joined emoji are never torn from their base when a word is cut', () => {
  const lines = laidOut('e\u0301'.repeat(200), { width: 50 })
  for (const line of lines) expect(seen(line)).toMatch(/^(e\u0301)+$/)
})

test('numbers and Latin names keep their own direction inside Arabic', () => {
  const [line] = laidOut(['في ', { isolate: '2026-03-05' }, ' لدى ', { isolate: 'IPO (Esperia)' }], {
    direction: 'rtl',
  })
  expect(seen(line)).toContain('2026-03-05')
  expect(seen(line)).toContain('IPO (Esperia)')
  expect(seen(line)?.indexOf('IPO')).toBeLessThan(seen(line)?.indexOf('2026') ?? 0)
})

test('brackets around Arabic are mirrored glyphs in mirrored places', () => {
  const [line] = laidOut('(أب)', { direction: 'rtl' })
  const glyphs = line?.runs.flatMap((run) => run.glyphs) ?? []
  const [plain] = laidOut('()', { direction: 'ltr' })
  const [opening, closing] = plain?.runs.flatMap((run) => run.glyphs) ?? []
  expect(glyphs[0]).toMatchObject({ glyph: opening?.glyph, text: ')' })
  expect(glyphs.at(-1)).toMatchObject({ glyph: closing?.glyph, text: '(' })
})

test('a broken Arabic paragraph is broken in the order of reading, each line then turned round', () => {
  const words = ['الأولى', 'الثانية', 'الثالثة', 'الرابعة']
  const lines = laidOut(words.join(' '), { width: 70, direction: 'rtl' })
  expect(lines.length).toBeGreaterThan(1)
  // Reading a line of pure Arabic from its right end gives the words as they were written.
  const read = lines.map((line) =>
    line.runs
      .flatMap((run) => run.glyphs.map((glyph) => glyph.text))
      .reverse()
      .join(''),
  )
  expect(read.join(' ').replace(/\s+/g, ' ')).toBe(words.join(' '))
})

test('a line break in the text is kept, an empty text is one empty line', () => {
  expect(laidOut('one\r\ntwo\nthree').map(seen)).toEqual(['one', 'two', 'three'])
  expect(laidOut('')).toEqual([{ runs: [], width: 0 }])
})

test('directional overrides are taken out and reported', () => {
  const problems: string[] = []
  const [line] = laidOut('abc\u202Edef\u202C', { onProblem: (kind) => problems.push(kind) })
  expect(seen(line)).toBe('abcdef')
  expect(problems).toEqual(['control'])
})
