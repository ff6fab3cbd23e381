/** Gathers, in one snapshot, what a day's close is counted from: one read after the other, as transactions need it. */
import {
  currencySchema,
  inFlightRefundStates,
  isCurrency,
  minorUnitsSchema,
  money,
  type PlainDate,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import type { CurrencyTally, DayFacts } from './close-books.ts'

type Span = { officeId: string; day: PlainDate; previous: Row<'dailyCloses'> | undefined; until: Date }
type Collected = { collection: Office['store']['attempts']['collection'] }

const tallySchema = z.object({ _id: currencySchema, count: z.number(), amountMinor: minorUnitsSchema })

/** Counts rows and sums their `amount` by currency. */
async function tally(
  { collection }: Collected,
  session: ClientSession,
  filter: Readonly<Record<string, unknown>>,
): Promise<CurrencyTally[]> {
  const groups = await collection
    .aggregate(
      [
        { $match: filter },
        {
          $group: {
            _id: '$amount.currency',
            count: { $sum: 1 },
            amountMinor: { $sum: '$amount.amountMinor' },
          },
        },
      ],
      { session },
    )
    .toArray()
  return groups.map((group) => {
    const { _id: currency, count, amountMinor } = tallySchema.parse(group)
    return { currency, count, amountMinor }
  })
}

const prefix = 'suspense:'

/** Lines whose money was in suspense at the end: those that are now, and those that came out of it since. */
async function suspenseThen(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { officeId, until }: Span,
  since: readonly Row<'journal'>[],
): Promise<DayFacts['suspense']> {
  const touched = since
    .flatMap(({ lines }) => lines)
    .filter(({ account }) => account.startsWith(prefix))
    .map(({ account }) => account.slice(prefix.length))
  const then = { officeId, appliedAt: { $lte: until } }
  const still = await store.statementLines.many({ ...then, state: 'suspense' }, { session })
  const left = await store.statementLines.many(
    { ...then, _id: { $in: touched }, state: { $ne: 'suspense' } },
    { session },
  )
  return [...still, ...left].map(({ _id: lineId, amount, bookedOn }) => ({ lineId, amount, bookedOn }))
}

/** The closing balances of each account's last day, as its statements have them. */
async function lastStatements(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  { officeId, until }: Span,
): Promise<DayFacts['statements']> {
  const { accounts } = profiles.of(officeId).reconciliation
  const last: DayFacts['statements'][number][] = []
  for (const { account, currency } of accounts) {
    const rows = await store.statements.many(
      { officeId, account, kind: 'statement', state: 'applied', appliedAt: { $lte: until } },
      { session, sort: { to: -1, importedAt: -1 }, limit: 20 },
    )
    const latest = rows.filter(({ to }) => to === rows[0]?.to)
    last.push({ account, currency, closings: latest.flatMap(({ closing }) => closing ?? []) })
  }
  return last
}

const nameOf = ({ account, statementId, from }: Row<'statements'>): string =>
  [account, statementId, from].filter((one) => one !== null && one !== '').join(', ')

/** Returns the facts of a day up to and with `until`. */
export async function dayFacts(
  office: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  span: Span,
): Promise<DayFacts> {
  const { store, profiles } = office
  const { officeId, day, previous, until } = span
  const after = previous ? { $gt: previous.until } : {}
  const inDay = { ...after, $lte: until }
  const settles = profiles.of(officeId).reconciliation.accounts.flatMap((one) => one.settles)
  const entries = await store.journal.many({ officeId, at: inDay }, { session, sort: { at: 1 } })
  const since = await store.journal.many({ officeId, at: { $gt: until } }, { session })
  const lines = await store.statementLines.many(
    { officeId, appliedAt: inDay, state: { $ne: 'split' } },
    { session },
  )
  const gaps = await store.statements.many(
    { officeId, hasGap: true, importedAt: { $lte: until } },
    { session },
  )
  const refused = await store.statementFiles.many(
    { officeId, importedAt: inDay, format: { $ne: 'unknown' }, 'reasons.0': { $exists: true } },
    { session },
  )
  const open = await store.statements.many(
    { officeId, state: { $in: ['reading', 'applying'] }, importedAt: { $lte: until } },
    { session },
  )
  const inReview = await store.attempts.many({ officeId, status: 'review' }, { session })
  const shown = await store.statementLines.many(
    {
      ...{ officeId, state: 'matched', rule: { $in: ['external-id', 'batch-net'] } },
      'parts.attemptId': { $in: inReview.map(({ _id }) => _id) },
    },
    { session },
  )
  const deposits = await store.deposits.many({ officeId }, { session })
  return {
    ...{ day, previous, entries },
    lines: lines.map(({ _id, rule, amount }) => ({ _id, rule, amount })),
    suspense: await suspenseThen(office, session, span, since),
    statements: await lastStatements(office, session, span),
    missing: gaps.map(nameOf),
    refused: refused.map(({ names, reasons }) => `${names[0] ?? ''} (${reasons[0] ?? ''})`),
    waiting: open.map(nameOf),
    succeededNotSettled: await tally(store.attempts, session, {
      ...{ officeId, status: { $in: ['succeeded', 'succeeded-late'] }, driverId: { $in: settles } },
      updatedAt: { $lte: until },
    }),
    settledNotSucceeded: shown.map(({ amount }) => ({ ...amount, count: 1 })),
    refundsInFlight: await tally(store.refunds, session, {
      officeId,
      state: { $in: [...inFlightRefundStates] },
    }),
    deposits: {
      rows: deposits.map(({ balance }) => balance),
      bookedSince: since
        .flatMap((entry) => entry.lines)
        .filter(({ account, currency }) => account.startsWith('deposit:') && isCurrency(currency))
        .map(({ amountMinor, currency }) => money(-amountMinor, currency)),
    },
    cashTaken: await tally(store.cash, session, { officeId, kind: 'taking', day, state: 'taken' }),
  }
}
