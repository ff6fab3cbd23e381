/** The register's engines by themselves: the dates of a file, its gates on closed days, its register of any day, and what cannot be granted. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aDesignRequest, aPatentRequest, aTrademarkRequest } from '../../../mocks/src/index.ts'
import type { DomainEvent, NewEvent } from '../events.ts'
import { append } from '../a-history.ts'
import { streamOf } from '../ids.ts'
import type { FileStatus } from '../legal-status.ts'
import type { ApplicationRequest, Right } from '../request-kinds.ts'
import { foldFile } from '../file.ts'
import { EffectRefusal } from './effect-words.ts'
import { applyEffects, type EffectContext } from './effects.ts'
import { fileFactsOf } from './file-facts-of.ts'
import { annuityDueOn, annuityYearOf, fileDatesOf } from './file-dates.ts'
import { gateOf } from './gate.ts'
import { gateTextOf } from './gate-words.ts'
import { noPostFiling, type PostFilingRules } from './post-filing-rules.ts'
import type { PostFilingRequest } from './post-filing-request.ts'
import { emptyRest, type RegisterRest } from './register.ts'
import { registerLabel } from './register-words.ts'
import { registerView } from './register-view.ts'
import type { Effect, RequestType } from './request-type.ts'

const weekend = { weekend: [0, 6], yearlyHolidays: [], closures: [] }
const postFiling: PostFilingRules = {
  ...noPostFiling,
  types: {
    renewal: { severity: 'blocking' },
    oppose: { severity: 'warning' },
    extend: { severity: 'blocking' },
  },
  periods: { grace: { count: 6, unit: 'months' }, extension: { count: 1, unit: 'months' } },
  terms: { TM: { count: 10, unit: 'years', from: 'registration' } },
}
const office = { calendar: weekend, postFiling, timeZone: 'Europe/Sofia' }

const words = { en: 'x', ar: 'س' }
const aType = (given: Partial<RequestType>): RequestType => ({
  type: 'renewal',
  id: 'R13',
  formVersion: 'renewal-1',
  rights: ['TM', 'PT', 'DS'],
  family: 'term',
  title: words,
  lead: words,
  about: 'file',
  gate: { statuses: 'any', by: 'party' },
  sections: [],
  effects: [],
  grantedBy: ['registrar'],
  approvedBy: [],
  plain: words,
  ...given,
})

const received: NewEvent = {
  type: 'file.received',
  v: 1,
  data: {
    ...{ fileNumber: 'BT-TM-2016-1', st13: 'XB', right: 'TM', kind: 'trademark-application', branch: 'main' },
    ...{ accountId: 'a', dossierId: 'd', submissionId: 's', submissionNumber: 'S-1', onlineId: 'E-1' },
    requestId: '7b0a4d3e-1f57-4c39-9c8e-0f4a3a1f9d11',
    ...{ status: 'Filed', process: 'filed', st27: 'A00' },
    parties: [],
  },
}
const dated = (filingDate: string): NewEvent => ({
  type: 'file.date-accorded',
  v: 1,
  data: { filingDate, trace: [] },
})
const acted = (status: FileStatus): NewEvent => ({
  type: 'file.acted',
  v: 1,
  data: { action: 'act', status, process: 'publish', st27: 'Q00', nationalCode: 'X' },
})
/** A history whose events happen on these days, at noon. */
const lived = (...steps: readonly [day: string, event: NewEvent][]): DomainEvent[] =>
  append(
    [],
    steps.map(([, event]) => event),
    streamOf('file', 'f1'),
  ).map((event, place) => ({ ...event, at: new Date(`${steps[place]?.[0] ?? '2026-01-01'}T10:00:00Z`) }))

const mark = aTrademarkRequest({
  seed: 3,
  priorities: [{ country: 'DE', number: 'P-1', date: '2016-03-01' }],
})
const life = lived(
  ['2016-08-01', received],
  ['2016-08-01', dated('2016-08-01')],
  ['2016-10-03', acted('Published')],
  ['2017-01-10', acted('Registered')],
)
const datesOf = (
  history: readonly DomainEvent[],
  application: ApplicationRequest,
  right: Right,
  rest: RegisterRest = emptyRest,
) => fileDatesOf(history, { application, rest, right }, office)

