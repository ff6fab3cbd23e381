/** The tests that every post-filing request has: it is filed, gated, priced, and compared with the register before and after. */
import { aDesignRequest, aPatentRequest, aPostFilingRequest, aTrademarkRequest } from '@lodge/mocks'
import {
  addDays,
  annuityYearOf,
  applicationSchema,
  applyEffects,
  checkForm,
  designNumbersOf,
  EffectRefusal,
  emptyRest,
  fileStatuses,
  formatMoney,
  gateOf,
  price,
  requestSchema,
  rightOf,
  tariffOn,
  type ApplicationRequest,
  type EffectResult,
  type FileFacts,
  type FileStatus,
  type OfficeProfile,
  type PlainDate,
  type PostFilingRequest,
  type RegisterEntry,
  type RegisterRest,
  type RequestType,
  type RequestValue,
  type Right,
} from '@lodge/shared-types'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadOfficeProfile } from '../src/offices/load-profile.ts'

export const offices = join(import.meta.dirname, '../offices')
export const today = '2026-11-20'

/** Returns the profile of a demo office as its files say it today. */
export async function demoOffice(office: 'borovia' | 'sahil'): Promise<OfficeProfile> {
  const result = await loadOfficeProfile(join(offices, office))
  if (result.ok) return result.profile
  throw new Error(result.errors.map(({ file, path, message }) => `${file} ${path}: ${message}`).join('\n'))
}

/** The application of a file of each right, before any request. */
export const applications = {
  TM: aTrademarkRequest({ seed: 2, classes: 3 }),
  PT: aPatentRequest(),
  UM: aPatentRequest({ kind: 'utility-model-application' }),
  DS: aDesignRequest(),
} as const satisfies Record<Right, ApplicationRequest>

/** Statuses in which an application waits for its decision, and in which a right is in force. */
export const pending = ['Filed', 'Published', 'Opposed', 'Examined', 'Appealed', 'Pending'] as const
export const inForce = ['Registered', 'Renewed', 'Reinstated'] as const

/** Returns an entry of the register as an earlier request has made it. */
export const entryInForce = (
  list: RegisterEntry['list'],
  no: string,
  data: RegisterEntry['data'] = {},
): RegisterEntry => ({
  ...{ no, list, data, version: 1 },
  ...{ state: 'in-force', since: '2026-01-15', until: null, madeBy: 'an-earlier-request', changedBy: null },
})

/** A file as it stands before the request. */
export type FileBefore = {
  status: FileStatus
  dates?: FileFacts['dates']
  rest?: Partial<RegisterRest>
  application?: ApplicationRequest
  notices?: FileFacts['notices']
  isInternational?: boolean
}

/** What the register does on a grant; what is not named does not happen. */
type Granted = {
  /** Paths of the register that change, in the order of `EffectResult.changed`. */
  changed: readonly string[]
  actions?: readonly string[]
  tasks?: readonly string[]
  /** Looks at what has changed to what. */
  register?: (after: EffectResult, before: { application: ApplicationRequest; rest: RegisterRest }) => void
}

/** One way in which a request can be filed, and what comes of it. */
export type RequestWay = {
  /** Such as `of a whole mark`. */
  way: string
  right?: Right
  file?: Partial<FileBefore>
  answers?: Readonly<Record<string, RequestValue>>
  attached?: readonly string[]
  price: string
} & (
  | { granted: Granted }
  /** The code of what is said when it cannot be granted. */
  | { refused: string }
)

export type RequestCase = {
  /** Such as `R25`, and what it is called. */
  id: string
  title: string
  /** The file about which it is filed by day `today`; ways may change it. Without one it is about money. */
  file?: FileBefore
  gate: {
    statuses?: readonly FileStatus[] | 'any' | 'published'
    /** The first and last day, both of which are open; the days beside them are not. */
    first?: PlainDate
    last?: PlainDate
    by?: 'party' | 'either-party' | 'opponent' | 'anyone'
    /** Of an order or an attempt: states in which it may be filed, and some in which it may not. */
    states?: { open: readonly string[]; closed: readonly string[] }
    notWhile?: readonly string[]
  }
  ways: readonly RequestWay[]
}

const wordOf = (application: ApplicationRequest): string =>
  'invention' in application ? application.invention.title : application.kind

