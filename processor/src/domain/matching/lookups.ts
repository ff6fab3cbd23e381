/** What the office knows that a payment may be about, found by what payments carry; it follows what was matched. Pure. */
import { money, type Currency, type Money } from '@lodge/shared-types'
import type { LinePart } from './matching-terms.ts'
import type { Payment } from './payment.ts'
import { bareReference, everyReference } from './references-in-text.ts'

export type KnownOrder = {
  readonly orderId: string
  readonly accountId: string
  readonly orderNumber: string
  readonly submissionNumber: string
  readonly creditorReference: string
  /** What is still to be paid: zero for an order that is closed. */
  readonly missing: Money
  readonly isAgreed: boolean
  /** The attempt that waits for a transfer; null where none does. */
  readonly attemptId: string | null
}

/** An attempt of a driver whose money comes to the account in sums. */
export type KnownAttempt = {
  readonly attemptId: string
  readonly driverId: string
  readonly orderId: string
  readonly accountId: string
  readonly amount: Money
  readonly bankReference: string | null
  /** What of it an earlier line has shown already, in minor units. */
  readonly settledMinor: bigint
  /** What the driver has given back for the office, or the payer took back, and no line has shown, in minor units. */
  readonly backMinor: bigint
}

export type KnownDeposit = {
  readonly accountId: string
  readonly creditorReference: string
  readonly currency: Currency
}

/** A transfer that people have ordered and no line has shown: a refund, or suspense money that is sent back. */
export type KnownPayout = {
  readonly kind: 'refund' | 'send-back'
  readonly id: string
  readonly amount: Money
  /** Every reference under which it may come. */
  readonly references: readonly string[]
}

/** An earlier line, for what is taken back of it. */
export type KnownLine = {
  readonly lineId: string
  readonly amount: Money
  readonly references: readonly string[]
  readonly isOpen: boolean
  readonly isUndone: boolean
  readonly parts: readonly LinePart[]
  readonly accountId: string | null
}

/** A payer's account at a bank from which money for an account of the office has come before. */
export type KnownPayer = { readonly account: string; readonly accountId: string }

export type Known = {
  readonly orders: readonly KnownOrder[]
  readonly attempts: readonly KnownAttempt[]
  readonly deposits: readonly KnownDeposit[]
  readonly payouts: readonly KnownPayout[]
  readonly lines: readonly KnownLine[]
  readonly payers: readonly KnownPayer[]
}

/** What the office decides for money that is not what was asked. */
export type MatchPolicy = {
  readonly partial: 'take' | 'propose'
  readonly over: 'credit' | 'propose'
}

export type Lookups = {
  readonly policy: MatchPolicy
  readonly orderByReference: (creditorReference: string) => KnownOrder | undefined
  readonly ordersByNumber: (bareNumber: string) => readonly KnownOrder[]
  readonly deposit: (creditorReference: string) => KnownDeposit | undefined
  readonly attempts: (bareReference: string) => readonly KnownAttempt[]
  readonly payouts: (bareReference: string) => readonly KnownPayout[]
  readonly lines: (bareReference: string) => readonly KnownLine[]
  readonly isPayer: (account: string | null, accountId: string) => boolean
  /** Notes what a payment was matched to, so that the next one finds the order with less missing and the attempt settled. */
  readonly note: (
    lineId: string,
    payment: Payment,
    parts: readonly LinePart[],
    accountId: string | null,
  ) => void
}

/** Things by their id, and by keys that several may share; a thing keeps the keys with which it came first. */
function makeIndex<T>(idOf: (one: T) => string, keysOf: (one: T) => readonly string[]) {
  const byId = new Map<string, T>()
  const ids = new Map<string, string | readonly string[]>()
  return {
    put: (one: T): void => {
      const id = idOf(one)
      if (!byId.has(id))
        for (const key of new Set(keysOf(one))) {
          const known = ids.get(key)
          // Most keys are one thing's: a list for each would cost more than the things.
          ids.set(key, known === undefined ? id : [...(typeof known === 'string' ? [known] : known), id])
        }
      byId.set(id, one)
    },
    get: (id: string): T | undefined => byId.get(id),
    by: (key: string): T[] => {
      const known = ids.get(key) ?? []
      return (typeof known === 'string' ? [known] : known).flatMap((id) => byId.get(id) ?? [])
    },
  }
}

