/** A post-filing request as data becomes a form like every other: filled in, assembled, checked. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { anOfficeProfile } from '../an-office-profile.ts'
import { documentRoles } from '../documents.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { requestTypeSchema } from '../requests/request-type-schema.ts'
import { requestSchema } from '../submission.ts'
import { checkDraft } from './check-draft.ts'
import { checkForm } from './check-form.ts'
import { formOfType } from './form-of-type.ts'
import type { FieldValue } from './form.ts'
import { formFor } from './registry.ts'

const words = (en: string) => ({ en, ar: 'نص' })
const missing = words('Fill this in.')
const field = (name: string, more: Record<string, unknown>) => ({
  name: `data.${name}`,
  level: 'F',
  label: words(name),
  missing,
  ...more,
})
/** It asks every kind of entry that requests about a file have. */
const type = requestTypeSchema.parse({
  type: 'many-things',
  id: 'R99',
  formVersion: 'many-things-1',
  rights: ['TM', 'DS'],
  family: 'owner',
  title: words('Many things'),
  lead: words('It asks for many things.'),
  about: 'file',
  gate: { statuses: 'any', by: 'party' },
  sections: [
    {
      id: 'own',
      title: words('Own'),
      pages: [
        {
          id: 'entries',
          title: words('Entries'),
          fields: [
            field('licence', { kind: 'entry', lists: ['licences'] }),
            field('owner', { kind: 'person-number', among: 'applicants' }),
            field('designs', { kind: 'designs' }),
            field('price', { kind: 'amount' }),
            field('copies', { kind: 'number', min: 1, max: 9 }),
            field('consents', { kind: 'declaration' }),
            field('buyer', { kind: 'person' }),
            { ...field('helper', { kind: 'person' }), level: 'O', missing: undefined },
            field('deed', { kind: 'document', role: 'contract' }),
          ].map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined))),
        },
        {
          id: 'goods',
          title: words('Goods'),
          list: {
            path: 'data.goods',
            level: 'O',
            max: 45,
            itemName: words('Class'),
            addLabel: words('Add'),
            startsFrom: 'classes',
            titleOf: ['classNumber'],
            fields: [
              { name: 'classNumber', kind: 'class-number', level: 'F', label: words('Class'), missing },
              {
                name: 'terms',
                kind: 'terms',
                max: 500,
                maxTerms: 3,
                level: 'F',
                label: words('Terms'),
                missing,
              },
            ],
          },
        },
      ],
    },
  ],
  effects: [],
  grantedBy: 'rule',
  approvedBy: [],
  plain: words('Done.'),
})
const roles = Object.fromEntries(
  documentRoles.map((role) => [role, { mediaTypes: ['application/pdf'], maxBytes: 1000 }]),
)
const office = {
  ...anOfficeProfile({ documents: { maxDossierBytes: 10_000, roles } }),
  requestTypes: [type],
}
const form = formOfType(type)
const on = '2026-11-20'
const requestId = '018f0000-0000-7000-8000-000000000001'
const facts: FileFacts = {
  fileId: 'f',
  fileNumber: 'TL-TM-2026-1',
  right: 'TM',
  status: 'Registered',
  branch: 'main',
  language: 'en',
  isInternational: false,
  isPublished: true,
  dates: {},
  title: 'NORDWELL',
  owners: ['Ivana Petrova'],
  flags: [],
  entries: [
    { list: 'licences', no: 'L-1', label: 'Licence' },
    { list: 'rights-in-rem', no: 'P-1', label: 'Pledge' },
  ],
  notices: [],
  classes: [],
  designs: ['1', '2'],
}

const buyer = {
  'data.buyer.kind': 'legal',
  'data.buyer.name': 'Buyer AD',
  'data.buyer.address.lines': ['1 Street'],
  'data.buyer.address.city': 'Verna',
  'data.buyer.address.country': 'XB',
  'data.buyer.email': 'office@buyer.example',
}
const whole: Readonly<Record<string, FieldValue | undefined>> = {
  right: 'TM',
  fileNumber: 'TL-TM-2026-1',
  branch: 'main',
  language: 'en',
  'data.licence': 'L-1',
  'data.owner': '1',
  'data.designs': ['2'],
  'data.price': '1200.50',
  'data.copies': 2,
  'data.consents': true,
  ...buyer,
  'data.deed': { sha256: 'a'.repeat(64), fileName: 'deed.pdf', mediaType: 'application/pdf', bytes: 10 },
  'data.goods.g': { at: 1 },
  'data.goods.g.classNumber': 25,
  'data.goods.g.terms': ['Clothing'],
  'signature.name': 'Ivana Petrova',
  'signature.capacity': 'Owner',
}
const check = (changed: typeof whole = {}) =>
  checkDraft(
    form,
    new Map(
      Object.entries({ ...whole, ...changed }).flatMap(([path, value]) =>
        value === undefined ? [] : [[path, value]],
      ),
    ),
    office,
    on,
    { requestId, facts },
  )

