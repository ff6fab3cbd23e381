/** The office's documents as an independent reader (poppler) finds them: text, look of figures, length, warnings. */
import qrcode from 'qrcode'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { filingReceipt, requestAsFiled, type FilingReceiptData } from './filing-documents.ts'
import { pictureOf, reportOf, textOf } from './test-support/poppler.ts'
import { anArabicFiling, anEnglishFiling } from './test-support/receipt-examples.ts'
import { renderDocument } from './render-document.ts'

const createdAt = new Date('2026-03-06T08:00:00Z')
const receiptOf = (data: FilingReceiptData) => renderDocument(filingReceipt(data, createdAt))
const requestOf = (data: FilingReceiptData) => renderDocument(requestAsFiled(data, createdAt))
const oneLine = (text: string) => text.replace(/\s+/g, ' ')

describe('a filing receipt', () => {
  test('names numbers, dates, both clocks, parties, terms, money and every document with its SHA-256', async () => {
    const filing = anEnglishFiling()
    const text = oneLine(await textOf((await receiptOf(filing)).bytes))
    for (const expected of [
      'ES-T-2026-1147',
      'ES-S-2026-88213',
      'E-E-2026-50431',
      '6 March 2026',
      '14:07:09 Europe/Sofia (UTC+02:00)',
      '2026-03-05 12:07:09 UTC',
      'The filing fee was paid in full; this day is the filing date.',
      'Товарищество „Северно сияние“ ООД',
      'Ägir Þórsson',
      'software as a service [SaaS]; design of measuring instruments.',
      'EUR 520.00',
      '1,902,554 bytes',
      'e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4 649b934c a495991b 7852b855',
      'Page 1 of 2',
      'Page 2 of 2',
    ]) {
      expect(text).toContain(expected)
    }
  })

  test('in Arabic gives back its words in logical order when the text is read out', async () => {
    const text = oneLine(await textOf((await receiptOf(anArabicFiling())).bytes))
    for (const expected of [
      'إيصال إيداع',
      'شركة النجمة الشمالية للتجارة',
      'يؤكد المكتب أنه تسلم الإيداع الموصوف هنا',
      'في الوقت المذكور.',
      'أجهزة الملاحة؛ برامج حاسوب قابلة للتنزيل؛ نظارات؛ بطاريات كهربائية.',
      'Sofia Textiles Ltd.',
    ]) {
      expect(text).toContain(expected)
    }
  })

  test('states its language, direction and title for readers and screen readers, and embeds every font', async () => {
    const { bytes } = await receiptOf(anArabicFiling())
    const file = Buffer.from(bytes).toString('latin1')
    expect(await reportOf('pdfinfo', bytes)).toMatch(/Title:\s+إيصال إيداع/)
    expect(file).toContain('/Lang <feff00610072>')
    expect(file).toContain('/Direction /R2L')
    const fonts = (await reportOf('pdffonts', bytes)).trim().split('\n').slice(2)
    expect(fonts).toHaveLength(4)
    for (const font of fonts) expect(font).toMatch(/Identity-H\s+yes yes yes/)
  })

  test('is the same file, byte for byte, when it is made again', async () => {
    const [first, second] = [await receiptOf(anArabicFiling()), await receiptOf(anArabicFiling())]
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
  })

  test('stays below 80 kB without images, in either language', async () => {
    for (const filing of [anEnglishFiling(), anArabicFiling()]) {
      expect((await receiptOf(filing)).bytes.length).toBeLessThan(80_000)
    }
  })

  test('can be ordered from a worker thread: its model survives structured cloning', async () => {
    const model = filingReceipt(anEnglishFiling(), createdAt)
    const direct = await renderDocument(model)
    const cloned = await renderDocument(structuredClone(model))
    expect(Buffer.compare(direct.bytes, cloned.bytes)).toBe(0)
  })

  test('carries the secret address by which the file is followed, where there is one', async () => {
    const followUrl = 'https://filing.ipo.example/o/esperia/follow/3f9vQm2Zt0aB7kXyW1LpUe4RsHc'
    for (const filing of [anEnglishFiling(), anArabicFiling()]) {
      const { bytes, warnings } = await receiptOf({ ...filing, followUrl })
      expect(await textOf(bytes)).toContain(followUrl)
      expect(warnings).toEqual([])
      expect(await textOf((await receiptOf(filing)).bytes)).not.toContain('/follow/')
    }
  })

  test('shows a QR code whose modules are those of the verification address', async () => {
    const filing = anEnglishFiling()
    const { bytes, pages } = await receiptOf(filing)
    const picture = await pictureOf(bytes, { page: pages, dotsPerInch: 288 })
    const { modules } = qrcode.create(filing.verificationUrl, { errorCorrectionLevel: 'M' })
    const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
    const isDark = (x: number, y: number) => (data[Math.round(y) * info.width + Math.round(x)] ?? 255) < 128
    // The top left corner of the code is the only place where a row and a column of seven dark modules meet.
    const scale = 288 / 72
    const side = (92 / (modules.size + 8)) * scale
    const left = (595.28 - 56 - 12 - 92) * scale + 4 * side
    const seven = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5].map((module) => module * side)
    const isCorner = (y: number) =>
      seven.every((step) => isDark(left + step, y + side / 2) && isDark(left + side / 2, y + step))
    let top = 0
    while (top < info.height && !isCorner(top)) top++
    let wrong = 0
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        const seen = isDark(left + (column + 0.5) * side, top + (row + 0.5) * side)
        if (seen !== Boolean(modules.get(row, column))) wrong++
      }
    }
    expect(wrong).toBe(0)
  })
})

