import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { oneFile, pdfOf, pdfStream, pngChunk, pngOf, zipOf } from './hostile-documents.ts'
import { inspectionBench, noise } from './inspection-bench.ts'

const { refusalOf, rewritten } = inspectionBench()

describe('cut and damaged documents', () => {
  test('a PDF without its end is refused as cut off', async () => {
    const whole = pdfOf()
    expect(await refusalOf(whole.subarray(0, whole.length - 7), 'a.pdf')).toBe('truncated')
    expect(await refusalOf(whole.subarray(0, 60), 'a.pdf')).toBe('truncated')
  })

  test('a linearized PDF that was cut behind its first end mark is refused as cut off', async () => {
    const pdf = pdfOf({ objects: [pdfStream('', randomBytes(20_000))] })
    const whole = await rewritten(pdf, ['--linearize', '--preserve-unreferenced'])
    const cut = whole.subarray(0, whole.lastIndexOf('%%EOF') - 20)
    expect(cut.includes('%%EOF')).toBe(true)
    expect(await refusalOf(cut, 'a.pdf')).toBe('truncated')
  })

  test('a PDF whose cross-reference table points nowhere is refused as damaged', async () => {
    const text = pdfOf().toString('latin1')
    expect(
      await refusalOf(Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'), 'a.pdf'),
    ).toBe('damaged')
    const shifted = text.replace('/MediaBox', '/Rotate 0 /MediaBox')
    expect(await refusalOf(Buffer.from(shifted, 'latin1'), 'a.pdf')).toBe('damaged')
  })

  test('a PDF with a compressed stream that does not unpack is refused as damaged', async () => {
    const broken = pdfOf({
      page: '/Contents 4 0 R',
      objects: [pdfStream('/Filter /FlateDecode', Buffer.from('this is not compressed'))],
    })
    expect(await refusalOf(broken, 'a.pdf')).toBe('damaged')
  })

  test('a PDF without pages is refused as damaged', async () => {
    const none = pdfOf().toString('latin1').replace('[3 0 R] /Count 1', '[     ] /Count 0')
    expect(await refusalOf(Buffer.from(none, 'latin1'), 'a.pdf')).toBe('damaged')
  })

  test('a PNG without IEND and a JPEG without EOI are refused as cut off', async () => {
    const png = await noise(50).png().toBuffer()
    const jpeg = await noise(50).jpeg().toBuffer()
    expect(await refusalOf(png.subarray(0, png.length - 12), 'a.png')).toBe('truncated')
    expect(await refusalOf(png.subarray(0, png.length / 2), 'a.png')).toBe('truncated')
    const longEnd = Buffer.from(png)
    longEnd.writeUInt32BE(5, png.length - 12)
    expect(await refusalOf(longEnd, 'a.png')).toBe('truncated')
    expect(await refusalOf(jpeg.subarray(0, jpeg.length - 2), 'a.jpg')).toBe('truncated')
    expect(await refusalOf(jpeg.subarray(0, jpeg.length / 2), 'a.jpg')).toBe('truncated')
  })

  test('images that end properly but lack their last rows are refused as damaged', async () => {
    const jpeg = await noise(200).jpeg().toBuffer()
    expect(await refusalOf(oneFile(jpeg.subarray(0, jpeg.length / 2), '\xff\xd9'), 'a.jpg')).toBe('damaged')
    const header = pngOf(8, 8).subarray(8, 33)
    const short = oneFile(
      '\x89PNG\r\n\x1a\n',
      header,
      pngChunk('IDAT', Buffer.from('x')),
      pngChunk('IEND', Buffer.alloc(0)),
    )
    expect(await refusalOf(short, 'a.png')).toBe('damaged')
  })
})

describe('one file that is two', () => {
  const payload = 'MZ this is another file altogether, and not a small one'
  test('a ZIP behind the end of a PDF is refused', async () => {
    const pdf = pdfOf()
    expect(await refusalOf(oneFile(pdf, zipOf('a.txt', 'x', { at: pdf.length })), 'a.pdf')).toBe(
      'trailing-data',
    )
  })

  test('a ZIP whose comment is the end of the PDF is refused', async () => {
    const pdf = pdfOf()
    const start = /startxref\n\d+\n%%EOF\n/.exec(pdf.toString('latin1'))?.[0] ?? ''
    const bytes = oneFile(pdf, zipOf('a.txt', 'x', { at: pdf.length, comment: `\n${start}` }))
    expect(await refusalOf(bytes, 'a.pdf')).toBe('hidden-content')
  })

  test('other data behind the end of a PDF, PNG or JPEG is refused', async () => {
    expect(await refusalOf(oneFile(pdfOf(), payload), 'a.pdf')).toBe('trailing-data')
    expect(await refusalOf(oneFile(pngOf(8, 8), payload), 'a.png')).toBe('trailing-data')
    const jpeg = await noise(50).jpeg().toBuffer()
    expect(await refusalOf(oneFile(jpeg, payload), 'a.jpg')).toBe('trailing-data')
    expect(await refusalOf(oneFile(jpeg, jpeg), 'a.jpg')).toBe('trailing-data')
    expect(await refusalOf(oneFile(pngOf(8, 8), pngOf(9, 9)), 'a.png')).toBe('trailing-data')
  })

  test('a PDF that does not start at byte 0 is refused', async () => {
    expect(await refusalOf(oneFile('#!/bin/sh\nexit\n', pdfOf()), 'a.pdf')).not.toBe('accepted')
    expect(await refusalOf(oneFile('some words first\n', pdfOf()), 'a.pdf')).toBe('pdf-header-misplaced')
    expect(await refusalOf(oneFile('\xef\xbb\xbf', pdfOf()), 'a.pdf')).toBe('pdf-header-misplaced')
  })

  test('a PNG with a ZIP or a PDF inside a text chunk is refused', async () => {
    const zip = pngChunk('tEXt', oneFile('Comment\0', zipOf('a.txt', 'x')))
    expect(await refusalOf(pngOf(8, 8, [zip]), 'a.png')).toBe('hidden-content')
    const pdf = pngChunk('tEXt', oneFile('Comment\0', pdfOf()))
    expect(await refusalOf(pngOf(8, 8, [pdf]), 'a.png')).toBe('hidden-content')
  })

  test('bytes that only look like the end of a ZIP are no reason to refuse', async () => {
    const chance = pngChunk(
      'tEXt',
      Buffer.concat([Buffer.from('Comment\0PK\x05\x06', 'latin1'), Buffer.alloc(30, 9)]),
    )
    expect(await refusalOf(pngOf(8, 8, [chance]), 'a.png')).toBe('accepted')
  })
})
