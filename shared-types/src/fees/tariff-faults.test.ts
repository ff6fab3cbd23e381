import { describe, expect, test } from 'vitest'
import { aDiscount, aFee, aTariff, aTax, said, tariffData, type Given } from '../../test-support/a-tariff.ts'
import type { RequestType } from '../requests/request-type.ts'
import { tariffSchema } from '../tariff.ts'
import { tariffFaults, type TariffOffice } from './tariff-faults.ts'

const fee = (given: Given = {}): Given => aFee('fee', { unitMinor: '100', ...given })

/** What is said of a tariff, each as `path: reason`. */
const complaints = (items: readonly Given[], given: Given = {}): string[] =>
  tariffSchema
    .safeParse(tariffData(items, given))
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
const when = (condition: Given) => complaints([fee({ when: condition })])

describe('an amount of a tariff is refused', () => {
  test.each<[string, unknown, string]>([
    ['below zero', '-100', 'A fee is never negative; what makes it less is a discount.'],
    [
      'with decimals of the currency',
      '520.00',
      'Write whole minor units of the currency without a point, such as "52000" for 520.00 (with three decimals: "520000").',
    ],
    [
      'with more decimals than the currency has',
      '1.2345',
      'Write whole minor units of the currency without a point, such as "52000" for 520.00 (with three decimals: "520000").',
    ],
    [
      'with a currency',
      '520 CHF',
      'Leave the currency out: every amount of a tariff is in the tariff’s own. Fees in another currency need a tariff of their own.',
    ],
    [
      'as money of another currency',
      { amountMinor: '1', currency: 'CHF' },
      'Leave the currency out: every amount of a tariff is in the tariff’s own. Fees in another currency need a tariff of their own.',
    ],
    [
      'as a number',
      52000,
      'Write the amount in quotation marks, such as "52000": numbers of JSON are not exact.',
    ],
    ['that is no number', 'free', 'Write whole minor units in digits, such as "52000".'],
    ['that is more than is kept', '9'.repeat(19), 'Write whole minor units in digits, such as "52000".'],
  ])('%s', (_, unitMinor, message) =>
    expect(complaints([fee({ unitMinor })])).toEqual([`items.0.unitMinor: ${message}`]),
  )
})

