import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aFile } from '../test-support/a-file.ts'
import { aDiscount, aFee, aTariff, aTax, said, type Given } from '../test-support/a-tariff.ts'
import type { Tariff } from './fees/fee-rules.ts'
import { whatIf } from './fees/what-if.ts'
import { priceableOf, priceFacts, type Price, type Priceable, type Pricing } from './price.ts'
import { quoteDifferencesOf } from './quote-differences.ts'
import type { FileFacts } from './requests/file-facts.ts'

const on = '2026-11-20'
const asked = (data: Given = {}, facts?: FileFacts, members: Given = {}): Priceable =>
  priceableOf(
    { requestId: 'r', kind: 'post-filing', type: 'asked', right: 'TM', ...{ data }, ...members },
    facts,
  )

const priceOf = (tariff: Tariff, request: Priceable = asked(), pricing: Partial<Pricing> = {}): Price =>
  priceFacts(tariff, [request], { on, ...pricing })
const linesOf = (price: Price): string[] =>
  price.lines.map(
    ({ code, quantity, unitMinor, amountMinor, detail }) =>
      `${code}${detail === undefined ? '' : ` ${detail}`} ${quantity} × ${unitMinor} = ${amountMinor}`,
  )
const totalOf = (...args: Parameters<typeof priceOf>): number => Number(priceOf(...args).total.amountMinor)
/** What a fee of 100 comes to that has these members. */
const feeOf = (given: Given, request?: Priceable, pricing?: Partial<Pricing>): number =>
  totalOf(aTariff([aFee('fee', { unitMinor: '100', ...given })]), request, pricing)

describe('what a fee is counted by', () => {
  const data = {
    states: [
      { code: 'US', classes: [1, 2] },
      { code: 'JP', classes: [3] },
      { code: 'US', classes: [] },
    ],
    pages: 34,
    text: ' of cows and  of sheep ',
    terms: [{ words: 'one two three' }, { words: 'four five six seven' }],
    since: '2026-01-31',
  }
  test.each<[string, unknown, number]>([
    ['items of a list', { lengthOf: 'data.states' }, 3],
    ['items of the lists in a list', { lengthOf: 'data.states.classes' }, 3],
    ['items that pass a test', { lengthOf: 'data.states', where: { path: 'item.code', isOneOf: ['US'] } }, 2],
    ['an object that is there', { lengthOf: 'data' }, 1],
    ['a number', { numberAt: 'data.pages' }, 34],
    ['no number', { numberAt: 'data.text' }, 0],
    ['different values', { distinct: 'data.states.code' }, 2],
    ['words', { wordsIn: 'data.text' }, 5],
    ['characters', { charactersIn: 'data.text' }, 23],
    [
      'words over a limit of each text by itself',
      { each: 'data.terms', count: { wordsIn: 'item.words' }, free: 2 },
      3,
    ],
    ['a sum of counts', { sum: [{ numberAt: 'data.pages' }, 'request'] }, 35],
    [
      'the first count that is not none',
      { firstOf: [{ numberAt: 'data.none' }, { numberAt: 'data.pages' }] },
      34,
    ],
    ['years of the file', { file: 'annuity-year' }, 7],
    ['classes of the file', { file: 'classes' }, 2],
    ['extensions of the notice that it is about', { file: 'extensions' }, 1],
    [
      'months begun since a day in the request',
      { spans: 'months', from: { path: 'data.since' }, to: { date: 'today' }, count: 'started' },
      10,
    ],
    [
      'full months since then',
      { spans: 'months', from: { path: 'data.since' }, to: { date: 'today' }, count: 'full' },
      9,
    ],
    [
      'nothing before a day',
      { spans: 'days', from: { date: 'today' }, to: { path: 'data.since' }, count: 'full' },
      0,
    ],
    [
      'nothing from a day that is not known',
      { spans: 'days', from: { date: 'lapse' }, to: { date: 'today' }, count: 'full' },
      0,
    ],
    ['nothing at a path that leads nowhere', { lengthOf: 'data.toString.length' }, 0],
  ])('%s', (_, per, count) => {
    const facts = aFile({
      annuityYear: 7,
      classes: [
        { classNumber: 1, terms: [] },
        { classNumber: 2, terms: [] },
      ],
      notices: [{ noticeId: 'n', title: '', answerBy: on, extensions: 1 }],
    })
    expect(feeOf({ per }, asked(data, facts, { noticeId: 'n' }))).toBe(count * 100)
  })
  test.each<[string, Given, number, number]>([
    ['free ones are not charged', { free: 30 }, 34, 4],
    ['fewer than the free ones cost nothing', { free: 40 }, 34, 0],
    ['steps begun are charged', { free: 30, step: { size: 3, round: 'started' } }, 34, 2],
    ['only full steps are charged', { free: 30, step: { size: 3, round: 'full' } }, 34, 1],
    ['no more than the most are charged', { maxQuantity: 10 }, 34, 10],
  ])('%s', (_, given, pages, charged) =>
    expect(feeOf({ per: { numberAt: 'data.pages' }, ...given }, asked({ pages }))).toBe(charged * 100),
  )
  test('a line comes to no more than its most and no less than its least, as one', () => {
    const bounded = { per: { numberAt: 'data.pages' }, minMinor: '250', maxMinor: '1000' }
    const tariff = aTariff([aFee('fee', { ...bounded, unitMinor: '100' })])
    expect([0, 1, 5, 50].map((pages) => linesOf(priceOf(tariff, asked({ pages }))))).toEqual([
      [],
      ['fee 1 × 250 = 250'],
      ['fee 5 × 100 = 500'],
      ['fee 1 × 1000 = 1000'],
    ])
    expect(priceOf(tariff, asked({ pages: 50 })).lines[0]?.bounded).toBe('most')
  })
})

