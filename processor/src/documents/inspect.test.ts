import { chmod } from 'node:fs/promises'
import { PDFName, PDFString } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { oneFile, pdfOf, pdfStream, pngOf, zipOf } from './inspection/hostile-documents.ts'
import { inspectionBench, MB, noise, pdfLibPdf, type UploadChanges } from './inspection/inspection-bench.ts'
import { createLane } from './inspection/lane.ts'
import { InspectionUnavailable } from './inspection/limited-process.ts'

const { write, inspect, refusalOf, rewritten } = inspectionBench()

describe('good documents are accepted', () => {
  test('a PDF with two pages, a filled form, an image and links to web pages', async () => {
    const photo = await noise(50).jpeg().toBuffer()
    const bytes = await pdfLibPdf(async (document) => {
      const page = document.addPage()
      page.drawText('Trade mark application')
      page.drawImage(await document.embedJpg(photo))
      const field = document.getForm().createTextField('applicant')
      field.setText('Ana Ilieva')
      field.addToPage(page)
      const link = {
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [0, 0, 50, 50],
        A: { Type: 'Action', S: 'URI', URI: PDFString.of('https://example.org/') },
      }
      page.node.set(PDFName.of('Annots'), document.context.obj([document.context.obj(link)]))
    })
    const outcome = await inspect(bytes, 'Заявка № 1.pdf')
    expect(outcome).toEqual({
      ok: true,
      mediaType: 'application/pdf',
      bytes: bytes.length,
      fileName: 'Заявка № 1.pdf',
      pages: 2,
    })
  })

  test('a PDF that opens at a page, and whose outline and text speak of /JavaScript and /Launch', async () => {
    const bytes = pdfOf({
      catalog: '/OpenAction [3 0 R /Fit] /Outlines 5 0 R',
      page: '/Contents 4 0 R',
      objects: [
        pdfStream('', Buffer.from('BT (/JavaScript) Tj ET')),
        '<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1 >>',
        '<< /Title (/JavaScript) /Parent 5 0 R /Dest [3 0 R /Fit] >>',
        '[ (/Launch) ("/JS") ]',
      ],
    })
    expect(await inspect(bytes, 'a.pdf')).toMatchObject({ ok: true, pages: 1 })
  })

  test('a PDF that was changed by an appended revision', async () => {
    const first = pdfOf()
    const offset = String(first.length).padStart(10, '0')
    const startOfTable = first.lastIndexOf('xref\n0')
    const revision = '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n'
    const bytes = oneFile(
      first,
      revision,
      `xref\n3 1\n${offset} 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R /Prev ${startOfTable} >>\nstartxref\n${first.length + revision.length}\n%%EOF\r\n`,
    )
    expect(await inspect(bytes, 'a.pdf')).toMatchObject({ ok: true, pages: 1 })
  })

  test('a linearized PDF', async () => {
    expect(await inspect(await rewritten(pdfOf(), ['--linearize']), 'a.pdf')).toMatchObject({
      ok: true,
      pages: 1,
    })
  })

  test('a PNG and a JPEG, with their size in pixels', async () => {
    const image = sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
    expect(await inspect(await image.png().toBuffer(), 'mark.png')).toMatchObject({
      ok: true,
      mediaType: 'image/png',
      widthPx: 60,
      heightPx: 40,
    })
    expect(await inspect(await image.jpeg({ progressive: true }).toBuffer(), 'mark.jpg')).toMatchObject({
      ok: true,
      mediaType: 'image/jpeg',
      widthPx: 60,
      heightPx: 40,
    })
  })

  test('a photo that a phone turned by 90 degrees has the size that people see', async () => {
    const turned = await noise(40)
      .resize(60, 40, { fit: 'fill' })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(await inspect(turned, 'photo.jpg')).toMatchObject({ ok: true, widthPx: 40, heightPx: 60 })
  })

  test('a file name without extension, and padding behind the end', async () => {
    expect(await inspect(oneFile(pdfOf(), '\0\0\0\0\r\n\r\n'), 'Power of attorney')).toMatchObject({
      ok: true,
    })
  })
})

