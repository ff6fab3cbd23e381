import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aTrademarkRequest } from '../../../mocks/src/builders/dossier.ts'
import { anOfficeProfile, officeProfileData } from '../an-office-profile.ts'
import { trademarkRequestSchema } from '../trademark-request.ts'
import { checkForm } from './check-form.ts'
import { sentenceOf } from './sentence-of.ts'

const office = anOfficeProfile({
  requests: {
    'trademark-application': { ...officeProfileData.requests['trademark-application'], maxClasses: 45 },
  },
})
const on = '2026-11-20'

const sha256 = 'a'.repeat(64)
const image = { role: 'mark-image', sha256, fileName: 'mark.png', mediaType: 'image/png', bytes: 10 } as const
const power = {
  role: 'power-of-attorney',
  sha256,
  fileName: 'power.pdf',
  mediaType: 'application/pdf',
  bytes: 10,
} as const
const { agent } = aTrademarkRequest({ office: 'sahil' })
if (!agent) throw new Error('a request at sahil has an agent')

/** Whole requests of every shape that the form can take. */
const whole = [
  aTrademarkRequest({ seed: 1, classes: 3 }),
  aTrademarkRequest({
    seed: 3,
    agent: { ...agent, power: 'attached', note: 'General power 12' },
    documents: [power, image],
    mark: {
      kind: 'figurative',
      imageSha256: sha256,
      verbalElements: 'KORAB',
      description: 'A ship',
      colours: ['blue', 'white'],
    },
    priorities: [{ country: 'DE', number: '30 2026 1', date: '2026-06-01' }],
  }),
]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
const jsonSchema: z.ZodType<Json> = z.json()
const asJson = (value: unknown): Json => jsonSchema.parse(JSON.parse(JSON.stringify(value)))

/** Every path of a JSON value, as lists of names. */
const pathsIn = (value: Json, at: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...at, name]))]
    : [at]

/** Returns `value` with the member at `path` replaced; undefined takes it out. */
function changedAt(value: Json, [name, ...rest]: string[], into: Json | undefined): Json {
  if (name === undefined) return into ?? null
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      String(index) !== name
        ? [item]
        : rest.length === 0 && into === undefined
          ? []
          : [changedAt(item, rest, into)],
    )
  const { [name]: member = null, ...others } = value
  return rest.length === 0 && into === undefined
    ? others
    : { ...others, [name]: changedAt(member, rest, into) }
}