describe('a tariff that does not fit together says where and why', () => {
  const parts = (...given: Given[]) =>
    complaints([fee()], {
      instalments: [
        {
          ...said('plan'),
          request: 'asked',
          parts: given.map((part, at) => ({
            code: `part-${at}`,
            label: { en: 'Part' },
            withinDays: at,
            ...part,
          })),
        },
      ],
    })
  const tiers = (given: Given) =>
    complaints([aFee('fee', { tiers: { by: 'quantity', steps: [{ from: 1, unitMinor: '1' }], ...given } })])
  const discounts = (stacking: string | undefined, ...given: Given[]) =>
    complaints([fee()], {
      discounts: given.map((one, at) => aDiscount(`less-${at}`, one)),
      ...(stacking === undefined ? {} : { stacking }),
    })

  test.each<[string, string[], string]>([
    ['an unknown member', complaints([fee({ unitMajor: '1' })]), 'items.0: Unrecognized key: "unitMajor"'],
    ['no price', complaints([aFee('fee')]), 'items.0: Give one of: unitMinor, unitBy, percentOf, tiers.'],
    [
      'two prices',
      complaints([fee({ percentOf: { percent: '5', items: ['x'] } })]),
      'items.0: Only one of these can be given: unitMinor, percentOf.',
    ],
    [
      'a count that is not known',
      complaints([fee({ per: 'cows' })]),
      'items.0.per: Invalid option: expected one of "request"|"applicants"|"classes"|"priorities"|"claims"|"independent-claims"|"pages"|"drawings"|"designs"|"deferred-designs"|"views"',
    ],
    [
      'a count of nothing',
      complaints([fee({ per: { count: 'x' } })]),
      'items.0.per: Give one of: lengthOf, numberAt, distinct, wordsIn, charactersIn, file, spans, each, sum, firstOf.',
    ],
    [
      'a path that is none',
      complaints([fee({ per: { lengthOf: 'a..b' } })]),
      'items.0.per.lengthOf: Write a path such as mark.kind.',
    ],
    [
      'a fraction of free ones',
      complaints([fee({ free: 1.5 })]),
      'items.0.free: Invalid input: expected int, received number',
    ],
    ['a code twice', complaints([fee(), fee()]), 'items.1.code: The code "fee" is used twice.'],
    [
      'a code of a fee and a tax',
      complaints([fee()], { taxes: [aTax('fee')] }),
      'taxes.0.code: The code "fee" is used twice.',
    ],
    [
      'an end before its beginning',
      complaints([fee()], { validTo: '2025-12-31' }),
      'validTo: The tariff ends before it begins.',
    ],
    [
      '31 February',
      complaints([fee()], { validFrom: '2026-02-31' }),
      'validFrom: Write the date as YYYY-MM-DD, such as 2026-02-28.',
    ],
    [
      'a percentage of a fee that comes later',
      complaints([aFee('late', { percentOf: { percent: '5', items: ['fee'] } }), fee()]),
      'items.0.percentOf.items.0: No fee "fee" stands before this one; a percentage is of fees that are figured already.',
    ],
    [
      'a percentage of a fee for other requests',
      complaints([fee({ request: 'other' }), aFee('late', { percentOf: { percent: '5', items: ['fee'] } })]),
      'items.1.percentOf.items.0: The fee "fee" is due for other requests than this one.',
    ],
    [
      'a percentage of nothing',
      complaints([fee()], { taxes: [aTax('vat', { percent: '0.0' })] }),
      'taxes.0.percent: This percentage is nothing; leave it out.',
    ],
    [
      'a percentage below zero',
      complaints([fee()], { taxes: [aTax('vat', { percent: '-5' })] }),
      'taxes.0.percent: Write a percentage without a sign, such as "5.25", or "100/3" for a third.',
    ],
    [
      'a discount of more than all',
      discounts(undefined, { percent: '101' }),
      'discounts.0.percent: This is more than the whole (100).',
    ],
    [
      'two discounts without a word how',
      discounts(undefined, { percent: '5' }, { percent: '5' }),
      'stacking: Say how the discounts go together: add, multiply or best.',
    ],
    [
      'an unknown way',
      discounts('sum', { percent: '5' }),
      'stacking: Invalid option: expected one of "add"|"multiply"|"best"',
    ],
    [
      'discounts that add up to more than all',
      discounts('add', { percent: '60' }, { percent: '50' }),
      'discounts.1.percent: With those before it, this takes off more than the whole fee.',
    ],
    [
      'two replacements of one fee',
      discounts('multiply', { insteadMinor: '5' }, { insteadMinor: '6' }),
      'discounts.1.insteadMinor: Another discount replaces the same fee already; let the best one count (stacking "best").',
    ],
    [
      'an amount off everything',
      discounts(undefined, { lessMinor: '5' }),
      'discounts.0.items: Name the fees that an amount is taken off.',
    ],
    [
      'a discount of a fee that is not there',
      discounts(undefined, { percent: '5', items: ['toll'] }),
      'discounts.0.items.0: There is no fee "toll".',
    ],
    [
      'a discount that takes off nothing',
      discounts(undefined, {}),
      'discounts.0: Give one of: percent, lessMinor, insteadMinor.',
    ],
    [
      'a tax on a fee that is not there',
      complaints([fee()], { taxes: [aTax('vat', { items: ['toll'] })] }),
      'taxes.0.items.0: There is no fee "toll".',
    ],
    [
      'a least above the most',
      complaints([fee({ minMinor: '5', maxMinor: '4' })]),
      'items.0.minMinor: The least is above the most.',
    ],
    [
      'tiers that overlap',
      tiers({
        steps: [
          { from: 5, unitMinor: '1' },
          { from: 5, unitMinor: '2' },
        ],
      }),
      'items.0.tiers.steps.1.from: Tiers begin higher and higher; this one overlaps the one before it.',
    ],
    [
      'tiers that end too early',
      tiers({ until: 0 }),
      'items.0.tiers.until: The tiers end before the last one begins.',
    ],
    [
      'parts of what is not the quantity',
      tiers({ by: 'classes', charge: 'parts' }),
      'items.0.tiers.by: Only the quantity itself can be charged in parts.',
    ],
    ['one part alone', parts({}), 'instalments.0.parts: Payment in parts has two parts at least.'],
    [
      'parts out of order',
      parts({ percent: '50', withinDays: 9 }, {}),
      'instalments.0.parts.1.withinDays: Each part is due later than the one before it.',
    ],
    [
      'a last part with a percentage',
      parts({ percent: '50' }, { percent: '50' }),
      'instalments.0.parts.1.percent: The last part takes what is left; leave its percentage out.',
    ],
    [
      'parts that leave nothing',
      parts({ percent: '60' }, { percent: '40' }, {}),
      'instalments.0.parts: The parts before the last leave nothing for it.',
    ],
    [
      'a group of countries that is not there',
      when({ applicantCountries: { in: ['poor'] } }),
      'items.0.when.applicantCountries.in.0: The tariff has no group of countries "poor".',
    ],
    [
      'an item where there is none',
      when({ fields: [{ path: 'item.state', isOneOf: ['US'] }] }),
      'items.0.when.fields.0.path: There is no item here: name the list in "each" first.',
    ],
    [
      'an item outside its list',
      complaints([fee({ per: { lengthOf: 'item.a' } })]),
      'items.0.per.lengthOf: There is no item here: name the list in "each" first.',
    ],
  ])('%s', (_, found, complaint) => expect(found).toContain(complaint))
})

