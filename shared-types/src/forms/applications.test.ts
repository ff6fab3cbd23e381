/** The forms of every right, from a draft on a device to a request that the schema takes, and what each rule says. */
import { describe, expect, test } from 'vitest'
import { anOfficeProfile, officeProfileData } from '../an-office-profile.ts'
import { documentRoles, mediaTypes } from '../documents.ts'
import { requestSchema } from '../submission.ts'
import { markKinds } from '../trademark-request.ts'
import { draftData, withAgent } from './a-draft.ts'
import { checkDraft } from './check-draft.ts'
import { checkForm } from './check-form.ts'
import { designForm } from './design-form.ts'
import type { FieldValue, FormDefinition } from './form.ts'
import { patentForm, utilityModelForm } from './patent-form.ts'
import { trademarkForm } from './trademark-form.ts'

const on = '2026-11-20'
const requestId = '018f0000-0000-7000-8000-000000000001'
const roles = Object.fromEntries(documentRoles.map((role) => [role, { mediaTypes, maxBytes: 1_048_576 }]))
const rules = officeProfileData.requests
const officeWith = (requests: Record<string, unknown>) =>
  anOfficeProfile({
    requests: { ...rules, ...requests },
    documents: { maxDossierBytes: 10_000_000, roles },
  })
const marks = { ...rules['trademark-application'], markKinds, markTypes: ['individual', 'collective'] }
const office = officeWith({ 'trademark-application': marks })

let documents = 0
const aDocument = (fileName: string, mediaType = 'application/pdf') => {
  documents += 1
  return { sha256: documents.toString(16).padStart(64, '0'), fileName, mediaType, bytes: 100 }
}
const image = aDocument('a.png', 'image/png')
const pdf = aDocument('a.pdf')

type Values = Readonly<Record<string, FieldValue | undefined>>
/** What every application asks: branch, language, applicants, no agent, signature. */
const common: Values = Object.fromEntries(
  Object.entries(draftData).filter(([path]) => !/^(?:mark|goodsAndServices)\b/.test(path)),
)
const person = (prefix: string): Values => ({
  [`${prefix}.person.kind`]: 'natural',
  [`${prefix}.person.givenName`]: 'Mira',
  [`${prefix}.person.familyName`]: 'Todorova',
  [`${prefix}.person.address.lines`]: ['1 Hill Street'],
  [`${prefix}.person.address.city`]: 'Borograd',
  [`${prefix}.person.address.country`]: 'XB',
  [`${prefix}.person.email`]: 'mira@todorova.example',
})
const goods: Values = {
  'goodsAndServices.g': { at: 1 },
  'goodsAndServices.g.classNumber': 25,
  'goodsAndServices.g.terms': ['Clothing'],
}
const aMark = (kind: string, more: Values): Values => ({
  ...common,
  ...goods,
  'mark.kind': kind,
  'mark.type': 'individual',
  ...more,
})
const anInvention: Values = {
  ...common,
  'invention.title': 'A hinge',
  'invention.describedBy': 'documents',
  'invention.descriptionDocument': pdf,
  'invention.claimsDocument': aDocument('claims.pdf'),
  'invention.abstract': 'A hinge that closes by itself.',
  'invention.claims': 12,
  'invention.independentClaims': '2',
  'invention.pages': 20,
  'invention.drawings': 0,
  'invention.entitlement': 'inventor',
  'inventors.m': { at: 1 },
  ...person('inventors.m'),
}
const aDesign = (item: string, at: number, more: Values = {}): Values => ({
  [`designs.${item}`]: { at },
  [`designs.${item}.product`]: 'Chair',
  [`designs.${item}.locarno`]: '06-01',
  [`designs.${item}.views`]: [
    { kind: 'perspective', document: image },
    { kind: 'front', document: aDocument('front.png', 'image/png') },
  ],
  ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`designs.${item}.${name}`, value])),
})
const designs: Values = {
  ...common,
  ...aDesign('d', 1),
  'designers.m': { at: 1 },
  ...person('designers.m'),
}

const check = (form: FormDefinition, values: Values, at = office) =>
  checkDraft(
    form,
    new Map(Object.entries(values).flatMap(([path, value]) => (value === undefined ? [] : [[path, value]]))),
    at,
    on,
    { requestId },
  )
const complaints = (form: FormDefinition, values: Values, at = office): string[] =>
  check(form, values, at).errors.map(({ path, code }) => `${path}: ${code}`)

