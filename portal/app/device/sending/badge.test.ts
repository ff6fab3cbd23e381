import { dossierStatuses, type DossierStatus } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import type { Progress } from '../outbox-rows.ts'
import { badgeOf } from './badge.ts'
import { failed } from './problems.ts'
import { initialSenderState, type SenderState } from './sender-state.ts'
import { anAcknowledgement, aDocument, aProgress } from './test-stand.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const online: SenderState = {
  ...initialSenderState,
  reachability: 'online',
  authority: 'ok',
  leading: true,
}
const documents = [0, 1, 2].map((index) => aDocument({ bytes: 100, index }))
const [first, second] = documents.map(({ sha256 }) => sha256)
const badge = (progress: Partial<Progress>, sender = online, at = now) =>
  badgeOf({ documents, progress: aProgress(progress) }, sender, at)
const signed = { state: 'acknowledged', acknowledgement: anAcknowledgement(), jws: 'a.b.c' } as const
const files = [{ requestId: 'r', fileId: 'f', fileNumber: 'F-1' }]
const asOf = '2026-03-01T12:00:00.000Z'

test('what is queued is not yet filed, and says what it waits for', () => {
  expect(badge({})).toEqual({ kind: 'queued', waitsFor: 'turn' })
  expect(badge({}, { ...online, reachability: 'away' })).toEqual({ kind: 'queued', waitsFor: 'network' })
  expect(badge({}, { ...online, authority: 'sign-in-needed' })).toMatchObject({ waitsFor: 'sign-in' })
  expect(badge({}, { ...online, authority: 'other-user' })).toMatchObject({ waitsFor: 'other-user' })
})

test('what failed says why, and when it is tried again', () => {
  const { problem } = failed('no-answer')
  expect(badge({ problem, nextTryAt: now + 4_000, tries: 2 })).toEqual({
    kind: 'queued',
    waitsFor: 'next-try',
    problem,
    nextTryInMs: 4_000,
  })
})

test('documents on their way are counted, in pieces and in bytes', () => {
  const uploaded = { [first ?? '']: 100, [second ?? '']: 40 }
  expect(badge({ state: 'sending', uploaded })).toEqual({
    kind: 'uploading',
    done: 1,
    of: 3,
    bytesDone: 140,
    bytesAll: 300,
  })
})

test('what stopped in the middle without a network is queued, and not uploading', () => {
  expect(badge({ state: 'sending' }, { ...online, reachability: 'away' })).toMatchObject({ kind: 'queued' })
})

test('a submission of unknown outcome is neither queued nor filed', () => {
  expect(badge({ state: 'sending', mayBeSent: true })).toEqual({ kind: 'submitting' })
  expect(badge({ mayBeSent: true }, { ...online, reachability: 'away' })).toEqual({
    kind: 'submitting',
    waitsFor: 'network',
  })
})

test('what needs the person says why, whatever the network does', () => {
  const { problem } = failed('document-missing')
  const sender = { ...online, reachability: 'away' } as const
  expect(badge({ state: 'needs-you', problem }, sender)).toEqual({ kind: 'needs-you', problem })
})

const expected: Record<DossierStatus, string> = {
  'awaiting-agreement': 'acknowledged agree',
  'awaiting-payment': 'acknowledged pay',
  'awaiting-confirmation': 'acknowledged bank',
  paid: 'paid',
  lodged: 'lodged',
  returned: 'returned',
  withdrawn: 'withdrawn',
}
test.each(dossierStatuses)('what the office calls %s is told the person', (status) => {
  const told = badge({ ...signed, office: { status, files, asOf } })
  expect('next' in told ? `${told.kind} ${told.next}` : told.kind).toBe(expected[status])
})

test('right after the acknowledgement the person is asked to pay, or to agree first where the total differs', () => {
  expect(badge(signed)).toEqual({ kind: 'acknowledged', next: 'pay' })
  const acknowledgement = anAcknowledgement()
  const order = { ...acknowledgement.order, agreementNeeded: true }
  expect(badge({ ...signed, acknowledgement: { ...acknowledgement, order } })).toMatchObject({
    next: 'agree',
  })
})

test('"Lodged" never appears without the office’s files, nor without its signed acknowledgement', () => {
  expect(badge({ ...signed, office: { status: 'lodged', files: [], asOf } }).kind).toBe('paid')
  for (const lacking of [{ jws: undefined }, { acknowledgement: undefined }]) {
    const { jws, acknowledgement } = { ...signed, ...lacking }
    const kept = { ...(jws === undefined ? {} : { jws }), ...(acknowledgement ? { acknowledgement } : {}) }
    const told = badge({ state: 'acknowledged', ...kept, office: { status: 'lodged', files, asOf } })
    expect(told.kind).not.toBe('lodged')
  }
})

test('an office may lodge before it is paid: then the person is still told that the fee is owed', () => {
  const lodged = { status: 'lodged', files, asOf } as const
  expect(badge({ ...signed, office: { ...lodged, isOwing: true } })).toMatchObject({
    kind: 'lodged',
    isOwing: true,
  })
  expect(badge({ ...signed, office: lodged })).toMatchObject({ kind: 'lodged', isOwing: false })
  const unlisted = { ...lodged, files: [], isOwing: true }
  expect(badge({ ...signed, office: unlisted })).toEqual({ kind: 'acknowledged', next: 'pay' })
})

test('the device’s clock decides nothing: ten years off give the same badge', () => {
  const years = 10 * 365 * 86_400_000
  const rows: Partial<Progress>[] = [
    {},
    { state: 'sending', uploaded: { [first ?? '']: 100 } },
    { mayBeSent: true },
    { nextTryAt: now + 1_000, problem: failed('timed-out').problem },
    { ...signed, office: { status: 'lodged', files, asOf } },
  ]
  for (const row of rows)
    for (const at of [now - years, now + years]) expect(badge(row, online, at).kind).toBe(badge(row).kind)
})
