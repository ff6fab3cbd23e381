import { describe, expect, test } from 'vitest'
import type { Condition, FormField, FormPage, Words } from '../forms/form.ts'
import { requestTypeFaults } from './request-type-faults.ts'
import type { Effect, RequestType } from './request-type.ts'

const words: Words = { en: 'Words', ar: 'كلمات' }
const line = (name: string, when?: Condition): FormField => ({
  name,
  kind: 'line',
  max: 60,
  level: 'O',
  label: words,
  ...(when ? { when } : {}),
})
const choice = (name: string, when?: Condition): FormField => ({
  name,
  kind: 'choice',
  options: [
    { value: 'yes', label: words },
    { value: 'no', label: words },
  ],
  level: 'O',
  label: words,
  ...(when ? { when } : {}),
})
const page = (id: string, ...fields: FormField[]): FormPage => ({ id, title: words, fields })
const listPage = (id: string, path: string, ...fields: FormField[]): FormPage => ({
  id,
  title: words,
  list: { path, level: 'O', max: 5, itemName: words, addLabel: words, titleOf: [], fields },
})
const aType = (pages: FormPage[], effects: Effect[] = [], more: Partial<RequestType> = {}): RequestType => ({
  type: 'a-request',
  id: 'R49',
  formVersion: 'a-request-1',
  rights: ['TM', 'DS'],
  family: 'owner',
  title: words,
  lead: words,
  about: 'file',
  gate: { statuses: ['Filed'], by: 'party' },
  sections: [{ id: 'own', title: words, pages }],
  effects,
  grantedBy: ['registrar'],
  approvedBy: [],
  plain: words,
  ...more,
})
const said = (type: RequestType): string[] =>
  requestTypeFaults(type).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('the form of a request type', () => {
  test('is good where every condition looks at what stands before it', () => {
    const yes: Condition = { path: 'data.has', isOneOf: ['yes'] }
    const right: Condition = { path: 'right', isOneOf: ['TM'] }
    const pages = [
      page('one', choice('data.has'), line('data.what', { all: [yes, right] })),
      listPage('two', 'data.many', choice('kind'), line('number', { path: 'kind', isOneOf: ['no'] })),
    ]
    expect(said(aType(pages))).toEqual([])
  })
  test('cannot have conditions that go round in a circle', () => {
    const pages = [
      page(
        'one',
        choice('data.a', { path: 'data.b', isOneOf: ['yes'] }),
        choice('data.b', { path: 'data.a', isOneOf: ['yes'] }),
      ),
    ]
    expect(said(aType(pages))).toEqual([
      'sections.0.pages.0.fields.0.when.path: "data.b" is asked here or after this; a condition looks only at what stands before it.',
    ])
  })
  test('cannot have a condition on itself, however deep it stands', () => {
    const itself: Condition = { any: [{ all: [{ path: 'data.a', isOneOf: ['yes'] }] }] }
    expect(said(aType([page('one', choice('data.a', itself))]))).toEqual([
      'sections.0.pages.0.fields.0.when.any.0.all.0.path: "data.a" is asked here or after this; a condition looks only at what stands before it.',
    ])
  })
  test('cannot look at what nothing asks, or wait for an answer that never comes', () => {
    const pages = [
      page(
        'one',
        choice('data.a', { path: 'data.z', isOneOf: ['yes'] }),
        line('data.b', { path: 'data.a', isOneOf: ['no', 'perhaps'] }),
        line('data.c', { path: 'right', isOneOf: ['PT'] }),
      ),
    ]
    expect(said(aType(pages))).toEqual([
      'sections.0.pages.0.fields.0.when.path: The form asks nothing named "data.z".',
      'sections.0.pages.0.fields.1.when.isOneOf.1: "data.a" never is "perhaps".',
      'sections.0.pages.0.fields.2.when.isOneOf.0: "right" never is "PT".',
    ])
  })
  test('looks from an item of a list at that item alone', () => {
    const pages = [
      page('one', choice('data.a')),
      listPage('two', 'data.many', line('number', { path: 'data.a', isOneOf: ['yes'] })),
    ]
    expect(said(aType(pages))).toEqual([
      'sections.0.pages.1.list.fields.0.when.path: The form asks nothing named "data.a".',
    ])
  })
  test('asks each thing once, under "data", on pages of names of their own', () => {
    const person: FormField = { name: 'data.who', kind: 'person', level: 'O', label: words }
    const pages = [
      page('one', line('data.a'), line('data.a')),
      page('one', person, line('data.who.email'), line('signature.name')),
      listPage('three', 'data.a.many', line('number'), line('number')),
    ]
    expect(said(aType(pages))).toEqual([
      'sections.0.pages.1.fields.2.name: Entries of a request stand under "data"; name it "data.signature.name".',
      'sections.0.pages.1.id: Something else is named "one" already.',
      'sections.0.pages.0.fields.1.name: Something else is named "data.a" already.',
      'sections.0.pages.1.fields.1.name: Something else is named "data.who.email" already.',
      'sections.0.pages.2.list.path: "data.a.many" and "data.a" cannot both be entries: one holds the other.',
      'sections.0.pages.2.list.fields.1.name: Something else is named "number" already.',
    ])
  })
})

