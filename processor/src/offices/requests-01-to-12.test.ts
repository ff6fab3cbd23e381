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
const alive = [...pending, ...inForce]

const newOwner: Person = {
  kind: 'legal',
  name: 'Iskar Textiles AD',
  address: { lines: ['3 Rose Street'], city: 'Verna', country: 'XB' },
  email: 'owner@iskar.example',
}
const newAgent = {
  person: { ...newOwner, name: 'Linden IP Attorneys' },
  agentCode: 'BV-0107',
  power: 'on-file',
}
const address = {
  name: 'Legal department',
  address: { lines: ['9 Lake Road'], city: 'Borograd', country: 'XB' },
  email: 'letters@owner.example',
}
/** What differs between the owner of the mark and the new one, in the order of the register. */
const ownerReplaced = [
  'applicants.0.kind',
  'applicants.0.givenName',
  'applicants.0.familyName',
  'applicants.0.nationality',
  'applicants.0.address.lines',
  'applicants.0.address.postalCode',
  'applicants.0.email',
  'applicants.0.phone',
  'applicants.0.name',
]
const clothing = [{ classNumber: 25, terms: ['Clothing'] }]
const withoutClothing = applications.TM.goodsAndServices.map(({ classNumber, terms }) => ({
  classNumber,
  terms: terms.filter((term) => term !== 'Clothing'),
}))
const aLicence = entryInForce('licences', 'L-1', { licensor: 'Zoë Müller-Brandt', exclusivity: 'exclusive' })

testsOfRequest(borovia, {
  id: 'R01',
  title: 'Limitation of goods and services',
  file: { status: 'Registered' },
  gate: { statuses: alive },
  ways: [
    {
      way: 'that only takes out, of a registered mark',
      answers: { 'data.goods': clothing },
      price: '0.00 BGN',
      granted: {
        changed: ['goodsAndServices'],
        register: ({ application }) => expect(application).toMatchObject({ goodsAndServices: clothing }),
      },
    },
    {
      way: 'that words a term more narrowly while the application is pending, so that it is examined again',
      file: { status: 'Published' },
      answers: {
        'data.change': 'limitation',
        'data.goods': [{ classNumber: 25, terms: ['Clothing, namely hats', 'Footwear'] }],
      },
      price: '40.00 BGN',
      granted: { changed: ['goodsAndServices'], tasks: ['examination'] },
    },
    {
      way: 'that would add a term',
      answers: { 'data.goods': [{ classNumber: 25, terms: ['Clothing', 'Furniture'] }] },
      price: '0.00 BGN',
      refused: 'effect-no-term',
    },
  ],
})

