/** The line that says how saving and sending stand. */
import { expect, test } from 'vitest'
import type { OutboxEntry } from '../device/outbox-rows.ts'
import { initialSenderState, type SenderState } from '../device/sending/sender-state.ts'
import { standingOf } from './standing.ts'

const online: SenderState = { ...initialSenderState, reachability: 'online', authority: 'ok', leading: true }
const entry = (state: OutboxEntry['progress']['state']): Pick<OutboxEntry, 'progress'> => ({
  progress: { state, uploaded: {}, mayBeSent: false, tries: 0 },
})
const said = (change: Partial<Parameters<typeof standingOf>[0]>): string[] =>
  standingOf({ hasUnsaved: false, isDraft: false, outbox: [], sender: online, unreadable: 0, ...change }).map(
    (part) => ('count' in part ? `${part.kind} ${part.count}` : part.kind),
  )

test('a draft on screen is saved on this device and not yet sent', () => {
  expect(said({ isDraft: true })).toEqual(['saved', 'not-yet-sent'])
  expect(said({ isDraft: true, hasUnsaved: true })).toEqual(['saving', 'not-yet-sent'])
})

test('what waits in the outbox is counted, and what needs the person stands before it', () => {
  const outbox = [entry('queued'), entry('sending'), entry('needs-you'), entry('acknowledged')]
  expect(said({ outbox })).toEqual(['saved', 'needs-you 1', 'queued 2'])
})

test('without a connection nobody is asked to sign in', () => {
  const sender: SenderState = { ...online, reachability: 'away', authority: 'sign-in-needed' }
  expect(said({ outbox: [entry('queued')], sender })).toEqual(['saved', 'queued 1', 'away'])
})

test('a missing session is told while something waits for it, and only then', () => {
  const sender: SenderState = { ...online, authority: 'sign-in-needed' }
  expect(said({ sender })).toEqual(['saved'])
  expect(said({ outbox: [entry('queued')], sender })).toEqual(['saved', 'queued 1', 'sign-in'])
})

test('a clock that is off by more than five minutes is pointed out', () => {
  expect(said({ sender: { ...online, clockSkewMs: -6 * 60_000 } })).toEqual(['saved', 'clock-wrong'])
  expect(said({ sender: { ...online, clockSkewMs: 4 * 60_000 } })).toEqual(['saved'])
})

test('drafts and dossiers that cannot be read are never passed over in silence', () =>
  expect(said({ unreadable: 2 })).toEqual(['saved', 'unreadable 2']))
