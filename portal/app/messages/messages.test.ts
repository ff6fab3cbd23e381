/** The message catalogue: what the type check cannot see. */
import { problemCatalogue } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { eventIn, kindIn, roleIn } from './words-for.ts'

/** Every text of a catalogue by its path. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

test('every Arabic text is there and is Arabic, apart from names and codes', () => {
  const named = new Set(['.product', '.dossier.fingerprint'])
  const foreign = textsOf(ar).filter(([path, text]) => !named.has(path) && !/[\u0600-\u06FF]/u.test(text))
  expect(foreign).toEqual([])
  expect(textsOf(ar)).toHaveLength(textsOf(en).length)
})

test('a person reads the same title of a problem as a program', () => {
  for (const [code, { title }] of Object.entries(problemCatalogue))
    expect(Object.entries(en.problems).find(([known]) => known === code)?.[1].title).toBe(title)
})

test('Arabic counts one, two, a few and many', () => {
  expect([1, 2, 3, 10, 11, 100, 103].map(ar.requestCount)).toEqual([
    'طلب واحد',
    'طلبان',
    '3 طلبات',
    '10 طلبات',
    '11 طلبًا',
    '100 طلبًا',
    '103 طلبات',
  ])
})

test('what this release does not know yet is still said in words, never by its code', () => {
  expect([
    kindIn(en, 'plant-variety-application'),
    roleIn(ar, 'toString'),
    eventIn(en, 'file.praised'),
  ]).toEqual(['Other request', 'مستند آخر', 'Another step'])
})

test('a wait is told in seconds, and in minutes when it is long', () => {
  expect([1, 90, 840].map(en.errors.retryAfter)).toEqual([
    'Try again in 1 second.',
    'Try again in 90 seconds.',
    'Try again in 14 minutes.',
  ])
  expect([5, 840].map(ar.errors.retryAfter)).toEqual(['حاول مجددًا بعد 5 ثوانٍ.', 'حاول مجددًا بعد 14 دقيقة.'])
})
