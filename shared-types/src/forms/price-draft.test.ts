import { describe, expect, test } from 'vitest'
import { aTrademarkRequest } from '../../../mocks/src/builders/dossier.ts'
import { anOfficeProfile } from '../an-office-profile.ts'
import { formatMoney, type Money } from '../money.ts'
import { price, priceableOf, priceFacts, type Priceable } from '../price.ts'
import { tariffSchema } from '../tariff.ts'
import { trademarkRequestSchema } from '../trademark-request.ts'
import { aDraft } from './a-draft.ts'
import { checkDraft } from './check-draft.ts'
import type { FormOffice } from './form.ts'
import { oneMoreOf, whatIf } from '../fees/what-if.ts'
import { priceableOfDraft, priceDraft } from './price-draft.ts'
import { trademarkForm as form } from './trademark-form.ts'

const item = (code: string, per: string, unitMinor: string, more: object = {}) => ({
  code,
  rule: 'Article 4',
  label: { en: code },
  request: 'trademark-application',
  per,
  free: 0,
  unitMinor,
  ...more,
})
const tariff = tariffSchema.parse({
  version: 't-1',
  validFrom: '2026-01-01',
  currency: 'KWD',
  items: [
    item('basic', 'request', '18500'),
    item('extra-class', 'classes', '4750', { free: 1 }),
    item('priority', 'priorities', '1000'),
    item('figurative', 'request', '250', { when: { markKinds: ['figurative'] } }),
  ],
  discounts: [
    {
      code: 'natural-person',
      rule: 'Article 9',
      label: { en: 'Natural persons' },
      items: ['basic'],
      when: { naturalPersons: true },
      on: 'amount',
      lessMinor: '500',
    },
  ],
  taxes: [{ code: 'tax', rule: 'Tax law', label: { en: 'Tax' }, percent: '5.25' }],
})
const office = anOfficeProfile()
const on = '2026-11-20'
const requestId = '018f0000-0000-7000-8000-000000000001'
const total = (changed: Parameters<typeof aDraft>[0], at: FormOffice = office): string =>
  formatMoney(priceDraft(tariff, form, aDraft(changed), at, { requestId, on }).total)
const natural = { 'applicants.b.kind': 'natural' }

describe('the price of a draft', () => {
  test('that is ready is the price of its request', () => {
    const values = aDraft()
    const { request } = checkDraft(form, values, office, on, { requestId })
    expect(priceDraft(tariff, form, values, office, { requestId, on })).toEqual(
      price(tariff, [trademarkRequestSchema.parse(request)], { on }),
    )
  })
  test('with nothing in it is the basic fee and its tax', () =>
    expect(
      priceDraft(tariff, form, new Map(), office, { requestId, on }).lines.map(({ code, amountMinor }) => [
        code,
        amountMinor,
      ]),
    ).toEqual([
      ['basic', 18_500n],
      ['tax', 971n],
    ]))
  test.each<[string, Parameters<typeof aDraft>[0], string]>([
    ['a class that has no terms yet counts', { 'goodsAndServices.h': { at: 2 } }, '24.471 KWD'],
    ['a priority counts', { 'priorities.p': { at: 1 } }, '20.524 KWD'],
    ['natural persons pay less', natural, '18.945 KWD'],
    [
      'an applicant of whom nothing is known gives no reduction',
      { ...natural, 'applicants.c': { at: 3 } },
      '19.471 KWD',
    ],
    ['the kind of mark counts', { 'mark.kind': 'figurative' }, '19.734 KWD'],
    ['a kind of mark that is not known has no fee of its own', { 'mark.kind': 'nonsense' }, '19.471 KWD'],
  ])('%s', (_, changed, expected) => expect(total(changed)).toBe(expected))
  test('has no priorities where the office takes none', () => {
    const rules = office.requests['trademark-application']
    const at = anOfficeProfile({ requests: { 'trademark-application': { ...rules, priorities: false } } })
    expect(total({ 'priorities.p': { at: 1 } }, at)).toBe('19.471 KWD')
  })
})

const oneClassMore = (cart: Priceable[], requestId: string): Money =>
  whatIf(tariff, cart, { requestId, change: oneMoreOf['trademark-application'].change }, { on }).more

describe('one class more', () => {
  const cart = [
    priceableOfDraft(form, aDraft(), office, { requestId }),
    priceableOf(aTrademarkRequest({ seed: 2, classes: 3 })),
  ]
  test('costs its fee and the tax on it', () => {
    expect(formatMoney(oneClassMore(cart, requestId))).toBe('4.999 KWD')
    const two = aDraft({ 'goodsAndServices.h': { at: 2 } })
    const after = [priceableOfDraft(form, two, office, { requestId }), cart[1]!]
    const [more, before] = [after, cart].map((all) => priceFacts(tariff, all, { on }).total.amountMinor)
    expect(more! - before!).toBe(4_999n)
  })
  test('costs nothing where the basic fee includes it', () =>
    expect(
      oneClassMore([priceableOfDraft(form, new Map(), office, { requestId })], requestId).amountMinor,
    ).toBe(0n))
  test('of a request that is not in the cart costs nothing', () =>
    expect(oneClassMore(cart, 'another').amountMinor).toBe(0n))
})