describe('a complete draft is ready, and makes a request that the schema takes', () => {
  const sound = aDocument('a.mp3', 'audio/mpeg')
  const film = aDocument('a.mp4', 'video/mp4')
  const priority: Values = {
    'priorities.p': { at: 1 },
    'priorities.p.country': 'DE',
    'priorities.p.number': '30 2026 1',
    'priorities.p.date': '2026-06-01',
    'priorities.p.dasCode': '5A1C',
  }
  test.each<[string, FormDefinition, Values]>([
    ['a word mark', trademarkForm, aMark('word', { 'mark.text': 'NORDWELL', 'mark.disclaimer': 'WELL' })],
    [
      'a figurative mark with its codes',
      trademarkForm,
      aMark('figurative', { 'mark.image': image, 'mark.viennaCodes': ['3.7.16', '26.4'] }),
    ],
    [
      'a combined mark in other characters',
      trademarkForm,
      aMark('combined', {
        'mark.text': 'نور',
        'mark.image': image,
        'mark.transliteration': 'NOOR',
        'mark.translation': 'Light',
      }),
    ],
    [
      'a three-dimensional mark',
      trademarkForm,
      aMark('three-dimensional', { 'mark.views': [{ kind: 'front', document: image }] }),
    ],
    [
      'a colour mark',
      trademarkForm,
      aMark('colour', {
        'mark.image': image,
        'mark.colours': ['blue'],
        'mark.colourCodes': ['Pantone 286 C'],
      }),
    ],
    ['a sound mark', trademarkForm, aMark('sound', { 'mark.sound': sound })],
    ['a motion mark', trademarkForm, aMark('motion', { 'mark.media': film })],
    ['a multimedia mark', trademarkForm, aMark('multimedia', { 'mark.media': film })],
    ['a hologram mark', trademarkForm, aMark('hologram', { 'mark.media': film })],
    [
      'a position mark',
      trademarkForm,
      aMark('position', { 'mark.image': image, 'mark.description': 'On the heel.' }),
    ],
    [
      'a pattern mark',
      trademarkForm,
      aMark('pattern', { 'mark.image': image, 'mark.description': 'Repeats.' }),
    ],
    [
      'a collective mark with everything that can be claimed',
      trademarkForm,
      {
        ...aMark('word', { 'mark.text': 'GUILD', 'mark.type': 'collective', 'mark.regulations': pdf }),
        ...priority,
        ...withAgent,
        'exhibition.claimed': 'yes',
        'exhibition.name': 'World Fair',
        'exhibition.date': '2026-08-01',
        'seniorities.s': { at: 1 },
        'seniorities.s.country': 'FR',
        'seniorities.s.number': '99',
        'seniorities.s.date': '1999-01-01',
      },
    ],
    ['a patent application', patentForm, anInvention],
    ['a utility model application', utilityModelForm, anInvention],
    [
      'a patent application with everything that can be claimed',
      patentForm,
      {
        ...anInvention,
        ...priority,
        'invention.drawings': 3,
        'invention.drawingsDocument': aDocument('drawings.pdf'),
        'invention.sequenceListing': 'yes',
        'invention.sequenceListingDocument': aDocument('a.xml', 'application/xml'),
        'invention.entitlement': 'assignment',
        'invention.entitlementDocument': pdf,
        'inventors.m.waiver': 'yes',
        'inventors.m.waiverDocument': pdf,
        'pct.claimed': 'yes',
        'pct.number': 'PCT/IB2026/050123',
        'pct.filingDate': '2026-01-10',
        'parent.claimed': 'yes',
        'parent.fileNumber': 'BT-PT-2026-1',
        smallEntity: 'yes',
        smallEntityProof: pdf,
        examinationRequested: 'yes',
        earlyPublication: 'no',
        licenceOfRight: 'yes',
      },
    ],
    [
      'a patent application that an earlier one describes',
      patentForm,
      {
        ...anInvention,
        'invention.describedBy': 'earlier-filing',
        'invention.descriptionDocument': undefined,
        'invention.claimsDocument': undefined,
        'invention.earlierFiling.country': 'DE',
        'invention.earlierFiling.number': '10 2026 1',
        'invention.earlierFiling.date': '2026-02-01',
      },
    ],
    ['a design application', designForm, designs],
    [
      'a set of designs of which one waits',
      designForm,
      {
        ...designs,
        ...priority,
        ...aDesign('e', 2, { deferred: 'yes', verbalElement: 'NORD', colours: ['red'] }),
        isSet: 'yes',
        deferMonths: '30',
      },
    ],
  ])('%s', (_, form, values) => {
    const { errors, isReady, request } = check(form, values)
    expect(errors).toEqual([])
    expect(isReady).toBe(true)
    expect(requestSchema.parse(request)).toEqual(request)
    // The office says the same of what it receives.
    expect(checkForm(request, office, on)).toEqual([])
  })

  test('of designs, numbers them and their views by their order, and names each image once', () => {
    const { request } = check(designForm, { ...designs, ...aDesign('c', 0, { product: 'Stool' }) })
    const parsed = requestSchema.parse(request)
    if (parsed.kind !== 'design-application') throw new Error('it is a design application')
    expect(parsed.designs.map(({ product }) => product)).toEqual(['Stool', 'Chair'])
    const views = parsed.designs.flatMap((design) => design.views.map(({ sha256 }) => sha256))
    expect(parsed.documents.map(({ role, sha256 }) => `${role} ${sha256}`)).toEqual(
      views.map((sha256) => `design-view ${sha256}`),
    )
  })
})

