/** What finance looks up: orders by what people know of them, one order's whole trace, deposits, one refund, one taking. */
import {
  currencySchema,
  missingOf,
  foldDossier,
  orderStatuses,
  parseAmount,
  parseAtDoor,
  parseCreditorReference,
  plainDateSchema,
  ProblemError,
  startOfDay,
  addDays,
  streamOf,
  type Actor,
  type Money,
  type OrderStatus,
  type PlainDate,
} from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { CashTaking } from '../../store/money-rows.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { pageNumber, type Page } from '../views.ts'
import { bookEntries, type BookEntry } from './books.ts'
import type { Refund } from './change-refund.ts'

type Parts = Pick<Office, 'store' | 'profiles'>
const pageSize = 50

/** @throws ProblemError `not-allowed` for others than finance, registrars and administrators */
function mustLook({ roles }: Actor): void {
  if (!roles.some((role) => role === 'finance' || role === 'registrar' || role === 'administrator'))
    throw new ProblemError('not-allowed', 'Only finance, registrars and administrators look at money.')
}

export type MoneyOrder = {
  orderId: string
  dossierId: string
  orderNumber: string
  status: OrderStatus
  total: Money
  received: Money
  payBy: PlainDate | null
  openedAt: Date
  /** The drivers by which somebody tried to pay, each once. */
  drivers: string[]
}

const ordersSchema = z.strictObject({
  search: z.string().max(200).default(''),
  status: z.enum(orderStatuses).optional(),
  driverId: z.string().max(64).optional(),
  from: plainDateSchema.optional(),
  to: plainDateSchema.optional(),
  page: z.number(),
})

