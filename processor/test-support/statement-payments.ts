/** Payments of a made-up statement with the truth about each: what it is for, and whether a rule alone may say so. */
import { creditorReferenceOf, formatCreditorReference, money, type Currency } from '@lodge/shared-types'
import type { Known, KnownAttempt, KnownOrder } from '../src/domain/matching/lookups.ts'
import type { Match } from '../src/domain/matching/match-payment.ts'
import type { Payment } from '../src/domain/matching/payment.ts'

/** Numbers by a seed (mulberry32): the same seed makes the same statement. */
export function seeded(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (limit: number): number => Math.floor(next() * limit),
    of: <T>(list: readonly [T, ...T[]]): T => list[Math.floor(next() * list.length)] ?? list[0],
  }
}
type Random = ReturnType<typeof seeded>

/** `expected`: where a rule alone may put it, as `targetOf` writes it; null where no rule may match it. */
export type MadePayment = { lineId: string; payment: Payment; kind: Kind; expected: string | null }

const currency: Currency = 'EUR'
/** Few, so that twins are everywhere. */
const amounts = [52_000n, 12_000n, 30_000n, 8_550n] as const

export const aPayment = (wish: Partial<Payment> = {}): Payment => ({
  amount: money(52_000n, currency),
  bookedOn: '2026-11-20',
  valueOn: '2026-11-20',
  references: [],
  creditorReferences: [],
  text: '',
  counterparty: { name: null, account: null },
  transactionCode: 'PMNT-RCDT-ESCT',
  isReturn: false,
  returnReason: null,
  isCharge: false,
  isOfBatch: false,
  isOff: false,
  ...wish,
})

export const anOrder = (index: number, wish: Partial<KnownOrder> = {}): KnownOrder => {
  const orderNumber = `INV-2026-${String(index).padStart(6, '0')}`
  return {
    orderId: `order-${index}`,
    accountId: `account-${index % 400}`,
    orderNumber,
    submissionNumber: `E-2026-${String(index).padStart(6, '0')}`,
    creditorReference: creditorReferenceOf(orderNumber),
    missing: money(amounts[index % amounts.length] ?? 52_000n, currency),
    isAgreed: true,
    attemptId: null,
    ...wish,
  }
}

/** Where the parts of a match go, in one word. */
export function targetOf({ verdict, parts }: Pick<Match, 'verdict' | 'parts'>): string | null {
  if (verdict !== 'match') return null
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'order':
          return `order:${part.orderId}=${part.amountMinor}`
        case 'settled':
          return `settled:${part.attemptId}=${part.amountMinor}`
        case 'deposit':
          return `deposit:${part.accountId}=${part.amountMinor}`
        case 'undo':
          return `undo:${part.lineId}`
        case 'refund':
          return `refund:${part.refundId}`
        case 'send-back':
          return `send-back:${part.lineId}`
        case 'bank-fee':
        case 'other':
          return `${part.kind}=${part.amountMinor}`
      }
    })
    .join('+')
}

const kinds = [
  ['structured', 30],
  ['free-text', 22],
  ['external-id', 14],
  ['split', 6],
  ['over', 4],
  ['duplicate', 3],
  ['top-up', 3],
  ['return', 2],
  ['near-miss', 5],
  ['twin', 4],
  ['quoted', 3],
  ['other-currency', 1],
  ['number-and-payer', 2],
  ['nothing', 1],
] as const
type Kind = (typeof kinds)[number][0]

function kindBy(random: Random): Kind {
  let left = random.below(kinds.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [kind, weight] of kinds) {
    if (left < weight) return kind
    left -= weight
  }
  return 'nothing'
}

/** As payers write a reference: in groups or not, in small letters, within other words. */
function written(random: Random, reference: string): string {
  const grouped = random.below(2) === 0 ? formatCreditorReference(reference) : reference
  const cased = random.below(3) === 0 ? grouped.toLowerCase() : grouped
  return random.of([cased, `Ref: ${cased}`, `trademark fee ${cased} thank you`, `pays\n${cased}\nKoleva Ltd`])
}

/** A reference with one wrong key, two keys swapped, or wrong check digits: none of them is right. */
function spoiled(random: Random, reference: string): string {
  const at = 7 + random.below(reference.length - 8)
  const [a = '', b = ''] = [reference[at], reference[at + 1]]
  const swapped = reference.slice(0, at) + b + a + reference.slice(at + 2)
  const other = reference.slice(0, at) + String((Number(a) + 1) % 10) + reference.slice(at + 1)
  const check = `RF${String((Number(reference.slice(2, 4)) % 96) + 2).padStart(2, '0')}${reference.slice(4)}`
  return random.of([a === b ? other : swapped, other, check])
}