describe('what one costs', () => {
  const perPage = { per: { numberAt: 'data.pages' } }
  const steps = [
    { from: 2, unitMinor: '100' },
    { from: 11, unitMinor: '60' },
  ]
  const tiered = (tiers: Given) =>
    aTariff([aFee('fee', { ...perPage, tiers: { by: 'quantity', steps, ...tiers } })])
  test.each<[number, Given, string[]]>([
    [1, {}, []],
    [2, {}, ['fee 2 × 100 = 200']],
    [10, {}, ['fee 10 × 100 = 1000']],
    [11, {}, ['fee 11 × 60 = 660']],
    [13, { until: 12 }, []],
    [1, { charge: 'parts' }, []],
    [10, { charge: 'parts' }, ['fee 9 × 100 = 900']],
    [13, { charge: 'parts' }, ['fee 9 × 100 = 900', 'fee 3 × 60 = 180']],
    [13, { charge: 'parts', until: 12 }, ['fee 9 × 100 = 900', 'fee 2 × 60 = 120']],
  ])('%d by tiers %j', (pages, tiers, lines) =>
    expect(linesOf(priceOf(tiered(tiers), asked({ pages })))).toEqual(lines),
  )
  test('a price by country, and another for the rest', () => {
    const by = { path: 'item', amounts: { US: '500', JP: '300' } }
    const at = (unitBy: Given) =>
      linesOf(
        priceOf(
          aTariff([aFee('state', { each: 'data.states', unitBy })]),
          asked({ states: ['US', 'XX', 'JP'] }),
        ),
      )
    expect(at(by)).toEqual(['state US 1 × 500 = 500', 'state JP 1 × 300 = 300'])
    expect(at({ ...by, otherwiseMinor: '100' })).toEqual([
      'state US 1 × 500 = 500',
      'state XX 1 × 100 = 100',
      'state JP 1 × 300 = 300',
    ])
  })
  test('a percentage of other fees after their discounts', () => {
    const tariff = aTariff(
      [
        aFee('basic', { unitMinor: '1000' }),
        aFee('late', { penalty: true, percentOf: { percent: '25', items: ['basic'] } }),
      ],
      { discounts: [aDiscount('half', { percent: '50', on: 'amount' })] },
    )
    expect(linesOf(priceOf(tariff))).toEqual([
      'basic 1 × 1000 = 1000',
      'late 1 × 125 = 125',
      'half 1 × -500 = -500',
    ])
  })
  test('a percentage that grows with the months', () => {
    const of = (percent: string) => ({ percentOf: { percent, items: ['basic'] } })
    const tiers = {
      by: { spans: 'months', from: { date: 'expiry' }, to: { date: 'today' }, count: 'started' },
      steps: [
        { from: 1, ...of('10') },
        { from: 4, ...of('30') },
      ],
    }
    const tariff = aTariff([aFee('basic', { unitMinor: '1000' }), aFee('late', { penalty: true, tiers })])
    const total = (expiry: string) => totalOf(tariff, asked({}, aFile({ dates: { expiry } })))
    expect(['2026-11-20', '2026-11-19', '2026-08-20', '2026-08-19'].map(total)).toEqual([
      1000, 1100, 1100, 1300,
    ])
  })
  test('a fee of nothing is shown, a fee that does not come up is not', () => {
    const tariff = aTariff([aFee('free', { unitMinor: '0' }), aFee('none', { unitMinor: '100', free: 1 })])
    expect(linesOf(priceOf(tariff))).toEqual(['free 1 × 0 = 0'])
  })
  test('a request without fees costs nothing', () =>
    expect(linesOf(priceOf(aTariff([aFee('fee', { request: 'another', unitMinor: '1' })])))).toEqual([]))
  test('a fee for some rights only', () => {
    expect(feeOf({ rights: ['TM', 'DS'] })).toBe(100)
    expect(feeOf({ rights: ['PT'] })).toBe(0)
    expect(feeOf({ rights: ['DS'] }, asked({}, aFile({ right: 'DS' }), { right: undefined }))).toBe(100)
  })
})

