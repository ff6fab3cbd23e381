/** A bank of the money histories: it keeps its own ledger, takes each key once, and tells what it holds, sooner or later. */
import type { DriverOutcome } from '@lodge/bank-drivers'
import { money, type Money } from '@lodge/shared-types'

export type BankPayment = {
  attemptId: string
  amount: Money
  status: 'open' | 'pending' | 'declined' | 'cancelled' | 'expired' | 'paid'
  captured: Money
  refunded: bigint
  chargedBack: bigint
}
export type BankRefund = {
  refundId: string
  attemptId: string
  amount: Money
  state: 'pending' | 'succeeded' | 'failed'
}
export type Fact = { attemptId: string; outcome: DriverOutcome; amount: Money | null }

export type Bank = {
  payments: Map<string, BankPayment>
  refunds: Map<string, BankRefund>
  /** Signed callbacks on their way; each may come late, twice, in any order, or never. */
  callbacks: Fact[]
  charges: number
}

export const newBank = (): Bank => ({ payments: new Map(), refunds: new Map(), callbacks: [], charges: 0 })

const outcomeOf = {
  open: 'action-required',
  pending: 'pending',
  declined: 'failed',
  cancelled: 'cancelled',
  expired: 'expired',
} as const

/** Returns the bank's present word about a payment: one fact, whatever happened before it. */
export function wordOf({ attemptId, amount, status, captured, refunded, chargedBack }: BankPayment): Fact {
  const of = (sum: bigint): Money => money(sum, captured.currency)
  if (chargedBack > 0n) return { attemptId, outcome: 'charged-back', amount: of(chargedBack) }
  if (refunded > 0n) return { attemptId, outcome: 'refunded', amount: of(refunded) }
  if (captured.amountMinor === 0n && status !== 'paid')
    return { attemptId, outcome: outcomeOf[status], amount: null }
  const isPart =
    captured.currency === amount.currency && captured.amountMinor < amount.amountMinor && status === 'open'
  return { attemptId, outcome: isPart ? 'partially-funded' : 'succeeded', amount: captured }
}

/** Returns every fact about a payment, as its statements tell them in the end. */
export function factsOf(payment: BankPayment): Fact[] {
  const { attemptId, captured, refunded, chargedBack } = payment
  const told = (outcome: DriverOutcome, sum: bigint): Fact[] =>
    sum > 0n ? [{ attemptId, outcome, amount: money(sum, captured.currency) }] : []
  const came: Fact[] =
    captured.amountMinor > 0n
      ? [{ ...wordOf({ ...payment, refunded: 0n, chargedBack: 0n }) }]
      : [wordOf(payment)]
  return [...came, ...told('refunded', refunded), ...told('charged-back', chargedBack)]
}

const tell = (bank: Bank, payment: BankPayment): void => void bank.callbacks.push(wordOf(payment))

/** Takes a payment, once for each attempt. */
export function create(bank: Bank, attemptId: string, amount: Money): BankPayment {
  const known = bank.payments.get(attemptId)
  if (known) return known
  const none = money(0n, amount.currency)
  const payment: BankPayment = {
    attemptId,
    amount,
    status: 'open',
    captured: none,
    refunded: 0n,
    chargedBack: 0n,
  }
  bank.payments.set(attemptId, payment)
  return payment
}

/** The payer, or the bank by itself, brings money for a payment. */
export function capture(bank: Bank, payment: BankPayment, sum: Money, status: BankPayment['status']): void {
  if (payment.captured.amountMinor > 0n && payment.captured.currency !== sum.currency) return
  payment.captured = money(payment.captured.amountMinor + sum.amountMinor, sum.currency)
  payment.status = status
  bank.charges += 1
  tell(bank, payment)
}

export function end(
  bank: Bank,
  payment: BankPayment,
  status: 'declined' | 'cancelled' | 'expired' | 'pending',
): void {
  if (payment.captured.amountMinor > 0n || (payment.status !== 'open' && payment.status !== 'pending')) return
  payment.status = status
  tell(bank, payment)
}

const restOf = ({ captured, refunded, chargedBack }: BankPayment): bigint =>
  captured.amountMinor - refunded - chargedBack

/** Gives money back by the bank's own will. */
export function giveBack(
  bank: Bank,
  payment: BankPayment,
  how: 'refunded' | 'chargedBack',
  sum: bigint,
): void {
  const part = sum < restOf(payment) ? sum : restOf(payment)
  if (part <= 0n) return
  payment[how] += part
  tell(bank, payment)
}

/** Makes a refund, once for each key; `later` leaves it pending. */
export function refund(
  bank: Bank,
  refundId: string,
  attemptId: string,
  amount: Money,
  later: boolean,
): BankRefund {
  const known = bank.refunds.get(refundId)
  if (known) return known
  const payment = bank.payments.get(attemptId)
  const isThere =
    payment !== undefined &&
    payment.captured.currency === amount.currency &&
    restOf(payment) >= amount.amountMinor
  const made: BankRefund = {
    refundId,
    attemptId,
    amount,
    state: !isThere ? 'failed' : later ? 'pending' : 'succeeded',
  }
  bank.refunds.set(refundId, made)
  if (isThere && !later) giveBack(bank, payment, 'refunded', amount.amountMinor)
  return made
}

/** A pending refund goes out now, if the money is still there. */
export function finishRefund(bank: Bank, made: BankRefund): void {
  const payment = bank.payments.get(made.attemptId)
  if (made.state !== 'pending' || !payment) return
  made.state = restOf(payment) >= made.amount.amountMinor ? 'succeeded' : 'failed'
  if (made.state === 'succeeded') giveBack(bank, payment, 'refunded', made.amount.amountMinor)
}

/** Returns what the bank holds for the office, by currency. */
export function holds(bank: Bank): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const payment of bank.payments.values())
    sums.set(payment.captured.currency, (sums.get(payment.captured.currency) ?? 0n) + restOf(payment))
  return sums
}
