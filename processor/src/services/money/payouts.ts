/** Refunds that no driver makes: one person orders the transfer at the bank, another confirms that it went out. */
import {
  idempotencyKeySchema,
  nameOfActor,
  parseAtDoor,
  plainText,
  ProblemError,
  type Actor,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit, type AuditDeed } from '../../audit.ts'
import type { Office } from '../../office.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { changeRefund, failRefund, type Refund } from './change-refund.ts'
import { mayMoveMoney } from './propose-refund.ts'
import { settleRefund } from './settle-refund.ts'

const answerSchema = z.object({ refundId: z.string() })
type Told = { by: string; causedBy: string; at: Date }

/** Finds the pay-out and changes it, once for each key. */
async function changePayout(
  office: Office,
  actor: Actor,
  { key, refundId, what, body }: { key: unknown; refundId: string; what: AuditDeed; body: string },
  change: (session: ClientSession, refund: Refund, told: Told) => Promise<Refund>,
): Promise<{ refundId: string }> {
  if (!mayMoveMoney(actor)) throw refused('wrong-role', 'refund')
  const { officeId } = actor
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: what,
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: { refundId, body },
      answer: answerSchema,
    },
    async (session) => {
      const refund = await office.store.refunds.one({ _id: refundId, officeId }, { session })
      if (refund?.way !== 'payout') throw new ProblemError('not-found', 'There is no such transfer to order.')
      const told = { by: nameOfActor(actor), causedBy: refundId, at: office.clock.now() }
      await change(session, refund, told)
      const entry = { officeId, who: told.by, what, subject: `refund:${refundId}`, detail: body }
      await writeAudit(office, entry, session)
      return { refundId }
    },
  )
  office.nudgeRelay()
  return answer
}

const reference = plainText(35)

/**
 * States that the actor has ordered the transfer at the bank, under the bank's `reference`.
 * @throws ProblemError `stale` where it was ordered before
 */
export function orderPayout(
  office: Office,
  actor: Actor,
  { key, refundId, reference: raw }: { key: unknown; refundId: string; reference: string },
): Promise<{ refundId: string }> {
  const ordered = parseAtDoor(reference, raw, 'invalid')
  const wish = { key, refundId, what: 'ordered-payout' as const, body: ordered }
  return changePayout(office, actor, wish, (session, refund, told) =>
    changeRefund(office, session, refund, {
      ...{ state: 'pending' as const, ...told },
      set: { payout: { orderedBy: actor.who.id, reference: ordered, at: told.at } },
    }),
  )
}

/**
 * Confirms that the ordered transfer went out: the money is booked as given back.
 * @throws ProblemError `not-allowed` for whoever ordered it; `stale` where it is not ordered, or the payment is in review
 */
export function confirmPayout(
  office: Office,
  actor: Actor,
  { key, refundId }: { key: unknown; refundId: string },
): Promise<{ refundId: string }> {
  const wish = { key, refundId, what: 'confirmed-payout' as const, body: '' }
  return changePayout(office, actor, wish, async (session, refund, told) => {
    if (refund.state !== 'pending' || !refund.payout) throw refused('refund-elsewhere', 'refund')
    if (refund.payout.orderedBy === actor.who.id) throw refused('payout-own', 'refund')
    const { reference: bankRefundReference, at: bankAt } = refund.payout
    const settled = await settleRefund(office, session, refund, { ...told, bankRefundReference, bankAt })
    if (!settled) throw refused('payment-in-review', 'refund')
    return settled
  })
}

/** States that the transfer did not go out: nothing went back, and its amount may be given back in another way. */
export function failPayout(
  office: Office,
  actor: Actor,
  { key, refundId, reason }: { key: unknown; refundId: string; reason: string },
): Promise<{ refundId: string }> {
  const why = parseAtDoor(plainText(200), reason, 'invalid')
  const wish = { key, refundId, what: 'failed-payout' as const, body: why }
  return changePayout(office, actor, wish, (session, refund, told) =>
    failRefund(office, session, refund, { ...told, problem: why }),
  )
}
