import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FeeLine } from '../fee-line.ts'
import { formatAmount, money } from '../money.ts'
import { priceableOf, priceFacts, type Price, type Pricing } from '../price.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import type { RequestKind } from '../submission.ts'
import { tariffSchema } from '../tariff.ts'
import { aFile } from '../../test-support/a-file.ts'
import type { Tariff } from './fee-rules.ts'
import { tariffFaults } from './tariff-faults.ts'

const folder = join(import.meta.dirname, '../../test-support/schedules')
const scheduleOf = (name: string) =>
  tariffSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
const schedules: Readonly<Record<'bg' | 'uk' | 'nz' | 'alpine', Tariff>> = {
  bg: scheduleOf('bg-bpo'),
  uk: scheduleOf('ukipo'),
  nz: scheduleOf('iponz'),
  alpine: scheduleOf('alpine-union'),
}
type Office = keyof typeof schedules

type Asked = { kind?: RequestKind; type?: string; right?: string; [member: string]: unknown }
type More = Partial<Pricing> & { facts?: FileFacts }

function priceOf(office: Office, asked: Asked, { facts, ...pricing }: More = {}): Price {
  const kind = asked.kind ?? 'post-filing'
  const request = priceableOf({ requestId: 'r', ...asked, kind }, facts)
  return priceFacts(schedules[office], [request], { on: '2026-11-20', ...pricing })
}

/** Lines as `what: unit × quantity = amount`, without trailing zeros of the minor unit. */
const inWords = (lines: readonly FeeLine[], office: Office): string[] => {
  const plain = (minor: bigint) =>
    formatAmount(money(minor, schedules[office].currency)).replace(/\.00$|(?<=\.\d)0$/, '')
  return lines.map(
    ({ code, quantity, unitMinor, amountMinor, detail }) =>
      `${code}${detail === undefined ? '' : ` ${detail}`} ${plain(unitMinor)} × ${quantity} = ${plain(amountMinor)}`,
  )
}
const total = ({ total: sum }: Price): string => `${formatAmount(sum)} ${sum.currency}`

const goods = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ classNumber: index + 1, terms: ['goods'] }))
const priorities = [{ country: 'DE', number: '1', date: '2026-06-01' }]
const designs = (count: number, deferred = 0) =>
  Array.from({ length: count }, (_, index) => ({ deferred: index < deferred ? 'yes' : 'no' }))
const mark = { kind: 'word', text: 'NORDWELL', type: 'individual' }
const trademark = (classes: number, more: object = {}): Asked => ({
  kind: 'trademark-application',
  mark,
  goodsAndServices: goods(classes),
  priorities: [],
  ...more,
})
const patent = (invention: object, more: object = {}): Asked => ({
  kind: 'patent-application',
  invention,
  priorities: [],
  ...more,
})
const from = (country: string) => [{ kind: 'legal', address: { country } }]
const bulgarianPatent = (more: object = {}) =>
  patent(
    { claims: 14, independentClaims: 1 },
    { priorities, examinationRequested: 'yes', smallEntity: 'yes', ...more },
  )
const renewal = (right: string, data: object = {}): Asked => ({ type: 'renewal', right, data })
const expiring = (day: string, more: Partial<FileFacts> = {}) =>
  aFile({ dates: { filing: '2016-11-20', expiry: day }, classes: goods(5), ...more })