describe('the request as filed', () => {
  test('shows every section of the form and who signed in which capacity', async () => {
    const data = anEnglishFiling({
      sections: [
        {
          title: 'Designs',
          rows: [
            { label: 'Product', values: ['Lamp'] },
            { label: 'Views', values: ['7'] },
          ],
        },
      ],
    })
    const text = oneLine(await textOf((await requestOf(data)).bytes))
    for (const expected of ['Designs', 'Product', 'Lamp', 'Inés Márquez', 'Authorised agent']) {
      expect(text).toContain(expected)
    }
  })

  test('shows a figurative mark as an image and says so plainly when the image cannot be read', async () => {
    const image = await sharp({ create: { width: 400, height: 300, channels: 4, background: '#c0392b80' } })
      .png()
      .toBuffer()
    const good = await requestOf(anEnglishFiling({ mark: { kind: 'figurative', image } }))
    expect(Buffer.from(good.bytes).toString('latin1')).toContain('/Subtype /Image')
    expect(good.warnings).toEqual([])

    const bad = await requestOf(
      anEnglishFiling({ mark: { kind: 'figurative', image: image.subarray(0, 60) } }),
    )
    expect(bad.warnings).toEqual([{ kind: 'unreadable-image', text: 'Figurative mark' }])
    expect(oneLine(await textOf(bad.bytes))).toContain('The image cannot be shown here.')
  })
})

describe('unusual input', () => {
  test('ten thousand terms run over pages and all of them are there', async () => {
    const terms = Array.from({ length: 10_000 }, (_, index) => `apparatus no. ${index} for measuring`)
    const started = performance.now()
    const { bytes, pages } = await receiptOf(anEnglishFiling({ classes: [{ number: 9, terms }] }))
    expect(performance.now() - started).toBeLessThan(8_000)
    expect(pages).toBeGreaterThan(50)
    const text = oneLine(await textOf(bytes))
    expect(text).toContain('apparatus no. 9999 for measuring.')
    expect(text).toContain(`Page ${pages} of ${pages}`)
  }, 30_000)

  test('a text of a hundred pages in Arabic is set in seconds', async () => {
    const description = 'يتعلق الاختراع بجهاز لقياس درجة الحرارة (Sensor 12) بدقة. '.repeat(6_700)
    const rows = [{ label: 'الوصف', values: [description] }]
    const started = performance.now()
    const { pages } = await requestOf(anArabicFiling({ sections: [{ title: 'الوصف', rows }] }))
    expect(performance.now() - started).toBeLessThan(8_000)
    expect(pages).toBeGreaterThanOrEqual(100)
  }, 30_000)

  test('a name of 500 letters without a blank is broken, and nothing reaches the margins', async () => {
    const filing = anEnglishFiling({
      applicants: [{ name: 'Ж'.repeat(500), addressLines: ['م'.repeat(500)] }],
      mark: { kind: 'word', text: 'M'.repeat(500) },
      documents: [{ role: 'R'.repeat(300), name: 'n'.repeat(500), bytes: 1, sha256: 'a'.repeat(64) }],
    })
    const { bytes, pages } = await receiptOf(filing)
    expect((await textOf(bytes)).match(/Ж/g)?.length).toBe(500)
    for (let page = 1; page <= pages; page++) {
      const picture = sharp(await pictureOf(bytes, { page, dotsPerInch: 72 })).greyscale()
      const { width, height } = await picture.metadata()
      for (const left of [0, width - 52]) {
        const area = { left, top: 20, width: 52, height: height - 20 }
        const margin = await sharp(await picture.clone().extract(area).png().toBuffer()).stats()
        expect(margin.channels[0]?.min).toBe(255)
      }
    }
  })

  test('scripts beyond Noto Sans are drawn by the last-resort font and can be read out', async () => {
    const { bytes, warnings } = await receiptOf(
      anEnglishFiling({
        applicants: [{ name: '株式会社日立製作所', addressLines: ['東京都千代田区丸の内一丁目'] }],
      }),
    )
    expect(warnings).toEqual([])
    expect(await textOf(bytes)).toContain('株式会社日立製作所')
  })

  test('a script that the last-resort font cannot shape is drawn and reported', async () => {
    const { warnings } = await receiptOf(
      anEnglishFiling({ applicants: [{ name: 'বাংলাদেশ', addressLines: [] }] }),
    )
    expect(warnings).toEqual([{ kind: 'fallback-shaping', text: 'বাংলাদেশ' }])
  })

  test('a character that no font has is drawn as a box, kept in the text and reported', async () => {
    const { bytes, warnings } = await receiptOf(
      anEnglishFiling({ applicants: [{ name: 'Smile 😀 Ltd', addressLines: [] }] }),
    )
    expect(warnings).toEqual([{ kind: 'missing-character', text: '😀' }])
    expect(await textOf(bytes)).toContain('Smile 😀 Ltd')
  })

  test('direction overrides in a name are dropped and reported, so that a name cannot pose as another', async () => {
    const { bytes, warnings } = await receiptOf(
      anEnglishFiling({ ownReference: 'invoice\u202Efdp.exe', mark: { kind: 'word', text: 'A\u0007B' } }),
    )
    expect(warnings.map((warning) => warning.kind)).toEqual([
      'control-character-dropped',
      'control-character-dropped',
    ])
    expect(await textOf(bytes)).toContain('invoicefdp.exe')
  })
})