describe('when a fee is due', () => {
  const request = (members: Given) => asked({}, undefined, members)
  const country = (...codes: string[]) => ({
    applicants: codes.map((code) => ({ address: { country: code } })),
  })
  test.each<[string, Given, Priceable, Partial<Pricing>, boolean]>([
    ['filed online', { modes: ['online'] }, asked(), {}, true],
    ['filed on paper', { modes: ['online'] }, asked(), { mode: 'paper' }, false],
    ['colours', { colour: true }, request({ mark: { colours: ['red'] } }), {}, true],
    ['no colours', { colour: true }, request({ mark: { colours: [] } }), {}, false],
    ['colours of a design', { colour: true }, request({ designs: [{}, { colours: ['red'] }] }), {}, true],
    [
      'a mark that says no type is individual',
      { markTypes: ['individual'] },
      request({ mark: { kind: 'word' } }),
      {},
      true,
    ],
    ['no mark is of no type', { markTypes: ['individual'] }, asked(), {}, false],
    ['small by declaration', { smallEntity: true }, request({ smallEntity: 'yes' }), {}, true],
    ['small by the register', { smallEntity: true }, asked({}, aFile({ flags: ['small-entity'] })), {}, true],
    ['not small', { smallEntity: true }, request({ smallEntity: 'no' }), {}, false],
    ['who declares nothing is not small', { smallEntity: false }, asked(), {}, true],
    [
      'licences offered in the register',
      { licenceOfRight: true },
      asked({}, aFile({ flags: ['licence-of-right'] })),
      {},
      true,
    ],
    ['a set', { isSet: true }, request({ isSet: 'yes' }), {}, true],
    [
      'every applicant in the country',
      { applicantCountries: { in: ['XB'] } },
      request(country('XB', 'XB')),
      {},
      true,
    ],
    ['one applicant abroad', { applicantCountries: { in: ['XB'] } }, request(country('XB', 'DE')), {}, false],
    [
      'one applicant in the country',
      { applicantCountries: { in: ['XB'], of: 'some' } },
      request(country('XB', 'DE')),
      {},
      true,
    ],
    ['all abroad', { applicantCountries: { notIn: ['XB'] } }, request(country('FR', 'DE')), {}, true],
    [
      'nobody is abroad while nobody is named',
      { applicantCountries: { notIn: ['XB'] } },
      request(country()),
      {},
      false,
    ],
    [
      'an applicant without an address',
      { applicantCountries: { notIn: ['XB'] } },
      request({ applicants: [{}] }),
      {},
      false,
    ],
    [
      'a group of countries',
      { applicantCountries: { in: ['poor'] } },
      request(country('NP', 'RW')),
      {},
      true,
    ],
    ['a status', { file: { statuses: ['Registered'] } }, asked({}, aFile()), {}, true],
    ['another status', { file: { statuses: ['Expired'] } }, asked({}, aFile()), {}, false],
    [
      'an international registration',
      { file: { isInternational: true } },
      asked({}, aFile({ isInternational: true })),
      {},
      true,
    ],
    ['a flag that must not be', { file: { noFlags: ['x'] } }, asked({}, aFile({ flags: ['x'] })), {}, false],
    ['a file of which nothing is known', { file: { noFlags: ['x'] } }, asked(), {}, false],
    [
      'one of several values',
      { fields: [{ path: 'data.grounds.ground', isOneOf: ['b'] }] },
      asked({ grounds: [{ ground: 'a' }, { ground: 'b' }] }),
      {},
      true,
    ],
    [
      'every one of several values',
      { fields: [{ path: 'data.grounds.ground', of: 'every', isOneOf: ['b'] }] },
      asked({ grounds: [{ ground: 'a' }, { ground: 'b' }] }),
      {},
      false,
    ],
    [
      'a value that is none of these',
      { fields: [{ path: 'data.a', isNoneOf: ['b'] }] },
      asked({ a: 'c' }),
      {},
      true,
    ],
    ['no value is not another one', { fields: [{ path: 'data.a', isNoneOf: ['b'] }] }, asked(), {}, false],
    ['an empty text is nothing', { fields: [{ path: 'data.a', exists: true }] }, asked({ a: '' }), {}, false],
    ['nothing there', { fields: [{ path: 'data.a', exists: false }] }, asked({ a: [] }), {}, true],
    [
      'a number within bounds',
      { fields: [{ path: 'data.a', atLeast: 3, atMost: 5 }] },
      asked({ a: 5 }),
      {},
      true,
    ],
    [
      'a number out of bounds',
      { fields: [{ path: 'data.a', atLeast: 3, atMost: 5 }] },
      asked({ a: 6 }),
      {},
      false,
    ],
    [
      'a count within bounds',
      { counts: [{ count: { lengthOf: 'data.a' }, atMost: 1 }] },
      asked({ a: [1, 2] }),
      {},
      false,
    ],
    ['one of several conditions', { any: [{ isSet: true }, { modes: ['online'] }] }, asked(), {}, true],
    ['the opposite', { not: { isSet: true } }, asked(), {}, true],
    [
      'terms of the list',
      { listedTerms: true },
      request({ goodsAndServices: [{ classNumber: 9, terms: ['a'] }, { classNumber: 25 }] }),
      { isListedTerm: (term, classNumber) => term === 'a' && classNumber === 9 },
      true,
    ],
    [
      'a term of another class',
      { listedTerms: true },
      request({ goodsAndServices: [{ classNumber: 9, terms: ['a'] }] }),
      { isListedTerm: () => false },
      false,
    ],
    [
      'no list at hand',
      { listedTerms: true },
      request({ goodsAndServices: [{ classNumber: 9, terms: ['a'] }] }),
      {},
      false,
    ],
  ])('%s', (_, when, given, pricing, isDue) => {
    const tariff = aTariff([aFee('fee', { unitMinor: '100', when })], {
      countryGroups: { poor: ['NP', 'RW'] },
    })
    expect(totalOf(tariff, given, pricing)).toBe(isDue ? 100 : 0)
  })

  const filedOn = (day: string, days: Given, expiry = '2026-11-20', pricing: Partial<Pricing> = {}) =>
    feeOf({ when: { days: [days] } }, asked({}, aFile({ dates: { expiry } })), { on: day, ...pricing }) ===
    100
  const expiry = { date: 'expiry' }
  test.each<[string, Given, boolean[]]>([
    ['from a day includes it', { from: expiry }, [false, true, true]],
    ['after a day does not', { after: expiry }, [false, false, true]],
    ['until a day includes it', { until: expiry }, [true, true, false]],
    ['before a day does not', { before: expiry }, [true, false, false]],
  ])('%s', (_, days, due) =>
    expect(['2026-11-19', '2026-11-20', '2026-11-21'].map((day) => filedOn(day, days))).toEqual(due),
  )
  test('a day months after another is the month’s last where there is no such number', () =>
    expect(
      ['2027-02-28', '2027-03-01'].map((day) =>
        filedOn(day, { until: { ...expiry, plus: { count: 6, unit: 'months' } } }, '2026-08-31'),
      ),
    ).toEqual([true, false]))
  test('a day on which the office is closed moves to the next open one, where a calendar is at hand', () => {
    const calendar = { weekend: [0, 6], yearlyHolidays: [], closures: [] }
    const late = { after: { ...expiry, ifClosed: 'next-open-day' } }
    // 2026-11-21 is a Saturday.
    expect(['2026-11-23', '2026-11-24'].map((day) => filedOn(day, late, '2026-11-21', { calendar }))).toEqual(
      [false, true],
    )
    expect(filedOn('2026-11-22', late, '2026-11-21')).toBe(true)
  })
  test('nothing is late by a day that is not known', () => {
    const late = { days: [{ after: { date: 'lapse' } }] }
    expect([feeOf({ when: late }, asked({}, aFile())), feeOf({ when: { not: late } }, asked())]).toEqual([
      0, 100,
    ])
  })
})

