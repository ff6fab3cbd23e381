import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anOfficeProfile } from '../an-office-profile.ts'
import { sentenceIn, sentences } from '../sentences.ts'
import { countryChoices, countryName } from './countries.ts'
import { sentenceOf } from './sentence-of.ts'
import { formFaults } from './form-faults.ts'
import { applicationForms } from './registry.ts'

/** Every text of a value that is kept by language, with its path. */
const wordsIn = (value: unknown, path = ''): [string, object][] => {
  if (typeof value !== 'object' || value === null) return []
  const here: [string, object][] = 'en' in value || 'ar' in value ? [[path, value]] : []
  return [...here, ...Object.entries(value).flatMap(([name, member]) => wordsIn(member, `${path}.${name}`))]
}

const arabic = /\p{Script=Arabic}/u

describe('every word of a form', () => {
  test.each(wordsIn(applicationForms))('%s is there in English and in Arabic', (_, words) => {
    const { en, ar } = { en: '', ar: '', ...words }
    expect(Object.keys(words).toSorted()).toEqual(['ar', 'en'])
    expect(en).toMatch(/^\S.*\S$/)
    expect(ar).toMatch(arabic)
    expect(en).not.toMatch(arabic)
    // A sentence is a sentence in both languages, a question a question.
    expect(ar.endsWith('.')).toBe(en.endsWith('.'))
    expect(ar.endsWith('؟')).toBe(en.endsWith('?'))
  })
  test('is looked at: there are more than a hundred', () =>
    expect(wordsIn(applicationForms).length).toBeGreaterThan(100))
  test('stands in forms of which each has a version of its own', () => {
    const versions = applicationForms.map(({ version }) => version)
    expect(new Set(versions).size).toBe(versions.length)
  })
  test.each(applicationForms)('$version fits together', ({ sections }) =>
    expect(formFaults(sections, new Map())).toEqual([]),
  )
})

describe('the catalogue of sentences', () => {
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()
  test.each(Object.entries(sentences))('%s is told the same in both languages', (_, { en, ar }) => {
    expect(placeholders(ar)).toEqual(placeholders(en))
    expect(ar).toMatch(arabic)
    expect([en.endsWith('.'), ar.endsWith('.')]).toEqual([true, true])
  })
  test('says numbers as they are, and keeps names together in Arabic', () => {
    expect(sentenceIn('too-long', { max: 500 }, 'en')).toBe('Use at most 500 characters.')
    expect(sentenceIn('document-differs', { fileName: 'a.pdf' }, 'ar')).toContain('"\u2068a.pdf\u2069"')
    expect(sentenceIn('too-long', {}, 'en')).toBe('Use at most {max} characters.')
  })
  test('leaves an error of a newer server in its own words', () =>
    expect(sentenceOf({ path: 'x', code: 'from-tomorrow', message: 'Do this.' }, 'ar')).toBe('Do this.'))
  test('says what the form says where something is missing, and something where it does not tell', () => {
    const missing = { path: 'x', code: 'missing', message: 'Enter x.' }
    expect(sentenceOf({ ...missing, params: { ar: 'أدخل س.' } }, 'ar')).toBe('أدخل س.')
    expect(sentenceOf(missing, 'ar')).toBe(sentences.missing.ar)
  })
})

describe('countries', () => {
  const home = anOfficeProfile({ st3: 'XB', country: { en: 'Borovia', ar: 'بوروفيا' } })
  test('are named in both languages, the office’s own first', () => {
    for (const language of ['en', 'ar'] as const) {
      const choices = countryChoices(language, home)
      expect(choices[0]).toEqual({ code: 'XB', name: home.country[language] })
      expect(choices.filter(({ code, name }) => code === name)).toEqual([])
      expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length)
    }
  })
  test('and organisations of WIPO ST.3 stand side by side', () => {
    expect(countryName('DE', 'ar', home)).toBe('ألمانيا')
    expect(countryName('EM', 'en', home)).toContain('EUIPO')
    expect(countryName('QQ', 'en', home)).toBe('QQ')
    expect(countryName('not a code', 'en', home)).toBe('not a code')
  })
})

describe('what a device loads to draft', () => {
  const imports = (file: string): string[] => {
    const text = readFileSync(file, 'utf8')
    return [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;'"]*?from\s+'([^']+)'/gm)].map(
      (match) => match[1] ?? '',
    )
  }
  /** Everything that a file loads when it runs, itself included. */
  const loads = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen
    seen.add(file)
    for (const name of imports(file))
      if (name.startsWith('.')) loads(join(dirname(file), name), seen)
      else seen.add(name)
    return seen
  }
  const here = import.meta.dirname
  test.each([
    ...readdirSync(here).filter((file) => !/(?:\.test|-schema)\.ts$/.test(file)),
    ...[
      'price',
      'money',
      'plain-date',
      'open-days',
      'sentences',
      'value-rules',
      'quote-differences',
      'languages',
    ].map((name) => `../${name}.ts`),
  ])('%s needs no schema library', (file) =>
    expect([...loads(join(here, file))].filter((name) => !name.startsWith('/'))).toEqual([]),
  )
  test('is seen by this test: a schema does need one', () =>
    expect([...loads(join(here, '../submission.ts'))]).toContain('zod'))
})