/** Returns what a device knows of the file of a case. */
export function factsOf(right: Right, before: FileBefore): FileFacts {
  const application = before.application ?? applications[right]
  const rest = { ...emptyRest, ...before.rest }
  const { publication, ...dates } = {
    filing: '2026-03-02',
    entitlement: '2026-03-02',
    publication: '2026-06-01',
    ...before.dates,
  }
  const isPublished = before.status !== 'Filed' && before.status !== 'Examined'
  return {
    fileId: 'file-1',
    fileNumber: 'BT-1',
    right,
    status: before.status,
    branch: 'main',
    language: 'en',
    isInternational: before.isInternational ?? false,
    isPublished,
    dates: isPublished ? { ...dates, publication } : dates,
    title: wordOf(application),
    owners: application.applicants.map(() => 'An owner'),
    ...('inventors' in application ? { inventors: application.inventors.map(() => 'An inventor') } : {}),
    ...('designers' in application ? { designers: application.designers.map(() => 'A designer') } : {}),
    flags: rest.flags,
    entries: rest.entries.map(({ list, no }) => ({ list, no, label: no })),
    notices: before.notices ?? [],
    classes: application.kind === 'trademark-application' ? application.goodsAndServices : [],
    designs: designNumbersOf({ application, rest }),
    ...('invention' in application ? { claims: application.invention.claims } : {}),
    ...(dates['annuity-due'] ? { annuityYear: annuityYearOf(dates.filing, dates['annuity-due']) } : {}),
  }
}

/** Registers the tests of one request at an office. */
export function testsOfRequest(office: OfficeProfile, { id, title, file, gate, ways }: RequestCase): void {
  const type: RequestType =
    office.requestTypes.find((one) => one.id === id) ?? expect.unreachable(`${id} is not taken`)
  const [firstWay] = ways
  const firstRight = firstWay?.right ?? type.rights[0] ?? 'TM'
  const beforeOf = (way: RequestWay | undefined): FileBefore | undefined =>
    file && { ...file, ...way?.file, dates: { ...file.dates, ...way?.file?.dates } }
  const noticeId = file?.notices?.[0]?.noticeId
  const requestOf = ({ right = firstRight, answers = {}, attached = [] }: RequestWay): PostFilingRequest =>
    aPostFilingRequest(type, {
      right,
      answers,
      attached,
      on: today,
      fileNumber: 'BT-1',
      ...(noticeId === undefined ? {} : { noticeId }),
    })

  const codes = (
    facts: FileFacts | undefined,
    { on = today, isOwn = true, isOpponent = false, moneyState }: Ask = {},
  ): string[] => {
    const ask = { on, office, isOwn, isOpponent, noticeId, moneyState }
    const { verdict, reasons } = gateOf(type, facts, ask)
    expect(verdict === 'open').toBe(reasons.length === 0)
    return reasons.map(({ code }) => code)
  }

  describe(`${id} ${title}`, () => {
    test.each(ways.map((way) => [way.way, way] as const))('is filed %s', (_, way) => {
      const before = beforeOf(way)
      const facts = before && factsOf(way.right ?? firstRight, before)
      const request = requestOf(way)
      expect(checkForm(request, office, today, facts)).toEqual([])
      expect(requestSchema.parse(request)).toEqual(request)
      const foreign = { ...request, data: { ...request.data, theFieldOfAnotherType: 'x' } }
      expect(checkForm(foreign, office, today, facts).map(({ path, code }) => `${path} ${code}`)).toEqual([
        'data.theFieldOfAnotherType unknown-entry',
      ])
    })

    if (file) testsOfFileGate({ type, right: firstRight, before: beforeOf(firstWay) ?? file, gate, codes })
    else
      test('may be filed only while the payment stands so that it makes sense', () => {
        const { open = [], closed = [] } = gate.states ?? {}
        for (const moneyState of open) expect(codes(undefined, { moneyState })).toEqual([])
        for (const moneyState of closed)
          expect(codes(undefined, { moneyState })).toEqual(['gate-money-state'])
        expect(codes(undefined, { isOwn: false })).toEqual(['gate-not-yours'])
      })

    test.each(ways.map((way) => [way.price, way.way, way] as const))('costs %s %s', (expected, _, way) => {
      const before = beforeOf(way)
      const facts = before && factsOf(way.right ?? firstRight, before)
      const tariff = tariffOn(office.tariffs, today) ?? expect.unreachable('there is a tariff today')
      const { total } = price(tariff, [requestOf(way)], {
        on: today,
        calendar: office.calendar,
        facts: () => facts,
      })
      expect(formatMoney(total)).toBe(expected)
    })

    const outcome = (way: RequestWay): string =>
      'refused' in way ? 'is not granted, and changes nothing,' : 'changes the register'
    test.each(ways.map((way) => [outcome(way), way.way, way] as const))('%s %s', (_, __, way) => {
      const before = beforeOf(way) ?? { status: 'Filed' }
      const facts = factsOf(way.right ?? firstRight, before)
      const record = {
        application: before.application ?? applications[way.right ?? firstRight],
        rest: { ...emptyRest, ...before.rest },
      }
      expect(rightOf[record.application.kind]).toBe(way.right ?? firstRight)
      const copy = structuredClone(record)
      const context = { on: today, status: before.status, office, dates: facts.dates }
      const grant = (): EffectResult => applyEffects(type, requestOf(way), record, context)
      if ('refused' in way) {
        expect(refusalOf(grant)).toBe(way.refused)
      } else {
        const after = grant()
        const { changed, actions = [], tasks = [], register } = way.granted
        expect({ changed: after.changed, actions: after.actions, tasks: after.tasks }).toEqual({
          changed,
          actions,
          tasks,
        })
        expect(applicationSchema.parse(after.application)).toEqual(after.application)
        register?.(after, record)
      }
      expect(record).toEqual(copy)
    })
  })
}