describe('what makes a fee less', () => {
  const tariff = (stacking: string, ...discounts: Given[]) =>
    aTariff([aFee('fee', { per: { numberAt: 'data.pages' }, unitMinor: '999' })], { stacking, discounts })
  const two = (stacking: string, one: Given, other: Given) =>
    totalOf(tariff(stacking, aDiscount('one', one), aDiscount('other', other)), asked({ pages: 1 }))
  test.each<[string, Given, Given, number]>([
    ['add', { percent: '50' }, { percent: '30' }, 200],
    ['multiply', { percent: '50' }, { percent: '30' }, 350],
    ['best', { percent: '50' }, { percent: '30' }, 500],
    ['best', { percent: '10' }, { insteadMinor: '300' }, 300],
    ['best', { lessMinor: '700', items: ['fee'] }, { insteadMinor: '300' }, 299],
    ['multiply', { insteadMinor: '100' }, { percent: '50' }, 50],
    ['multiply', { percent: '100/3' }, { percent: '100/3' }, 444],
    ['add', { lessMinor: '2000', items: ['fee'] }, { percent: '30' }, 0],
    ['multiply', { insteadMinor: '5000' }, { percent: '10' }, 899],
  ])('%s of %j and %j', (stacking, one, other, left) => expect(two(stacking, one, other)).toBe(left))
  test('a discount of the unit is shown on the line, before the quantity', () => {
    const [line] = priceOf(
      tariff('multiply', aDiscount('half', { percent: '50' })),
      asked({ pages: 3 }),
    ).lines
    // 499.5 is rounded once, up, and then taken three times.
    expect(line).toMatchObject({
      quantity: 3,
      unitMinor: 500n,
      amountMinor: 1500n,
      fullUnitMinor: 999n,
      reductions: [{ code: 'half', rule: 'Article half', lessMinor: 499n }],
    })
  })
  test('a discount of the amount is a line of its own', () =>
    expect(
      linesOf(
        priceOf(tariff('multiply', aDiscount('half', { percent: '50', on: 'amount' })), asked({ pages: 3 })),
      ),
    ).toEqual(['fee 3 × 999 = 2997', 'half 1 × -1498 = -1498']))
  test('a discount rounds as it says, and otherwise as the tariff does', () => {
    const left = (own: Given, given: Given) =>
      totalOf(
        aTariff([aFee('fee', { unitMinor: '999' })], {
          ...given,
          discounts: [aDiscount('half', { percent: '50', ...own })],
        }),
      )
    expect(left({}, { rounding: { mode: 'down' } })).toBe(499)
    expect(left({}, { rounding: { mode: 'half-even' } })).toBe(500)
    expect(left({ rounding: { mode: 'up', toMinor: '10' } }, { rounding: { mode: 'down' } })).toBe(500)
    expect(left({ rounding: { mode: 'down', toMinor: '10' } }, {})).toBe(490)
  })
  test('a discount that needs proof waits for the document', () => {
    const proven = tariff('multiply', aDiscount('half', { percent: '50', proof: 'small-entity-proof' }))
    const documents = (role: string) => asked({ pages: 1 }, undefined, { documents: [{ role }] })
    expect([documents('other'), documents('small-entity-proof')].map((one) => totalOf(proven, one))).toEqual([
      999, 500,
    ])
  })
  test('surcharges are made less only by discounts that name them', () => {
    const items = [aFee('fee', { unitMinor: '100' }), aFee('late', { unitMinor: '100', penalty: true })]
    const at = (given: Given) =>
      totalOf(aTariff(items, { discounts: [aDiscount('half', { percent: '50', ...given })] }))
    expect([at({}), at({ items: ['late'] })]).toEqual([150, 150])
    expect(linesOf(priceOf(aTariff(items, { discounts: [aDiscount('half', { percent: '50' })] })))).toEqual([
      'fee 1 × 50 = 50',
      'late 1 × 100 = 100',
    ])
  })
  test('a discount may depend on the item that a line is for', () => {
    const given = {
      discounts: [
        aDiscount('half', {
          items: ['state'],
          percent: '50',
          when: { fields: [{ path: 'item.poor', isOneOf: [true] }] },
        }),
      ],
    }
    const states = aTariff([aFee('state', { each: 'data.states', unitMinor: '100' })], given)
    expect(totalOf(states, asked({ states: [{ poor: true }, { poor: false }] }))).toBe(150)
  })
})

