/** What is true of money after every step, and in the end. */
import {
  foldDossier,
  heldOf,
  missingOf,
  nextAttemptStatuses,
  type AttemptStatus,
  type DomainEvent,
} from '@lodge/shared-types'
import { balancesOf } from '../../src/services/money/journal-lines.ts'
import * as bankOf from './bank.ts'
import { accountId } from './office.ts'
import type { World } from './world.ts'

const must = (isSo: boolean, what: string): void => {
  if (!isSo) throw new Error(what)
}

const mayFollow = (before: AttemptStatus, next: AttemptStatus): boolean => {
  const after: readonly AttemptStatus[] = nextAttemptStatuses[before]
  return after.includes(next)
}

/** No event leads an attempt where the table does not: a callback never moves a money state back. */
function mustFollow(history: readonly DomainEvent[]): void {
  const states = new Map<string, AttemptStatus>()
  for (const { type, data } of history) {
    if (!type.startsWith('payment.') || !('bankAt' in data)) continue
    const before = states.get(data.attemptId)
    must(
      before === undefined || mayFollow(before, data.status),
      `${data.attemptId}: ${before ?? ''} then ${data.status}`,
    )
    must(before !== 'review' || type === 'payment.reviewed', `${data.attemptId} left review by ${type}`)
    states.set(data.attemptId, data.status)
  }
}

/** Whether money left an order, or suspense without having come there: then it is owed, and may be paid, once more. */
const isTakenBack = ({ type, data }: DomainEvent): boolean =>
  type === 'payment.charged-back' ||
  type === 'payment.refunded' ||
  (type === 'payment.reviewed' && 'moved' in data && data.moved !== null && data.moved.amountMinor < 0n)

/** The invariants of docs/payments.md that hold after every step. @throws with what is broken */
export function check({ office, bank }: World): void {
  const balances = balancesOf(office.journal)
  const balance = (account: string, currency = 'EUR'): bigint =>
    balances.get(`${account}|${currency}`)?.amountMinor ?? 0n
  for (const { lines, causedBy } of office.journal)
    for (const currency of new Set(lines.map((line) => line.currency)))
      must(
        lines
          .filter((line) => line.currency === currency)
          .reduce((sum, line) => sum + line.amountMinor, 0n) === 0n,
        `${causedBy} does not add up`,
      )
  for (const dossier of office.dossiers) {
    const { orders, attempts } = foldDossier(dossier.history)
    const [order] = orders
    if (!order) continue
    must(attempts.filter(({ active }) => active).length <= 1, `${order.orderId} has two active attempts`)
    const held = heldOf(order).amountMinor
    must(
      held >= 0n && held <= order.total.amountMinor,
      `${order.orderId} holds ${held} of ${order.total.amountMinor}`,
    )
    must(missingOf(order).amountMinor >= 0n, `${order.orderId} lacks less than nothing`)
    must(-balance(`order:${order.orderId}`) === held, `the books and the history of ${order.orderId} differ`)
    const paid = dossier.history.filter(({ type }) => type === 'order.paid').length
    const takenBack = dossier.history.filter(isTakenBack).length
    must(paid <= 1 + takenBack, `${order.orderId} was paid ${paid} times`)
    mustFollow(dossier.history)
    for (const one of attempts) {
      const row = office.attempts.find(({ _id }) => _id === one.attemptId)
      must(
        row?.status === one.status && row.active === one.active,
        `the row of ${one.attemptId} is not its history`,
      )
      must(one.order >= 0n && one.deposit >= 0n, `${one.attemptId} holds less than nothing`)
    }
  }
  const folds = office.dossiers.flatMap(({ history }) => foldDossier(history).attempts)
  for (const currency of ['EUR', 'USD']) {
    const suspense = folds.flatMap((one) => one.suspense).filter((one) => one.currency === currency)
    must(
      -balance('suspense', currency) === suspense.reduce((sum, one) => sum + one.amountMinor, 0n),
      `suspense in ${currency} is not what attempts have there`,
    )
    const deposit = office.deposit.get(currency) ?? 0n
    must(deposit >= 0n, 'a deposit is below zero')
    must(
      -balance(`deposit:${accountId}`, currency) === deposit,
      `the deposit in ${currency} is not what is booked`,
    )
    must(
      (office.account.get(currency) ?? 0n) === deposit,
      `the account’s history in ${currency} is not its deposit`,
    )
    const aside = office.refunds
      .filter((one) => one.amount.currency === currency)
      .reduce((sum, one) => sum + one.asideMinor, 0n)
    must(
      aside >= 0n && -balance('aside', currency) === aside,
      `what is set aside in ${currency} is not what is booked`,
    )
  }
  for (const refund of office.refunds)
    must(
      refund.bookedMinor >= 0n && refund.bookedMinor <= refund.amount.amountMinor,
      `${refund.refundId} is booked more than once`,
    )
  const refunded = [...bank.refunds.values()]
  must(new Set(refunded.map(({ refundId }) => refundId)).size === refunded.length, 'a refund was made twice')
}

/** What holds once everything is told: nothing is lost against the bank's own ledger, and nothing is charged twice. */
export function checkEnd({ office, bank }: World): void {
  const balances = balancesOf(office.journal)
  for (const [currency, held] of bankOf.holds(bank)) {
    const booked = balances.get(`bank:card|${currency}`)?.amountMinor ?? 0n
    must(booked === held, `the bank holds ${held} ${currency}, the books say ${booked}`)
  }
  must(
    (balances.get('bank:deposit-account|EUR')?.amountMinor ?? 0n) === 0n,
    'the clearing account of deposits is not at zero',
  )
  must(
    office.refunds.every((one) => one.asideMinor === 0n),
    'something is still set aside',
  )
  for (const { state, refundId, way, amount } of office.refunds) {
    const made = bank.refunds.get(refundId)
    must(
      way !== 'bank' || state !== 'failed' || made?.state !== 'succeeded',
      `${refundId} failed here and succeeded at the bank`,
    )
    must(!made || made.amount.amountMinor === amount.amountMinor, `${refundId} is another amount at the bank`)
  }
}
