/** Terms get into their classes. */
import type { FieldValue } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { goodsOf, moveTerms, placeTerms } from './goods.ts'

const values = new Map<string, FieldValue>([
  ['goodsAndServices.a', { at: 3 }],
  ['goodsAndServices.a.classNumber', 25],
  ['goodsAndServices.a.terms', ['Shoes', 'Laptops', 'Bread']],
])
const path = 'goodsAndServices'
const how = { path, max: 10_000, newId: () => 'new' }

test('a term goes into its class, and into a new one behind the others where there is none', () => {
  expect(placeTerms(values, [{ text: 'hats', classNumber: 25 }], how).changes).toEqual([
    ['goodsAndServices.a.terms', ['Shoes', 'Laptops', 'Bread', 'hats']],
  ])
  expect(placeTerms(values, [{ text: 'Laptops', classNumber: 9 }], how).changes).toEqual([
    ['goodsAndServices.new', { at: 4 }],
    ['goodsAndServices.new.classNumber', 9],
    ['goodsAndServices.new.terms', ['Laptops']],
  ])
})

test('terms in a wrong class leave it together, each for its own', () => {
  let next = 0
  const changes = moveTerms(
    values,
    'a',
    [
      { text: 'Laptops', classNumber: 9 },
      { text: 'Bread', classNumber: 30 },
    ],
    { path, max: 10_000, newId: () => `n${(next += 1)}` },
  )
  const after = new Map(values)
  for (const [path, value] of changes) if (value !== undefined) after.set(path, value)
  expect(goodsOf(after, path).map(({ classNumber, terms }) => [classNumber, terms])).toEqual([
    [25, ['Shoes']],
    [9, ['Laptops']],
    [30, ['Bread']],
  ])
})

test('what is above the largest number of terms is counted and not placed', () => {
  const { added, tooMany } = placeTerms(
    values,
    [
      { text: 'a', classNumber: 1 },
      { text: 'b', classNumber: 2 },
    ],
    { path, max: 4, newId: () => 'x' },
  )
  expect([added, tooMany]).toEqual([1, 1])
})