describe('taxes, bounds and rounding of the whole', () => {
  const items = [aFee('fee', { unitMinor: '1000' }), aFee('other', { unitMinor: '500' })]
  test('a tax of some fees, or of some requests', () => {
    expect(totalOf(aTariff(items, { taxes: [aTax('vat')] }))).toBe(1650)
    expect(totalOf(aTariff(items, { taxes: [aTax('vat', { items: ['other'] })] }))).toBe(1550)
    expect(totalOf(aTariff(items, { taxes: [aTax('vat', { when: { modes: ['paper'] } })] }))).toBe(1500)
    expect(
      totalOf(
        aTariff(items, {
          discounts: [aDiscount('half', { percent: '50', on: 'amount' })],
          taxes: [aTax('vat', { items: ['other'] })],
        }),
      ),
    ).toBe(775)
  })
  test('the least and the most of an order, before taxes, and its rounding after them', () => {
    const at = (order: Given) => linesOf(priceOf(aTariff(items, { order, taxes: [aTax('vat')] }))).slice(2)
    expect(at({ least: { ...said('least'), amountMinor: '2001' } })).toEqual([
      'least 1 × 501 = 501',
      'vat 1 × 200 = 200',
    ])
    expect(at({ most: { ...said('most'), amountMinor: '1200' } })).toEqual([
      'most 1 × -300 = -300',
      'vat 1 × 120 = 120',
    ])
    expect(at({ roundTo: { ...said('coin'), rounding: { mode: 'half-up', toMinor: '100' } } })).toEqual([
      'vat 1 × 150 = 150',
      'coin 1 × 50 = 50',
    ])
    expect(
      totalOf(
        aTariff(items, { order: { least: { ...said('least'), amountMinor: '2001' } } }),
        asked({}, undefined, { type: 'another' }),
      ),
    ).toBe(0)
  })
})

