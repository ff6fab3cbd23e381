/** Pasting many goods and services at once. */
import { expect, test } from 'vitest'
import { addTerms, hasManyTerms, splitTerms } from './split-terms.ts'

test('terms are told apart by semicolons of any script and by line ends, never by commas', () => {
  expect(splitTerms('Computers; laptops ;\r\n shoes, of leather\n\n;حواسيب؛ هواتف.')).toEqual([
    'Computers',
    'laptops',
    'shoes, of leather',
    'حواسيب',
    'هواتف',
  ])
  expect([hasManyTerms('shoes, of leather;'), hasManyTerms('shoes\nhats')]).toEqual([false, true])
})

test('a term that is there already is not added again, whatever its case', () => {
  expect(addTerms(['Shoes'], ['shoes', 'Hats', 'hats'], 10)).toEqual({
    terms: ['Shoes', 'Hats'],
    added: 1,
    repeated: 2,
    tooMany: 0,
  })
})

test('what does not fit is counted and left out', () => {
  expect(addTerms(['a'], ['b', 'c', 'd'], 2)).toEqual({
    terms: ['a', 'b'],
    added: 1,
    repeated: 0,
    tooMany: 2,
  })
})

test('ten thousand terms are read and added in a moment', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `term number ${at}`)
  const start = performance.now()
  expect(addTerms([], splitTerms(many.join(';\n')), 10_000).added).toBe(10_000)
  expect(performance.now() - start).toBeLessThan(500)
})
