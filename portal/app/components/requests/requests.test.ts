/** Choosing a request without a network: what is offered about a file, what its gate says of a day, and how its draft begins. */
import { fileURLToPath } from 'node:url'
import { loadOfficeProfile } from '@lodge/processor'
import {
  formOfType,
  gateSaying,
  publicProfileOf,
  type FileFacts,
  type RequestType,
} from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { aFile } from '../../device/test-support/a-file.ts'
import { en } from '../../messages/en.ts'
import { ar } from '../../messages/ar.ts'
import { dateInWords } from '../../office-time.ts'
import { startOfRequest } from './begin-request.ts'
import { gateHere } from './gate-here.ts'
import type { Subject } from './subject.ts'
import { gateOfDraft } from './gate-of-draft.ts'
import { filesFound } from './files-found.ts'
import { isChoosable, offeredRequests } from './offered-requests.ts'
import { pricesFrom } from './prices-from.ts'
import { complaintsOf } from '../sending/problem-words.ts'
import { reasonInWords } from './reason-in-words.ts'

const loaded = await loadOfficeProfile(
  fileURLToPath(new URL('../../../../processor/offices/borovia', import.meta.url)),
)
if (!loaded.ok) throw new Error('The profile of Borovia has errors')
const { requestTypes: types } = loaded.profile
const profile = publicProfileOf(loaded.profile)

const typeNamed = (name: string): RequestType => {
  const found = types.find(({ type }) => type === name)
  if (!found) throw new Error(`Borovia takes no ${name}`)
  return found
}
const own = (change: Partial<FileFacts> = {}): Subject => ({ kind: 'own', file: aFile(change) })
const number: Subject = { kind: 'number', fileNumber: 'BT/TM/2020/9', right: 'TM' }
const on = '2026-11-20'

const offer = (subject: Subject) =>
  offeredRequests(types, subject, { on, profile }).flatMap(({ requests }) => requests)
const namesOf = (offered: ReturnType<typeof offer>): string[] => offered.map(({ type }) => type.type)

test('an own mark is offered what is for marks, by family, and nothing that is about money', () => {
  const names = namesOf(offer(own()))
  expect(names).toEqual(
    expect.arrayContaining(['renewal', 'transfer', 'correspondence-address', 'opposition']),
  )
  expect(names).not.toEqual(expect.arrayContaining(['annuity']))
  expect(names).not.toEqual(expect.arrayContaining(['refund']))
  const families = offeredRequests(types, own(), { on, profile }).map(({ family }) => family)
  expect(new Set(families).size).toBe(families.length)
})

test('a patent of the account is offered its annuity', () =>
  expect(namesOf(offer(own({ right: 'PT' })))).toContain('annuity'))

test('of a file that is not in the account only what others may file can be begun, and the office judges it', () => {
  const offered = offer(number)
  expect(offered.find(({ type }) => type.type === 'opposition')?.gate.verdict).toBe('unknown')
  const renewal = offered.find(({ type }) => type.type === 'renewal')
  expect(renewal && isChoosable(renewal)).toBe(false)
  expect(renewal?.gate.reasons.map(({ code }) => code)).toEqual(['gate-not-yours'])
})

test('of an order or a payment only what is about money is offered', () => {
  const offered = offer({ kind: 'money', number: 'ORD-1' })
  expect(offered.length).toBeGreaterThan(0)
  expect(new Set(offered.map(({ type }) => type.about))).toEqual(new Set(['order', 'attempt']))
})

test('a renewal is open inside its window and says from when or until when outside of it, in both languages', () => {
  const at = (expiry: string) =>
    gateHere(typeNamed('renewal'), own({ dates: { expiry } }), { on, office: profile })
  expect(at('2027-03-01').verdict).toBe('open')
  const early = at('2030-03-01')
  expect(early.reasons.map(({ code }) => code)).toEqual(['gate-early'])
  const [reason] = early.reasons
  expect(reason && reasonInWords(reason, en, 'en')).toMatch(/from \d{1,2} [A-Z][a-z]+ 20\d\d/)
  expect(reason && reasonInWords(reason, ar, 'ar')).toMatch(/[\u0600-\u06FF]/)
  expect(at('2020-03-01').reasons.map(({ code }) => code)).toEqual(['gate-late'])
})

