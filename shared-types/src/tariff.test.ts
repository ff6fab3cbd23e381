import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aTrademarkRequest } from '../../mocks/src/builders/dossier.ts'
import type { Person } from './parties.ts'
import { citationIn, price as priceOn, tariffOn, type Price } from './price.ts'
import type { Tariff } from './fees/fee-rules.ts'
import { tariffSchema } from './tariff.ts'
import type { TrademarkRequest } from './trademark-request.ts'

type Item = { code: string; per: string; unit: number | string; free?: number; when?: unknown }

const aTariff = (currency: string, items: Item[], taxes: { code: string; percent: string }[] = []): Tariff =>
  tariffSchema.parse({
    version: 't-1',
    validFrom: '2024-01-01',
    currency,
    items: items.map(({ code, per, unit, free = 0, when }) => ({
      code,
      rule: `Article ${code}`,
      label: { en: code },
      request: 'trademark-application',
      per,
      free,
      unitMinor: String(unit),
      ...(when === undefined ? {} : { when }),
    })),
    taxes: taxes.map((tax) => ({ ...tax, rule: 'Tax law', label: { en: tax.code } })),
  })

const price = (tariff: Tariff, requests: TrademarkRequest[]): Price =>
  priceOn(tariff, requests, { on: '2026-11-20' })

const withClasses = (classes: number, given: Partial<TrademarkRequest> = {}): TrademarkRequest =>
  aTrademarkRequest({
    ...given,
    goodsAndServices: Array.from({ length: classes }, (_, index) => ({
      classNumber: index + 1,
      terms: ['goods'],
    })),
  })
const priority = { country: 'DE', number: '1', date: '2026-06-01' }
const figurative = { kind: 'figurative', imageSha256: 'a'.repeat(64) } as const
const brief = (tariff: Tariff, requests: TrademarkRequest[]): unknown => {
  const { lines, total } = price(tariff, requests)
  return {
    lines: lines.map((line) => [line.code, line.quantity, line.unitMinor, line.amountMinor]),
    total: total.amountMinor,
  }
}

describe('published schedules come out to the cent', () => {
  const bulgaria = aTariff('BGN', [
    { code: 'basic', per: 'request', unit: 520_00 },
    { code: 'extra-class', per: 'classes', free: 3, unit: 30_00 },
    { code: 'priority', per: 'priorities', unit: 20_00 },
  ])
  test('Bulgaria, individual mark, 5 classes, 1 priority: 600.00 BGN before the certificate', () =>
    expect(brief(bulgaria, [withClasses(5, { priorities: [priority] })])).toEqual({
      lines: [
        ['basic', 1, 520_00n, 520_00n],
        ['extra-class', 2, 30_00n, 60_00n],
        ['priority', 1, 20_00n, 20_00n],
      ],
      total: 600_00n,
    }))
  test('Bulgaria, with the certificate that is asked for: 650.00 BGN', () => {
    const items = [
      { code: 'basic', per: 'request', unit: 520_00 },
      { code: 'extra-class', per: 'classes', free: 3, unit: 30_00 },
      { code: 'priority', per: 'priorities', unit: 20_00 },
      { code: 'certificate', per: 'request', unit: 50_00 },
    ]
    expect(price(aTariff('BGN', items), [withClasses(5, { priorities: [priority] })]).total.amountMinor).toBe(
      650_00n,
    )
  })
  test.each([
    [1, 520_00n],
    [3, 520_00n],
    [4, 550_00n],
    [45, 1780_00n],
  ])('Bulgaria, %d classes: %s stotinki', (classes, total) =>
    expect(price(bulgaria, [withClasses(classes)]).total.amountMinor).toBe(total),
  )
  test('United Kingdom, online mark in 3 classes: 270.00 GBP', () => {
    const uk = aTariff('GBP', [
      { code: 'first-class', per: 'request', unit: 170_00 },
      { code: 'extra-class', per: 'classes', free: 1, unit: 50_00 },
    ])
    expect(price(uk, [withClasses(3)]).total.amountMinor).toBe(270_00n)
  })
  test('New Zealand, 3 classes of pick-list terms: 210.00 and 31.50 GST, 241.50 NZD', () => {
    const items: Item[] = [{ code: 'class', per: 'classes', unit: 70_00 }]
    expect(brief(aTariff('NZD', items, [{ code: 'gst', percent: '15' }]), [withClasses(3)])).toEqual({
      lines: [
        ['class', 3, 70_00n, 210_00n],
        ['gst', 1, 31_50n, 31_50n],
      ],
      total: 241_50n,
    })
    expect(price(aTariff('NZD', items), [withClasses(3)]).total.amountMinor).toBe(210_00n)
  })
})

