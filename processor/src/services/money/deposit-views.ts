/** What a payer's deposit holds and how that came about, for the payer and for the office. */
import {
  money,
  parseAtDoor,
  plainDateSchema,
  ProblemError,
  startOfDay,
  addDays,
  streamOf,
  currencySchema,
  type Actor,
  type accountReasons,
  type Money,
  type PlainDate,
} from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import { isStaff, pageNumber, type Page } from '../views.ts'
import { depositBalance, openDeposit } from './deposits.ts'
import { mayMoveMoney } from './propose-refund.ts'

type Parts = Pick<Office, 'store' | 'profiles'>

export type DepositView = {
  accountId: string
  /** Null for money from before deposits had numbers. */
  number: string | null
  creditorReference: string | null
  balance: Money
}

/** Whose deposits the actor looks at. @throws ProblemError `not-allowed`, `not-found` */
function accountFor(actor: Actor, accountId: string | undefined): string {
  if (!isStaff(actor)) {
    if (actor.accountId === undefined || (accountId !== undefined && accountId !== actor.accountId))
      throw new ProblemError('not-found')
    return actor.accountId
  }
  if (!mayMoveMoney(actor) && !actor.roles.includes('administrator'))
    throw new ProblemError('not-allowed', 'Only finance, registrars and administrators look at deposits.')
  if (accountId === undefined) throw new ProblemError('not-found')
  return accountId
}

/** Returns the deposits of the actor's own account; for staff those of `accountId`. */
export async function depositsOf(
  office: Parts,
  actor: Actor,
  { accountId }: { accountId?: string } = {},
): Promise<DepositView[]> {
  const { officeId } = actor
  const whose = accountFor(actor, accountId)
  const rows = await office.store.deposits.many({ officeId, accountId: whose })
  if (rows.length > 0)
    return rows.map(({ number, creditorReference, balance }) => ({
      ...{ accountId: whose, number, creditorReference, balance },
    }))
  const { currency } = office.profiles.of(officeId)
  const held = await depositBalance(office, undefined, { officeId, accountId: whose, currency })
  return held === 0n
    ? []
    : [{ accountId: whose, number: null, creditorReference: null, balance: money(held, currency) }]
}

export type DepositMovement = {
  eventId: string
  at: Date
  /** Above zero in, below zero out. */
  change: Money
  /** What the deposit holds after it. */
  balanceAfter: Money
  kind: (typeof accountReasons)[number] | null
  about: string | null
  /** The dossier of the order that `about` names; null for a movement of none. */
  dossierId: string | null
  reason: string
}

export type DepositStatement = Page<DepositMovement> & { opening: Money; closing: Money }

const askSchema = z.strictObject({
  accountId: z.string().max(64).optional(),
  currency: currencySchema,
  from: plainDateSchema.optional(),
  to: plainDateSchema.optional(),
  page: z.number(),
})

const pageSize = 50

/**
 * Returns one page of what moved a deposit in one currency, the earliest first, with what it held before the first day and after the
 * last one; `from` and `to` are office-local days, both included.
 * @throws ProblemError `not-allowed`, `not-found`, `invalid`
 */
export async function depositMovements(
  { store, profiles }: Parts,
  actor: Actor,
  raw: z.input<typeof askSchema>,
): Promise<DepositStatement> {
  const { accountId, currency, from, to, page } = parseAtDoor(askSchema, raw, 'invalid')
  const { officeId } = actor
  const { timeZone } = profiles.of(officeId)
  const of = {
    officeId,
    stream: streamOf('account', accountFor(actor, accountId)),
    'data.amount.currency': currency,
  }
  const start = (day: PlainDate): Date => startOfDay(timeZone, day)
  const before = from === undefined ? undefined : { at: { $lt: start(from) } }
  const until = to === undefined ? undefined : { at: { $lt: start(addDays(to, 1)) } }
  const within = { ...of, at: { ...(from === undefined ? {} : { $gte: start(from) }), ...until?.at } }
  const filter = Object.keys(within.at).length === 0 ? of : within
  const sumOf = async (match: Readonly<Record<string, unknown>>): Promise<Money> => {
    const isOut = { $eq: ['$type', 'account.debited'] }
    const amount = '$data.amount.amountMinor'
    const [row] = await store.events.collection
      .aggregate<{ sum: bigint }>([
        { $match: match },
        { $group: { _id: null, sum: { $sum: { $cond: [isOut, { $multiply: [amount, -1] }, amount] } } } },
      ])
      .toArray()
    return money(row ? row.sum : 0n, currency)
  }
  const at = pageNumber(page)
  const [opening, closing, total, rows] = await Promise.all([
    before ? sumOf({ ...of, ...before }) : Promise.resolve(money(0n, currency)),
    sumOf({ ...of, ...until }),
    store.events.count(filter),
    store.events.many(filter, { sort: { seq: 1 }, limit: pageSize, skip: (at - 1) * pageSize }),
  ])
  const [first] = rows
  const held = first ? await sumOf({ ...of, seq: { $lt: first.seq } }) : opening
  const numbers = rows.flatMap(({ data }) =>
    'entryId' in data && data.about !== undefined ? [data.about] : [],
  )
  const orders = await store.orders.many({ officeId, orderNumber: { $in: numbers } })
  let balance = held.amountMinor
  return {
    rows: rows.flatMap((event): DepositMovement[] => {
      if (!('entryId' in event.data)) return []
      const { amount, kind = null, about = null, reason } = event.data
      const change = event.type === 'account.debited' ? money(-amount.amountMinor, currency) : amount
      balance += change.amountMinor
      const dossierId = orders.find(({ orderNumber }) => orderNumber === about)?.dossierId ?? null
      return [
        {
          ...{ eventId: event.eventId, at: event.at, change, balanceAfter: money(balance, currency) },
          ...{ kind, about, dossierId, reason },
        },
      ]
    }),
    ...{ opening, closing, total, page: at, pageSize },
  }
}

/**
 * Opens the deposit of the actor's own account in one currency of its office, so that there is a reference to transfer under before any
 * money is there. Safe to repeat.
 * @throws ProblemError `not-found` for whoever has no account; `invalid` for a currency that the office does not take
 */
export async function openOwnDeposit(
  office: Office,
  actor: Actor,
  { currency: raw }: { currency: string },
): Promise<DepositView> {
  const { officeId, accountId } = actor
  if (accountId === undefined) throw new ProblemError('not-found')
  const currency = parseAtDoor(currencySchema, raw, 'invalid')
  const { tariffs } = office.profiles.of(officeId)
  if (!tariffs.some((tariff) => tariff.currency === currency))
    throw new ProblemError('invalid', `This office is not paid in ${currency}.`)
  const row = await office.store.transaction((session) =>
    openDeposit(office, session, { officeId, accountId, currency }),
  )
  const { number, creditorReference, balance } = row
  return { accountId, number, creditorReference, balance }
}