describe('a condition that contradicts itself is refused', () => {
  const days = (given: Given) => when({ days: [given] })
  const field = (...tests: Given[]) => when({ fields: tests.map((one) => ({ path: 'data.a', ...one })) })
  const never = (path: string, message: string) => [`items.0.when${path}: This can never hold: ${message}`]
  test.each<[string, string[], string[]]>([
    ['nothing is asked', when({}), ['items.0.when: This condition asks nothing; leave it out.']],
    [
      'two lists without a common value',
      field({ isOneOf: ['a'] }, { isOneOf: ['b'] }),
      never('.fields.1', '"data.a" is asked to be of two lists that share nothing.'),
    ],
    [
      'a value that is ruled out',
      field({ isNoneOf: ['a', 'b'] }, { isOneOf: ['a'] }),
      never('.fields.1', '"data.a" is asked to be what it must not be.'),
    ],
    [
      'something that is not there',
      field({ exists: false }, { isOneOf: ['a'] }),
      never('.fields.1', '"data.a" is asked to be empty and to be something.'),
    ],
    [
      'there and not there',
      field({ exists: false }, { exists: true }),
      never('.fields.1', '"data.a" is asked to be empty and not to be.'),
    ],
    [
      'bounds that are turned',
      field({ atLeast: 5, atMost: 4 }),
      never('.fields.0', 'the least is above the most.'),
    ],
    [
      'counts that are turned',
      when({ counts: [{ count: 'classes', atLeast: 5, atMost: 4 }] }),
      never('.counts.0', 'the least is above the most.'),
    ],
    [
      'a day after itself',
      days({ after: { date: 'expiry' }, until: { date: 'expiry' } }),
      never('.days.0', 'it ends before it begins.'),
    ],
    [
      'days that end before they begin',
      days({
        from: { date: 'expiry', plus: { count: 6, unit: 'months' } },
        until: { date: 'expiry', plus: { count: 5, unit: 'months' } },
      }),
      never('.days.0', 'it ends before it begins.'),
    ],
    [
      'no day at all',
      days({ day: { date: 'expiry' } }),
      never('.days.0', 'it names no day: give from, after, until or before.'),
    ],
    [
      'a flag that must be and must not',
      when({ file: { flags: ['x'], noFlags: ['x'] } }),
      never('.file.noFlags', 'the file is asked to have "x" and not to.'),
    ],
    [
      'the same and its opposite',
      when({ isSet: true, not: { isSet: true } }),
      never('.not', 'the same is asked and ruled out.'),
    ],
    [
      'inside another condition',
      when({ any: [{ isSet: true }, { fields: [{ path: 'data.a', atLeast: 5, atMost: 4 }] }] }),
      never('.any.1.fields.0', 'the least is above the most.'),
    ],
  ])('%s', (_, found, complaint) => expect(found).toEqual(complaint))
  test.each<[string, Given]>([
    ['a whole day', { days: [{ from: { date: 'expiry' }, until: { date: 'expiry' } }] }],
    [
      'a window',
      {
        days: [{ after: { date: 'expiry' }, until: { date: 'expiry', plus: { count: 6, unit: 'months' } } }],
      },
    ],
    [
      'two values of one list',
      {
        fields: [
          { path: 'data.a', isOneOf: ['a', 'b'] },
          { path: 'data.a', isOneOf: ['b', 'c'] },
        ],
      },
    ],
    ['one of two, not both', { isSet: true, not: { isSet: true, colour: true } }],
  ])('%s is no contradiction', (_, condition) => expect(when(condition)).toEqual([]))
})

