/** The letters of an office as an independent reader (poppler) finds them: text, signature, and the mark of a preview. */
import { describe, expect, test } from 'vitest'
import { noticeDocument, type NoticeData } from './notice-document.ts'
import { makeOfficeCertificate } from './office-certificate.ts'
import { renderDocument } from './render-document.ts'
import { signPdf } from './sign-pdf.ts'
import { aNotice } from './test-support/notice-examples.ts'
import { pictureOf, reportOf, textOf } from './test-support/poppler.ts'

const createdAt = new Date('2026-11-20T08:00:00Z')
const letterOf = (data: NoticeData) => renderDocument(noticeDocument(data, createdAt))
const oneLine = (text: string) => text.replace(/\s+/g, ' ')
const textOfLetter = async (data: NoticeData) => oneLine(await textOf((await letterOf(data)).bytes))

describe('a notice of deficiency', () => {
  test('says to whom, about what, each point with its field, basis and remedy, until when and why then', async () => {
    const text = await textOfLetter(aNotice('borovia', 'en'))
    for (const expected of [
      'Borovia Patent and Trademark Office',
      'Notice of deficiency',
      'BT/T/2026/000042',
      'Answer by',
      '20 January 2027',
      'Márquez & Łukasik, IP attorneys',
      'for the mark AURORA NOVA, filed on 12 November 2026',
      'Ägir Þórsson',
      '1. Applicant 1 · Address',
      '12, Verna, BG',
      'Trademark Act, Article 12(1)',
      'Give the complete address: street, city, postal code and country.',
      '2. Power of attorney',
      'Nothing was given.',
      'Please answer by 20 January 2027.',
      '2 months after 2026-11-20 end on 2027-01-20',
      'PCT Rule 80.2',
      'Elena Petrova',
      'https://filing.example/o/borovia/verify/7Q4M2XKD9PLA',
    ])
      expect(text).toContain(expected)
    expect(text).not.toContain('PREVIEW')
    expect(text).not.toMatch(/[{}]/)
  })

  test('names a mark without words as what it is, in a sentence and by itself', async () => {
    for (const office of ['borovia', 'sahil'] as const) {
      const text = await textOfLetter(aNotice(office, 'en', { mark: '' }))
      expect(text).toContain('for the figurative mark without words')
      expect(text).toContain('Mark Figurative mark without words')
      const inArabic = await textOfLetter(aNotice(office, 'ar', { mark: '' }))
      expect(inArabic).toContain('العلامة التصويرية الخالية من الألفاظ')
    }
  })

  test('in Arabic gives back its words in logical order, with names and numbers of other scripts among them', async () => {
    const data = aNotice('sahil', 'ar')
    const text = await textOfLetter(data)
    for (const expected of [
      'طلب استيفاء',
      'هيئة الملكية الصناعية في الساحل',
      'تحية طيبة وبعد،',
      'يلزم استيفاء ما يلي.',
      'عنوان أحد مقدمي الطلب غير مكتمل',
      'وتفضلوا بقبول فائق الاحترام.',
      'BT/T/2026/000042',
      'Ägir Þórsson',
    ])
      expect(text).toContain(expected)
    const { bytes, warnings } = await letterOf(data)
    expect(warnings).toEqual([])
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Direction /R2L')
  })

  test('is valid and signed as a whole for poppler once the office has sealed it', async () => {
    const office = await makeOfficeCertificate({ officeName: 'Office', country: 'BG', now: createdAt })
    const signed = await signPdf((await letterOf(aNotice('borovia', 'en'))).bytes, {
      privateKey: office.privateKeyPem,
      certificatePem: office.certificatePem,
      signedAt: createdAt,
      reason: 'Notice of deficiency',
      location: 'Borograd',
    })
    const report = await reportOf('pdfsig', signed)
    expect(report).toContain('Signature is Valid')
    expect(report).toMatch(/^ {2}- Total document signed$/m)
  })

  test('stays the office’s own where an officer writes markup, braces or direction marks into it', async () => {
    const note = 'See {fileNumber} <b>now</b> \u202eevil'
    const text = await textOfLetter(aNotice('borovia', 'en', { note }))
    expect(text).toContain('See {fileNumber} <b>now</b> evil')
  })
})

describe('a decision of refusal', () => {
  test('gives its reasons and the remedy, and asks for no answer', async () => {
    for (const [office, remedy] of [
      ['borovia', 'Board of Appeal'],
      ['sahil', 'Grievance Committee'],
    ] as const) {
      const data = aNotice(office, 'en', {
        template: 'refusal',
        note: 'The mark lacks every distinctive character.',
      })
      const text = await textOfLetter(data)
      expect(text).toContain('Reasons The mark lacks every distinctive character.')
      expect(text).toContain(remedy)
      expect(text).not.toContain('Answer by')
      expect(text).not.toContain('Answer online')
    }
  })
})

describe('a preview', () => {
  test('says on every page that it is none, in the letter’s language, and nothing else differs', async () => {
    const stamped = await letterOf(aNotice('borovia', 'en', { stamp: 'PREVIEW – NOT ISSUED' }))
    const text = oneLine(await textOf(stamped.bytes))
    expect(text.match(/PREVIEW – NOT ISSUED/g)).toHaveLength(stamped.pages)
    expect(stamped.pages).toBe((await letterOf(aNotice('borovia', 'en'))).pages)
    const issued = await pictureOf((await letterOf(aNotice('borovia', 'en'))).bytes, {
      page: 2,
      dotsPerInch: 40,
    })
    expect(Buffer.compare(await pictureOf(stamped.bytes, { page: 2, dotsPerInch: 40 }), issued)).not.toBe(0)
  })
})