type Ask = { on?: PlainDate; isOwn?: boolean; isOpponent?: boolean; moneyState?: string }

function refusalOf(grant: () => unknown): string | undefined {
  try {
    grant()
  } catch (error) {
    if (error instanceof EffectRefusal) return error.said.code
    throw error
  }
  return undefined
}

function testsOfFileGate({
  type,
  right,
  before,
  gate,
  codes,
}: {
  type: RequestType
  right: Right
  before: FileBefore
  gate: RequestCase['gate']
  codes: (facts: FileFacts, ask?: Ask) => string[]
}): void {
  const facts = factsOf(right, before)
  const { statuses = 'any', first, last, by = 'party', notWhile = [] } = gate
  const day = first ?? last ?? today

  test('is open in its statuses, and in no other', () => {
    const open = fileStatuses.filter((status) => {
      const said = codes({ ...factsOf(right, { ...before, status }) }, { on: day, isOpponent: true })
      const against = said.filter((code) => code === 'gate-status' || code === 'gate-unpublished')
      return against.length === 0
    })
    if (statuses === 'any') expect(open).toEqual(fileStatuses)
    else if (statuses === 'published') expect(open).not.toContain('Filed')
    else expect(open.toSorted()).toEqual([...statuses].toSorted())
  })
  test('is open on the first and the last day, and closed beside them', () => {
    const ask = (on: PlainDate): string[] => codes(facts, { on, isOpponent: true })
    expect(ask(day)).toEqual([])
    if (first !== undefined) expect([ask(first), ask(addDays(first, -1))]).toEqual([[], ['gate-early']])
    if (last !== undefined) expect([ask(last), ask(addDays(last, 1))]).toEqual([[], ['gate-late']])
    if (first === undefined) expect(ask('2000-01-01')).toEqual([])
    if (last === undefined) expect(ask('2100-01-01')).toEqual([])
  })
  test('is for those whose it is, and for the rights that it names', () => {
    const stranger = codes(facts, { on: day, isOwn: false })
    const published = facts.isPublished ? [] : ['gate-unpublished']
    const expected = {
      party: ['gate-not-yours'],
      'either-party': published,
      opponent: ['gate-not-opponent'],
      anyone: published,
    }
    expect([...new Set(stranger)]).toEqual(expected[by])
    for (const other of (['TM', 'PT', 'UM', 'DS'] as const).filter((one) => !type.rights.includes(one)))
      expect(codes({ ...facts, right: other }, { on: day })).toEqual(['gate-right'])
    for (const flag of notWhile)
      expect(codes({ ...facts, flags: [flag] }, { on: day, isOpponent: true })).toHaveLength(1)
  })
}
