import { priceableOf, priceFacts, tariffSchema } from '@lodge/shared-types'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openListedTerms } from './listed-terms.ts'
import { loadTermList } from './term-lists.ts'

const offices = join(import.meta.dirname, '../../offices')
const termsVersion = 'lodge-2026'
const said = (code: string) => ({ code, rule: 'Article 1', label: { en: code } })
const tariff = tariffSchema.parse({
  version: 't-1',
  validFrom: '2026-01-01',
  currency: 'EUR',
  items: [{ ...said('class'), request: 'trademark-application', per: 'classes', unitMinor: '10000' }],
  discounts: [
    {
      ...said('listed'),
      when: { any: [{ listedTerms: true }, { not: { listedTerms: false } }] },
      on: 'unit',
      insteadMinor: '7000',
    },
  ],
  taxes: [],
})

test('a mark whose goods are all of the office’s list costs what the tariff says of those', async () => {
  const isListedTerm = await openListedTerms(offices)({ tariffs: [tariff], termsVersion })
  const loaded = await loadTermList(termsVersion, join(offices, 'terms'))
  const [term] = loaded.ok ? loaded.list.terms : []
  const total = (...goods: { classNumber: number; terms: string[] }[]) =>
    priceFacts(
      tariff,
      [priceableOf({ requestId: 'r', kind: 'trademark-application', ...{ goodsAndServices: goods } })],
      { on: '2026-11-20', isListedTerm },
    ).total.amountMinor
  const listed = { classNumber: term?.classNumber ?? 0, terms: [term?.en ?? ''] }
  expect(total(listed)).toBe(70_00n)
  expect(total({ ...listed, classNumber: listed.classNumber === 45 ? 1 : 45 })).toBe(100_00n)
  expect(total(listed, { classNumber: 1, terms: ['perpetual motion machines'] })).toBe(200_00n)
})

test('a list that no tariff asks for is never opened', async () => {
  const { discounts: _, ...plain } = tariff
  const asked = openListedTerms('/nowhere')({ tariffs: [plain], termsVersion: 'nowhere' })
  expect(await asked).toBeUndefined()
})
