import { describe, expect, test } from 'vitest'
import { aTrademarkRequest, type RequestWish } from '../../mocks/src/builders/dossier.ts'
import { anOfficeProfile, officeProfileData } from './an-office-profile.ts'
import type { DocumentReference } from './documents-schema.ts'
import { checkForm } from './forms/check-form.ts'
import { fieldErrorsOf } from './problem-schema.ts'
import { submissionBodySchema } from './submission.ts'
import { trademarkRequestSchema } from './trademark-request.ts'

const on = '2026-11-20'
const profile = anOfficeProfile()
const rules = officeProfileData.requests['trademark-application']
const officeWith = (changed: Partial<Record<keyof typeof rules, unknown>>) =>
  anOfficeProfile({ requests: { 'trademark-application': { ...rules, ...changed } } })

const complaints = (wish: RequestWish = {}, office = profile, day = on): string[] =>
  checkForm(aTrademarkRequest({ classes: 1, ...wish }), office, day).map(
    ({ path, code }) => `${path}: ${code}`,
  )

const agent = aTrademarkRequest({ office: 'sahil' }).agent
if (!agent) throw new Error('a request at sahil has an agent')
const sha256 = 'a'.repeat(64)
const image: DocumentReference = {
  role: 'mark-image',
  sha256,
  fileName: 'mark.png',
  mediaType: 'image/png',
  bytes: 1000,
}
const power: DocumentReference = {
  role: 'power-of-attorney',
  sha256,
  fileName: 'power.pdf',
  mediaType: 'application/pdf',
  bytes: 1000,
}
const figurative = { kind: 'figurative', imageSha256: sha256 } as const
const aClass = (classNumber: number) => ({ classNumber, terms: ['goods'] })

describe('a consistent request has nothing to put right', () => {
  test.each<[string, RequestWish]>([
    ['a word mark', {}],
    ['a word mark in Arabic', { mark: { kind: 'word', text: 'نسيم الساحل' }, language: 'ar' }],
    ['a figurative mark with its image', { mark: figurative, documents: [image] }],
    ['an agent with the power attached', { agent: { ...agent, power: 'attached' }, documents: [power] }],
    ['a priority of half a year ago', { priorities: [{ country: 'DE', number: '1', date: '2026-05-20' }] }],
    ['as many classes as the office takes', { goodsAndServices: [aClass(1), aClass(2), aClass(45)] }],
  ])('%s', (_, wish) => expect(complaints(wish)).toEqual([]))
})

describe('the office names what is to be put right', () => {
  test.each<[string, RequestWish, string, ReturnType<typeof anOfficeProfile>?]>([
    ['a form that is no longer taken', { formVersion: 'tm-0' }, 'formVersion: form-version'],
    ['a branch that the office has not', { branch: 'elsewhere' }, 'branch: branch'],
    [
      'a language in which the office does not work',
      { language: 'ar' },
      'language: language',
      anOfficeProfile({ languages: ['en'] }),
    ],
    [
      'a kind of mark that is not taken',
      { mark: figurative, documents: [image] },
      'mark.kind: mark-kind',
      officeWith({ markKinds: ['word'] }),
    ],
    ['no agent where one is needed', {}, 'agent: agent-required', officeWith({ agentRequired: true })],
    [
      'a priority where none is taken',
      { priorities: [{ country: 'DE', number: '1', date: on }] },
      'priorities: priorities',
      officeWith({ priorities: false }),
    ],
    [
      'more classes than are taken',
      { goodsAndServices: [aClass(1), aClass(2)] },
      'goodsAndServices: too-many-classes',
      officeWith({ maxClasses: 1 }),
    ],
    [
      'a class named twice',
      { goodsAndServices: [aClass(1), aClass(2), aClass(1)] },
      'goodsAndServices.2.classNumber: class-twice',
    ],
    [
      'too many terms over all classes',
      { goodsAndServices: [aClass(1), { classNumber: 2, terms: Array.from({ length: 10_000 }, () => 'x') }] },
      'goodsAndServices: too-many-terms',
    ],
    [
      'a priority of tomorrow',
      { priorities: [{ country: 'DE', number: '1', date: '2026-11-21' }] },
      'priorities.0.date: priority-future',
    ],
    [
      'a priority of more than six months ago',
      { priorities: [{ country: 'DE', number: '1', date: '2026-05-19' }] },
      'priorities.0.date: priority-late',
    ],
    [
      'a power that is said to be attached and is not',
      { agent: { ...agent, power: 'attached' } },
      'agent.power: document-missing',
    ],
    ['a figurative mark without its image', { mark: figurative }, 'mark.imageSha256: document-missing'],
    [
      'a figurative mark with another image',
      { mark: figurative, documents: [{ ...image, sha256: 'b'.repeat(64) }] },
      'mark.imageSha256: document-missing',
    ],
    [
      'a figurative mark whose image is named a power',
      { mark: { ...figurative }, documents: [power] },
      'mark.imageSha256: document-missing',
    ],
    [
      'a document that the office does not take',
      { documents: [{ ...power, role: 'other' }] },
      'documents.0: document-role',
    ],
    [
      'a document of the wrong type',
      { documents: [{ ...image, mediaType: 'image/jpeg' }] },
      'documents.0: document-type',
    ],
    [
      'a document that is too large',
      { documents: [{ ...power, bytes: 1_048_577 }] },
      'documents.0: document-size',
    ],
  ])('%s', (_, wish, complaint, office) => expect(complaints(wish, office)).toEqual([complaint]))

  test('all at once, each with its path', () =>
    expect(complaints({ branch: 'elsewhere', requestId: 'x', mark: figurative })).toEqual([
      'requestId: wrong-type',
      'branch: branch',
      'mark.imageSha256: document-missing',
    ]))
})

