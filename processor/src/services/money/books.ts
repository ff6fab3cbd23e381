/** The office's books for those who look at money: entries by account and day, balances, and the proof that all come to zero. */
import {
  addDays,
  currencySchema,
  money,
  parseAtDoor,
  plainDateSchema,
  ProblemError,
  startOfDay,
  type Actor,
  type Money,
} from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { pageNumber, type Page } from '../views.ts'

type Parts = Pick<Office, 'store' | 'profiles'>
const pageSize = 50

/** @throws ProblemError `not-allowed` for others than finance and administrators */
function mustSeeBooks({ roles }: Actor): void {
  if (!roles.includes('finance') && !roles.includes('administrator'))
    throw new ProblemError('not-allowed', 'Only finance and administrators see the office’s books.')
}

export type BookLine = Row<'journal'>['lines'][number] & {
  /** What people call what the account is about, such as an order's number; null where the account says it. */
  about: string | null
}
export type BookEntry = Pick<Row<'journal'>, 'at' | 'text' | 'causedBy'> & {
  entryId: string
  lines: BookLine[]
}

const idIn = (account: string, kind: string): string[] =>
  account.startsWith(`${kind}:`) ? [account.slice(kind.length + 1)] : []

/** Returns what people call the orders and deposits that accounts are about, by account. */
async function namesOf(
  { store }: Parts,
  officeId: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const all = [...new Set(accounts)]
  const [orders, deposits] = await Promise.all([
    store.orders.many({ _id: { $in: all.flatMap((one) => idIn(one, 'order')) }, officeId }),
    store.deposits.many({ officeId, accountId: { $in: all.flatMap((one) => idIn(one, 'deposit')) } }),
  ])
  return new Map([
    ...orders.map(({ _id, orderNumber }) => [`order:${_id}`, orderNumber] as const),
    ...deposits.map(({ accountId, number }) => [`deposit:${accountId}`, number] as const),
  ])
}

/** Returns journal rows with their accounts by the names that people know, in the rows' order. */
export async function bookEntries(
  parts: Parts,
  officeId: string,
  rows: readonly Row<'journal'>[],
): Promise<BookEntry[]> {
  const accounts = rows.flatMap(({ lines }) => lines.map(({ account }) => account))
  const names = await namesOf(parts, officeId, accounts)
  return rows.map(({ _id, at, text, causedBy, lines }) => ({
    ...{ entryId: _id, at, text, causedBy },
    lines: lines.map((line) => ({ ...line, about: names.get(line.account) ?? null })),
  }))
}

const askSchema = z.strictObject({
  account: z.string().max(200).optional(),
  from: plainDateSchema.optional(),
  to: plainDateSchema.optional(),
  page: z.number(),
})

/**
 * Returns one page of entries, the latest first; `from` and `to` are office-local days, both included.
 * @throws ProblemError `not-allowed`, `invalid`
 */
export async function journalEntries(
  office: Parts,
  actor: Actor,
  raw: z.input<typeof askSchema>,
): Promise<Page<BookEntry>> {
  mustSeeBooks(actor)
  const { store, profiles } = office
  const { officeId } = actor
  const { account, from, to, page } = parseAtDoor(askSchema, raw, 'invalid')
  const { timeZone } = profiles.of(officeId)
  const at = {
    ...(from === undefined ? {} : { $gte: startOfDay(timeZone, from) }),
    ...(to === undefined ? {} : { $lt: startOfDay(timeZone, addDays(to, 1)) }),
  }
  const filter = {
    officeId,
    ...(account === undefined ? {} : { 'lines.account': account }),
    ...(Object.keys(at).length === 0 ? {} : { at }),
  }
  const number = pageNumber(page)
  const find = { sort: { at: -1, _id: -1 }, limit: pageSize, skip: (number - 1) * pageSize } as const
  const [rows, total] = await Promise.all([store.journal.many(filter, find), store.journal.count(filter)])
  return { rows: await bookEntries(office, officeId, rows), total, page: number, pageSize }
}

const sumSchema = z.object({
  _id: z.object({ account: z.string(), currency: currencySchema }),
  sum: z.bigint(),
})

export type BookBalance = { account: string; about: string | null; amount: Money }
export type BookBalances = {
  /** Accounts that are not at zero, each once a currency: + debit, − credit; the largest last of its kind. */
  balances: BookBalance[]
  /** All accounts together, one amount a currency: zero, or the books are wrong. */
  proof: Money[]
}

/** How many accounts that are not at zero are told one by one; orders and deposits are many. */
const mostAccounts = 500

/** Returns what each account of the books holds now. @throws ProblemError `not-allowed` */
export async function journalBalances(office: Parts, actor: Actor): Promise<BookBalances> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const found = await office.store.journal.collection
    .aggregate([
      { $match: { officeId } },
      { $unwind: '$lines' },
      {
        $group: {
          _id: { account: '$lines.account', currency: '$lines.currency' },
          sum: { $sum: '$lines.amountMinor' },
        },
      },
    ])
    .toArray()
  const sums = found.map((row) => sumSchema.parse(row))
  const currencies = [...new Set(sums.map(({ _id }) => _id.currency))].sort()
  const open = sums
    .filter(({ sum }) => sum !== 0n)
    .toSorted((one, other) => one._id.account.localeCompare(other._id.account, 'en'))
    .slice(0, mostAccounts)
  const names = await namesOf(
    office,
    officeId,
    open.map(({ _id }) => _id.account),
  )
  return {
    balances: open.map(({ _id: { account, currency }, sum }) => ({
      ...{ account, about: names.get(account) ?? null, amount: money(sum, currency) },
    })),
    proof: currencies.map((currency) =>
      money(
        sums.reduce((all, one) => (one._id.currency === currency ? all + one.sum : all), 0n),
        currency,
      ),
    ),
  }
}
