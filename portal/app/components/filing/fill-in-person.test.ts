/** The address book meets every form: whoever is asked for can be taken from it, and nothing of an earlier person stays. */
import { fileURLToPath } from 'node:url'
import { loadOfficeProfile } from '@lodge/processor'
import {
  designForm,
  formOfType,
  pagesOf,
  patentForm,
  personPage,
  trademarkForm,
  utilityModelForm,
  type FieldValue,
  type FormPage,
} from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { personBase } from './draft-facts.ts'
import { fillingIn } from './fill-in-person.ts'

const loaded = await loadOfficeProfile(
  fileURLToPath(new URL('../../../../processor/offices/borovia', import.meta.url)),
)
if (!loaded.ok) throw new Error('The profile of Borovia has errors')
const forms = [
  ...[trademarkForm, patentForm, utilityModelForm, designForm],
  ...loaded.profile.requestTypes.map(formOfType),
]

const someone = new Map<string, FieldValue>([
  ['kind', 'natural'],
  ['givenName', 'Ivana'],
  ['familyName', 'Petrova'],
  ['address.lines', ['14 Linden Boulevard']],
  ['address.city', 'Borograd'],
  ['email', 'ivana@petrova.example'],
])

test('on every page of every form, whoever has an address is offered from the address book, each once', () => {
  const pages = forms.flatMap(pagesOf)
  for (const page of pages) {
    const names = (page.fields ?? page.list.fields).map(({ name }) => name)
    const cities = names.filter((name) => /(?:^|\.)address\.city$/.test(name))
    expect(cities.length, page.id).toBeLessThan(2)
    const base = personBase(page)
    expect(base === undefined, page.id).toBe(cities.length === 0)
    if (base === undefined) continue
    const filled = new Map(fillingIn(page, base, someone))
    expect(filled.get('address.city'), page.id).toBe('Borograd')
    for (const name of filled.keys()) expect(names, page.id).toContain(`${base}${name}`)
  }
})

test('a person takes the place of an earlier one whole: what they do not have is cleared', () =>
  expect(new Map(fillingIn(personPage, '', someone))).toEqual(
    new Map<string, FieldValue | undefined>([
      ...[...someone],
      ...['name', 'nationality', 'legalForm', 'registrationNumber', 'incorporatedIn'].map(
        (name): [string, undefined] => [name, undefined],
      ),
      ...['address.postalCode', 'address.country', 'phone'].map((name): [string, undefined] => [
        name,
        undefined,
      ]),
    ]),
  ))

test('a page that asks for one name takes that of a natural person whole', () => {
  const page: FormPage = {
    id: 'correspondence',
    title: { en: 'To', ar: 'إلى' },
    fields: [
      { name: 'data.to.name', kind: 'line', max: 200, level: 'O', label: { en: 'Name', ar: 'الاسم' } },
      { name: 'data.to.reason', kind: 'line', max: 200, level: 'O', label: { en: 'Why', ar: 'السبب' } },
      {
        name: 'data.to.address.city',
        kind: 'line',
        max: 100,
        level: 'O',
        label: { en: 'City', ar: 'المدينة' },
      },
    ],
  }
  expect(fillingIn(page, 'data.to.', someone)).toEqual([
    ['name', 'Ivana Petrova'],
    ['address.city', 'Borograd'],
  ])
})