describe('worked cases of published schedules come out line by line', () => {
  test.each<[string, Office, Asked, More, string[], string]>([
    [
      'BG1: individual mark, 5 classes, 1 priority, certificate',
      'bg',
      trademark(5, { priorities, certificate: 'yes' }),
      {},
      [
        'tm-basic 520 × 1 = 520',
        'tm-extra-class 30 × 2 = 60',
        'tm-priority 20 × 1 = 20',
        'tm-certificate 50 × 1 = 50',
      ],
      '650.00 BGN',
    ],
    [
      'BG3: renewal in 5 classes on the day after expiry',
      'bg',
      renewal('TM'),
      { facts: expiring('2026-11-19') },
      ['tm-renewal-late 450 × 1 = 450', 'tm-renewal-extra-class-late 80 × 2 = 160'],
      '610.00 BGN',
    ],
    [
      'BG4: the same on the day of expiry',
      'bg',
      renewal('TM'),
      { facts: expiring('2026-11-20') },
      ['tm-renewal 300 × 1 = 300', 'tm-renewal-extra-class 50 × 2 = 100'],
      '400.00 BGN',
    ],
    [
      'BG5: 4 designs, 2 of them deferred, no set, 1 priority',
      'bg',
      { kind: 'design-application', designs: designs(4, 2), isSet: 'no', priorities },
      {},
      [
        'ds-basic 40 × 1 = 40',
        'ds-priority 20 × 1 = 20',
        'ds-examination-first 70 × 1 = 70',
        'ds-examination-next 35 × 3 = 105',
        'ds-deferment-first 50 × 1 = 50',
        'ds-deferment-next 25 × 1 = 25',
      ],
      '310.00 BGN',
    ],
    [
      'BG6: patent with 14 claims, 1 of them independent, 1 priority, examination, small company',
      'bg',
      bulgarianPatent(),
      {},
      [
        'pt-basic 20 × 1 = 20',
        'pt-extra-claim 20 × 4 = 80',
        'pt-priority 20 × 1 = 20',
        'pt-formal-examination 20 × 1 = 20',
        'pt-check-one-invention 75 × 1 = 75',
        'pt-substantive-examination 90 × 1 = 90',
        'pt-publication 70 × 1 = 70',
      ],
      '375.00 BGN',
    ],
    [
      'BG7: the same with licences offered to everybody',
      'bg',
      bulgarianPatent({ licenceOfRight: 'yes' }),
      {},
      [
        'pt-basic 10 × 1 = 10',
        'pt-extra-claim 10 × 4 = 40',
        'pt-priority 10 × 1 = 10',
        'pt-formal-examination 10 × 1 = 10',
        'pt-check-one-invention 37.5 × 1 = 37.5',
        'pt-substantive-examination 45 × 1 = 45',
        'pt-publication 35 × 1 = 35',
      ],
      '187.50 BGN',
    ],
    [
      'BG8: renewal of one design at 15 years, two months late',
      'bg',
      renewal('DS', { designs: ['1'] }),
      { facts: aFile({ right: 'DS', dates: { filing: '2011-09-20', expiry: '2026-09-20' } }) },
      ['ds-renewal 360 × 1 = 360', 'ds-renewal-penalty 250 × 1 = 250'],
      '610.00 BGN',
    ],
    [
      'UK1: mark in 3 classes online',
      'uk',
      trademark(3),
      {},
      ['tm-first-class 170 × 1 = 170', 'tm-extra-class 50 × 2 = 100'],
      '270.00 GBP',
    ],
    [
      'UK4: annuity of year 12, paid in the fourth month after it was due',
      'uk',
      { type: 'annuity', right: 'PT' },
      { facts: aFile({ right: 'PT', annuityYear: 12, dates: { 'annuity-due': '2026-07-31' } }) },
      ['pt-renewal 220 × 1 = 220', 'pt-renewal-late-month 24 × 3 = 72'],
      '292.00 GBP',
    ],
    [
      'UK5: patent online with search of 30 claims and examination of 40 pages',
      'uk',
      patent({ claims: 30, pages: 40 }, { searchRequested: 'yes', examinationRequested: 'yes' }),
      {},
      [
        'pt-application 60 × 1 = 60',
        'pt-search 150 × 1 = 150',
        'pt-excess-claims 20 × 5 = 100',
        'pt-examination 100 × 1 = 100',
        'pt-excess-pages 10 × 5 = 50',
      ],
      '460.00 GBP',
    ],
    [
      'UK6: 7 designs online',
      'uk',
      { kind: 'design-application', designs: designs(7) },
      {},
      ['ds-application 70 × 1 = 70'],
      '70.00 GBP',
    ],
    [
      'NZ1: mark in 3 classes, terms of the pick list, applicant of the country',
      'nz',
      trademark(3, { applicants: from('NZ') }),
      { isListedTerm: () => true },
      ['tm-class 70 × 3 = 210', 'gst 31.5 × 1 = 31.5'],
      '241.50 NZD',
    ],
    [
      'NZ2: the same, applicant abroad',
      'nz',
      trademark(3, { applicants: from('AU') }),
      { isListedTerm: () => true },
      ['tm-class 70 × 3 = 210'],
      '210.00 NZD',
    ],
    [
      'NZ3: at most 59 claims',
      'nz',
      { type: 'excess-claims', data: { mostClaims: 59 } },
      {},
      ['pt-excess-claims 120 × 6 = 720'],
      '720.00 NZD',
    ],
    [
      'NZ4: at most 29 claims',
      'nz',
      { type: 'excess-claims', data: { mostClaims: 29 } },
      {},
      ['pt-excess-claims 120 × 0 = 0'],
      '0.00 NZD',
    ],
  ])('%s', (_, office, asked, more, lines, sum) => {
    const price = priceOf(office, asked, more)
    expect(inWords(price.lines, office)).toEqual(lines)
    expect(total(price)).toBe(sum)
  })
  test('UK2: Right Start in 3 classes: half at once, the rest within 14 days', () => {
    const { parts = [], ...price } = priceOf('uk', trademark(3, { rightStart: 'yes' }))
    expect(parts.map(({ code, dueOn, lines }) => [code, dueOn, inWords(lines, 'uk')])).toEqual([
      ['upfront', '2026-11-20', ['tm-right-start 100 × 1 = 100', 'tm-right-start-extra-class 25 × 2 = 50']],
      ['balance', '2026-12-04', ['tm-right-start 100 × 1 = 100', 'tm-right-start-extra-class 25 × 2 = 50']],
    ])
    expect(parts.map((part) => formatAmount(part.total))).toEqual(['150.00', '150.00'])
    expect(total(price)).toBe('300.00 GBP')
  })
  test('each fits together, apart from entries that only the forms of those offices ask', () => {
    const faults = Object.values(schedules).flatMap((tariff) =>
      tariffFaults([tariff], { currency: tariff.currency }).map(({ message }) => message),
    )
    expect([...new Set(faults)].toSorted()).toEqual([
      'A request "patent-application" has no entry "paidLater".',
      'A request "patent-application" has no entry "searchRequested".',
      'A request "patent-application" has no entry "specification".',
      'A request "trademark-application" has no entry "advice".',
      'A request "trademark-application" has no entry "certificate".',
      'A request "trademark-application" has no entry "rightStart".',
    ])
  })
})

