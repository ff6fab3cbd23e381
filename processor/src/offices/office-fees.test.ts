import {
  formatMoney,
  priceableOf,
  priceFacts,
  tariffOn,
  type FileFacts,
  type OfficeProfile,
  type RequestKind,
} from '@lodge/shared-types'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadOfficeProfile } from './load-profile.ts'

const offices = ['borovia', 'sahil'] as const
type Office = (typeof offices)[number]
const profiles = new Map<Office, OfficeProfile>()
const on = '2026-11-20'

beforeAll(async () => {
  for (const office of offices) {
    const loaded = await loadOfficeProfile(join(import.meta.dirname, '../../offices', office))
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
    profiles.set(office, loaded.profile)
  }
})
const profileOf = (office: Office): OfficeProfile => profiles.get(office) ?? expect.unreachable()
const tariffOf = (office: Office) => tariffOn(profileOf(office).tariffs, on) ?? expect.unreachable()

const file = (given: Partial<FileFacts> = {}): FileFacts => ({
  fileId: 'file-1',
  fileNumber: '1',
  right: 'TM',
  status: 'Registered',
  branch: 'main',
  language: 'en',
  isInternational: false,
  isPublished: true,
  dates: { filing: '2016-11-20', expiry: '2026-11-20' },
  title: '',
  owners: ['Rosenthal Dairy AD'],
  flags: [],
  entries: [],
  notices: [{ noticeId: 'n', title: '', answerBy: on, extensions: 1 }],
  classes: [1, 2, 3, 4, 5].map((classNumber) => ({ classNumber, terms: [] })),
  designs: ['1', '2', '3'],
  ...given,
})
const late = { dates: { filing: '2016-11-19', expiry: '2026-11-19' } }
const patent = (given: Partial<FileFacts> = {}) => file({ right: 'PT', annuityYear: 5, ...given })

type Asked = { kind?: RequestKind; type?: string; right?: string; [member: string]: unknown }
const priceOf = (office: Office, asked: Asked, facts: FileFacts | undefined) =>
  priceFacts(
    tariffOf(office),
    [
      priceableOf(
        { requestId: 'r', right: facts?.right ?? 'TM', ...asked, kind: asked.kind ?? 'post-filing' },
        facts,
      ),
    ],
    { on, calendar: profileOf(office).calendar },
  )

const goods = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ classNumber: at + 1, terms: ['goods'] }))
const many = (count: number) => Array.from({ length: count }, () => ({}))
const application = (kind: RequestKind, given: object = {}): Asked => ({ kind, priorities: [], ...given })
const tm = (given: object) => application('trademark-application', { goodsAndServices: goods(5), ...given })
const invention = (given: object = {}) => ({
  invention: { claims: 14, independentClaims: 1, pages: 55, ...given },
})
const designs = (count: number, deferred: number) => ({
  designs: Array.from({ length: count }, (_, at) => ({ deferred: at < deferred ? 'yes' : 'no' })),
})
const request = (type: string, data: object = {}): Asked => ({ type, data, noticeId: 'n' })
const small = { smallEntity: 'yes', documents: [{ role: 'small-entity-proof' }] }

