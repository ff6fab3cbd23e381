/** What the one renderer promises for every form: labels, hints and errors that are read together, and text that stays. */
import {
  applicationForms,
  pagesOf,
  trademarkForm,
  type FieldValue,
  type FileFacts,
  type FormDefinition,
  type FormField,
} from '@lodge/shared-types'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anOfficeProfile } from '../../../../shared-types/src/an-office-profile.ts'
import { DocumentProvider } from '../../language.tsx'
import '../../messages/all.ts'
import { dateOf } from './date-control.tsx'
import FactControl, { isFactField } from './fact-controls.tsx'
import { FormFields, type FormFieldsProps } from './form-fields.tsx'

const office = anOfficeProfile()

const aFile: FileFacts = {
  ...{ fileId: 'f', fileNumber: 'TM-1', right: 'TM', status: 'Registered', branch: 'main', language: 'en' },
  ...{ isInternational: false, isPublished: true, dates: {}, title: 'KAROO', owners: ['Karoo Ltd.'] },
  ...{ flags: [], notices: [], classes: [], designs: ['1', '2'] },
  entries: [{ list: 'licences', no: 'L-1', label: 'Licence of Karoo' }],
}

type Wish = {
  form?: FormDefinition
  pageId: string
  itemId?: string
  values?: Record<string, FieldValue>
  errors?: FormFieldsProps['errors']
  language?: 'en' | 'ar'
  isReadOnly?: boolean
}

function render({
  form = trademarkForm,
  pageId,
  itemId,
  values = {},
  errors = [],
  language = 'en',
  isReadOnly = false,
}: Wish): string {
  const page = pagesOf(form).find(({ id }) => id === pageId)
  if (!page) throw new Error(`The form has no page "${pageId}"`)
  return renderToStaticMarkup(
    <DocumentProvider language={language} nonce={undefined}>
      <FormFields
        form={form}
        page={page}
        itemId={itemId}
        values={new Map(Object.entries(values))}
        office={office}
        errors={errors}
        isReadOnly={isReadOnly}
        onChange={() => undefined}
        onLeave={() => undefined}
      />
    </DocumentProvider>,
  )
}

test('a field is asked only when its condition holds', () => {
  const labelled = 'for="mark.text"'
  expect(render({ pageId: 'mark' })).not.toContain(labelled)
  expect(render({ pageId: 'mark', values: { 'mark.kind': 'word' } })).toContain(labelled)
})

test('an error stands at its field, is read with it, and is told as text', () => {
  const error = { path: 'mark.text', sentence: 'Enter <b>the mark</b>.' }
  const html = render({ pageId: 'mark', values: { 'mark.kind': 'word' }, errors: [error] })
  expect(html).toMatch(/<input[^>]*id="mark\.text"[^>]*aria-invalid="true"/)
  expect(html).toMatch(/<input[^>]*aria-describedby="mark\.text-hint mark\.text-error"/)
  expect(html).toMatch(/id="mark\.text-error"><p>Enter/)
  expect(html).not.toContain('<b>')
})

test('an error deep inside a value stands at the field that holds it', () => {
  const path = 'applicants.a1.address.lines.3'
  const html = render({
    pageId: 'applicants',
    itemId: 'a1',
    values: { 'applicants.a1': { at: 0 }, 'applicants.a1.kind': 'legal' },
    errors: [{ path, sentence: 'Too long.' }],
  })
  expect(html).toContain('id="applicants.a1.address.lines-error"')
})

test('choices are one group with a legend, and the first carries the id that errors link to', () => {
  const html = render({ pageId: 'mark' })
  expect(html).toMatch(/<fieldset[^>]*><legend[^>]*>Kind of mark/)
  expect(html).toMatch(/<input type="radio" id="mark\.kind" name="mark\.kind" value="word"/)
})

test('what is wrong or too long is shown as it was written', () => {
  const text = 'x'.repeat(600)
  const html = render({ pageId: 'mark', values: { 'mark.kind': 'word', 'mark.text': text } })
  expect(html).toContain(text)
  expect(html).toContain('100 characters too many')
})

