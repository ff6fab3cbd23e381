/** What a letter says of the entries of a request: words that a person reads, no codes of the wire. */
import { join } from 'node:path'
import { aTrademarkRequest } from '@lodge/mocks'
import { beforeAll, describe, expect, test } from 'vitest'
import type { OfficeProfile } from '@lodge/shared-types'
import { loadOfficeProfile } from '../../offices/load-profile.ts'
import { entryInWords } from './entry-in-words.ts'

let profile: OfficeProfile
beforeAll(async () => {
  const result = await loadOfficeProfile(join(import.meta.dirname, '../../../offices/borovia'))
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  profile = result.profile
})

const address = { lines: ['Gran Vía 1'], city: 'Madrid', postalCode: '28013', country: 'ES' }
const request = () =>
  aTrademarkRequest({
    office: 'borovia',
    applicants: [
      { kind: 'legal', name: 'Aurora S.A.', address, email: 'a@aurora.example' },
      {
        kind: 'natural',
        givenName: 'Ana',
        familyName: 'Lis',
        nationality: 'XB',
        address,
        email: 'l@a.example',
      },
    ],
    mark: { kind: 'word', text: 'AURORA' },
    goodsAndServices: [{ classNumber: 25, terms: ['clothing', 'footwear'] }],
    documents: [],
  })
const inEnglish = (path: string) => entryInWords(request(), path, { profile, language: 'en' })

describe('an entry of a request in a letter', () => {
  test.each([
    ['applicants.0', 'Aurora S.A.; Gran Vía 1; 28013 Madrid; Spain'],
    ['applicants.0.address', 'Gran Vía 1; 28013 Madrid; Spain'],
    ['applicants.0.address.country', 'Spain'],
    ['applicants.0.kind', 'A legal entity'],
    ['applicants.1.nationality', 'Borovia'],
    ['branch', 'Borograd, main office'],
    ['mark', 'AURORA'],
    ['goodsAndServices.0.terms', 'clothing; footwear'],
    ['goodsAndServices.0.classNumber', '25'],
    ['documents.power-of-attorney', ''],
    ['agent.nothing', ''],
  ])('%s says "%s"', (path, said) => {
    expect(inEnglish(path)).toBe(said)
  })

  test('stands in the letter’s language', () => {
    const said = entryInWords(request(), 'applicants.0.address', { profile, language: 'ar' })
    expect(said).toBe('Gran Vía 1؛ 28013 Madrid؛ إسبانيا')
  })
})
