/** One world of the money histories, and what its bank and its office say of each other. */
import * as bankOf from './bank.ts'
import * as books from './office.ts'
import * as refunds from './office-refunds.ts'
import { isAtBank } from '../../src/services/money/refund-rules.ts'
import type { SimAttempt, SimOffice, SimRefund } from './office.ts'

export type World = { office: SimOffice; bank: bankOf.Bank; canAsk: boolean }

export const isDeposit = ({ driverId }: SimAttempt): boolean => driverId === 'deposit-account'

/** The bank's present word about an attempt, or that of the office's own books. */
export function poll({ office, bank, canAsk }: World, attempt: SimAttempt): void {
  if (isDeposit(attempt)) {
    if (books.hasDebited(office, attempt))
      books.applyNews(office, attempt, { outcome: 'succeeded', amount: attempt.amount })
    else if (attempt.status === 'submitting' || attempt.status === 'unknown')
      books.applyNews(office, attempt, { outcome: 'failed', amount: null })
    return
  }
  if (!canAsk) return
  const payment = bank.payments.get(attempt._id)
  if (payment) books.applyNews(office, attempt, bankOf.wordOf(payment))
  else if (attempt.status === 'submitting' || attempt.status === 'unknown')
    books.applyNews(office, attempt, { outcome: 'failed', amount: null, reason: 'bank-does-not-know' })
}

/** A signed callback: the bank's present word counts, and beside it what the event says went back. */
export function callback(world: World, fact: bankOf.Fact): void {
  const attempt = world.office.attempts.find((one) => one._id === fact.attemptId)
  const payment = world.bank.payments.get(fact.attemptId)
  if (!attempt || !payment) return
  if (!world.canAsk) {
    books.applyNews(world.office, attempt, fact)
    return
  }
  const present = bankOf.wordOf(payment)
  const isBack = (one: bankOf.Fact): boolean => one.outcome === 'refunded' || one.outcome === 'charged-back'
  if (isBack(fact) && isBack(present) && fact.outcome !== present.outcome)
    books.applyNews(world.office, attempt, fact)
  books.applyNews(world.office, attempt, present)
}

export function makeRefund(
  { office, bank }: World,
  attempt: SimAttempt,
  refund: SimRefund,
  how: number,
): 'pending' | 'succeeded' | 'failed' {
  if (isDeposit(attempt)) {
    books.creditDeposit(office, refund, attempt.driverId)
    return 'succeeded'
  }
  return bankOf.refund(bank, refund.refundId, attempt._id, refund.amount, how % 3 === 0).state
}

export function applyWord(
  { office }: World,
  attempt: SimAttempt,
  refund: SimRefund,
  word: 'pending' | 'succeeded' | 'failed',
): void {
  if (!isAtBank(refund)) return
  if (word === 'succeeded') refunds.succeedRefund(office, attempt, refund)
  else if (word === 'failed') refunds.failRefund(office, refund)
  else refunds.setRefund(refund, 'pending')
}

/** Asks what became of a refund, and repeats it under its key where nobody knows of it. */
export function findRefund(world: World, attempt: SimAttempt, refund: SimRefund): void {
  if (!isAtBank(refund)) return
  const known = world.bank.refunds.get(refund.refundId)
  if (isDeposit(attempt)) {
    if (!books.hasCredited(world.office, refund)) makeRefund(world, attempt, refund, 1)
    applyWord(world, attempt, refund, 'succeeded')
  } else applyWord(world, attempt, refund, known?.state ?? makeRefund(world, attempt, refund, 1))
}
