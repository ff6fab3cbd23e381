import { describe, expect, test } from 'vitest'
import { labelOfPath } from './label-of-path.ts'
import { fieldsMatching } from './paths-of-request.ts'
import { valueAt } from './value-at.ts'

const application = {
  mark: { kind: 'figurative', imageSha256: 'a'.repeat(64) },
  applicants: [
    {
      kind: 'legal',
      name: 'One AD',
      address: { lines: ['1 Street', 'Floor 2'], city: 'Verna', country: 'XB' },
    },
    { kind: 'legal', name: 'Two AD', address: { lines: ['2 Street'], city: 'Borograd', country: 'XB' } },
  ],
  goodsAndServices: [{ classNumber: 25, terms: ['Clothing', 'Footwear'] }],
  priorities: [],
  documents: [
    { role: 'power-of-attorney', fileName: 'power.pdf' },
    { role: 'power-of-attorney', fileName: 'second.pdf' },
    { role: 'mark-image', fileName: 'mark.png' },
  ],
}

describe('the label of a path', () => {
  test.each([
    ['applicants.0.address.city', 'Applicant 1 · Address · Town or city'],
    ['applicants.1.address', 'Applicant 2 · Address'],
    ['applicants.0.address.lines', 'Applicant 1 · Address'],
    ['applicants', 'Applicants'],
    ['agent.person.address.country', 'Agent · Address · Country'],
    ['mark.imageSha256', 'Mark · Image of the mark'],
    ['mark', 'Mark'],
    ['goodsAndServices.0.terms', 'Class 25 · Goods or services in this class'],
    ['documents.power-of-attorney', 'Power of attorney'],
    ['documents.translation', 'Translation'],
    ['branch', 'Branch of the office'],
    ['tomorrow.field', 'tomorrow.field'],
  ])('%s is "%s"', (path, label) => expect(labelOfPath(path, 'en', application)).toBe(label))

  test('never passes the place of a class off as its number', () =>
    expect(labelOfPath('goodsAndServices.0', 'en')).toBe('Goods and services, entry 1'))
  test('is there in Arabic too', () =>
    expect(labelOfPath('applicants.0.address.city', 'ar')).toBe('مقدم الطلب 1 · العنوان · المدينة'))
})

describe('a pattern of a checklist', () => {
  test.each([
    ['applicants.*.address', ['applicants.0.address', 'applicants.1.address']],
    ['goodsAndServices.*.terms', ['goodsAndServices.0.terms']],
    ['documents.power-of-attorney', ['documents.power-of-attorney']],
    ['mark.text', ['mark.text']],
    // Nothing to point at inside an empty list: the list itself.
    ['priorities.*', ['priorities']],
  ])('%s comes to %j', (pattern, paths) => expect(fieldsMatching(pattern, application)).toEqual(paths))
  test('of an item in an empty list is the list', () =>
    expect(fieldsMatching('priorities.*.date', application)).toEqual(['priorities']))
})

test('what stands at a path is one line for a person', () => {
  expect(valueAt(application, 'applicants.0.address')).toBe('1 Street, Floor 2, Verna, XB')
  expect(valueAt(application, 'goodsAndServices.0.terms')).toBe('Clothing, Footwear')
  expect(valueAt(application, 'documents.power-of-attorney')).toBe('power.pdf, second.pdf')
  expect(valueAt(application, 'agent.person.name')).toBe('')
})