describe('what each kind of mark needs', () => {
  test.each<[string, string[]]>([
    ['word', ['mark.text: missing']],
    ['figurative', ['mark.image: document-missing']],
    ['combined', ['mark.text: missing', 'mark.image: document-missing']],
    ['three-dimensional', ['mark.views: missing']],
    ['colour', ['mark.image: document-missing', 'mark.colours: missing', 'mark.colourCodes: missing']],
    ['sound', ['mark.sound: document-missing']],
    ['motion', ['mark.media: document-missing']],
    ['multimedia', ['mark.media: document-missing']],
    ['hologram', ['mark.media: document-missing']],
    ['position', ['mark.image: document-missing', 'mark.description: missing']],
    ['pattern', ['mark.image: document-missing', 'mark.description: missing']],
  ])('%s', (kind, needed) => expect(complaints(trademarkForm, aMark(kind, {}))).toEqual(needed))
})

describe('the rules that look at several entries', () => {
  const word = aMark('word', { 'mark.text': 'A' })
  const priorityOf = (date: string): Values => ({
    'priorities.p': { at: 1 },
    'priorities.p.country': 'DE',
    'priorities.p.number': '1',
    'priorities.p.date': date,
  })
  const twoDesigns = { ...designs, ...aDesign('e', 2, { locarno: '09-01' }) }
  const oneClass = officeWith({
    'design-application': { ...rules['design-application'], oneLocarnoClass: true },
  })
  const withLists = {
    ...office,
    listedCodes: { locarno: ['06', '06-01'], vienna: ['3', '3.7'] },
  }
  const oneDesign = officeWith({ 'design-application': { ...rules['design-application'], maxDesigns: 1 } })
  test.each<[string, FormDefinition, Values, string[], typeof office?]>([
    [
      'a type of mark that the office does not take',
      trademarkForm,
      { ...word, 'mark.type': 'certification', 'mark.regulations': pdf },
      ['mark.type: mark-type'],
    ],
    [
      'regulations of a collective mark that are not there',
      trademarkForm,
      { ...word, 'mark.type': 'collective' },
      ['mark.regulations: document-missing'],
    ],
    [
      'a code of the Vienna Classification that is none',
      trademarkForm,
      aMark('figurative', { 'mark.image': image, 'mark.viennaCodes': ['30.1'] }),
      ['mark.viennaCodes: vienna-code'],
    ],
    [
      'a code that the office’s Vienna list does not have',
      trademarkForm,
      aMark('figurative', { 'mark.image': image, 'mark.viennaCodes': ['3.7.16', '3.99'] }),
      ['mark.viennaCodes: vienna-unlisted'],
      withLists,
    ],
    [
      'a class that the office’s Locarno list does not have',
      designForm,
      { ...designs, ...aDesign('e', 2, { locarno: '06-77' }) },
      ['designs.e.locarno: locarno-unlisted'],
      withLists,
    ],
    [
      'fewer codes than colours',
      trademarkForm,
      aMark('colour', {
        'mark.image': image,
        'mark.colours': ['red', 'blue'],
        'mark.colourCodes': ['RAL 1'],
      }),
      ['mark.colourCodes: colour-codes'],
    ],
    [
      'a view without an image',
      trademarkForm,
      aMark('three-dimensional', { 'mark.views': [{ kind: 'front', document: null }] }),
      ['mark.views: views'],
    ],
    [
      'a showing seven months ago',
      trademarkForm,
      {
        ...word,
        'exhibition.claimed': 'yes',
        'exhibition.name': 'Fair',
        'exhibition.date': '2026-04-19',
      },
      ['exhibition.date: exhibition-late'],
    ],
    [
      'a priority of a mark after seven months',
      trademarkForm,
      { ...word, ...priorityOf('2026-04-20') },
      ['priorities.p.date: priority-late'],
    ],
    [
      'a priority of a patent after seven months',
      patentForm,
      { ...anInvention, ...priorityOf('2026-04-20') },
      [],
    ],
    [
      'a priority of a patent after a year and a day',
      patentForm,
      { ...anInvention, ...priorityOf('2025-11-19') },
      ['priorities.p.date: priority-late-year'],
    ],
    [
      'a priority of a design after seven months',
      designForm,
      { ...designs, ...priorityOf('2026-04-20') },
      ['priorities.p.date: priority-late'],
    ],
    [
      'a priority after the day of filing',
      designForm,
      { ...designs, ...priorityOf('2026-11-21') },
      ['priorities.p.date: priority-future'],
    ],
    ['31 February', patentForm, { ...anInvention, ...priorityOf('2026-02-31') }, ['priorities.p.date: date']],
    [
      'more independent claims than claims',
      patentForm,
      { ...anInvention, 'invention.independentClaims': 13 },
      ['invention.independentClaims: independent-claims'],
    ],
    [
      'drawings that are counted and not there',
      utilityModelForm,
      { ...anInvention, 'invention.drawings': 2 },
      ['invention.drawingsDocument: document-missing'],
    ],
    [
      'a count that is none',
      patentForm,
      { ...anInvention, 'invention.pages': 'twenty' },
      ['invention.pages: number'],
    ],
    [
      'an inventor who gives up being named without saying so in writing',
      patentForm,
      { ...anInvention, 'inventors.m.waiver': 'yes' },
      ['inventors.m.waiverDocument: document-missing'],
    ],
    [
      'a deferment without its length',
      designForm,
      { ...designs, 'designs.d.deferred': 'yes' },
      ['deferMonths: defer-months'],
    ],
    [
      'a length without a deferment',
      designForm,
      { ...designs, deferMonths: 12 },
      ['deferMonths: defer-without-design'],
    ],
    [
      'a deferment of 31 months',
      designForm,
      { ...designs, 'designs.d.deferred': 'yes', deferMonths: 31 },
      ['deferMonths: number'],
    ],
    [
      'a class that the Locarno Classification does not have',
      designForm,
      { ...designs, 'designs.d.locarno': '33-01' },
      ['designs.d.locarno: locarno'],
    ],
    ['designs of two classes, where the office takes them', designForm, twoDesigns, []],
    [
      'designs of two classes, where it does not',
      designForm,
      twoDesigns,
      ['designs.e.locarno: locarno-mixed'],
      oneClass,
    ],
    ['more designs than the office takes', designForm, twoDesigns, ['designs: too-many-entries'], oneDesign],
  ])('%s', (_, form, values, told, at) => expect(complaints(form, values, at)).toEqual(told))
})

