import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anOfficeProfile, officeProfileData } from '../an-office-profile.ts'
import { trademarkRequestSchema } from '../trademark-request.ts'
import { aDraft, anImage, aPower, draftData, figurative, withAgent } from './a-draft.ts'
import { checkDraft } from './check-draft.ts'
import { choicesOf, itemsOf, startingValues, visibleFields, visiblePages } from './conditions.ts'
import { firstTrademarkForm as form } from './first-trademark-form.ts'
import { pagesOf, placeOf, type FieldValue, type FormValues } from './form.ts'

const on = '2026-11-20'
const requestId = '018f0000-0000-7000-8000-000000000001'
const rules = officeProfileData.requests['trademark-application']
const officeWith = (changed: Partial<Record<keyof typeof rules, unknown>>) =>
  anOfficeProfile({ requests: { 'trademark-application': { ...rules, ...changed } } })
const office = anOfficeProfile()
const check = (values: FormValues, at = office) => checkDraft(form, values, at, on, { requestId })
const complaints = (changed: Parameters<typeof aDraft>[0], at = office): string[] =>
  check(aDraft(changed), at).errors.map(({ path, code, pageId, itemId }) =>
    [pageId, itemId, path, code].filter((part) => part !== undefined).join(' | '),
  )

describe('a complete draft', () => {
  test('is ready, and makes a request that the office takes, its applicants in their order', () => {
    const { isReady, errors, request } = check(aDraft())
    expect({ isReady, errors }).toEqual({ isReady: true, errors: [] })
    const parsed = trademarkRequestSchema.parse(request)
    expect(parsed).toEqual(request)
    expect(parsed.applicants.map((one) => (one.kind === 'legal' ? one.name : one.givenName))).toEqual([
      'Ivana',
      'Rosenthal Dairy AD',
    ])
    expect(request).not.toHaveProperty('agent')
  })
  test('of a figurative mark names its image in the mark and in the documents', () => {
    const { isReady, request } = check(aDraft(figurative))
    expect(isReady).toBe(true)
    expect(request).toMatchObject({
      mark: { kind: 'figurative', imageSha256: anImage.sha256 },
      documents: [{ role: 'mark-image', ...anImage }],
    })
  })
  test('with an agent carries the power', () => {
    const { isReady, request } = check(aDraft(withAgent))
    expect(isReady).toBe(true)
    expect(request).toMatchObject({
      agent: { power: 'attached', person: { name: 'Linden IP Attorneys' } },
      documents: [{ role: 'power-of-attorney', ...aPower }],
    })
    expect(JSON.stringify(request)).not.toContain('appointed')
  })
  test('has its text normalised, and empty lines left out', () =>
    expect(
      check(
        aDraft({
          'mark.text': '  Zoe\u0308 ',
          ownReference: '   ',
          'applicants.a.phone': '',
          'goodsAndServices.g.classNumber': '25',
          'goodsAndServices.g.terms': ['Clothing ', '', '  '],
        }),
      ),
    ).toMatchObject({
      isReady: true,
      request: { mark: { text: 'Zoë' }, goodsAndServices: [{ classNumber: 25, terms: ['Clothing'] }] },
    }))
  test('has every page done, or optional where there is nothing to say', () =>
    expect(check(aDraft()).pages).toEqual({
      filing: 'done',
      mark: 'done',
      applicants: 'done',
      agent: 'done',
      'goods-and-services': 'done',
      priorities: 'optional',
      documents: 'optional',
      signature: 'done',
    }))
})

describe('an answer to a question that is no longer asked', () => {
  test('is kept, and not sent', () => {
    const { isReady, request } = check(aDraft({ ...figurative, 'mark.text': 'OLD TEXT' }))
    expect(isReady).toBe(true)
    expect(JSON.stringify(request)).not.toContain('OLD TEXT')
  })
  test('decides nothing: the agent that was taken back has no fields', () => {
    const { isReady, request, pages } = check(aDraft({ ...withAgent, 'agent.appointed': 'no' }))
    expect(isReady).toBe(true)
    expect(request).not.toHaveProperty('agent')
    expect(request).toMatchObject({ documents: [] })
    expect(pages).not.toHaveProperty('power-of-attorney')
  })
})