describe('the rest of the published tables', () => {
  const collective = { mark: { ...mark, type: 'collective' } }
  const paper = { mode: 'paper' } as const
  const pt = (year: number, due = '2026-11-20') => ({
    facts: aFile({ right: 'PT', annuityYear: year, dates: { 'annuity-due': due } }),
  })
  const ds = (filing: string, expiry: string) => ({
    facts: aFile({ right: 'DS', dates: { filing, expiry }, designs: ['1', '2'] }),
  })
  const extended = (extensions: number) => ({
    facts: aFile({ notices: [{ noticeId: 'n', title: '', answerBy: '2026-12-01', extensions }] }),
  })
  const invalidity = (right: string, data: object) => ({ type: 'invalidity', right, data })
  test.each<[string, Office, Asked, More, string]>([
    ['collective mark in 5 classes', 'bg', trademark(5, collective), {}, '1170.00 BGN'],
    ['mark shown at an exhibition', 'bg', trademark(1, { exhibition: { name: 'Fair' } }), {}, '540.00 BGN'],
    [
      'collective mark renewed in 4 classes, late',
      'bg',
      renewal('TM', { goods: goods(4) }),
      { facts: expiring('2026-11-19', { flags: ['collective-mark'] }) },
      '1060.00 BGN',
    ],
    ['renewal six months after expiry', 'bg', renewal('TM'), { facts: expiring('2026-05-20') }, '610.00 BGN'],
    ['nothing is due a day later', 'bg', renewal('TM'), { facts: expiring('2026-05-19') }, '0.00 BGN'],
    ['renewal of a file of which nothing is known', 'bg', renewal('TM'), {}, '0.00 BGN'],
    [
      'set of 3 designs, all deferred',
      'bg',
      { kind: 'design-application', designs: designs(3, 3), isSet: 'yes', priorities: [] },
      {},
      '355.00 BGN',
    ],
    ['two designs at 10 years', 'bg', renewal('DS'), ds('2016-11-20', '2026-11-20'), '540.00 BGN'],
    ['two designs at 20 years', 'bg', renewal('DS'), ds('2006-11-20', '2026-11-20'), '1000.00 BGN'],
    [
      'patent of several inventions, paid for in the PCT',
      'bg',
      patent({ claims: 3, independentClaims: 2 }, { pct: { number: 'PCT/XB2026/1' } }),
      {},
      '290.00 BGN',
    ],
    [
      'opposition in bad faith',
      'bg',
      { type: 'opposition', data: { grounds: [{ ground: 'bad-faith' }] } },
      { facts: aFile() },
      '400.00 BGN',
    ],
    ['partial surrender', 'bg', { type: 'partial-surrender' }, {}, '50.00 BGN'],
    ['licence to 3', 'bg', { type: 'licence', data: { licensees: [{}, {}, {}] } }, {}, '180.00 BGN'],
    ['withdrawal', 'bg', { type: 'withdrawal' }, {}, '0.00 BGN'],
    ['first extension', 'bg', { type: 'extension-of-time', noticeId: 'n' }, extended(0), '20.00 BGN'],
    ['second extension', 'bg', { type: 'extension-of-time', noticeId: 'n' }, extended(1), '60.00 BGN'],
    ['partial invalidity of a patent', 'bg', invalidity('PT', { scope: 'part' }), {}, '270.00 BGN'],
    ['invalidity of 3 designs', 'bg', invalidity('DS', { designs: ['1', '2', '3'] }), {}, '540.00 BGN'],
    ['invalidity of a set', 'bg', invalidity('DS', { isSet: 'yes' }), {}, '450.00 BGN'],
    ['mark on paper', 'uk', trademark(1), paper, '200.00 GBP'],
    [
      'renewal in 2 classes, late',
      'uk',
      renewal('TM', { goods: goods(2) }),
      { facts: expiring('2026-10-01') },
      '300.00 GBP',
    ],
    ['patent on paper, paid later', 'uk', patent({}, { paidLater: 'yes' }), paper, '105.00 GBP'],
    ['annuity of year 4', 'uk', { type: 'annuity' }, pt(4), '0.00 GBP'],
    ['annuity of year 5 on the day', 'uk', { type: 'annuity' }, pt(5), '70.00 GBP'],
    ['annuity of year 20, one month late', 'uk', { type: 'annuity' }, pt(20, '2026-10-20'), '610.00 GBP'],
    ['annuity of year 20, a day more', 'uk', { type: 'annuity' }, pt(20, '2026-10-19'), '634.00 GBP'],
    ['annuity at the end of six months', 'uk', { type: 'annuity' }, pt(20, '2026-05-20'), '730.00 GBP'],
    ['one design', 'uk', { kind: 'design-application', designs: designs(1) }, {}, '50.00 GBP'],
    ['20 designs', 'uk', { kind: 'design-application', designs: designs(20) }, {}, '90.00 GBP'],
    ['terms of the applicant’s own', 'nz', trademark(3, { applicants: from('AU') }), {}, '300.00 NZD'],
    [
      'after advice, with listed terms: the better of two',
      'nz',
      trademark(1, { applicants: from('AU'), advice: 'yes' }),
      { isListedTerm: () => true },
      '50.00 NZD',
    ],
    ['complete specification', 'nz', patent({}, { specification: 'complete' }), {}, '250.00 NZD'],
    ['30 claims', 'nz', { type: 'excess-claims', data: { mostClaims: 30 } }, {}, '120.00 NZD'],
    ['maintenance a day late', 'nz', { type: 'maintenance' }, pt(4, '2026-11-19'), '300.00 NZD'],
    ['annuity of year 9', 'nz', { type: 'annuity' }, pt(9), '200.00 NZD'],
    ['annuity of year 15', 'nz', { type: 'annuity' }, pt(15), '1000.00 NZD'],
    ['second renewal of designs', 'nz', renewal('DS'), ds('2016-11-20', '2026-11-20'), '200.00 NZD'],
  ])('%s', (_, office, asked, more, sum) => expect(total(priceOf(office, asked, more))).toBe(sum))
})

