import { expect, test } from 'vitest'
import { readPdfJson } from './pdf-names.ts'

const json = `{"pages": [
  { "outlines": [{ "title": "/Launch" }], "pageposfrom1": 1 }, { "pageposfrom1": 2 } ],
  "encrypt": { "encrypted": true },
  "qpdf": [ { "obj:1 0 R": { "stream": { "data": "${'A'.repeat(300)}/JS", "dict": { "/S": "/XFA" } } } },
    { "obj:2 0 R": { "value": { "/T": "u:say \\"/Launch\\"", "/Names": { "/JavaScript": {} } } } } ] }`

test('the same is found whatever the pieces in which the JSON arrives', () => {
  for (const size of [1, 2, 7, 64, 10_000]) {
    const reader = readPdfJson()
    const bytes = Buffer.from(json)
    for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size))
    expect(reader.contents()).toEqual({ pages: 2, isEncrypted: true, forbidden: 'pdf-script' })
  }
})

test('texts, titles and packed data that only spell a forbidden name are harmless', () => {
  const reader = readPdfJson()
  reader.take(Buffer.from(json.replace('"/JavaScript"', '"/Dests"').replace('"/XFA"', '"/Form"')))
  expect(reader.contents().forbidden).toBeUndefined()
})