const bare = (references: readonly (string | null)[]): string[] =>
  references.flatMap((one) => (one === null || one === '' ? [] : [bareReference(one)]))

/** Returns lookups over what is known; they change only by `note`. */
export function createLookups(known: Known, policy: MatchPolicy): Lookups {
  const orders = makeIndex<KnownOrder>(
    ({ orderId }) => orderId,
    ({ orderNumber, submissionNumber }) => bare([orderNumber, submissionNumber]),
  )
  const byReference = new Map(
    known.orders.map(({ creditorReference, orderId }) => [creditorReference, orderId]),
  )
  const deposits = new Map(known.deposits.map((one) => [one.creditorReference, one]))
  const attempts = makeIndex<KnownAttempt>(
    ({ attemptId }) => attemptId,
    ({ attemptId, bankReference }) => bare([attemptId, bankReference]),
  )
  const payouts = makeIndex<KnownPayout>(
    ({ id }) => id,
    ({ references }) => bare(references),
  )
  const lines = makeIndex<KnownLine>(
    ({ lineId }) => lineId,
    ({ references }) => bare(references),
  )
  const payers = new Set(known.payers.map(({ account, accountId }) => `${account}|${accountId}`))
  known.orders.forEach(orders.put)
  known.attempts.forEach(attempts.put)
  known.payouts.forEach(payouts.put)
  known.lines.forEach(lines.put)
  const paid = new Set<string>()

  /** Lets an order miss so much more. */
  const give = (orderId: string, moreMinor: bigint): void => {
    const order = orders.get(orderId)
    if (!order) return
    const { amountMinor, currency } = order.missing
    orders.put({ ...order, missing: money(amountMinor + moreMinor, currency) })
  }
  /** What a part leaves behind. */
  const notePart = (part: LinePart): void => {
    switch (part.kind) {
      case 'order':
        give(part.orderId, -part.amountMinor)
        return
      case 'settled': {
        const attempt = attempts.get(part.attemptId)
        if (attempt && part.amountMinor > 0n)
          attempts.put({ ...attempt, settledMinor: attempt.settledMinor + part.amountMinor })
        else if (attempt) attempts.put({ ...attempt, backMinor: attempt.backMinor + part.amountMinor })
        return
      }
      case 'refund':
        paid.add(part.refundId)
        return
      case 'send-back':
        paid.add(part.lineId)
        return
      case 'undo': {
        const line = lines.get(part.lineId)
        if (!line) return
        lines.put({ ...line, isUndone: true, isOpen: false })
        for (const undone of line.parts) if (undone.kind === 'order') give(undone.orderId, undone.amountMinor)
        return
      }
      case 'deposit':
      case 'bank-fee':
      case 'other':
        return
    }
  }
  return {
    policy,
    orderByReference: (reference) => orders.get(byReference.get(reference) ?? ''),
    ordersByNumber: orders.by,
    deposit: (reference) => deposits.get(reference),
    attempts: attempts.by,
    payouts: (reference) => payouts.by(reference).filter(({ id }) => !paid.has(id)),
    lines: lines.by,
    isPayer: (account, accountId) => account !== null && payers.has(`${account}|${accountId}`),
    note(lineId, payment, parts, accountId) {
      parts.forEach(notePart)
      const { amount, counterparty } = payment
      const references = everyReference(payment)
      const isOpen = parts.length === 0
      // What has no reference is never found again.
      if (references.length > 0)
        lines.put({ lineId, amount, references, parts, accountId, isOpen, isUndone: false })
      if (accountId !== null && counterparty.account !== null)
        payers.add(`${counterparty.account}|${accountId}`)
    },
  }
}