describe('the dates of a file', () => {
  test('follow from its history, its priorities and the office’s terms', () =>
    expect(datesOf(life, mark, 'TM')).toEqual({
      filing: '2016-08-01',
      entitlement: '2016-03-01',
      publication: '2016-10-03',
      registration: '2017-01-10',
      expiry: '2027-01-10',
    }))
  test('give way to what a request has moved', () =>
    expect(datesOf(life, mark, 'TM', { ...emptyRest, dates: { expiry: '2037-01-10' } }).expiry).toBe(
      '2037-01-10',
    ))
  test('tell of the decision and the lapse by the last that there was', () => {
    const history = lived(
      ['2016-08-01', received],
      ['2018-02-01', acted('Rejected')],
      ['2019-02-01', acted('Filed')],
      ['2020-02-03', acted('Abandoned')],
      ['2021-02-03', acted('Expired')],
    )
    expect(datesOf(history, mark, 'TM')).toMatchObject({ decision: '2020-02-03', lapse: '2021-02-03' })
  })
  test('of an invention count annuities from the filing date', () => {
    const history = lived(['2024-02-29', received], ['2024-02-29', dated('2024-02-29')])
    expect(datesOf(history, aPatentRequest(), 'PT')['annuity-due']).toBe('2026-02-28')
    expect([annuityDueOn('2024-02-29', 5), annuityYearOf('2024-02-29', '2026-02-28')]).toEqual([
      '2028-02-29',
      3,
    ])
  })
  test('of deferred designs count from the priority, else from the filing date', () => {
    const history = lived(['2026-01-05', received], ['2026-01-05', dated('2026-01-05')])
    const designs = aDesignRequest({ deferMonths: 30, priorities: [] })
    expect(datesOf(history, designs, 'DS')['deferred-until']).toBe('2028-07-05')
  })
  test('of an action that is only noted leave an open notice as it is', () => {
    const history = lived(
      ['2026-01-05', received],
      [
        '2026-01-06',
        {
          type: 'file.notice-issued',
          v: 1,
          data: {
            ...{ noticeId: 'n1', answerBy: '2026-02-06', documentId: 'x', role: 'notice', bytes: 1 },
            ...{ sha256: 'a'.repeat(64), mediaType: 'application/pdf' },
          },
        },
      ],
    )
    const noted = append(history, [acted('Filed')], streamOf('file', 'f1'))
    expect(foldFile(noted).openNotice).toBe('n1')
    const extended: NewEvent = {
      type: 'file.notice-extended',
      v: 1,
      data: { noticeId: 'n1', answerBy: '2026-03-06' },
    }
    expect(foldFile(append(noted, [extended], streamOf('file', 'f1'))).answerBy).toBe('2026-03-06')
  })
})

describe('the register of a day', () => {
  const versions = [
    { version: 1, at: new Date('2016-08-01T10:00:00Z'), causedBy: null, application: mark, rest: emptyRest },
    {
      version: 2,
      at: new Date('2020-05-04T22:30:00Z'),
      causedBy: 'r1',
      application: { ...mark, ownReference: 'new' },
      rest: { ...emptyRest, flags: ['frozen'] },
    },
  ]
  const on = (day: string) => registerView({ right: 'TM', history: life, versions }, day, office)
  test.each([
    ['2016-07-31', undefined, undefined],
    ['2016-10-02', 'Filed', 1],
    ['2016-10-03', 'Published', 1],
    // The office's own day counts: 22:30 in UTC is the next day in Sofia.
    ['2020-05-04', 'Registered', 1],
    ['2020-05-05', 'Registered', 2],
  ])('%s is %s in version %s', (day, status, version) => {
    const view = on(day)
    expect([view?.status, view?.record?.version]).toEqual([status, version])
  })
  test('knows only the dates of that day', () => {
    expect(on('2016-12-31')?.dates.registration).toBeUndefined()
    expect(on('2020-05-05')?.rest.flags).toEqual(['frozen'])
  })
})

const facts = (given: { status?: FileStatus; right?: Right } = {}) => {
  const told = fileFactsOf(
    {
      ...{ fileId: 'f1', fileNumber: 'BT-TM-2016-1', right: 'TM', branch: 'main', language: 'en' },
      ...{ history: life, application: mark, rest: emptyRest, owners: [] },
      notices: [{ noticeId: 'n1', title: 'Deficiency', answerBy: '2026-11-21', extensions: 0 }],
    },
    office,
  )
  return { ...(told ?? expect.unreachable('no facts')), ...given }
}
const own = { office, isOwn: true }

