/** CSV: nothing that an agent typed runs in somebody's spreadsheet, and every text comes back whole. */
import { expect, test } from 'vitest'
import { csvRow, isFormula, readCsv, textOfCell } from './csv.ts'

test.each([
  ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"\r\n`],
  ['+1', "'+1\r\n"],
  ['-2+3', "'-2+3\r\n"],
  ['@SUM(A1)', "'@SUM(A1)\r\n"],
  ['\tx', "'\tx\r\n"],
  ['\rx', `"'\rx"\r\n`],
  [' =1+1', "' =1+1\r\n"],
  ['\u200f\u2068=1+1', "'\u200f\u2068=1+1\r\n"],
  ['＝1+1', "'＝1+1\r\n"],
  ['＋1', "'＋1\r\n"],
  ['－1', "'－1\r\n"],
  ['＠SUM(A1)', "'＠SUM(A1)\r\n"],
  ['x;=1+1;y', "x;'=1+1;y\r\n"],
  ['x; \u200f@y', "x;' \u200f@y\r\n"],
  ['two\n=1+1', `"two\n'=1+1"\r\n`],
  ['a-b = c; d', 'a-b = c; d\r\n'],
  ['plain', 'plain\r\n'],
  ['a,b', '"a,b"\r\n'],
  ['say "so"', '"say ""so"""\r\n'],
  ['two\nlines', '"two\nlines"\r\n'],
  ['القهوة، العربية', 'القهوة، العربية\r\n'],
  ['', '\r\n'],
])('the cell %j is written %j', (text, written) => expect(csvRow([text])).toBe(written))

test.each(['=1+1', 'x;=1+1;y', ' =1+1', 'two\n=1+1', '\tx', "it's", "'quoted'"])(
  'the cell %j comes back as it was written',
  (text) => {
    const read = readCsv(csvRow([text, 'next']))
    expect(read).toMatchObject({ ok: true, records: [{ cells: [expect.anything(), 'next'] }] })
    expect(read.ok && textOfCell(read.records[0]?.cells[0] ?? '')).toBe(text)
  },
)

test('a formula is known by how it begins', () =>
  expect(['=1+1', ' @x', '\u200f=x', 'a=b', '1-2', ''].map(isFormula)).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]))

test('records are read with their lines, quoted line ends included, and blank ones are passed over', () =>
  expect(readCsv('\ufeffa;b\r\n"one\ntwo";"say ""so"""\n;\n\nc;d', ';')).toEqual({
    ok: true,
    records: [
      { line: 1, row: 1, cells: ['a', 'b'] },
      { line: 2, row: 2, cells: ['one\ntwo', 'say "so"'] },
      { line: 6, row: 5, cells: ['c', 'd'] },
    ],
  }))

test('a quotation mark that is left open is told by its line', () => {
  expect(readCsv('a,b\nc,"d')).toEqual({ ok: false, line: 2 })
  expect(readCsv('a,b"c')).toEqual({ ok: false, line: 1 })
})