const strange: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<Json>(null, true, '', '  ', 0, -1, 1.5, 46, 1e21, [], {}, [null], [''], ['x', 'a\nb'], {
    en: 1,
  }),
  fc.constantFrom<Json>(
    'word',
    'figurative',
    'natural',
    'legal',
    'attached',
    'on-file',
    'en',
    'fr',
    'main',
    'tm-0',
  ),
  fc.constantFrom<Json>(
    '2026-02-29',
    '../mark.png',
    'mark\u2067gnp.exe',
    '..',
    '9999-12-31',
    'XX',
    'xx',
    'a@b.cd',
    '+49 30',
    '+++',
    'a\u202Eb',
    '\ud800',
    '👩‍⚖️',
  ),
  fc.constantFrom<Json>(
    sha256,
    'b'.repeat(64),
    'x'.repeat(61),
    'x'.repeat(501),
    'x'.repeat(2001),
    'Zoe\u0308',
  ),
  fc.constantFrom<Json>(
    Array.from({ length: 60 }, () => 'x'),
    Array.from({ length: 60 }, () => ({})),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

const change = fc.record({
  pick: fc.nat(),
  into: strange,
  extra: fc.option(fc.constantFrom('x', 'toString', 'amountMinor')),
})

const anyRequest: fc.Arbitrary<Json> = fc
  .record({ base: fc.constantFrom(...whole), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
  .map(({ base, changes }) =>
    changes.reduce<Json>((raw, { pick, into, extra }) => {
      const paths = pathsIn(raw)
      const path = paths[pick % paths.length] ?? []
      return changedAt(raw, extra === null ? path : [...path, extra], into)
    }, asJson(base)),
  )

describe('what the checker lets through', () => {
  test('a whole request of each shape', () =>
    expect(whole.map((request) => checkForm(asJson(request), office, on))).toEqual([[], []]))

  test('is what the schema takes, whatever was changed in it', () => {
    let passed = 0
    fc.assert(
      fc.property(anyRequest, (raw) => {
        const errors = checkForm(raw, office, on)
        if (errors.length > 0) return
        passed += 1
        const parsed = trademarkRequestSchema.safeParse(raw)
        expect(parsed.error?.issues).toBeUndefined()
        expect(checkForm(parsed.data, office, on)).toEqual([])
      }),
      { numRuns: 3000 },
    )
    // Not vacuous: a part of the changed requests is still good.
    expect(passed).toBeGreaterThan(100)
  }, 30_000)

  test(
    'names a path and a sentence for everything else, in both languages',
    () =>
      fc.assert(
        fc.property(anyRequest, (raw) => {
          for (const error of checkForm(raw, office, on)) {
            expect(error.message).toMatch(/^\P{Cc}{10,}[.]$/u)
            expect(sentenceOf(error, 'en')).toBe(error.message)
            expect(sentenceOf(error, 'ar')).toMatch(/^\p{Script=Arabic}.*\.$/su)
            expect(sentenceOf(error, 'ar')).not.toMatch(/\{\w+\}/)
          }
        }),
        { numRuns: 500 },
      ),
    30_000,
  )

  test.each([null, undefined, 7, 'x', [], [{}]])('%j is no request', (raw) =>
    expect(checkForm(raw, office, on)).toMatchObject([{ path: '', code: 'wrong-type' }]),
  )
})

describe('what is missing', () => {
  const missing = (changed: Record<string, unknown>) =>
    checkForm({ ...aTrademarkRequest({ seed: 1 }), ...changed }, office, on)

  test('is said in the words of the field, in both languages', () => {
    const errors = missing({ signature: { name: '  ', capacity: 'x' } })
    expect(errors).toEqual([
      {
        path: 'signature.name',
        code: 'missing',
        message: 'Enter the name of the signatory.',
        params: { ar: 'أدخل اسم الموقّع.' },
      },
    ])
    expect(errors.map((error) => sentenceOf(error, 'ar'))).toEqual(['أدخل اسم الموقّع.'])
  })
  test('is asked for in each item of a list', () =>
    expect(
      missing({ applicants: [{ kind: 'natural' }, { kind: 'legal', name: 'A' }] }).map(({ path }) => path),
    ).toEqual([
      'applicants.0.givenName',
      'applicants.0.familyName',
      'applicants.0.address.lines',
      'applicants.0.address.city',
      'applicants.0.address.country',
      'applicants.0.email',
      'applicants.1.address.lines',
      'applicants.1.address.city',
      'applicants.1.address.country',
      'applicants.1.email',
    ]))
  test('of an agent is asked for only where there is one', () => {
    expect(missing({ agent: undefined })).toEqual([])
    expect(missing({ agent: { power: 'on-file' } }).map(({ path }) => path)).toEqual([
      'agent.person.kind',
      'agent.person.address.lines',
      'agent.person.address.city',
      'agent.person.address.country',
      'agent.person.email',
    ])
  })
  test('of everything is one sentence a field', () =>
    expect(
      checkForm({ kind: 'trademark-application', formVersion: 'tm-1' }, office, on).map(
        ({ path, code }) => `${path}: ${code}`,
      ),
    ).toEqual([
      'requestId: wrong-type',
      'branch: missing',
      'language: missing',
      'mark.kind: missing',
      'applicants: missing',
      'goodsAndServices: missing',
      'priorities: wrong-type',
      'signature.name: missing',
      'signature.capacity: missing',
      'documents: wrong-type',
    ]))
})

describe('an entry that does not belong there', () => {
  // Written as JSON, since an object literal has no member of its own that is called __proto__.
  test.each([
    ['surprise', '"surprise":1'],
    ['__proto__', '"__proto__":{"roles":["administrator"]}'],
    ['mark.imageSha256', `"mark":{"kind":"word","text":"A","imageSha256":"${sha256}"}`],
    ['goodsAndServices.0.price', '"goodsAndServices":[{"classNumber":1,"terms":["x"],"price":1}]'],
    ['documents.0.url', `"documents":[${JSON.stringify({ ...power, url: 'x' })}]`],
  ])('%s is named', (path, member) => {
    const request = JSON.stringify(aTrademarkRequest({ seed: 1 }))
    const raw: unknown = JSON.parse(`${request.slice(0, -1)},${member}}`)
    expect(checkForm(raw, office, on)).toMatchObject([{ path, code: 'unknown-entry' }])
  })
})

describe('very much at once', () => {
  const request = aTrademarkRequest({ seed: 1 })
  const terms = (of: (index: number) => string) => ({
    ...request,
    goodsAndServices: [{ classNumber: 9, terms: Array.from({ length: 10_000 }, (_, index) => of(index)) }],
  })
  const timed = (raw: unknown) => {
    checkForm(raw, office, on)
    const times = Array.from({ length: 5 }, () => {
      const from = performance.now()
      checkForm(raw, office, on)
      return performance.now() - from
    })
    return times.toSorted((a, b) => a - b)[2] ?? Infinity
  }

  test('10,000 terms are taken', () =>
    expect(
      checkForm(
        terms((index) => `Term number ${index}`),
        office,
        on,
      ),
    ).toEqual([]))
  test.each<[string, (index: number) => string, string]>([
    ['too long', () => 'x'.repeat(501), 'terms-too-long'],
    ['empty', () => ' ', 'terms-empty'],
    ['of two lines', () => 'a\nb', 'terms-characters'],
  ])('10,000 terms that are %s are one sentence, with how many and where', (_, of, code) =>
    expect(
      checkForm(
        terms((index) => (index < 2 ? 'good' : of(index))),
        office,
        on,
      ),
    ).toMatchObject([{ path: 'goodsAndServices.0.terms', code, params: { count: 9998, place: 3 } }]),
  )
  test('one term more is one sentence', () => {
    const raw = terms(() => 'x')
    raw.goodsAndServices.push({ classNumber: 10, terms: ['one more'] })
    expect(checkForm(raw, office, on)).toMatchObject([
      { path: 'goodsAndServices', code: 'too-many-terms', params: { max: 10_000 } },
    ])
  })
  test('a hundred pages in one field are one sentence', () =>
    expect(
      checkForm(
        { ...request, signature: { name: 'lorem ipsum '.repeat(25_000), capacity: 'x' } },
        office,
        on,
      ),
    ).toMatchObject([{ path: 'signature.name', message: 'Use at most 200 characters.' }]))
  test('are checked in 50 ms (median of 5)', () => {
    expect(timed(terms((index) => `Term number ${index}, with some words of its own`))).toBeLessThan(50)
    expect(timed(terms(() => 'a\nb'))).toBeLessThan(50)
    expect(
      timed({ ...request, signature: { name: 'lorem ipsum '.repeat(25_000), capacity: 'x' } }),
    ).toBeLessThan(50)
  })
})
