import { describe, expect, test } from 'vitest'
import { anOfficeProfile } from '../an-office-profile.ts'
import { requestSchema } from '../submission.ts'
import type { TrademarkRequest } from '../trademark-request.ts'
import { assembleAnswer, placesOf, valuesOfApplication } from './answer-form.ts'
import { applyAnswer, differencesOf, mayBring, mayChange } from './apply-answer.ts'
import { checkAnswerDraft } from './check-answer-draft.ts'
import { checkAnswer } from './check-answer.ts'
import { firstTrademarkForm as form } from './first-trademark-form.ts'
import type { FieldValue } from './form.ts'

const office = anOfficeProfile()
const filedOn = '2026-03-01'
const requestId = 'a2f1a0d8-3f3e-4c5e-8f6f-0d6f2b6b6a11'

const application: TrademarkRequest = {
  requestId,
  kind: 'trademark-application',
  formVersion: 'tm-1',
  branch: office.branches[0]?.id ?? '',
  language: office.languages[0] ?? 'en',
  applicants: [
    {
      kind: 'legal',
      name: 'Rosenthal AD',
      address: { lines: ['14 Linden Boulevard'], city: 'Borograd', country: 'XB' },
      email: 'office@rosenthal.example',
    },
  ],
  agent: {
    person: {
      kind: 'legal',
      name: 'Todorov & Partners',
      address: { lines: ['3 Market Square'], city: 'Borograd', country: 'XB' },
      email: 'todorov@agents.example',
    },
    power: 'to-follow',
  },
  mark: { kind: 'word', text: 'NORDWELL' },
  goodsAndServices: [
    { classNumber: 3, terms: ['Soap', 'Rose water'] },
    { classNumber: 25, terms: ['Clothing'] },
  ],
  priorities: [],
  documents: [],
  signature: { name: 'Ivana Petrova', capacity: 'Director' },
}
const power = {
  sha256: 'b'.repeat(64),
  fileName: 'power.pdf',
  mediaType: 'application/pdf',
  bytes: 1200,
} as const
const image = {
  role: 'mark-image',
  sha256: 'c'.repeat(64),
  fileName: 'new.png',
  mediaType: 'image/png',
  bytes: 900,
} as const

const address = ['applicants.0.address']
const ground = { form, fields: address, request: application, office, filedOn }
const city = { path: 'applicants.0.address.city', before: 'Borograd', after: 'Verna' }
const codesOf = (errors: readonly { path: string; code: string }[]) =>
  errors.map(({ path, code }) => `${path} ${code}`)

describe('differences of two applications', () => {
  test('are told field by field, lists of lines and lists of another length as one', () => {
    const after = {
      ...application,
      applicants: application.applicants.map((one) => ({
        ...one,
        address: { ...one.address, city: 'Verna', postalCode: '9000' },
      })),
      goodsAndServices: application.goodsAndServices.map((one, at) =>
        at === 0 ? { ...one, terms: ['Soap'] } : one,
      ),
      priorities: [{ country: 'DE', number: '1', date: '2026-01-01' }],
    }
    expect(differencesOf(application, after)).toEqual([
      city,
      { path: 'applicants.0.address.postalCode', before: null, after: '9000' },
      { path: 'goodsAndServices.0.terms', before: ['Soap', 'Rose water'], after: ['Soap'] },
      { path: 'priorities', before: [], after: after.priorities },
    ])
  })
  test('entered into the one give the other, and the one stays as it was', () => {
    const { agent: _, ...after } = { ...application, mark: { kind: 'word' as const, text: 'SUDWELL' } }
    const frozen = JSON.stringify(application)
    expect(applyAnswer(application, differencesOf(application, after))).toEqual(after)
    expect(JSON.stringify(application)).toBe(frozen)
  })
})

describe('documents of an answer', () => {
  test('join those of the application, each once', () => {
    const added = { role: 'power-of-attorney', ...power }
    expect(applyAnswer(application, [], [added, added])).toEqual({ ...application, documents: [added] })
  })
  test('replace the image of the mark only where the mark names the new one', () => {
    const old = { ...image, sha256: 'd'.repeat(64), fileName: 'old.png' }
    const figurative = {
      ...application,
      mark: { kind: 'figurative', imageSha256: old.sha256 },
      documents: [old],
    }
    expect(applyAnswer(figurative, [], [image])).toMatchObject({ documents: [old] })
    const change = { path: 'mark.imageSha256', before: old.sha256, after: image.sha256 }
    expect(applyAnswer(figurative, [change], [image])).toMatchObject({ documents: [image] })
  })
})

