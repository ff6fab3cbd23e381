/** Four eyes: what waits for approval, and the verdicts on it; what is approved is carried out in the same transaction. */
import {
  actionOf,
  nameOfActor,
  nextChecker,
  parseAtDoor,
  plainText,
  ProblemError,
  refusalOfVerdict,
  officeSaying,
  sha256Schema,
  stateAfter,
  type Actor,
  type ApprovalKind,
  type Localized,
  type Verdict,
  type VerdictRefusal,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import { readStream } from '../store/streams.ts'
import { actionEffects, fileIdOf } from './approvals/action-effects.ts'
import { approvalTask, causeOfTask, openApprovalTask, type Approval } from './approvals/request-approval.ts'
import { feeOverrideEffects } from './fee-overrides.ts'
import { cashVoidEffects } from './money/cash-void.ts'
import { refundEffects } from './money/propose-refund.ts'
import { reviewEffects } from './money/reviews.ts'
import { matchEffects } from './reconciliation/propose-match.ts'
import { noticeEffects } from './notices/notice-effects.ts'
import { personNames } from './person-names.ts'
import { requestEffects } from './post-filing/decide-request.ts'
import { refused } from './refusals.ts'
import { movedOn } from './standing.ts'
import { isStaff, pageNumber, type Page } from './views.ts'

type Effects = {
  /** Of the subject as it is now. */
  digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string>
  /** Carries the subject out; it may refuse, and then nothing is decided. */
  approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void>
  /** Gives the subject back to its maker: it was refused or withdrawn, as `row.state` says. */
  refused(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void>
}

/** What each kind of subject is now, and what becomes of it. */
const approvalEffects: Readonly<Record<ApprovalKind, Effects>> = {
  notice: noticeEffects,
  action: actionEffects,
  request: requestEffects,
  'fee-override': feeOverrideEffects,
  'payment-review': reviewEffects,
  refund: refundEffects,
  'cash-void': cashVoidEffects,
  match: matchEffects,
}

/** One approval as lists show it. */
export type ApprovalLine = Approval & {
  fileId: string | null
  /** Of the action that takes effect with it, in the office's words. */
  label: Localized | null
  makerName: string
}

/** One approval with everything that its checker looks at. */
export type ApprovalView = ApprovalLine & {
  /** Why the actor cannot approve it now; null where they can. */
  canDecide: VerdictRefusal | null
  /** It still waits, and the actor has asked for it; or nobody can approve it any more, and the actor would decide. */
  canWithdraw: boolean
  /** Names of those whose verdicts there are, by user. */
  people: Readonly<Record<string, string>>
}

const pageSize = 50

function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office work on approvals.')
}

/** Returns which approvals a list holds. An administrator sees all, and decides none that is not of another role of theirs. */
function filterOf({ officeId, who, roles }: Actor, state: 'waiting' | 'closed' | 'mine') {
  if (state === 'mine') return { officeId, makerId: who.id }
  const seesAll = roles.includes('administrator')
  if (state === 'closed') {
    const closed = { officeId, state: { $in: ['approved', 'refused', 'withdrawn'] } }
    return seesAll ? closed : { ...closed, $or: [{ checkers: { $in: roles } }, { makerId: who.id }] }
  }
  if (seesAll) return { officeId, state: 'waiting' }
  const next = [0, 1, 2].map((place) => ({
    verdicts: { $size: place },
    [`checkers.${place}`]: { $in: roles },
  }))
  return {
    officeId,
    state: 'waiting',
    makerId: { $ne: who.id },
    'verdicts.userId': { $ne: who.id },
    $or: next,
  }
}

async function linesOf(office: Office, officeId: string, rows: readonly Approval[]): Promise<ApprovalLine[]> {
  const { workflow } = office.profiles.of(officeId)
  const names = await personNames(
    office.store,
    officeId,
    rows.map(({ makerId }) => makerId),
  )
  return rows.map((row) => ({
    ...row,
    fileId: fileIdOf(row),
    label: (row.action === null ? undefined : actionOf(workflow, row.action)?.label) ?? null,
    makerName: names.get(row.makerId)?.name ?? '',
  }))
}

/**
 * Returns one page of approvals: `waiting` for the actor's roles (oldest first, none of their own), `closed`, or `mine`: those
 * that the actor asked for (both latest first).
 */
export async function listApprovals(
  office: Office,
  actor: Actor,
  { state, page }: { state: 'waiting' | 'closed' | 'mine'; page: number },
): Promise<Page<ApprovalLine>> {
  mustBeStaff(actor)
  const { store } = office
  const at = pageNumber(page)
  const filter = filterOf(actor, state)
  const rows = await store.approvals.many(filter, {
    sort: { openedAt: state === 'waiting' ? 1 : -1 },
    limit: pageSize,
    skip: (at - 1) * pageSize,
  })
  const total = await store.approvals.count(filter)
  return { rows: await linesOf(office, actor.officeId, rows), total, page: at, pageSize }
}

/** Whether an approval is any of the actor's business. */
const concerns = (approval: Approval, { who, roles }: Actor): boolean =>
  roles.includes('administrator') ||
  approval.makerId === who.id ||
  approval.checkers.some((role) => roles.includes(role))

async function findApproval(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  approvalId: string,
  session?: ClientSession,
): Promise<Approval> {
  mustBeStaff(actor)
  const found = await store.approvals.one({ _id: approvalId, officeId: actor.officeId }, { session })
  if (!found || !concerns(found, actor)) throw new ProblemError('not-found')
  return found
}

/** Returns the digest of what waits for approval as it is now. */
const digestOfSubject = (office: Office, row: Approval, session?: ClientSession): Promise<string> =>
  row.state === 'waiting'
    ? approvalEffects[row.kind].digestNow(office, session, row)
    : Promise.resolve(row.digest)

/**
 * Whether the actor may take an approval back: its maker; and where its subject has changed, so that it can never be given,
 * whoever would decide next, for it holds up the file and its maker may have left.
 */
function mayWithdraw(row: Approval, digest: string, { who, roles }: Actor): boolean {
  if (row.makerId === who.id) return true
  const next = nextChecker(row)
  return digest !== row.digest && next !== undefined && roles.includes(next)
}

/** Returns one approval as its checker looks at it. @throws ProblemError `not-found` for one that is none of the actor's business */
export async function approval(office: Office, actor: Actor, approvalId: string): Promise<ApprovalView> {
  const row = await findApproval(office, actor, approvalId)
  const digest = await digestOfSubject(office, row)
  const canDecide = refusalOfVerdict(row, {
    userId: actor.who.id,
    roles: actor.roles,
    verdict: 'approve',
    reason: null,
    digest,
    at: office.clock.now(),
  })
  const [line] = await linesOf(office, actor.officeId, [row])
  if (!line) throw new ProblemError('not-found')
  const names = await personNames(
    office.store,
    actor.officeId,
    row.verdicts.map(({ userId }) => userId),
  )
  return {
    ...line,
    canDecide: canDecide ?? null,
    canWithdraw: row.state === 'waiting' && mayWithdraw(row, digest, actor),
    people: Object.fromEntries([...names].map(([userId, { name }]) => [userId, name])),
  }
}

/** Ends the task of the checker whose turn it was. */
const closeTask = ({ store }: Office, session: ClientSession, row: Approval, at: Date): Promise<boolean> =>
  store.tasks.update(
    { officeId: row.officeId, causedBy: causeOfTask(row), kind: approvalTask, state: { $ne: 'done' } },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )

/**
 * Stores an approval as it is after a verdict or a withdrawal, with all that follows from it. Of two at once the second runs
 * again, and finds what the first has left.
 */
async function moveOn(
  office: Office,
  session: ClientSession,
  { before, after, who, at }: { before: Approval; after: Approval; who: string; at: Date },
): Promise<Approval> {
  const { _id, officeId, kind, state, verdicts, closedAt } = after
  const moved = await office.store.approvals.update(
    { _id, officeId, state: 'waiting', verdicts: { $size: before.verdicts.length } },
    { $set: { state, verdicts, closedAt } },
    { session },
  )
  if (!moved) throw refused('approval-closed', 'verdict')
  await closeTask(office, session, before, at)
  if (state === 'waiting') await openApprovalTask(office, session, after, at)
  else if (state === 'approved') await approvalEffects[kind].approved(office, session, after, at)
  else await approvalEffects[kind].refused(office, session, after, at)
  const what = state === 'waiting' ? 'approved-in-part' : state
  const entry = { officeId, who, subject: `approval:${_id}`, detail: after.title }
  await writeAudit(office, { ...entry, what: `${what}-approval` }, session)
  return after
}

const verdictSchema = z.strictObject({
  verdict: z.enum(['approve', 'refuse']),
  digest: sha256Schema,
  // Whether a refusal has its reason is for the rules to say: they say it in a person's words.
  reason: z.preprocess((reason) => (reason === '' ? undefined : reason), plainText(1_000).optional()),
})

const refusedVerdict = (refusal: VerdictRefusal): ProblemError =>
  refused(refusal, refusal === 'reason-missing' ? 'reason' : 'verdict')

/** What happened to the file since the approval was asked for, where that is why its subject is another now. */
async function changedSubject(office: Office, row: Approval): Promise<ProblemError> {
  const told = officeSaying('approval-changed')
  const history = row.stream ? await readStream(office.store, row.officeId, row.stream) : []
  const since = history.filter(({ at, type }) => at > row.openedAt && type !== 'file.document-added')
  if (since.length > 0) return movedOn(office.profiles.of(row.officeId), since, [told])
  return refused('approval-changed', 'digest')
}

/**
 * Gives the actor's verdict on exactly what they saw (`digest`). The last approval carries the subject out; a refusal gives it
 * back to its maker with the reason. Where the subject has changed since it was proposed, the approval is closed as withdrawn,
 * and its maker asks anew. `raw`: { verdict, digest, reason? }
 * @throws ProblemError by the code of `VerdictRefusal`; `stale` with what happened when the subject has changed
 */
export async function decideApproval(
  office: Office,
  actor: Actor,
  approvalId: string,
  raw: unknown,
): Promise<Approval> {
  mustBeStaff(actor)
  const { verdict, digest, reason = null } = parseAtDoor(verdictSchema, raw, 'invalid')
  const decided = await office.store.transaction(async (session) => {
    const before = await findApproval(office, actor, approvalId, session)
    const at = office.clock.now()
    // The same verdict again, after an answer that was lost, is the first one.
    const isGiven = before.verdicts.some(
      (one) => one.userId === actor.who.id && one.verdict === verdict && one.digest === digest,
    )
    if (isGiven) return { row: before, isChanged: false }
    const wish = { userId: actor.who.id, roles: actor.roles, verdict, reason, digest, at }
    const refusal = refusalOfVerdict(before, wish)
    const role = nextChecker(before)
    if (refusal !== undefined || role === undefined) throw refusedVerdict(refusal ?? 'approval-closed')
    const who = nameOfActor(actor)
    if ((await digestOfSubject(office, before, session)) !== before.digest) {
      const after: Approval = { ...before, state: 'withdrawn', closedAt: at }
      return { row: await moveOn(office, session, { before, after, who, at }), isChanged: true }
    }
    const given: Verdict = { userId: actor.who.id, role, verdict, reason, digest, at }
    const verdicts = [...before.verdicts, given]
    const state = stateAfter({ checkers: before.checkers, verdicts })
    const after: Approval = { ...before, verdicts, state, closedAt: state === 'waiting' ? null : at }
    return { row: await moveOn(office, session, { before, after, who, at }), isChanged: false }
  })
  office.nudgeRelay()
  if (decided.isChanged) throw await changedSubject(office, decided.row)
  return decided.row
}

/**
 * Takes back what the actor asked approval for, or what can no longer be approved as it was proposed; it is its maker's again.
 * @throws ProblemError `not-your-decision`, `approval-closed`
 */
export async function withdrawApproval(office: Office, actor: Actor, approvalId: string): Promise<Approval> {
  const withdrawn = await office.store.transaction(async (session) => {
    const before = await findApproval(office, actor, approvalId, session)
    const digest = await digestOfSubject(office, before, session)
    if (!mayWithdraw(before, digest, actor)) throw refused('not-your-decision', 'approval')
    if (before.state !== 'waiting') throw refused('approval-closed', 'approval')
    const at = office.clock.now()
    const after: Approval = { ...before, state: 'withdrawn', closedAt: at }
    return moveOn(office, session, { before, after, who: nameOfActor(actor), at })
  })
  return withdrawn
}
