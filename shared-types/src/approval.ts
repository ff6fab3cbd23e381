/** Four eyes: a decision that somebody made counts when others have approved exactly it, in the order that is asked for. Pure. */
import type { Role } from './roles.ts'

/**
 * What can be approved: a notice before it is issued, an action, a request before it is granted, a lower fee, what becomes of money
 * that nobody could explain, money that goes back, cash that a cashier gives back on the same day, and where money of a bank statement
 * belongs.
 */
export const approvalKinds = [
  'notice',
  'action',
  'request',
  'fee-override',
  'payment-review',
  'refund',
  'cash-void',
  'match',
] as const
export type ApprovalKind = (typeof approvalKinds)[number]
export const approvalStates = ['waiting', 'approved', 'refused', 'withdrawn'] as const
export type ApprovalState = (typeof approvalStates)[number]

export type Verdict = {
  userId: string
  role: Role
  verdict: 'approve' | 'refuse'
  reason: string | null
  digest: string
  at: Date
}

export type ApprovalFacts = {
  state: ApprovalState
  digest: string
  makerId: string
  checkers: readonly Role[]
  verdicts: readonly Verdict[]
}

export const verdictRefusals = [
  'approval-closed',
  'approval-changed',
  'own-decision',
  'decided-before',
  'not-your-turn',
  'reason-missing',
] as const
export type VerdictRefusal = (typeof verdictRefusals)[number]

export type Wish = {
  userId: string
  roles: readonly Role[]
  verdict: 'approve' | 'refuse'
  reason: string | null
  /** Of what the checker saw. */
  digest: string
  at: Date
}

/** Returns the role whose verdict is next, or undefined when all have been given. */
export const nextChecker = ({
  checkers,
  verdicts,
}: Pick<ApprovalFacts, 'checkers' | 'verdicts'>): Role | undefined => checkers[verdicts.length]

/**
 * Returns why this person cannot give this verdict now; undefined where they can. A maker never approves their own decision
 * (`own-decision`), nobody gives two verdicts on it, roles decide in their order, and a verdict is on what was seen.
 */
export function refusalOfVerdict(approval: ApprovalFacts, wish: Wish): VerdictRefusal | undefined {
  if (approval.state !== 'waiting') return 'approval-closed'
  if (wish.digest !== approval.digest) return 'approval-changed'
  if (wish.userId === approval.makerId) return 'own-decision'
  if (approval.verdicts.some(({ userId }) => userId === wish.userId)) return 'decided-before'
  const next = nextChecker(approval)
  if (next === undefined || !wish.roles.includes(next)) return 'not-your-turn'
  if (wish.verdict === 'refuse' && wish.reason === null) return 'reason-missing'
  return undefined
}

/** Returns the state of an approval once a verdict that was not refused is among its verdicts. */
export function stateAfter(approval: Pick<ApprovalFacts, 'checkers' | 'verdicts'>): ApprovalState {
  if (approval.verdicts.some(({ verdict }) => verdict === 'refuse')) return 'refused'
  return approval.verdicts.length >= approval.checkers.length ? 'approved' : 'waiting'
}
