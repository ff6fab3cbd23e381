/** A lower total for an order that is not paid yet: one person proposes it with the reason, and another approves it. */
import {
  activeAttempt,
  decideDossier,
  digestOf,
  foldDossier,
  formatMoney,
  idempotencyKeySchema,
  money,
  nameOfActor,
  parseAmount,
  parseAtDoor,
  plainText,
  ProblemError,
  refusalOfOverride,
  streamOf,
  subtractMoney,
  type Actor,
  type Currency,
  type DomainEvent,
  type FeeLine,
  type Money,
  type Role,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { requestApproval, type Approval } from './approvals/request-approval.ts'
import { answerOnce } from './commands.ts'
import { refused } from './refusals.ts'

type Order = Row<'orders'>
type Wish = NonNullable<Approval['fee']>

/** Who may propose a lower fee; the other of the two approves it. */
const makers: readonly Role[] = ['finance', 'registrar']
export const mayOverride = ({ roles }: Pick<Actor, 'roles'>): boolean =>
  makers.some((role) => roles.includes(role))
const checkersFor = ({ roles }: Actor): Role[] => (roles.includes('finance') ? ['registrar'] : ['finance'])

const wishSchema = z.strictObject({
  orderId: z.string().max(64),
  amount: z.string().max(40),
  reason: z.preprocess((text) => (text === '' ? undefined : text), plainText(1_000).optional()),
  told: z.preprocess((text) => (text === '' ? undefined : text), plainText(300).optional()),
  seenSeq: z.number().int().nonnegative(),
})

function amountIn(text: string, currency: Currency): Money {
  try {
    return parseAmount(text, currency)
  } catch (error) {
    if (error instanceof RangeError) throw refused('override-not-lower', 'amount')
    throw error
  }
}

/** What is approved: the order as it stands, and what it is to come to. */
function digestOfOverride(order: Order, history: readonly DomainEvent[], fee: Wish | undefined): string {
  const state = foldDossier(history)
  const known = state.orders.find(({ orderId }) => orderId === order._id)
  return digestOf({
    orderId: order._id,
    total: known?.total ?? null,
    status: known?.status ?? null,
    received: known?.received ?? null,
    attemptId: activeAttempt(state, order._id)?.attemptId ?? null,
    ended: state.ended ?? null,
    fee: fee ? { total: fee.total, told: fee.told } : null,
  })
}

/** The lowered part is a line of its own, so that the lines of every invoice and receipt still add up. */
function loweredBy(order: Order, { total, told }: Wish): FeeLine {
  const { amountMinor } = subtractMoney(total, order.total)
  return {
    code: 'office-reduction',
    rule: 'Decision of the office',
    citation: { en: 'Decision of the office', ar: 'قرار المكتب' },
    label: { en: told, ar: told },
    requestId: null,
    quantity: 1,
    unitMinor: amountMinor,
    amountMinor,
  }
}

const answerSchema = z.object({ approvalId: z.string() })

/**
 * Proposes a lower total for an order that nothing has been paid for; it takes effect once the second person approves it.
 * `amount` is the new total as a plain decimal in the order's currency, `reason` is for the office alone, and `told` is what
 * whoever pays reads. The same key again answers alike.
 * @throws ProblemError `not-allowed`; `stale` where money has come or is under way, or the dossier has moved on since `seenSeq`;
 * `invalid` for a total that is not lower, and without a reason
 */
export async function proposeFeeOverride(
  office: Office,
  actor: Actor,
  {
    key,
    ...raw
  }: { key: unknown; orderId: string; amount: string; reason: string; told: string; seenSeq: number },
): Promise<{ approvalId: string }> {
  if (!mayOverride(actor)) throw refused('wrong-role', 'amount')
  const { officeId, who } = actor
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { orderId, reason, told } = wish
  if (reason === undefined) throw refused('override-unexplained', 'reason')
  if (told === undefined) throw refused('override-unexplained', 'told')
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'override-fee',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const order = await office.store.orders.one({ _id: orderId, officeId }, { session })
      if (!order) throw new ProblemError('not-found', 'There is no such order at this office.')
      const stream = streamOf('dossier', order.dossierId)
      const history = await readStream(office.store, officeId, stream, { session })
      const total = amountIn(wish.amount, order.total.currency)
      const refusal = refusalOfOverride(foldDossier(history), orderId, total)
      if (refusal !== undefined) throw refused(refusal, 'amount')
      if (history.at(-1)?.seq !== wish.seenSeq) throw refused('order-moved', 'seenSeq')
      const fee = { total, told }
      const approvalId = await requestApproval(office, session, {
        ...{ officeId, stream, fee, makerNote: reason },
        kind: 'fee-override',
        subjectId: orderId,
        title: order.orderNumber,
        digest: digestOfOverride(order, history, fee),
        action: null,
        makerId: who.id,
        checkers: checkersFor(actor),
        at: office.clock.now(),
      })
      return { approvalId }
    },
  )
  return answer
}

async function subjectOf(
  office: Office,
  session: ClientSession | undefined,
  { officeId, subjectId }: Approval,
) {
  const order = await office.store.orders.one({ _id: subjectId, officeId }, { session })
  if (!order) throw new Error(`The order ${subjectId} is missing`)
  const stream = streamOf('dossier', order.dossierId)
  const history = await readStream(office.store, officeId, stream, session ? { session } : {})
  return { order, stream, history }
}

/** For the table of approvals: an order that is to come to less, and that it does once it is approved. */
export const feeOverrideEffects = {
  async digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string> {
    const { order, history } = await subjectOf(office, session, row)
    return digestOfOverride(order, history, row.fee)
  },
  async approved(office: Office, session: ClientSession, row: Approval, at: Date): Promise<void> {
    const { order, stream, history } = await subjectOf(office, session, row)
    const { officeId, fee, _id: approvalId, makerId } = row
    if (!fee) throw new Error(`The approval ${approvalId} names no total`)
    const { _id: orderId, orderNumber, total: before, lines } = order
    const refusal = refusalOfOverride(foldDossier(history), orderId, fee.total)
    if (refusal !== undefined) throw refused(refusal, 'verdict')
    const command = { type: 'override-order' as const, orderId, total: fee.total, approvalId }
    const by = nameOfActor({ who: { kind: 'user', id: makerId } })
    await appendEvents(office.store, session, {
      ...{ officeId, stream, by, at },
      events: decideDossier(command, foldDossier(history)),
      causedBy: approvalId,
      after: history.at(-1),
    })
    await office.store.orders.update(
      { _id: orderId, officeId },
      {
        $set: {
          total: money(fee.total.amountMinor, fee.total.currency),
          lines: [...lines, loweredBy(order, fee)],
        },
      },
      { session },
    )
    const detail = `${orderNumber}: ${formatMoney(before)} → ${formatMoney(fee.total)}`
    await writeAudit(office, { officeId, who: by, what: 'overrode-fee', subject: stream, detail }, session)
  },
  /** Nothing was done, so nothing is undone: the order stands as it stood. */
  refused: (): Promise<void> => Promise.resolve(),
}