/** What a request costs in one office and in the other; null where the other does not take it. */
const prices: readonly (readonly [string, Asked, FileFacts | undefined, string, string | null])[] = [
  [
    'a collective mark in 5 classes',
    tm({ mark: { type: 'collective' } }),
    undefined,
    '1170.00 BGN',
    '37.627 KWD',
  ],
  ['a mark with a seniority', tm({ mark: {}, seniorities: [{}] }), undefined, '600.00 BGN', '24.471 KWD'],
  ['a mark with an image', tm({ mark: { kind: 'combined' } }), undefined, '580.00 BGN', '26.707 KWD'],
  ['a patent', application('patent-application', invention()), undefined, '380.00 BGN', '86.042 KWD'],
  [
    'a patent examined for a small company',
    application('patent-application', { ...invention(), ...small, examinationRequested: 'yes' }),
    undefined,
    '355.00 BGN',
    '212.342 KWD',
  ],
  [
    'a small company without proof',
    application('patent-application', { ...invention(), smallEntity: 'yes' }),
    undefined,
    '380.00 BGN',
    '86.042 KWD',
  ],
  [
    'a patent of several inventions that offers licences',
    application('patent-application', { ...invention({ independentClaims: 2 }), licenceOfRight: 'yes' }),
    undefined,
    '205.00 BGN',
    '86.042 KWD',
  ],
  [
    'a patent from the PCT',
    application('patent-application', { ...invention(), pct: { number: '1' } }),
    undefined,
    '340.00 BGN',
    '86.042 KWD',
  ],
  [
    'a patent of a natural person',
    application('patent-application', { ...invention(), applicants: [{ kind: 'natural' }] }),
    undefined,
    '380.00 BGN',
    '60.782 KWD',
  ],
  [
    'a utility model',
    application('utility-model-application', { ...invention(), priorities: [{}] }),
    undefined,
    '220.00 BGN',
    '58.677 KWD',
  ],
  [
    '7 designs, 2 of them deferred',
    application('design-application', { ...designs(7, 2), isSet: 'no' }),
    undefined,
    '395.00 BGN',
    '56.046 KWD',
  ],
  [
    'a set of 2 designs',
    application('design-application', { ...designs(2, 0), isSet: 'yes', priorities: [{}] }),
    undefined,
    '200.00 BGN',
    '30.259 KWD',
  ],
  ['R01 limitation', request('goods-limitation', { change: 'limitation' }), file(), '40.00 BGN', '8.946 KWD'],
  ['R02', request('logo-amendment'), file(), '40.00 BGN', '8.946 KWD'],
  ['R03', request('owner-change-of-name'), file(), '50.00 BGN', '13.419 KWD'],
  ['R04', request('agent-appointment'), file(), '0.00 BGN', '5.526 KWD'],
  ['R05', request('agent-change'), file(), '0.00 BGN', '5.526 KWD'],
  ['R06', request('agent-removal'), file(), '0.00 BGN', '0.000 KWD'],
  ['R07', request('correspondence-address'), file(), '0.00 BGN', '0.000 KWD'],
  ['R08', request('transfer'), file(), '60.00 BGN', '26.839 KWD'],
  ['R09', request('partial-transfer'), file(), '110.00 BGN', null],
  [
    'R10 to 3 licensees',
    request('licence', { licence: { licensees: many(3) } }),
    file(),
    '180.00 BGN',
    '63.939 KWD',
  ],
  ['R11', request('licence-amendment'), file(), '40.00 BGN', null],
  ['R12', request('licence-cancellation'), file(), '20.00 BGN', '8.946 KWD'],
  [
    'R13 of a mark on the day of expiry',
    request('renewal', { scope: 'all' }),
    file(),
    '400.00 BGN',
    '39.469 KWD',
  ],
  [
    'R13 of 4 of its classes, late',
    request('renewal', { scope: 'part', goods: goods(4) }),
    file(late),
    '530.00 BGN',
    '52.625 KWD',
  ],
  [
    'R13 of 3 designs at ten years',
    request('renewal', {}),
    file({ right: 'DS' }),
    '810.00 BGN',
    '69.860 KWD',
  ],
  [
    'R13 of one design, late',
    request('renewal', { designs: ['1'] }),
    file({ right: 'DS', ...late }),
    '520.00 BGN',
    '31.049 KWD',
  ],
  [
    'R13 of a utility model, late',
    request('renewal'),
    file({ right: 'UM', ...late }),
    '450.00 BGN',
    '63.150 KWD',
  ],
  [
    'R14 of year 5',
    request('annuity', { annuities: [{ year: 5 }] }),
    patent({ dates: { 'annuity-due': on } }),
    '80.00 BGN',
    '32.891 KWD',
  ],
  [
    'R14 of years 5 and 6, licence of right',
    request('annuity', { annuities: [{ year: 5 }, { year: 6 }] }),
    patent({ flags: ['licence-of-right'] }),
    '90.00 BGN',
    '65.781 KWD',
  ],
  [
    'R14 of year 5, in the second month',
    request('annuity', { annuities: [{ year: 5 }] }),
    patent({ dates: { 'annuity-due': '2026-10-14' } }),
    '120.00 BGN',
    '47.889 KWD',
  ],
  [
    'R14 of a utility model',
    request('annuity', { annuities: [{ year: 5 }] }),
    file({ right: 'UM' }),
    '50.00 BGN',
    '16.445 KWD',
  ],
  ['R15 of a mark', request('restoration', { missed: 'renewal' }), file(), '550.00 BGN', '78.938 KWD'],
  ['R15 of a patent', request('restoration', { missed: 'annuity' }), patent(), '180.00 BGN', '78.938 KWD'],
  ['R16', request('withdrawal'), file(), '0.00 BGN', '0.000 KWD'],
  ['R17', request('design-abandonment'), file({ right: 'DS' }), '0.00 BGN', null],
  ['R18', request('surrender'), file(), '20.00 BGN', '8.946 KWD'],
  ['R19', request('partial-surrender'), file(), '50.00 BGN', '8.946 KWD'],
  [
    'R20 in bad faith by two rights',
    request('opposition', { opposition: { grounds: [{ ground: 'bad-faith' }], earlierRights: many(2) } }),
    file(),
    '400.00 BGN',
    '57.361 KWD',
  ],
  ['R21', request('observations'), file(), '0.00 BGN', null],
  ['R22', request('opposition-withdrawal'), file(), '0.00 BGN', '0.000 KWD'],
  ['R23 of a mark', request('invalidity'), file(), '380.00 BGN', '99.988 KWD'],
  [
    'R23 of a part of a patent',
    request('invalidity', { action: { scope: 'part' } }),
    patent(),
    '270.00 BGN',
    '147.350 KWD',
  ],
  [
    'R23 of two designs',
    request('invalidity', { action: { designs: ['1', '2'] } }),
    file({ right: 'DS' }),
    '450.00 BGN',
    '93.409 KWD',
  ],
  ['R24', request('revocation'), file(), '330.00 BGN', '99.988 KWD'],
  [
    'R25 of a mark',
    request('appeal', { appeal: { kind: 'refusal', hearing: 'no' } }),
    file(),
    '160.00 BGN',
    '63.150 KWD',
  ],
  [
    'R25 of a patent, with a hearing',
    request('appeal', { appeal: { kind: 'partial-refusal', hearing: 'yes' } }),
    patent(),
    '180.00 BGN',
    '97.356 KWD',
  ],
  ['R26', request('right-in-rem'), file(), '60.00 BGN', '26.839 KWD'],
  ['R27', request('right-in-rem-change'), file(), '20.00 BGN', '8.946 KWD'],
  ['R28', request('security-measure'), file(), '20.00 BGN', '8.946 KWD'],
  ['R29', request('bankruptcy'), file(), '20.00 BGN', '8.946 KWD'],
  ['R30', request('applicant-error-correction'), file(), '20.00 BGN', '6.710 KWD'],
  ['R31', request('register-error-correction', { madeBy: 'party' }), file(), '60.00 BGN', '6.710 KWD'],
  [
    'R31 of the office’s own error',
    request('register-error-correction', { madeBy: 'office' }),
    file(),
    '0.00 BGN',
    '0.000 KWD',
  ],
  ['R32 for the second time', request('extension-of-time'), file(), '60.00 BGN', '22.103 KWD'],
  ['R33', { kind: 'response-to-office-action' }, undefined, '0.00 BGN', '0.000 KWD'],
  ['R34', request('suspension'), file(), '0.00 BGN', null],
  [
    'R35 of two priorities',
    request('priority-declaration', { what: 'declare', priorities: many(2) }),
    file(),
    '40.00 BGN',
    '26.313 KWD',
  ],
  [
    'R35 of a document',
    request('priority-declaration', { what: 'document' }),
    file(),
    '0.00 BGN',
    '0.000 KWD',
  ],
  ['R36', request('exhibition-priority', { exhibitions: many(2) }), file(), '40.00 BGN', null],
  [
    'R37 of 14 claims',
    request('examination-request', { claims: 14, inventions: 'one' }),
    patent(),
    '260.00 BGN',
    '131.563 KWD',
  ],
  ['R38 with 12 claims', request('patent-amendment', { claims: 12 }), patent(), '80.00 BGN', '19.734 KWD'],
  ['R39', request('acceleration'), file(), '30.00 BGN', null],
  [
    'R40 of a mark in 4 classes',
    request('division', { goods: goods(4) }),
    file(),
    '550.00 BGN',
    '19.471 KWD',
  ],
  [
    'R40 of a patent with 12 claims',
    request('division', { invention: { claims: 12 } }),
    patent(),
    '120.00 BGN',
    '65.781 KWD',
  ],
  [
    'R40 of two designs',
    request('division', { designs: ['1', '2'] }),
    file({ right: 'DS' }),
    '110.00 BGN',
    '15.788 KWD',
  ],
  ['R41 of all designs', request('deferment', { what: 'defer' }), file({ right: 'DS' }), '100.00 BGN', null],
  [
    'R41 of early publication',
    request('deferment', { what: 'publish-early' }),
    file({ right: 'DS' }),
    '0.00 BGN',
    null,
  ],
  [
    'R42 of 3 copies',
    request('certified-copy', { what: 'certified-copy', copies: 3 }),
    file(),
    '120.00 BGN',
    '13.419 KWD',
  ],
  ['R43', request('file-inspection'), file(), '10.00 BGN', '2.237 KWD'],
  ['R44', request('refund'), undefined, '0.00 BGN', '0.000 KWD'],
  ['R45', request('proof-of-payment'), undefined, '0.00 BGN', '0.000 KWD'],
  ['R46', request('compulsory-licence', { what: 'compulsory-licence' }), patent(), '180.00 BGN', null],
  [
    'R46 as a licence of right',
    request('compulsory-licence', { what: 'licence-of-right' }),
    patent(),
    '0.00 BGN',
    null,
  ],
  [
    'R47 in 5 classes to the United States and Germany',
    request('subsequent-designation', {
      what: 'international-application',
      inColour: 'no',
      parties: [{ country: 'US' }, { country: 'DE' }],
    }),
    file(),
    '2877.00 BGN',
    '239.970 KWD',
  ],
  [
    'R47 later, to Japan',
    request('subsequent-designation', { what: 'subsequent-designation', parties: [{ country: 'JP' }] }),
    file(),
    '824.00 BGN',
    '68.544 KWD',
  ],
  ['R48', request('inventor-change'), patent(), '20.00 BGN', '6.710 KWD'],
]