/** What a search may mean: an RF reference, an amount of the office's currency, else the number of an order or a submission. */
async function searched(
  { store, profiles }: Parts,
  officeId: string,
  search: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (search === '') return {}
  const creditorReference = parseCreditorReference(search)
  if (creditorReference !== undefined) return { creditorReference }
  if (/^\d+\.\d+$/.test(search)) {
    const { currency } = profiles.of(officeId)
    try {
      return { 'total.amountMinor': parseAmount(search, currencySchema.parse(currency)).amountMinor }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  const submission = await store.submissions.one({ officeId, submissionNumber: search })
  return submission ? { dossierId: submission.dossierId } : { orderNumber: search }
}

/** Returns one page of orders, the latest number first. `from` and `to` are days of opening, both included. */
export async function listMoneyOrders(
  office: Parts,
  actor: Actor,
  raw: z.input<typeof ordersSchema>,
): Promise<Page<MoneyOrder>> {
  mustLook(actor)
  const { store, profiles } = office
  const { officeId } = actor
  const { search, status, driverId, from, to, page } = parseAtDoor(ordersSchema, raw, 'invalid')
  const { timeZone } = profiles.of(officeId)
  const openedAt = {
    ...(from === undefined ? {} : { $gte: startOfDay(timeZone, from) }),
    ...(to === undefined ? {} : { $lt: startOfDay(timeZone, addDays(to, 1)) }),
  }
  const tried =
    driverId === undefined
      ? undefined
      : await store.attempts.collection.distinct('orderId', { officeId, driverId })
  const filter = {
    officeId,
    ...(await searched(office, officeId, search.trim())),
    ...(status === undefined ? {} : { status }),
    ...(Object.keys(openedAt).length === 0 ? {} : { openedAt }),
    ...(tried ? { _id: { $in: tried } } : {}),
  }
  const number = pageNumber(page)
  const find = { sort: { orderNumber: -1 }, limit: pageSize, skip: (number - 1) * pageSize } as const
  const [rows, total] = await Promise.all([store.orders.many(filter, find), store.orders.count(filter)])
  const dossiers = [...new Set(rows.map(({ dossierId }) => dossierId))]
  const attempts = await store.attempts.many({ officeId, dossierId: { $in: dossiers } })
  return {
    rows: rows.map(({ _id, ...row }) => ({
      orderId: _id,
      ...{ dossierId: row.dossierId, orderNumber: row.orderNumber, status: row.status, total: row.total },
      ...{ received: row.received, payBy: row.payBy, openedAt: row.openedAt },
      drivers: [...new Set(attempts.filter(({ orderId }) => orderId === _id).map((one) => one.driverId))],
    })),
    ...{ total, page: number, pageSize },
  }
}

export type OrderTrace = {
  accountId: string
  creditorReference: string | null
  payBy: PlainDate | null
  missing: Money
  callbacks: (Pick<Row<'callbacks'>, 'driverId' | 'receivedAt' | 'sentAt' | 'state' | 'lastError'> & {
    callbackId: string
    eventId: string
  })[]
  entries: BookEntry[]
}

/** Returns what banks told of an order and what was booked for it, the earliest first. @throws ProblemError `not-allowed`, `not-found` */
export async function orderTrace(office: Parts, actor: Actor, orderId: string): Promise<OrderTrace> {
  mustLook(actor)
  const { store } = office
  const { officeId } = actor
  const order = await store.orders.one({ _id: orderId, officeId })
  if (!order) throw new ProblemError('not-found', 'There is no such order at this office.')
  const history = await readStream(store, officeId, streamOf('dossier', order.dossierId))
  const own = history.filter(({ data }) => 'orderId' in data && data.orderId === orderId)
  const folded = foldDossier(history).orders.find((one) => one.orderId === orderId)
  if (!folded) throw new ProblemError('not-found', 'There is no such order at this office.')
  const causes = own.flatMap(({ causedBy }) => causedBy ?? [])
  const [callbacks, rows] = await Promise.all([
    store.callbacks.many({ _id: { $in: causes }, officeId }, { sort: { receivedAt: 1 } }),
    store.journal.many(
      {
        officeId,
        $or: [
          { causedBy: { $in: own.map(({ eventId }) => eventId) } },
          { 'lines.account': `order:${orderId}` },
        ],
      },
      { sort: { at: 1, _id: 1 } },
    ),
  ])
  return {
    ...{ accountId: order.accountId, creditorReference: order.creditorReference ?? null, payBy: order.payBy },
    missing: missingOf(folded),
    callbacks: callbacks.map(({ _id, driverId, eventId, receivedAt, sentAt, state, lastError }) => ({
      ...{ callbackId: _id, driverId, eventId, receivedAt, sentAt, state, lastError },
    })),
    entries: await bookEntries(office, officeId, rows),
  }
}

export type ListedDeposit = Pick<
  Row<'deposits'>,
  'accountId' | 'number' | 'creditorReference' | 'balance' | 'updatedAt'
>

/** Returns one page of the office's deposits, the last number first. @throws ProblemError `not-allowed` */
export async function listDeposits(
  { store }: Parts,
  actor: Actor,
  { search, page }: { search: string; page: number },
): Promise<Page<ListedDeposit>> {
  mustLook(actor)
  const { officeId } = actor
  const text = search.trim().slice(0, 100)
  const reference = parseCreditorReference(text)
  const filter = {
    officeId,
    ...(text === ''
      ? {}
      : reference === undefined
        ? { $or: [{ number: text }, { accountId: text }] }
        : { creditorReference: reference }),
  }
  const number = pageNumber(page)
  const find = { sort: { number: -1 }, limit: pageSize, skip: (number - 1) * pageSize } as const
  const [rows, total] = await Promise.all([store.deposits.many(filter, find), store.deposits.count(filter)])
  return {
    rows: rows.map((row) => ({
      ...{ accountId: row.accountId, number: row.number, creditorReference: row.creditorReference },
      ...{ balance: row.balance, updatedAt: row.updatedAt },
    })),
    ...{ total, page: number, pageSize },
  }
}

/** Returns one refund. @throws ProblemError `not-allowed`, `not-found` */
export async function refund(
  { store }: Parts,
  actor: Actor,
  refundId: string,
): Promise<Omit<Refund, 'idempotencyKey'>> {
  mustLook(actor)
  const row = await store.refunds.one({ _id: refundId, officeId: actor.officeId })
  if (!row) throw new ProblemError('not-found', 'There is no such refund at this office.')
  const { idempotencyKey: _key, ...shown } = row
  return shown
}

/** Returns what was taken over the desk under one number. @throws ProblemError `not-allowed`, `not-found` */
export async function cashTaking({ store }: Parts, actor: Actor, takingId: string): Promise<CashTaking> {
  mustLook(actor)
  const row = await store.cash.one({ _id: takingId, officeId: actor.officeId })
  if (row?.kind !== 'taking')
    throw new ProblemError('not-found', 'Nothing was taken at the desk under this number.')
  return row
}
