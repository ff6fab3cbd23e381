/** Money in suspense: one person proposes where it belongs, another approves, and only then is it booked. */
import {
  digestOf,
  formatMoney,
  idempotencyKeySchema,
  nameOfActor,
  parseAtDoor,
  plainText,
  ProblemError,
  streamOf,
  type Actor,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit } from '../../audit.ts'
import type { KnownOrder } from '../../domain/matching/lookups.ts'
import { partsForOrder } from '../../domain/matching/match-payment.ts'
import { matchTargetSchema, type LinePart, type MatchTarget } from '../../domain/matching/matching-terms.ts'
import type { Office } from '../../office.ts'
import { requestApproval, type Approval } from '../approvals/request-approval.ts'
import { answerOnce } from '../commands.ts'
import { credit, payoutAccount, type JournalLine } from '../money/journal-lines.ts'
import { checkersOfMoney, mayMoveMoney } from '../money/propose-refund.ts'
import { refused } from '../refusals.ts'
import { bookLine, deskOf, toldOf } from './apply-line.ts'
import { knownOrder } from './known-for.ts'
import type { Line } from './line-rows.ts'
import { effectOf, noLongerSuspense } from './part-effects.ts'

const wishSchema = z.strictObject({
  lineId: z.string().max(64),
  target: matchTargetSchema,
  reason: z.preprocess((text) => (text === '' ? undefined : text), plainText(1_000).optional()),
})
const answerSchema = z.object({ approvalId: z.string() })

/** The order that a target names, as it stands. @throws ProblemError `not-found` */
async function orderOf(
  office: Office,
  session: ClientSession | undefined,
  line: Line,
  target: MatchTarget,
): Promise<KnownOrder | undefined> {
  if (target.kind !== 'order') return undefined
  const { officeId } = line
  const row = await office.store.orders.one({ _id: target.orderId, officeId }, { session })
  const order = row && (await knownOrder(office, session, deskOf(office, line), row))
  if (!order) throw new ProblemError('not-found', 'There is no such order at this office.')
  return order
}

/** @throws ProblemError where money like this cannot go there */
async function mustBePossible(
  office: Office,
  session: ClientSession | undefined,
  line: Line,
  target: MatchTarget,
): Promise<KnownOrder | undefined> {
  const order = await orderOf(office, session, line, target)
  const isOut = line.amount.amountMinor < 0n
  if (isOut && target.kind !== 'bank-fee' && target.kind !== 'other') throw refused('line-went-out', 'target')
  if (order && order.missing.currency !== line.amount.currency) throw refused('line-other-currency', 'target')
  const { officeId } = line
  const isNobody =
    target.kind === 'deposit' &&
    !(await office.store.users.one({ officeId, accountId: target.accountId }, { session }))
  if (isNobody) throw refused('no-payer-account', 'target')
  return order
}

/** What is approved: this line to go there, as the order stands. */
const digestOfMatch = ({ _id, amount, state }: Line, target: MatchTarget, order: KnownOrder | undefined) =>
  digestOf({ lineId: _id, amount, state, target, missing: order?.missing ?? null })

/**
 * Proposes where money in suspense belongs; it is booked once the second person has approved it. The same key again answers alike.
 * @throws ProblemError `not-allowed`; `not-found`; `stale` where it is not in suspense any more; `invalid` with what is to be put right
 */
export async function proposeMatch(
  office: Office,
  actor: Actor,
  { key, ...raw }: { key: unknown; lineId: string; target: MatchTarget; reason: string },
): Promise<{ approvalId: string }> {
  if (!mayMoveMoney(actor)) throw refused('wrong-role', 'target')
  const { officeId, who } = actor
  const { lineId, target, reason } = parseAtDoor(wishSchema, raw, 'invalid')
  if (reason === undefined) throw refused('reason-needed', 'reason')
  const { store, clock } = office
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'propose-match',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: { lineId, target, reason },
      answer: answerSchema,
    },
    async (session) => {
      const line = await store.statementLines.one({ _id: lineId, officeId }, { session })
      if (!line) throw new ProblemError('not-found', 'There is no such line at this office.')
      if (line.state !== 'suspense' || line.approvalId !== null) throw refused('line-explained', 'line')
      const order = await mustBePossible(office, session, line, target)
      const row = order && (await store.orders.one({ _id: order.orderId, officeId }, { session }))
      const approvalId = await requestApproval(office, session, {
        ...{ officeId, makerNote: reason, makerId: who.id, action: null, kind: 'match' as const },
        stream: row ? streamOf('dossier', row.dossierId) : null,
        subjectId: lineId,
        title: `${formatMoney(line.amount)}${order ? ` → ${order.orderNumber}` : ''}`,
        digest: digestOfMatch(line, target, order),
        match: { lineId, target, amount: line.amount },
        checkers: checkersOfMoney(actor),
        at: clock.now(),
      })
      await store.statementLines.update(
        { _id: lineId, state: 'suspense' },
        { $set: { approvalId } },
        { session },
      )
      return { approvalId }
    },
  )
  return answer
}