describe('a schedule of designated states, words, and categories of applicants', () => {
  const international = (data: object, more: object = {}): Asked => ({
    type: 'international-application',
    data: { goods: goods(4), states: [{ state: 'DE' }, { state: 'US' }, { state: 'JP' }], ...data },
    ...more,
  })
  const of = (country: string, more: object = {}) => ({
    applicants: [{ kind: 'legal', address: { country }, ...more }],
  })
  test('charges states by their own amounts for each class, and the others alike', () => {
    const price = priceOf('alpine', international({ colour: 'yes' }, of('CH')))
    expect(inWords(price.lines, 'alpine')).toEqual([
      'basic-colour 903 × 1 = 903',
      'supplementary 100 × 1 = 100',
      'complementary 100 × 1 = 100',
      'individual-first US 460 × 1 = 460',
      'individual-first JP 87 × 1 = 87',
      'individual-class US 460 × 3 = 1380',
      'individual-class JP 65 × 3 = 195',
    ])
    expect(total(price)).toBe('3225.00 CHF')
  })
  test('has no supplementary fee where every state has a fee of its own', () => {
    const { lines } = priceOf('alpine', international({ states: [{ state: 'US' }] }, of('CH')))
    expect(lines.map(({ code }) => code)).toEqual(['basic', 'individual-first', 'individual-class'])
  })
  test('counts words over the limit of each class by themselves, up to the most', () => {
    const words = (count: number) => ({ classNumber: 1, terms: ['word '.repeat(count).trim()] })
    const linesFor = (...counts: number[]) =>
      inWords(
        priceOf('alpine', international({ goods: counts.map(words), states: [] }, of('CH'))).lines,
        'alpine',
      )
    expect(linesFor(20, 25, 30).at(-1)).toBe('words 2 × 15 = 30')
    expect(linesFor(20, 20)).toEqual(['basic 653 × 1 = 653'])
    expect(linesFor(20, 500).at(-1)).toBe('words 400 × 1 = 400')
  })
  test('charges every five pages begun', () => {
    const at = (pages: number) =>
      priceOf('alpine', international({ pages, states: [] }, of('CH'))).lines.at(-1)
    expect([10, 11, 15, 16].map((pages) => at(pages)?.amountMinor)).toEqual([653_00n, 15_00n, 15_00n, 30_00n])
  })
  test.each<[string, object, string[]]>([
    ['a least developed country pays a tenth', of('NP'), ['least-developed -587.7']],
    [
      'a university pays two thirds, to the smallest coin',
      { ...of('CH', { category: 'university' }), documents: [{ role: 'entitlement' }] },
      ['university -251'],
    ],
    ['a university without proof pays all', of('CH', { category: 'university' }), []],
    [
      'one of two applicants is no university',
      { applicants: [{ category: 'university' }, {}], documents: [{ role: 'entitlement' }] },
      [],
    ],
    [
      'the best of several reductions counts',
      { ...of('NP', { category: 'university', kind: 'natural' }), documents: [{ role: 'entitlement' }] },
      ['least-developed -587.7', 'university -33.35'],
    ],
    ['a natural person pays less', of('CH', { kind: 'natural' }), ['natural-person -150']],
  ])('%s', (_, more, reductions) => {
    const { lines, total: sum } = priceOf('alpine', international({ states: [{ state: 'DE' }] }, more))
    expect(
      lines
        .filter((line) => line.amountMinor < 0n)
        .map(
          ({ code, amountMinor }) =>
            `${code} ${formatAmount(money(amountMinor, 'CHF')).replace(/\.00$|(?<=\.\d)0$/, '')}`,
        ),
    ).toEqual(reductions)
    expect(lines.reduce((all, line) => all + line.amountMinor, 0n)).toBe(sum.amountMinor)
  })
  test('charges a percentage of one fee for being late, from the day after the first open day', () => {
    const calendar = { weekend: [0, 6], yearlyHolidays: [], closures: [] }
    const at = (on: string) =>
      inWords(
        priceOf(
          'alpine',
          {
            type: 'international-renewal',
            data: { states: [{ state: 'US' }, { state: 'DE' }, { state: 'US' }] },
          },
          // A Saturday.
          { on, calendar, facts: expiring('2026-11-21') },
        ).lines,
        'alpine',
      )
    expect(at('2026-11-23')).toEqual(['renewal 653 × 1 = 653', 'renewal-states 100 × 2 = 200'])
    expect(at('2026-11-24').at(-1)).toBe('renewal-surcharge 326.5 × 1 = 326.5')
  })
  test('parts of a payment add up, reductions and odd amounts included', () => {
    const price = priceOf('alpine', international({ payment: 'parts' }, of('CH', { kind: 'natural' })))
    const { parts = [] } = price
    expect(parts.map(({ dueOn, total: sum }) => [dueOn, formatAmount(sum)])).toEqual([
      ['2026-11-20', '1695.00'],
      ['2027-02-18', '1130.00'],
    ])
    expect(total(price)).toBe('2825.00 CHF')
  })
  test('takes no less than the least amount of an order', () => {
    const { lines } = priceOf('alpine', international({ states: [], goods: goods(1) }, of('NP')))
    expect(inWords(lines, 'alpine')).toEqual([
      'basic 653 × 1 = 653',
      'least-developed -587.7 × 1 = -587.7',
      'least-order 134.7 × 1 = 134.7',
    ])
  })
})