describe('a field of another request', () => {
  const patent = check(patentForm, anInvention).request
  test.each<[string, Record<string, unknown>, string]>([
    ['a mark in a patent application', { mark: { kind: 'word', text: 'A' } }, 'mark: unknown-entry'],
    ['designs in it', { designs: [] }, 'designs: unknown-entry'],
    [
      'a document of another request',
      { documents: [...patentDocuments(), { ...pdf, role: 'contract' }] },
      'documents.2: document-role',
    ],
  ])('%s is refused by its path', (_, more, told) =>
    expect(checkForm({ ...patent, ...more }, office, on).map(({ path, code }) => `${path}: ${code}`)).toEqual(
      [told],
    ),
  )
  function patentDocuments(): unknown[] {
    const { documents: named } = patent
    return Array.isArray(named) ? named : []
  }
  test('and a kind that the office does not take, by its name', () => {
    const trademarksOnly = anOfficeProfile({ requests: { 'trademark-application': marks } })
    expect(checkForm(patent, trademarksOnly, on)).toMatchObject([{ path: 'kind', code: 'request-kind' }])
    expect(checkForm({ ...patent, formVersion: 'pt-9' }, office, on)).toMatchObject([
      { path: 'formVersion', code: 'form-version' },
    ])
    expect(checkForm({ kind: 'post-filing', type: 'renewal' }, office, on)).toMatchObject([
      { path: 'type', code: 'request-kind' },
    ])
  })
})