test('another tab’s draft can be read and not changed', () => {
  const html = render({
    pageId: 'mark',
    values: { 'mark.kind': 'word', 'mark.text': 'NORD' },
    isReadOnly: true,
  })
  expect(html).toMatch(/<input[^>]*readOnly=""[^>]*value="NORD"|<input[^>]*value="NORD"[^>]*readOnly=""/i)
  expect(html).toMatch(/<input type="radio"[^>]*disabled=""/)
})

test('text has its own direction, addresses of e-mail go from left to right', () => {
  const html = render({
    pageId: 'applicants',
    itemId: 'a1',
    values: { 'applicants.a1': { at: 0 }, 'applicants.a1.kind': 'legal' },
    language: 'ar',
  })
  expect(html).toMatch(
    /<input[^>]*id="applicants\.a1\.name"[^>]*dir="auto"|<input[^>]*dir="auto"[^>]*id="applicants\.a1\.name"/,
  )
  expect(html).toMatch(/type="email"[^>]*dir="ltr"/)
  expect(html).toContain('الاسم الرسمي')
})

test.each(applicationForms)('every page of $version is rendered in both languages', (form) => {
  for (const language of ['en', 'ar'] as const)
    for (const page of pagesOf(form)) {
      if (page.list) continue
      // Documents need a device, and are looked at in a real browser.
      const html = render({
        form,
        pageId: page.id,
        values: { 'mark.kind': 'word', 'agent.appointed': 'yes' },
        language,
      })
      expect(html, page.id).toMatch(/<(?:label|legend)/)
    }
})

test('a date keeps what was written, in digits, and empties with its last part', () => {
  expect([
    dateOf({ year: '2026', month: '3', day: '4' }),
    dateOf({ year: '26', month: '', day: '31' }),
    dateOf({ year: '', month: '', day: '' }),
  ]).toEqual(['2026-03-04', '26--31', ''])
})

const asked = { name: 'data.it', level: 'O', label: { en: 'It', ar: 'هو' } } as const
test.each<[string, FormField, FieldValue | undefined, string]>([
  [
    'a number is digits from left to right',
    { ...asked, kind: 'number', min: 0, max: 9 },
    7,
    'inputMode="numeric" dir="ltr"',
  ],
  ['a sum says its currency', { ...asked, kind: 'amount' }, '12.50', '<bdi>EUR</bdi>'],
  ['a statement is ticked', { ...asked, kind: 'declaration' }, true, 'type="checkbox"'],
  [
    'an entry is chosen from the register',
    { ...asked, kind: 'entry', lists: ['licences'] },
    'L-1',
    'L-1 · Licence of Karoo',
  ],
  [
    'a person is chosen by name',
    { ...asked, kind: 'person-number', among: 'applicants' },
    1,
    '1 · Karoo Ltd.',
  ],
  ['designs are ticked by number', { ...asked, kind: 'designs' }, ['2'], 'Design 2'],
])('%s', (_, field, value, shown) => {
  if (!isFactField(field)) throw new Error(`${field.kind} has another control`)
  const html = renderToStaticMarkup(
    <DocumentProvider language="en" nonce={undefined}>
      <FactControl
        field={field}
        names={{ id: 'it' }}
        value={value}
        currency="EUR"
        file={aFile}
        isReadOnly={false}
        onChange={() => undefined}
        onLeave={() => undefined}
      />
    </DocumentProvider>,
  )
  expect(html).toContain(shown)
  // An error summary links to it.
  expect(html).toContain('id="it"')
})

test('what the file does not have cannot be chosen', () => {
  const field = { ...asked, kind: 'entry', lists: ['oppositions'] } as const
  const html = renderToStaticMarkup(
    <DocumentProvider language="en" nonce={undefined}>
      <FactControl
        field={field}
        names={{ id: 'it' }}
        value={undefined}
        currency="EUR"
        file={aFile}
        isReadOnly={false}
        onChange={() => undefined}
        onLeave={() => undefined}
      />
    </DocumentProvider>,
  )
  expect(html).toContain('nothing to choose from')
})
