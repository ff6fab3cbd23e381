import {
  applyEffects,
  checkForm,
  emptyRest,
  formFor,
  formOfType,
  gateOf,
  price,
  requestSchema,
  tariffOn,
  type FileFacts,
  type GateVerdict,
  type OfficeProfile,
  type PostFilingRequest,
  type RequestType,
} from '@lodge/shared-types'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aPostFilingRequest } from '../../../mocks/src/builders/post-filing-request.ts'
import { aTrademarkRequest } from '../../../mocks/src/builders/dossier.ts'
import { loadOfficeProfile } from './load-profile.ts'

const repository = join(import.meta.dirname, '../../..')
const on = '2026-11-20'

/** The blocks of JSON in the document, as they stand there. */
const blocks = [
  ...(await readFile(join(repository, 'docs/requests.md'), 'utf8')).matchAll(/^```json\n(.*?)^```$/gms),
].map(([, block = '']) => block)
const typeBlock = blocks.find((block) => block.includes('"id": "R49"')) ?? ''
const takenBlock = blocks.find((block) => block.startsWith('{\n  "types"')) ?? ''

const named = z.looseObject({ type: z.string() })
const rulesSchema = z.looseObject({
  types: z.record(z.string(), z.json()),
  periods: z.record(z.string(), z.json()),
})

let root = ''
let before: OfficeProfile
let office: OfficeProfile
let type: RequestType

async function load(): Promise<OfficeProfile> {
  const result = await loadOfficeProfile(join(root, 'borovia'))
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.profile
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lodge-49th-'))
  await cp(join(repository, 'processor/offices'), root, { recursive: true })
  before = await load()
  const { type: name } = named.parse(JSON.parse(typeBlock))
  await mkdir(join(root, 'borovia/requests'), { recursive: true })
  await writeFile(join(root, 'borovia/requests', `${name}.json`), typeBlock)
  const rulesFile = join(root, 'borovia/requests.json')
  const rules = rulesSchema.parse(JSON.parse(await readFile(rulesFile, 'utf8')))
  const { types, periods } = rulesSchema.parse(JSON.parse(takenBlock))
  const added = {
    ...rules,
    types: { ...rules.types, ...types },
    periods: { ...rules.periods, ...periods },
  }
  await writeFile(rulesFile, JSON.stringify(added))
  office = await load()
  type = office.requestTypes.find((one) => one.id === 'R49') ?? expect.unreachable('R49 is not loaded')
})
afterAll(() => rm(root, { recursive: true }))

const facts: FileFacts = {
  fileId: 'file-1',
  fileNumber: 'BT-TM-2026-1',
  right: 'TM',
  status: 'Published',
  branch: 'main',
  language: 'en',
  isInternational: false,
  isPublished: true,
  dates: { filing: '2026-03-02', entitlement: '2026-03-02', publication: '2026-10-05' },
  title: 'NORDWELL',
  owners: ['Ivana Petrova'],
  flags: [],
  entries: [],
  notices: [],
  classes: [],
  designs: [],
}
const consent = (answers: Parameters<typeof aPostFilingRequest>[1] = {}): PostFilingRequest =>
  aPostFilingRequest(type, { on, ...answers })