describe('a tax is rounded half away from zero to the minor unit of its currency', () => {
  test.each([
    ['KWD', 23_250, '5.25', 1_221n],
    ['KWD', 100, '5.25', 5n],
    ['KWD', 10, '5', 1n],
    ['KWD', 9, '5', 0n],
    ['JPY', 15_000, '10', 1500n],
    ['EUR', 1, '50', 1n],
    ['EUR', 33, '100', 33n],
    ['EUR', 100, '100/3', 33n],
  ])('%s: of %d minor units at %s percent', (currency, net, percent, tax) => {
    const { total } = price(
      aTariff(currency, [{ code: 'fee', per: 'request', unit: net }], [{ code: 'tax', percent }]),
      [withClasses(1)],
    )
    expect(total.amountMinor).toBe(BigInt(net) + tax)
  })
  test('a tax of nothing has no line', () =>
    expect(
      price(aTariff('KWD', [{ code: 'free', per: 'request', unit: 0 }], [{ code: 'tax', percent: '5' }]), [
        withClasses(1),
      ]).lines.map((line) => line.code),
    ).toEqual(['free']))
  test('the tax is one line of the whole dossier, not the sum of rounded parts', () => {
    const tariff = aTariff(
      'KWD',
      [{ code: 'fee', per: 'request', unit: 10 }],
      [{ code: 'tax', percent: '5' }],
    )
    const two = [aTrademarkRequest({ seed: 1 }), aTrademarkRequest({ seed: 2 })]
    expect(price(tariff, two).lines.at(-1)).toMatchObject({ code: 'tax', requestId: null, amountMinor: 1n })
  })
})

describe('a condition of a fee', () => {
  const natural: Person = {
    kind: 'natural',
    givenName: 'Ivana',
    familyName: 'Petrova',
    address: { lines: ['1 Street'], city: 'Borograd', country: 'XB' },
    email: 'ivana@example.org',
  }
  const legal: Person = {
    kind: 'legal',
    name: 'Roses AD',
    address: natural.address,
    email: 'roses@example.org',
  }
  const totalOf = (when: unknown, request: TrademarkRequest): bigint =>
    price(aTariff('EUR', [{ code: 'fee', per: 'request', unit: 100, when }]), [request]).total.amountMinor

  test('on the kind of mark', () => {
    expect(totalOf({ markKinds: ['figurative'] }, withClasses(1, { mark: figurative }))).toBe(100n)
    expect(totalOf({ markKinds: ['figurative'] }, withClasses(1))).toBe(0n)
  })
  test('on natural persons holds only when every applicant is one', () => {
    expect(totalOf({ naturalPersons: true }, withClasses(1, { applicants: [natural, natural] }))).toBe(100n)
    expect(totalOf({ naturalPersons: true }, withClasses(1, { applicants: [natural, legal] }))).toBe(0n)
    expect(totalOf({ naturalPersons: false }, withClasses(1, { applicants: [natural, legal] }))).toBe(100n)
    expect(totalOf({ naturalPersons: false }, withClasses(1, { applicants: [natural] }))).toBe(0n)
  })
  test('on a kind of mark that does not exist is refused', () =>
    expect(() =>
      aTariff('EUR', [{ code: 'fee', per: 'request', unit: 1, when: { markKinds: ['figurativ'] } }]),
    ).toThrow())
  test('a fee for each applicant counts applicants', () =>
    expect(
      price(aTariff('EUR', [{ code: 'fee', per: 'applicants', unit: 7 }]), [
        withClasses(1, { applicants: [natural, legal] }),
      ]).total.amountMinor,
    ).toBe(14n))
})