const dataOf = (request: unknown): Record<string, unknown> => {
  const { data } = z.object({ data: z.record(z.string(), z.unknown()) }).parse(request)
  return data
}

test('a complete draft makes a request that the schema and the office take', () => {
  const { errors, request } = check()
  expect(errors).toEqual([])
  expect(requestSchema.parse(request)).toEqual(request)
  expect(request).toMatchObject({
    kind: 'post-filing',
    type: 'many-things',
    fileNumber: 'TL-TM-2026-1',
    data: {
      owner: 1,
      consents: true,
      buyer: { kind: 'legal', address: { city: 'Verna' } },
      goods: [{ classNumber: 25, terms: ['Clothing'] }],
    },
    documents: [{ role: 'contract', fileName: 'deed.pdf' }],
  })
  expect(checkForm(request, office, on, facts)).toEqual([])
  expect(formFor(request, office)).toBe(form)
})

test('what is not asked is not there: an optional person, and a list without items', () => {
  const { errors, request } = check({ 'data.goods.g': undefined })
  expect(errors).toEqual([])
  expect(request).not.toHaveProperty('data.helper')
  expect(request).toMatchObject({ data: { goods: [] } })
  const { goods: _, ...data } = dataOf(request)
  expect(checkForm({ ...request, data }, office, on, facts)).toEqual([])
})

test('an optional person who is begun is to be named in full', () =>
  expect(check({ 'data.helper.kind': 'natural' }).errors.map(({ path }) => path)).toContain(
    'data.helper.familyName',
  ))

describe('each entry that is wrong is named', () => {
  test.each<[string, typeof whole, string[]]>([
    ['an entry of another list', { 'data.licence': 'P-1' }, ['data.licence: register-entry']],
    ['an entry that is not there', { 'data.licence': 'L-2' }, ['data.licence: register-entry']],
    ['an owner that the file does not have', { 'data.owner': 2 }, ['data.owner: no-such-person']],
    ['a design that the file does not have', { 'data.designs': ['3'] }, ['data.designs: no-such-design']],
    ['a design twice', { 'data.designs': ['1', '1'] }, ['data.designs: no-such-design']],
    ['money below zero', { 'data.price': '-5' }, ['data.price: amount']],
    ['money in fractions of a cent', { 'data.price': '5.001' }, ['data.price: amount']],
    ['too many copies', { 'data.copies': 10 }, ['data.copies: number']],
    ['a statement that is not made', { 'data.consents': undefined }, ['data.consents: missing']],
    ['a document that is not there', { 'data.deed': undefined }, ['data.deed: document-missing']],
    [
      'more goods than the form takes',
      { 'data.goods.g.terms': ['a', 'b', 'c', 'd'] },
      ['data.goods: too-many-terms'],
    ],
    ['a right that it is not for', { right: 'PT' }, ['right: request-right']],
    ['a file of another right', { right: 'DS' }, ['right: request-right']],
    ['no file', { fileNumber: undefined }, ['fileNumber: missing']],
    ['an order, which it is not about', { orderNumber: 'I-1' }, ['orderNumber: unknown-entry']],
    ['a branch that is not there', { branch: 'moon' }, ['branch: branch']],
  ])('%s', (_, changed, told) =>
    expect(check(changed).errors.map(({ path, code }) => `${path}: ${code}`)).toEqual(told),
  )
  test.each([
    ['data.surprise', { data: { surprise: 1 } }],
    ['mark', { mark: { kind: 'word', text: 'A' } }],
    ['goodsAndServices', { goodsAndServices: [] }],
  ])('%s of another request', (path, more) => {
    const { request } = check()
    const data = { ...dataOf(request), ...('data' in more ? more.data : {}) }
    expect(checkForm({ ...request, ...more, data }, office, on, facts)).toMatchObject([
      { path, code: 'unknown-entry' },
    ])
  })
})
