/** A cashier's day at the desk: what should be in the drawer, and its count, after which the day never changes. */
import {
  idempotencyKeySchema,
  money,
  nameOfActor,
  parseAmount,
  parseAtDoor,
  plainDateIn,
  plainDateSchema,
  plainText,
  currencySchema,
  type Actor,
  type Money,
  type PlainDate,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import type { CashDay, CashTaking } from '../../store/money-rows.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { bankAccount, cashDifferenceAccount, transfer } from './journal-lines.ts'

type Count = CashDay['expected'][number]
type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>

export const cashDriver = 'counter'

export function mustBeCashier({ roles }: Actor): void {
  if (!roles.includes('finance')) throw refused('wrong-role', 'cashier')
}

export const cashDayId = (officeId: string, day: PlainDate, cashierId: string): string =>
  `${officeId}|${day}|${cashierId}`

/** Returns the day that it is at the office. */
export const officeToday = ({ clock, profiles }: Parts, officeId: string): PlainDate =>
  plainDateIn(profiles.of(officeId).timeZone, clock.now())

/**
 * Notes that something happens in a cashier's day, and opens it where it is the first.
 * @throws ProblemError `stale` once the day is closed
 */
export async function touchCashDay(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { officeId, day, cashierId }: { officeId: string; day: PlainDate; cashierId: string },
): Promise<void> {
  const _id = cashDayId(officeId, day, cashierId)
  const isOpen = await store.cash.update({ _id, state: 'open' }, { $inc: { rev: 1 } }, { session })
  if (isOpen) return
  if (await store.cash.one({ _id }, { session })) throw refused('cash-day-closed', 'day')
  await store.cash.insert(
    [
      {
        ...{ _id, officeId, cashierId, day, kind: 'day', state: 'open', rev: 1 },
        ...{ expected: [], counted: [], differences: [], note: null, closedAt: null },
      },
    ],
    { session },
  )
}

const keyOf = ({ means, amount }: Count): string => `${means}|${amount.currency}`

/** Adds up amounts by what they are and their currency. */
function sumsOf(counts: readonly Count[]): Count[] {
  const groups = Map.groupBy(counts, keyOf)
  return [...groups.values()].flatMap(([first, ...more]) =>
    first
      ? [
          {
            means: first.means,
            amount: money(
              more.reduce((sum, { amount }) => sum + amount.amountMinor, first.amount.amountMinor),
              first.amount.currency,
            ),
          },
        ]
      : [],
  )
}

const negative = ({ amountMinor, currency }: Money): Money => money(-amountMinor, currency)

/** Returns counted less expected, where it is not zero. Pure. */
const differencesOf = (expected: readonly Count[], counted: readonly Count[]): Count[] =>
  sumsOf([...counted, ...expected.map(({ means, amount }) => ({ means, amount: negative(amount) }))]).filter(
    ({ amount }) => amount.amountMinor !== 0n,
  )

/** Returns what should be in the drawer: what was taken and not given back. Pure. */
const expectedOf = (takings: readonly CashTaking[]): Count[] =>
  sumsOf(takings.filter(({ state }) => state === 'taken').map(({ means, amount }) => ({ means, amount })))

async function takingsOf(
  { store }: Pick<Office, 'store'>,
  whose: { officeId: string; day: PlainDate; cashierId: string },
  session?: ClientSession,
): Promise<CashTaking[]> {
  const rows = await store.cash.many({ ...whose, kind: 'taking' }, { session })
  return rows.flatMap((row) => (row.kind === 'taking' ? [row] : []))
}

export type CashDayView = {
  day: PlainDate
  state: 'empty' | 'open' | 'closed'
  takings: CashTaking[]
  expected: Count[]
  counted: Count[]
  differences: Count[]
  note: string | null
  closedAt: Date | null
  rev: number
}

/** Returns the actor's own day at the desk, today's where none is named. @throws ProblemError `not-allowed` */
export async function cashDay(office: Office, actor: Actor, { day }: { day?: string }): Promise<CashDayView> {
  mustBeCashier(actor)
  const { officeId } = actor
  const on = day === undefined ? officeToday(office, officeId) : parseAtDoor(plainDateSchema, day, 'invalid')
  const whose = { officeId, day: on, cashierId: actor.who.id }
  const row = await office.store.cash.one({ _id: cashDayId(officeId, on, actor.who.id) })
  const takings = await takingsOf(office, whose)
  const known = row?.kind === 'day' ? row : undefined
  return {
    day: on,
    state: known?.state ?? 'empty',
    takings: takings.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    expected: known?.state === 'closed' ? known.expected : expectedOf(takings),
    counted: known?.counted ?? [],
    differences: known?.differences ?? [],
    note: known?.note ?? null,
    closedAt: known?.closedAt ?? null,
    rev: known?.rev ?? 0,
  }
}

const countSchema = z.strictObject({
  day: plainDateSchema,
  /** What `cashDay` showed: something that happened since is not in the count. */
  rev: z.number().int().nonnegative(),
  counted: z
    .array(
      z.strictObject({
        means: z.enum(['cash', 'cheque']),
        currency: currencySchema,
        amount: z.string().max(40),
      }),
    )
    .max(50),
  note: z.preprocess((text) => (text === '' ? undefined : text), plainText(1_000).optional()),
})
const answerSchema = z.object({ day: plainDateSchema })

/**
 * Closes the actor's day: what was counted against what should be there; a difference is booked and needs a note.
 * @throws ProblemError `stale` where something happened since it was looked at, or the day is closed; `invalid` without a note
 */
export async function closeCashDay(
  office: Office,
  actor: Actor,
  { key, ...raw }: z.input<typeof countSchema> & { key: unknown },
): Promise<{ day: PlainDate }> {
  mustBeCashier(actor)
  const { officeId } = actor
  const wish = parseAtDoor(countSchema, raw, 'invalid')
  const counted = sumsOf(
    wish.counted.map(({ means, currency, amount }) => ({ means, amount: countedAmount(amount, currency) })),
  )
  const { store, clock } = office
  const { answer } = await answerOnce(
    office,
    {
      actor,
      operation: 'close-cash-day',
      key: parseAtDoor(idempotencyKeySchema, key, 'invalid'),
      body: wish,
      answer: answerSchema,
    },
    async (session) => {
      const { day, rev, note = null } = wish
      const whose = { officeId, day, cashierId: actor.who.id }
      const _id = cashDayId(officeId, day, actor.who.id)
      const row = await store.cash.one({ _id }, { session })
      if (row?.kind !== 'day') throw refused('cash-day-empty', 'day')
      if (row.state === 'closed') throw refused('cash-day-closed', 'day')
      const expected = expectedOf(await takingsOf(office, whose, session))
      const differences = differencesOf(expected, counted)
      if (differences.length > 0 && note === null) throw refused('cash-difference-unexplained', 'note')
      const at = clock.now()
      const closed = await store.cash.update(
        { _id, state: 'open', rev },
        { $set: { state: 'closed', expected, counted, differences, note, closedAt: at } },
        { session },
      )
      if (!closed) throw refused('cash-day-moved', 'rev')
      const lines = differences.flatMap(({ amount }) =>
        transfer(bankAccount(cashDriver), cashDifferenceAccount, amount),
      )
      if (lines.length > 0)
        store.journal.add(
          [
            {
              _id: `cash-day:${_id}`,
              officeId,
              at,
              causedBy: `cash-day:${_id}`,
              text: 'cash difference',
              lines,
            },
          ],
          session,
        )
      const entry = { officeId, who: nameOfActor(actor), what: 'closed-cash-day' as const }
      await writeAudit(office, { ...entry, subject: `cash:${_id}`, detail: note ?? '' }, session)
      return { day }
    },
  )
  return answer
}

/** @throws ProblemError `invalid` for what is no amount of zero or more */
function countedAmount(text: string, currency: Money['currency']): Money {
  try {
    const amount = parseAmount(text, currency)
    if (amount.amountMinor >= 0n) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw refused('refund-amount', 'counted')
}
