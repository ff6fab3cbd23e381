/** The address book: persons by name, kept for one user. */
import { expect, test } from 'vitest'
import type { FieldValue } from '@lodge/shared-types'
import { pairsAlike } from './people-alike.ts'
import { aPerson, cleanAfterEach, signedIn } from './test-support/a-device.ts'

cleanAfterEach()

test('persons are listed by name, changed in place and removed', async () => {
  const { addresses } = await signedIn()
  const zora = await addresses.save({ values: new Map([['name', 'Zora']]) })
  await addresses.save({ values: new Map([['name', 'Anna'], ['address.city', 'Varna']]) }) // prettier-ignore
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Anna', 'Zora'])
  await addresses.save({ id: zora, values: new Map([['name', 'Abel']]) })
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Abel', 'Anna'])
  await addresses.remove(zora)
  const [anna] = await addresses.list()
  expect(anna?.values).toEqual(new Map([['name', 'Anna'], ['address.city', 'Varna']])) // prettier-ignore
})

const person = (changes: Readonly<Record<string, FieldValue>> = {}) =>
  new Map<string, FieldValue>(
    Object.entries({
      kind: 'legal',
      name: 'Rosenthal Dairy AD',
      'address.lines': ['3 Market Square'],
      'address.city': 'Verna',
      email: 'office@rosenthal.example',
      ...changes,
    }),
  )

test('a natural person is listed by given and family name', async () => {
  const { addresses } = await signedIn()
  await addresses.save({
    values: new Map([['kind', 'natural'], ['givenName', 'Ivana'], ['familyName', 'Petrova']]), // prettier-ignore
  })
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Ivana Petrova'])
})

test('who is in the book already is not added again, however the name is written, and what is new is kept', async () => {
  const { addresses } = await signedIn()
  const first = await addresses.save({ values: person() })
  const again = await addresses.save({
    values: person({ name: 'ROSENTHAL  Dairy A.D.', 'address.lines': ['3, Market Square'], phone: '+1 2' }),
  })
  expect(again).toBe(first)
  const [entry, ...more] = await addresses.list()
  expect(more).toEqual([])
  expect([entry?.values.get('phone'), entry?.values.get('address.city')]).toEqual(['+1 2', 'Verna'])
  expect(await addresses.save({ values: person({ email: 'other@rosenthal.example' }) })).not.toBe(first)
})

test('two entries that look alike become one: the later says it, the earlier fills in what it does not say', async () => {
  let now = 1_000
  const { addresses } = await signedIn(aPerson(), { now: () => (now += 1) })
  const older = await addresses.save({ values: person({ phone: '+1 2' }) })
  const newer = await addresses.save({
    values: person({ email: 'new@rosenthal.example', 'address.city': '' }),
  })
  const [pair] = pairsAlike(await addresses.list())
  expect(new Set(pair?.map(({ id }) => id))).toEqual(new Set([older, newer]))
  await addresses.merge(older, newer)
  const people = await addresses.list()
  expect(people.map(({ id }) => id)).toEqual([older])
  const values = people[0]?.values
  expect(['email', 'phone', 'address.city'].map((path) => values?.get(path))).toEqual([
    'new@rosenthal.example',
    '+1 2',
    'Verna',
  ])
  await addresses.merge(older, 'gone')
  expect(await addresses.list()).toHaveLength(1)
})

test('people look alike by name, or by e-mail address and address; an e-mail address alone is shared by many', () => {
  const entries = [
    { id: 'a', values: person() },
    { id: 'b', values: person({ name: 'Rosenthál Dairy AD', 'address.city': 'Borograd' }) },
    { id: 'c', values: person({ name: 'Rosenthal Holding' }) },
    { id: 'd', values: person({ name: 'Elsewhere Ltd.', 'address.lines': ['9 Quay'] }) },
    { id: 'e', values: person({ name: 'مؤسسة أحمد', email: '' }) },
    { id: 'f', values: person({ name: 'مؤسسه احمد', email: 'a@b.example' }) },
  ]
  expect(pairsAlike(entries).map((pair) => pair.map(({ id }) => id).join(''))).toEqual(['ab', 'ef', 'ac'])
})