describe('an answer', () => {
  test('may change what the notice names and what is below it, and nothing that only begins alike', () => {
    expect(mayChange('applicants.0.address.city', address)).toBe(true)
    expect(mayChange('applicants.0.address', ['applicants.0.address.city'])).toBe(false)
    expect(mayChange('applicants.0.addressBook', address)).toBe(false)
    expect(mayChange('applicants.01.address', address)).toBe(false)
    expect(mayChange('agent.power', ['documents.power-of-attorney'])).toBe(true)
  })
  test('may bring what the notice asks for, and whatever explains it', () => {
    expect(mayBring('power-of-attorney', address)).toBe(false)
    expect(mayBring('power-of-attorney', ['documents.power-of-attorney'])).toBe(true)
    expect(mayBring('mark-image', ['mark'])).toBe(true)
    expect(mayBring('other', address)).toBe(true)
  })
  test('that is right is found right', () =>
    expect(checkAnswer({ changes: [city], documents: [] }, ground)).toEqual([]))
  test.each([
    ['nothing at all', [], 'text answer-empty'],
    ['another field', [{ path: 'mark.text', before: 'NORDWELL', after: 'X' }], 'changes.0 answer-elsewhere'],
    ['what stood there before', [{ ...city, before: 'Elsewhere' }], 'changes.0 answer-stale'],
    ['a field twice', [city, { ...city, after: 'X' }], 'changes.1 answer-twice'],
    ['a field to nothing that must be there', [{ ...city, after: null }], 'changes.0.after missing'],
  ])('that changes %s is told so', (_, changes, told) =>
    expect(codesOf(checkAnswer({ changes, documents: [] }, ground))).toEqual([told]),
  )
  test('is not blamed for what was wrong before it', () => {
    const [first] = application.applicants
    if (!first) throw new Error('no applicant')
    const request = { ...application, applicants: [{ ...first, email: 'no address' }] }
    expect(checkAnswer({ changes: [city], documents: [] }, { ...ground, request })).toEqual([])
  })
  test('cannot reach what every object has of itself', () =>
    expect(
      requestSchema.safeParse({
        ...{
          requestId,
          kind: 'response-to-office-action',
          formVersion: 'r33-1',
          branch: 'main',
          language: 'en',
        },
        ...{ noticeId: 'n', fileNumber: 'X', documents: [], signature: { name: 'A', capacity: 'B' } },
        changes: [{ path: '__proto__.polluted', before: null, after: 1 }],
      }).success,
    ).toBe(false))
})

describe('on the device', () => {
  const drafted = (changes: Record<string, FieldValue> = {}, signature = 'Ana') => {
    const values = valuesOfApplication(form, application)
    const signed = { 'signature.name': signature, 'signature.capacity': 'Agent' }
    for (const [path, value] of Object.entries({ ...signed, ...changes })) values.set(path, value)
    return values
  }
  const check = (values: ReturnType<typeof drafted>, fields = address) =>
    checkAnswerDraft(values, { form, application, fields, office, filedOn, requestId })

  test('an answer that is not begun changes nothing', () =>
    expect(assembleAnswer(drafted(), { form, application, office, requestId }).content).toEqual({
      changes: [],
      documents: [],
    }))
  test('what is typed becomes changes from what stands at the office', () => {
    const { errors, content } = check(
      drafted({ 'applicants.i0.address.city': ' Verna ', 'answer.text': 'See there.' }),
    )
    expect(errors).toEqual([])
    expect(content).toEqual({ text: 'See there.', changes: [city], documents: [] })
  })
  test('errors stand at the fields of the device', () => {
    expect(codesOf(check(drafted({ 'applicants.i0.address.city': '' })).errors)).toEqual([
      'applicants.i0.address.city missing',
    ])
    expect(codesOf(check(drafted({ 'mark.text': 'X' })).errors)).toEqual(['mark.text answer-elsewhere'])
    expect(codesOf(check(drafted({ 'answer.text': 'Yes.' }, '')).errors)).toEqual(['signature.name missing'])
    expect(codesOf(check(drafted()).errors)).toEqual(['answer.text answer-empty'])
  })
  test('a power that was asked for is attached with its answer', () => {
    const values = drafted({ 'agent.power': 'attached', 'agent.powerDocument': power })
    const { errors, content } = check(values, ['documents.power-of-attorney'])
    expect(errors).toEqual([])
    expect(content.changes).toEqual([{ path: 'agent.power', before: 'to-follow', after: 'attached' }])
    expect(content.documents).toEqual([{ role: 'power-of-attorney', ...power }])
    expect(
      codesOf(check(drafted({ 'agent.power': 'attached' }), ['documents.power-of-attorney']).errors),
    ).toEqual(['agent.powerDocument document-missing'])
  })

  const places = (path: string) =>
    placesOf(path, form, application).map(({ page, itemId, names }) => [
      page.id,
      itemId,
      names.length > 3 ? 'many' : names,
    ])
  test.each([
    ['applicants.0.address', [['applicants', 'i0', 'many']]],
    ['applicants.0.address.city', [['applicants', 'i0', ['address.city']]]],
    ['goodsAndServices.1.terms', [['goods-and-services', 'i1', ['terms']]]],
    ['goodsAndServices', [['goods-and-services', undefined, []]]],
    ['mark.text', [['mark', undefined, ['mark.text']]]],
    [
      'documents.power-of-attorney',
      [['power-of-attorney', undefined, ['agent.power', 'agent.powerDocument', 'agent.note']]],
    ],
    ['documents.translation', []],
  ])('%s is asked for where the form asks it', (path, found) => expect(places(path)).toEqual(found))
})