describe('Paris Convention, Article 4C: six months of priority', () => {
  const late = (date: string, day: string): string[] =>
    complaints({ priorities: [{ country: 'DE', number: '1', date }] }, profile, day)
  test('(3) a period that ends on a Saturday runs to Monday', () => {
    expect(late('2026-05-21', '2026-11-23')).toEqual([])
    expect(late('2026-05-21', '2026-11-24')).toEqual(['priorities.0.date: priority-late'])
  })
  test('a first filing of 31 August can be claimed to the end of February', () => {
    expect(late('2025-08-31', '2026-03-02')).toEqual([])
    expect(late('2025-08-31', '2026-03-03')).toEqual(['priorities.0.date: priority-late'])
  })
  test('a first filing of the same day can be claimed', () => expect(late(on, on)).toEqual([]))
})

describe('the shape of a request', () => {
  const pathsOf = (changed: Record<string, unknown>): string[] => {
    const parsed = trademarkRequestSchema.safeParse({ ...aTrademarkRequest(), ...changed })
    return parsed.success ? [] : fieldErrorsOf(parsed.error).map((error) => error.path)
  }
  test.each<[string, Record<string, unknown>, string]>([
    ['class 0', { goodsAndServices: [aClass(0)] }, 'goodsAndServices.0.classNumber'],
    ['class 46', { goodsAndServices: [aClass(46)] }, 'goodsAndServices.0.classNumber'],
    [
      'a class without terms',
      { goodsAndServices: [{ classNumber: 1, terms: [] }] },
      'goodsAndServices.0.terms',
    ],
    ['no class', { goodsAndServices: [] }, 'goodsAndServices'],
    ['no applicant', { applicants: [] }, 'applicants'],
    ['an empty mark', { mark: { kind: 'word', text: '  ' } }, 'mark.text'],
    ['a member that nobody knows', { surprise: 1 }, ''],
    [
      'a priority date that does not exist',
      { priorities: [{ country: 'DE', number: '1', date: '2026-02-29' }] },
      'priorities.0.date',
    ],
    [
      'a document with a path for a name',
      { documents: [{ ...image, fileName: '../mark.png' }] },
      'documents.0.fileName',
    ],
    [
      'a document whose name turns its ending round',
      { documents: [{ ...image, fileName: 'mark\u2067gnp.exe' }] },
      'documents.0.fileName',
    ],
  ])('%s is refused', (_, changed, path) => expect(pathsOf(changed)).toEqual([path]))
})

describe('the builders', () => {
  test.each(['borovia', 'sahil'] as const)('make requests that parse to themselves, for %s', (office) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const request = aTrademarkRequest({ seed, office })
      expect(trademarkRequestSchema.parse(request)).toEqual(request)
      expect(aTrademarkRequest({ seed, office })).toEqual(request)
    }
  })
  test('give every seed its own request id', () =>
    expect(
      new Set(Array.from({ length: 500 }, (_, seed) => aTrademarkRequest({ seed }).requestId)).size,
    ).toBe(500))
})

describe('a dossier', () => {
  const request = aTrademarkRequest()
  const body = {
    dossierId: request.requestId,
    quote: { tariffVersion: 't-1', total: { amountMinor: '1', currency: 'BGN' } },
  }
  test('holds a request once', () => {
    const parsed = submissionBodySchema.safeParse({ ...body, requests: [request, request] })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['requests.1.requestId'])
  })
  test('holds at least one request', () =>
    expect(submissionBodySchema.safeParse({ ...body, requests: [] }).success).toBe(false))
  test('that is parsed, written and parsed again is the same', () => {
    const parsed = submissionBodySchema.parse({ ...body, requests: [request] })
    expect(submissionBodySchema.parse(parsed)).toEqual(parsed)
  })
})
