import { describe, expect, test } from 'vitest'
import {
  nextChecker,
  refusalOfVerdict,
  stateAfter,
  type ApprovalFacts,
  type Verdict,
  type Wish,
} from './approval.ts'
import type { Role } from './roles.ts'

const at = new Date('2026-11-20T10:00:00Z')
const verdict = (userId: string, role: Role, given: Partial<Verdict> = {}): Verdict => ({
  userId,
  role,
  verdict: 'approve',
  reason: null,
  digest: 'd1',
  at,
  ...given,
})
const approval = (given: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  state: 'waiting',
  digest: 'd1',
  makerId: 'maker',
  checkers: ['registrar'],
  verdicts: [],
  ...given,
})
const wish = (given: Partial<Wish> = {}): Wish => ({
  userId: 'checker',
  roles: ['registrar'],
  verdict: 'approve',
  reason: null,
  digest: 'd1',
  at,
  ...given,
})
const two: Partial<ApprovalFacts> = { checkers: ['registrar', 'finance'] }
const half: Partial<ApprovalFacts> = { ...two, verdicts: [verdict('checker', 'registrar')] }
const twice: Partial<ApprovalFacts> = {
  checkers: ['registrar', 'registrar'],
  verdicts: [verdict('checker', 'registrar')],
}

describe('a verdict', () => {
  test.each<[string, Partial<ApprovalFacts>, Partial<Wish>, ReturnType<typeof refusalOfVerdict>]>([
    ['of another person in the role counts', {}, {}, undefined],
    [
      'that refuses with a reason counts',
      {},
      { verdict: 'refuse', reason: 'The address is there.' },
      undefined,
    ],
    ['that refuses without a reason does not', {}, { verdict: 'refuse' }, 'reason-missing'],
    ['of the maker never counts, whatever their role', {}, { userId: 'maker' }, 'own-decision'],
    [
      'of the maker does not count as a refusal either',
      {},
      { userId: 'maker', verdict: 'refuse', reason: 'No.' },
      'own-decision',
    ],
    [
      'of the maker does not count as the second one',
      half,
      { userId: 'maker', roles: ['finance'] },
      'own-decision',
    ],
    ['of another role does not count', {}, { roles: ['formality-examiner'] }, 'not-your-turn'],
    ['of an administrator does not count', {}, { roles: ['administrator'] }, 'not-your-turn'],
    ['of the second role does not come before the first', two, { roles: ['finance'] }, 'not-your-turn'],
    ['of the first role does not come again for the second', half, { userId: 'other' }, 'not-your-turn'],
    ['of the second role counts after the first', half, { userId: 'other', roles: ['finance'] }, undefined],
    [
      'of one person does not count twice, though they have both roles',
      half,
      { roles: ['registrar', 'finance'] },
      'decided-before',
    ],
    ['of one person does not count twice for the same role', twice, {}, 'decided-before'],
    ['of a second person of the same role counts', twice, { userId: 'other' }, undefined],
    ['on what was changed since does not count', { digest: 'd2' }, {}, 'approval-changed'],
    [
      'on what was approved does not count any more',
      { state: 'approved', verdicts: [verdict('other', 'registrar')] },
      {},
      'approval-closed',
    ],
    ['on what was refused does not count', { state: 'refused' }, {}, 'approval-closed'],
    [
      'on what was withdrawn does not count, changed or not',
      { state: 'withdrawn', digest: 'd2' },
      {},
      'approval-closed',
    ],
  ])('%s', (_, facts, given, expected) =>
    expect(refusalOfVerdict(approval(facts), wish(given))).toBe(expected),
  )
})

describe('an approval', () => {
  const refusal = verdict('checker', 'registrar', { verdict: 'refuse', reason: 'No.' })
  test.each<[string, Pick<ApprovalFacts, 'checkers' | 'verdicts'>, string, Role | undefined]>([
    [
      'waits for its first checker',
      { checkers: ['registrar', 'finance'], verdicts: [] },
      'waiting',
      'registrar',
    ],
    ['waits for the second after the first', { ...approval(half) }, 'waiting', 'finance'],
    [
      'is approved by the last',
      { ...approval(half), verdicts: [verdict('a', 'registrar'), verdict('b', 'finance')] },
      'approved',
      undefined,
    ],
    [
      'is refused by one refusal',
      { checkers: ['registrar', 'finance'], verdicts: [refusal] },
      'refused',
      'finance',
    ],
    [
      'is refused by the last, whatever came before',
      { ...approval(half), verdicts: [verdict('a', 'registrar'), refusal] },
      'refused',
      undefined,
    ],
  ])('%s', (_, facts, state, next) => {
    expect(stateAfter(facts)).toBe(state)
    expect(nextChecker(facts)).toBe(next)
  })
})