/** Makes `count` payments, and all that the office knows. */
export function makePayments(count: number, seed: number): { known: Known; payments: MadePayment[] } {
  const random = seeded(seed)
  const orders: KnownOrder[] = []
  const attempts: KnownAttempt[] = []
  const payments: MadePayment[] = []
  const newOrder = (): KnownOrder => {
    const order = anOrder(orders.length + 1)
    orders.push(order)
    return order
  }
  const add = (kind: Kind, expected: string | null, wish: Partial<Payment>): void => {
    payments.push({ lineId: `line-${payments.length}`, kind, expected, payment: aPayment(wish) })
  }
  const minor = (order: KnownOrder): bigint => order.missing.amountMinor
  while (payments.length < count) {
    const kind = kindBy(random)
    const order = newOrder()
    const { orderId, accountId, missing: amount, creditorReference: reference } = order
    const bank = { name: 'Somebody', account: `XB00${accountId}` }
    switch (kind) {
      case 'structured':
        add(kind, `order:${orderId}=${minor(order)}`, {
          amount,
          creditorReferences: [reference],
          counterparty: bank,
        })
        break
      case 'free-text':
        add(kind, `order:${orderId}=${minor(order)}`, {
          amount,
          text: written(random, reference),
          counterparty: bank,
        })
        break
      case 'external-id': {
        const attempt: KnownAttempt = {
          ...{ attemptId: `attempt-${orderId}`, driverId: 'card-gateway', orderId, accountId, amount },
          bankReference: `pay_${String(random.below(1_000_000_000)).padStart(9, '0')}${orders.length}`,
          settledMinor: 0n,
          backMinor: 0n,
        }
        attempts.push(attempt)
        const references = [random.of([attempt.attemptId, attempt.bankReference ?? ''])]
        add(kind, `settled:${attempt.attemptId}=${minor(order)}`, { amount, references })
        break
      }
      case 'split': {
        const first = minor(order) / 3n
        const parts = [first, minor(order) - first]
        for (const part of parts)
          add(kind, `order:${orderId}=${part}`, {
            amount: money(part, currency),
            text: written(random, reference),
          })
        break
      }
      case 'over':
        add(kind, `order:${orderId}=${minor(order)}+deposit:${accountId}=700`, {
          amount: money(minor(order) + 700n, currency),
          creditorReferences: [reference],
        })
        break
      case 'duplicate':
        add(kind, `order:${orderId}=${minor(order)}`, { amount, text: written(random, reference) })
        add(kind, `deposit:${accountId}=${minor(order)}`, { amount, text: written(random, reference) })
        break
      case 'top-up':
        add(kind, `deposit:${accountId}=5000`, {
          amount: money(5_000n, currency),
          text: written(random, creditorReferenceOf(`D-2026-${accountId}`)),
        })
        break
      case 'return': {
        const references = [`E2E${orderId}-${seed}`]
        add(kind, `order:${orderId}=${minor(order)}`, { amount, references, creditorReferences: [reference] })
        add(kind, `undo:line-${payments.length - 1}`, {
          ...{ amount: money(-minor(order), currency), references, isReturn: true },
        })
        break
      }
      case 'near-miss':
        add(kind, null, { amount, text: written(random, spoiled(random, reference)) })
        break
      case 'twin':
        add(kind, null, { amount, text: random.of(['fee', 'trademark', 'BPTO fees']) })
        break
      case 'quoted': {
        const other = newOrder()
        const own = random.below(2) === 0
        add(kind, null, {
          amount,
          creditorReferences: own ? [reference] : [],
          text: `${own ? '' : `${reference}; `}as for ${written(random, other.creditorReference)}`,
        })
        break
      }
      case 'other-currency':
        add(kind, null, { amount: money(minor(order), 'USD'), creditorReferences: [reference] })
        break
      case 'number-and-payer':
        add(kind, null, { amount, text: `invoice ${order.orderNumber}`, counterparty: bank })
        break
      case 'nothing':
        add(kind, null, { amount: money(BigInt(1 + random.below(90_000)), currency) })
        break
    }
  }
  const accounts = [...new Set(orders.map(({ accountId }) => accountId))]
  const deposits = accounts.map((accountId) => ({
    accountId,
    creditorReference: creditorReferenceOf(`D-2026-${accountId}`),
    currency,
  }))
  return { known: { orders, attempts, deposits, payouts: [], lines: [], payers: [] }, payments }
}

export type Score = {
  matchable: number
  matched: number
  /** Matched where no rule may match, or to something else than the truth. */
  falseMatches: { lineId: string; kind: string; expected: string | null; found: string | null }[]
}

/** Compares matches with the truth. */
export function scoreOf(payments: readonly MadePayment[], matches: readonly Match[]): Score {
  const falseMatches: Score['falseMatches'] = []
  let [matchable, matched] = [0, 0]
  payments.forEach(({ lineId, kind, expected }, index) => {
    const match = matches[index]
    const found = match ? targetOf(match) : null
    if (expected !== null) matchable += 1
    if (expected !== null && found === expected) matched += 1
    if (found !== null && found !== expected) falseMatches.push({ lineId, kind, expected, found })
  })
  return { matchable, matched, falseMatches }
}
