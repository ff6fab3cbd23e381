import { describe, expect, test } from 'vitest'
import { checklistSchema } from './checklist.ts'
import { deficienciesFound, isFieldOf, translated } from './notice-draft.ts'
import { noticeTemplateSchema } from './notice-schema.ts'

const question = (code: string, fields: string[]) => ({
  code,
  question: { en: `${code}?`, ar: `${code}؟` },
  fields,
  legalBasis: { en: `Act, ${code}`, ar: `القانون، ${code}` },
  overcome: { en: `Put ${code} right.`, ar: `صححوا ${code}.` },
  deficiency: { en: `${code} is wrong.`, ar: `${code} غير صحيح.` },
})
const checklist = checklistSchema.parse({
  code: 'formality',
  version: '1',
  label: { en: 'Formality' },
  questions: [
    question('address', ['applicants.*.address']),
    question('power', ['documents.power-of-attorney']),
    question('agent', ['agent']),
  ],
})
const request = {
  applicants: [{ address: { city: 'Verna' } }, { address: { city: 'Borograd' } }],
  ownReference: 'X/1',
}
const given = (code: string, answer: 'yes' | 'no' | 'not-applicable' | null, fields: string[] = []) => ({
  code,
  answer,
  fields,
})

describe('a notice that is begun from an examination', () => {
  test('says of each "no" what the checklist says of it, at the very fields that the officer chose', () => {
    const found = deficienciesFound(
      checklist,
      [given('power', 'no'), given('address', 'no', ['applicants.1.address']), given('agent', 'yes')],
      request,
      'en',
    )
    expect(found).toEqual([
      {
        question: 'address',
        fields: ['applicants.1.address'],
        text: 'address is wrong.',
        legalBasis: 'Act, address',
        overcome: 'Put address right.',
      },
      {
        question: 'power',
        fields: ['documents.power-of-attorney'],
        text: 'power is wrong.',
        legalBasis: 'Act, power',
        overcome: 'Put power right.',
      },
    ])
  })

  test('points at all fields of a question where the officer chose none', () => {
    const [one] = deficienciesFound(checklist, [given('address', 'no')], request, 'ar')
    expect(one?.fields).toEqual(['applicants.0.address', 'applicants.1.address'])
    expect(one?.text).toBe('address غير صحيح.')
  })

  test('turns into another language but for the words that an officer wrote', () => {
    const found = deficienciesFound(checklist, [given('address', 'no'), given('power', 'no')], request, 'en')
    const edited = found.map((one) =>
      one.question === 'power' ? { ...one, text: 'It is not signed.' } : one,
    )
    expect(translated(checklist, edited, 'en', 'ar').map(({ text, overcome }) => [text, overcome])).toEqual([
      ['address غير صحيح.', 'صححوا address.'],
      ['It is not signed.', 'صححوا power.'],
    ])
  })

  test('points at what the checklist asks about, documents of known roles and entries of the form, at nothing else', () => {
    const known = { checklists: [checklist], documentRoles: ['power-of-attorney'] }
    const isKnown = (field: string): boolean => isFieldOf(request, field, known)
    expect(
      ['applicants.0.address', 'applicants.1.address.city', 'agent', 'documents.power-of-attorney'].map(
        isKnown,
      ),
    ).toEqual([true, true, true, true])
    expect(
      ['applicants.2.address', 'applicants.0.shoe', 'documents.passport', 'constructor', '', 'x'].map(
        isKnown,
      ),
    ).toEqual([false, false, false, false, false, false])
  })
})

describe('a template of a notice', () => {
  const template = (changes: object) =>
    noticeTemplateSchema.safeParse({
      code: 'deficiency',
      title: { en: 'Notice' },
      opening: { en: 'About {fileNumber}.' },
      closing: { en: 'By {answerBy}.' },
      answerWithin: { count: 1, unit: 'months' },
      remindDaysBefore: [3],
      ...changes,
    })

  test('that names a fact which a notice does not have is refused with the facts that there are', () => {
    const { error } = template({ opening: { en: 'Dear {applicantName},' } })
    expect(error?.issues[0]?.message).toContain('{applicantName} is no fact of a notice; use {office}')
  })

  test('that asks for no answer can name no last day and remind of none', () => {
    expect(template({}).success).toBe(true)
    expect(template({ answerWithin: undefined }).error?.issues.map(({ path }) => path)).toEqual([
      ['closing'],
      ['remindDaysBefore'],
    ])
  })
})