describe('payment in parts', () => {
  const parts = [
    { code: 'now', label: { en: 'Now' }, withinDays: 0, percent: '100/3' },
    { code: 'next', label: { en: 'Next' }, withinDays: 14, percent: '100/3' },
    { code: 'last', label: { en: 'Last' }, withinDays: 60 },
  ]
  const tariff = aTariff(
    [
      aFee('fee', { per: { numberAt: 'data.pages' }, unitMinor: '101' }),
      aFee('once', { request: 'once', unitMinor: '70' }),
    ],
    { instalments: [{ ...said('parts'), request: 'asked', parts }], taxes: [aTax('vat')] },
  )
  test('each takes its percentage, the last what is left, and taxes follow', () =>
    expect(
      priceOf(tariff, asked({ pages: 1 })).parts?.map((part) => [
        part.dueOn,
        linesOf({ ...priceOf(tariff), ...part }),
      ]),
    ).toEqual([
      ['2026-11-20', ['fee 1 × 34 = 34', 'vat 1 × 4 = 4']],
      ['2026-12-04', ['fee 1 × 34 = 34', 'vat 1 × 3 = 3']],
      ['2027-01-19', ['fee 1 × 33 = 33', 'vat 1 × 3 = 3']],
    ]))
  test('a request that is paid at once is in the first part, and one alone has no parts', () => {
    const once = { ...asked({}, undefined, { type: 'once' }), requestId: 's' }
    const price = priceFacts(tariff, [asked({ pages: 3 }), once], { on })
    expect(price.parts?.reduce((sum, part) => sum + part.total.amountMinor, 0n)).toBe(price.total.amountMinor)
    expect(price.parts?.[0]?.lines.map(({ code }) => code)).toEqual(['fee', 'once', 'vat'])
    expect(priceFacts(tariff, [once], { on }).parts).toBeUndefined()
  })
})