describe('whatever is priced', () => {
  const tariff = aTariff(
    'KWD',
    [
      { code: 'basic', per: 'request', unit: 18_500 },
      { code: 'class', per: 'classes', free: 2, unit: 3_333 },
      { code: 'image', per: 'request', unit: 2_125, when: { markKinds: ['figurative'] } },
    ],
    [{ code: 'tax', percent: '5.25' }],
  )
  const anyRequest = fc
    .tuple(fc.integer({ min: 1, max: 45 }), fc.boolean(), fc.integer({ min: 1, max: 1_000_000 }))
    .map(([classes, isFigurative, seed]) => ({
      ...withClasses(classes, isFigurative ? { mark: figurative } : {}),
      requestId: aTrademarkRequest({ seed }).requestId,
    }))

  test('lines are quantity times unit, cite a rule, and add up to the total', () =>
    fc.assert(
      fc.property(fc.array(anyRequest, { maxLength: 10 }), (requests) => {
        const { lines, total } = price(tariff, requests)
        for (const line of lines) {
          expect(line.amountMinor).toBe(BigInt(line.quantity) * line.unitMinor)
          expect(line.quantity).toBeGreaterThan(0)
          expect(line.rule).not.toBe('')
        }
        expect(lines.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(total.amountMinor)
      }),
    ))
  test('a line says its provision in the reader’s language, where the office does, and else as the office cites it', () => {
    const [item] = aTariff('EUR', [{ code: 'fee', per: 'request', unit: 100 }]).items
    const cited = tariffSchema.parse({
      ...tariff,
      items: [{ ...item, unitMinor: '100', citation: { ar: 'المادة 4' } }],
    })
    const [fee, tax] = price(cited, [withClasses(1)]).lines
    if (!fee || !tax) throw new Error('a line is missing')
    expect([fee.rule, citationIn(fee, 'en'), citationIn(fee, 'ar')]).toEqual([
      'Article fee',
      'Article fee',
      'المادة 4',
    ])
    expect(Object.keys(tax)).not.toContain('citation')
    expect(citationIn(tax, 'ar')).toBe('Tax law')
  })
  test('nothing costs nothing', () => expect(brief(tariff, [])).toEqual({ lines: [], total: 0n }))
})

describe('a tariff as data', () => {
  const [old, next] = [
    {
      ...aTariff('EUR', [{ code: 'fee', per: 'request', unit: 1 }]),
      version: 'old',
      validFrom: '2024-01-01',
      validTo: '2025-12-31',
    },
    {
      ...aTariff('EUR', [{ code: 'fee', per: 'request', unit: 2 }]),
      version: 'next',
      validFrom: '2026-01-01',
    },
  ]
  test.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 'old'],
    ['2025-12-31', 'old'],
    ['2026-01-01', 'next'],
    ['2099-01-01', 'next'],
  ])('on %s the tariff in force is %s', (on, version) =>
    expect(tariffOn([old, next], on)?.version).toBe(version),
  )

  const pathsOf = (given: unknown): string[] =>
    tariffSchema.safeParse(given).error?.issues.map((issue) => issue.path.join('.')) ?? []
  test('names the place of a code that is used twice, among fees and taxes', () => {
    const fee = old.items[0]
    expect(pathsOf({ ...old, items: [fee, fee] })).toEqual(['items.1.code'])
    expect(
      pathsOf({ ...old, taxes: [{ code: 'fee', rule: 'x', label: { en: 'x' }, percent: '1' }] }),
    ).toEqual(['taxes.0.code'])
  })
  test('cannot end before it begins', () =>
    expect(pathsOf({ ...old, validTo: '2023-12-31' })).toEqual(['validTo']))
  test('knows no fee for a request that does not exist', () =>
    expect(pathsOf({ ...old, items: [{ ...old.items[0], request: 'toString' }] })).toEqual([
      'items.0.request',
    ]))
  test('takes no amount with decimals', () =>
    expect(pathsOf({ ...old, items: [{ ...old.items[0], unitMinor: '1.50' }] })).toEqual([
      'items.0.unitMinor',
    ]))
})