describe('a gate', () => {
  const renewal = aType({
    gate: {
      statuses: ['Registered'],
      windows: [
        {
          from: { date: 'expiry', back: { count: 12, unit: 'months' } },
          to: { date: 'expiry', plus: { period: 'grace' } },
        },
      ],
      by: 'party',
    },
  })
  test.each([
    ['2026-01-09', ['gate-early']],
    ['2026-01-10', []],
    // Six months after 10 January 2027 are over on a Saturday, so that the Monday after it still counts.
    ['2027-07-12', []],
    ['2027-07-13', ['gate-late']],
  ])('on %s says %j: both ends count, and the last is no closed day', (on, codes) =>
    expect(gateOf(renewal, facts(), { on, ...own }).reasons.map(({ code }) => code)).toEqual(codes),
  )

  test('only warns where the profile says so, but never about whose file it is', () => {
    const oppose = aType({ type: 'oppose', gate: { statuses: ['Opposed'], by: 'party' } })
    expect(gateOf(oppose, facts(), { on: '2026-11-20', ...own }).verdict).toBe('warning')
    const foreign = gateOf(oppose, facts(), { on: '2026-11-20', office, isOwn: false })
    expect([foreign.verdict, foreign.reasons.map(({ code }) => code)]).toEqual([
      'blocked',
      ['gate-not-yours', 'gate-status'],
    ])
  })
  test('says that it has no date to count from, unless its window is open then', () => {
    const { dates: _dates, ...rest } = facts()
    const unknown = { ...rest, dates: {} }
    expect(gateOf(renewal, unknown, { on: '2026-11-20', ...own }).reasons[0]?.code).toBe('gate-date-unknown')
    const lenient = aType({
      gate: { ...renewal.gate, windows: [{ from: { date: 'expiry' }, ifUnknown: 'open' }] },
    })
    expect(gateOf(lenient, unknown, { on: '2026-11-20', ...own }).verdict).toBe('open')
  })
  test('of a notice counts to its own limit, and only so many extensions', () => {
    const extend = aType({
      type: 'extend',
      about: 'notice',
      gate: { statuses: 'any', windows: [{ to: { date: 'notice-limit' } }], by: 'party' },
      effects: [{ do: 'extend-limit', plus: { period: 'extension' } }],
    })
    const code = (on: string, noticeId = 'n1', extensions = 0) =>
      gateOf(
        extend,
        { ...facts(), notices: facts().notices.map((one) => ({ ...one, extensions })) },
        { on, ...own, noticeId },
      ).reasons.map((reason) => reason.code)
    // 21 November 2026 is a Saturday.
    expect([code('2026-11-23'), code('2026-11-24')]).toEqual([[], ['gate-late']])
    expect(code('2026-11-20', 'another')).toEqual(['gate-no-notice'])
    expect(code('2026-11-20', 'n1', 3)).toEqual(['gate-extensions'])
  })
  test('tells statuses and dates in words of the reader', () => {
    const [reason] = gateOf(renewal, facts({ status: 'Expired' }), { on: '2026-11-20', ...own }).reasons
    expect(reason && gateTextOf(reason, 'en')).toContain('“Expired”')
    expect(reason && gateTextOf(reason, 'ar')).toContain('مسجَّل')
    expect(reason && gateTextOf({ ...reason, code: 'of-tomorrow' }, 'ar')).toBe(reason?.message)
  })
})

