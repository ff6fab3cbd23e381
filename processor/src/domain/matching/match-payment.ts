/** Which rule a payment of a statement fits, and where its money belongs: the first rule that fits wins. Pure. */
import { compareMoney, type Money } from '@lodge/shared-types'
import type { KnownAttempt, KnownDeposit, KnownLine, KnownOrder, Lookups } from './lookups.ts'
import type { LinePart, MatchRule, MatchTarget, SuspenseReason } from './matching-terms.ts'
import type { Payment } from './payment.ts'
import { creditorReferencesIn, everyReference, longReferences, numbersIn } from './references-in-text.ts'

/**
 * `match`: booked by this rule alone. `propose`: two people decide, with a suggestion. `suspense`: nobody knows yet. Parts of a match
 * add up to the payment; the others have none.
 */
export type Match = {
  readonly rule: MatchRule
  readonly verdict: 'match' | 'propose' | 'suspense'
  readonly parts: readonly LinePart[]
  readonly why: SuspenseReason | null
  readonly suggestion: MatchTarget | null
  /** The account at the office to which the money goes. */
  readonly accountId: string | null
}

const matched = (rule: MatchRule, parts: readonly LinePart[], accountId: string | null = null): Match => ({
  rule,
  verdict: 'match',
  parts,
  why: null,
  suggestion: null,
  accountId,
})
const toOrder = ({ orderId }: Pick<KnownOrder, 'orderId'>): MatchTarget => ({ kind: 'order', orderId })
const proposed = (rule: MatchRule, why: SuspenseReason, suggestion: MatchTarget): Match => ({
  rule,
  verdict: 'propose',
  parts: [],
  why,
  suggestion,
  accountId: null,
})
const unexplained = (why: SuspenseReason): Match => ({
  rule: 'none',
  verdict: 'suspense',
  parts: [],
  why,
  suggestion: null,
  accountId: null,
})

const isSame = (a: Money, b: Money): boolean => a.currency === b.currency && compareMoney(a, b) === 0
const isOpposite = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === -b.amountMinor

/** What the payment names: each order or deposit once, whichever way it is named. */
type Named = {
  orders: readonly KnownOrder[]
  deposits: readonly KnownDeposit[]
  /** Nothing that was written speaks for anything else. */
  isClear: boolean
  /** Somebody wrote a creditor reference, right or wrong. */
  isTried: boolean
}

/**
 * Returns what creditor references name. Not clear where a reference stands beside the one that is known and is wrong or somebody
 * else's: the payer may have meant that one.
 */
function named({ creditorReferences, text }: Payment, lookups: Lookups): Named {
  const places = [...creditorReferences.map((one) => [one]), ...creditorReferencesIn(text)]
  const found = places.map((readings) => ({
    orders: readings.flatMap((one) => lookups.orderByReference(one) ?? []),
    deposits: readings.flatMap((one) => lookups.deposit(one) ?? []),
  }))
  return {
    orders: [...new Map(found.flatMap(({ orders }) => orders).map((one) => [one.orderId, one])).values()],
    deposits: [...new Set(found.flatMap(({ deposits }) => deposits))],
    isClear: found.every(({ orders, deposits }) => orders.length + deposits.length > 0),
    isTried: places.length > 0,
  }
}

/** Returns where money for an order goes: to it as far as it lacks any, the rest is the payer's credit. Of one currency. */
export function partsForOrder(
  { orderId, accountId, attemptId, missing }: KnownOrder,
  amountMinor: bigint,
): LinePart[] {
  const lacks = missing.amountMinor > 0n ? missing.amountMinor : 0n
  const own = amountMinor < lacks ? amountMinor : lacks
  return [
    ...(own > 0n ? [{ kind: 'order' as const, orderId, attemptId, amountMinor: own }] : []),
    ...(amountMinor > own
      ? [{ kind: 'deposit' as const, accountId, orderId, amountMinor: amountMinor - own }]
      : []),
  ]
}

