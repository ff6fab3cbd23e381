/** An office's prepaid accounts and cash desk, in memory: debits under keys, credits, what cashiers took. */
import { addMoney, compareMoney, money, subtractMoney } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'

export type LedgerEntry = { readonly entryId: string; readonly amount: Money; readonly at: Date }
export type TakenEntry = LedgerEntry & { readonly asked: Money }

export type Debit = {
  readonly key: string
  readonly attemptId: string
  readonly accountId: string
  readonly amount: Money
}
export type Credit = {
  readonly key: string
  readonly refundId: string
  readonly attemptId: string
  readonly amount: Money
}
type Made<T> = T & { readonly entry: LedgerEntry }
export type DebitAnswer =
  | { readonly taken: true; readonly entry: LedgerEntry }
  | { readonly taken: false; readonly reason: 'insufficient' | 'no-account' }

/** A movement as the ledger keeps it: negative left a deposit or the desk. */
export type Movement = {
  readonly attemptId: string
  readonly amount: Money
  readonly memo: 'debit' | 'credit' | 'desk'
}

/** Thrown for what no office would ask; nothing was done. */
export class LedgerRefusal extends Error {
  readonly code: 'key-reused' | 'already-taken' | 'nothing-taken' | 'more-than-taken'
  constructor(code: LedgerRefusal['code'], message: string) {
    super(message)
    this.name = 'LedgerRefusal'
    this.code = code
  }
}

const isSameMoney = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor

export type Ledger = {
  readonly deposit: (accountId: string, amount: Money) => void
  readonly balanceOf: (accountId: string, currency: Money['currency']) => Money
  readonly debit: (debit: Debit) => DebitAnswer
  readonly debitOf: (attemptId: string) => LedgerEntry | undefined
  readonly credit: (credit: Credit) => LedgerEntry
  readonly creditOf: (refundId: string) => LedgerEntry | undefined
  /** A cashier takes money for an attempt; what is negative is taken back out of the drawer. */
  readonly take: (attemptId: string, asked: Money, amount: Money) => void
  readonly takenOf: (attemptId: string) => TakenEntry | undefined
  readonly movements: () => readonly Movement[]
}

/** Returns an empty ledger. Every function does all of its work or none, and a key is worth one effect. */
export function createLedger(now: () => Date): Ledger {
  const balances = new Map<string, Money>()
  const debits = new Map<string, Made<Debit>>()
  const credits = new Map<string, Made<Credit>>()
  const desk = new Map<string, TakenEntry>()
  const movements: Movement[] = []
  const nameOf = (accountId: string, { currency }: { currency: Money['currency'] }) =>
    `${accountId} ${currency}`

  function enter(attemptId: string, amount: Money, memo: Movement['memo']): LedgerEntry {
    const moved = memo === 'credit' ? money(-amount.amountMinor, amount.currency) : amount
    movements.push({ attemptId, amount: moved, memo })
    return { entryId: `entry-${movements.length}`, amount, at: now() }
  }
  function add(accountId: string, amount: Money): void {
    const name = nameOf(accountId, amount)
    balances.set(name, addMoney(balances.get(name) ?? money(0n, amount.currency), amount))
  }

  return {
    deposit: add,
    balanceOf: (accountId, currency) => balances.get(nameOf(accountId, { currency })) ?? money(0n, currency),
    debit(wanted) {
      const known = debits.get(wanted.attemptId)
      if (known) {
        if (known.key !== wanted.key)
          throw new LedgerRefusal('already-taken', 'The attempt was paid under another key.')
        if (known.accountId !== wanted.accountId || !isSameMoney(known.amount, wanted.amount))
          throw new LedgerRefusal('key-reused', 'The key is known with another content.')
        return { taken: true, entry: known.entry }
      }
      const balance = balances.get(nameOf(wanted.accountId, wanted.amount))
      if (!balance) return { taken: false, reason: 'no-account' }
      if (compareMoney(balance, wanted.amount) < 0) return { taken: false, reason: 'insufficient' }
      balances.set(nameOf(wanted.accountId, wanted.amount), subtractMoney(balance, wanted.amount))
      const entry = enter(wanted.attemptId, wanted.amount, 'debit')
      debits.set(wanted.attemptId, { ...wanted, entry })
      return { taken: true, entry }
    },
    debitOf: (attemptId) => debits.get(attemptId)?.entry,
    credit(wanted) {
      const known = credits.get(wanted.refundId)
      if (known) {
        if (known.key !== wanted.key || !isSameMoney(known.amount, wanted.amount))
          throw new LedgerRefusal('key-reused', 'The refund is known with another key or amount.')
        return known.entry
      }
      const debit = debits.get(wanted.attemptId)
      if (debit?.amount.currency !== wanted.amount.currency)
        throw new LedgerRefusal('nothing-taken', 'Nothing was taken for this attempt in this currency.')
      const back = [...credits.values()].filter(({ attemptId }) => attemptId === wanted.attemptId)
      const sum = back.reduce((total, { amount }) => addMoney(total, amount), wanted.amount)
      if (compareMoney(sum, debit.amount) > 0)
        throw new LedgerRefusal('more-than-taken', 'More would go back than was taken.')
      add(debit.accountId, wanted.amount)
      const entry = enter(wanted.attemptId, wanted.amount, 'credit')
      credits.set(wanted.refundId, { ...wanted, entry })
      return entry
    },
    creditOf: (refundId) => credits.get(refundId)?.entry,
    take(attemptId, asked, amount) {
      const entry = enter(attemptId, amount, 'desk')
      const before = desk.get(attemptId)
      const all = before ? addMoney(before.amount, amount) : amount
      if (all.amountMinor === 0n) desk.delete(attemptId)
      else desk.set(attemptId, { ...entry, amount: all, asked })
    },
    takenOf: (attemptId) => desk.get(attemptId),
    movements: () => [...movements],
  }
}
