import { expect, test } from 'vitest'
import { differenceOf, linesOfDifference } from './list-difference.ts'

const list = (entries: Record<string, string>) =>
  Object.entries(entries).map(([key, says]) => ({ key, says }))

test('a newer edition adds, takes out and changes', () => {
  const difference = differenceOf(
    list({ '06-01': 'Seats', '06-02': 'Beds', '06-03': 'Tables' }),
    list({ '06-01': 'Seats', '06-03': 'Tables and desks', '06-14': 'Hammocks' }),
  )
  expect(linesOfDifference('locarno-15', difference)).toEqual([
    'Beside locarno-15:',
    'added: 1',
    '  + 06-14: Hammocks',
    'removed: 1',
    '  - 06-02: Beds',
    'changed: 1',
    '  ~ 06-03: Tables → Tables and desks',
  ])
})

test('a term in several classes is one entry, whatever their order', () => {
  const twice = (first: string, second: string) => [
    { key: 'scales', says: first },
    { key: 'scales', says: second },
  ]
  expect(differenceOf(twice('class 6', 'class 9'), twice('class 9', 'class 6'))).toEqual({
    added: [],
    removed: [],
    changed: [],
  })
  expect(differenceOf(twice('class 6', 'class 9'), list({ scales: 'class 9' })).changed).toEqual([
    { key: 'scales', from: 'class 6 and class 9', to: 'class 9' },
  ])
})

test('of many, the first twenty are told and the others counted', () => {
  const many = Array.from({ length: 9_000 }, (_, at) => ({ key: String(at), says: 'x' }))
  const lines = linesOfDifference('none', differenceOf([], many))
  expect(lines[1]).toBe('added: 9000')
  expect(lines.filter((line) => line.startsWith('  + '))).toHaveLength(20)
  expect(lines).toContain('  … and 8980 more')
})