describe('what requests cost in both offices', () => {
  test.each(prices)('%s', (_, asked, facts, borovia, sahil) => {
    const total = (office: Office) => formatMoney(priceOf(office, asked, facts).total)
    expect(total('borovia')).toBe(borovia)
    if (sahil === null)
      expect(profileOf('sahil').requestTypes.map(({ type }) => type)).not.toContain(asked.type)
    else expect(total('sahil')).toBe(sahil)
  })
  test('the table above has every request that an office takes', () => {
    const tabled = new Set(prices.map(([, { kind, type }]) => type ?? kind))
    for (const office of offices)
      for (const { type } of profileOf(office).requestTypes) expect([...tabled]).toContain(type)
  })
  test('every fee of theirs is told and cited in English and Arabic', () => {
    for (const office of offices) {
      const { items, discounts = [], taxes } = tariffOf(office)
      for (const { code, label, citation } of [...items, ...discounts, ...taxes])
        expect([office, code, label.ar ?? '', citation?.ar ?? '']).not.toContain('')
    }
  })
  test('a mark whose expiry is a day without office hours is renewed in time on the next open day', () => {
    // 2026-11-14 is a Saturday, on which Borovia is closed; Sahil works on it.
    const at = (office: Office, day: string) =>
      formatMoney(
        priceFacts(
          tariffOf(office),
          [
            priceableOf(
              { requestId: 'r', kind: 'post-filing', ...request('renewal'), right: 'TM' },
              file({ dates: { filing: '2016-11-14', expiry: '2026-11-14' } }),
            ),
          ],
          { on: day, calendar: profileOf(office).calendar },
        ).total,
      )
    expect(at('borovia', '2026-11-16')).toBe('400.00 BGN')
    expect(at('borovia', '2026-11-17')).toBe('610.00 BGN')
    expect(at('sahil', '2026-11-16')).toBe('52.625 KWD')
  })
})
