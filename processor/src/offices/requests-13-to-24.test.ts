import type { Person } from '@lodge/shared-types'
import { expect } from 'vitest'
import {
  applications,
  demoOffice,
  entryInForce,
  inForce,
  pending,
  testsOfRequest,
} from '../../test-support/request-case.ts'

const borovia = await demoOffice('borovia')

const claimant: Person = {
  kind: 'legal',
  name: 'Clothing Makers of Verna AD',
  address: { lines: ['3 Rose Street'], city: 'Verna', country: 'XB' },
  email: 'claims@makers.example',
}
const clothing = [{ classNumber: 25, terms: ['Clothing'] }]
const withoutClothing = applications.TM.goodsAndServices.map(({ classNumber, terms }) => ({
  classNumber,
  terms: terms.filter((term) => term !== 'Clothing'),
}))

testsOfRequest(borovia, {
  id: 'R13',
  title: 'Renewal',
  file: { status: 'Registered', dates: { expiry: '2026-12-14' } },
  gate: { statuses: [...inForce, 'Expired'], first: '2025-12-14', last: '2027-06-14' },
  ways: [
    {
      way: 'of all classes of a mark in time',
      answers: { 'data.scope': 'all' },
      price: '300.00 BGN',
      granted: {
        changed: ['entries.N-1', 'dates.expiry'],
        actions: ['renewed'],
        register: ({ rest }) => expect(rest.dates.expiry).toBe('2036-12-14'),
      },
    },
    {
      way: 'of one class of a mark late',
      file: { status: 'Expired', dates: { expiry: '2026-11-19' } },
      answers: { 'data.scope': 'part', 'data.goods': clothing },
      price: '450.00 BGN',
      granted: {
        changed: ['goodsAndServices', 'entries.N-1', 'dates.expiry'],
        actions: ['renewed'],
        register: ({ application, rest }) => {
          expect(application).toMatchObject({ goodsAndServices: clothing })
          expect(rest.dates.expiry).toBe('2036-11-19')
        },
      },
    },
    {
      way: 'of two of three designs',
      right: 'DS',
      answers: { 'data.scope': 'part', 'data.designs': ['1', '3'] },
      price: '540.00 BGN',
      granted: {
        changed: ['designs', 'entries.N-1', 'dates.expiry'],
        actions: ['renewed'],
        register: ({ application, rest }) => {
          expect(application).toMatchObject({ designs: [{ product: 'Chair 1' }, { product: 'Chair 3' }] })
          expect(rest.dates.expiry).toBe('2031-12-14')
        },
      },
    },
    {
      way: 'of a utility model',
      right: 'UM',
      price: '300.00 BGN',
      granted: { changed: ['entries.N-1', 'dates.expiry'], actions: ['renewed'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R13',
  title: 'Renewal whose grace period would end on a day when the office is closed',
  // 2026-12-26 is a holiday on a Saturday, and the Monday after it is closed in its stead.
  file: { status: 'Expired', dates: { expiry: '2026-06-26' } },
  gate: { statuses: [...inForce, 'Expired'], first: '2025-06-26', last: '2026-12-29' },
  ways: [
    {
      way: 'after the expiry',
      answers: { 'data.scope': 'all' },
      price: '450.00 BGN',
      granted: { changed: ['entries.N-1', 'dates.expiry'], actions: ['renewed'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R14',
  title: 'Payment of annuities',
  file: { status: 'Registered', dates: { filing: '2020-12-01', 'annuity-due': '2026-12-01' } },
  gate: { statuses: ['Registered', 'Filed'], first: '2026-09-01', last: '2027-06-01' },
  ways: [
    {
      way: 'for the seventh year of a patent',
      answers: { 'data.annuities': [{ year: 7 }] },
      price: '130.00 BGN',
      granted: {
        changed: ['entries.Y-1', 'dates.annuity-due'],
        register: ({ rest }) => {
          expect(rest.entries).toMatchObject([{ list: 'annuities', data: { year: 7 } }])
          expect(rest.dates['annuity-due']).toBe('2027-12-01')
        },
      },
    },
    {
      way: 'for two years of a utility model application',
      right: 'UM',
      file: { status: 'Filed' },
      answers: { 'data.annuities': [{ year: 7 }, { year: 8 }] },
      price: '160.00 BGN',
      granted: {
        changed: ['entries.Y-1', 'entries.Y-2', 'dates.annuity-due'],
        register: ({ rest }) => expect(rest.dates['annuity-due']).toBe('2028-12-01'),
      },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R15',
  title: 'Restoration after lapse',
  file: {
    status: 'Expired',
    dates: { filing: '2020-03-02', expiry: '2026-03-02', lapse: '2026-09-02', 'annuity-due': '2026-03-02' },
  },
  gate: { statuses: ['Expired'], first: '2026-09-02', last: '2027-09-02' },
  ways: [
    {
      way: 'of a mark whose renewal was missed',
      answers: { 'data.missed': 'renewal' },
      price: '550.00 BGN',
      granted: {
        changed: ['dates.expiry'],
        actions: ['reinstated'],
        register: ({ rest }) => expect(rest.dates.expiry).toBe('2036-03-02'),
      },
    },
    {
      way: 'of a patent whose annuity was missed',
      right: 'PT',
      answers: { 'data.missed': 'annuity' },
      price: '230.00 BGN',
      granted: {
        changed: ['dates.annuity-due'],
        actions: ['reinstated'],
        register: ({ rest }) => expect(rest.dates['annuity-due']).toBe('2027-03-02'),
      },
    },
    {
      way: 'of a design for which another time limit was missed',
      right: 'DS',
      answers: { 'data.missed': 'other' },
      price: '100.00 BGN',
      granted: { changed: [], actions: ['reinstated'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R16',
  title: 'Withdrawal of the application',
  file: { status: 'Published' },
  gate: { statuses: pending },
  ways: [
    {
      way: 'as a whole',
      answers: { 'data.scope': 'whole' },
      price: '0.00 BGN',
      granted: { changed: [], actions: ['withdrawn'] },
    },
    {
      way: 'for some goods, so that it goes on for the others',
      answers: { 'data.scope': 'part', 'data.goods': clothing },
      price: '0.00 BGN',
      granted: {
        changed: ['goodsAndServices.1.terms'],
        register: ({ application }) =>
          expect(application).toEqual({ ...applications.TM, goodsAndServices: withoutClothing }),
      },
    },
    {
      way: 'for one design',
      right: 'DS',
      answers: { 'data.scope': 'part', 'data.designs': ['2'] },
      price: '0.00 BGN',
      granted: {
        changed: ['designs'],
        register: ({ application }) =>
          expect(application).toMatchObject({ designs: [{ product: 'Chair 1' }, { product: 'Chair 3' }] }),
      },
    },
    { way: 'of a patent', right: 'PT', price: '0.00 BGN', granted: { changed: [], actions: ['withdrawn'] } },
  ],
})

testsOfRequest(borovia, {
  id: 'R17',
  title: 'Abandonment of a design application',
  file: { status: 'Filed' },
  gate: { statuses: pending },
  ways: [{ way: 'as a whole', price: '0.00 BGN', granted: { changed: [], actions: ['abandoned-by-party'] } }],
})

testsOfRequest(borovia, {
  id: 'R18',
  title: 'Surrender of the right',
  file: { status: 'Registered' },
  gate: { statuses: inForce },
  ways: [
    {
      way: 'in which nobody else has a right',
      answers: { 'data.others': 'none' },
      price: '20.00 BGN',
      granted: { changed: [], actions: ['surrendered'] },
    },
    {
      way: 'with the consent of a licensee, of a patent',
      right: 'PT',
      answers: { 'data.others': 'consent' },
      price: '20.00 BGN',
      granted: { changed: [], actions: ['surrendered'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R19',
  title: 'Partial surrender',
  file: { status: 'Registered' },
  gate: { statuses: inForce },
  ways: [
    {
      way: 'of some goods',
      answers: { 'data.goods': clothing },
      price: '50.00 BGN',
      granted: {
        changed: ['goodsAndServices.1.terms'],
        register: ({ application }) =>
          expect(application).toEqual({ ...applications.TM, goodsAndServices: withoutClothing }),
      },
    },
    {
      way: 'of everything, which would be a whole surrender',
      answers: { 'data.goods': applications.TM.goodsAndServices },
      price: '50.00 BGN',
      refused: 'effect-nothing-left',
    },
  ],
})

const theOpposition = {
  opponents: [claimant],
  scope: 'part',
  goods: clothing,
  basis: 'other',
  grounds: [
    { ground: 'bad-faith', explanation: 'The applicant was our shopkeeper.' },
    { ground: 'other-right', explanation: 'The name of our company.' },
  ],
}
testsOfRequest(borovia, {
  id: 'R20',
  title: 'Opposition',
  file: { status: 'Published', dates: { publication: '2026-09-01' } },
  gate: { statuses: ['Published', 'Opposed'], first: '2026-09-01', last: '2026-12-01', by: 'anyone' },
  ways: [
    {
      way: 'because of an earlier mark',
      answers: { 'data.opposition.opponents': [claimant] },
      price: '350.00 BGN',
      granted: { changed: ['entries.O-1', 'flags.frozen'], actions: ['opposed'] },
    },
    {
      way: 'because of bad faith, beside another opposition',
      file: {
        status: 'Opposed',
        rest: { entries: [entryInForce('oppositions', 'O-1')], flags: ['frozen'] },
      },
      answers: { 'data.opposition': theOpposition },
      price: '400.00 BGN',
      granted: {
        changed: ['entries.O-2'],
        actions: ['opposed'],
        register: ({ rest: { entries } }) =>
          expect(entries[1]).toMatchObject({ no: 'O-2', state: 'in-force', data: theOpposition }),
      },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R20',
  title: 'Opposition to an international registration',
  file: { status: 'Published', isInternational: true, dates: { publication: '2026-03-02' } },
  gate: { statuses: ['Published', 'Opposed'], first: '2026-09-02', last: '2026-12-02', by: 'anyone' },
  ways: [
    {
      way: 'in the sixth to the ninth month',
      answers: { 'data.opposition': theOpposition },
      price: '400.00 BGN',
      granted: { changed: ['entries.O-1', 'flags.frozen'], actions: ['opposed'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R21',
  title: 'Observations by a third party',
  file: { status: 'Published', dates: { registration: '2026-12-01' } },
  gate: { statuses: ['Published', 'Opposed'], last: '2026-12-01', by: 'anyone' },
  ways: [
    {
      way: 'about a mark',
      answers: { 'data.observation': { observer: claimant, grounds: 'It describes the goods.' } },
      price: '0.00 BGN',
      granted: {
        changed: ['entries.V-1'],
        tasks: ['examination'],
        register: ({ rest: { entries } }) =>
          expect(entries).toMatchObject([
            { list: 'observations', data: { grounds: 'It describes the goods.' } },
          ]),
      },
    },
    {
      way: 'about a patent application, with evidence',
      right: 'PT',
      attached: ['data.evidenceDocument'],
      price: '0.00 BGN',
      granted: { changed: ['entries.V-1'], tasks: ['examination'] },
    },
  ],
})

const opposed = entryInForce('oppositions', 'O-1')
testsOfRequest(borovia, {
  id: 'R22',
  title: 'Withdrawal of an opposition',
  file: { status: 'Opposed', rest: { entries: [opposed], flags: ['frozen'] } },
  gate: { statuses: ['Opposed'], by: 'opponent' },
  ways: [
    {
      way: 'that was the last one, so that the application goes on',
      answers: { 'data.oppositionNumber': 'O-1' },
      price: '0.00 BGN',
      granted: {
        changed: ['entries.O-1', 'flags.frozen'],
        actions: ['opposition-withdrawn'],
        register: ({ rest }) => {
          expect(rest.entries).toMatchObject([{ no: 'O-1', state: 'ended', until: '2026-11-20' }])
          expect(rest.flags).toEqual([])
        },
      },
    },
    {
      way: 'beside which another one stands, so that the application stays frozen',
      file: { rest: { entries: [opposed, entryInForce('oppositions', 'O-2')], flags: ['frozen'] } },
      answers: { 'data.oppositionNumber': 'O-1' },
      price: '0.00 BGN',
      granted: {
        changed: ['entries.O-1'],
        register: ({ rest }) => expect(rest.flags).toEqual(['frozen']),
      },
    },
  ],
})

const theAction = {
  claimants: [claimant],
  scope: 'all',
  grounds: [{ ground: 'not-new', explanation: 'Shown in 2019.' }],
}
testsOfRequest(borovia, {
  id: 'R23',
  title: 'Request for invalidity',
  file: { status: 'Registered' },
  gate: { statuses: inForce, by: 'anyone' },
  ways: [
    {
      way: 'of a mark',
      answers: {
        'data.action': { ...theAction, grounds: [{ ground: 'bad-faith', explanation: 'As we show.' }] },
      },
      price: '380.00 BGN',
      granted: { changed: ['entries.I-1'], actions: ['invalidity-requested'] },
    },
    {
      way: 'of a whole patent',
      right: 'PT',
      answers: { 'data.action': theAction },
      price: '450.00 BGN',
      granted: {
        changed: ['entries.I-1'],
        actions: ['invalidity-requested'],
        register: ({ rest: { entries } }) =>
          expect(entries).toMatchObject([{ list: 'invalidity-actions', state: 'in-force', data: theAction }]),
      },
    },
    {
      way: 'of some claims of a patent',
      right: 'PT',
      answers: { 'data.action': { ...theAction, scope: 'part', claims: '1-4' } },
      price: '270.00 BGN',
      granted: { changed: ['entries.I-1'], actions: ['invalidity-requested'] },
    },
    {
      way: 'of two designs of a registration',
      right: 'DS',
      answers: { 'data.action': { ...theAction, scope: 'part', designs: ['1', '2'] } },
      price: '450.00 BGN',
      granted: { changed: ['entries.I-1'], actions: ['invalidity-requested'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R24',
  title: 'Revocation for non-use',
  file: { status: 'Registered' },
  gate: { statuses: inForce, by: 'anyone' },
  ways: [
    {
      way: 'for some goods',
      answers: {
        'data.action.claimants': [claimant],
        'data.action.scope': 'part',
        'data.action.goods': clothing,
        'data.action.unusedFrom': '2020-01-01',
        'data.action.unusedUntil': '2026-01-01',
      },
      price: '330.00 BGN',
      granted: {
        changed: ['entries.R-1'],
        actions: ['revocation-requested'],
        register: ({ rest: { entries } }) =>
          expect(entries).toMatchObject([
            { list: 'revocation-actions', data: { goods: clothing, unusedFrom: '2020-01-01' } },
          ]),
      },
    },
  ],
})