/** Money for one order of the office: what it lacks goes to it, by the office's policy for what is less or more. */
function matchOrder(payment: Payment, order: KnownOrder, { policy }: Lookups): Match {
  const { amount } = payment
  const { accountId, missing } = order
  const suggestion = toOrder(order)
  const parts = partsForOrder(order, amount.amountMinor)
  if (amount.currency !== missing.currency) return proposed('reference-other', 'other-currency', suggestion)
  if (missing.amountMinor <= 0n) return matched('reference-closed', parts, accountId)
  if (!order.isAgreed) return proposed('reference-other', 'order-not-agreed', suggestion)
  const over = amount.amountMinor - missing.amountMinor
  if (over === 0n) return matched('reference-exact', parts, accountId)
  if (over < 0n)
    return policy.partial === 'take'
      ? matched('reference-other', parts, accountId)
      : proposed('reference-other', 'part-not-allowed', suggestion)
  return policy.over === 'credit'
    ? matched('reference-other', parts, accountId)
    : proposed('reference-other', 'over-not-allowed', suggestion)
}

/** The attempt that a bank's own reference names, where exactly one fits. */
function attemptNamed({ references }: Payment, lookups: Lookups): KnownAttempt | undefined {
  const all = longReferences(references).flatMap((one) => lookups.attempts(one))
  const [first, ...others] = [...new Map(all.map((one) => [one.attemptId, one])).values()]
  return others.length === 0 ? first : undefined
}

const settled = ({ attemptId, driverId }: KnownAttempt, amountMinor: bigint): LinePart => ({
  kind: 'settled',
  attemptId,
  driverId,
  amountMinor,
})

/** Money that a driver has taken and now hands on: its own reference, its very amount and currency, and only once. */
function matchAttempt(payment: Payment, attempt: KnownAttempt, lookups: Lookups): Match {
  const { amount, isOfBatch } = payment
  const order: MatchTarget = { kind: 'order', orderId: attempt.orderId }
  const others = named(payment, lookups).orders.filter(({ orderId }) => orderId !== attempt.orderId)
  if (others.length > 0) return proposed('external-id', 'reference-contradicts', order)
  if (!isSame(amount, attempt.amount)) {
    const why = amount.currency === attempt.amount.currency ? 'amount-differs' : 'other-currency'
    return proposed('external-id', why, order)
  }
  if (attempt.settledMinor > 0n) return unexplained('already-settled')
  const rule = isOfBatch ? 'batch-net' : 'external-id'
  return matched(rule, [settled(attempt, amount.amountMinor)], attempt.accountId)
}

function matchIn(payment: Payment, lookups: Lookups): Match {
  const attempt = attemptNamed(payment, lookups)
  if (attempt) return matchAttempt(payment, attempt, lookups)
  const { orders, deposits, isClear, isTried } = named(payment, lookups)
  const [order] = orders
  const [deposit] = deposits
  if (orders.length + deposits.length > 1)
    return order ? proposed('none', 'several-references', toOrder(order)) : unexplained('several-references')
  if (order)
    return isClear
      ? matchOrder(payment, order, lookups)
      : proposed('none', 'reference-contradicts', toOrder(order))
  if (deposit) {
    const { accountId } = deposit
    const { amountMinor, currency } = payment.amount
    if (!isClear) return proposed('none', 'reference-contradicts', { kind: 'deposit', accountId })
    if (currency !== deposit.currency) return unexplained('other-currency')
    return matched(
      'deposit-reference',
      [{ kind: 'deposit', accountId, orderId: null, amountMinor }],
      accountId,
    )
  }
  return matchByNumber(payment, lookups, isTried)
}

/** A number of the office in the text, the exact amount and a payer that is known: still only a proposal. */
function matchByNumber(payment: Payment, lookups: Lookups, isTried: boolean): Match {
  const { text, references, creditorReferences, counterparty, amount } = payment
  const words = [
    ...new Set([...numbersIn(text), ...longReferences(references), ...longReferences(creditorReferences)]),
  ]
  const found = new Map(
    words.flatMap((word) => lookups.ordersByNumber(word)).map((order) => [order.orderId, order]),
  )
  // A dossier's number names all of its orders; the amount tells which of them is meant.
  const exact = [...found.values()].filter(({ missing }) => isSame(missing, amount))
  const [order] = exact.length > 0 ? exact : [...found.values()]
  if (!order) return unexplained(isTried ? 'unknown-reference' : 'no-reference')
  if (exact.length !== 1)
    return {
      ...unexplained(exact.length === 0 ? 'amount-differs' : 'several-references'),
      suggestion: toOrder(order),
    }
  return lookups.isPayer(counterparty.account, order.accountId)
    ? proposed('number-and-payer', 'number-only', toOrder(order))
    : { ...unexplained('unknown-payer'), suggestion: toOrder(order) }
}

