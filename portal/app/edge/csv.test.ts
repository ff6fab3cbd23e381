/** CSV: nothing that an agent typed runs in somebody's spreadsheet, and every text comes back whole. */
import { expect, test } from 'vitest'
import { csvRow } from './csv.server.ts'

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