describe('tariffs of an office', () => {
  const words = { en: 'x', ar: 'x' }
  const asked: RequestType = {
    type: 'asked',
    id: 'R49',
    formVersion: 'asked-1',
    rights: ['TM'],
    family: 'documents',
    title: words,
    lead: words,
    about: 'file',
    gate: { statuses: 'any', by: 'party' },
    sections: [
      {
        id: 'section',
        title: words,
        pages: [
          {
            id: 'page',
            title: words,
            fields: [
              {
                kind: 'choice',
                name: 'data.scope',
                level: 'O',
                label: words,
                options: [
                  { value: 'all', label: words },
                  { value: 'part', label: words },
                ],
              },
              { kind: 'person', name: 'data.party', level: 'O', label: words },
            ],
          },
          {
            id: 'list',
            title: words,
            list: {
              path: 'data.copies',
              level: 'O',
              max: 9,
              itemName: words,
              addLabel: words,
              titleOf: [],
              fields: [{ kind: 'number', name: 'count', min: 1, max: 9, level: 'O', label: words }],
            },
          },
        ],
      },
    ],
    effects: [],
    grantedBy: 'rule',
    approvedBy: [],
    plain: words,
  }
  const office: TariffOffice = { currency: 'EUR', requestTypes: [asked] }
  const faults = (tariffs: Parameters<typeof tariffFaults>[0], at = office) =>
    tariffFaults(tariffs, at).map(({ path, message }) => `${path.join('.')}: ${message}`)
  const dated = (version: string, validFrom: string, validTo?: string) =>
    aTariff([fee()], { version, validFrom, ...(validTo === undefined ? {} : { validTo }) })

  test('follow each other day by day', () =>
    expect(faults([dated('a', '2024-01-01', '2025-12-31'), dated('b', '2026-01-01')])).toEqual([]))
  test('are refused where they overlap, leave a hole, or have one version', () => {
    expect(faults([dated('a', '2024-01-01', '2026-01-01'), dated('b', '2026-01-01')])).toEqual([
      '1.validFrom: This tariff overlaps the one before it.',
    ])
    expect(faults([dated('a', '2024-01-01'), dated('b', '2026-01-01')])).toEqual([
      '1.validFrom: This tariff overlaps the one before it.',
    ])
    expect(faults([dated('a', '2024-01-01', '2025-12-30'), dated('b', '2026-01-01')])).toEqual([
      '1.validFrom: No tariff is in force from 2025-12-31 until the day before 2026-01-01; the one before ends on 2025-12-30.',
    ])
    expect(faults([dated('a', '2024-01-01', '2025-12-31'), dated('a', '2026-01-01')])).toEqual([
      '1.version: The version "a" is used twice.',
    ])
  })
  test('are in the currency of the office', () =>
    expect(faults([aTariff([fee()], { currency: 'CHF' })])).toEqual(['0.currency: The office works in EUR.']))
  test('name requests that the office takes', () => {
    const strange = aTariff([fee({ request: ['asked', 'renewel'] })])
    expect(faults([strange])).toEqual([
      '0.items.0.request: The office takes no request "renewel"; check its spelling, or name it in requests.json.',
    ])
    expect(faults([strange], { currency: 'EUR' })).toEqual([])
  })
  test.each<[string, string, Given, string[]]>([
    ['an entry of the form', 'asked', { per: { numberAt: 'data.copies.count' } }, []],
    ['a list of the form', 'asked', { per: { lengthOf: 'data.copies' } }, []],
    ['a part of a person', 'asked', { per: { distinct: 'data.party.address.country' } }, []],
    ['a person as a whole', 'asked', { per: { lengthOf: 'data.party' } }, []],
    ['what every request has', 'asked', { per: { lengthOf: 'documents.role' } }, []],
    [
      'a path that the form does not ask',
      'asked',
      { per: { numberAt: 'data.copy.count' } },
      ['0.items.0.per.numberAt: The form of this request asks for no "data.copy.count".'],
    ],
    [
      'a path that no request has',
      'asked',
      { per: { lengthOf: 'mark.colours' } },
      ['0.items.0.per.lengthOf: Such a request has no entry "mark.colours".'],
    ],
    [
      'a choice that the form does not offer',
      'asked',
      { when: { fields: [{ path: 'data.scope', isOneOf: ['some'] }] } },
      ['0.items.0.when.fields.0.path: "data.scope" is never "some"; the form offers all, part.'],
    ],
    ['an item of a list', 'asked', { each: 'data.copies', per: { numberAt: 'item.count' } }, []],
    [
      'what an item does not have',
      'asked',
      { each: 'data.copies', per: { numberAt: 'item.sum' } },
      ['0.items.0.per.numberAt: The form of this request asks for no "data.copies.sum".'],
    ],
    [
      'an entry of an application',
      'trademark-application',
      { per: { wordsIn: 'goodsAndServices.terms' } },
      [],
    ],
    [
      'what an application does not have',
      'trademark-application',
      { per: { numberAt: 'invention.claims' } },
      ['0.items.0.per.numberAt: A request "trademark-application" has no entry "invention.claims".'],
    ],
    [
      'a day in an application',
      'patent-application',
      { when: { days: [{ after: { path: 'pct.filingDate' } }] } },
      [],
    ],
  ])('%s', (_, request, given, found) =>
    expect(faults([aTariff([fee({ request, ...given })])])).toEqual(found),
  )
  test('what is for several requests may look at what one of them has', () => {
    const per = { numberAt: 'invention.claims' }
    const request = ['trademark-application', 'patent-application']
    expect(faults([aTariff([fee({ request, per })])])).toEqual([])
  })
})