const figurative = {
  ...applications.TM,
  mark: { kind: 'figurative' as const, imageSha256: 'a'.repeat(64), verbalElements: 'QUICK' },
}
testsOfRequest(borovia, {
  id: 'R02',
  title: 'Amendment of the logo',
  file: { status: 'Filed', application: figurative },
  gate: { statuses: pending },
  ways: [
    {
      way: 'with a new image, whose elements are coded again',
      price: '40.00 BGN',
      granted: {
        changed: ['mark.imageSha256', 'documents'],
        tasks: ['vienna-coding'],
        register: ({ application }) => {
          const [image] = application.documents.filter(({ role }) => role === 'mark-image')
          expect(application).toMatchObject({ mark: { verbalElements: 'QUICK', imageSha256: image?.sha256 } })
        },
      },
    },
    {
      way: 'of a mark that has no image',
      file: { application: applications.TM },
      price: '40.00 BGN',
      refused: 'effect-wrong-right',
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R03',
  title: 'Change of the owner’s name or address',
  file: { status: 'Registered' },
  gate: { statuses: alive },
  ways: [
    {
      way: 'of a mark',
      answers: { 'data.owner': 1, 'data.change': 'both', 'data.newOwner': newOwner },
      price: '50.00 BGN',
      granted: {
        changed: ownerReplaced,
        register: ({ application }) => expect(application.applicants).toEqual([newOwner]),
      },
    },
    {
      way: 'that is an address alone, of a patent and without an excerpt',
      right: 'PT',
      answers: {
        'data.owner': 1,
        'data.change': 'address',
        'data.newOwner': { ...applications.PT.applicants[0], address: newOwner.address },
      },
      price: '50.00 BGN',
      granted: {
        changed: [
          'applicants.0.address.lines',
          'applicants.0.address.city',
          'applicants.0.address.postalCode',
        ],
        register: ({ application }, before) =>
          expect(application.applicants).toEqual([
            { ...before.application.applicants[0], address: newOwner.address },
          ]),
      },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R04',
  title: 'Appointment of an agent',
  file: {
    status: 'Filed',
    application: { ...applications.TM, agent: undefined },
    rest: { flags: ['address-for-service-required'] },
  },
  gate: { statuses: alive },
  ways: [
    {
      way: 'of an owner who had none',
      answers: { 'data.agent': newAgent },
      price: '0.00 BGN',
      granted: {
        changed: ['agent', 'flags.address-for-service-required'],
        register: ({ application }) => expect(application.agent).toEqual(newAgent),
      },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R05',
  title: 'Change of agent',
  file: { status: 'Registered' },
  gate: { statuses: alive },
  ways: [
    {
      way: 'of a design',
      right: 'DS',
      answers: { 'data.agent': newAgent },
      price: '0.00 BGN',
      granted: {
        changed: ['agent'],
        register: ({ application }) => expect(application.agent).toEqual(newAgent),
      },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R06',
  title: 'Removal of the agent',
  file: { status: 'Registered' },
  gate: { statuses: alive },
  ways: [
    {
      way: 'with an address for service',
      answers: { 'data.serviceAddress': 'given', 'data.correspondence': address },
      price: '0.00 BGN',
      granted: {
        changed: ['agent', 'correspondence'],
        register: ({ application, rest }) => {
          expect(application.agent).toBeUndefined()
          expect(rest.correspondence).toEqual(address)
        },
      },
    },
    {
      way: 'without an address, which the office then asks for',
      answers: { 'data.serviceAddress': 'to-follow' },
      price: '0.00 BGN',
      granted: { changed: ['agent', 'flags.address-for-service-required'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R07',
  title: 'Change of the correspondence address',
  file: { status: 'Registered', rest: { flags: ['address-for-service-required'] } },
  gate: { statuses: alive },
  ways: [
    {
      way: 'of a utility model',
      right: 'UM',
      answers: { 'data.correspondence': address },
      price: '0.00 BGN',
      granted: {
        changed: ['correspondence', 'flags.address-for-service-required'],
        register: ({ rest }) => expect(rest.correspondence).toEqual(address),
      },
    },
  ],
})

const assignment = {
  assignor: 'Zoë Müller-Brandt',
  kind: 'merger',
  date: '2026-10-01',
  assignees: [newOwner],
}
testsOfRequest(borovia, {
  id: 'R08',
  title: 'Transfer of ownership',
  file: { status: 'Registered' },
  gate: { statuses: alive, by: 'either-party', notWhile: ['transfer-blocked'] },
  ways: [
    {
      way: 'of a mark, which is published',
      answers: { 'data.transfer': assignment },
      price: '60.00 BGN',
      granted: {
        changed: [...ownerReplaced, 'entries.T-1'],
        tasks: ['publication'],
        register: ({ application, rest }) => {
          expect(application.applicants).toEqual([newOwner])
          expect(rest.entries).toMatchObject([{ no: 'T-1', list: 'transfers', data: assignment }])
        },
      },
    },
    {
      way: 'of a patent that a court holds in place',
      right: 'PT',
      file: { rest: { flags: ['transfer-blocked'] } },
      answers: { 'data.transfer': assignment },
      price: '60.00 BGN',
      refused: 'effect-transfer-blocked',
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R09',
  title: 'Partial transfer of ownership',
  file: { status: 'Registered' },
  gate: { statuses: ['Filed', 'Registered'], notWhile: ['transfer-blocked'] },
  ways: [
    {
      way: 'of some goods',
      answers: { 'data.transfer': assignment, 'data.goods': clothing },
      price: '110.00 BGN',
      granted: {
        changed: ['goodsAndServices.1.terms', 'entries.T-1'],
        tasks: ['publication'],
        register: ({ application, split }, before) => {
          expect(application).toEqual({ ...applications.TM, goodsAndServices: withoutClothing })
          expect(split?.application).toMatchObject({ applicants: [newOwner], goodsAndServices: clothing })
          expect(application.applicants).toEqual(before.application.applicants)
        },
      },
    },
    {
      way: 'of some designs',
      right: 'DS',
      answers: { 'data.transfer': assignment, 'data.designs': ['2', '3'] },
      price: '110.00 BGN',
      granted: {
        changed: ['designs', 'entries.T-1'],
        tasks: ['publication'],
        register: ({ application, split }) => {
          expect(application).toMatchObject({ designs: [{ product: 'Chair 1' }] })
          expect(split?.application).toMatchObject({
            applicants: [newOwner],
            designs: [{ product: 'Chair 2' }, { product: 'Chair 3' }],
          })
        },
      },
    },
    {
      way: 'of goods that the mark does not have',
      answers: { 'data.transfer': assignment, 'data.goods': [{ classNumber: 33, terms: ['Wine'] }] },
      price: '110.00 BGN',
      refused: 'effect-no-class',
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R10',
  title: 'Registration of a licence',
  file: { status: 'Registered', rest: { entries: [aLicence] } },
  gate: { statuses: alive },
  ways: [
    {
      way: 'to two licensees for a part of the goods',
      answers: {
        'data.licence.licensees': [newOwner, { ...newOwner, name: 'Rila Sports OOD' }],
        'data.licence.exclusivity': 'non-exclusive',
        'data.licence.from': '2026-12-01',
        'data.licence.scope': 'part',
        'data.licence.goods': clothing,
      },
      price: '120.00 BGN',
      granted: {
        changed: ['entries.L-2'],
        register: ({ rest: { entries } }) =>
          expect(entries).toMatchObject([
            aLicence,
            {
              no: 'L-2',
              state: 'in-force',
              data: {
                exclusivity: 'non-exclusive',
                licensees: [newOwner, { name: 'Rila Sports OOD' }],
                goods: clothing,
              },
            },
          ]),
      },
    },
    {
      way: 'to one licensee for some claims of a patent application',
      right: 'PT',
      file: { status: 'Filed', rest: {} },
      answers: { 'data.licence.scope': 'part', 'data.licence.part': 'Claims 1 to 4' },
      price: '60.00 BGN',
      granted: { changed: ['entries.L-1'] },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R11',
  title: 'Amendment of a licence',
  file: { status: 'Registered', rest: { entries: [aLicence] } },
  gate: { statuses: inForce },
  ways: [
    {
      way: 'that is no longer exclusive; all else stays as it is',
      answers: {
        'data.licenceNumber': 'L-1',
        'data.changesLicensees': 'no',
        'data.changesKind': 'yes',
        'data.changesTerm': 'no',
        'data.changesTerritory': 'no',
        'data.changesScope': 'no',
        'data.changes': { exclusivity: 'non-exclusive', note: 'Others may be licensed as well.' },
      },
      price: '40.00 BGN',
      granted: {
        changed: ['entries.L-1'],
        register: ({ rest: { entries } }) =>
          expect(entries).toMatchObject([
            {
              no: 'L-1',
              version: 2,
              state: 'in-force',
              data: { licensor: 'Zoë Müller-Brandt', exclusivity: 'non-exclusive' },
            },
          ]),
      },
    },
  ],
})

testsOfRequest(borovia, {
  id: 'R12',
  title: 'Cancellation of a licence',
  file: { status: 'Renewed', rest: { entries: [aLicence] } },
  gate: { statuses: inForce },
  ways: [
    {
      way: 'whose term is over',
      answers: { 'data.ending': { reason: 'expired', endedOn: '2026-10-31' } },
      price: '20.00 BGN',
      granted: {
        changed: ['entries.L-1'],
        register: ({ rest: { entries } }) =>
          expect(entries).toMatchObject([
            {
              no: 'L-1',
              state: 'ended',
              until: '2026-11-20',
              data: { reason: 'expired', exclusivity: 'exclusive' },
            },
          ]),
      },
    },
  ],
})
