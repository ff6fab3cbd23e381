import { documentReferenceSchema } from '@lodge/shared-types'
import { describe, expect, test } from 'vitest'
import { extensionOf, safeFileName } from './file-name.ts'

describe('names that are shown', () => {
  test.each([
    ['Drawings of 3 May (final).pdf', 'Drawings of 3 May (final).pdf'],
    ['  two   blanks .png ', 'two blanks .png'],
    ['توكيل.pdf', 'توكيل.pdf'],
    ['cafe\u0301.pdf', 'café.pdf'],
    ['می\u200Cخواهم.pdf', 'می\u200Cخواهم.pdf'],
    ['\uFEFFmark\u200B\u200E.png', 'mark.png'],
    ['v1..2.pdf', 'v1..2.pdf'],
  ])('%j is shown as %j, which the language takes too', (given, shown) => {
    expect(safeFileName(given)).toEqual({ ok: true, name: shown })
    expect(documentReferenceSchema.shape.fileName.parse(shown)).toBe(shown)
  })
})

describe('names that are refused', () => {
  test.each([
    ['../../etc/passwd', 'file-name-has-path'],
    ['..', 'file-name-has-path'],
    ['.\u200B.', 'file-name-has-path'],
    ['C:\\fakepath\\a.pdf', 'file-name-has-path'],
    ['a/b.pdf', 'file-name-has-path'],
    ['a.pdf\u0000.exe', 'file-name-has-controls'],
    ['a\r\nSet-Cookie: b.pdf', 'file-name-has-controls'],
    ['a\u2028b.pdf', 'file-name-has-controls'],
    ['a\uD800.pdf', 'file-name-has-controls'],
    ['mark\u202Egnp.exe', 'file-name-has-direction-override'],
    ['\u2067mark.pdf', 'file-name-has-direction-override'],
    [`${'a'.repeat(197)}.pdf`, 'file-name-too-long'],
    ['', 'file-name-empty'],
    [' . ', 'file-name-empty'],
    ['\u200B', 'file-name-empty'],
  ])('%j is refused', (given, code) => {
    expect(safeFileName(given)).toMatchObject({ ok: false, code })
  })
})

test('the extension is what follows the last dot of a name, in lower case', () => {
  expect(['a.PDF', 'a.b.png', 'a', '.pdf', 'a.'].map(extensionOf)).toEqual([
    'pdf',
    'png',
    undefined,
    undefined,
    undefined,
  ])
})