describe('the effects of a request type', () => {
  const entry: FormField = {
    name: 'data.number',
    kind: 'entry',
    lists: ['licences'],
    level: 'O',
    label: words,
  }
  const image: FormField = {
    name: 'data.image',
    kind: 'document',
    role: 'mark-image',
    at: 'data.imageSha256',
    writesSha256: true,
    level: 'O',
    label: words,
  }
  const person: FormField = { name: '', kind: 'person', level: 'O', label: words }
  const pages = [page('one', entry, image, line('data.terms.note')), listPage('two', 'data.people', person)]
  test('lead to what the form asks: entries, what holds them, items of lists and documents', () => {
    const effects: Effect[] = [
      { do: 'amend', list: 'licences', entry: 'data.number', from: 'data.terms' },
      { do: 'set', member: 'mark.imageSha256', from: 'data.imageSha256' },
      { do: 'set', member: 'documents', from: 'documents.mark-image' },
      { do: 'set', member: 'applicants', from: 'data.people' },
      { do: 'replace-person', among: 'applicants', which: 'data.number', from: 'data.people.0' },
      { do: 'record', list: 'renewals', from: 'data' },
    ]
    expect(said(aType(pages, effects))).toEqual([])
  })
  test('cannot lead to what the form does not ask', () => {
    const effects: Effect[] = [
      { do: 'set', member: 'applicants', from: 'data.owners' },
      { do: 'set', member: 'documents', from: 'documents.contract' },
      { do: 'move-date', date: 'expiry', to: 'data.people.0.until' },
      { when: { path: 'data.kind', isOneOf: ['a'] }, do: 'act', action: 'renewed' },
    ]
    expect(said(aType(pages, effects))).toEqual([
      'effects.0.from: The form asks nothing at "data.owners".',
      'effects.1.from: The form asks nothing at "documents.contract".',
      'effects.2.to: The form asks nothing at "data.people.0.until".',
      'effects.3.when.path: The form asks nothing named "data.kind".',
    ])
  })
  test('change only an entry of the list that the form lets choose', () => {
    const effects: Effect[] = [
      { do: 'end', list: 'oppositions', entry: 'data.number' },
      { do: 'end', list: 'licences', entry: 'data.terms.note' },
    ]
    expect(said(aType(pages, effects))).toEqual([
      'effects.0.entry: "data.number" does not choose an entry of "oppositions".',
      'effects.1.entry: "data.terms.note" does not choose an entry of "licences".',
    ])
  })
  test('belong to a request whose gate is about the same thing as itself', () => {
    const aboutOrder = { about: 'order', gate: { statuses: ['Filed'], by: 'party' } } as const
    const ofOrder = { gate: { statuses: { order: ['paid'] }, by: 'party' } } as const
    expect(said(aType([], [], aboutOrder))).toEqual([
      'gate.statuses: A request about an order asks how that stands: {"order": […]}.',
    ])
    expect(said(aType([], [], ofOrder))).toEqual([
      'gate.statuses: A request about a file asks for statuses of files.',
    ])
    expect(said(aType([], [], { ...ofOrder, about: 'order' }))).toEqual([])
  })
})
