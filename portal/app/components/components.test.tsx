/** What components promise to every reader: labels, errors that are found, and script in names that stays text. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DocumentProvider } from '../language.tsx'
import '../messages/all.ts'
import { DocumentTable } from './document-table.tsx'
import { Field } from './field.tsx'
import { LeavingForBank } from './leaving-for-bank.tsx'
import { ErrorSummary } from './notice.tsx'
import { History } from './timeline.tsx'

const error = { path: 'email', code: 'bad', message: 'Write an <b>e-mail</b> address' }

test('a field has its label, and its error is read with it', () => {
  const html = renderToStaticMarkup(<Field name="email" label="E-mail" error={error.message} />)
  expect(html).toMatch(/<label[^>]*for="email"[^>]*>E-mail<\/label>/)
  expect(html).toMatch(/<input[^>]*id="email"/)
  expect(html).toMatch(/aria-invalid="true" aria-describedby="email-error"/)
  expect(html).toMatch(/id="email-error"/)
})

test('the error summary links to the field, and text stays text', () => {
  const html = renderToStaticMarkup(<ErrorSummary title="Not yet" errors={[error]} />)
  expect(html).toContain('href="#email"')
  expect(html).toContain('role="alert"')
  expect(html).toContain('Write an &lt;b&gt;e-mail&lt;/b&gt; address')
})

test('history names events in the language of the page and the time of the office', () => {
  const html = renderToStaticMarkup(
    <DocumentProvider language="ar" nonce={undefined}>
      <History
        timeZone="Asia/Kuwait"
        entries={[{ eventId: 'e1', type: 'order.paid', at: new Date('2026-03-14T22:00:00Z') }]}
      />
    </DocumentProvider>,
  )
  expect(html).toContain('مدفوع كاملًا')
  expect(html).toContain('15 مارس 2026، 01:00')
  expect(html).toContain('dateTime="2026-03-14T22:00:00.000Z"')
})

test('a document is offered for download with the beginning of its SHA-256', () => {
  const html = renderToStaticMarkup(
    <DocumentTable
      base="/o/borovia"
      documents={[
        {
          documentId: 'd1',
          role: 'filing-receipt',
          sha256: 'ab'.repeat(32),
          bytes: 1_250_000,
          mediaType: 'x',
        },
      ]}
    />,
  )
  expect(html).toContain('href="/o/borovia/api/documents/d1"')
  expect(html).toContain('Filing receipt')
  expect(html).toContain('abababababab…')
  expect(html).toContain('1.3 MB')
})

test('the way to the bank needs no script, and its address cannot break out of the page', () => {
  const html = renderToStaticMarkup(<LeavingForBank to={'https://bank.example/pay?a=1&b="><script>'} />)
  expect(html).toMatch(/http-equiv="refresh"/)
  expect(html).not.toContain('<script>')
  expect(html).toContain('href="https://bank.example/pay?a=1&amp;b=&quot;&gt;&lt;script&gt;"')
})