describe('type and size', () => {
  const cases: readonly [
    name: string,
    bytes: Uint8Array,
    fileName: string,
    changes: UploadChanges,
    code: string,
  ][] = [
    ['an empty file', Buffer.alloc(0), 'a.pdf', {}, 'empty'],
    ['a file over the size for its role', pdfOf(), 'a.pdf', { maxBytes: 100 }, 'too-large'],
    ['a PNG named and announced as PDF', pngOf(8, 8), 'a.pdf', {}, 'type-mismatch'],
    ['a PDF announced as PNG', pdfOf(), 'a.pdf', { mediaType: 'image/png' }, 'type-mismatch'],
    ['a PDF named as a program', pdfOf(), 'a.exe', {}, 'extension-mismatch'],
    [
      'a PDF where the role takes images',
      pdfOf(),
      'a.pdf',
      { mediaTypes: ['image/png'] },
      'type-not-allowed',
    ],
    ['a ZIP', zipOf('a.txt', 'hello'), 'a.zip', { mediaType: 'application/zip' }, 'type-not-allowed'],
    ['a ZIP named PDF', zipOf('a.txt', 'hello'), 'a.pdf', {}, 'type-mismatch'],
    ['random bytes named PDF', Buffer.alloc(500, 7), 'a.pdf', {}, 'type-mismatch'],
    [
      'an SVG dressed as PNG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'a.png',
      {},
      'type-mismatch',
    ],
    [
      'an SVG with an XML declaration dressed as PNG',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'a.png',
      {},
      'type-mismatch',
    ],
    [
      'an SVG that an office takes by mistake',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'a.svg',
      { mediaType: 'image/svg+xml', mediaTypes: ['image/svg+xml'] },
      'type-not-allowed',
    ],
    ['a name with a folder', pdfOf(), '../a.pdf', {}, 'file-name-has-path'],
  ]
  test.each(cases)('%s is refused', async (_, bytes, fileName, changes, code) => {
    expect(await refusalOf(bytes, fileName, changes)).toBe(code)
  })

  test('the refusal tells what was announced, what was found and what to do', async () => {
    expect(await inspect(pngOf(8, 8), 'a.pdf')).toEqual({
      ok: false,
      code: 'type-mismatch',
      message: 'The document was announced as PDF, but its content is PNG.',
      remedy:
        'Open the document, save or export it as PDF and upload the result; renaming does not convert it.',
      facts: { announced: 'PDF', found: 'PNG' },
    })
  })

  test('an announced type that is no media type is not repeated to anybody', async () => {
    const outcome = await inspect(pdfOf(), 'a.pdf', { mediaType: '<script>\u202E' })
    expect(outcome).toMatchObject({ code: 'type-mismatch', facts: { announced: 'an unknown kind of file' } })
  })
})

describe('the inspection itself', () => {
  test('without qpdf nothing is accepted and the operator learns what to install', async () => {
    const attempt = inspect(pdfOf(), 'a.pdf', {}, { qpdf: '/nowhere/qpdf' })
    await expect(attempt).rejects.toBeInstanceOf(InspectionUnavailable)
    await expect(attempt).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'inspection-unavailable',
      cause: new Error('Install qpdf 11 or later (Debian: apt-get install qpdf).'),
    })
  })

  test('with a qpdf that is too old nothing is accepted', async () => {
    const old = await write(Buffer.from('#!/bin/sh\necho "qpdf version 10.6.3"\n'))
    await chmod(old, 0o755)
    await expect(inspect(pdfOf(), 'a.pdf', {}, { qpdf: old })).rejects.toBeInstanceOf(InspectionUnavailable)
  })

  test('a qpdf that fails in an unknown way accepts nothing', async () => {
    const odd = await write(
      Buffer.from('#!/bin/sh\n[ "$1" = --version ] && echo "qpdf version 11.3.0" && exit 0\nexit 1\n'),
    )
    await chmod(odd, 0o755)
    await expect(inspect(pdfOf(), 'a.pdf', {}, { qpdf: odd })).rejects.toBeInstanceOf(InspectionUnavailable)
  })

  test('no more inspections run at once than the lane allows, and all are answered', async () => {
    const lane = createLane(2)
    let running = 0
    let most = 0
    const counting: typeof lane = (job) =>
      lane(async () => {
        running += 1
        most = Math.max(most, running)
        try {
          return await job()
        } finally {
          running -= 1
        }
      })
    const pdf = pdfOf()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => inspect(pdf, 'a.pdf', {}, { lane: counting })),
    )
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    expect(most).toBe(2)
  })

  test('a 2 MB PDF and a 2 MB PNG take well under a second', async () => {
    const photo = await noise(1100).jpeg({ quality: 90 }).toBuffer()
    const pdf = await pdfLibPdf(async (document) => {
      const page = document.addPage()
      for (let copy = 0; copy * photo.length < 2 * MB; copy += 1)
        page.drawImage(
          await document.embedJpg(Buffer.concat([photo, Buffer.from([copy])]).subarray(0, photo.length)),
        )
    })
    const png = await noise(840).png().toBuffer()
    for (const [bytes, name] of [
      [pdf, 'a.pdf'],
      [png, 'a.png'],
    ] as const) {
      expect(bytes.length).toBeGreaterThan(1.9 * MB)
      await inspect(bytes, name)
      const start = performance.now()
      expect(await inspect(bytes, name)).toMatchObject({ ok: true })
      expect(performance.now() - start).toBeLessThan(1000)
    }
  })
})