describe('a draft that is not complete', () => {
  test.each<[string, Parameters<typeof aDraft>[0], string[]]>([
    ['no text of the mark', { 'mark.text': undefined }, ['mark | mark.text | missing']],
    ['no image', { ...figurative, 'mark.image': undefined }, ['mark | mark.image | document-missing']],
    [
      'an image of a type that is not taken',
      { ...figurative, 'mark.image': { ...anImage, mediaType: 'image/jpeg' } },
      ['mark | mark.image | document-type'],
    ],
    [
      'no power',
      { ...withAgent, 'agent.powerDocument': undefined },
      ['power-of-attorney | agent.powerDocument | document-missing'],
    ],
    ['no word about an agent', { 'agent.appointed': undefined }, ['agent | agent.appointed | missing']],
    [
      'a wrong address in the second applicant',
      { 'applicants.b.email': 'nobody' },
      ['applicants | b | applicants.b.email | email'],
    ],
    ['no class', { 'goodsAndServices.g': undefined }, ['goods-and-services | goodsAndServices | missing']],
    [
      'a class twice',
      {
        'goodsAndServices.h': { at: 2 },
        'goodsAndServices.h.classNumber': 25,
        'goodsAndServices.h.terms': ['Headgear'],
      },
      ['goods-and-services | h | goodsAndServices.h.classNumber | class-twice'],
    ],
    [
      'an old priority',
      {
        'priorities.p': { at: 1 },
        'priorities.p.country': 'DE',
        'priorities.p.number': '1',
        'priorities.p.date': '2026-01-01',
      },
      ['priorities | p | priorities.p.date | priority-late'],
    ],
    [
      'a further document without role and file',
      { 'attachments.x': { at: 1 } },
      ['documents | x | attachments.x.role | missing', 'documents | x | attachments.x.document | missing'],
    ],
    [
      'a further document of a kind that is not taken',
      { 'attachments.x': { at: 1 }, 'attachments.x.role': 'other', 'attachments.x.document': aPower },
      ['documents | x | attachments.x.document | document-role'],
    ],
    [
      'a line of the address that is too long',
      { 'applicants.a.address.lines': ['x', 'y'.repeat(201)] },
      ['applicants | a | applicants.a.address.lines | too-long'],
    ],
  ])('%s', (_, changed, expected) => expect(complaints(changed)).toEqual(expected))

  test('shows how far each page is', () => {
    const values = new Map<string, FieldValue>([
      ...startingValues(form, office, { markKind: 'word' }),
      ['applicants.a', { at: 1 }],
      ['signature.name', 'x\u202Ey'],
    ])
    expect(check(values).pages).toEqual({
      filing: 'done',
      mark: 'not-started',
      applicants: 'in-progress',
      agent: 'not-started',
      'goods-and-services': 'not-started',
      priorities: 'optional',
      documents: 'optional',
      signature: 'needs-you',
    })
  })
  test('at an office that asks for an agent is asked for the agent’s fields, not whether there is one', () =>
    expect(complaints({ 'agent.appointed': undefined }, officeWith({ agentRequired: true }))).toEqual([
      'agent | agent.person.kind | missing',
      'agent | agent.person.address.lines | missing',
      'agent | agent.person.address.city | missing',
      'agent | agent.person.address.country | missing',
      'agent | agent.person.email | missing',
      'power-of-attorney | agent.power | missing',
    ]))
  test('at an office without priorities has no such page, and an old claim is not sent', () => {
    const at = officeWith({ priorities: false })
    const { isReady, pages, request } = check(aDraft({ 'priorities.p': { at: 1 } }), at)
    expect(isReady).toBe(true)
    expect(pages).not.toHaveProperty('priorities')
    expect(request).toMatchObject({ priorities: [] })
  })
})

