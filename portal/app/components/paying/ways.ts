/** Which of an office's ways can pay an amount now, and why another cannot. Pure. */
import {
  compareMoney,
  money,
  subtractMoney,
  type Currency,
  type Localized,
  type Money,
} from '@lodge/shared-types'
import type { PayingWords } from '../../messages/paying.en.ts'

export type WayKind = keyof PayingWords['ways']['about']

/** A way of paying that the office offers to whoever looks. */
export type Method = {
  driverId: string
  displayName: Localized
  kind: WayKind
  /** What it takes of each currency at once, in whole minor units, both ends included; a currency that is not there it does not take. */
  limits: Partial<Record<Currency, { minMinor: bigint; maxMinor: bigint }>>
}

/** What an account has paid in beforehand, in one currency. */
export type Deposit = {
  /** Null for money from before deposits had numbers. */
  number: string | null
  balance: Money
}

/** Why a way cannot pay an amount. */
export type Hindrance =
  | { why: 'below'; least: Money }
  | { why: 'above'; most: Money }
  | { why: 'no-deposit' }
  | { why: 'too-little'; lacking: Money }

export type Way = Method & {
  /** For a way that takes from it. */
  deposit: Deposit | null
  hindrance: Hindrance | null
}

function hindranceOf(
  { kind, limits }: Method,
  amount: Money,
  deposit: Deposit | undefined,
): Hindrance | null {
  const { currency } = amount
  const limit = limits[currency]
  if (limit && amount.amountMinor < limit.minMinor)
    return { why: 'below', least: money(limit.minMinor, currency) }
  if (limit && amount.amountMinor > limit.maxMinor)
    return { why: 'above', most: money(limit.maxMinor, currency) }
  if (kind !== 'deposit') return null
  if (!deposit) return { why: 'no-deposit' }
  return compareMoney(deposit.balance, amount) < 0
    ? { why: 'too-little', lacking: subtractMoney(amount, deposit.balance) }
    : null
}

/** Returns the ways that take the currency of `amount`, in the office's order, each with what hinders it. */
export function waysFor(methods: readonly Method[], deposits: readonly Deposit[], amount: Money): Way[] {
  const deposit = deposits.find(({ balance }) => balance.currency === amount.currency)
  return methods
    .filter(({ limits }) => limits[amount.currency] !== undefined)
    .map((method) => ({
      ...method,
      deposit: method.kind === 'deposit' ? (deposit ?? null) : null,
      hindrance: hindranceOf(method, amount, deposit),
    }))
}