describe('a 49th request, from the document alone', () => {
  test('is one request more at the office, and nothing else', () => {
    expect(office.requestTypes.map((one) => one.type)).toEqual([
      ...before.requestTypes.map((one) => one.type),
      'letter-of-consent',
    ])
    expect(formFor({ kind: 'post-filing', type: 'letter-of-consent' }, office)).toBe(formOfType(type))
    expect(formFor({ kind: 'post-filing', type: 'letter-of-consent' }, before)).toBeUndefined()
  })

  test('is filled in and checked as every request is', () => {
    const whole = consent()
    expect(checkForm(whole, office, on)).toEqual([])
    expect(requestSchema.parse(whole)).toEqual(whole)
    const { documents: _letter, ...without } = consent({ answers: { 'data.consent.covers': 'part' } })
    expect(
      checkForm(
        {
          ...without,
          documents: [],
          data: {
            consent: { earlierNumber: 'BT-TM-2019-7', givenOn: '2026-11-21', covers: 'part' },
            paid: true,
          },
        },
        office,
        on,
      ).map(({ path, code }) => `${path} ${code}`),
    ).toEqual([
      'data.consent.givenOn date-future',
      'data.consent.part missing',
      'data.letter document-missing',
      'data.paid unknown-entry',
    ])
  })

  describe('has a gate', () => {
    const filedOn = (day: string, changed: Partial<FileFacts> = {}, isOwn = true): GateVerdict =>
      gateOf(type, { ...facts, ...changed }, { on: day, office, isOwn })
    const codes = ({ verdict, reasons }: GateVerdict): string[] => [
      verdict,
      ...reasons.map(({ code }) => code),
    ]
    test('that is open until the last day of the office’s own period, from publication on', () => {
      // Two months from 5 October 2026 end on Saturday 5 December, and so on the Monday after it.
      expect(filedOn('2026-12-07')).toEqual({ verdict: 'open', reasons: [] })
      expect(codes(filedOn('2026-12-08'))).toEqual(['warning', 'gate-late'])
    })
    test('that is open before publication', () =>
      expect(
        filedOn(on, { status: 'Filed', isPublished: false, dates: { filing: '2026-03-02' } }).verdict,
      ).toBe('open'))
    test('that warns of another status, and is closed to other rights and other people', () => {
      expect(codes(filedOn(on, { status: 'Registered' }))).toEqual(['warning', 'gate-status'])
      expect(codes(filedOn(on, { right: 'PT' }))).toEqual(['blocked', 'gate-right'])
      expect(codes(filedOn(on, {}, false))).toEqual(['blocked', 'gate-not-yours'])
    })
  })

  test('is free, for no line of the tariff names it, and costs what a line says', () => {
    const tariff = tariffOn(office.tariffs, on) ?? expect.unreachable('there is a tariff today')
    expect(price(tariff, [consent()], { on })).toMatchObject({ lines: [], total: { amountMinor: 0n } })
    const [item] = tariff.items
    const charged = {
      ...tariff,
      items: [
        {
          code: 'consent',
          rule: item?.rule ?? '',
          label: { en: 'Letter of consent' },
          request: 'letter-of-consent',
          per: 'request',
          free: 0,
          unitMinor: 2000n,
        } as const,
      ],
    }
    expect(price(charged, [consent()], { on }).total.amountMinor).toBe(2000n)
  })

  test('changes the register as its file says, and only so', () => {
    const record = { application: aTrademarkRequest(), rest: emptyRest }
    const context = { on, status: 'Published', office, dates: facts.dates } as const
    const request = consent({ answers: { 'data.consent.earlierNumber': 'BT-TM-2019-7' } })
    const granted = applyEffects(type, request, record, context)
    expect(granted.changed).toEqual(['entries.Q-1', 'flags.earlier-owner-consents'])
    expect(granted.application).toEqual(record.application)
    expect(granted.rest.entries).toMatchObject([
      {
        no: 'Q-1',
        list: 'requests',
        state: 'in-force',
        since: on,
        madeBy: request.requestId,
        data: { earlierNumber: 'BT-TM-2019-7', covers: 'all' },
      },
    ])
    const part = consent({ answers: { 'data.consent.covers': 'part' } })
    expect(applyEffects(type, part, record, context).changed).toEqual(['entries.Q-1'])
  })

  test('is refused with its file and path where something of it does not fit', async () => {
    const file = join(root, 'borovia/requests/letter-of-consent.json')
    await writeFile(
      file,
      typeBlock
        .replace('"from": "data.consent"', '"from": "data.consents"')
        .replace('"consent" }', '"assent" }'),
    )
    const result = await loadOfficeProfile(join(root, 'borovia'))
    await writeFile(file, typeBlock)
    expect(result.ok ? [] : result.errors.map((error) => `${error.file} | ${error.path}`).toSorted()).toEqual(
      [
        'requests/letter-of-consent.json | effects.0.from',
        'requests/letter-of-consent.json | gate.windows.0.to.plus',
      ],
    )
  })
})