describe('a request that cannot be granted', () => {
  const request = (data: PostFilingRequest['data']): PostFilingRequest => ({
    requestId: '7b0a4d3e-1f57-4c39-9c8e-0f4a3a1f9d11',
    ...{ kind: 'post-filing', type: 'renewal', formVersion: 'renewal-1', right: 'TM', branch: 'main' },
    language: 'en',
    data,
    documents: [],
    signature: { name: 'A', capacity: 'Agent' },
  })
  const context: EffectContext = {
    ...{ on: '2026-11-20', status: 'Registered', office },
    dates: datesOf(life, mark, 'TM'),
  }
  const grant = (
    effects: readonly Effect[],
    data: PostFilingRequest['data'],
    record: { application: ApplicationRequest; rest: RegisterRest } = { application: mark, rest: emptyRest },
  ) => applyEffects(aType({ effects }), request(data), record, context)
  const codeOf = (...given: Parameters<typeof grant>): string => {
    try {
      grant(...given)
    } catch (error) {
      if (error instanceof EffectRefusal) return error.said.code
      throw error
    }
    return 'granted'
  }
  const [first] = mark.goodsAndServices
  const classNumber = first?.classNumber ?? 0
  test.each<[string, readonly Effect[], PostFilingRequest['data'], string]>([
    [
      'an entry that is not there',
      [{ do: 'end', list: 'licences', entry: 'data.no' }],
      { no: 'L-9' },
      'effect-no-entry',
    ],
    [
      'goods of another class',
      [{ do: 'narrow', what: 'goods', to: 'data.goods' }],
      { goods: [{ classNumber: classNumber === 45 ? 1 : classNumber + 1, terms: [] }] },
      'effect-no-class',
    ],
    [
      'goods that are not in the register',
      [{ do: 'narrow', what: 'goods', by: 'data.goods' }],
      { goods: [{ classNumber, terms: ['Moon dust'] }] },
      'effect-no-term',
    ],
    [
      'goods, so that none is left',
      [{ do: 'narrow', what: 'goods', by: 'data.goods' }],
      { goods: mark.goodsAndServices.map((one) => ({ classNumber: one.classNumber })) },
      'effect-nothing-left',
    ],
    [
      'a person who is not there',
      [{ do: 'replace-person', among: 'applicants', which: 'data.no', from: 'data' }],
      { no: 9 },
      'effect-no-person',
    ],
    [
      'an entry of the application that there is not',
      [{ do: 'correct', path: 'data.path', to: 'data.to' }],
      { path: 'mark.taste', to: 'x' },
      'effect-no-path',
    ],
    [
      'what nobody may correct',
      [{ do: 'correct', path: 'data.path', to: 'data.to' }],
      { path: 'requestId', to: 'x' },
      'effect-no-path',
    ],
    [
      'a correction that leaves no valid application',
      [{ do: 'correct', path: 'data.path', to: 'data.to' }],
      { path: 'applicants.0.address.country', to: 'Atlantis' },
      'effect-invalid',
    ],
    [
      'a priority after the filing date',
      [{ do: 'add-priority', from: 'data.one' }],
      { one: { country: 'FR', number: '7', date: '2016-08-01' } },
      'effect-priority-late',
    ],
    [
      'a priority that is claimed already',
      [{ do: 'add-priority', from: 'data.one' }],
      { one: { country: 'DE', number: 'P-1', date: '2016-03-01' } },
      'effect-priority-twice',
    ],
    [
      'a date that the file does not have',
      [{ do: 'move-date', date: 'annuity-due', plus: { count: 1, unit: 'years' } }],
      {},
      'effect-no-date',
    ],
    [
      'a part of another right',
      [{ do: 'narrow', what: 'designs', by: 'data.designs' }],
      { designs: ['1'] },
      'effect-wrong-right',
    ],
    [
      'what the request does not say',
      [{ do: 'record', list: 'licences', from: 'data.licence' }],
      {},
      'effect-missing',
    ],
  ])('is refused with the reason: %s', (_, effects, data, code) => expect(codeOf(effects, data)).toBe(code))

  test('gives nothing out of hand while a measure holds it', () => {
    const held = { application: mark, rest: { ...emptyRest, flags: ['transfer-blocked'] } }
    const people = { people: z.json().parse(mark.applicants) }
    expect(codeOf([{ do: 'set', member: 'applicants', from: 'data.people' }], people, held)).toBe(
      'effect-transfer-blocked',
    )
  })
  test('leaves the record that it was given untouched, also when it is granted', () => {
    const before = JSON.stringify(mark)
    const { changed, rest } = grant([{ do: 'record', list: 'licences', from: 'data.all' }], {
      all: [{ a: 1 }, { a: 2 }],
    })
    expect([JSON.stringify(mark), changed, rest.entries.map(({ no }) => no)]).toEqual([
      before,
      ['entries.L-1', 'entries.L-2'],
      ['L-1', 'L-2'],
    ])
    expect(emptyRest.entries).toEqual([])
  })
  test('names what changed beside the application in every language', () =>
    expect(
      ['entries.L-1', 'flags.frozen', 'dates.expiry', 'correspondence', 'applicants.0'].map((path) => [
        registerLabel(path, 'en'),
        registerLabel(path, 'ar') === undefined,
      ]),
    ).toEqual([
      ['Licence L-1', false],
      ['Held up by a challenge', false],
      ['expiry date', false],
      ['Address for letters', false],
      [undefined, true],
    ]))
})
