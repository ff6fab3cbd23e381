import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  activeAttemptStatuses,
  advanceAttempt,
  attemptAnswerOf,
  attemptStatuses,
  nextAttemptStatuses,
  paymentEventOf,
  type AttemptStatus,
} from './attempt.ts'
import { eventTypes } from './events.ts'

const anyStatus = fc.constantFrom(...attemptStatuses)
/** What a bank can say; a payment service says the rest itself. */
const anyNews = fc.constantFrom<AttemptStatus>(
  ...attemptStatuses.filter(
    (status) => status !== 'created' && status !== 'submitting' && status !== 'review',
  ),
)

/** How far money has come; no news may lower it. */
const rank: Record<AttemptStatus, number> = {
  created: 0,
  submitting: 0,
  'action-required': 0,
  'awaiting-funds': 0,
  pending: 0,
  unknown: 0,
  failed: 0,
  cancelled: 0,
  expired: 0,
  review: 0,
  'partially-funded': 1,
  succeeded: 2,
  'succeeded-late': 2,
  settled: 3,
  'partially-refunded': 4,
  refunded: 5,
  returned: 5,
  'charged-back': 5,
}

const advance = (from: AttemptStatus, news: readonly AttemptStatus[]): AttemptStatus[] =>
  news.reduce<AttemptStatus[]>(
    (path, to) => [...path, advanceAttempt(path.at(-1) ?? from, to) ?? path.at(-1) ?? from],
    [from],
  )

describe('the state table of a payment attempt', () => {
  test('knows every state as a start, an event and an answer to a person', () => {
    for (const map of [nextAttemptStatuses, paymentEventOf, attemptAnswerOf])
      expect(Object.keys(map).sort()).toEqual([...attemptStatuses].sort())
  })
  test('tells every state by an event of the catalogue', () =>
    expect(Object.values(paymentEventOf).filter((type) => !eventTypes.includes(type))).toEqual([]))
  test('reaches every state from created', () => {
    const reached = new Set<AttemptStatus>(['created'])
    for (const status of reached) for (const next of nextAttemptStatuses[status]) reached.add(next)
    expect([...reached].sort()).toEqual([...attemptStatuses].sort())
  })
  test('lets every other state go to review on a mismatch', () => {
    const cannot = attemptStatuses.filter(
      (status) => !([...nextAttemptStatuses[status], status] as const).includes('review'),
    )
    expect(cannot).toEqual([])
  })
  test('has no way from money to an end without money except through review', () => {
    const money = attemptStatuses.filter((status) => rank[status] >= 2)
    for (const from of money)
      for (const to of nextAttemptStatuses[from])
        expect(to === 'review' || rank[to] >= rank[from], `${from} → ${to}`).toBe(true)
  })
  test('counts every attempt that may still take money as active, and no ended one', () => {
    const ended = attemptStatuses.filter(
      (status) => !activeAttemptStatuses.some((active) => active === status),
    )
    expect(ended.sort()).toEqual([
      'cancelled',
      'charged-back',
      'expired',
      'failed',
      'partially-refunded',
      'refunded',
      'returned',
      'settled',
      'succeeded',
      'succeeded-late',
    ])
  })
  test('tells a person of an active attempt that confirmation is awaited', () => {
    for (const status of activeAttemptStatuses) expect(attemptAnswerOf[status]).toBe('awaiting-confirmation')
  })
})

describe('news of a bank', () => {
  test.each<[AttemptStatus, AttemptStatus, AttemptStatus | undefined]>([
    ['submitting', 'pending', 'pending'],
    ['pending', 'succeeded', 'succeeded'],
    ['unknown', 'failed', 'failed'],
    ['succeeded', 'failed', undefined],
    ['succeeded', 'pending', undefined],
    ['succeeded', 'succeeded', undefined],
    ['settled', 'succeeded', undefined],
    ['settled', 'cancelled', undefined],
    ['refunded', 'settled', undefined],
    ['pending', 'settled', undefined],
    ['review', 'review', undefined],
  ])('%s, then %s, gives %s', (from, to, result) => expect(advanceAttempt(from, to)).toBe(result))

  test.each<AttemptStatus>(['failed', 'cancelled', 'expired'])(
    'success after %s is late money, never ignored',
    (from) => {
      expect(advanceAttempt(from, 'succeeded')).toBe('succeeded-late')
      expect(advanceAttempt(from, 'partially-funded')).toBe('succeeded-late')
    },
  )
  test('each further part of the funds is news', () =>
    expect(advanceAttempt('partially-funded', 'partially-funded')).toBe('partially-funded'))
  test('each further part of a refund is news', () =>
    expect(advanceAttempt('partially-refunded', 'partially-refunded')).toBe('partially-refunded'))
  test('funds that overtake the answer to the call are not lost', () =>
    expect(advanceAttempt('submitting', 'partially-funded')).toBe('partially-funded'))

  test('in any order and with any repetition never moves a money state back', () =>
    fc.assert(
      fc.property(anyStatus, fc.array(anyNews, { maxLength: 30 }), (from, news) => {
        const path = advance(from, news)
        path.slice(1).forEach((status, index) => {
          const before = path[index] ?? from
          // From review two people may decide anything; a bank's word there is not a step back.
          if (before !== 'review' && rank[before] >= 2)
            expect(rank[status]).toBeGreaterThanOrEqual(rank[before])
        })
      }),
      { numRuns: 1000 },
    ))

  test('ends where the table allows, step by step', () =>
    fc.assert(
      fc.property(anyStatus, anyStatus, (from, to) => {
        const result = advanceAttempt(from, to)
        if (result !== undefined) expect(nextAttemptStatuses[from]).toContain(result)
      }),
    ))

  test('that says success is heard in every state in which no money has come and the bank was called', () => {
    const deaf = attemptStatuses.filter(
      (status) =>
        rank[status] < 2 && status !== 'created' && advanceAttempt(status, 'succeeded') === undefined,
    )
    expect(deaf).toEqual([])
  })
})
