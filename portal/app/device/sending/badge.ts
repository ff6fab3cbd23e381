/** What a person is told of a submitted dossier: computed from its rows and receipts alone, never from the device's clock. */
import type { Problem } from '@lodge/shared-types'
import type { OfficeFacts, OutboxEntry } from '../outbox-rows.ts'
import type { SenderState } from './sender-state.ts'

/** Why what is queued does not leave: the device is locked out, or simply has not come to it yet. */
type WaitsFor = 'turn' | 'network' | 'sign-in' | 'other-user' | 'next-try'

export type Badge =
  /** Not yet filed: nothing of the submission has left. */
  | { kind: 'queued'; waitsFor: WaitsFor; problem?: Problem; nextTryInMs?: number }
  /** Not yet filed: documents are on their way. */
  | { kind: 'uploading'; done: number; of: number; bytesDone: number; bytesAll: number }
  /** The submission is on its way, or its answer was lost: the same is sent again until the office's word is here. */
  | { kind: 'submitting'; waitsFor?: WaitsFor; problem?: Problem; nextTryInMs?: number }
  /** The office has signed for it; `next` is what the person or the bank does now. */
  | { kind: 'acknowledged'; next: 'agree' | 'pay' | 'bank' }
  /** Paid, being lodged. */
  | { kind: 'paid' }
  /** `isOwing`: the fee is still to be paid. */
  | { kind: 'lodged'; files: OfficeFacts['files']; isOwing: boolean }
  | { kind: 'returned' }
  | { kind: 'withdrawn' }
  | { kind: 'needs-you'; problem: Problem | undefined }
export type BadgeKind = Badge['kind']

/** What the office's status means to the person; `lodged` needs files besides. */
const ofStatus = {
  'awaiting-agreement': { kind: 'acknowledged', next: 'agree' },
  'awaiting-payment': { kind: 'acknowledged', next: 'pay' },
  'awaiting-confirmation': { kind: 'acknowledged', next: 'bank' },
  paid: { kind: 'paid' },
  lodged: { kind: 'paid' },
  returned: { kind: 'returned' },
  withdrawn: { kind: 'withdrawn' },
} as const satisfies Record<OfficeFacts['status'], Badge>

type Row = Pick<OutboxEntry, 'documents' | 'progress'>

/** Returns why nothing leaves for this row right now. */
function waitsFor({ progress }: Row, { authority, reachability }: SenderState): WaitsFor {
  if (authority === 'sign-in-needed') return 'sign-in'
  if (authority === 'other-user') return 'other-user'
  if (reachability === 'away') return 'network'
  return progress.nextTryAt === undefined ? 'turn' : 'next-try'
}

/**
 * Returns the badge of a row. `sender` tells only why something waits; `now` is the device's time and only turns the moment
 * of the next try into a wait. "Lodged" appears only with the office's signed acknowledgement and its files.
 */
export function badgeOf({ documents, progress }: Row, sender: SenderState, now: number): Badge {
  const { state, acknowledgement, jws, office, problem, mayBeSent, nextTryAt, uploaded } = progress
  if (acknowledgement !== undefined && jws !== undefined) {
    const agreement = acknowledgement.order.agreementNeeded ? 'awaiting-agreement' : 'awaiting-payment'
    const { files = [], isOwing = false } = office ?? {}
    if (office?.status === 'lodged' && files.length > 0) return { kind: 'lodged', files, isOwing }
    if (office?.status === 'lodged' && isOwing) return ofStatus['awaiting-payment']
    return ofStatus[office?.status ?? agreement]
  }
  if (state === 'needs-you') return { kind: 'needs-you', problem }

  const why = waitsFor({ documents, progress }, sender)
  const trouble = {
    ...(problem === undefined ? {} : { problem }),
    ...(nextTryAt === undefined || why !== 'next-try' ? {} : { nextTryInMs: Math.max(0, nextTryAt - now) }),
  }
  const isMoving = state === 'sending' && (why === 'turn' || why === 'next-try')
  if (mayBeSent) return { kind: 'submitting', ...(isMoving ? {} : { waitsFor: why, ...trouble }) }
  if (!isMoving) return { kind: 'queued', waitsFor: why, ...trouble }

  const there = documents.map(({ sha256, bytes }) => Math.min(bytes, uploaded[sha256] ?? 0))
  const done = documents.filter(({ bytes }, index) => there[index] === bytes).length
  if (done === documents.length) return { kind: 'submitting' }
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)
  const bytesAll = sum(documents.map(({ bytes }) => bytes))
  return { kind: 'uploading', done, of: documents.length, bytesDone: sum(there), bytesAll }
}
