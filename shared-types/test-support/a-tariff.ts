/** Tariffs for tests: what a test cares about is given, the rest is plain. */
import type { Tariff } from '../src/fees/fee-rules.ts'
import { tariffSchema } from '../src/tariff.ts'

export type Given = { readonly [member: string]: unknown }

const said = (code: string) => ({ code, rule: `Article ${code}`, label: { en: code } })

/** A fee of one unit for each post-filing request `asked`, unless the test says otherwise. */
export const aFee = (code: string, given: Given = {}): Given => ({
  ...said(code),
  request: 'asked',
  per: 'request',
  ...given,
})
export const aDiscount = (code: string, given: Given = {}): Given => ({ ...said(code), on: 'unit', ...given })
export const aTax = (code: string, given: Given = {}): Given => ({ ...said(code), percent: '10', ...given })
export { said }

/** The data of a tariff in EUR, before it is parsed. */
export const tariffData = (items: readonly Given[], given: Given = {}): Given => ({
  version: 't-1',
  validFrom: '2026-01-01',
  currency: 'EUR',
  items,
  taxes: [],
  ...given,
})

export const aTariff = (items: readonly Given[], given: Given = {}): Tariff =>
  tariffSchema.parse(tariffData(items, given))
