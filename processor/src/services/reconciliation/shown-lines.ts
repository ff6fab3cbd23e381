/** Lines of statements with what people call the things that they are about. */
import { plainDateIn } from '@lodge/shared-types'
import type { MatchTarget } from '../../domain/matching/matching-terms.ts'
import type { Office } from '../../office.ts'
import type { Line } from './line-rows.ts'
import { ageOf } from './suspense-ages.ts'

/** A line with what people call the things that it is about. */
export type MatchingLine = Line & {
  /** Days since the bank booked it. */
  days: number
  /** Of each order that its parts or its suggestion name. */
  orders: Readonly<Record<string, { orderNumber: string; dossierId: string }>>
  /** Of each account whose deposit they name; absent for one that has none yet. */
  deposits: Readonly<Record<string, string>>
}

const orderOfTarget = (target: MatchTarget | null): string[] =>
  target?.kind === 'order' ? [target.orderId] : []
const accountOfTarget = (target: MatchTarget | null): string[] =>
  target?.kind === 'deposit' ? [target.accountId] : []

/** Returns lines as people look at them. */
export async function shownLines(
  { store, profiles, clock }: Pick<Office, 'store' | 'profiles' | 'clock'>,
  officeId: string,
  lines: readonly Line[],
): Promise<MatchingLine[]> {
  const today = plainDateIn(profiles.of(officeId).timeZone, clock.now())
  const attemptIds = lines.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'settled' ? [part.attemptId] : [])),
  )
  const attempts = await store.attempts.many({ _id: { $in: attemptIds }, officeId })
  const ordersOf = ({ parts, suggestion }: Line): string[] => [
    ...orderOfTarget(suggestion),
    ...parts.flatMap((part) => {
      if (part.kind === 'settled') return attempts.find(({ _id }) => _id === part.attemptId)?.orderId ?? []
      return 'orderId' in part && part.orderId !== null ? [part.orderId] : []
    }),
  ]
  const accountsOf = ({ parts, suggestion }: Line): string[] => [
    ...accountOfTarget(suggestion),
    ...parts.flatMap((part) => (part.kind === 'deposit' ? [part.accountId] : [])),
  ]
  const [orders, deposits] = await Promise.all([
    store.orders.many({ _id: { $in: lines.flatMap(ordersOf) }, officeId }),
    store.deposits.many({ officeId, accountId: { $in: lines.flatMap(accountsOf) } }),
  ])
  return lines.map((line) => ({
    ...line,
    days: ageOf(line.bookedOn, today),
    orders: Object.fromEntries(
      orders
        .filter(({ _id }) => ordersOf(line).includes(_id))
        .map(({ _id, orderNumber, dossierId }) => [_id, { orderNumber, dossierId }]),
    ),
    deposits: Object.fromEntries(
      deposits
        .filter(
          ({ accountId, balance }) =>
            accountsOf(line).includes(accountId) && balance.currency === line.amount.currency,
        )
        .map(({ accountId, number }) => [accountId, number]),
    ),
  }))
}