async function subjectOf(
  office: Office,
  session: ClientSession | undefined,
  { officeId, subjectId, match }: Approval,
) {
  const line = await office.store.statementLines.one({ _id: subjectId, officeId }, { session })
  if (!line || !match) throw new Error(`The line ${subjectId} or its target is missing`)
  return { line, target: match.target }
}

/** What the office writes on the transfer by which it sends money back, so that the bank's statement tells it again. */
const payoutReferenceOf = ({ _id }: Line): string => `SB${_id.slice(1, 15).toUpperCase()}`

/** The parts by which a line is spread; none for money that is sent back, which waits for its transfer. */
function partsOf(line: Line, target: MatchTarget, order: KnownOrder | undefined): LinePart[] {
  const { amountMinor } = line.amount
  switch (target.kind) {
    case 'order':
      return order ? partsForOrder(order, amountMinor) : []
    case 'deposit':
      return [{ kind: 'deposit', accountId: target.accountId, orderId: null, amountMinor }]
    case 'bank-fee':
    case 'other':
      return [{ kind: target.kind, amountMinor }]
    case 'send-back':
      return []
  }
}

/** For the table of approvals: money of a statement that goes where two people say. */
export const matchEffects = {
  async digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string> {
    const { line, target } = await subjectOf(office, session, row)
    return digestOfMatch(line, target, await orderOf(office, session, line, target))
  },
  async approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const { _id: approvalId, officeId, makerId } = row
    const { line, target } = await subjectOf(office, session, row)
    if (line.state !== 'suspense' || line.approvalId !== approvalId)
      throw refused('line-explained', 'verdict')
    const order = await mustBePossible(office, session, line, target)
    const by = nameOfActor({ who: { kind: 'user', id: makerId } })
    const told = toldOf(office, line, by, at)
    const { payTo } = deskOf(office, line)
    const parts: LinePart[] = []
    const lines: JournalLine[] = []
    for (const part of partsOf(line, target, order)) {
      const effect = await effectOf({ office, session, line, told, payTo }, part)
      if (!effect) throw refused('line-explained', 'verdict')
      parts.push(effect.part)
      lines.push(...effect.lines)
    }
    const isSentBack = target.kind === 'send-back'
    if (isSentBack) lines.push(credit(payoutAccount, line.amount.amountMinor, line.amount.currency))
    bookLine(office, session, line, lines, { text: `statement.${target.kind}`, cause: approvalId, at })
    const accountId = target.kind === 'deposit' ? target.accountId : (order?.accountId ?? null)
    await office.store.statementLines.update(
      { _id: line._id },
      {
        $set: {
          ...{
            state: 'resolved',
            rule: 'person',
            why: null,
            suggestion: target,
            approvalId: null,
            parts,
            accountId,
          },
          payoutReference: isSentBack ? payoutReferenceOf(line) : null,
          booked: line.booked + 1,
        },
      },
      { session },
    )
    await noLongerSuspense(office, session, line, at)
    const detail = `${formatMoney(line.amount)} → ${target.kind}`
    const entry = {
      officeId,
      who: by,
      what: 'placed-suspense' as const,
      subject: `statement-line:${line._id}`,
    }
    await writeAudit(office, { ...entry, detail }, session)
  },
  /** It stays in suspense, for another proposal. */
  async refused(
    office: Office,
    session: ClientSession,
    { _id, officeId, subjectId }: Approval,
  ): Promise<void> {
    await office.store.statementLines.update(
      { _id: subjectId, officeId, approvalId: _id },
      { $set: { approvalId: null } },
      { session },
    )
  },
}
