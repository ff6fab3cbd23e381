import { describe, expect, test } from 'vitest'
import { pdfOf, pdfStream, pdfWithHiddenObject } from './hostile-documents.ts'
import { inspectionBench, pdfLibPdf } from './inspection-bench.ts'

const { refusalOf, rewritten } = inspectionBench()

describe('PDF with more than pages', () => {
  const action = (body: string) =>
    pdfOf({ catalog: '/OpenAction 4 0 R', objects: [`<< /Type /Action ${body} >>`] })
  const cases: readonly [name: string, bytes: Uint8Array, code: string][] = [
    ['a script that runs on opening', action('/S /JavaScript /JS (app.alert\\(1\\))'), 'pdf-script'],
    ['a script hidden by name escapes', action('/#53 /Java#53cript /J#53 (app.alert\\(1\\))'), 'pdf-script'],
    [
      'a script whose type is an indirect object',
      pdfOf({ catalog: '/AA << /WC << /S 4 0 R >> >>', objects: ['/J#61vaScript'] }),
      'pdf-script',
    ],
    [
      'a script inside a compressed object stream',
      pdfWithHiddenObject('<< /S /Java#53cript /JS (1) >>'),
      'pdf-script',
    ],
    ['a script that only a rendition carries', action('/S /Rendition /JS (1)'), 'pdf-script'],
    ['a program to launch', action('/S /Launch /F (calc.exe)'), 'pdf-launch'],
    [
      'a program to launch, inside an object stream',
      pdfWithHiddenObject('<< /S /Launch /F (calc.exe) >>'),
      'pdf-launch',
    ],
    [
      'an XFA form',
      pdfOf({
        catalog: '/AcroForm << /Fields [] /X#46A 4 0 R >>',
        objects: [pdfStream('', Buffer.from('<xdp/>'))],
      }),
      'pdf-xfa',
    ],
    [
      'rich media',
      pdfOf({ page: '/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]' }),
      'pdf-media',
    ],
    ['a form that is sent', action('/S /SubmitForm /F (https://example.org)'), 'pdf-form-submission'],
    [
      'an action that opens another file',
      action('/S /GoToR /F (//host/share/x.pdf) /D [0 /Fit]'),
      'pdf-external-reference',
    ],
    [
      'an attached file in an annotation',
      pdfOf({
        page: '/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (a) /EF << /F 4 0 R >> >> >>]',
        objects: [pdfStream('/Type /EmbeddedFile', Buffer.from('x'))],
      }),
      'pdf-attachment',
    ],
  ]
  test.each(cases)('%s is refused', async (_, bytes, code) => {
    expect(await refusalOf(bytes, 'a.pdf')).toBe(code)
  })

  test('scripts and attachments written by a PDF library, with and without object streams, are refused', async () => {
    for (const useObjectStreams of [true, false]) {
      const script = await pdfLibPdf(
        (document) => document.addJavaScript('main', 'app.alert(1)'),
        useObjectStreams,
      )
      expect(await refusalOf(script, 'a.pdf')).toBe('pdf-script')
      const attachment = await pdfLibPdf(
        (document) => document.attach(Buffer.from('x'), 'x.txt'),
        useObjectStreams,
      )
      expect(await refusalOf(attachment, 'a.pdf')).toBe('pdf-attachment')
    }
  })

  test('a PDF with a user password or with only an owner password is refused', async () => {
    const locked = (userPassword: string) =>
      rewritten(pdfOf(), ['--encrypt', userPassword, 'owner', '256', '--'])
    expect(await refusalOf(await locked('user'), 'a.pdf')).toBe('pdf-encrypted')
    expect(await refusalOf(await locked(''), 'a.pdf')).toBe('pdf-encrypted')
  })

  test('a PDF encrypted by an unknown method is refused', async () => {
    const text = pdfOf()
      .toString('latin1')
      .replace('/Root 1 0 R', '/Root 1 0 R /Encrypt << /Filter /Adobe.PubSec /V 4 >> /ID [<00> <00>]')
    expect(await refusalOf(Buffer.from(text, 'latin1'), 'a.pdf')).toBe('pdf-encrypted')
  })
})