/** ISO 20022 sub-families, and SWIFT's codes, of what a bank takes for its services. */
const isFee = (code: string): boolean => /-(CHRG|COMM|FEES)$/.test(code) || /^[NFS]?(CHG|COM)\b/.test(code)

/** What takes back an earlier payment: by a reference of that, with its very amount, and only once. */
function matchReturn(payment: Payment, lookups: Lookups): Match {
  const inverse = (references: readonly string[]): KnownLine[] => {
    const all = references.flatMap((one) => lookups.lines(one))
    const same = all.filter(({ amount, isUndone }) => isOpposite(amount, payment.amount) && !isUndone)
    return [...new Map(same.map((one) => [one.lineId, one])).values()]
  }
  const byOwn = inverse(longReferences(payment.references))
  // Payers who gave their transfer no name are known by what they paid.
  const [line, ...others] = byOwn.length > 0 ? byOwn : inverse(everyReference(payment))
  if (!line || others.length > 0) return unexplained('unknown-original')
  const isOut = line.amount.amountMinor < 0n
  if (isOut && !line.isOpen) return unexplained('payout-came-back')
  const { lineId, accountId } = line
  return matched('return', [{ kind: 'undo', lineId, amountMinor: payment.amount.amountMinor }], accountId)
}

function matchOut(payment: Payment, lookups: Lookups): Match {
  const { amount, references, text, isOfBatch } = payment
  const { amountMinor } = amount
  const attempt = attemptNamed(payment, lookups)
  // Refunds and charge-backs that the driver told are taken out of the sums that it hands on.
  if (attempt && attempt.amount.currency === amount.currency && attempt.backMinor >= -amountMinor)
    return matched(
      isOfBatch ? 'batch-net' : 'external-id',
      [settled(attempt, amountMinor)],
      attempt.accountId,
    )
  const words = [...new Set([...longReferences(references), ...numbersIn(text)])]
  const found = new Map(words.flatMap((one) => lookups.payouts(one)).map((payout) => [payout.id, payout]))
  const [payout, ...others] = [...found.values()].filter((one) => isOpposite(one.amount, amount))
  if (payout && others.length === 0)
    return matched('refund-paid', [
      payout.kind === 'refund'
        ? { kind: 'refund', refundId: payout.id, amountMinor }
        : { kind: 'send-back', lineId: payout.id, amountMinor },
    ])
  return unexplained(found.size > 0 ? 'amount-differs' : 'unknown-outgoing')
}

/**
 * Returns what a payment is. Never a match: twin amounts without a reference, references whose check digits are wrong, and texts
 * that name more than one order.
 */
export function matchPayment(payment: Payment, lookups: Lookups): Match {
  const { amount, isOff, isCharge, isReturn, transactionCode } = payment
  const fee: LinePart = { kind: 'bank-fee', amountMinor: amount.amountMinor }
  if (isOff) return unexplained('details-off')
  if (amount.amountMinor === 0n) return matched('none', [])
  if (isCharge) return matched('batch-net', [fee])
  if (isFee(transactionCode)) return matched('bank-fee', [fee])
  if (amount.amountMinor < 0n) {
    const out = matchOut(payment, lookups)
    return isReturn && out.verdict !== 'match' ? matchReturn(payment, lookups) : out
  }
  return isReturn ? matchReturn(payment, lookups) : matchIn(payment, lookups)
}

/** Matches payments one after the other, each in the light of those before it: what a whole file would come to. */
export const matchAll = (
  payments: readonly { readonly lineId: string; readonly payment: Payment }[],
  lookups: Lookups,
): Match[] =>
  payments.map(({ lineId, payment }) => {
    const match = matchPayment(payment, lookups)
    lookups.note(lineId, payment, match.parts, match.accountId)
    return match
  })
