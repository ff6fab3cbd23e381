/** The office's own money, as a driver that talks to no bank sees it: prepaid accounts and what the cash desk has taken. */
import type { Money } from '@lodge/shared-types'

/** One movement of the office's own money for one attempt or refund; `entryId` is its number in the books. */
export type BookEntry = {
  readonly entryId: string
  readonly amount: Money
  readonly at: Date
}

/** What a cashier has taken for one attempt, in all; `asked` is what the attempt is to bring, so that a part is told from the whole. */
export type TakenAtDesk = BookEntry & { readonly asked: Money }

/** `insufficient` and `no-account` are certain: nothing was taken. */
export type DebitResult =
  | { readonly taken: true; readonly entry: BookEntry }
  | { readonly taken: false; readonly reason: 'insufficient' | 'no-account' }

/**
 * Every function is safe to repeat under its `key`, and rejects only with a `DriverError`: `unavailable` with `sent: maybe` where
 * it is not known whether the books took it.
 */
export type OfficeBooks = {
  /** Takes `amount` out of an account's deposit, if all of it is there: one conditional step, so that two at once cannot overdraw. */
  readonly debitDeposit: (debit: {
    readonly key: string
    readonly attemptId: string
    readonly accountId: string
    readonly amount: Money
  }) => Promise<DebitResult>
  /** Returns what was taken for the attempt out of a deposit; undefined where nothing was. */
  readonly findDebit: (attemptId: string) => Promise<BookEntry | undefined>
  /** Puts money that was taken for `attemptId` back into the deposit. */
  readonly creditDeposit: (credit: {
    readonly key: string
    readonly refundId: string
    readonly attemptId: string
    readonly amount: Money
  }) => Promise<BookEntry>
  /** Returns what was given back under the refund's id; undefined where nothing was. */
  readonly findCredit: (refundId: string) => Promise<BookEntry | undefined>
  /** Returns what a cashier has taken for the attempt; undefined while the desk holds nothing for it. */
  readonly findTaken: (attemptId: string) => Promise<TakenAtDesk | undefined>
}