test('what the office’s own gate refuses is told in the person’s language, with the request that it is about', () => {
  const reason = gateSaying('gate-late', { to: '2026-09-01' })
  const problem = {
    ...{ type: 'urn:lodge:problem:invalid', title: 'Invalid', status: 422, code: 'invalid' },
    errors: [{ path: 'requests.1.fileNumber', ...reason }],
  }
  const [complaint] = complaintsOf(problem, ar, 'ar')
  expect(complaint).toMatchObject({ request: 1, path: 'fileNumber', code: 'gate-late' })
  expect(complaint?.sentence).toContain(dateInWords('2026-09-01', ar))
  expect(complaintsOf(problem, en, 'en')[0]?.sentence).toContain('1 September 2026')
})

test('a request about a notice is offered once for each notice that waits, and once with the reason where none does', () => {
  const notices = ['n-1', 'n-2'].map((noticeId) => ({
    ...{ noticeId, title: 'Notice of deficiency', answerBy: '2026-12-20', extensions: 0 },
  }))
  const about = (file: Partial<FileFacts>) => offer(own(file)).filter(({ type }) => type.about === 'notice')
  const waiting = about({ status: 'Pending', notices })
  expect(waiting.map(({ notice }) => notice?.noticeId)).toEqual(['n-1', 'n-2'])
  const none = about({ status: 'Pending' })
  expect(none.map(({ gate }) => gate.verdict)).toEqual(['blocked'])
  expect(none.flatMap(({ gate }) => gate.reasons.map(({ code }) => code))).toContain('gate-no-notice')
})

test('a draft carries what it is about, and begins with the classes that the file has', () => {
  const type = typeNamed('goods-limitation')
  const values = startOfRequest(formOfType(type), { type }, own(), profile)
  expect(Object.fromEntries(values)).toMatchObject({
    right: 'TM',
    fileNumber: 'BT/TM/2026/1',
    branch: 'main',
    language: 'en',
    'data.goods.i0': { at: 1 },
    'data.goods.i0.classNumber': 9,
    'data.goods.i0.terms': ['Tide gauges'],
  })
})

test('the gate of a draft is judged again each day, and not at all before the account’s files are known', () => {
  const type = typeNamed('renewal')
  const form = formOfType(type)
  const file = aFile({ dates: { expiry: '2027-03-01' } })
  const values = startOfRequest(form, { type }, { kind: 'own', file }, profile)
  const office = { ...profile, requestTypes: types }
  const verdict = (day: string, known = { file, asOf: 1 }) =>
    gateOfDraft(form, values, office, day, known)?.verdict
  expect([verdict('2026-11-20'), verdict('2024-01-01')]).toEqual(['open', 'blocked'])
  expect(gateOfDraft(form, values, office, on, { file: undefined, asOf: undefined })?.verdict).toBe('unknown')
  expect(gateOfDraft(form, values, office, on, { file: undefined, asOf: 1 })?.verdict).toBe('blocked')
})

test('what a request costs at least is told before it is begun', () => {
  const prices = pricesFrom(types, own(), profile, on)
  expect(prices.get('renewal')?.amountMinor).toBeGreaterThan(0n)
  expect(prices.has('annuity')).toBe(false)
})

test('a thousand files are searched by number, title and owner at once', () => {
  const files = Array.from({ length: 1_000 }, (_, index) =>
    aFile({
      fileId: `f${index}`,
      fileNumber: `BT/TM/2026/${index}`,
      owners: [index % 2 ? 'Karoo' : 'Rosenthal'],
    }),
  )
  expect(filesFound(files, ' rosenthal 2026/99 ').map(({ fileNumber }) => fileNumber)).toEqual([
    ...[990, 992, 994, 996, 998].map((index) => `BT/TM/2026/${index}`),
  ])
  expect(filesFound(files, '')).toHaveLength(1_000)
})