describe('what if', () => {
  const tariff = aTariff(
    [
      aFee('page', { per: { numberAt: 'data.pages' }, free: 2, unitMinor: '100' }),
      aFee('state', { per: { lengthOf: 'data.states' }, unitMinor: '10' }),
    ],
    { taxes: [aTax('vat')] },
  )
  const requests = [asked({ pages: 2, states: ['US'] })]
  const more = (change: Parameters<typeof whatIf>[2]['change'], requestId = 'r') =>
    whatIf(tariff, requests, { requestId, change }, { on }).more.amountMinor
  test('a number were greater, or a list longer, taxes included', () => {
    expect(more({ raise: 'data.pages' })).toBe(110n)
    expect(more({ raise: 'data.pages', by: 3 })).toBe(330n)
    expect(more({ raise: 'data.pages', by: -1 })).toBe(0n)
    expect(more({ add: 'data.states' })).toBe(11n)
    expect(more({ add: 'data.none.such' })).toBe(0n)
    expect(more({ add: 'data.states' }, 'another')).toBe(0n)
  })
  test('the request itself stays as it is', () => {
    more({ add: 'data.states' })
    expect(requests[0]?.request).toMatchObject({ data: { states: ['US'] } })
  })
})

describe('a tariff that changed between quote and payment', () => {
  test('differs in the lines whose fee changed, and in nothing else', () => {
    const at = (unitMinor: string) =>
      aTariff([aFee('fee', { unitMinor }), aFee('same', { unitMinor: '5' })], { taxes: [aTax('vat')] })
    const [before, after] = [priceOf(at('100')).lines, priceOf(at('120')).lines]
    expect(
      quoteDifferencesOf(before, after).map(({ code, quotedMinor, officeMinor }) => [
        code,
        quotedMinor,
        officeMinor,
      ]),
    ).toEqual([
      ['fee', 100n, 120n],
      ['vat', 11n, 13n],
    ])
    expect(quoteDifferencesOf(before, priceOf(at('100')).lines)).toEqual([])
  })
})

describe('whatever is priced', () => {
  const percent = fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9 }))
    .map(([a, b]) => `${a}/${b}`)
  const rounding = fc.record({
    mode: fc.constantFrom('half-up', 'half-even', 'up', 'down'),
    toMinor: fc.constantFrom('1', '5', '50'),
  })
  const anyTariff = fc.record({
    units: fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 6 }),
    discounts: fc.array(fc.record({ percent, on: fc.constantFrom('unit', 'amount') }), { maxLength: 4 }),
    stacking: fc.constantFrom('add', 'multiply', 'best'),
    taxes: fc.array(percent, { maxLength: 2 }),
    rounding,
    now: fc.integer({ min: 1, max: 99 }),
    coin: fc.boolean(),
    pages: fc.integer({ min: 0, max: 50 }),
  })
  test('lines are whole, quantity times unit, never below nothing together, and add up to the total and its parts', () =>
    fc.assert(
      fc.property(anyTariff, ({ units, discounts, stacking, taxes, now, coin, pages, ...given }) => {
        const parts = [
          { code: 'now', label: { en: 'Now' }, withinDays: 0, percent: String(now) },
          { code: 'later', label: { en: 'Later' }, withinDays: 14 },
        ]
        const tariff = aTariff(
          units.map((unit, at) =>
            aFee(`fee-${at}`, { per: { numberAt: 'data.pages' }, unitMinor: String(unit) }),
          ),
          {
            ...given,
            ...(stacking === 'add'
              ? {}
              : { discounts: discounts.map((one, at) => aDiscount(`less-${at}`, one)) }),
            stacking,
            taxes: taxes.map((one, at) => aTax(`tax-${at}`, { percent: one })),
            instalments: [{ ...said('parts'), request: 'asked', parts }],
            ...(coin
              ? { order: { roundTo: { ...said('coin'), rounding: { mode: 'half-up', toMinor: '5' } } } }
              : {}),
          },
        )
        const price = priceOf(tariff, asked({ pages }))
        for (const line of price.lines) expect(line.amountMinor).toBe(BigInt(line.quantity) * line.unitMinor)
        expect(price.total.amountMinor).toBeGreaterThanOrEqual(0n)
        expect(price.lines.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(price.total.amountMinor)
        for (const part of price.parts ?? [])
          expect(part.lines.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(part.total.amountMinor)
        if (price.parts)
          expect(price.parts.reduce((sum, part) => sum + part.total.amountMinor, 0n)).toBe(
            price.total.amountMinor,
          )
      }),
      { numRuns: 300 },
    ))
})
