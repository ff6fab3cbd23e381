/** The books: which accounts a movement of money touches, and what they come to. Pure. */
import {
  addMoney,
  money,
  type Currency,
  type Money,
  type PaymentEvent,
  type Placed,
} from '@lodge/shared-types'

/** Signed whole minor units: + is debit, - is credit. */
export type JournalLine = { account: string; amountMinor: bigint; currency: Currency }

export const bankAccount = (driverId: string): string => `bank:${driverId}`
export const depositAccount = (accountId: string): string => `deposit:${accountId}`
/** Transfers that a person ordered and no driver made; statements settle it. */
export const payoutAccount = 'payout'
/** What was set aside out of deposits for refunds under way. */
export const asideAccount = 'aside'
export const cashDifferenceAccount = 'cash-difference'

export const debit = (account: string, amountMinor: bigint, currency: Currency): JournalLine => ({
  account,
  amountMinor,
  currency,
})
export const credit = (account: string, amountMinor: bigint, currency: Currency): JournalLine =>
  debit(account, -amountMinor, currency)

const isSomething = ({ amountMinor }: JournalLine): boolean => amountMinor !== 0n

/** Returns the lines by which `amount` goes from one account to another. */
export const transfer = (from: string, to: string, { amountMinor, currency }: Money): JournalLine[] =>
  [debit(from, amountMinor, currency), credit(to, amountMinor, currency)].filter(isSomething)

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

/** Returns the lines of a payment event whose money went to, or came from, `placed`; they add up to zero. None where none moved. */
export function linesOfPayment(
  { type, data }: Pick<PaymentEvent, 'type' | 'data'>,
  placed: Placed | undefined,
  accountId: string,
): JournalLine[] {
  const { moved, driverId, orderId, route = 'bank' } = data
  if (!moved || !placed) return []
  const { currency } = moved
  const amount = absolute(moved.amountMinor)
  const bank = bankAccount(driverId)
  const accountOf: Record<keyof Placed, string> = {
    order: `order:${orderId}`,
    deposit: depositAccount(accountId),
    suspense: 'suspense',
    aside: asideAccount,
    owed: `owed:${accountId}`,
  }
  const places = (sign: 1n | -1n): JournalLine[] =>
    (['order', 'deposit', 'suspense', 'aside', 'owed'] as const)
      .map((place) => debit(accountOf[place], sign * placed[place], currency))
      .filter(isSomething)
  switch (type) {
    case 'payment.confirmed':
    case 'payment.part-funded':
      return [debit(bank, amount, currency), ...places(-1n)]
    case 'payment.doubted':
      return [
        debit(bank, moved.amountMinor, currency),
        credit('suspense', moved.amountMinor, currency),
      ].filter(isSomething)
    case 'payment.reviewed':
      return [
        debit('suspense', moved.amountMinor, currency),
        ...places(moved.amountMinor > 0n ? -1n : 1n),
      ].filter(isSomething)
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back': {
      const to = { bank, payout: payoutAccount, deposit: depositAccount(accountId) }[route]
      return [...places(1n), credit(to, amount, currency)]
    }
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.settled':
      return []
  }
}

/** Returns by how much a payment event changes the payer's deposit: below zero for money that leaves it. */
export function depositChangeOf(
  { type, data }: Pick<PaymentEvent, 'type' | 'data'>,
  placed: Placed | undefined,
): bigint {
  if (!data.moved || !placed) return 0n
  const isIn =
    type === 'payment.confirmed' ||
    type === 'payment.part-funded' ||
    (type === 'payment.reviewed' && data.moved.amountMinor > 0n)
  if (isIn) return placed.deposit
  return data.route === 'deposit' ? data.moved.amountMinor - placed.deposit : -placed.deposit
}

/** Returns the balance of each account and currency over journal rows: + debit, - credit; all of them add up to zero. */
export function balancesOf(rows: readonly { lines: readonly JournalLine[] }[]): Map<string, Money> {
  const balances = new Map<string, Money>()
  for (const { account, amountMinor, currency } of rows.flatMap((row) => row.lines)) {
    const key = `${account}|${currency}`
    balances.set(key, addMoney(balances.get(key) ?? money(0n, currency), money(amountMinor, currency)))
  }
  return balances
}