describe('what a page asks', () => {
  const pageOf = (id: string) => pagesOf(form).find((page) => page.id === id) ?? expect.unreachable()
  const names = (id: string, values: FormValues, itemId?: string): string[] =>
    visibleFields(form, pageOf(id), values, office, itemId).map(({ name }) => name)

  test('follows the kind of mark', () => {
    expect(names('mark', aDraft())).toEqual(['mark.kind', 'mark.text'])
    expect(names('mark', aDraft(figurative))).toEqual([
      'mark.kind',
      'mark.image',
      'mark.verbalElements',
      'mark.description',
      'mark.colours',
    ])
  })
  test('follows the kind of person, item by item', () => {
    expect(names('applicants', aDraft(), 'a')).toContain('givenName')
    expect(names('applicants', aDraft(), 'b')).toContain('registrationNumber')
    expect(names('applicants', aDraft({ 'applicants.b.kind': undefined }), 'b')).not.toContain('name')
  })
  test('leaves out a document that the office does not take', () => {
    expect(names('priorities', aDraft({ 'priorities.p': { at: 1 } }), 'p')).toEqual([
      'country',
      'number',
      'date',
    ])
  })
  test('keeps the power apart from the agent', () => {
    expect(names('power-of-attorney', aDraft())).toEqual([])
    expect(names('power-of-attorney', aDraft(withAgent))).toEqual([
      'agent.power',
      'agent.powerDocument',
      'agent.note',
    ])
  })
  test('offers what the office takes', () => {
    const offered = (id: string, name: string, at = officeWith({ markKinds: ['word'] })) =>
      choicesOf(pageOf(id).fields?.find((field) => field.name === name) ?? expect.unreachable(), at).map(
        ({ value }) => value,
      )
    expect(offered('filing', 'branch')).toEqual(['main'])
    expect(offered('filing', 'language')).toEqual(['en', 'ar'])
    expect(offered('mark', 'mark.kind')).toEqual(['word'])
  })
  test('starts with what was chosen, or what the office leaves no choice in', () => {
    expect([...startingValues(form, officeWith({ markKinds: ['word'] }), {})]).toEqual([
      ['branch', 'main'],
      ['language', 'en'],
      ['mark.kind', 'word'],
    ])
    expect(startingValues(form, office, { language: 'ar' }).get('language')).toBe('ar')
    expect(startingValues(form, office, {}).has('mark.kind')).toBe(false)
  })
})

describe('whatever a device holds', () => {
  const junk: fc.Arbitrary<FieldValue> = fc.oneof(
    fc.constantFrom<FieldValue>(
      null,
      true,
      '',
      7,
      'word',
      'figurative',
      'natural',
      'legal',
      'yes',
      'no',
      'attached',
    ),
    fc.constantFrom<FieldValue>(
      ['x'],
      [''],
      [],
      anImage,
      aPower,
      { at: 3 },
      '2026-10-01',
      'DE',
      'a@b.cd',
      '25',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  const fields = pagesOf(form).flatMap((page) =>
    page.list
      ? ['a', 'b', 'n'].flatMap((id) => [
          `${page.list.path}.${id}`,
          ...page.list.fields.map((field) => `${page.list.path}.${id}.${field.name}`),
        ])
      : page.fields.map((field) => field.name),
  )
  const anyDraft = fc
    .record({
      base: fc.constantFrom({}, figurative, withAgent, { ...figurative, ...withAgent }),
      changed: fc.dictionary(fc.constantFrom(...fields), fc.option(junk, { nil: undefined }), { maxKeys: 8 }),
    })
    .map(({ base, changed }) => aDraft({ ...base, ...changed }))
  const anyOffice = fc.constantFrom(
    office,
    officeWith({ agentRequired: true }),
    officeWith({ priorities: false, markKinds: ['word'] }),
  )

  test('every error leads to a field or list that is asked, and a ready draft is a request that the schema takes', () => {
    let ready = 0
    fc.assert(
      fc.property(anyDraft, anyOffice, (values, at) => {
        const { errors, isReady, request, pages } = check(values, at)
        const asked = visiblePages(form, values, at).flatMap(({ page }) => {
          const { list } = page
          return list
            ? [
                list.path,
                ...itemsOf(values, list.path).flatMap((id) =>
                  visibleFields(form, page, values, at, id).map(
                    (field) => `${list.path}.${id}.${field.name}`,
                  ),
                ),
              ]
            : visibleFields(form, page, values, at).map((field) => field.name)
        })
        for (const { path, pageId, itemId, code } of errors) {
          expect(asked).toContain(path)
          expect(placeOf(form, path)).toEqual({ pageId, ...(itemId === undefined ? {} : { itemId }) })
          expect(code).not.toBe('unknown-entry')
          expect(pages[pageId]).toMatch(/not-started|in-progress|needs-you/)
        }
        if (!isReady) return
        ready += 1
        expect(trademarkRequestSchema.safeParse(request).error?.issues).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
    expect(ready).toBeGreaterThan(50)
  }, 30_000)
  test('10,000 terms are checked in 50 ms (median of 5)', () => {
    const values = aDraft({
      'goodsAndServices.g.terms': Array.from({ length: 10_000 }, (_, index) => `Term number ${index}`),
    })
    check(values)
    const times = Array.from({ length: 5 }, () => {
      const from = performance.now()
      check(values)
      return performance.now() - from
    }).toSorted((a, b) => a - b)
    expect(times[2]).toBeLessThan(50)
  })
  test('the draft of these tests has only paths that the form knows', () =>
    expect(Object.keys(draftData).filter((path) => !placeOf(form, path))).toEqual([]))
})
