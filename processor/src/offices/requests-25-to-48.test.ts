import { expect } from 'vitest'
import {
  applications,
  demoOffice,
  entryInForce,
  inForce,
  pending,
  testsOfRequest,
  type RequestCase,
} from '../../test-support/request-case.ts'

const whenever = [...pending, ...inForce]
const [firstClass, ...otherClasses] = applications.TM.goodsAndServices
const [person] = applications.TM.applicants

const cases: RequestCase[] = [
  {
    id: 'R25',
    title: 'appeal',
    file: { status: 'Rejected', dates: { decision: '2026-09-01' } },
    // Three months from the day on which the decision was notified.
    gate: { statuses: ['Rejected', 'Abandoned'], first: '2026-09-01', last: '2026-12-01' },
    ways: [
      {
        way: 'against a refusal',
        answers: { 'data.appeal.kind': 'refusal' },
        price: '160.00 BGN',
        granted: {
          changed: ['entries.A-1'],
          actions: ['appealed'],
          register: ({ rest }) =>
            expect(rest.entries).toMatchObject([
              { no: 'A-1', list: 'appeals', state: 'in-force', data: { kind: 'refusal' } },
            ]),
        },
      },
      {
        way: 'against a refusal in part',
        answers: { 'data.appeal.kind': 'partial-refusal' },
        price: '100.00 BGN',
        granted: { changed: ['entries.A-1'], actions: ['appealed'] },
      },
      {
        way: 'about an invention that counts as abandoned',
        right: 'PT',
        file: { status: 'Abandoned' },
        answers: { 'data.appeal.kind': 'termination' },
        price: '90.00 BGN',
        granted: { changed: ['entries.A-1'], actions: ['appealed'] },
      },
    ],
  },
  {
    id: 'R26',
    title: 'right in rem',
    file: { status: 'Registered' },
    gate: { statuses: whenever },
    ways: [
      {
        way: 'as a pledge over a mark',
        answers: { 'data.right.kind': 'pledge', 'data.right.amount': '12000.00' },
        price: '60.00 BGN',
        granted: {
          changed: ['entries.P-1'],
          register: ({ rest }) =>
            expect(rest.entries[0]?.data).toMatchObject({
              kind: 'pledge',
              amount: '12000.00',
              creditor: { kind: 'natural' },
            }),
        },
      },
      {
        way: 'over an application for an invention, with the consent of others',
        right: 'PT',
        file: { status: 'Filed' },
        answers: { 'data.right.needsConsent': 'yes', 'data.right.covers': 'part' },
        price: '60.00 BGN',
        granted: { changed: ['entries.P-1'] },
      },
    ],
  },
  {
    id: 'R27',
    title: 'change of a right in rem',
    file: {
      status: 'Registered',
      rest: { entries: [entryInForce('rights-in-rem', 'P-1', { kind: 'pledge', amount: '500' })] },
    },
    gate: { statuses: inForce },
    ways: [
      {
        way: 'to another amount',
        answers: { 'data.what': 'amend', 'data.change.amount': '700' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.P-1'],
          register: ({ rest }) =>
            expect(rest.entries).toMatchObject([
              { state: 'in-force', version: 2, data: { kind: 'pledge', amount: '700' } },
            ]),
        },
      },
      {
        way: 'for a longer time',
        answers: { 'data.what': 'renew', 'data.renewal.until': '2030-01-31' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.P-1'],
          register: ({ rest }) => expect(rest.entries[0]?.data['until']).toBe('2030-01-31'),
        },
      },
      {
        way: 'to its end',
        answers: { 'data.what': 'end' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.P-1'],
          register: ({ rest }) =>
            expect(rest.entries).toMatchObject([{ no: 'P-1', state: 'ended', until: '2026-11-20' }]),
        },
      },
    ],
  },
  {
    id: 'R28',
    title: 'security measure',
    file: { status: 'Registered' },
    gate: { statuses: whenever },
    ways: [
      {
        way: 'of a court, which blocks transfers',
        right: 'DS',
        answers: { 'data.what': 'enter' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.M-1', 'flags.transfer-blocked'],
          register: ({ rest }) => expect(rest.flags).toEqual(['transfer-blocked']),
        },
      },
      {
        way: 'that is the last to end, which frees transfers',
        right: 'DS',
        file: {
          rest: { entries: [entryInForce('security-measures', 'M-1')], flags: ['transfer-blocked'] },
        },
        answers: { 'data.what': 'end' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.M-1', 'flags.transfer-blocked'],
          register: ({ rest }) => expect(rest.flags).toEqual([]),
        },
      },
      {
        way: 'that ends while another goes on, which still blocks transfers',
        right: 'DS',
        file: {
          rest: {
            entries: [entryInForce('security-measures', 'M-1'), entryInForce('security-measures', 'M-2')],
            flags: ['transfer-blocked'],
          },
        },
        answers: { 'data.what': 'end', 'data.entry': 'M-2' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.M-2'],
          register: ({ rest }) => expect(rest.flags).toEqual(['transfer-blocked']),
        },
      },
    ],
  },
  {
    id: 'R29',
    title: 'bankruptcy',
    file: { status: 'Registered' },
    gate: { statuses: whenever },
    ways: [
      {
        way: 'of the owner',
        answers: { 'data.what': 'enter', 'data.estate.trustee': 'Milena Rost' },
        price: '20.00 BGN',
        granted: {
          changed: ['entries.B-1'],
          register: ({ rest }) =>
            expect(rest.entries[0]).toMatchObject({
              no: 'B-1',
              list: 'bankruptcies',
              data: { trustee: 'Milena Rost' },
            }),
        },
      },
      {
        way: 'that is over',
        file: { rest: { entries: [entryInForce('bankruptcies', 'B-1')] } },
        answers: { 'data.what': 'end' },
        price: '20.00 BGN',
        granted: { changed: ['entries.B-1'] },
      },
    ],
  },
  {
    id: 'R30',
    title: 'correction of an applicant’s error',
    file: { status: 'Filed' },
    gate: { statuses: whenever },
    ways: [
      {
        way: 'in an owner’s address',
        answers: {
          'data.corrections': [
            { field: 'applicants.#.address.city', number: 1, before: 'Borogard', after: 'Borograd Old Town' },
          ],
        },
        price: '20.00 BGN',
        granted: {
          changed: ['applicants.0.address.city', 'entries.C-1'],
          register: ({ application }) =>
            expect(application.applicants[0]?.address.city).toBe('Borograd Old Town'),
        },
      },
      {
        way: 'in the second design',
        right: 'DS',
        answers: {
          'data.corrections': [{ field: 'designs.#.product', number: 2, before: 'Chair 2', after: 'Stool' }],
        },
        price: '20.00 BGN',
        granted: { changed: ['designs.1.product', 'entries.C-1'] },
      },
      {
        way: 'in an owner who is not there',
        answers: {
          'data.corrections': [{ field: 'applicants.#.email', number: 4, before: 'a', after: 'b@c.example' }],
        },
        price: '20.00 BGN',
        refused: 'effect-no-path',
      },
      {
        way: 'to an address for mail that is none',
        answers: {
          'data.corrections': [{ field: 'applicants.#.email', number: 1, before: 'a', after: 'nobody' }],
        },
        price: '20.00 BGN',
        refused: 'effect-invalid',
      },
    ],
  },
  {
    id: 'R31',
    title: 'correction of an error in the register',
    file: { status: 'Registered' },
    gate: { statuses: inForce },
    ways: [
      {
        way: 'that the owner made',
        right: 'PT',
        answers: {
          'data.madeBy': 'party',
          'data.corrections': [
            {
              field: 'invention.title',
              number: 1,
              before: 'Pump with a valve',
              after: 'Pump with two valves',
            },
          ],
        },
        price: '60.00 BGN',
        granted: { changed: ['invention.title', 'entries.C-1'] },
      },
      {
        way: 'that the office made, which is free',
        right: 'TM',
        answers: {
          'data.madeBy': 'office',
          'data.corrections': [{ field: 'mark.text', number: 1, before: 'X', after: 'NORDWELL BIS' }],
        },
        price: '0.00 BGN',
        granted: { changed: ['mark.text', 'entries.C-1'] },
      },
    ],
  },
  {
    id: 'R32',
    title: 'extension of time',
    file: {
      status: 'Pending',
      notices: [{ noticeId: 'notice-1', title: 'Deficiency', answerBy: '2026-12-04', extensions: 0 }],
    },
    gate: { last: '2026-12-04' },
    ways: [
      {
        way: 'for the first time',
        price: '20.00 BGN',
        granted: {
          changed: ['entries.X-1'],
          register: ({ extendLimitBy }) => expect(extendLimitBy).toEqual({ count: 1, unit: 'months' }),
        },
      },
      {
        way: 'for the second time, which costs more',
        file: {
          notices: [{ noticeId: 'notice-1', title: 'Deficiency', answerBy: '2026-12-04', extensions: 1 }],
          rest: { entries: [entryInForce('extensions', 'X-1')] },
        },
        price: '60.00 BGN',
        granted: { changed: ['entries.X-2'] },
      },
      {
        way: 'for the third time, which costs still more',
        file: {
          notices: [{ noticeId: 'notice-1', title: 'Deficiency', answerBy: '2026-12-04', extensions: 2 }],
        },
        price: '100.00 BGN',
        granted: { changed: ['entries.X-1'] },
      },
    ],
  },
  {
    id: 'R34',
    title: 'suspension and resumption',
    file: { status: 'Filed' },
    gate: { statuses: [...pending, 'Suspended'] },
    ways: [
      {
        way: 'to stop the work',
        answers: { 'data.what': 'suspend' },
        price: '0.00 BGN',
        granted: { changed: ['entries.Q-1'], actions: ['suspended'] },
      },
      {
        way: 'to take it up again',
        file: { status: 'Suspended' },
        answers: { 'data.what': 'resume' },
        price: '0.00 BGN',
        granted: { changed: ['entries.Q-1'], actions: ['resumed'] },
      },
    ],
  },
  {
    id: 'R35',
    title: 'late priority declaration',
    file: { status: 'Filed', dates: { filing: '2026-10-01', entitlement: '2026-10-01' } },
    // Two months from the filing date.
    gate: { statuses: ['Filed'], first: '2026-10-01', last: '2026-12-01' },
    ways: [
      {
        way: 'that moves the entitlement date',
        answers: { 'data.priorities': [{ country: 'DE', number: '30 2026 1', date: '2026-05-04' }] },
        price: '20.00 BGN',
        granted: {
          changed: ['priorities', 'dates.entitlement'],
          register: ({ application, rest }) =>
            expect([application.priorities, rest.dates.entitlement]).toEqual([
              [{ country: 'DE', number: '30 2026 1', date: '2026-05-04' }],
              '2026-05-04',
            ]),
        },
      },
      {
        way: 'with the document for a priority that is claimed',
        answers: { 'data.what': 'document' },
        price: '0.00 BGN',
        granted: { changed: ['entries.Q-1'] },
      },
    ],
  },
  {
    id: 'R36',
    title: 'exhibition priority',
    file: { status: 'Filed', dates: { filing: '2026-10-01', entitlement: '2026-10-01' } },
    gate: { statuses: ['Filed'] },
    ways: [
      {
        way: 'of two exhibitions, the earlier of which counts',
        right: 'DS',
        answers: { 'data.exhibitions': [{ shownOn: '2026-09-10' }, { shownOn: '2026-08-03' }] },
        price: '40.00 BGN',
        granted: {
          changed: ['entries.E-1', 'entries.E-2', 'dates.entitlement'],
          register: ({ rest }) => expect(rest.dates.entitlement).toBe('2026-08-03'),
        },
      },
    ],
  },
  {
    id: 'R37',
    title: 'request for substantive examination',
    file: { status: 'Filed' },
    gate: { statuses: ['Filed', 'Published'] },
    ways: [
      {
        way: 'of one invention in twelve claims',
        answers: { 'data.claims': 12, 'data.inventions': 'one' },
        // 180, and 20 for each claim after the tenth.
        price: '220.00 BGN',
        granted: { changed: [], actions: ['examination-requested'], tasks: ['examination'] },
      },
      {
        way: 'of several inventions',
        answers: { 'data.claims': 10, 'data.inventions': 'several' },
        price: '210.00 BGN',
        granted: { changed: [], actions: ['examination-requested'], tasks: ['examination'] },
      },
      {
        way: 'of a published application, which stays published',
        file: { status: 'Published' },
        answers: { 'data.claims': 10 },
        price: '180.00 BGN',
        granted: { changed: [], tasks: ['examination'] },
      },
    ],
  },
  {
    id: 'R38',
    title: 'amendment of description, claims or drawings',
    file: { status: 'Examined' },
    gate: { statuses: ['Filed', 'Examined'] },
    ways: [
      {
        way: 'with new claims and a new description',
        answers: {
          'data.replaces': { description: 'yes', claims: 'yes', drawings: 'no', abstract: 'no' },
          'data.claims': 11,
          'data.independentClaims': 2,
        },
        price: '60.00 BGN',
        granted: {
          changed: ['invention.claims', 'invention.independentClaims', 'documents'],
          register: ({ application }, before) => {
            const of = (role: string, { documents } = application): (string | undefined)[] =>
              documents.filter((one) => one.role === role).map(({ sha256 }) => sha256)
            expect(of('claims')).toHaveLength(1)
            expect(of('claims')).not.toEqual(of('claims', before.application))
            expect(of('abstract')).toEqual(of('abstract', before.application))
          },
        },
      },
      {
        way: 'of a utility model with new drawings only',
        right: 'UM',
        answers: { 'data.replaces': { description: 'no', claims: 'no', drawings: 'yes', abstract: 'no' } },
        price: '40.00 BGN',
        granted: { changed: ['documents'] },
      },
    ],
  },
  {
    id: 'R39',
    title: 'acceleration',
    file: { status: 'Filed' },
    gate: { statuses: ['Filed'] },
    ways: [
      {
        way: 'of the examination',
        answers: { 'data.what': 'accelerated-examination' },
        price: '30.00 BGN',
        granted: { changed: ['flags.accelerated-examination'] },
      },
      {
        way: 'of the publication of an invention',
        right: 'PT',
        answers: { 'data.what': 'early-publication' },
        price: '30.00 BGN',
        granted: { changed: ['flags.early-publication'] },
      },
    ],
  },
  {
    id: 'R40',
    title: 'division',
    file: { status: 'Published', dates: { filing: '2026-03-02', entitlement: '2026-01-15' } },
    gate: { statuses: pending },
    ways: [
      {
        way: 'of a mark by classes: the new file keeps the dates',
        answers: { 'data.goods': firstClass ? [firstClass] : [] },
        price: '520.00 BGN',
        granted: {
          changed: ['goodsAndServices'],
          register: ({ application, split }) => {
            expect(application).toMatchObject({ goodsAndServices: otherClasses })
            expect(split).toMatchObject({
              application: { goodsAndServices: [firstClass] },
              rest: { dates: { entitlement: '2026-01-15' } },
            })
          },
        },
      },
      {
        way: 'of a mark by goods that it does not have',
        answers: { 'data.goods': [{ classNumber: firstClass?.classNumber ?? 1, terms: ['Moon dust'] }] },
        price: '520.00 BGN',
        refused: 'effect-no-term',
      },
      {
        way: 'of designs by their numbers',
        right: 'DS',
        answers: { 'data.designs': ['2'] },
        price: '75.00 BGN',
        granted: {
          changed: ['designs'],
          register: ({ application, split }) =>
            expect([application, split?.application]).toMatchObject([
              { designs: [{ product: 'Chair 1' }, { product: 'Chair 3' }] },
              { designs: [{ product: 'Chair 2' }] },
            ]),
        },
      },
      {
        way: 'of an invention, which itself stays as it is',
        right: 'PT',
        answers: { 'data.invention': { title: 'Valve', claims: 11, independentClaims: 1, pages: 8 } },
        price: '100.00 BGN',
        granted: {
          changed: [],
          register: ({ split }) =>
            expect(split?.application).toMatchObject({
              invention: { title: 'Valve', claims: 11, independentClaims: 1, pages: 8, drawings: 2 },
              parent: { fileNumber: 'BT-1' },
            }),
        },
      },
    ],
  },
  {
    id: 'R41',
    title: 'deferment of publication',
    file: { status: 'Filed', dates: { filing: '2026-10-01', entitlement: '2026-10-01' } },
    gate: { statuses: ['Filed'] },
    ways: [
      {
        way: 'of two designs, up to the last day that the office allows',
        answers: { 'data.what': 'defer', 'data.designs': ['1', '3'], 'data.until': '2029-04-02' },
        price: '75.00 BGN',
        granted: {
          changed: ['designs.0.deferred', 'designs.2.deferred', 'dates.deferred-until'],
          register: ({ rest }) => expect(rest.dates['deferred-until']).toBe('2029-04-02'),
        },
      },
      {
        way: 'of a design, a day too long',
        answers: { 'data.what': 'defer', 'data.designs': ['1'], 'data.until': '2029-04-03' },
        price: '50.00 BGN',
        refused: 'effect-too-far',
      },
      {
        way: 'to an earlier day',
        file: { dates: { 'deferred-until': '2028-01-31' } },
        answers: { 'data.what': 'publish-early', 'data.scope': 'all', 'data.publishOn': '2027-02-01' },
        price: '0.00 BGN',
        granted: {
          changed: ['dates.deferred-until'],
          tasks: ['publication'],
          register: ({ rest }) => expect(rest.dates['deferred-until']).toBe('2027-02-01'),
        },
      },
      {
        way: 'of all designs but one',
        answers: { 'data.what': 'publish-early', 'data.scope': 'some', 'data.designs': ['1'] },
        price: '0.00 BGN',
        granted: { changed: ['designs.0.deferred'], tasks: ['publication'] },
      },
    ],
  },
  {
    id: 'R42',
    title: 'certified copy',
    file: { status: 'Registered' },
    gate: { statuses: 'any', by: 'anyone' },
    ways: [
      {
        way: 'three times by post',
        answers: { 'data.copies': 3, 'data.delivery': 'post' },
        price: '120.00 BGN',
        granted: {
          changed: ['entries.K-1'],
          tasks: ['copy'],
          register: ({ rest }) =>
            expect(rest.entries[0]?.data).toMatchObject({ copies: 3, delivery: 'post' }),
        },
      },
      {
        way: 'as an extract of the register',
        right: 'DS',
        answers: { 'data.what': 'register-extract' },
        price: '20.00 BGN',
        granted: { changed: ['entries.K-1'], tasks: ['copy'] },
      },
    ],
  },
  {
    id: 'R43',
    title: 'inspection of a file',
    file: { status: 'Published' },
    gate: { statuses: 'published', by: 'anyone' },
    ways: [
      {
        way: 'because of a dispute',
        answers: { 'data.purpose': 'dispute' },
        price: '10.00 BGN',
        granted: { changed: ['entries.S-1'], tasks: ['inspection'] },
      },
    ],
  },
  {
    id: 'R44',
    title: 'refund',
    gate: { states: { open: ['paid', 'part-paid'], closed: ['open', 'refunded', 'cancelled'] } },
    ways: [
      {
        way: 'of a fee that was paid twice',
        answers: { 'data.reason': 'paid-twice', 'data.amount': '520.00' },
        price: '0.00 BGN',
        granted: { changed: [], tasks: ['refund'] },
      },
    ],
  },
  {
    id: 'R45',
    title: 'proof of payment',
    gate: {
      states: {
        open: ['awaiting-funds', 'pending', 'unknown'],
        closed: ['succeeded', 'failed', 'cancelled', 'expired'],
      },
    },
    ways: [
      {
        way: 'by bank transfer',
        answers: { 'data.method': 'bank-transfer' },
        price: '0.00 BGN',
        granted: { changed: [], tasks: ['proof-of-payment'] },
      },
    ],
  },
  {
    id: 'R46',
    title: 'compulsory licence and licence of right',
    file: { status: 'Registered' },
    gate: { statuses: inForce, by: 'anyone' },
    ways: [
      {
        way: 'that the owner refuses',
        answers: { 'data.what': 'compulsory-licence' },
        price: '180.00 BGN',
        granted: { changed: ['entries.L-1'] },
      },
      {
        way: 'that the owner offers to everybody, which halves later fees',
        answers: { 'data.what': 'licence-of-right' },
        price: '0.00 BGN',
        granted: {
          changed: ['flags.licence-of-right'],
          register: ({ rest }) => expect(rest.flags).toEqual(['licence-of-right']),
        },
      },
    ],
  },
  {
    id: 'R47',
    title: 'Madrid request',
    file: { status: 'Registered' },
    gate: { statuses: ['Filed', 'Registered', 'Renewed'] },
    ways: [
      {
        way: 'for two members, in black and white',
        answers: {
          'data.parties': [{ country: 'US' }, { country: 'DE' }],
          'data.inColour': 'no',
          'data.classes': 4,
        },
        // 50, 1307, 200 for the fourth class, and 920 and 200 for the members.
        price: '2677.00 BGN',
        granted: { changed: ['entries.D-1', 'entries.D-2'], tasks: ['designation'] },
      },
      {
        way: 'for a further member of a registration',
        answers: { 'data.what': 'subsequent-designation', 'data.parties': [{ country: 'JP' }] },
        price: '824.00 BGN',
        granted: {
          changed: ['entries.D-1'],
          tasks: ['designation'],
          register: ({ rest }) => expect(rest.entries[0]?.data).toMatchObject({ country: 'JP' }),
        },
      },
    ],
  },
  {
    id: 'R48',
    title: 'change of inventor or designer',
    file: { status: 'Registered' },
    gate: { statuses: whenever },
    ways: [
      {
        way: 'by one inventor more',
        right: 'PT',
        answers: { 'data.what': 'add', 'data.person': person ?? {} },
        price: '20.00 BGN',
        granted: {
          changed: ['inventors'],
          register: ({ application }, before) =>
            expect(application).toMatchObject({
              inventors:
                'inventors' in before.application ? [...before.application.inventors, { person }] : [],
            }),
        },
      },
      {
        way: 'by one inventor less',
        right: 'PT',
        answers: { 'data.what': 'remove', 'data.number': 2 },
        price: '20.00 BGN',
        granted: {
          changed: ['inventors'],
          register: ({ application }) =>
            expect('inventors' in application && application.inventors).toEqual([
              applications.PT.inventors[0],
            ]),
        },
      },
      {
        way: 'of a designer who does not wish to be named',
        right: 'DS',
        answers: { 'data.what': 'waive' },
        price: '20.00 BGN',
        granted: { changed: ['designers.0.waiver'] },
      },
    ],
  },
]

const office = await demoOffice('borovia')
for (const one of cases) testsOfRequest(office, one)
